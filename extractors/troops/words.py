"""A sentence as words: numbers, words and punctuation marks, each with its offsets.

>>> Words("Some 2,500 U.S. troops", 0, 22).lower
['some', '2,500', 'u.s.', 'troops']
"""

import re
from bisect import bisect_right
from functools import cached_property

from troopfacts.extractors.lexicons import words

_WORD = re.compile(
    r"""
    \d{1,3}(?:[\u00a0\u202f\u2009]\d{3})+(?!\d)     # 12 500 with no-break spaces
  | \d{1,3}(?:[ ]000)+(?!\d)                        # 12 000
  | \d+(?:[.,'’٬٫，]\d+)*(?:[^\W\d_]\w*)?           # 2,500  1.2  10k  3d  1st
  | (?:[^\W\d_]\.){2,}                              # U.S.
  | [^\W_]\w*(?:[-‑][^\W_]\w*)*                     # al-Asad  M23  twenty-five
  | ['’](?:s|re|ve|ll|d|t|m)\b
  | ``|''
  | [^\s]
    """,
    re.X,
)


_NAMES = frozenset({"May", "IS", "US", "AS"})


class Words:
    """The words of text[start:end]; the lists run side by side."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text = text
        self.start = start
        self.end = end
        spans = [match.span() for match in _WORD.finditer(text, start, end)]
        self.starts = [at for at, _ in spans]
        self.ends = [at for _, at in spans]
        self.words = [text[at:to] for at, to in spans]
        # "May" is a month, "IS", "US" and "AS" are names: no modal verb, no pronoun.
        self.lower = [word.lower() if word not in _NAMES else word for word in self.words]

    def __len__(self) -> int:
        return len(self.words)

    def index(self, offset: int) -> int:
        """The number of the first word that ends after `offset`."""
        return bisect_right(self.ends, offset)

    def capital(self, at: int) -> bool:
        """Whether the word begins with a capital letter."""
        return self.words[at][0].isupper()

    @cached_property
    def titled(self) -> bool:
        """Whether the words are a headline's: "Attack That Killed One Policeman"."""
        letters = [word for word in self.words if word[0].isalpha()]
        return sum(word[0].isupper() for word in letters) * 4 > len(letters) * 3

    @cached_property
    def shouted(self) -> bool:
        """Whether all of it is in capitals, as some wires and headlines are."""
        return len(self.words) > 3 and self.text[self.start : self.end].isupper()

    def touches(self, at: int) -> bool:
        """Whether no space stands before the word."""
        return 0 < at < len(self.starts) and self.ends[at - 1] == self.starts[at]


def word_class(name: str) -> frozenset[str]:
    """One class of the words that the rules look for: "months", "verbs of change"."""
    return frozenset(words("troop_words", "words")[name].split())
