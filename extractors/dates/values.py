"""TIMEX3 values written, and read back as days.

>>> month_value(2025, 9)
'2025-09'
>>> bounds("2025-Q3")
('2025-07-01', '2025-09-30')

Years are integers, those before Christ negative (-490 is BC0490); None is a year nobody knows.
"""

import datetime
import re
from calendar import monthrange
from functools import lru_cache

DAY = datetime.timedelta(days=1)

# First and last month; a winter is named after the year of its December.
SEASON_MONTHS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 14)}


def year_value(year: int | None) -> str:
    """1998 -> "1998", -490 -> "BC0490", None -> "XXXX"."""
    if year is None or year == 0:
        return "XXXX"
    return f"{year:04}" if year > 0 else f"BC{-year:04}"


def month_value(year: int | None, month: int | None) -> str:
    """1998, 9 -> "1998-09"; None, None -> "XXXX-XX"."""
    return f"{year_value(year)}-{month:02}" if month else f"{year_value(year)}-XX"


def day_value(year: int | None, month: int, day: int) -> str | None:
    """1998, 9, 30 -> "1998-09-30"; None where there is no such day."""
    leap = 2000 if year is None or year < 1 else year
    if not (1 <= month <= 12 and 1 <= day <= monthrange(leap, month)[1]):
        return None
    return f"{month_value(year, month)}-{day:02}"


def week_value(day: datetime.date | None) -> str:
    """The ISO week of a day: "1998-W07"."""
    if day is None:
        return "XXXX-WXX"
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def decade_value(year: int) -> str:
    """1994 -> "199X", -494 -> "BC049"."""
    return f"{year // 10}X" if year > 0 else f"BC{-year // 10:03}"


def century_value(year: int) -> str:
    """1994 -> "19", -494 -> "BC04"."""
    return f"{year // 100:02}" if year > 0 else f"BC{-year // 100:02}"


def shift_months(year: int, month: int, count: int) -> tuple[int, int]:
    """The month `count` months on: 1998, 12, 1 -> (1999, 1)."""
    months = year * 12 + month - 1 + count
    return months // 12, months % 12 + 1


def unit_value(unit: str, step: int, day: datetime.date | None) -> str:
    """The unit `step` units from a day's: "P1M", -1 of 1998-01-20 is 1997-12; of no day XXXX-XX."""
    if unit == "P1D":
        return (day + step * DAY).isoformat() if day else "XXXX-XX-XX"
    if unit == "P1W":
        return week_value(day + 7 * step * DAY if day else None)
    if unit == "P1M":
        return month_value(*shift_months(day.year, day.month, step)) if day else "XXXX-XX"
    if unit == "P1Y":
        return year_value(day.year + step if day else None)
    if unit == "P10Y":
        return decade_value(day.year + 10 * step) if day else "XXXX"
    return century_value(day.year + 100 * step) if day else "XXXX"


def duration_value(amount: float | str, unit: str) -> str:
    """3, "P1M" -> "P3M"; "X", "P1Y" -> "PXY"; 2, "P10Y" -> "P20Y"."""
    match = re.fullmatch(r"(PT?)(\d+)([A-Z])", unit)
    assert match
    if isinstance(amount, str):
        letter = {"P10Y": "DE", "P100Y": "CE"}.get(unit, match[3])
        return f"{match[1]}{amount}{letter}"
    total = amount * int(match[2])
    whole = int(total)
    if whole == total:
        return f"{match[1]}{whole}{match[3]}"
    smaller = {"PY": ("M", 12), "PTH": ("M", 60), "PTM": ("S", 60)}.get(match[1] + match[3])
    if smaller and (total - whole) * smaller[1] % 1 == 0:
        head = f"{match[1]}{whole}{match[3]}" if whole else match[1]
        return f"{head}{int((total - whole) * smaller[1])}{smaller[0]}"
    return f"{match[1]}{total:g}{match[3]}"


_WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE)?")


@lru_cache(20_000)
def bounds(value: str) -> tuple[str | None, str | None]:
    """First and last day of a calendar value; (None, None) where it names none."""
    if "X" in value[:3] or value[:1] in "BPF" or value.endswith("_REF"):
        return None, None
    day = value.split("T")[0]
    if re.fullmatch(r"\d{4}-\d\d-\d\d", day):
        return day, day
    if re.fullmatch(r"\d{4}-\d\d", day):
        return f"{day}-01", f"{day}-{monthrange(int(day[:4]), int(day[5:]))[1]}"
    if re.fullmatch(r"\d{4}", day):
        return f"{day}-01-01", f"{day}-12-31"
    if match := _WEEK.fullmatch(day):
        monday = datetime.date.fromisocalendar(int(match[1]), int(match[2]), 1)
        first = monday + datetime.timedelta(days=5) if match[3] else monday
        return first.isoformat(), (monday + datetime.timedelta(days=6)).isoformat()
    if match := re.fullmatch(r"(\d{4})-([QH])([1-4])", day):
        size = 3 if match[2] == "Q" else 6
        return _months(int(match[1]), size * (int(match[3]) - 1) + 1, size * int(match[3]))
    if match := re.fullmatch(r"(\d{4})-(SP|SU|FA|WI)", day):
        return _months(int(match[1]), *SEASON_MONTHS[match[2]])
    if re.fullmatch(r"\d{3}X", day):
        return f"{day[:3]}0-01-01", f"{day[:3]}9-12-31"
    if re.fullmatch(r"\d\d", day):
        return f"{day}00-01-01" if day != "00" else "0001-01-01", f"{day}99-12-31"
    return None, None


def _months(year: int, first: int, last: int) -> tuple[str, str]:
    last_year, last_month = shift_months(year, 1, last - 1)
    last_day = monthrange(last_year, last_month)[1]
    return f"{year}-{first:02}-01", f"{last_year:04}-{last_month:02}-{last_day}"
