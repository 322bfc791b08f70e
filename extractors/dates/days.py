"""Days, months and years as the calendar names them: "Tuesday", "Sept. 30", "490 BC"."""

import datetime
import re
from functools import cache

from .contexts import Context
from .grammar import Rule, Timex, expanded
from .phrases import Phrase
from .values import day_value, month_value, year_value
from .words import VALUES, class_letters, guards

DAY = datetime.timedelta(days=1)


def part_mod(phrase: Phrase) -> str | None:
    """The mod that "early", "mid-", "the end of" before a date gives it."""
    for place in range(phrase.at("mod"), phrase.after("mod")) if phrase.has("mod") else ():
        token = phrase.token(place)
        if token.lower() in MODS:
            return MODS[token.lower()]
    return None


MODS = {
    "early": "START", "start": "START", "beginning": "START", "outset": "START", "opening": "START",
    "mid": "MID", "middle": "MID",
    "late": "END", "end": "END", "close": "END",
    "earlier": "BEFORE", "later": "AFTER",
}  # fmt: skip


def with_part(value: str, phrase: Phrase, mod: str | None = None) -> Timex:
    """A day, or its morning, afternoon, evening or night where the phrase says so."""
    part = phrase.value("part") or phrase.value("night")
    if part:
        return Timex("TIME", f"{value}T{part}", mod)
    return Timex("DATE", value, mod)


# --- days --------------------


def day_of_month(phrase: Phrase, context: Context) -> Timex | list[Timex] | None:
    """ "Friday, May 4, 1998", "4 May", "May 4-7", "6-7 February", "the night of 11 June"."""
    month, first = phrase.number("month"), phrase.number("day")
    year = day_year(phrase, context, month, first)
    value = day_value(year, month, first)
    if value is None:
        return []  # "31 February"
    mod = "APPROX" if phrase.has("about") else part_mod(phrase)
    if not phrase.has("last"):
        return with_part(value, phrase, mod)
    other = day_value(year, month, phrase.number("last"))
    if other is None or phrase.number("last") <= first:
        return None
    last = phrase.at("last")
    day_first = last < phrase.at("month")  # 6-7 February
    cut = phrase.after("day") if day_first else first_end(phrase)
    return [
        with_part(value, phrase, mod)._replace(span=(phrase.start, cut)),
        Timex("DATE", other, span=(last, phrase.end)),
    ]


def first_end(phrase: Phrase) -> int:
    """Where the first of two dates ends: "May 5" of "May 5-7" and of "May 5 and 7"."""
    last = phrase.at("last")
    return last - 3 if phrase.token(last - 2).lower() in ("and", "to", "through") else last - 1


def day_year(phrase: Phrase, context: Context, month: int, day: int) -> int | None:
    """The year of a day or month: as written, of "this year", or the nearest."""
    if phrase.has("year"):
        year = phrase.number("year")
        if phrase.has("era") and phrase.value("era") == "-1":
            return -year
        return year
    if phrase.has("which"):
        return relative_year(phrase.word("which"), context)
    if phrase.has("direction"):
        return _month_year(phrase.word("direction"), month, context)
    return year_ahead(phrase) or context.year_near(month, day, phrase)


@cache
def _year_ahead() -> re.Pattern[str]:
    """ "-October 1956" after "August", " and 2 May 1945" after "30 April"."""
    return re.compile(
        expanded(
            """(?: [-/~] | _ {and|or|to|until} _) {PART}?
            (?: {MONTH} [_.] {day} , | (?: {day|ordinal} _)? (?: {MONTH} | {season})
              (?: [,_.] | _ {of} _)) {year:year}"""
        )
    )


def year_ahead(phrase: Phrase) -> int | None:
    """The year said once for two dates: "May-August 1950", "spring and early summer of 1943"."""
    match = _year_ahead().match(phrase.reading.codes, phrase.end)
    return int(VALUES[phrase.reading.tokens[match.start("year")]]) if match else None


def relative_year(words: str, context: Context) -> int | None:
    """ "this year", "last year", "that year", "the same year", "the following year"."""
    first = words.split()[0]
    if first in ("that", "the"):
        step = {"following": 1, "next": 1, "previous": -1}.get(words.split()[-2], 0)
        return context.year + step if context.year is not None else None
    step = {"last": -1, "next": 1}.get(first, 0)
    return context.base_year + step if context.base_year is not None else None


