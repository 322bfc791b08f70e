"""A sentence with its numbers and forces, what was counted before it, and a bare number in it.

>>> Case(sentence, 1, item, memory).base  # "Ghana sent 420 troops and Togo 80.": of the 80
Figure(420 troops)
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from troopfacts.extractors.facts import Location, Measure
from troopfacts.extractors.names import forces
from troopfacts.extractors.names.forces import Force

from .bodies import find_bodies
from .contexts import Context
from .figures import Figure
from .verbs import is_verb, phrasal
from .words import Words, word_class

_WAR = word_class("military words") | word_class("troop words") | word_class("states of loss")

MISSIONS = word_class("missions in lists")
_TROOP_WORDS = word_class("troop words")
CIVIL_WORDS = frozenset(
    ["civilian", "civilians", "people", "residents", "passengers", "person", "villagers"]
)
AT = word_class("prepositions of a listed place")


_HALVES: list[tuple[str, tuple[str, str] | None]] = [("Korea", ("KP", "KR")), ("Vietnam", None)]
_AROUND = 2500  # characters around a sentence that say whom "Moscow" or "the North" means
DEEP = 5  # words of war in the text around a sentence of war
REACH = 6  # sentences after a figure in which a bare number may still stand for its noun


@dataclass(slots=True)
class Memory:
    """What the sentences before have counted last."""

    figure: Figure | None = None
    sentence: int = -9  # where that figure stands
    other: int = -9  # the last sentence that counted other people

    def reaches(self, sentence: int, words: Words, context: Context) -> bool:
        """Whether bare numbers of a sentence may be troops: after a figure, or in talk of war."""
        if sentence - self.sentence <= REACH or context.depth >= DEEP:
            return True
        return not (_WAR.isdisjoint(words.lower) and MISSIONS.isdisjoint(words.words))


@dataclass
class Sentence:
    """One sentence with its numbers, forces and context."""

    words: Words
    number: int
    items: list[Figure]
    context: Context
    locations: list[Location] | None = None
    kept: list[Figure] = field(default_factory=list)
    frame: Measure | None = None  # what the last figure shortly before is
    earlier: Figure | None = None  # the last figure of the sentence right before
    previous: tuple[int, int] = (0, 0)  # the sentence right before

    @cached_property
    def forces(self) -> list[Force]:
        """The forces the sentence names, looked for when first asked for."""
        words = self.words
        runs = [
            (at, word if word.isalnum() else forces.first_run(word))
            for at, word in zip(words.starts, words.words, strict=True)
        ]
        found = forces.find_among(words.text, runs, words.end)
        if words.shouted:
            found += self._shouted(found)
        more = [half for at in range(1, len(words)) if (half := self._half(at)) is not None]
        more += find_bodies(words, found)
        return sorted([*found, *more], key=lambda force: force.start) if more else found

    def _shouted(self, known: list[Force]) -> Iterator[Force]:
        """ "[ISRAEL] SAYS TWO SOLDIERS KILLED": names that are else written small."""
        words, taken = self.words, {force.start for force in known}
        text = words.text[words.start : words.end].title()
        runs = [
            (at - words.start, forces.first_run(word.title()))
            for at, word in zip(words.starts, words.words, strict=True)
        ]
        if len(text) != words.end - words.start:
            return
        for force in forces.find_among(text, runs, len(text)):
            start, end = force.start + words.start, force.end + words.start
            if start not in taken:
                yield force._replace(text=words.text[start:end], start=start, end=end)

    def _half(self, at: int) -> Force | None:
        """ "[the North] sent 11,000": the half of a country named around the sentence."""
        words = self.words
        if words.words[at] not in ("North", "South") or words.lower[at - 1] != "the":
            return None
        if at + 1 < len(words) and (words.capital(at + 1) or words.lower[at + 1] == "of"):
            return None
        for country, code in _HALVES:
            name = f"{words.words[at]} {country}"
            if name in self.countries_around:
                start, end = words.starts[at], words.ends[at]
                own = code if code is None else code[words.words[at] == "South"]
                return Force(words.words[at], start, end, name, own, "country", False)
        return None

    @cached_property
    def countries_around(self) -> frozenset[str]:
        """The countries named by name or people in the text around the sentence."""
        words = self.words
        low, high = max(0, words.start - _AROUND), words.end + _AROUND
        found = forces.find(words.text, low, min(high, len(words.text)))
        return frozenset(force.name for force in found if force.kind == "country")

    def figure_at(self, offset: int) -> Figure | None:
        """The figure whose words an offset lies in."""
        at = bisect_right(self.kept, offset, key=lambda figure: figure.start_offset) - 1
        return self.kept[at] if at >= 0 and offset < self.kept[at].end_offset else None

    def force_from(self, at: int) -> Force | None:
        """The force whose name begins with word `at`."""
        if at >= len(self.words):
            return None
        start = self.words.starts[at]
        return next((force for force in self.forces if force.start == start), None)

    @cached_property
    def previous_forces(self) -> list[Force]:
        """The forces that the sentence right before names."""
        return forces.find(self.words.text, *self.previous)

    def acts(self, force: Force) -> bool:
        """Whether a verb follows a name at once: "Rwanda [pulled] out"."""
        at = self.words.index(force.end - 1) + 1
        lower = self.words.lower
        return at < len(lower) and (is_verb(lower[at]) or phrasal(lower, at) is not None)

    def force_to(self, at: int) -> Force | None:
        """The force whose name ends right before word `at` (or with a possessive)."""
        if at < 1:
            return None
        end = self.words.ends[at - 1]
        return next((force for force in self.forces if force.end == end), None)


class Case:
    """A bare number and its surroundings, as the rules look at it."""

    def __init__(self, sentence: Sentence, index: int, item: Figure, memory: Memory) -> None:
        self.sentence = sentence
        self.item = item
        self.index = index
        self.memory = memory
        self.words = sentence.words
        self.lower = sentence.words.lower
        self.before = self.lower[item.first - 1] if item.first else ""
        self.after = self.lower[item.end] if item.end < len(self.lower) else "."
        self.base = self._antecedent()

    def _antecedent(self) -> Figure | None:
        """The nearest figure before; none where other people were counted since."""
        for other in reversed(self.sentence.items[: self.index]):
            if other.sort == "troops":
                return other
            if other.sort == "person":
                return None
        memory = self.memory
        return memory.figure if self.sentence.number - memory.sentence <= 4 else None

    @property
    def near(self) -> bool:
        """The antecedent stands in the same sentence."""
        return self.base is not None and self.base.words is self.words

    @property
    def blocked(self) -> bool:
        """Other people were counted in this sentence since the last troop figure."""
        for other in reversed(self.sentence.items[: self.index]):
            if other.sort in ("troops", "person"):
                return other.sort == "person"
        return False

    @property
    def bounded(self) -> bool:
        """The number has a modifier: "some 5,500", "over 900", "30 or more"."""
        amount = self.item.amount
        return amount.first < amount.number.first or amount.count.qualifier != "exact"

    @cached_property
    def forced(self) -> bool:
        """A force is named right before the number or as the clause's first word."""
        at = self.item.first
        owners = (at, at - 1, at - 2)
        return any(self.sentence.force_to(owner) is not None for owner in owners if owner > 0)

    @property
    def crowded(self) -> bool:
        """Another thing is counted right before: "from six months to nine"."""
        if self.index == 0:
            return False
        last = self.sentence.items[self.index - 1]
        return last.sort == "thing" and self.item.first - last.end <= 3

    def word(self, at: int) -> str:
        return self.lower[at] if 0 <= at < len(self.lower) else ""


def names_troops(words: Sequence[str]) -> bool:
    return not _TROOP_WORDS.isdisjoint(words) and CIVIL_WORDS.isdisjoint(words)
