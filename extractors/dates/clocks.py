"""Times of day: "10:35 a.m. Friday", "noon", "0940Z", "tomorrow morning", "301405Z SEP 25"."""

import re

from .contexts import Context
from .days import DAY, part_mod
from .grammar import Rule, Timex
from .phrases import Phrase
from .values import day_value


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
    mod = "APPROX" if phrase.has("about") else None
    span = (phrase.at("hour"), phrase.end) if phrase.has("bare") else None
    return Timex("TIME", f"{day}T{hour:02}:{minute:02}", mod, span)


def half_of_day(phrase: Phrase) -> int | None:
    """0 for "a.m." and "in the morning", 12 for "p.m."."""
    words = phrase.word("half")
    if not words:
        return None
    return 12 if words.strip()[0] == "p" or "afternoon" in words or "evening" in words else 0


def clock_day(phrase: Phrase, context: Context) -> str:
    """The day of a time: as written, else the day the text is at."""
    if phrase.has("weekday"):
        number = phrase.number("weekday")
        base = context.last_day if context.narrative else context.reference
        if base is None:
            return f"XXXX-WXX-{number}"
        back = (base.isoweekday() - number) % 7
        if context.expects_future(phrase) and back:
            back -= 7
        return (base - back * DAY).isoformat()
    if phrase.has("month"):
        month, day = phrase.number("month"), phrase.number("day")
        year = phrase.optional("year") or context.year_near(month, day, phrase)
        return day_value(year, month, day) or "XXXX-XX-XX"
    if phrase.has("day_word"):
        base = context.reference
        return (base + phrase.number("day_word") * DAY).isoformat() if base else "XXXX-XX-XX"
    base = context.last_day or (None if context.narrative else context.reference)
    return base.isoformat() if base else "XXXX-XX-XX"


# --- today, tonight, this morning --------------------


def day_word(phrase: Phrase, context: Context) -> Timex | None:
    """ "today", "late yesterday", "tomorrow morning"."""
    step = phrase.number("day_word")
    mod = part_mod(phrase) or _SHIFTS.get(phrase.word("shift"))
    if context.narrative and step == 0 and not phrase.has("part"):
        return Timex("DATE", "PRESENT_REF", mod, anchor=False)
    base = None if context.narrative else context.reference
    day = (base + step * DAY).isoformat() if base else "XXXX-XX-XX"
    if phrase.token(phrase.end) in ("'", "’") and step == 0 and not phrase.has("part"):
        pass
    if phrase.has("part"):
        return Timex("TIME", f"{day}T{phrase.value('part')}", mod)
    return Timex("DATE", day, mod)


_SHIFTS = {"earlier": "BEFORE", "later": "AFTER"}


def part_of_day(phrase: Phrase, context: Context) -> Timex | None:
    """ "this morning", "last night", "tonight", "that afternoon", "in the morning"."""
    base = context.last_day if context.narrative else context.reference
    direction = phrase.word("direction")
    mod = part_mod(phrase) or _SHIFTS.get(phrase.word("shift"))
    step = -1 if direction == "last" else 1 if direction == "next" else 0
    if phrase.has("early"):
        step, mod = phrase.optional("day_word") or 0, phrase.value("early")
    if direction == "the":
        base = context.last_day or base
    day = (base + step * DAY).isoformat() if base else "XXXX-XX-XX"
    code = phrase.value("tonight") or phrase.value("part") or phrase.value("part_alone")
    return Timex("TIME", f"{day}T{code}", mod)


# --- military times, ISO dates --------------------

_GROUP = re.compile(r"(\d\d)([01]\d|2[0-4])([0-5]\d)[A-Z]")
_ISO = re.compile(
    r"""(\d{4})-(\d\d)-(\d\d)
    (?:[T\ ](\d\d):(\d\d)(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\w-])""",
    re.X,
)


def date_time_group(phrase: Phrase, context: Context) -> Timex | None:
    """ "301405Z SEP 25": found by its month and year, the zone is not part of the value."""
    match = _GROUP.fullmatch(phrase.token(phrase.start - 2))
    if not match:
        return None
    year = phrase.number("year")
    value = day_value(year if year > 99 else 2000 + year, phrase.number("month"), int(match[1]))
    span = (phrase.start - 2, phrase.end)
    return Timex("TIME", f"{value}T{match[2]}:{match[3]}", None, span) if value else None


