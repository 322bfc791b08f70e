"""Dates as forms write them: "2025-09-30", "30.09.2025", "301405Z SEP 25", "0940Z", "D+3"."""

import re

from .clocks import clock_day
from .contexts import Context
from .grammar import Rule, Timex
from .phrases import Phrase
from .values import day_value

_ISO = re.compile(
    r"""(\d{4})-(\d\d)-(\d\d)
    (?:[T\ ](\d\d):(\d\d)(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\w-])""",
    re.X,
)


def date_time_group(phrase: Phrase, context: Context) -> Timex | None:
    """ "301405Z SEP 25": the zone is not part of the value."""
    group, year = phrase.value("group"), phrase.number("year")
    day, hour, minute = group[:2], group[2:4], group[4:6]
    value = day_value(year if year > 99 else 2000 + year, phrase.number("month"), int(day))
    return Timex("TIME", f"{value}T{hour}:{minute}") if value else None


def zulu(phrase: Phrase, context: Context) -> Timex | None:
    """ "0940Z", "1800 hours", "0300 local time": of the day the text is at."""
    digits = phrase.value("clock")
    if int(digits) > 2400 or int(digits) % 100 > 59:
        return None
    if phrase.has("unit") and phrase.value("unit") != "PT1H":
        return None  # "1800 years"
    day = clock_day(phrase, context)
    return Timex("TIME", f"{day}T{digits[:2]}:{digits[2:]}", anchor=False)


def d_day(phrase: Phrase, context: Context) -> Timex | None:
    """ "D-Day" and "D+3": of 1944 where the text is there, else of a day nobody knows."""
    if not phrase.has("day") and phrase.text != "d-day":
        return None
    if context.year != 1944:
        return Timex("DATE", "XXXX-XX-XX", anchor=False)
    return Timex("DATE", f"1944-06-{6 + (phrase.optional('day') or 0):02}")


def iso(phrase: Phrase, context: Context) -> Timex | None:
    """ "2025-09-30", "2025-09-30T14:05Z"."""
    passage = phrase.passage
    offset = passage.offset_of(phrase.start)
    match = _ISO.match(passage.text, offset, offset + 40)
    if not match or phrase.gap_before in ("-", "/"):
        return None
    value = day_value(int(match[1]), int(match[2]), int(match[3]))
    if value is None:
        return None
    span = (phrase.start, passage.token_at(phrase.start, len(match[0])))
    if match[4]:
        if int(match[4]) > 24 or int(match[5]) > 59:
            return None
        return Timex("TIME", f"{value}T{match[4]}:{match[5]}", None, span)
    return Timex("DATE", value, None, span)


def numeric(phrase: Phrase, context: Context) -> Timex | None:
    """ "9/30/2025", "30.09.2025"; which is the month of 03/04/2025 nobody knows."""
    if phrase.gap_before in ("/", "*", "-", ";") or phrase.gap_behind == "/":
        return None
    first, second, year = phrase.number("first"), phrase.number("second"), phrase.number("year")
    dotted = phrase.token(phrase.start + 1) == "."
    if dotted or first > 12:
        value = day_value(year, second, first)
    elif second > 12 or first == second:
        value = day_value(year, first, second)
    else:
        value = f"{year}-XX-XX"
    return Timex("DATE", value) if value else None


RULES = [
    Rule("zulu time", "{clock:zulu}", zulu),
    Rule("hundred hours", "{clock:digits|year} (?: _ {unit:units} | {ZONE})", zulu),
    Rule(
        "date-time group",
        "{group:group} _ (?P<month> {MONTH}) [_.] {year:day|number|year}",
        date_time_group,
    ),
    Rule("D-Day", "{d} - {unit} | {d} [+] {day:day}", d_day),
    Rule("ISO date", "{year} - {day} - (?: {day})?", iso),
    Rule("numeric date", "{first:day} [/*] {second:day} [/*] {year:year}", numeric),
]
