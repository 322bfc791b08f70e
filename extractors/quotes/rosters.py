"""The people and bodies a document names in full, to find whom "Holt" and "the Ministry" mean.

>>> roster = Roster(Document("a.txt", "Col. Dana Ray Holt spoke. Holt left."))
>>> roster.full("Holt", before=26)
Entry(name='Dana Ray Holt', start=5, gender='u')
"""

import re
from bisect import insort
from collections.abc import Iterator
from functools import cache, lru_cache
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


class Roster:
    """Full names by their last word, and longer runs of capitals by their first and last."""

    def __init__(self, document: Document) -> None:
        self.people: dict[str, list[Entry]] = {}
        self.named: list[Entry] = []  # in order
        self._runs: list[list[tuple[int, str]]] = list(_runs(document))
        self._bodies: dict[str, str | None] = {}
        self._text = document.text
        for run in self._runs:
            self._add(run)

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

    def _add(self, run: list[tuple[int, str]]) -> None:
        """What follows a run's last title, or begins with a first name, is a person."""
        text = self._text
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
                if run[first][1].isupper() and self.is_first_name(run[first][1]):
                    break
                first += 1
            before = text[max(0, run[0][0] - 30) : run[0][0]].rstrip().rpartition(" ")[2].lower()
            if before in titles():
                first = 0 if first == last_index else first
                introduced = first == 0
                gender = titles()[before] if introduced else ""
            elif first == last_index:
                return
        name = run[first:]
        last = _NAME_END.sub("", name[-1][1])
        person = introduced or self.is_first_name(name[0][1])
        if person and len(name) > 1 and last not in organisations() and not last[0].isdigit():
            self._enter(text, name, last, gender)

    def is_first_name(self, word: str) -> bool:
        return bool(_gender(word) or (word.isupper() and _gender(_cased(word))))

    def _enter(self, text: str, name: list[tuple[int, str]], last: str, gender: str) -> None:
        full = _slice(text, name)
        first = name[0][1]
        if full.isupper():
            full, first = _cased(full), _cased(first)
        self.enter(Entry(full, name[0][0], gender or _gender(first) or "u"), first, last)

    def enter(self, entry: Entry, first: str, last: str) -> None:
        """Know a person by the first or last word of the name."""
        if self.named and entry.start < self.named[-1].start:
            insort(self.named, entry, key=lambda one: one.start)
        else:
            self.named.append(entry)
        keys = {last.lower(), last.rpartition("-")[2].lower()}
        if _is_family_first(first):
            keys.add(first.lower())
        for key in keys:
            known = self.people.setdefault(key, [])
            if len(known) < _MOST and all(one.name != entry.name for one in known):
                known.append(entry)


def _runs(document: Document) -> Iterator[list[tuple[int, str]]]:
    """Runs of two capitalised words and more, as (start, word)."""
    text = document.text
    run: list[tuple[int, str]] | None = None
    last = (0, "")
    end = -12
    for one in document.words:
        start, word = one
        gap = start - end
        if gap == 1:
            joined = text[end] in " -"
        elif gap > 11:
            joined = False
        else:
            joined = _JOINT.fullmatch(text, end, start) is not None
            if joined and text[end] == "." and len(last[1]) > 1:
                joined = last[1].lower() + "." in titles()  # after "Gen", not after "left"
        if joined:
            if run is None:
                run = [last, one]
            else:
                run.append(one)
        elif run is not None:
            yield run
            run = None
        last = one
        end = start + len(word)
    if run is not None:
        yield run


def _is_family_first(word: str) -> bool:
    """Whether a name's first word may be the family's: "Park Seo-yun", later "Park"."""
    return _gender(word) == "u"


def _slice(text: str, run: list[tuple[int, str]]) -> str:
    last = run[-1]
    return _NAME_END.sub("", text[run[0][0] : last[0] + len(last[1])])


def _cased(name: str) -> str:
    """ "MINISTRY OF INTERIOR" as in running text: "Ministry of Interior"."""
    small = ("of", "and", "the", "for", "de", "la")
    parts = [word.lower() if word.lower() in small else word.capitalize() for word in name.split()]
    return " ".join(parts)