def zulu(phrase: Phrase, context: Context) -> Timex | None:
    """ "0940Z", "1800 hours": of the day the text is at."""
    digits = phrase.word("zulu")
    if phrase.has("unit"):
        if phrase.value("unit") != "PT1H" or int(digits) % 100 > 59 or int(digits) > 2400:
            return None
    elif not digits.endswith("z"):
        return None
    day = clock_day(phrase, context)
    return Timex("TIME", f"{day}T{digits[:2]}:{digits[2:4]}", anchor=False)


def d_day(phrase: Phrase, context: Context) -> Timex | None:
    """ "D-Day" and "D+3": of 1944 where the text is there, else of a day nobody knows."""
    if not phrase.has("day") and phrase.text != "d-day":
        return None
    if context.year != 1944:
        return Timex("DATE", "XXXX-XX-XX", anchor=False)
    return Timex("DATE", f"1944-06-{6 + (phrase.optional('day') or 0):02}")


def iso(phrase: Phrase, context: Context) -> Timex | None:
    """ "2025-09-30", "2025-09-30T14:05Z"."""
    reading = phrase.reading
    offset = reading.offset(phrase.start)
    match = _ISO.match(reading.text, offset, offset + 40)
    if not match or phrase.codes_before(1) in ("-", "/"):
        return None
    value = day_value(int(match[1]), int(match[2]), int(match[3]))
    if value is None:
        return None
    span = (phrase.start, reading.token_at(phrase.start, len(match[0])))
    if match[4]:
        if int(match[4]) > 24 or int(match[5]) > 59:
            return None
        return Timex("TIME", f"{value}T{match[4]}:{match[5]}", None, span)
    return Timex("DATE", value, None, span)


def numeric(phrase: Phrase, context: Context) -> Timex | None:
    """ "9/30/2025", "30.09.2025"; which is the month of 03/04/2025 nobody knows."""
    if (
        phrase.codes_before(1) in ("/", "*", "-", ";")
        or phrase.reading.codes[phrase.end : phrase.end + 1] == "/"
    ):
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
    Rule(
        "clock",
        """(?: {about:about} _)?
        (?: {noon:noon} | {hour:day|number} (?: : {minute:day|number})?
          (?P<half> {HALF} | _? {o}' {clock} | _ {in} _ {the} _ {daypart}))
        {ZONE}? (?: [_,.)] (?: {on} _)? {weekday:weekday}
          (?: , (?P<month> {MONTH}) [_.] {day:day})?)?""",
        clock,
    ),
    Rule(
        "clock on a day",
        """(?: {about:about} _)? {hour:day|number} (?: : {minute:day|number})? (?P<half> {HALF})
        {ZONE}? [_,.] (?: {on} _)? (?P<month> {MONTH}) [_.] {day:day}
        (?! [:;]) (?: [,_] {year:year})? (?: _ {zone})?""",
        clock,
    ),
    Rule("clock of 24 hours", "{hour:day|number} : {minute:day|number} {ZONE}", clock),
    Rule(
        "bare clock",
        """(?P<bare> {at|by|from|until} _) {hour:day|number} : {minute:day|number}
        (?! : | _? {half_day|article|initial} | {ZONE})""",
        clock,
    ),
    Rule(
        "day, then clock",
        """(?: {weekday:weekday} | {day_word:day_word}
          | (?: {weekday} [,_])? (?P<month> {MONTH}) [_.] {day:day} (?: [,_] {year:year})?)
        (?: _ {at} _ | , (?: {at} _)?)
        (?: {noon:noon} | {hour:day|number} (?: : {minute:day|number})? (?P<half> {HALF}))
        (?: _ {zone})?""",
        clock,
    ),
    Rule("zulu time", "{zulu:zulu|digits|year} (?: _ {unit:units})?", zulu),
    Rule("date-time group", "(?P<month> {MONTH}) [_.] {year:day|number|year}", date_time_group),
    Rule("D-Day", "{d} - {unit} | {d} [+] {day:day}", d_day),
    Rule("today", "(?: {SHIFT} | {PART})? {day_word:day_word} (?: _ {part:daypart})?", day_word),
    Rule(
        "part of day",
        """(?: {SHIFT} | {PART})?
        (?: {tonight:tonight} | {direction:this|last|next|the} _ {part:daypart} (?! _ {of}))
        | {early:early} [-_] {part_alone:daypart} (?: _ {day_word:day_word})?""",
        part_of_day,
    ),
    Rule("ISO date", "{year} - {day} - (?: {day})?", iso),
    Rule("numeric date", "{first:day} [/*] {second:day} [/*] {year:year}", numeric),
]