def weekday(phrase: Phrase, context: Context) -> Timex | None:
    """ "Tuesday", "Tuesday night", "late on Tuesday", "last Friday", "next Thursday"."""
    number = phrase.number("weekday")
    direction = phrase.word("which")
    base = context.reference
    if context.narrative or (direction.startswith("the ") and context.last_day):
        base = context.last_day
    mod = part_mod(phrase)
    if base is None:
        return with_part(f"XXXX-WXX-{number}", phrase, mod)
    back = (base.isoweekday() - number) % 7
    if direction in ("last", "past", "this past") or direction.endswith("previous"):
        back = back or 7
    elif direction in ("next", "coming", "this coming", "the following", "the next"):
        back -= 7
    elif direction == "this":
        back = base.isoweekday() - number
    elif context.expects_future(phrase) and back:
        back -= 7
    return with_part((base - back * DAY).isoformat(), phrase, mod)


# --- months and years --------------------


def month(phrase: Phrase, context: Context) -> Timex | None:
    """ "March", "early March", "last May", "June last year", "the end of August 1944"."""
    if not is_month(phrase, context):
        return None
    number = phrase.number("month")
    if phrase.has("direction"):
        return Timex(
            "DATE",
            month_value(_month_year(phrase.word("direction"), number, context), number),
            part_mod(phrase),
        )
    year = day_year(phrase, context, number, None)  # type: ignore[arg-type]
    anchor = year is None or not (phrase.has("year") and context.is_aside(year, phrase))
    return Timex("DATE", month_value(year, number), part_mod(phrase), anchor=anchor)


def _month_year(direction: str, number: int, context: Context) -> int | None:
    base = context.reference
    if context.narrative:
        base = (
            datetime.date(context.year, context.month or 1, 1)
            if context.year and context.year > 0
            else None
        )
    if base is None:
        return None
    if direction in ("last", "past", "this past"):
        return base.year - (number >= base.month)
    if direction in ("next", "coming", "this coming", "the following"):
        return base.year + (number <= base.month)
    return base.year


def is_month(phrase: Phrase, context: Context) -> bool:
    """Keeps out "may", "march" and people called April: a lone "May" opens no sentence, a lone
    "Jan" is in "in Jan.", and no name follows."""
    if phrase.end - phrase.start > 1 or year_ahead(phrase):
        return True
    word, dated = phrase.token(phrase.start), phrase.previous in guards("dating")
    if phrase.reading.codes[phrase.start] == class_letters()["month_short"]:
        return phrase.token(phrase.end).startswith(".") and dated  # not "Jan Kavan"
    if word.capitalize() not in ("May", "March", "April", "June", "August"):
        return True
    if dated:
        return True
    if phrase.token(phrase.end) == " " and phrase.token(phrase.end + 1)[:1].isupper():
        return False  # "April Glaspie"
    if word.capitalize() in ("May", "March"):
        before = phrase.token(phrase.start - 2)
        return phrase.codes_before(1) == " " and before.islower() and not word.isupper()
    return True


def year(phrase: Phrase, context: Context) -> Timex | list[Timex] | None:
    """ "1998", "early 1998", "the end of 1990", "1876-1910", "1957-60", "the year 2000"."""
    number = phrase.number("year")
    if phrase.at("year") == phrase.start and not is_year(phrase, phrase.previous):
        return None
    if phrase.has("about") and not is_year(phrase, ""):
        return None
    anchor = not context.is_aside(number, phrase)
    mod = "APPROX" if phrase.has("about") else part_mod(phrase)
    if phrase.has("or_later") or phrase.has("beyond"):
        mod = "ON_OR_AFTER"
    if not phrase.has("last"):
        return Timex("DATE", year_value(number), mod, anchor=anchor)
    tail = phrase.word("last")
    last = int(tail) if len(tail) == 4 else number // 100 * 100 + int(tail)
    if not number < last < number + 200:
        return None
    cut = phrase.at("last")
    return [
        Timex("DATE", year_value(number), mod, (phrase.start, cut - 1), anchor),
        Timex("DATE", year_value(last), None, (cut, phrase.end), anchor),
    ]


