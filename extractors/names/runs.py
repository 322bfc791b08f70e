"""Runs of capitalised words, and how each word of a run hangs on the one before.

>>> [match[0] for match in scan("Iran-backed men left Deir ez-Zor for Anbar province.")]
['Iran-backed', 'Deir ez-Zor', 'Anbar province']
>>> Tokens("Iran-backed Iraqi units of Deir ez-Zor").words
['Iran', 'Iraqi', 'Deir', 'ez-Zor']

A name does not go beyond its run, so that a run is read once, not each time it stands in a text.
Words are parted where places and people may stand beside each other: at hyphens ("Egypt-US",
"DFL-Minneapolis") and at dots and commas without a space.
"""

import re
from collections.abc import Container, Iterable, Iterator
from functools import cache, lru_cache

from troopfacts.extractors.lexicons import words

from .vocabulary import ENTRIES, entry_of, senses_of, trailing_generics

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
GAPS = {" ": SPACE, "-": HYPHEN, "–": HYPHEN, ", ": COMMA, "'s ": GENITIVE, "’s ": GENITIVE}
GAPS |= {f"{mark}{article}": JOINER for mark in " -" for article in _ARTICLES.split("|")}
GAPS |= {f" {particle} ": JOINER for particle in _PARTICLES.split("|")}
GAPS |= {f"-{particle}-": JOINER for particle in _PARTICLES.split("|") if particle.isalpha()}
_WIDEST = 10  # characters between two words of one name: " of the "
_LONGEST = 80  # of white space: a line end and what the next line is indented by
_PART = re.compile(r"[^-]+")
_PIECE = re.compile(r"[^\W_](?:[^\W_]|['’_])*")
# "al-Hol", "ez-Zor": a lower-case article is part of the word after it.
_ARTICLE = re.compile(r"(?:.{0,2}\W)?([ae](?:sh|th|dh|[ldnrstz])-)", re.S)
_DOTTED = frozenset(("St", "Ste", "Ft", "Mt", "Pt", "ST", "FT", "MT", "U.S", "W"))

# The group says that a hyphen stands before, and that an article may: "al-Hol".
_RUN = r"""
    [{capital}] (?: (?<! [-0-9] . ) | (?<= - . ) () )
    \w*
    (?: [-.,'’] (?! s\b ) \w+  # "Iran-backed", "U.S", "O'Brien"
    |   (?: (?: ['’]s )? [ ]
        |   \ (?: {article} | (?: {particle} ) \ {article}? )
        |   - {article}
        |   \.\   # "St. Louis"; a sentence's end is parted later
        |   –
        |   \s{{1,79}}
        ) [{capital}0-9] \w*
    )*
    # "Anbar province", "Gao and Kidal regions"
    (?: \ {generic} (?= (?:['’]s)? [.,;:'’)"”?!]* (?: \s | \Z ) ) )?
"""
_CAPITAL = "A-ZÀ-ÖØ-ÞĀ-ɏḀ-ỿ"
_LEADS = r"(?: [ae](?: [ldnrstz] | [sdt]h )- | [uoe][ls]- | [ae]l[\ –] | [dl]['’] | s' | [ei]- )"
_JOINS = r"""
    a(?:nd?|ux?|m|uf)(?:\ the|\ der)? | & | of(?:\ the)? | d[aeiou](?:\ l[ao]s?)? | d[eoa][lrs]
    | della | den | e[ny]? | l[aeo]s? | v[oa]n(?:\ der)? | upon | on | sur | y | i | [bi][bi]n
"""
_PLAIN = re.compile(r"[A-Z0-9][A-Za-z0-9]*(?: [A-Z0-9][A-Za-z0-9]*)*")


@cache
def _token() -> re.Pattern[str]:
    """A word of a run: "U.S" without its last dot, "Iran-backed"."""
    return re.compile(rf"[{_CAPITAL}0-9]\w*(?:[-.,'’](?!s\b)\w+)*")


@cache
def _pattern() -> re.Pattern[str]:
    """Runs, over-long rather than cut."""
    parts = {"capital": _CAPITAL, "article": _LEADS, "particle": _JOINS}
    return re.compile(_RUN.format(**parts, generic=_trie(trailing_generics())), re.X)


def _trie(phrases: Iterable[str]) -> str:
    """A pattern for any of some phrases that looks at each letter but once."""
    tree: dict[str, list[str]] = {}
    for phrase in sorted(phrases):
        tree.setdefault(phrase[:1], []).append(phrase[1:])
    branches = [re.escape(letter) + _trie(rest) for letter, rest in tree.items() if letter]
    joined = "|".join(branches)
    if "" in tree:
        return f"(?:{joined})?" if joined else ""
    return joined if len(branches) == 1 else f"(?:{joined})"


def scan(text: str) -> Iterator[re.Match[str]]:
    """The runs of a text from left to right, each with the generic word in lower case after it;
    `lastindex` where a hyphen stands before."""
    return _pattern().finditer(text)


def match_at(text: str, start: int) -> re.Match[str] | None:
    """The run that starts at an offset."""
    return _pattern().match(text, start)


