"""A phrase that a pattern found, and the words around it.

>>> phrase.number("month")  # of "Sept. 30", found by "{month:month_short} [_.] {day:day}"
9
"""

from functools import cache
from typing import NamedTuple

from .readings import Passage
from .words import LETTERS, OTHER, class_letters, guards, meaning

TENSE_WINDOW = 10  # words
TERM_WINDOW = 4
SAID = class_letters()["said"]

MODS = {
    "early": "START", "start": "START", "beginning": "START", "outset": "START",
    "mid": "MID", "middle": "MID",
    "late": "END", "end": "END", "close": "END",
    "first": "START", "last": "END", "latter": "END",
    "earlier": "BEFORE", "later": "AFTER",
    "about": "APPROX", "around": "APPROX", "approximately": "APPROX", "roughly": "APPROX",
    "circa": "APPROX", "ca": "APPROX",
}  # fmt: skip


@cache
def tenses() -> dict[str, str]:
    """ "will" -> "future", "said" -> "past"."""
    return {word: tense for tense in ("future", "past") for word in guards(tense)}


class Match(NamedTuple):
    """Where a pattern matched in a run of letters, and which of its named parts."""

    start: int
    end: int
    parts: dict[str, tuple[int, int]]


class Phrase:
    """What a pattern found: words by the names of the pattern."""

    __slots__ = ("base", "end", "parts", "passage", "start", "tokens")

    def __init__(self, passage: Passage, match: Match, base: int) -> None:
        self.passage = passage
        self.tokens = passage.tokens
        self.base = base  # the token at which the run of letters begins
        first, last, self.parts = match
        self.start = base + first
        self.end = base + last

    def has(self, name: str) -> bool:
        """Whether the part called `name` is there."""
        return name in self.parts

    def word(self, name: str) -> str:
        """The part called `name`, lower case; "" where it is not there."""
        if name not in self.parts:
            return ""
        first, last = self.parts[name]
        base = self.base
        if last == first + 1:
            return self.tokens[base + first].lower()
        return "".join(self.tokens[base + first : base + last]).lower()

    def value(self, name: str) -> str:
        """What the word called `name` means ("March" -> "3"); "" where it is not there."""
        if name not in self.parts:
            return ""
        return meaning(self.tokens[self.base + self.parts[name][0]])

    def number(self, name: str) -> int:
        """The same as a number."""
        return int(meaning(self.tokens[self.base + self.parts[name][0]]))

    def optional(self, name: str) -> int | None:
        """The same, None where it is not there."""
        return self.number(name) if name in self.parts else None

    def at(self, name: str) -> int:
        """The first token of the part called `name`."""
        return self.base + self.parts[name][0]

    def after(self, name: str) -> int:
        """The token after the part called `name`."""
        return self.base + self.parts[name][1]

    def token(self, place: int) -> str:
        """The token at a place; "" outside the text."""
        return self.passage.token(place)

    def letter(self, place: int) -> str:
        """Its letter; "" outside the text."""
        return self.passage.letter(place)

    @property
    def mod(self) -> str | None:
        """What "early", "mid-", "the end of", "later", "about" before a date make of it."""
        for name in ("mod", "shift", "about"):
            if name in self.parts:
                for word in self.word(name).replace("-", " ").split():
                    if word in MODS:
                        return MODS[word]
        return None

    @property
    def opens_sentence(self) -> bool:
        """Whether it is a sentence's first or second word."""
        start = self.start
        return not self.token(start - 3) or any(
            self.letter(place) in (OTHER, ".") for place in (start - 1, start - 3)
        )

    @property
    def is_bare_unit(self) -> bool:
        """Whether it is a singular unit without a number: "year-earlier", not "years earlier"."""
        counted = self.has("number") or self.has("vague") or self.has("single")
        return not counted and not self.word("unit").endswith("s")

    @property
    def end_of_first(self) -> int:
        """Where the first of two dates ends: "May 5" of "May 5-7" and of "May 5 and 7"."""
        joined = self.token(self.at("last") - 2).lower() in ("and", "to", "through")
        return self.at("last") - (3 if joined else 1)

    @property
    def text(self) -> str:
        """All of it, lower case."""
        return "".join(self.tokens[self.start : self.end]).lower()

    @property
    def previous(self) -> str:
        """The word before, lower case."""
        place = self.start - 2
        if place >= self.passage.low:
            return self.tokens[place].lower()
        return self.passage.token(place).lower()

    @property
    def following(self) -> str:
        """The word after, lower case."""
        place = self.end + 1
        if place < self.passage.stop:
            return self.tokens[place].lower()
        return self.passage.token(place).lower()

    @property
    def names_event(self) -> bool:
        """Whether its last word begins a name: "the Winter War", "the October Revolution"."""
        event = self.gap_behind == " " and self.token(self.end + 1) in guards("event")
        return event and self.token(self.end - 1).istitle()

    @property
    def possessive(self) -> bool:
        """Whether "'s" follows."""
        return self.gap_behind == "'" and self.following == "s"

    @property
    def tense(self) -> str:
        """What the nearest telling word before speaks of: "future" ("will", "until"), "past"
        ("said"), or "" where none stands in the sentence near it."""
        return self._tense(self._before, 1)

    @property
    def happened(self) -> bool:
        """Whether a verb of the past is right before: "was wounded on Jan. 14", "sailed in May";
        not "to be completed in May", "is expected in May"."""
        if self.previous not in ("on", "in"):
            return False
        verb, helper = self.token(self.start - 4), self.token(self.start - 6)
        past = tenses().get(verb, "past" if verb.endswith("ed") and verb.islower() else "")
        return past == "past" and helper not in ("be", "a", "an", "the")

    @property
    def is_term(self) -> bool:
        """Whether "by" ends what is asked or planned: "told to leave by Friday", "ordered that he
        be freed by Friday"; not "fell to rebels by Friday"."""
        token = self.token
        for verb in range(self.start - 4, self.start - 4 - 2 * TERM_WINDOW, -2):
            if self.letter(verb + 1) != " " or not token(verb).islower() or not token(verb - 3):
                return False
            if token(verb - 2) == "to":
                return token(verb - 4) == "told" or tenses().get(token(verb - 4)) != "past"
            if token(verb - 2) == "be":
                return True
        return False

    @property
    def tense_behind(self) -> str:
        """The same of the first telling word behind."""
        return self._tense(self._behind, -1)

    @property
    def tense_told(self) -> str:
        """The same of what is said, before it and else behind, whoever said it when: "He said by
        June the base would be empty"."""
        before = self._tense(self._before, 1, saying=False)
        return before or self._tense(self._behind, -1, saying=False)

    @property
    def _before(self) -> range:
        return range(self.start - 2, self.start - 2 - 2 * TENSE_WINDOW, -2)

    @property
    def _behind(self) -> range:
        return range(self.end + 1, self.end + 2 * TENSE_WINDOW, 2)

    def _tense(self, places: range, gap: int, saying: bool = True) -> str:
        """The first telling word of some places, as far as the sentence goes."""
        known = tenses()
        for place in places:
            if self.letter(place + gap) in ("", OTHER, "."):
                return ""
            word = self.token(place)
            if not saying and LETTERS[word] == SAID:
                continue
            if telling := known.get(word if word == "May" else word.lower()):
                return telling
            if (
                word.endswith("ed")
                and word.islower()
                and self.token(place - 2) not in ("be", "a", "an", "the", "still")
            ):
                return "past"  # but "will be named", "a planned"
        return ""

    @property
    def gap_before(self) -> str:
        """The letter of the gap before the phrase; "" at the text's beginning."""
        place = self.start - 1
        return self.passage.codes[place] if place >= self.passage.low else self.letter(place)

    @property
    def gap_behind(self) -> str:
        """The letter of the gap behind the phrase; "" at the text's end."""
        place = self.end
        return self.passage.codes[place] if place < self.passage.stop else self.letter(place)
