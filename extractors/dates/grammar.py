"""The rules of the grammar of dates, and how they read a text.

>>> Rule("month", "{PART}? {month:month} (?: _ {year:year})?", read)

A rule is a pattern over classes of words (patterns.py) and the function that reads what it finds.
"""

import re
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import NamedTuple

from troopfacts.extractors.facts import DateType

from .contexts import Context
from .patterns import expanded
from .phrases import Match, Phrase
from .shapes import Shape, shape_of
from .words import OTHER, Reading, class_letters


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
        return shape_of(self.source)

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
