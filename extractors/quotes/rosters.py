"""The people and bodies a document names in full, to find whom "Holt" and "the Ministry" mean.

>>> roster = Roster(Document("a.txt", "Col. Dana Ray Holt spoke. Holt left."))
>>> roster.full("Holt", before=26)
Entry(name='Dana Ray Holt', start=5, gender='u')
"""

import re
from bisect import insort
from collections.abc import Iterator
from functools import cache, lru_cache
from operator import sub
from typing import NamedTuple

from troopfacts.extractors.document import Document
from troopfacts.extractors.lexicons import row, words

from .phrases import titles

# What may stand between two parts of a name: "Ahmed al-Sharaa", "J. Smith", "Mihai de la Cruz".
_JOINT = re.compile(
    r"""
    \.?[ ] (?: (?:al|el|ul|as|ash|an|ad|ar|az)-
             | (?: (?:de|da|di|del|della|van|von|der|den|bin|ibn|bint|abu|la|le|du|dos)[ ] ){1,2}
           )?
    | -
    """,
    re.X,
)
_JOINTS = frozenset((" ", "-"))  # the commonest
_WIDEST = 12  # characters between two words of a run: " van der "
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


class Name(NamedTuple):
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
        self._runs: list[list[tuple[int, str]]] = list(_runs(document))
        self._bodies: dict[str, str | None] = {}
        self._text = text = document.text
        for run in self._runs:
            start = run[0][0]
            last_start, last = run[-1]
            key = (text[start : last_start + len(last)], _title_before(text, start))
            name = _NAMES.get(key, _UNREAD)
            if name is _UNREAD:
                name = _remembered(key, run)
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
            _slice(self._text, run)
            for run in self._runs
            if low in (run[0][1].lower(), _NAME_END.sub("", run[-1][1]).lower())
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


def _remembered(key: tuple[str, str], run: list[tuple[int, str]]) -> Name | None:
    if len(_NAMES) >= _MOST_NAMES:
        _NAMES.clear()
    name = _NAMES[key] = _name(*key, run)
    return name


def _title_before(text: str, start: int) -> str:
    """The title in small letters right before an offset: "spokesman [Jan Holt]"; else ""."""
    if start < 2 or text[start - 1] not in " \n" or text[start - 2] in ',)"”’':
        return ""
    word = text[max(0, start - 30) : start].rstrip().rpartition(" ")[2].lower()
    return word if word in titles() else ""


def _name(text: str, title: str, run: list[tuple[int, str]]) -> Name | None:
    """What follows a run's last title, or begins with a first name, is a person."""
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
    at = name[0][0] - run[0][0]
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


def _runs(document: Document) -> Iterator[list[tuple[int, str]]]:
    """Runs of two capitalised words and more, as (start, word)."""
    text, words = document.text, document.words
    starts = [start for start, _ in words]
    ends = [start + len(word) for start, word in words]
    gaps = map(sub, starts[1:], ends)
    first = last = -1  # of the run, as numbers of words
    for number in [number for number, gap in enumerate(gaps, 1) if gap < _WIDEST]:
        gap = text[ends[number - 1] : starts[number]]
        if gap not in _JOINTS and not _is_joint(gap, words[number - 1][1]):
            continue
        if last == number - 1:
            last = number
            continue
        if last > 0:
            yield words[first : last + 1]
        first, last = number - 1, number
    if last > 0:
        yield words[first : last + 1]


def _is_joint(gap: str, before: str) -> bool:
    if gap[:1] not in " .-" or not _JOINT.fullmatch(gap):
        return False
    # A dot ends a sentence, but for that of "Gen." and "J.".
    return gap[0] != "." or len(before) < 2 or before.lower() + "." in titles()


def _slice(text: str, run: list[tuple[int, str]]) -> str:
    last = run[-1]
    return _NAME_END.sub("", text[run[0][0] : last[0] + len(last[1])])


def _cased(name: str) -> str:
    """ "MINISTRY OF INTERIOR" as in running text: "Ministry of Interior"."""
    small = ("of", "and", "the", "for", "de", "la")
    parts = [word.lower() if word.lower() in small else word.capitalize() for word in name.split()]
    return " ".join(parts)