def is_year(phrase: Phrase, word: str) -> bool:
    """Keeps out counts, sums, model and resolution numbers: "1,701", "$1945", "1945 troops"."""
    before, after = phrase.codes_before(1), phrase.reading.codes[phrase.end : phrase.end + 1]
    if phrase.has("about") and after == " ":
        return False  # "about 2000 fighters"
    following = phrase.token(phrase.end + 1)
    if before in ("$", ";", "*", ":", "/", "'", "`", "+") or after in (";", "%", ":", "/"):
        return False
    if after in ("*", " ") and following[:1].isdigit():
        return False
    if before == "-" and word not in ("mid", "post", "pre", "early", "late"):
        return False
    if after == " " and following.lower() in guards("counted"):
        return False
    if after == "-" and following.islower():
        return False  # "a 1600-ton ship"
    return not (before == " " and word in guards("numbered"))


def bc_year(phrase: Phrase, context: Context) -> Timex | list[Timex] | None:
    """ "490 BC", "431-404 BC", "AD 70", "the spring of 480 BC"."""
    sign = int(phrase.value("era"))
    first = sign * phrase.number("year")
    mod = part_mod(phrase)
    if phrase.has("season"):
        return Timex("DATE", f"{year_value(first)}-{phrase.value('season')}", mod)
    if phrase.has("month"):
        return Timex("DATE", month_value(first, phrase.number("month")), mod)
    if phrase.has("about"):
        mod = "APPROX"
    if phrase.has("last"):
        last = year_value(sign * phrase.number("last"))
        return [
            Timex("DATE", year_value(first), mod, (phrase.start, first_end(phrase))),
            Timex("DATE", last, None, (phrase.at("last"), phrase.end)),
        ]
    return Timex("DATE", year_value(first), mod)


def bare_bc_year(phrase: Phrase, context: Context) -> Timex | None:
    """ "in 490" where the text counts years before Christ."""
    number = phrase.number("year")
    if not context.before_christ or number < 32:
        return None
    if phrase.token(phrase.end) == " " and phrase.following not in guards("after_year"):
        return None  # "of 300 men"
    if phrase.reading.codes[phrase.end : phrase.end + 1] in (";", "*"):
        return None  # "of 200,000"
    return Timex(
        "DATE",
        year_value(-number),
        part_mod(phrase),
        (phrase.at("year"), phrase.end)
        if not phrase.has("mod")
        else (phrase.at("mod"), phrase.end),
    )


def decade(phrase: Phrase, context: Context) -> Timex | None:
    """ "the 1990s", "the late '70s", "the nineties", "the 490s BC"."""
    first = phrase.number("decade")
    if phrase.previous in ("his", "her", "their", "my", "your", "our", "its") and first < 100:
        return None  # "in his 30s"
    if phrase.has("era") and phrase.value("era") == "-1":
        return Timex("DATE", f"BC{first // 10:03}", part_mod(phrase))
    if first < 100:
        first += 1900
    if first < 1000:
        return None
    span = None
    if phrase.codes_before(1) == "`":
        span = (phrase.start - 1, phrase.end)
    return Timex("DATE", f"{first // 10}X", part_mod(phrase), span)


def century(phrase: Phrase, context: Context) -> Timex | None:
    """ "the 20th century" is 19, "the fifth century BC" BC04."""
    if phrase.value("unit") != "P100Y":
        return None
    before = phrase.number("ordinal") - 1
    if before > 30 or before < 0:
        return None
    sign = "BC" if phrase.has("era") and phrase.value("era") == "-1" else ""
    return Timex("DATE", f"{sign}{before:02}", part_mod(phrase))


_SPELLED = {"nineteen": 1900, "eighteen": 1800, "seventeen": 1700, "twenty": 2000, "sixteen": 1600}


