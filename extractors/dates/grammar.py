"""Patterns over classes of words, and the rules that read what they find.

>>> Rule("month", "{PART}? {month:month} (?: _ {year:year})?", read)

`{month}` is a word of the class "month", `{month|weekday}` of either, `{first:month}` names what
was found, `{PART}` (capitals) stands for a piece of PATTERNS. "_" is white space in the text; "-",
",", "." … are gaps of that look (words.GAPS). White space in a pattern means nothing, everything
else what it means to `re`.
"""

import re
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import NamedTuple

from .contexts import Context
from .phrases import Phrase
from .words import OTHER, Reading, class_letters

# Pieces that several rules share. A piece with names in it is used once in a rule.
PATTERNS = {
    # "two", "twenty-five", "2,500", "5 1/2", "a hundred", "two and a half", "a couple of", "half a"
    "NUMBER": """
        (?: {day|number|year} (?: [;*] {day|number|year})? (?: _ {day}/{day})?
          | {word_number} (?: [-_] {word_number})?)
        (?: _ {scale})? (?: _ {and} _ {article} _ {half})?
        | {article} _ {scale} | {article} _ {couple} (?: _ {of})?
        | {couple} (?: _ {of})?
        | {half} _ {article}""",
    # "about", "more than", "at least", "up to", "no more than"
    "BOUND": """
        {about} [_.] (?: {the} _)? | {over} _ | (?: {no} _)? {more|less} _ {than} _
        | {at} _ {least|most} _ | {up} _ {to} _ | (?: {about} _)? {only} _""",
    # "about three", "several", "a few", "a", "more than a"
    "SIZE": """
        (?P<bound> {BOUND})?
        (?: (?P<number> {NUMBER}) | (?P<vague> {article} _ {vague} | {vague})
          | {single:article})""",
    # "early", "mid-", "late in", "the end of", "the middle of the"
    "PART": """
        (?P<mod> (?: {the} _)? {early} (?: [-_`] | _ {in|on} _ (?: {the} _)?)
          | (?: {the} _)? (?: {early} [-_])? {edge} _ {of} (?: _ (?: {the} [_`])? | `))""",
    # "earlier", "later"
    "SHIFT": "(?P<shift> {earlier|later}) _",
    "MONTH": "{month|month_short}",
    "UNITS": "{unit:unit|units}",
    # "Tue, ", "Friday "
    "WEEKDAY": "(?: {weekday:weekday|weekday_short} [,._])",
    # "the night of", "in the early morning hours of"
    "NIGHT_OF": """
        (?: (?: {the} _)? (?: (?P<mod> {early}) _ (?: {in} _ {the} _)?)?
          {night:daypart} _ (?: {units} _)? {of|on} _ (?: {the} _)?)""",
    # "this year", "that year", "the following year"
    "WHICH": """
        (?P<which> {this|last|next|that} _ {unit}
          | {the} _ {same|following|next|previous} _ {unit})""",
    # "1998" or "of that year" after a month or a day
    "DAY_YEAR": """
        (?: (?: [,_;] | ,? {of} _ | _ {of} _) {year:year} | _ (?: {of} _)? {WHICH})""",
    # "of 1998", "of this year", "last year", "of the year" after a quarter
    "OF_YEAR": """
        (?: (?: _ {of} _ | [,_]) {year:year}
          | _ (?: {of|in} _)? (?: {WHICH} | (?P<the_year> {the} _ (?: {adjective} _)? {unit})))""",
    # "last", "this past", "the coming"
    "DIRECTION": """
        (?P<direction> {this|last|next|past|coming} | {this} _ {coming|past}
          | {the} _ {adjective|next|coming|past|last})""",
    # "that", "the same", "the following"
    "CHAIN": """
        (?P<direction> {that} (?: _ {same})? | {the} _ {same|following|next|previous})""",
    # "10:35", "4 p.m.", "noon"
    "HALF": "_? {half_day} | _? {article|initial} \\* {initial}",
    "ZONE": "[_.] (?: {zone} | (?: {local} | {other} (?: _ {other})?) _ {time})",
}

_PIECE = re.compile(r"\{([A-Z_]+)\}")
_SYMBOL = re.compile(r"(\(\?P<\w+>)|\{(?:(\w+):)?([a-z_|]+)\}|(\s+)|(_)")
_GROUP_NAME = re.compile(r"\(\?P<\w+>")


def expanded(pattern: str) -> str:
    """A pattern of classes as a pattern of letters."""
    while _PIECE.search(pattern):
        pattern = _PIECE.sub(lambda match: f"(?:{PATTERNS[match[1]]})", pattern)
    return _SYMBOL.sub(_letters, pattern)


def _letters(match: re.Match[str]) -> str:
    group, name, classes, _, gap = match.groups()
    if group:
        return str(group)
    if not classes:
        return " " if gap else ""
    letters = "".join(class_letters()[each] for each in classes.split("|"))
    found = f"[{letters}]" if len(letters) > 1 else letters
    return f"(?P<{name}>{found})" if name else found


class Timex(NamedTuple):
    """What a rule read: type, TIMEX3 value, mod; `group` where it is not the whole phrase."""

    type: str
    value: str
    mod: str | None = None
    span: tuple[int, int] | None = None  # tokens
    anchor: bool = True  # what follows may hang on it ("the next day")


# Reads a phrase: a date, several ("May 5-7"), none and nothing else either ([]: "31 February"), or
# None where another rule may read it.
Reader = Callable[[Phrase, Context], Timex | list[Timex] | None]


class Rule:
    """A pattern and the function that reads what it finds."""

    def __init__(self, name: str, pattern: str, reader: Reader) -> None:
        self.name = name
        self.source = pattern
        self.read = reader

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(expanded(self.source))

    @property
    def nameless(self) -> str:
        return _GROUP_NAME.sub("(?:", expanded(self.source))


class Grammar:
    """Rules in order: of those that match at a place the longest is read, then the first."""

    def __init__(self, rules: list[Rule], opening: str, core: str) -> None:
        self.rules = rules
        letters = class_letters()
        first = "".join(letters[name] for name in opening.split())
        self.core = "".join(letters[name] for name in core.split())
        # A phrase is a core word after words that may open one: only there are rules tried.
        self.candidate = re.compile(f"(?:[{first}][^{OTHER}]){{0,12}}[{self.core}]")

    def phrases(
        self, reading: Reading, context: Context
    ) -> Iterator[tuple[Rule, Phrase, list[Timex]]]:
        """What the rules read in a text, in its order, none over another."""
        codes, search = reading.codes, self.candidate.search
        place = 0
        while found := search(codes, place):
            for start in range(found.start(), found.end(), 2):
                if read := self.read(reading, context, start):
                    yield read
                    place = max(read[1].end, *(timex.span[1] for timex in read[2] if timex.span), 0)
                    break
            else:
                place = found.end()

    def read(
        self, reading: Reading, context: Context, start: int
    ) -> tuple[Rule, Phrase, list[Timex]] | None:
        """The longest phrase at a token that its rule accepts."""
        matches: list[tuple[int, int, Rule, re.Match[str]]] = []
        for rule in self.rules:
            match = rule.pattern.match(reading.codes, start)
            if match:
                matches.append((-match.end(), len(matches), rule, match))
        for _, _, rule, match in sorted(matches, key=lambda found: found[:2]):
            phrase = Phrase(reading, match)
            read = rule.read(phrase, context)
            if read is not None:
                return rule, phrase, read if isinstance(read, list) else [read]
        return None
