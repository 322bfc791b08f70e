"""A text as the grammar of dates reads it: letters for words, only where a date may be.

>>> passage = Passage("He left on March 5, 1998.", 11)
>>> passage.codes  # a letter for each word and each gap of "on March 5, 1998"

The patterns of the grammar run over such runs of letters, in which only dates stand out; a pattern
names classes of words, never words.
"""

import re

from .words import LETTERS, OTHER

_GAP = re.compile(r"(\W+)")
BEFORE, BEHIND = 26, 30  # characters first read beside a trigger; more where a run is longer
WIDE = 200  # characters that a rule may look for a verb in


class Passage:
    """A run of words that dates are made of, in the text around it: words and gaps in turn, and a
    letter for each."""

    __slots__ = (
        "_offset",
        "_place",
        "_wide",
        "codes",
        "end",
        "first",
        "last",
        "low",
        "stop",
        "text",
        "tokens",
    )

    def __init__(self, text: str, offset: int) -> None:
        """The run around the word at an offset, as far as no other word parts it."""
        self.text = text
        before, behind = BEFORE, BEHIND
        while True:
            low, high = offset - before, offset + behind
            if low < 0:
                low = 0
            tokens = _GAP.split(text[low:offset])
            tokens.pop()  # the gap stands last
            word = len(tokens)
            tokens += _GAP.split(text[offset:high])
            codes = "".join(map(LETTERS.__getitem__, tokens))
            # What the ends of the window may cut is not to be trusted.
            first = codes.rfind(OTHER, 2 if low else 0, word) + 1
            stop = len(tokens) if high >= len(text) else len(tokens) - 2
            last = codes.find(OTHER, word, stop)
            if not first and low:
                before *= 2
            elif last < 0 and high < len(text):
                behind *= 2
            else:
                break
        self.tokens = tokens
        self.codes = codes
        self.last = stop if last < 0 else last
        self.first = first + first % 2 if self.last > word else word  # words have even places
        self.end = offset + len("".join(tokens[word : self.last]))  # in the text
        self._place, self._offset = 0, low
        self.low, self.stop = 2 if low else 0, stop  # tokens to be trusted
        self._wide: tuple[list[str], list[str]] | None = None

    def token(self, place: int) -> str:
        """A word or a gap; "" outside the text."""
        if self.low <= place < self.stop:
            return self.tokens[place]
        if self._wide is None:
            middle = self.offset_of(self.first)
            low, high = max(0, middle - WIDE), self.end + WIDE
            self._wide = _GAP.split(self.text[low:middle])[:-1], _GAP.split(self.text[middle:high])
        before, behind = self._wide
        place -= self.first
        if place < 0:
            return before[place] if -place <= len(before) else ""
        return behind[place] if place < len(behind) else ""

    def letter(self, place: int) -> str:
        """Its letter; "" outside the text."""
        if self.low <= place < self.stop:
            return self.codes[place]
        token = self.token(place)
        return LETTERS[token] if token else ""

    def slice(self, first: int, last: int) -> str:
        """The text of some of them."""
        if self.low <= first and last <= self.stop:
            return "".join(self.tokens[first:last])
        return "".join(map(self.token, range(first, last)))

    def offset_of(self, place: int) -> int:
        """Where one begins in the text: counted on from the one asked for last."""
        if place > len(self.tokens):
            return self.offset_of(self.first) + len(self.slice(self.first, place))
        if place >= self._place:
            self._offset += len("".join(self.tokens[self._place : place]))
        else:
            self._offset -= len("".join(self.tokens[place : self._place]))
        self._place = place
        return self._offset

    def token_at(self, place: int, length: int) -> int:
        """The first that begins `length` code points or more after the one at a place."""
        while length > 0:
            length -= len(self.token(place))
            place += 1
        return place
