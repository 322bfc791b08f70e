"""Parts of years and weeks: quarters, halves, seasons, fiscal years, weekends, "this month"."""

import datetime

from .contexts import Context
from .days import DAY, part_mod, relative_year, year_ahead
from .grammar import Rule, Timex
from .phrases import Phrase
from .values import (
    century_value,
    day_value,
    decade_value,
    month_value,
    shift_months,
    week_value,
    year_value,
)
from .words import guards

# --- quarters and halves --------------------


def quarter(phrase: Phrase, context: Context) -> Timex | None:
    """ "the third quarter", "this year's third quarter", "Q1 2026"."""
    number = phrase.number("ordinal")
    if not 1 <= number <= 4:
        return None
    year = written_year(phrase, context)
    if year is None and context.reference:
        # Fiscal quarters are counted in the fiscal year of the reference date: no telling which.
        fiscal = "fiscal" in phrase.text
        year = context.reference.year if fiscal else _quarter_year(number, context.reference)
        year -= phrase.has("year_earlier")
    span = (phrase.start, phrase.end)
    if phrase.has("determiner") and (
        "-quarter" in phrase.text or phrase.word("determiner") != "the"
    ):
        span = (phrase.after("determiner") + 1, phrase.end)  # its [third-quarter] profit
    calendar = "fiscal" not in phrase.text and "fy" not in phrase.text
    value = f"{year_value(year)}-Q{number}"
    return Timex("DATE", value, part_mod(phrase), span, calendar=calendar)


def _quarter_year(number: int, reference: datetime.date) -> int:
    """The year of a quarter that stands without one: the nearest, two quarters off in the past."""
    current = (reference.month + 2) // 3
    return shift_months(reference.year, current, 0)[0] + (
        1 if number - current < -2 else -1 if number - current >= 2 else 0
    )


def written_year(phrase: Phrase, context: Context) -> int | None:
    """The year as the phrase gives it: "1998", "last year's", "of this year", "year-earlier"."""
    for name in ("year", "year_before"):
        if phrase.has(name):
            return phrase.number(name)
    for name in ("which", "which_before"):
        if words := phrase.word(name):
            return relative_year(words, context)
    return None


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


def _quarter_value(year: int, number: int) -> str:
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
        if not phrase.has("the_year") and context.reference is None:
            return Timex("DATE", f"XXXX-H{number}")
        year = context.base_year
    return Timex("DATE", f"{year_value(year)}-H{number}", calendar="fy" not in phrase.text)


# --- seasons --------------------


def season(phrase: Phrase, context: Context) -> Timex | None:
    """ "the summer of 1963", "last fall", "this spring", "early summer", "the winter"."""
    word, code = phrase.word("season"), phrase.value("season")
    year = written_year(phrase, context)
    direction = phrase.word("direction") if phrase.has("direction") else ""
    if year is None:
        year = year_ahead(phrase)
    if year is None:
        if not direction and not _is_season(phrase, word, context):
            return None
        year = _season_year(code, direction.split()[-1] if direction else "", context)
    span = None
    if phrase.has("article") and phrase.following in guards("after_season"):
        span = (phrase.at("season"), phrase.end)  # the [summer] offensive
    return Timex("DATE", f"{year_value(year)}-{code}", part_mod(phrase), span)


def _is_season(phrase: Phrase, word: str, context: Context) -> bool:
    """Keeps out "to fall", "spring to mind", "winter wheat": a lone season has an article or a
    preposition."""
    if phrase.codes_before(1) == "-" or phrase.token(phrase.end) == "-":
        return False
    before = phrase.previous if phrase.codes_before(1) == " " else ""
    the = phrase.word("article")
    if context.narrative and phrase.following in guards("after_season"):
        return True  # "the main summer offensive"
    if word in ("fall", "spring"):
        if the:
            return phrase.following not in ("of", "in", "from")
        return before in ("in", "last", "until", "by", "since", "during") or phrase.has("mod")
    return bool(the) or phrase.has("mod") or before in guards("before_season")


