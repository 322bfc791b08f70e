"""Decides whether a noun that can mean anybody ("men", "members", "casualties") means troops here.

>>> accept(words, head, amount)  # "300 men" in "Montgomery's army lost 300 men."
True
"""

import re
from functools import cached_property

from troopfacts.extractors.names import forces
from troopfacts.extractors.numbers import Amount

from .nouns import STOPS, Head
from .verbs import is_verb
from .words import Words, word_class

_BLOCK = 1000  # characters
_REACH = 700  # characters of the text around a sentence that set its subject
_WORD = re.compile(r"[a-z]+")
_MILITARY = word_class("military words")
_POLICE = word_class("police words")
_CRIME = word_class("crime words")  # "three men were charged"
_ARMED_BODIES = word_class("armed bodies")


class Background:
    """What a document is about, block by block: the words of each block are looked up once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._blocks: dict[int, tuple[frozenset[str], int]] = {}

    def _block(self, number: int) -> tuple[frozenset[str], int]:
        known = self._blocks.get(number)
        if known is None:
            found = _WORD.findall(
                self._text[max(0, number) * _BLOCK : (number + 1) * _BLOCK].lower()
            )
            known = (frozenset(found), sum(word in _MILITARY for word in found))
            self._blocks[number] = known
        return known

    def words(self, at: int) -> frozenset[str]:
        """The words of the block around an offset and of its neighbours."""
        number = at // _BLOCK
        return frozenset().union(*(self._block(number + step)[0] for step in (-1, 0, 1)))

    def military(self, at: int) -> int:
        """How many words of armies and war stand in these blocks."""
        number = at // _BLOCK
        return sum(self._block(number + step)[1] for step in (-1, 0, 1))


class Context:
    """What the text around one sentence is about, looked up when first asked for."""

    def __init__(
        self, text: str, start: int, end: int, paragraph: tuple[int, int], background: Background
    ) -> None:
        self._text = text
        self._span = (start, end)
        self._paragraph = paragraph
        self._background = background

    def _words(self, low: int, high: int) -> list[str]:
        return _WORD.findall(self._text[max(0, low) : high].lower())

    @cached_property
    def _sentence(self) -> frozenset[str]:
        return frozenset(self._words(*self._span))

    @cached_property
    def _wider(self) -> frozenset[str]:
        return self._background.words(self._span[0])

    @cached_property
    def depth(self) -> int:
        """How military the text around the sentence is: words of war per block of it."""
        return self._background.military(self._span[0])

    @cached_property
    def _sentence_military(self) -> bool:
        return not _MILITARY.isdisjoint(self._sentence) and not self.civil

    @cached_property
    def military(self) -> bool:
        """The paragraph is about armies."""
        low = max(self._paragraph[0], self._span[0] - _REACH)
        high = min(self._paragraph[1], self._span[1] + _REACH)
        return not _MILITARY.isdisjoint(self._words(low, high))

    @cached_property
    def military_nearby(self) -> bool:
        """The paragraph or the one before is."""
        return self.military or not _MILITARY.isdisjoint(self._wider)

    @cached_property
    def police(self) -> bool:
        return not _POLICE.isdisjoint(self._wider)

    @cached_property
    def civil(self) -> bool:
        """The sentence is about crime, courts or civil life."""
        return not _CRIME.isdisjoint(self._sentence)

    def accept(self, words: Words, head: Head, amount: Amount) -> bool:
        """Whether the noun counts people under arms here."""
        inside = words.lower[amount.end : head.first]
        if not _CIVIL_INSIDE.isdisjoint(words.words[amount.end : head.first]):
            return False  # but "Kurdistan Workers' Party militants"
        kind = head.kind
        if kind in ("troop", "police"):
            if head.unit == "invaders":
                return not self.civil  # of a house
            return self.military or not head.unit.startswith("security guard")
        if kind == "force":
            low = amount.number.low
            return (low >= 20 or "more" in amount.marks) and (len(inside) > 0 or self.military)
        armed = not _ARMED_INSIDE.isdisjoint(inside) or _names_group(words, amount.end, head.first)
        if kind == "member":
            return armed or self._is_armed_member(words, head, amount)
        if kind == "loss":
            return self._is_loss(words, head, armed, amount.first)
        if kind == "captive":
            war = self.military or self.depth > 2
            return war and not self.civil and not _names_civilians(words)
        if armed:
            return True
        if kind == "personnel" or kind == "sailor":
            return self.military_nearby or self.police
        if head.unit in ("officers", "guards", "commanders"):
            return self.military_nearby or self.police
        if head.unit in BY_NAME:  # only as "FARC leaders"
            return False
        if head.unit in _EVERYDAY:
            foreign = any(words.capital(at) for at in range(amount.end, head.first))
            return self.military_nearby and not self.civil if foreign else self._sentence_military
        if head.unit in ("men", "people") and amount.number.low < 5:
            return self._sentence_military  # "between the two men"
        return self.military_nearby and not self.civil

    def _is_armed_member(self, words: Words, head: Head, amount: Amount) -> bool:
        """ "two members of the National Guard", "an army of 1 million members"."""
        lower = words.lower
        if lower[head.end : head.end + 1] == ["of"]:
            end = head.end + 1
            while end < min(len(lower), head.end + 9) and _in_phrase(lower[end]):
                end += 1
            if _names_group(words, head.end, min(len(words), head.end + 9)):
                return True
            return not (_ARMED_BODIES | _ARMED_INSIDE).isdisjoint(lower[head.end : end])
        if not {"its", "their", "his"}.isdisjoint(lower[amount.end : head.first]):
            return self._sentence_military  # "a platoon …, 12 of its members"
        return not _ARMED_BODIES.isdisjoint(lower[max(0, amount.first - 4) : amount.first])

    def _is_loss(self, words: Words, head: Head, armed: bool, first: int) -> bool:
        if armed:
            return True
        if head.unit == "deaths" and not {"casualties", "losses"}.isdisjoint(
            words.lower[max(0, first - 6) : first]
        ):
            return True  # "4,700 casualties, including 600 deaths"
        if head.unit in ("deaths", "losses"):
            return head.unit == "losses" and not _MILITARY.isdisjoint(self._sentence)
        if _names_civilians(words):
            return False
        return self.military_nearby


def _names_group(words: Words, first: int, end: int) -> bool:
    """ "seven Pakistani Taliban members", but not "159 U.N. members"."""
    if first >= end:
        return False
    found = forces.find(words.text, words.starts[first], words.ends[end - 1])
    return any(force.kind in ("group", "service", "mission") for force in found)


def _in_phrase(word: str) -> bool:
    if word in _ARMED_BODIES or word in ("the", "of", "a", "an"):
        return True
    return word[0].isalnum() and not is_verb(word) and word not in STOPS


def _names_civilians(words: Words) -> bool:
    return not _CIVILIAN.isdisjoint(words.lower)


_CIVILIAN = word_class("signs of civilians")
_CIVIL_INSIDE = word_class("civil attributes")
_ARMED_INSIDE = word_class("armed attributes")
BY_NAME = frozenset(["women", "leaders", "operatives", "partners", "pilots", "riders", "knights"])
_EVERYDAY = word_class("everyday nouns")
