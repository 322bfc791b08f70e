"""The people and bodies a document names in full, to find whom "Holt" and "the Ministry" mean.

>>> roster = Roster(Document("a.txt", "Col. Dana Ray Holt spoke. Holt left."))
>>> roster.full("Holt", before=26)
Entry(name='Dana Ray Holt', start=5, gender='u')
"""

import re
from bisect import insort
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from msgspec import Struct

from troopfacts.extractors.document import Document
from troopfacts.extractors.lexicons import row, words

from .phrases import titles

# A word with a leading capital or digit: "U.S" without its last dot, "Iraq" without its "'s".
_WORD = r"[A-Z0-9À-ÖØ-ÞĀ-ɏḀ-ỿ]\w*+(?:[-.,'’](?!s\b)\w++)*"
# What may stand between two parts of a name: "Ahmed al-Sharaa", "J. Smith", "Mihai de la Cruz".
_JOINT = r"""
    (?: \.?[ ] (?: (?:al|el|ul|as|ash|an|ad|ar|az)-
                | (?: (?:de|da|di|del|della|van|von|der|den|bin|ibn|bint|abu|la|le|du|dos)[ ] ){1,2}
              )?
      | -
    )"""
_WHOLE = r"(?! [-.,'’](?!s\b)\w)"  # not "Al" of "Al-Qaeda"
_RUN = re.compile(f"{_WORD}{_WHOLE}(?:{_JOINT}{_WORD}{_WHOLE})+", re.X)
_WORDS = re.compile(_WORD)
_LONGEST = 40  # letters of a word that goes on past a stretch
_MOST = 40  # names that share a last word, of which "Holt" may be short: bounds every look-up
_NAME_END = re.compile(r"['’]s?$")


class Entry(NamedTuple):
    """A full name; `gender` f, m, or u where nothing tells."""

    name: str
    start: int
    gender: str


@lru_cache(maxsize=50_000)
def _gender(word: str) -> str:
    """f, m or u of a first name; "" of any other word."""
    return row("first_names", word).get("gender", "")


@cache
def _capital_titles() -> dict[str, str]:
    """ "President", "Gen" -> the gender a title gives away, or ""."""
    return {title.rstrip(".").capitalize(): gender for title, gender in titles().items()}


@cache
def organisations() -> dict[str, str]:
    """Words that end the names of organisations: "Times", "University"."""
    return words("location_organisations", "kind")


class Name(Struct, gc=False):
    """The person in a run of capitals: where the name starts in it, its first and last word."""

    at: int
    full: str
    first: str
    last: str
    gender: str


class Roster:
    """Full names by their last word, and longer runs of capitals by their first and last."""

    def __init__(self, document: Document) -> None:
        self.people: dict[str, list[Entry]] = {}
        self.named: list[Entry] = []  # in order
        self._runs: list[tuple[int, str]] = list(_runs(document.text))
        self._bodies: dict[str, str | None] = {}
        self._text = text = document.text
        for start, run in self._runs:
            key = (run, _title_before(text, start))
            name = _NAMES.get(key, _UNREAD)
            if name is _UNREAD:
                name = _remembered(key)
            if name is not None:
                self.enter(Entry(name.full, start + name.at, name.gender), name.first, name.last)

    def full(self, word: str, before: int, written: str = "") -> Entry | None:
        """The fullest name that ends in a word, before an offset if there is one; where two
        share it, the one that is written out."""
        found = self.people.get(word.lower())
        if not found:
            return None
        if written:
            same = [entry for entry in found if entry.name == written]
            if same:
                return same[0]
        earlier = [entry for entry in found if entry.start <= before] or found
        return max(earlier, key=lambda entry: entry.name.count(" "))

    def body(self, word: str) -> str | None:
        """The longest run of capitals that begins or ends with a word: "Brigade", "Ministry"."""
        low = word.lower()
        if low not in self._bodies:
            self._bodies[low] = self._body(low)
        return self._bodies[low]

    def _body(self, low: str) -> str | None:
        found = [
            name
            for _, run in self._runs
            if low in (name := _NAME_END.sub("", run)).lower()
            and low in (_WORDS.findall(run)[0].lower(), _last_word(name).lower())
        ]
        if not found:
            return None
        name = max(found, key=len).removeprefix("The ").removeprefix("THE ")
        return _cased(name) if name.isupper() and " " in name else name

    def enter(self, entry: Entry, first: str, last: str) -> None:
        """Know a person by the first or last word of the name."""
        if self.named and entry.start < self.named[-1].start:
            insort(self.named, entry, key=lambda one: one.start)
        else:
            self.named.append(entry)
        for key in _keys(first, last):
            known = self.people.setdefault(key, [])
            if len(known) < _MOST and all(one.name != entry.name for one in known):
                known.append(entry)


