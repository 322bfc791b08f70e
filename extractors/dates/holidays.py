"""Dates of other calendars than the plain one: holidays, and full dates in other languages."""

import datetime
import re
from functools import cache

from troopfacts.extractors import reference_date
from troopfacts.extractors.lexicons import table

from .contexts import Context
from .grammar import Rule, Timex
from .patterns import expanded
from .phrases import Phrase
from .values import DAY, week_value, year_value
from .words import OTHER

LONGEST_NAME = 14  # words and gaps
YEAR_BEHIND = 4


@cache
def _names() -> dict[str, list[tuple[str, str]]]:
    """First word -> (name, day) of its holidays, the longest first."""
    names: dict[str, list[tuple[str, str]]] = {}
    for row in table("date_holidays"):
        first = re.split(r"\W", row["name"])[0]
        names.setdefault(first, []).append((row["name"], row["day"]))
    for same in names.values():
        same.sort(key=lambda entry: -len(entry[0]))
    return names


def holiday(phrase: Phrase, context: Context) -> Timex | None:
    """ "Christmas 1944", "last Thanksgiving", "Easter": the nearest where no year is said."""
    passage, start = phrase.passage, phrase.at("holiday")
    names = _names().get(passage.token(start), [])
    window = passage.slice(start, start + LONGEST_NAME).replace("’", "'")
    named = [each for each in names if begins(window, each[0])]
    if not named:
        return None
    name, rule = named[0]
    end = passage.token_at(start, len(name))
    behind = "".join(map(phrase.letter, range(end, end + YEAR_BEHIND)))
    if behind.startswith(" " + OTHER) and passage.token(end + 1)[:1].isupper():
        return None  # "the Easter Rising"
    said = _year_behind().match(behind)
    year = int(passage.token(end + said.start("year"))) if said else None
    if said and not said["apart"]:  # "Christmas 1944", but "[Christmas] in 1944"
        end += said.end()
    span = (phrase.start, end)
    if year is None and rule:
        year = _near(rule, phrase.word("direction"), context)
    if rule and year is not None and year > 0:
        return Timex("DATE", _value(rule, year), phrase.mod, span)
    fixed = f"XXXX-{rule}" if rule[2:3] == "-" else f"{year_value(year)}-XX"
    return Timex("DATE", fixed, phrase.mod, span)


def begins(window: str, name: str) -> bool:
    """Whether a text begins with a name, and the name does not go on."""
    return window.startswith(name) and not window[len(name) : len(name) + 1].isalnum()


@cache
def _year_behind() -> re.Pattern[str]:
    """ " 1944" after "Christmas", " of 1944", " in 1944"."""
    return re.compile(expanded("(?: _ {of} _ | (?P<apart> _ {in} _) | _) {year:year}"))


def _value(rule: str, year: int) -> str:
    if rule == "easter week":
        return week_value(easter(year) - 6 * DAY)
    return day_of(rule, year).isoformat()


def day_of(rule: str, year: int) -> datetime.date:
    """ "12-25", "11:4:4" (the fourth Thursday of November), "05:1:-1", "easter-2", "election"."""
    if rule.startswith("easter"):
        return easter(year) + int(rule[6:] or 0) * DAY
    if rule == "election":
        return day_of("11:1:1", year) + DAY
    if rule[2] == "-":
        return datetime.date(year, int(rule[:2]), int(rule[3:]))
    month, weekday, which = (int(part) for part in rule.split(":"))
    if which < 0:
        last = datetime.date(year + month // 12, month % 12 + 1, 1) - DAY
        return last - (last.isoweekday() - weekday) % 7 * DAY
    first = datetime.date(year, month, 1)
    return first + ((weekday - first.isoweekday()) % 7 + 7 * (which - 1)) * DAY


def easter(year: int) -> datetime.date:
    """Easter Sunday of the Gregorian calendar."""
    century, rest = divmod(year, 100)
    moon = (19 * (year % 19) + century - century // 4 - (8 * century + 13) // 25 + 15) % 30
    moon -= moon // 28 * (1 - moon // 28 * (29 // (moon + 1)) * ((21 - year % 19) // 11))
    sunday = (year + year // 4 + moon + 2 - century + century // 4) % 7
    shift = moon - sunday
    month = 3 + (shift + 40) // 44
    _ = rest
    return datetime.date(year, month, shift + 28 - 31 * (month // 4))


def _near(rule: str, direction: str, context: Context) -> int | None:
    """The year of a holiday that stands without one."""
    base = context.reference
    if context.narrative or not base:
        return context.year if context.narrative else None
    away = {
        year: (easter(year) if rule == "easter week" else day_of(rule, year)) - base
        for year in (base.year - 1, base.year, base.year + 1)
    }
    if direction == "last":
        return max(year for year in away if away[year].days < 0)
    if direction == "next":
        return min(year for year in away if away[year].days > 0)
    return min(away, key=lambda year: (abs(away[year]), year))


def foreign(phrase: Phrase, context: Context) -> Timex | list[Timex]:
    """ "30 septembre 2025", "30 сентября 2025 г.": a full date in another language."""
    day = reference_date.parse(phrase.passage.slice(phrase.start, phrase.after("year")))
    return Timex("DATE", day.isoformat()) if day else []


RULES = [
    Rule(
        "full date in another language",
        """{day:day|ordinal} (?: _ | [.]) (?: {de} _)? {foreign_month} [_.] (?: {de} _)? {year:year}
        (?: _ {year_mark})?""",
        foreign,
    ),
    Rule(
        "holiday",
        "{PART}? (?: {direction:last|next|this} _)? {holiday:holiday}",
        holiday,
    ),
]
