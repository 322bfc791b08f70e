"""A phrase that a pattern found, and the words around it.

>>> phrase.number("month")  # of "Sept. 30", found by "{month:month_short} [_.] {day:day}"
9
"""

from functools import cache
from typing import NamedTuple

from .words import OTHER, VALUES, Reading, class_letters, guards

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

    __slots__ = ("base", "end", "parts", "reading", "start")

    def __init__(self, reading: Reading, match: Match, base: int) -> None:
        self.reading = reading
        self.parts = match.parts
        self.base = base  # the token at which the run of letters begins
        self.start = base + match.start
        self.end = base + match.end

    def has(self, name: str) -> bool:
        """Whether the part called `name` is there."""
        return name in self.parts

    def word(self, name: str) -> str:
        """The part called `name`, lower case; "" where it is not there."""
        if name not in self.parts:
            return ""
        first, last = self.parts[name]
        base, tokens = self.base, self.reading.tokens
        if last == first + 1:
            return tokens[base + first].lower()
        return "".join(tokens[base + first : base + last]).lower()

    def value(self, name: str) -> str:
        """What the word called `name` means ("March" -> "3"); "" where it is not there."""
        return VALUES[self.reading.tokens[self.at(name)]] if name in self.parts else ""

    def number(self, name: str) -> int:
        """The same as a number."""
        return int(self.value(name))

    def optional(self, name: str) -> int | None:
        """The same, None where it is not there."""
        return int(self.value(name)) if name in self.parts else None

    def at(self, name: str) -> int:
        """The first token of the part called `name`."""
        return self.base + self.parts[name][0]

    def after(self, name: str) -> int:
        """The token after the part called `name`."""
        return self.base + self.parts[name][1]

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
        codes, start = self.reading.codes, self.start
        return (
            start < 3
            or OTHER in (codes[start - 1], codes[start - 3])
            or ("." in (codes[start - 1], codes[start - 3]))
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
        return "".join(self.reading.tokens[self.start : self.end]).lower()

    @property
    def previous(self) -> str:
        """The word before, lower case."""
        return self.token(self.start - 2).lower()

    @property
    def following(self) -> str:
        """The word after, lower case."""
        return self.token(self.end + 1).lower()

    @property
    def possessive(self) -> bool:
        """Whether "'s" follows."""
        return self.following == "s" and self.token(self.end) in ("'", "’")

    @property
    def tense(self) -> str:
        """What the nearest telling word before speaks of: "future" ("will", "until"), "past"
        ("said"), or "" where none stands in the sentence near it."""
        first = max(-1, self.start - 2 - 2 * TENSE_WINDOW)
        return self._tense(range(self.start - 2, first, -2), 1)

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
        tokens, codes = self.reading.tokens, self.reading.codes
        for verb in range(self.start - 4, max(3, self.start - 4 - 2 * TERM_WINDOW), -2):
            if codes[verb + 1] != " " or not tokens[verb].islower():
                return False
            if tokens[verb - 2] == "to":
                return tokens[verb - 4] == "told" or tenses().get(tokens[verb - 4]) != "past"
            if tokens[verb - 2] == "be":
                return True
        return False

    @property
    def tense_behind(self) -> str:
        """The same of the first telling word behind."""
        last = min(len(self.reading.tokens), self.end + 2 * TENSE_WINDOW)
        return self._tense(range(self.end + 1, last, 2), -1)

    @property
    def tense_told(self) -> str:
        """The same of what is said, before it and else behind, whoever said it when: "He said by
        June the base would be empty"."""
        first = max(-1, self.start - 2 - 2 * TENSE_WINDOW)
        last = min(len(self.reading.tokens), self.end + 2 * TENSE_WINDOW)
        before = self._tense(range(self.start - 2, first, -2), 1, saying=False)
        return before or self._tense(range(self.end + 1, last, 2), -1, saying=False)

    def _tense(self, places: range, gap: int, saying: bool = True) -> str:
        """The first telling word of some places, as far as the sentence goes."""
        tokens, codes, known = self.reading.tokens, self.reading.codes, tenses()
        for place in places:
            if codes[place + gap] in (OTHER, "."):
                return ""
            if not saying and codes[place] == SAID:
                continue
            word = tokens[place]
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
        return self.reading.codes[max(0, self.start - 1) : self.start]

    @property
    def gap_behind(self) -> str:
        """The letter of the gap behind the phrase; "" at the text's end."""
        return self.reading.codes[self.end : self.end + 1]

    def token(self, place: int) -> str:
        """The token at a place; "" outside the text."""
        tokens = self.reading.tokens
        return tokens[place] if 0 <= place < len(tokens) else ""