def article_before(text: str, start: int) -> str:
    """The "al-" of "al-Hol", where a run starts at "Hol"."""
    found = _ARTICLE.match(text, max(0, start - 5), start) if start > 2 else None
    return found[1] if found and found.end() == start else ""


class Tokens:
    """Parallel lists: where each capitalised word or number starts and ends, the word, what is
    known of it, and how it hangs on the one before (`links`).

    `text` is a run with what of the text around it matters: see `readings.read`. `looked_back`,
    `looked_ahead` and `asked_title` are set by whoever looks beyond the run's ends.
    """

    __slots__ = (
        "asked_title",
        "end",
        "ends",
        "entries",
        "links",
        "looked_ahead",
        "looked_back",
        "starts",
        "text",
        "words",
    )

    def __init__(self, text: str, start: int = 0, end: int | None = None) -> None:
        self.text = text
        self.end = len(text) if end is None else end
        self.looked_back = self.looked_ahead = self.asked_title = False
        if _PLAIN.fullmatch(text, start, self.end):
            self._read_plain(text[start : self.end].split(" "), start)
        else:
            self._read(start)
        known = ENTRIES.get
        self.entries = [known(word) or entry_of(word) for word in self.words]

    def _read_plain(self, words: list[str], start: int) -> None:
        """Words of letters with one space between: most runs."""
        self.words = words
        self.starts, self.ends = [], []
        for word in words:
            self.starts.append(start)
            start += len(word)
            self.ends.append(start)
            start += 1
        self.links = [self._first_link(), *[SPACE] * (len(words) - 1), self._last_link()]

    def _read(self, start: int) -> None:
        run = self.text[: self.end]
        found = _parted(run, [(word.start(), word[0]) for word in _token().finditer(run, start)])
        self.starts = [start for start, _ in found]
        self.words = [word for _, word in found]
        self.ends = [start + len(word) for start, word in found]
        self.links = self._links()

    def _first_link(self) -> int:
        return COMMA if self.text.startswith(", ") else APART

    def _last_link(self) -> int:
        return COMMA if self.text.startswith(", ", self.end) else APART

    def _links(self) -> list[int]:
        """One more than there are words: nothing hangs on the first, nothing on the last, but for
        the comma that stands beside the run."""
        text = self.text
        links = [self._first_link()]
        append = links.append
        known = GAPS.get
        for end, start in zip(self.ends, self.starts[1:], strict=False):
            width = start - end
            if width <= _WIDEST:
                gap = text[end:start]
                link = known(gap)
                append(self._link(len(links), gap) if link is None else link)
            elif text[end + 1].isspace():
                append(self._link(len(links), text[end : end + _LONGEST][:width]))
            else:
                append(APART)
        append(self._last_link())
        return links

    def _link(self, index: int, gap: str) -> int:
        if gap == ". ":
            return DOT if _goes_on(self.words[index - 1]) else APART
        if gap.isspace() and len(gap) < _LONGEST:
            return SPACE
        return APART

    def link(self, index: int) -> int:
        """How word `index` hangs on the one before it; APART past the end."""
        return self.links[index] if index < len(self.links) else APART

    def before(self, index: int, width: int) -> str:
        """The text before word `index`, at most so many characters."""
        start = self.starts[index]
        if index == 0:
            self.looked_back = True
        return self.text[max(0, start - width) : start]

    def title_before(self, index: int, titles: Container[str]) -> bool:
        """Whether one of some titles in lower case stands before word `index`: "coach Hill"."""
        start = self.starts[index]
        if index == 0:
            self.asked_title = True
        before = self.text[max(0, start - 18) : start]
        if len(before) < 2 or before[-1] != " " or not before[-2].isalpha():
            return False
        return before[:-1].rpartition(" ")[2][-15:] in titles

    def after(self, end: int, width: int) -> str:
        """The text after an offset, at most so many characters."""
        if end >= self.end:
            self.looked_ahead = True
        return self.text[end : end + width]

    def comma_before(self, index: int) -> bool:
        """Whether word `index` follows another one and a comma."""
        if index == 0:
            self.looked_back = True
        return self.links[index] == COMMA

    def comma_after(self, index: int) -> bool:
        """Whether another word follows word `index` and a comma."""
        if index + 2 == len(self.links):
            self.looked_ahead = True
        return self.links[index + 1] == COMMA

    def name(self, first: int, last: int) -> str:
        """The words `first` … `last` as one name, white space folded."""
        piece = self.text[self.starts[first] : self.ends[last]]
        return piece if "\n" not in piece and "  " not in piece else " ".join(piece.split())


def _parted(text: str, found: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """The words of the shared scan, those that hold several parted, articles taken in."""
    parted: list[tuple[int, str]] = []
    done = 0
    for index, (start, word) in enumerate(found):
        after_hyphen = start > 2 and text[start - 1] == "-"
        if word.isalnum() and not after_hyphen:
            continue
        parted += found[done:index]
        done = index + 1
        article = article_before(text, start) if after_hyphen else ""
        if article:
            parted.append((start - len(article), article + word))
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
    if word.rpartition("-")[2].islower() and senses_of(word):
        return [(0, word)]  # "Punggye-ri"
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
