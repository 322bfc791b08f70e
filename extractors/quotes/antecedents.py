"""Whom a sentence speaks of first, for the "he" or "the minister" of a later one.

>>> Antecedents(document, roster).before(60, after=0, gender="m")  # "Holt left. “Never,” he said."
Entry(name='Jan Holt', start=0, gender='m')
"""

import re
from bisect import bisect_right

from troopfacts.extractors.document import Document
from troopfacts.extractors.lexicons import words

from .rosters import Entry, Roster, capitals

_OPENING = 90  # characters of a sentence in which its first person is looked for
_BACK = 6  # sentences
_QUOTED = ("“", '"', "”", "''", "‘")
_OWNED = re.compile(r"['’]s?$")
# Offices that one person holds: "the president" is nobody who is known to be something else.
_OFFICES = frozenset(
    ("president", "minister", "premier", "chancellor", "king", "queen", "prince", "governor")
) | frozenset(("mayor", "senator", "secretary", "ambassador", "chairman", "chairwoman", "pope"))
_SAME = {"premier": "prime minister", "spokesperson": "spokes"}


class Antecedents:
    """The people that sentences open with."""

    def __init__(self, document: Document, roster: Roster) -> None:
        self._document = document
        self._roster = roster
        self._openers: dict[int, Entry | None] = {}

    def before(self, at: int, after: int, gender: str = "u") -> tuple[int, Entry] | None:
        """The last person that a sentence between two offsets opens with, and where."""
        sentences = self._document.sentences
        number = self._document.sentence_index(at)
        for index in range(number, max(-1, number - _BACK), -1):
            start, end = sentences[index]
            if end <= after:
                return None
            if start not in self._openers:
                self._openers[start] = self._opener(start, end)
            entry = self._openers[start]
            if entry is None or not after < entry.start < at:
                continue
            if "u" in (gender, entry.gender) or entry.gender == gender:
                return entry.start, entry
        return None

    def _opener(self, start: int, end: int) -> Entry | None:
        """The first person named in a sentence; his entry stands at this mention."""
        text = self._document.text
        if text.startswith(_QUOTED, start):
            return None
        for at, word in capitals(text, start, min(end, start + _OPENING)):
            if _OWNED.search(word) or not (entry := self._roster.full(word, at)):
                continue
            following = text[at + len(word) : at + len(word) + 2]
            if following[:1] == " " and following[1:].isupper():
                continue
            front = text[start:at]
            if any(mark in front for mark in _QUOTED) or _has_verb(front):
                return None
            return entry._replace(start=at)
        return None

    def holder(self, role: str, at: int) -> Entry | None:
        """Who was last named with a role before an offset: "Premier Ana White", "White, mayor"."""
        wanted = _SAME.get(role, role)
        people = self._roster.named
        first = bisect_right(people, at, key=lambda entry: entry.start)
        for entry in reversed(people[max(0, first - 40) : first]):
            if wanted in self.roles(entry):
                return entry
        return None

    def fits(self, role: str, entry: Entry) -> bool:
        """Whether somebody may be "the <role>": not where his full mention gives another one."""
        if role not in _OFFICES:
            return True
        first = self._roster.full(entry.name.rpartition(" ")[2], entry.start)
        return first is None or not self.roles(first).strip(" .,“”\"'0123456789")

    def roles(self, entry: Entry) -> str:
        """What is said right before a full name and right after it, in lower case."""
        text = self._document.text
        before = text[max(0, entry.start - 40) : entry.start]
        cut = max(before.rfind(mark) for mark in (". ", ", ", "\n", "”", '"', "("))
        end = entry.start + len(entry.name)
        after = text[end : end + 60] if text[end : end + 2] in (", ", " (") else ""
        after = re.split(r"[.;)”\"\n]|(?<=.),", after, maxsplit=1)[0]
        return (before[cut + 1 :] + after).lower()


def _has_verb(front: str) -> bool:
    """Whether a finite verb stands in what precedes a name: "His successor is Holt"."""
    known = words("clause_words", "class")
    return any(known.get(word) in ("auxiliary", "modal") for word in front.lower().split())