def spelled_year(phrase: Phrase, context: Context) -> Timex | None:
    """ "nineteen ninety-six", as broadcasters' texts write it."""
    hundreds = _SPELLED.get(phrase.word("hundreds"))
    tens = phrase.number("tens")
    if not hundreds or not (10 <= tens < 100):
        return None
    ones = phrase.optional("ones") or 0
    number = hundreds + tens + ones
    if phrase.has("month"):
        return Timex("DATE", month_value(number, phrase.number("month")), part_mod(phrase))
    if phrase.has("season"):
        return Timex("DATE", f"{number}-{phrase.value('season')}", part_mod(phrase))
    return Timex("DATE", year_value(number), part_mod(phrase))


def year_two_thousand(phrase: Phrase, context: Context) -> Timex | None:
    """ "the year two thousand"."""
    if not phrase.text.startswith("the year two thousand"):
        return None
    return Timex("DATE", year_value(2000 + (phrase.optional("ones") or 0)))


RULES = [
    Rule(
        "day of month, month first",
        """(?: {about:about} _ | {NIGHT_OF})? {WEEKDAY}? (?: {direction:last|next|this} _)?
        (?P<month> {MONTH}) [_.] (?: {the} _)? {day:day|ordinal}
        (?: (?: - | ~ | _ {to|and} _) {last:day})? {DAY_YEAR}? (?: _ {part:daypart})?""",
        day_of_month,
    ),
    Rule(
        "day of month, day first",
        """{NIGHT_OF}? {WEEKDAY}? (?: {the} _)? {day:day|ordinal}
        (?: (?: - | ~ | _ {to|and} _) {last:day})? [-_] (?: {of} _)? (?P<month> {MONTH})
        {DAY_YEAR}? (?: _ {part:daypart})?""",
        day_of_month,
    ),
    Rule(
        "weekday",
        """(?: (?P<mod> {early|earlier|later}) _ (?: {on} _)?)?
        (?: (?P<which> {last|next|this|past|coming} | {this} _ {coming|past}
          | {the} _ {following|previous|next}) _)?
        {weekday:weekday} (?: _ {part:daypart})?""",
        weekday,
    ),
    Rule(
        "month",
        """{PART}?
        (?: (?P<direction> {last|next|this|past|coming} | {this} _ {coming|past}) _)?
        (?P<month> {MONTH}) {DAY_YEAR}?""",
        month,
    ),
    Rule("short month and year", "{PART}? {month:month_short} [.] {year:year}", month),
    Rule(
        "year",
        """(?: {PART} | {the} _ {unit|units} _ | {about:about} _)? {year:year}
        (?: [-/] {last:year|number|day} (?! _ {unit|units}))?
        (?: _ {or} _ {or_later:later} | _ {and} _ {beyond:beyond})?""",
        year,
    ),
    Rule(
        "year BC",
        """(?: {about:about} [_.])? {PART}? {year:day|number|year}
        (?: (?: - | _ {to|and} _) {last:day|number|year})? _ {era:era}""",
        bc_year,
    ),
    Rule(
        "month BC",
        "{PART}? {month:month} (?: , | _ {of} _ | _) {year:day|number|year} _ {era:era}",
        bc_year,
    ),
    Rule(
        "season BC",
        """{PART}? (?: {the} _)? {season:season} (?: , | _ {of} _ | _) {year:day|number|year}
        _ {era:era}""",
        bc_year,
    ),
    Rule(
        "year in a text of BC years",
        """(?: {PART} | {in|by|of|from|to|until|since|during|and|before|after} _)
        {year:number|year} (?! _ {unit|units|era})""",
        bare_bc_year,
    ),
    Rule("decade", "(?: {PART} | {the} [_`])? {decade:decade} (?: _ {era:era})?", decade),
    Rule(
        "century",
        "(?: {PART} | {the} _)? {ordinal:ordinal} [-_] {unit:unit} (?: _ {era:era})?",
        century,
    ),
    Rule(
        "year two thousand",
        """(?: {the} _ {unit} _)? {thousands:word_number} _ {scale:scale}
        (?: _ (?: {and} _)? {ones:word_number})?""",
        year_two_thousand,
    ),
    Rule(
        "spelled year",
        """{PART}? (?: {month:month} _ | (?: {the} _)? {season:season} _ (?: {of} _)?)?
        {hundreds:word_number} _ {tens:word_number} (?: - {ones:word_number})?""",
        spelled_year,
    ),
]