_SEASON_MONTH = {"SP": 4, "SU": 7, "FA": 10, "WI": 13}


def _season_year(code: str, direction: str, context: Context) -> int | None:
    if context.narrative:
        if context.year is None:
            return None
        if code == "SP" and context.value == f"{year_value(context.year)}-WI":
            return context.year + 1
        step = {"next": 1, "following": 1, "last": -1, "previous": -1}.get(direction, 0)
        return context.year + step
    reference = context.reference
    if reference is None:
        return None
    now = reference.year * 12 + reference.month
    middle = _SEASON_MONTH[code]
    years = [reference.year - 2, reference.year - 1, reference.year, reference.year + 1]
    if direction in ("last", "past"):
        return max(year for year in years if year * 12 + middle + 1 < now)
    if direction in ("next", "coming"):
        return min(year for year in years if year * 12 + middle - 1 > now)
    if direction == "this" and code != "WI":
        return reference.year
    return min(years, key=lambda year: (abs(year * 12 + middle - now), year))


# --- the week, the month, the year --------------------

STEPS = {
    "this": 0, "the current": 0, "last": -1, "past": -1, "the past": -1, "the last": -1,
    "next": 1, "coming": 1, "the coming": 1, "the next": 1, "this past": 0, "this coming": 1,
}  # fmt: skip


def unit_step(phrase: Phrase, context: Context) -> Timex | None:
    """ "this week", "last month", "next year", "early next year", "the end of this year"."""
    direction = phrase.word("direction")
    unit = phrase.value("unit")
    mod = part_mod(phrase)
    unit_word = phrase.token(phrase.at("unit"))
    if unit_word[0].isupper() and not unit_word.isupper():
        return None  # ABC's "This Week"
    if phrase.has("shift"):
        mod = {"earlier": "BEFORE", "later": "AFTER", "sometime": None}[phrase.word("shift")]
    step = STEPS.get(direction, 0)
    if unit in ("PT1H", "PT1M", "P2W"):
        return None
    if direction in ("the past", "the last"):
        return Timex("DURATION", {"P10Y": "P10Y"}.get(unit, unit), mod, anchor=False)
    base = context.reference
    if context.narrative and not direction.startswith(("this", "the current")):
        return _narrative_step(unit, step, mod, context)
    if context.narrative:
        base = None
        if context.value and unit in ("P1Y", "P1M", "P1D"):
            return _narrative_step(unit, 0, mod, context)
    return Timex("DATE", step_value(unit, step, base), mod, anchor=step >= 0)


def step_value(unit: str, step: int, base: datetime.date | None) -> str:
    """The unit `step` units from a day: "P1M", -1 of 1998-01-20 is 1997-12."""
    if unit == "P1D":
        return (base + step * DAY).isoformat() if base else "XXXX-XX-XX"
    if unit == "P1W":
        return week_value(base + 7 * step * DAY if base else None)
    if unit == "P1M":
        return month_value(*shift_months(base.year, base.month, step)) if base else "XXXX-XX"
    if unit == "P1Y":
        return year_value(base.year + step if base else None)
    if unit == "P10Y":
        return decade_value(base.year + 10 * step) if base else "XXXX"
    return century_value(base.year + 100 * step) if base else "XXXX"


def _narrative_step(unit: str, step: int, mod: str | None, context: Context) -> Timex:
    year, month_number = context.year, context.month
    if unit == "P1Y":
        value = year_value(year + step if year is not None else None)
        return Timex("DATE", value, mod, anchor=step >= 0)
    if unit == "P1M":
        if year is None or month_number is None:
            return Timex("DATE", month_value(year, None), mod)
        return Timex("DATE", month_value(*shift_months(year, month_number, step)), mod)
    return Timex("DATE", step_value(unit, step, context.last_day), mod)


