"""Capitalised words one by one, and how each hangs on the one before.

>>> tokens = read(Document("a.txt", "Iran-backed fighters left Deir ez-Zor."))
>>> tokens.words
['Iran', 'Deir', 'Zor']

What `Document.words` reads as one word is parted where places and people may stand beside each
other: at hyphens ("Egypt-US", "DFL-Minneapolis") and at dots and commas without a space.
"""

import re
from functools import lru_cache

from troopfacts.extractors.document import Document

# Between two words of one name: "Port Sudan", "Guinea-Bissau", "Gulf of Aden", "Ain al-Asad",
# "Côte d’Ivoire", "Bosnia and Herzegovina", "St. Louis" (the dot is looked at apart).
APART, SPACE, HYPHEN, JOINER, DOT, COMMA, GENITIVE = range(7)

# What may stand between two capitalised words of a name, after a space …
_PARTICLES = (
    "|and|and the|of|of the|de|de la|de las|de los|del|au|aux|della|di|da|do|dos|das|du|des|la|le"
    "|les|los|las|von|van|der|van der|den|am|an der|en|auf|upon|on|sur|e|y|i|bin|ibn|&|"
)
# … and what may stand before the second word, with its hyphen or apostrophe.
_ARTICLES = (
    "|al-|el-|ad-|ar-|as-|ash-|at-|az-|ez-|an-|ul-|ol-|es-|al |el |al–|d'|d’|l'|l’|s'|e-|i-|"
)
_PART = re.compile(r"[^-]+")
_PIECE = re.compile(r"[^\W_](?:[^\W_]|['’_])*")
# "al-Hol", "ez-Zor": a lower-case article is part of the word after it.
_ARTICLE = re.compile(r"(?:.{0,2}\W)?([ae](?:sh|th|dh|[ldnrstz])-)", re.S)
_DOTTED = frozenset(("St", "Ste", "Ft", "Mt", "Pt", "ST", "FT", "MT", "U.S", "W"))


class Tokens:
    """Parallel lists: where each capitalised word or number starts and ends, and the word."""

    __slots__ = ("breaks", "ends", "starts", "text", "words")

    def __init__(self, document: Document) -> None:
        self.text = text = document.text
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.words: list[str] = []
        # Where a paragraph begins: a name does not run across it.
        self.breaks = frozenset(start for start, _ in document.paragraphs)
        for start, word in document.words:
            if start > 2 and text[start - 1] == "-":
                article = _ARTICLE.match(text, max(0, start - 5), start)
                if article and article.end() == start:
                    start -= len(article[1])
                    word = article[1] + word
                    self._add(start, word)
                    continue
            if word.isalnum():
                self._add(start, word)
                continue
            first = word[0]
            if "-" not in word and "." not in word and "," not in word:
                self._add(start, word)
            elif first.isdigit() or (len(word) > 1 and word[1] == "." and "-" not in word):
                self._add(start, word)  # "2,500", "U.S"
            else:
                self._split(start, word)

    def _add(self, start: int, word: str) -> None:
        self.starts.append(start)
        self.ends.append(start + len(word))
        self.words.append(word)

    def _split(self, start: int, word: str) -> None:
        for part in _PART.finditer(word):
            begin = start + part.start()
            if len(part[0]) > 2 and part[0][1] == ".":  # "D-N.Y"
                self._add(begin, part[0])
                continue
            for match in _PIECE.finditer(part[0]):
                piece = match[0]
                if (
                    piece[0].islower() and piece[1:2] in ("'", "’") and piece[2:3].isupper()
                ):  # "Val-d’Or"
                    self._add(begin + match.start() + 2, piece[2:])
                elif not piece[0].islower():
                    self._add(begin + match.start(), piece)

    def link(self, index: int) -> int:
        """How word `index` hangs on the word before it: APART, SPACE, HYPHEN, JOINER, DOT."""
        if index <= 0 or index >= len(self.starts):
            return APART
        end, start = self.ends[index - 1], self.starts[index]
        width = start - end
        if width == 1:
            mark = self.text[end]
            if mark == " ":
                return SPACE
            if mark in "-–":
                return HYPHEN
            return SPACE if mark.isspace() and start not in self.breaks else APART
        if width > 60:
            return APART
        gap = self.text[end:start]
        if gap.isspace():
            return APART if start in self.breaks else SPACE
        if gap[0] in " -" and (
            f"|{gap[1:]}|" in _ARTICLES or (gap[-1] in " -" and f"|{gap[1:-1]}|" in _PARTICLES)
        ):
            return JOINER
        if gap == ". " and (self.words[index - 1] in _DOTTED or len(self.words[index - 1]) == 1):
            return DOT
        if gap == ", ":
            return COMMA
        if gap in ("'s ", "’s "):
            return GENITIVE
        return APART

    def name(self, first: int, last: int) -> str:
        """The words `first` … `last` as one name, white space folded."""
        piece = self.text[self.starts[first] : self.ends[last]]
        return piece if "\n" not in piece and "  " not in piece else " ".join(piece.split())


@lru_cache(maxsize=2)
def read(document: Document) -> Tokens:
    """The capitalised words of a document; the last two documents are remembered."""
    return Tokens(document)
