"""Quarters, halves and fiscal years: "the third quarter", "the year-earlier quarter", "FY2026"."""

import datetime

from .contexts import Context
from .grammar import Rule, Timex
from .phrases import Phrase
from .values import decade_value, shift_months, year_value
from .years import written_year


def quarter(phrase: Phrase, context: Context) -> Timex | None:
    """ "the third quarter", "this year's third quarter", "Q1 2026"."""
    number = phrase.number("ordinal")
    if not 1 <= number <= 4:
        return None
    fiscal = "fiscal" in phrase.text or "fy" in phrase.text
    year = written_year(phrase, context)
    if year is None and context.reference:
        # A fiscal quarter is one of the fiscal year of the reference date: no telling which days.
        year = context.reference.year if fiscal else _quarter_year(number, context.reference)
        year -= phrase.has("year_earlier")
    span = (phrase.start, phrase.end)
    determiner = phrase.word("determiner")
    if determiner and ("-quarter" in phrase.text or determiner != "the"):
        span = (phrase.after("determiner") + 1, phrase.end)  # its [third-quarter] profit
    return Timex("DATE", _quarter_value(year, number), phrase.mod, span, calendar=not fiscal)


def _quarter_year(number: int, reference: datetime.date) -> int:
    """The year of a quarter that stands without one: the nearest, two quarters off in the past."""
    ahead = number - (reference.month + 2) // 3
    return reference.year + (1 if ahead < -2 else -1 if ahead >= 2 else 0)


def named_quarter(phrase: Phrase, context: Context) -> Timex | None:
    """ "the quarter", "the latest quarter", "the current quarter", "the year-earlier period"."""
    words = phrase.word("which").replace("-", " ").split()
    if context.narrative or (
        phrase.word("noun") == "period"
        and not {"latest", "year"} & {*words}
        and not phrase.has("year")
    ):
        return None
    if context.reference is None:
        return Timex("DATE", "XXXX-QX")
    if "next" in words:
        return Timex("DATE", _quarter_value(*_completed(context.reference, -2)))
    if "current" in words or "this" in words:
        return Timex("DATE", _quarter_value(*_completed(context.reference, -1)))
    completed = _completed(context.reference)
    year, number = context.quarter or completed
    if phrase.has("year"):  # "the 1988 quarter"
        return Timex("DATE", _quarter_value(phrase.number("year"), number), anchor=False)
    if "year" in words:  # "the year-earlier quarter"
        return Timex("DATE", _quarter_value(year - 1, number), anchor=False)
    if "latest" in words and (year, number) > completed:
        year, number = completed
    return Timex("DATE", _quarter_value(year, number))


def _completed(day: datetime.date, back: int = 0) -> tuple[int, int]:
    """The quarter before a day's, or so many further back (-1: the day's own)."""
    year, month = shift_months(day.year, day.month, -3 * (back + 1))
    return year, (month + 2) // 3


def _quarter_value(year: int | None, number: int) -> str:
    return f"{year_value(year)}-Q{number}"


def half(phrase: Phrase, context: Context) -> Timex | None:
    """ "the first half of 2025", "the last half of the '80s", "the second half of the year"."""
    number = 1 if phrase.word("which_half") == "first" or phrase.value("half_name") == "1" else 2
    if phrase.has("decade"):
        first = phrase.number("decade")
        first += 1900 if first < 100 else 0
        return Timex("DATE", decade_value(first), "START" if number == 1 else "END")
    year = written_year(phrase, context)
    if year is None:
        if not phrase.has("the_year"):
            return None  # most halves are of matches
        year = context.this_year
    return Timex("DATE", f"{year_value(year)}-H{number}", calendar="fy" not in phrase.text)


def fiscal_year(phrase: Phrase, context: Context) -> Timex | None:
    """ "fiscal 1989", "fiscal year 2025", "the current fiscal year"."""
    names = [name for name in ("year", "year_before", "name") if phrase.has(name)]
    if names:
        year = phrase.number(names[0])
        year += 2000 if year < 100 else 0
        return Timex("DATE", year_value(year), phrase.mod, calendar=False)
    direction = phrase.word("direction")
    step = -1 if direction in _LAST else 1 if "next" in direction else 0
    value = year_value(context.this_year + step if context.this_year is not None else None)
    return Timex("DATE", value, phrase.mod, calendar=False)


_LAST = ("last", "past", "the latest", "the last", "the previous", "the past")


RULES = [
    Rule(
        "quarter",
        """{PART}? (?: {determiner:the|its} _)?
        (?: {year_before:year} _ | (?P<which_before> {this|last|next} _ {unit}) ' {s} _
          | (?P<year_earlier> {unit} [-_] {ago|earlier}) _)?
        (?: {adjective|fiscal} [-_])? (?: {adjective|fiscal} [-_])?
        {ordinal:ordinal} [-_] (?: {fiscal} [-_])? {quarter}
        {OF_YEAR}?""",
        quarter,
    ),
    Rule("quarter by name", "{ordinal:quarter_name} (?: [-_] {year:year|fiscal_year})?", quarter),
    Rule("half by name", "{half_name:half_name} [-_] {year:year|fiscal_year}", half),
    Rule(
        "named quarter",
        """(?: (?P<which> {the} _ {latest|adjective|next|previous|last} (?: _ {fiscal})?
            | {the} _ {unit} [-_] {ago|earlier} | {unit} - {ago|earlier}
            | {this|last|next|that|the})
          | {the} _ {year:year})
        _ {noun:quarter|period}""",
        named_quarter,
    ),
    Rule(
        "half",
        """(?: {the} _)? {which_half:ordinal|last|latter} _ {half}
        (?: _ {of} _ {the} [_`] {decade:decade} | {OF_YEAR})?""",
        half,
    ),
    Rule(
        "fiscal year",
        """{PART}?
        (?: (?P<direction> {this|last|next}
            | {the} _ {latest|adjective|next|last|previous|past}) _ | {the} _)?
        (?: {fiscal} _ (?: {unit} _)? {year:year|number|day}
          | (?: {year_before:year} _)? {fiscal} _ {unit}
          | {name:fiscal_year})""",
        fiscal_year,
    ),
]
