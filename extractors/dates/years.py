"""Years and what is counted in years: "1998", "1876-1910", "490 BC", "the late 1970s"."""

import re
from functools import cache

from .contexts import Context
from .grammar import Rule, Timex
from .patterns import expanded
from .phrases import Phrase
from .values import decade_value, month_value, year_value
from .words import guards


def written_year(phrase: Phrase, context: Context) -> int | None:
    """The year as a phrase gives it: "1998", "last year's", "of this year"; or as the next date
    does ("May-August 1950")."""
    for name in ("year", "year_before"):
        if phrase.has(name):
            return phrase.number(name)
    for name in ("which", "which_before"):
        if words := phrase.word(name):
            return relative_year(words, context)
    return year_ahead(phrase)


def relative_year(words: str, context: Context) -> int | None:
    """ "this year", "last year", "that year", "the same year", "the following year"."""
    first = words.split()[0]
    if first in ("that", "the"):
        step = {"following": 1, "next": 1, "previous": -1}.get(words.split()[-2], 0)
        return context.year + step if context.year is not None else None
    step = {"last": -1, "next": 1}.get(first, 0)
    return context.this_year + step if context.this_year is not None else None


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
    match = _year_ahead().match(phrase.passage.codes, phrase.end)
    return int(phrase.tokens[match.start("year")]) if match else None


def year(phrase: Phrase, context: Context) -> Timex | list[Timex] | None:
    """ "1998", "early 1998", "the end of 1990", "1876-1910", "1957-60", "the year 2000"."""
    number = phrase.number("year")
    if phrase.has("mod") and phrase.mod is None:
        return None
    if phrase.at("year") == phrase.start and not is_year(phrase, phrase.previous):
        return None
    if phrase.has("about") and not is_year(phrase, ""):
        return None
    anchor = not context.is_aside(number, phrase)
    mod = "ON_OR_AFTER" if phrase.has("or_later") or phrase.has("beyond") else phrase.mod
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
    before, after = phrase.gap_before, phrase.gap_behind
    if phrase.has("about") and after == " " and phrase.word("about") not in ("circa", "ca"):
        return False  # "about 2000 fighters", "about 1900 were hurt"; but "circa 1880 or earlier"
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


# --- before Christ --------------------


def bc_year(phrase: Phrase, context: Context) -> Timex | list[Timex]:
    """ "490 BC", "431-404 BC", "AD 70", "the spring of 480 BC"."""
    sign = phrase.number("era")
    first = sign * phrase.number("year")
    if phrase.has("season"):
        return Timex("DATE", f"{year_value(first)}-{phrase.value('season')}", phrase.mod)
    if phrase.has("month"):
        return Timex("DATE", month_value(first, phrase.number("month")), phrase.mod)
    if not phrase.has("last"):
        return Timex("DATE", year_value(first), phrase.mod)
    last = year_value(sign * phrase.number("last"))
    return [
        Timex("DATE", year_value(first), phrase.mod, (phrase.start, phrase.end_of_first)),
        Timex("DATE", last, None, (phrase.at("last"), phrase.end)),
    ]


def ad_year(phrase: Phrase, context: Context) -> Timex | None:
    """ "AD 70", "A.D. 70"."""
    if phrase.value("era") == "-1":
        return None
    return Timex("DATE", year_value(phrase.number("year")))


def bare_bc_year(phrase: Phrase, context: Context) -> Timex | None:
    """ "in 490" where the text counts years before Christ."""
    number = phrase.number("year")
    if number < 32:
        return None
    if phrase.gap_behind in (";", "*") or (
        phrase.gap_behind == " " and phrase.following not in guards("after_year")
    ):
        return None  # "of 300 men", "of 200,000"
    span = (phrase.at("mod" if phrase.has("mod") else "year"), phrase.end)
    return Timex("DATE", year_value(-number), phrase.mod, span)


# --- decades, centuries, years in words --------------------


def decade(phrase: Phrase, context: Context) -> Timex | None:
    """ "the 1990s", "the late '70s", "the nineties", "the 490s BC"."""
    first = phrase.number("decade")
    if phrase.value("era") == "-1":
        return Timex("DATE", decade_value(-first), phrase.mod)
    if first < 100 and phrase.previous in guards("whose"):
        return None  # "in his 30s"
    if 100 <= first < 1000:
        return None
    span = (phrase.start - 1, phrase.end) if phrase.gap_before == "`" else None
    return Timex("DATE", decade_value(first if first > 100 else first + 1900), phrase.mod, span)


def century(phrase: Phrase, context: Context) -> Timex | None:
    """ "the 20th century" is 19, "the fifth century BC" BC04."""
    before = phrase.number("ordinal") - 1
    if phrase.value("unit") != "P100Y" or not 0 <= before < 30:
        return None
    return Timex("DATE", f"{'BC' if phrase.value('era') == '-1' else ''}{before:02}", phrase.mod)


_SPELLED = {"nineteen": 1900, "eighteen": 1800, "seventeen": 1700, "sixteen": 1600, "twenty": 2000}


def spelled_year(phrase: Phrase, context: Context) -> Timex | None:
    """ "nineteen ninety-six", as broadcasters' texts write it."""
    hundreds = _SPELLED.get(phrase.word("hundreds"))
    tens = phrase.number("tens")
    if not hundreds or not (10 <= tens < 100):
        return None
    ones = phrase.optional("ones") or 0
    number = hundreds + tens + ones
    if phrase.has("month"):
        return Timex("DATE", month_value(number, phrase.number("month")), phrase.mod)
    if phrase.has("season"):
        return Timex("DATE", f"{number}-{phrase.value('season')}", phrase.mod)
    return Timex("DATE", year_value(number), phrase.mod)


def year_two_thousand(phrase: Phrase, context: Context) -> Timex | None:
    """ "the year two thousand"."""
    if not phrase.text.startswith("the year two thousand"):
        return None
    return Timex("DATE", year_value(2000 + (phrase.optional("ones") or 0)))


RULES = [
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
        (?: (?: - | _ {to|and} _) {last:day|number|year})? _ {ERA}""",
        bc_year,
    ),
    Rule(
        "month BC",
        "{PART}? {month:month} (?: , | _ {of} _ | _) {year:day|number|year} _ {ERA}",
        bc_year,
    ),
    Rule(
        "season BC",
        """{PART}? (?: {the} _)? {season:season} (?: , | _ {of} _ | _) {year:day|number|year}
        _ {ERA}""",
        bc_year,
    ),
    Rule(
        "year AD",
        "(?: {era:era} _ | {article} [*] {d} [._]) {year:day|number|year}",
        ad_year,
    ),
    Rule("decade", "(?: {PART} | {the} [_`])? {decade:decade} (?: _ {ERA})?", decade),
    Rule(
        "century",
        "(?: {PART} | {the} _)? {ordinal:ordinal} [-_] {unit:unit} (?: _ {ERA})?",
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

# Of a text that counts years before Christ.
RULES_BC = [
    Rule(
        "year in a text of BC years",
        """(?: {PART} | {in|by|of|from|to|until|since|during|and|before|after} _)
        {year:number|year} (?! _ {unit|units|era|letter_b})""",
        bare_bc_year,
    ),
]
