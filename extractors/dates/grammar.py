"""The rules of the grammar of dates, and how they read a text.

>>> Rule("month", "{PART}? {month:month} (?: _ {year:year})?", read)

A rule is a pattern over classes of words (patterns.py) and the function that reads what it finds.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import NamedTuple, TypeVar

from troopfacts.extractors.facts import DateType

from .contexts import Context
from .patterns import expanded
from .phrases import Match, Phrase
from .readings import Passage
from .shapes import Shape, shape_of


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

    def match(self, run: str, start: int) -> Match | None:
        """The match that begins at a place of a run of letters."""
        found = self.pattern.match(run, start)
        if not found:
            return None
        spans = found.regs
        parts = {name: spans[number] for name, number in self.names if spans[number][0] >= 0}
        return Match(start, spans[0][1], parts)


Matches = list[tuple[int, list[tuple[Rule, Match]]]]  # by the place they begin at
Run = tuple[int, Matches]  # where the first match may begin, the matches from there on
Read = tuple[Rule, Phrase, list[Timex]]
Value = TypeVar("Value")
MEMORY = 20_000  # runs of letters whose matches are remembered
LONGEST = 60


class Grammar:
    """Rules in order: of those that match at a place the longest is read, then the first.

    A text is read around its triggers (triggers.py) as runs of letters, which its other words part.
    What rules match in such a run depends on the run alone, and most ("of the year ") come again
    and again: they are remembered. What a phrase means depends on the text around and is read each
    time.
    """

    def __init__(self, rules: list[Rule]) -> None:
        self.rules = rules
        # Rules by the letter a match begins with, each with what it needs, the rarest first.
        self._starting: dict[str, list[tuple[Rule, int, list[int]]]] = {}
        for rule in rules:
            for letter in rule.shape.first:
                needs = sorted(rule.shape.needs, key=lambda need: (letter in need, len(need)))
                first, *others = map(_mask, needs)
                self._starting.setdefault(letter, []).append((rule, first, others))
        ending = (rule.shape.last | rule.shape.beside for rule in rules)
        self._ending: frozenset[str] = frozenset().union(*ending)
        self._runs: dict[str, Run] = {}
        self._matches: dict[str, Matches] = {}

    def phrases(self, text: str, places: Iterable[int], context: Context) -> Iterator[Read]:
        """What the rules read around some places of a text, in its order, none over another."""
        end = done = 0
        known = self._runs.get
        for place in places:
            if place < end:
                continue  # in the run just read
            passage = Passage(text, place)
            end = passage.end
            if passage.last <= passage.first:
                continue  # no word of a date, by its looks alone
            codes = passage.codes[passage.first : passage.last]
            run = known(codes)
            if run is None:
                run = self._learnt(codes)
            base, matches = passage.first + run[0], run[1]
            if not matches:
                continue
            last = passage.token_at(base, done - passage.offset_of(base)) if done else 0
            for first, candidates in matches:
                if base + first < last:
                    continue
                for rule, match in candidates:  # the first that its rule accepts
                    phrase = Phrase(passage, match, base)
                    read = rule.read(phrase, context)
                    if read is None:
                        continue
                    timexes = read if isinstance(read, list) else [read]
                    yield rule, phrase, timexes
                    last = phrase.end
                    for timex in timexes:
                        if timex.span and timex.span[1] > last:
                            last = timex.span[1]
                    break
            if last > passage.last:  # a holiday's name
                done = passage.offset_of(last)

    def _learnt(self, codes: str) -> Run:
        """What rules match in a run."""
        first, last = self._bounds(codes)
        part = codes[first:last]
        matches = self._matches.get(part)
        if matches is None:
            matches = self._match(part)
            _remember(self._matches, part, matches)
        run = first, matches
        _remember(self._runs, codes, run)
        return run

    def _bounds(self, letters: str) -> tuple[int, int]:
        """Where in a run the first match may begin and the last may end, a gap behind included."""
        first, last = 0, len(letters)
        while first < last and letters[first] not in self._starting:
            first += 2
        last = (last - 1) // 2 * 2  # the last word; gaps stand between words
        while last > first and letters[last] not in self._ending:
            last -= 2
        return first, last + 2

    def _match(self, run: str) -> Matches:
        """The places of a run where rules match, each with its matches, the longest first."""
        places = []
        ahead = 0  # the letters from here on
        for start in range((len(run) - 1) // 2 * 2, -1, -2):  # gaps stand between words
            letter = run[start]
            ahead |= 1 << ord(letter)
            found = [
                (rule, match)
                for rule, first, others in self._starting.get(letter, ())
                if ahead & first
                and all(map(ahead.__and__, others))
                and (match := rule.match(run, start))
            ]
            if found:
                found.sort(key=lambda each: -each[1].end)
                places.append((start, found))
        return places[::-1]


def _mask(letters: Iterable[str]) -> int:
    """Letters of classes as bits."""
    return sum({1 << ord(letter) for letter in letters})


def _remember(memory: dict[str, Value], run: str, value: Value) -> None:
    if len(memory) >= MEMORY:
        memory.clear()
    if len(run) < LONGEST:
        memory[run] = value