_UNREAD = Name(0, "", "", "", "")
# Runs of capitals, each with the title before it, and the person they name.
_NAMES: dict[tuple[str, str], Name | None] = {}
_MOST_NAMES = 20_000  # remembered; then all are forgotten, to keep memory flat


def _remembered(key: tuple[str, str]) -> Name | None:
    if len(_NAMES) >= _MOST_NAMES:
        _NAMES.clear()
    name = _NAMES[key] = _name(*key)
    return name


@cache
def _title_ends() -> frozenset[str]:
    """The last two letters of titles: most words before a name have others."""
    return frozenset(title[-2:] for title in titles())


def _title_before(text: str, start: int) -> str:
    """The title in small letters right before an offset: "spokesman [Jan Holt]"; else ""."""
    if start < 2 or text[start - 1] not in " \n" or text[start - 2] in ',)"”’':
        return ""
    word = text[max(0, start - 30) : start].rstrip().rpartition(" ")[2].lower()
    return word if word in titles() else ""


def _name(text: str, title: str) -> Name | None:
    """What follows a run's last title, or begins with a first name, is a person."""
    run = [(match.start(), match[0]) for match in _WORDS.finditer(text)]
    capital_titles = _capital_titles()
    first, gender, introduced = 0, "", False
    for index, (_, word) in enumerate(run[:-1]):
        if index == first and len(word) > 1 and word.isupper():
            word = word.capitalize()  # "MAJ. GEN. DAN COLBY"
        if word in capital_titles:
            introduced, first = True, index + 1
            gender = capital_titles[word] or gender
    if not introduced:
        last_index = len(run) - 1
        while first < last_index and not _gender(run[first][1]):
            if run[first][1].isupper() and is_first_name(run[first][1]):
                break
            first += 1
        if title:
            first = 0 if first == last_index else first
            introduced = first == 0
            gender = titles()[title] if introduced else ""
        elif first == last_index:
            return None
    name = run[first:]
    last = _NAME_END.sub("", name[-1][1])
    opening = name[0][1]
    if not (introduced or is_first_name(opening)):
        return None
    if len(name) < 2 or last in organisations() or last[0].isdigit():
        return None
    at = name[0][0]
    full = _NAME_END.sub("", text[at:])
    if full.isupper():
        full, opening = _cased(full), _cased(opening)
    return Name(at, full, opening, last, gender or _gender(opening) or "u")


def is_first_name(word: str) -> bool:
    return bool(_gender(word) or (word.isupper() and _gender(_cased(word))))


@lru_cache(maxsize=20_000)
def _keys(first: str, last: str) -> frozenset[str]:
    """What a person may be called for short, in lower case."""
    keys = {last.lower(), last.rpartition("-")[2].lower()}
    if _gender(first) == "u":  # the family's name may come first: "Park Seo-yun", later "Park"
        keys.add(first.lower())
    return frozenset(keys)


def capitals(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """Where each word with a leading capital or digit starts in a stretch of text, and the word."""
    for match in _WORDS.finditer(text, start, min(len(text), end + _LONGEST)):
        if match.start() >= end:
            return
        yield match.start(), match[0]


def _runs(text: str) -> Iterator[tuple[int, str]]:
    """Runs of two capitalised words and more: where they start, and as they are written."""
    for match in _RUN.finditer(text):
        run, start = match[0], match.start()
        if ". " not in run:
            yield start, run
            continue
        first = 0
        words = list(_WORDS.finditer(run))
        for before, after in pairwise(words):
            # A dot ends a sentence, but for that of "Gen." and "J.".
            ends = run[before.end()] == "." and before.end() < after.start()
            word = before[0]
            if ends and len(word) > 1 and word.lower() + "." not in titles():
                if before.start() > first:
                    yield start + first, run[first : before.end()]
                first = after.start()
        if words[-1].start() > first:
            yield start + first, run[first:]


def _last_word(name: str) -> str:
    found: list[str] = _WORDS.findall(name)
    return found[-1]


def _cased(name: str) -> str:
    """ "MINISTRY OF INTERIOR" as in running text: "Ministry of Interior"."""
    small = ("of", "and", "the", "for", "de", "la")
    parts = [word.lower() if word.lower() in small else word.capitalize() for word in name.split()]
    return " ".join(parts)