def chained(phrase: Phrase, context: Context) -> Timex | None:
    """ "the next day", "that year", "the same month", "later that month", "the end of the year"."""
    direction = phrase.word("direction")
    last_word = direction.split()[-1]
    step = {"next": 1, "following": 1, "previous": -1, "preceding": -1, "succeeding": 1}.get(
        last_word, 0
    )
    mod = part_mod(phrase)
    if phrase.has("shift"):
        mod = {"earlier": "BEFORE", "later": "AFTER"}[phrase.word("shift")]
    if phrase.has("season"):
        if context.year is None:
            return Timex("DATE", f"XXXX-{phrase.value('season')}", mod)
        return Timex("DATE", f"{year_value(context.year + step)}-{phrase.value('season')}", mod)
    if phrase.has("month"):
        year = context.year + step if context.year is not None else None
        return Timex("DATE", month_value(year, phrase.number("month")), mod)
    if phrase.has("part"):
        day = _chain_day(context, step)
        return Timex("TIME", f"{day}T{phrase.value('part')}", mod)
    unit = phrase.value("unit")
    if unit == "P1D":
        day = _chain_day(context, step)
        if "X" in day and not context.narrative and direction == "that":
            return None  # "redemptions that day", of no day in particular
        return Timex("DATE", day, mod)
    if unit in ("P1M", "P1Y") and context.year is not None:
        return _narrative_step(unit, step, mod, context)
    if unit == "P1W":
        return Timex("DATE", step_value(unit, step, context.last_day), mod)
    if unit in ("P10Y", "P100Y"):
        if context.year is None:
            return Timex("DATE", "XXXX", mod)
        if unit == "P10Y":
            return Timex("DATE", decade_value(context.year + 10 * step), mod)
        return Timex("DATE", century_value(context.year + 100 * step), mod)
    return Timex("DATE", step_value(unit, step, None), mod) if unit in ("P1M", "P1Y") else None


def day_beside(phrase: Phrase, context: Context) -> Timex | None:
    """ "the day before", "the day after", "the day following" what the text dated last."""
    if phrase.value("unit") != "P1D" or (
        phrase.word("side") != "following" and phrase.token(phrase.end) == " "
    ):
        return None
    step = -1 if phrase.word("side") == "before" else 1
    return Timex("DATE", _chain_day(context, step))


def _chain_day(context: Context, step: int) -> str:
    day = context.last_day
    if day is None and not context.narrative and context.value is None:
        day = context.reference
    if day is not None:
        return (day + step * DAY).isoformat()
    if context.year is not None and context.month:
        return f"{month_value(context.year, context.month)}-XX" if context.month else "XXXX-XX-XX"
    return "XXXX-XX-XX"


def the_unit(phrase: Phrase, context: Context) -> Timex | None:
    """ "the end of the year", "the start of the month", "early in the week"."""
    mod = part_mod(phrase)
    unit = phrase.value("unit")
    if mod is None and not phrase.has("shift"):
        return None
    if phrase.has("shift"):
        mod = {"earlier": "BEFORE", "later": "AFTER"}[phrase.word("shift")]
    if unit not in ("P1Y", "P1M", "P1W", "P1D"):
        return None
    if context.narrative:
        return _narrative_step(unit, 0, mod, context)
    return Timex("DATE", step_value(unit, 0, context.reference), mod)


def year_end(phrase: Phrase, context: Context) -> Timex | None:
    """ "year-end", "year's end"."""
    if phrase.value("unit") != "P1Y":
        return None
    base = context.base_year
    if phrase.token(phrase.start + 1) == "-" and base and base > 0:
        return Timex("DATE", f"{year_value(base)}-12-31")
    return Timex("DATE", year_value(base), "APPROX" if phrase.has("about") else "END")


def whole_unit(phrase: Phrase, context: Context) -> Timex | None:
    """ "the year ended March 31", "for the year", "for the week", "the full year": in news."""
    unit = phrase.value("unit")
    if context.narrative or unit not in ("P1Y", "P1W", "P1M"):
        return None
    if phrase.following in ("ended", "ending"):
        return Timex("DURATION", unit, anchor=False)
    if not (phrase.has("full") or phrase.previous in ("for", "of")):
        return None
    return Timex("DATE", step_value(unit, 0, context.reference), anchor=False)


