"""Times of day: "10:35 a.m. Friday", "noon", "tomorrow at 10 a.m.", "14:05 GMT"."""

from .contexts import Context
from .grammar import Rule, Timex
from .months import year_of
from .phrases import Phrase
from .values import day_value, unit_value

NO_DAY = "XXXX-XX-XX"


def clock(phrase: Phrase, context: Context) -> Timex | None:
    """ "10:35 a.m.", "4 p.m. EDT Thursday", "noon Thursday", "14:05 GMT", "at 2:30"."""
    if phrase.has("noon"):
        if phrase.previous == "high":
            return None
        hour, minute = (int(part) for part in phrase.value("noon").split(":"))
    else:
        hour = phrase.number("hour")
        minute = phrase.optional("minute") or 0
        half = half_of_day(phrase)
        if half is None and phrase.has("bare") and hour < 8:
            half = 12  # "has to leave at 2:30"
        if half is not None and hour > 12:
            return None
        if half is not None:
            hour = hour % 12 + half
    if hour > 24 or minute > 59:
        return None
    if phrase.has("minute") and len(phrase.word("minute")) != 2:
        return None
    day = clock_day(phrase, context)
    span = (phrase.at("hour"), phrase.end) if phrase.has("bare") else None
    return Timex("TIME", f"{day}T{hour:02}:{minute:02}", phrase.mod, span)


def half_of_day(phrase: Phrase) -> int | None:
    """0 for "a.m." and "in the morning", 12 for "p.m."."""
    words = phrase.word("half")
    if not words:
        return None
    return 12 if words.strip()[0] == "p" or "afternoon" in words or "evening" in words else 0


def clock_day(phrase: Phrase, context: Context) -> str:
    """The day of a time: as written, else the day the text is at."""
    if phrase.has("weekday"):
        return context.weekday(phrase.number("weekday"), phrase)
    if phrase.has("month"):
        month = phrase.number("month")
        return day_value(year_of(month, phrase, context), month, phrase.number("day")) or NO_DAY
    if phrase.has("day_word"):
        return unit_value("P1D", phrase.number("day_word"), context.reference)
    return unit_value("P1D", 0, context.last_day or context.today)


RULES = [
    Rule(
        "clock",
        """(?: {about:about} _)?
        (?: {noon:noon} | {hour:day|number} (?: : {minute:day|number})?
          (?P<half> {HALF} | _? {o}' {clock} | _ {in} _ {the} _ {daypart}))
        {ZONE}? (?: {BEHIND_CLOCK} (?: {on} _)? {weekday:weekday}
          (?: , (?P<month> {MONTH}) [_.] {day:day})?)?""",
        clock,
    ),
    Rule(
        "clock on a day",
        """(?: {about:about} _)? {CLOCK} {ZONE}? {BEHIND_CLOCK} (?: {on} _)?
        (?P<month> {MONTH}) [_.] {day:day} (?! [:;]) (?: [,_] {year:year})? (?: _ {zone})?""",
        clock,
    ),
    Rule(
        "clock of 24 hours",
        """{hour:day|number} : {minute:day|number} {ZONE}
        (?: (?: , | _) (?: {on} _)? {weekday:weekday})?""",
        clock,
    ),
    Rule(
        "bare clock",
        """(?P<bare> {at|by|from|until} _) {hour:day|number} : {minute:day|number}
        (?! : | _? {half_day|article|initial} | {ZONE} | _ {in} _ {the} _ {daypart})
        (?: _ (?: {on} _)? {weekday:weekday})?""",
        clock,
    ),
    Rule(
        "day, then clock",
        """(?: {weekday:weekday} | {day_word:day_word}
          | (?: {weekday} [,_])? (?P<month> {MONTH}) [_.] {day:day} (?: [,_] {year:year})?)
        (?: _ {at} _ | , (?: {at} _)?)
        {CLOCK} (?: _ {zone})?""",
        clock,
    ),
    Rule(
        "day first, then clock",
        """(?: {weekday} [,_])? {day:day} _ (?P<month> {MONTH}) (?: [,_] {year:year})?
        (?: _ {at} _ | , (?: {at} _)?) {CLOCK} (?: _ {zone})?""",
        clock,
    ),
]
