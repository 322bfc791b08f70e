"""Patterns over classes of words, and the rules that read what they find.

>>> Rule("month", "{PART}? {month:month} (?: _ {year:year})?", read)

`{month}` is a word of the class "month", `{month|weekday}` of either, `{first:month}` names what
was found, `{PART}` (capitals) stands for a piece of PATTERNS. "_" is white space in the text; "-",
",", "." … are gaps of that look (words.GAPS). White space in a pattern means nothing, everything
else what it means to `re`.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache, cached_property
from typing import NamedTuple

from troopfacts.extractors.facts import DateType

from .contexts import Context
from .phrases import Match, Phrase
from .shapes import Shape, shape_of
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
    # "early", "mid-", "later in", "the end of", "the early part of the", "the last days of"
    "PART": """
        (?P<mod> (?: {the} _)? {early} (?: [-_`] | _ {in|on} _ (?: {the} _)?)
          | {earlier|later} _ {in} _ (?: {the} _)?
          | {the} _ (?: {early|latter} _ {part} | {ordinal|last} _ {unit|units})
            _ {of} _ (?: {the} _)?
          | (?: {the} _)? (?: {early} [-_])? {edge} _ {of} (?: _ (?: {the} [_`])? | `))""",
    # "BC", "A.D.", "B.C."
    "ERA": "(?P<era> {era} | {letter_b} [*] {letter_c} (?: [*] {letter_e})?)",
    # "earlier", "later"
    "SHIFT": "(?P<shift> {earlier|later}) _",
    "MONTH": "{month|month_short}",
    "UNITS": "{unit:unit|units}",
    # "Tue, ", "Friday "
    "WEEKDAY": "(?: {weekday} [,_] | {weekday_short} [.,_])",
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
        (?: (?: _ {of} _ | [,_]) (?: {fiscal} _)? {year:year|fiscal_year}
          | _ (?: {of|in} _)? (?: {WHICH} | (?P<the_year> {the} _ (?: {adjective} _)? {unit})))""",
    # "last", "this past", "the coming"
    "DIRECTION": """
        (?P<direction> {this|last|next|past|coming} | {this} _ {coming|past}
          | {the} _ {adjective|next|coming|past|last})""",
    # "that", "the same", "the following"
    "CHAIN": """
        (?P<direction> {that} (?: _ {same})? | {the} _ {same|following|next|previous})""",
    # "10:35 a.m.", "4 p.m.", "9am", "noon"
    "CLOCK": """
        (?: {noon:noon} | {hour:day|number} (?: : {minute:day|number})? (?P<half> {HALF}))""",
    "HALF": "_? {half_day} | _? {article|initial} \\* {initial}",
    # A gap, and the dot of "p.m." but not that of "at noon."
    "BEHIND_CLOCK": "[_,)] | (?<= {initial}) [.]",
    "ZONE": "[_.] (?: {zone} | {local} _ {time})",
}

_SYMBOL = re.compile(r"(\(\?P<\w+>)|\{([A-Z_]+)\}|\{(?:(\w+):)?([a-z_|]+)\}|\s+|(_)")


@cache
def expanded(pattern: str) -> str:
    """A pattern of classes as a pattern of letters."""
    return _SYMBOL.sub(_letters, pattern)


def _letters(match: re.Match[str]) -> str:
    group, piece, name, classes, gap = match.groups()
    if group:
        return str(group)
    if piece:
        return f"(?:{expanded(PATTERNS[piece])})"
    if not classes:
        return " " if gap else ""
    letters = "".join(class_letters()[each] for each in classes.split("|"))
    found = f"[{letters}]" if len(letters) > 1 else letters
    return f"(?P<{name}>{found})" if name else found


class Timex(NamedTuple):
    """What a rule read: type, TIMEX3 value, mod; `span` where it is not the whole phrase."""

    type: DateType
    value: str
    mod: str | None = None
    span: tuple[int, int] | None = None  # tokens
    anchor: bool = True  # what follows may hang on it ("the next day")
    calendar: bool = True  # false for fiscal years, which begin when their owner says


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
    def shape(self) -> Shape:
        return shape_of(expanded(self.source))

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(expanded(self.source))

    @cached_property
    def names(self) -> list[tuple[str, int]]:
        return list(self.pattern.groupindex.items())

    def may_match(self, letters: set[str]) -> bool:
        """Whether a run of these letters holds what a match needs."""
        return not any(map(letters.isdisjoint, self.shape.needs))

    def match(self, run: str, start: int) -> Match | None:
        """The match that begins at a place of a run of letters."""
        found = self.pattern.match(run, start)
        if not found:
            return None
        spans = found.regs
        parts = {name: spans[number] for name, number in self.names if spans[number][0] >= 0}
        return Match(start, spans[0][1], parts)


Found = tuple[Rule, Match]
Read = tuple[Rule, Phrase, list[Timex]]
MEMORY = 20_000  # runs of letters whose phrases are remembered
LONGEST_REMEMBERED = 60


class Grammar:
    """Rules in order: of those that match at a place the longest is read, then the first.

    The letters of a text are cut at its other words; what rules match in such a run of letters
    depends on the run alone, and most runs (" of the year ") come again and again: they are
    remembered. What a phrase means depends on the text around and is read each time.
    """

    def __init__(self, rules: list[Rule], core: str) -> None:
        letters = class_letters()
        self.core = re.compile("[:" + "".join(letters[name] for name in core.split()) + "]")
        self.rules = rules
        self._by_letter: dict[str, list[int]] = {}  # rules by a letter that their matches hold
        for place, rule in enumerate(rules):
            for letter in min(rule.shape.needs, key=len):
                self._by_letter.setdefault(letter, []).append(place)
        self._remembered: dict[str, list[tuple[int, list[Found]]]] = {}

    def phrases(self, reading: Reading, context: Context) -> Iterator[Read]:
        """What the rules read in a text, in its order, none over another."""
        codes, search = reading.codes, self.core.search
        end = place = 0
        while found := search(codes, end):
            start = codes.rfind(OTHER, end, found.start()) + 1 or end
            end = codes.find(OTHER, found.end())
            if end < 0:
                end = len(codes)
            for offset, matches in self._matches(codes[start:end]):
                if start + offset >= place and (
                    read := self._read(reading, context, start, matches)
                ):
                    yield read
                    place = max(read[1].end, *(timex.span[1] for timex in read[2] if timex.span), 0)

    def _read(
        self, reading: Reading, context: Context, start: int, matches: list[Found]
    ) -> Read | None:
        """The first of some matches that its rule accepts."""
        for rule, match in matches:
            phrase = Phrase(reading, match, start)
            read = rule.read(phrase, context)
            if read is not None:
                return rule, phrase, read if isinstance(read, list) else [read]
        return None

    def _matches(self, run: str) -> list[tuple[int, list[Found]]]:
        """The places of a run where rules match, each with its matches, the longest first."""
        remembered = self._remembered.get(run)
        if remembered is None:
            remembered = self._match(run)
            if len(self._remembered) >= MEMORY:
                self._remembered.clear()
            if len(run) < LONGEST_REMEMBERED:
                self._remembered[run] = remembered
        return remembered

    def _match(self, run: str) -> list[tuple[int, list[Found]]]:
        """The same, not remembered."""
        letters = set(run)
        candidates = {place for letter in letters for place in self._by_letter.get(letter, ())}
        rules = [self.rules[place] for place in sorted(candidates)]
        rules = [rule for rule in rules if rule.may_match(letters)]
        starting = {
            letter: [rule for rule in rules if letter in rule.shape.first] for letter in letters
        }
        places = []
        for start, letter in enumerate(run):
            found = [
                (rule, match) for rule in starting[letter] if (match := rule.match(run, start))
            ]
            if found:
                found.sort(key=lambda each: -each[1].end)
                places.append((start, found))
        return places