def weekend(phrase: Phrase, context: Context) -> Timex | None:
    """ "the weekend", "last weekend": the latest before a weekday, the running one on Sunday."""
    direction = phrase.word("direction")
    base = context.last_day if context.narrative else context.reference
    if base is None:
        return Timex("DATE", "XXXX-WXX-WE")
    step = {"next": 1, "coming": 1}.get(direction, 0)
    if direction in ("the", "last", "past", "over the") and base.isoweekday() < 6:
        step = -1
    if context.expects_future(phrase) and direction == "the":
        step = 0
    return Timex("DATE", f"{week_value(base + 7 * step * DAY)}-WE")


def week_of(phrase: Phrase, context: Context) -> Timex | None:
    """ "the week of March 6"."""
    if phrase.value("unit") != "P1W":
        return None
    number = phrase.number("month")
    year = phrase.optional("year") or context.year_near(number, phrase.number("day"), phrase)
    value = day_value(year, number, phrase.number("day"))
    if value is None or year is None or year < 1:
        return None
    return Timex("DATE", week_value(datetime.date.fromisoformat(value)))


def fiscal_year(phrase: Phrase, context: Context) -> Timex | None:
    """ "fiscal 1989", "fiscal year 2025", "the current fiscal year"."""
    if phrase.has("year") or phrase.has("name"):
        year = phrase.number("year" if phrase.has("year") else "name")
        year += 2000 if year < 100 else 0
        return Timex("DATE", year_value(year), part_mod(phrase), calendar=False)
    direction = phrase.word("direction")
    step = (
        -1
        if direction in ("last", "past", "the latest", "the previous", "the past")
        else 1
        if "next" in direction
        else 0
    )
    base = context.base_year
    value = year_value(base + step if base is not None else None)
    return Timex("DATE", value, part_mod(phrase), calendar=False)


RULES = [
    Rule(
        "quarter",
        """{PART}? (?: {determiner:the|its} _)?
        (?: {year_before:year} _ | (?P<which_before> {this|last|next} _ {unit}) ' {s} _
          | (?P<year_earlier> {unit} [-_] {ago|earlier}) _)?
        (?: {adjective|fiscal|full} [-_])* {ordinal:ordinal} [-_] (?: {fiscal} [-_])? {quarter}
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
        "season",
        """{PART}?
        (?: (?P<direction> {last|next|this|past|coming} | {this} _ {coming|past}) _
          | {article:the} _)?
        {season:season} (?: (?: _ {of} _ | , | _) {year:year} | _ {of} _ {WHICH})?""",
        season,
    ),
    Rule("this, last, next", "(?: {SHIFT} | {PART})? {DIRECTION} _ {unit:unit}", unit_step),
    Rule(
        "chain",
        """(?: {SHIFT} | {PART})? {CHAIN} _
        (?: {unit:unit} | {part:daypart} | {season:season} | {month:month})""",
        chained,
    ),
    Rule("day beside", "{the} _ {unit:unit} _ {side:before|after|following}", day_beside),
    Rule("the unit", "(?: {SHIFT} {in} _ {the} _ | {PART}) {unit:unit}", the_unit),
    Rule("the whole unit", "{the} _ (?: {full:full} _)? {unit:unit}", whole_unit),
    Rule("year end", "(?: {about:about} _)? {unit:unit} (?: [-_] | ' {s} _) {edge}", year_end),
    Rule("weekend", "{direction:the|this|last|next|coming|past} _ {weekend}", weekend),
    Rule(
        "week of",
        """{the} _ {unit:unit} _ {of} _ (?P<month> {MONTH}) [_.] {day:day}
        (?: , {year:year})?""",
        week_of,
    ),
    Rule(
        "fiscal year",
        """{PART}?
        (?: (?P<direction> {this|last|next}
            | {the} _ {latest|adjective|next|last|previous|past}) _ | {the} _)?
        (?: {fiscal} (?: _ (?: {unit} _)? {year:year|number|day} | _ {unit})
          | {name:fiscal_year})""",
        fiscal_year,
    ),
]
