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
from troopfacts.extractors.lexicons import words

from .vocabulary import ENTRIES, entry_of

# Between two words of one name: "Port Sudan", "Guinea-Bissau", "Gulf of Aden", "Ain al-Asad",
# "Côte d’Ivoire", "Bosnia and Herzegovina", "St. Louis" (the dot is looked at apart).
APART, SPACE, HYPHEN, JOINER, DOT, COMMA, GENITIVE = range(7)

# What may stand between two capitalised words of a name, after a space …
_PARTICLES = (
    "and|and the|of|of the|de|de la|de las|de los|del|au|aux|della|di|da|do|dos|das|du|des|la|le"
    "|les|los|las|von|van|der|van der|den|am|an der|en|auf|upon|on|sur|e|y|i|bin|ibn|&"
)
# … and what may stand before the second word, with its hyphen or apostrophe.
_ARTICLES = "al-|el-|ad-|ar-|as-|ash-|at-|az-|ez-|an-|ul-|ol-|es-|al |el |al–|d'|d’|l'|l’|s'|e-|i-"
# All of what stands between two words -> how the second hangs on the first.
_GAPS = {" ": SPACE, "-": HYPHEN, "–": HYPHEN, ", ": COMMA, "'s ": GENITIVE, "’s ": GENITIVE}
for _mark in " -":
    _GAPS |= {f"{_mark}{article}": JOINER for article in _ARTICLES.split("|")}
    for _end in " -":
        _GAPS |= {f"{_mark}{particle}{_end}": JOINER for particle in _PARTICLES.split("|")}
_WIDEST = 10  # characters between two words of one name: " of the "
_LONGEST = 80  # of white space: a line end and what the next line is indented by
_PART = re.compile(r"[^-]+")
_PIECE = re.compile(r"[^\W_](?:[^\W_]|['’_])*")
# "al-Hol", "ez-Zor": a lower-case article is part of the word after it.
_ARTICLE = re.compile(r"(?:.{0,2}\W)?([ae](?:sh|th|dh|[ldnrstz])-)", re.S)
_DOTTED = frozenset(("St", "Ste", "Ft", "Mt", "Pt", "ST", "FT", "MT", "U.S", "W"))


class Tokens:
    """Parallel lists: where each capitalised word or number starts and ends, the word, what is
    known of it, and how it hangs on the one before (`links`).

    `heads`: the words that another one hangs on; `candidates`: those a place's name may begin
    with; `generics`: "River", "Street"; `demonyms`: "Syrian".
    """

    __slots__ = (
        "breaks",
        "candidates",
        "demonyms",
        "ends",
        "entries",
        "generics",
        "heads",
        "links",
        "starts",
        "text",
        "words",
    )

    def __init__(self, document: Document) -> None:
        self.text = document.text
        # Where a paragraph begins: a name does not run across it.
        self.breaks = frozenset(start for start, _ in document.paragraphs)
        found = _parted(self.text, document.words)
        self.starts = [start for start, _ in found]
        self.words = [word for _, word in found]
        self.ends = [start + len(word) for start, word in found]
        known = ENTRIES.get
        self.entries = [known(word) or entry_of(word) for word in self.words]
        self.candidates = [i for i, entry in enumerate(self.entries) if entry.is_candidate]
        self.generics = [i for i, entry in enumerate(self.entries) if entry.generic]
        self.demonyms = [i for i, entry in enumerate(self.entries) if entry.demonym]
        self.links = self._links()
        self.heads = [i - 1 for i, link in enumerate(self.links) if SPACE <= link <= DOT]

    def _links(self) -> list[int]:
        """One more than there are words: nothing hangs on the first, nothing on the last."""
        text = self.text
        links = [APART]
        append = links.append
        known = _GAPS.get
        for end, start in zip(self.ends, self.starts[1:], strict=False):
            width = start - end
            if width <= _WIDEST:
                gap = text[end:start]
                link = known(gap)
                append(self._link(len(links), start, gap) if link is None else link)
            elif text[end + 1].isspace():
                append(self._link(len(links), start, text[end : end + _LONGEST][:width]))
            else:
                append(APART)
        append(APART)
        return links

    def _link(self, index: int, start: int, gap: str) -> int:
        if gap == ". ":
            return DOT if _goes_on(self.words[index - 1]) else APART
        if gap.isspace() and start not in self.breaks and len(gap) < _LONGEST:
            return SPACE
        return APART

    def link(self, index: int) -> int:
        """How word `index` hangs on the one before it; APART past the end."""
        return self.links[index] if index < len(self.links) else APART

    def name(self, first: int, last: int) -> str:
        """The words `first` … `last` as one name, white space folded."""
        piece = self.text[self.starts[first] : self.ends[last]]
        return piece if "\n" not in piece and "  " not in piece else " ".join(piece.split())


def _parted(text: str, found: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """The words of the shared scan, those that hold several parted, articles taken in."""
    parted: list[tuple[int, str]] = []
    done = 0
    for index, (start, word) in enumerate(found):
        after_hyphen = text[start - 1] == "-" and start > 2
        if word.isalnum() and not after_hyphen:
            continue
        parted += found[done:index]
        done = index + 1
        article = _ARTICLE.match(text, max(0, start - 5), start) if after_hyphen else None
        if article and article.end() == start:
            parted.append((start - len(article[1]), article[1] + word))
        else:
            parted += [(start + at, piece) for at, piece in _pieces(word)]
    return parted + found[done:] if done else found


def _is_whole(word: str) -> bool:
    """Whether a word with marks in it is one: "O'Brien", "2,500", "U.S"."""
    if "-" in word:
        return False
    if "." in word or "," in word:
        return word[0].isdigit() or word[1] == "."
    return True


@lru_cache(1 << 13)
def _pieces(word: str) -> list[tuple[int, str]]:
    """ "DFL-Duluth" -> "DFL", "Duluth"; "D-N.Y" -> "D", "N.Y"; "Val-d’Or" -> "Val", "Or"."""
    if word.isalnum() or _is_whole(word):
        return [(0, word)]
    found: list[tuple[int, str]] = []
    for part in _PART.finditer(word):
        begin = part.start()
        if len(part[0]) > 2 and part[0][1] == ".":
            found.append((begin, part[0]))
            continue
        for match in _PIECE.finditer(part[0]):
            piece = match[0]
            at = begin + match.start()
            if piece[0].islower():
                if piece[1:2] in ("'", "’") and piece[2:3].isupper():
                    found.append((at + 2, piece[2:]))
            else:
                found.append((at, piece))
    return found


def _goes_on(word: str) -> bool:
    """Whether a dot after a word ends no sentence: "St. Louis", "J. Smith", "Gen. Ray"."""
    if len(word) == 1 or word in _DOTTED:
        return True
    return words("abbreviations", "kind").get(f"{word.lower()}.") == "title"


@lru_cache(maxsize=2)
def read(document: Document) -> Tokens:
    """The capitalised words of a document; the last two documents are remembered."""
    return Tokens(document)
