"""Days: "Tuesday", "Sept. 30", "yesterday", "the night of 11 June", "this morning"."""

from .contexts import Context
from .grammar import Rule, Timex
from .months import year_of
from .phrases import Phrase
from .values import day_value, unit_value
from .words import guards


def with_part(value: str, phrase: Phrase, mod: str | None = None) -> Timex:
    """A day, or its morning, afternoon, evening or night where the phrase says so."""
    part = phrase.value("part") or phrase.value("night") or phrase.value("tonight")
    if part:
        return Timex("TIME", f"{value}T{part}", mod)
    return Timex("DATE", value, mod)


def day_of_month(phrase: Phrase, context: Context) -> Timex | list[Timex] | None:
    """ "Friday, May 4, 1998", "4 May", "May 4-7", "6-7 February", "the night of 11 June"."""
    month, first = phrase.number("month"), phrase.number("day")
    year = year_of(month, phrase, context)
    if phrase.has("short_year"):
        year = 1900 + phrase.number("short_year")
    value = day_value(year, month, first)
    if value is None:
        return []  # "31 February"
    if not phrase.has("last"):
        return with_part(value, phrase, phrase.mod)
    other = day_value(year, month, phrase.number("last"))
    if other is None or phrase.number("last") <= first:
        return None
    last = phrase.at("last")
    day_first = last < phrase.at("month")  # 6-7 February
    cut = phrase.after("day") if day_first else phrase.end_of_first
    return [
        with_part(value, phrase, phrase.mod)._replace(span=(phrase.start, cut)),
        Timex("DATE", other, span=(last, phrase.end)),
    ]


def weekday(phrase: Phrase, context: Context) -> Timex:
    """ "Tuesday", "Tuesday night", "late on Tuesday", "last Friday", "next Thursday"."""
    day = context.weekday(phrase.number("weekday"), phrase, phrase.word("which"))
    return with_part(day, phrase, phrase.mod)


def day_word(phrase: Phrase, context: Context) -> Timex | None:
    """ "today", "late yesterday", "tomorrow morning"; in narrative "today" is the present."""
    step = phrase.number("day_word")
    if context.narrative and step == 0 and not phrase.has("part"):
        return Timex("DATE", "PRESENT_REF", phrase.mod, anchor=False)
    if phrase.possessive and phrase.token(phrase.end + 3) in guards("of_an_age"):
        return None  # "in today's world", of no day
    day = unit_value("P1D", step, None if context.narrative else context.reference)
    return with_part(day, phrase, phrase.mod)


def part_of_day(phrase: Phrase, context: Context) -> Timex | None:
    """ "this morning", "last night", "tonight", "in the morning", "mid-afternoon yesterday"."""
    direction, today = phrase.word("direction"), context.today
    if "late-" in phrase.text or "early-" in phrase.text:
        return None  # "a late-night raid"
    step = {"last": -1, "next": 1}.get(direction, phrase.optional("day_word") or 0)
    if direction == "the":
        today = context.last_day or today
    return with_part(unit_value("P1D", step, today), phrase, phrase.mod)


RULES = [
    Rule(
        "day of month, month first",
        """(?: {about:about} _ | {NIGHT_OF})? {WEEKDAY}? (?: {direction:last|next|this} _)?
        (?P<month> {MONTH}) [_.] (?: {the} _)? {day:day|ordinal}
        (?: (?: [-~/] | _ {to|and} _) {last:day})? {DAY_YEAR}? (?: _ {part:daypart})?""",
        day_of_month,
    ),
    Rule(
        "day of month, day first",
        """{NIGHT_OF}? {WEEKDAY}? (?: {the} _)? {day:day|ordinal}
        (?: (?: [-~/] | _ {to|and} _) {last:day})? [-_] (?: {of} _)? (?P<month> {MONTH})
        (?: {DAY_YEAR} | _ {short_year:number} (?= [(,] | $))? (?: _ {part:daypart})?""",
        day_of_month,
    ),
    Rule(
        "weekday",
        """(?: (?P<mod> {early}) _ (?: {on} _)?)?
        (?: (?P<which> {last|next|this|past|coming} | {this} _ {coming|past}
          | {the} _ {following|previous|next}) _)?
        {weekday:weekday} (?: _ {part:daypart})?""",
        weekday,
    ),
    Rule("today", "(?: {SHIFT} | {PART})? {day_word:day_word} (?: _ {part:daypart})?", day_word),
    Rule(
        "part of day",
        """(?: {SHIFT} | {PART})?
        (?: {tonight:tonight} | {direction:this|last|next|the} _ {part:daypart} (?! _ {of}))
        | (?P<about> {early}) [-_] {night:daypart} (?: _ {day_word:day_word})?""",
        part_of_day,
    ),
]
