"""Units of the calendar by their place: "last week", "that year", "the end of the month"."""

import datetime

from .contexts import Context
from .grammar import Rule, Timex
from .phrases import Phrase
from .values import DAY, day_value, month_value, week_value, year_value
from .words import guards

STEPS = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1, "following": 1}


def unit_step(phrase: Phrase, context: Context) -> Timex | None:
    """ "this week", "last month", "next year", "early next year", "the end of this year"."""
    direction, unit = phrase.word("direction"), phrase.value("unit")
    word = phrase.token(phrase.at("unit"))
    if (word[0].isupper() and not word.isupper()) or unit in ("PT1H", "PT1M", "P2W"):
        return None  # ABC's "This Week"
    if direction in ("the past", "the last"):
        return Timex("DURATION", unit, phrase.mod, anchor=False)
    step = 0 if direction == "this past" else STEPS.get(direction.split()[-1], 0)
    if context.narrative and step == 0 and not (context.value and unit in ("P1Y", "P1M", "P1D")):
        return None if unit == "P100Y" else Timex("DATE", "XXXX-WXX" if unit == "P1W" else "XXXX")
    if phrase.has("shift") and unit in ("P1D", "P1W"):  # "earlier [this week]", by 9 to 1
        span = (phrase.after("shift") + 1, phrase.end)
        return Timex("DATE", context.unit(unit, step), None, span)
    return Timex("DATE", context.unit(unit, step), phrase.mod, anchor=step >= 0)


def chained(phrase: Phrase, context: Context) -> Timex | None:
    """ "the next day", "that year", "the same month", "later that month", "that December"."""
    direction, unit = phrase.word("direction"), phrase.value("unit")
    step = STEPS.get(direction.split()[-1], 0)
    year = context.year + step if context.year is not None else None
    if phrase.has("season"):
        return Timex("DATE", f"{year_value(year)}-{phrase.value('season')}", phrase.mod)
    if phrase.has("month"):
        return Timex("DATE", month_value(year, phrase.number("month")), phrase.mod)
    if phrase.has("part"):
        return Timex("TIME", f"{_day(context, step)}T{phrase.value('part')}", phrase.mod)
    if unit == "P1D":
        if direction == "that" and not context.narrative and not context.last_day:
            return None  # "redemptions that day", of no day in particular
        return Timex("DATE", _day(context, step), phrase.mod)
    if unit not in ("P1W", "P1M", "P1Y", "P10Y", "P100Y"):
        return None
    anchor = step >= 0 or unit != "P1Y"  # "the previous year" looks back from the story
    return Timex("DATE", context.unit_from_last(unit, step), phrase.mod, anchor=anchor)


def day_beside(phrase: Phrase, context: Context) -> Timex | None:
    """ "the day before", "the day after", "the day following" what the text dated last."""
    side = phrase.word("side")
    if phrase.value("unit") != "P1D" or (side != "following" and phrase.gap_behind == " "):
        return None
    return Timex("DATE", _day(context, -1 if side == "before" else 1))


def _day(context: Context, step: int) -> str:
    """The day so many days from what the text dated last; in news that dated no day, from today."""
    day = context.unit_from_last("P1D", step)
    if context.narrative or "X" not in day or (step == 0 and context.month):
        return day
    return context.unit("P1D", step)


def the_unit(phrase: Phrase, context: Context) -> Timex | list[Timex] | None:
    """ "the end of the year", "the start of the month", "early in the week"."""
    unit = phrase.value("unit")
    if phrase.mod is None or unit not in ("P1Y", "P1M", "P1W", "P1D"):
        return None
    if unit == "P1D" and phrase.previous == "at":
        return []  # "at the end of the day", an idiom
    return Timex("DATE", context.unit(unit, 0), phrase.mod)


def whole_unit(phrase: Phrase, context: Context) -> Timex | None:
    """ "the year ended March 31", "for the year", "for the week", "the full year": in news."""
    unit = phrase.value("unit")
    if context.narrative or unit not in ("P1Y", "P1W", "P1M"):
        return None
    if phrase.following in ("ended", "ending"):
        return Timex("DURATION", unit, anchor=False)
    of = phrase.previous == "of" and phrase.token(phrase.start - 4).lower() in guards("before_of")
    if phrase.token(phrase.at("unit"))[0].isupper() or not (
        phrase.has("full") or phrase.previous == "for" or of
    ):
        return None  # "Player of the Year", "the first storm of the year"
    return Timex("DATE", context.unit(unit, 0), anchor=False)


def year_end(phrase: Phrase, context: Context) -> Timex | None:
    """ "year-end" is its last day, "year's end" its end."""
    if phrase.value("unit") != "P1Y":
        return None
    since = phrase.previous == "since" and context.this_year is not None  # the last one
    year = year_value(context.this_year - since if context.this_year is not None else None)
    if phrase.token(phrase.start + 1) == "-" and year.isdecimal():
        return Timex("DATE", f"{year}-12-31")
    return Timex("DATE", year, phrase.mod or "END")


def weekend(phrase: Phrase, context: Context) -> Timex:
    """ "the weekend", "last weekend": the latest before a weekday, the running one on Sunday."""
    direction, today = phrase.word("direction"), context.today
    if today is None:
        return Timex("DATE", "XXXX-WXX-WE")
    step = 1 if direction.split()[-1] in ("next", "coming") else 0
    ahead = direction == "this" or (direction == "the" and context.expects_future(phrase))
    if not step and not ahead and today.isoweekday() < 6:
        step = -1
    return Timex("DATE", f"{week_value(today + 7 * step * DAY)}-WE")


def week_of(phrase: Phrase, context: Context) -> Timex | None:
    """ "the week of March 6"."""
    month, day = phrase.number("month"), phrase.number("day")
    year = phrase.optional("year") or context.year_near(month, phrase)
    value = day_value(year, month, day)
    if phrase.value("unit") != "P1W" or value is None or year is None or year < 1:
        return None
    return Timex("DATE", week_value(datetime.date.fromisoformat(value)))


RULES = [
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
    Rule(
        "weekend",
        """(?P<direction> {the|this|last|next|coming|past} | {this} _ {coming|past}) _ {weekend}""",
        weekend,
    ),
    Rule(
        "week of",
        """{the} _ {unit:unit} _ {of} _ (?P<month> {MONTH}) [_.] {day:day}
        (?: , {year:year})?""",
        week_of,
    ),
]
