"""Finds the numbers of a sentence and tells what each counts: troops, other people, things.

>>> words = Words("23 soldiers and 6 civilians died", 0, 32)
>>> [(item.sort, item.amount.count.value) for item in scan(words, context.accept)]
[('troops', 23), ('person', 6)]
"""

from collections.abc import Callable
from dataclasses import dataclass

from troopfacts.extractors.facts import Measure, Named, Status, When
from troopfacts.extractors.numbers import (
    CARDINALS,
    Amount,
    Number,
    measure_out,
    number_starts,
    read,
)

from .nouns import STOPS, THINGS, Head, find_head, is_person
from .verbs import ADVERBS, base_of, form, is_verb, phrasal
from .words import Words, word_class


@dataclass(slots=True)
class Figure:
    """A number and what it counts. `sort`: troops, bare (no noun follows), person, thing."""

    words: Words
    amount: Amount
    sort: str
    head: Head | None
    first: int
    end: int
    unit: str | None = None
    rule: str = ""
    signs: tuple[str, ...] = ()  # the evidence, where no frame decided
    measure: Measure = "level"
    measure_rule: str = ""
    status: Status = "past"
    status_rule: str = ""
    force: Named | None = None
    force_rule: str = ""
    place: Named | None = None
    place_rule: str = ""
    time: When | None = None
    time_rule: str = ""
    frame: Measure | None = None  # what the figure right before is
    base: "Figure | None" = None  # the figure this one adds to or is part of

    @property
    def beside(self) -> "Figure | None":
        """The base, where it stands in the same sentence."""
        return self.base if self.base is not None and self.base.words is self.words else None

    @property
    def start_offset(self) -> int:
        return self.words.starts[self.first]

    @property
    def end_offset(self) -> int:
        return self.words.ends[self.end - 1]


Accept = Callable[[Words, Head, Amount], bool]


def scan(words: Words, accept: Accept) -> list[Figure]:
    """Every number of a sentence that may count people, from left to right."""
    found: list[Figure] = []
    at, lower = 0, words.lower
    for opener in number_starts(lower):
        if opener < at:
            continue
        at = opener
        number = read(lower, at, between="between" in lower[max(0, at - 3) : at])
        if number is None:
            continue
        if number.kind == "range" and _is_two_levels(lower, number):
            number = read(lower[: number.end], at, ranges=False) or number
        if not _is_count(words, number.first, number.end):
            at = number.end
            continue
        amount = measure_out(lower, number)
        if lower[amount.first] == "over" and amount.first and _is_particle(lower, amount.first):
            amount = measure_out([*lower[: amount.first], ".", *lower[amount.first + 1 :]], number)
        found.append(_classify(words, amount, accept))
        at = max(found[-1].amount.end, number.end)
    return found


def _is_particle(lower: list[str], at: int) -> bool:
    """ "hand over 1,200 detainees" says no "more than 1,200"."""
    return phrasal(lower, at - 1) is not None or lower[at - 1] in ("won", "win", "wins", "winning")


def _is_two_levels(lower: list[str], number: Number) -> bool:
    """ "was raised from 2,000 to 15,000" tells two levels, "ranges from 2,000 to 15,000" one."""
    if lower[number.first - 1 : number.first] == ["from"]:
        start = number.first - 1
    else:
        start = number.first
        while start > 0 and lower[start] != "from" and number.first - start < 4:
            start -= 1
        if lower[start] != "from":
            return False
    stretch = [base_of(word) for word in lower[max(0, start - 14) : start]]
    return not _CHANGES.isdisjoint(stretch) and stretch[-1:] not in (["range"], ["vary"])


def _classify(words: Words, amount: Amount, accept: Accept) -> Figure:
    """What the number counts: a noun that may be troops, another noun, or nothing that is said."""
    end = amount.end + (words.lower[amount.end : amount.end + 1] in (["x"], ["×"]))  # "1 x soldier"
    value = amount.number.low if amount.number.kind == "exact" else None
    head = find_head(words, end, value)
    if head is not None:
        sort = "troops" if accept(words, head, amount) else "person"
        return Figure(words, amount, sort, head, amount.first, head.end, head.unit)
    extra = words.lower[end : end + 1]
    if extra and extra[0] in _EXTRA and end == amount.end:
        after = words.lower[end + 1] if end + 1 < len(words) else "."
        if closes(words, end + 1) or after.endswith("ed"):
            return Figure(words, amount, "bare", None, amount.first, end + 1)
        end += 1
    sort = "thing" if end > len(words) else _sort_of(words, end)
    return Figure(words, amount, sort, None, amount.first, amount.end)


_EXTRA = frozenset({"more", "others", "other", "additional", "further"})


def _sort_of(words: Words, end: int) -> str:
    """bare where no noun follows word `end`, person before civilians, else thing."""
    lower = words.lower
    following = lower[end] if end < len(words) else "."
    if following == "of" and lower[end + 1 : end + 2] and lower[end + 1] not in _OF_KNOWN:
        return "thing"
    if following.endswith(("ing", "ed")) and not THINGS.isdisjoint(words.words[end : end + 3]):
        return "thing"
    if is_person(following) and following != "others":
        return "person"
    if end < len(words) and words.words[end] in THINGS:
        return "thing"
    if closes(words, end):
        return "bare"
    for word in lower[end : end + 4] if following != "-" else ():
        if is_person(word):
            return "person"
        if word in STOPS:
            break
    return "thing"


def closes(words: Words, at: int) -> bool:
    """Whether no noun follows at word `at`, but a mark, a preposition, a verb or a participle."""
    if at >= len(words):
        return True
    word = words.lower[at]
    if word in ("last", "this", "next"):  # "up from 2,500 last week"
        return True
    if word in ('"', "”", "''") and at + 1 < len(words) and words.lower[at + 1].isalpha():
        return closes(words, at + 1)  # "counted '25' coffins"
    if not word[0].isalnum():
        dash = word == "-" and not words.touches(at)
        return dash or word not in ("-", "%", "$", "€", "£", "°", "#", "&", "/", "′", "'s", "’s")
    known = form(word)
    following = words.lower[at + 1] if at + 1 < len(words) else "."
    plural = following[-1] == "s" and following[0].islower() and following not in STOPS
    if word in _ATTRIBUTES and plural and form(following) is None:
        return False  # "14 armed elements"
    if known is not None:  # "1 captured", but "two exits", "two raids", "20 patrol cars"
        return known.kinds != {"third"} and not (
            known.verb.base in _NOUNISH
            and known.kinds <= {"base", "third"}
            and not _ends_phrase(words, at + 1)  # "3,000 fight alongside", "20 patrol cars"
        )
    participle = word.endswith(("ed", "ing")) and len(word) > 4 and not words.capital(at)
    if participle or word in GRADES:  # "215 [pulled] out", "14,000 [active];"
        return _ends_phrase(words, at + 1)
    if word.endswith("ly"):  # but "320 million monthly users"
        return closes(words, at + 1)
    return (
        word in STOPS
        or word in ADVERBS
        or is_verb(word)
        or word in _STATES
        or phrasal(words.lower, at) is not None
    )


_ATTRIBUTES = frozenset({"armed", "equipped", "hired", "masked", "paid", "registered"})
GRADES = frozenset({"active", "active-duty", "joint", "reserve", "regular"})


def _ends_phrase(words: Words, at: int) -> bool:
    if at >= len(words):
        return True
    word = words.lower[at]
    return not word[0].isalnum() or word in STOPS or word in ADVERBS or word in _STATES


_NOUNISH = word_class("verbs that are nouns")
_STATES = word_class("states after a number")

_CURRENCY = word_class("before money")
# "Resolution 1701", "Sector 2", "Air Base 201": a name's number.
_LABELS = word_class("before a label number")
_MONTHS = word_class("months and short months")
_UNITS = word_class("after other counts")
_YEAR_BEFORE = word_class("before a year")


def _is_count(words: Words, first: int, end: int) -> bool:
    """False for dates, money, shares, names, times, ages, model numbers."""
    lower = words.lower
    before = lower[first - 1] if first else ""
    after = lower[end] if end < len(lower) else ""
    verb = first > 1 and (lower[first - 2] in _NUMBERING or lower[first - 2][-1] == "s")
    if before == "number" and verb:
        return after not in _UNITS  # "the rebels, thought to number 90"
    if before in _CURRENCY or (after in _UNITS and not _is_times(words, end)):
        return after == "per" and before not in _CURRENCY
    digits = lower[first][0].isdecimal()
    if digits and before in (".", ":", "/", "'", "’") and words.touches(first):
        return False
    if digits and before in ("-", "–") and first > 1 and lower[first - 2][0].isdigit():
        return False  # "1-2"; a dash after a name ("north–2,000 men") is no range
    if digits and not _ERAS.isdisjoint(lower[end : end + 3]):
        return False  # "from 499 to 493 BC"
    if after in ("a", "per", "each", "every") and lower[end + 1 : end + 2] in _RATES:
        return False  # "30 a day"
    if after == "to" and lower[end + 1 : end + 2] in (["one"], ["1"]):
        return False  # "outnumbered three to one"
    if after == "in" and lower[end + 1 : end + 2] and lower[end + 1] in CARDINALS:
        return False
    if before == "in" and first > 1 and lower[first - 2] in CARDINALS:
        return False  # "nine in ten soldiers"
    if end - first == 3 and digits and _is_telephone(lower[first], lower[end - 1]):
        return False
    if after in ("/", ":") and words.touches(end + 1) and lower[end + 1][0].isdecimal():
        return False
    if after in ("-", "‑") and words.touches(end):
        return end + 1 < len(lower) and lower[end + 1] in _COMPOUNDS
    if before == "," and _is_age(words, first, after):
        return False
    if not digits:
        single = lower[first] == "one" and after in ("of", "another", "day", "time", "more")
        if after == "of" and single and lower[end + 1 : end + 2] in (["them"], ["whom"]):
            return before == ","  # "14 fell, one of them at the ford"
        return not single or (after == "of" and lower[end + 1 : end + 2] in _OF_ONE)
    if before in _LABELS and words.capital(first - 1):
        return False
    if before == "." and first > 1 and lower[first - 2] in _MONTHS and words.capital(first - 2):
        return not (len(lower[first]) <= 2 and lower[first].isdecimal())  # "Jan. 28"
    if (before in _MONTHS or after in _MONTHS) and lower[first].isdecimal() and end - first == 1:
        if int(lower[first]) <= 31:
            return not (words.capital(first - 1) if before in _MONTHS else words.capital(end))
        return False
    return not (_is_year(lower[first]) and end - first == 1 and _reads_as_year(words, first, end))


def _is_times(words: Words, end: int) -> bool:
    """ "1 x soldier", as situation reports count."""
    return words.lower[end] in ("x", "×") and words.words[end + 1 : end + 2][0:1] != []


_CHANGES = word_class("verbs of change")
_OF_KNOWN = word_class("determiners after of") | {"them", "whom", "which", "us", "ours", "theirs"}
_COMPOUNDS = word_class("compounds of a count")


_OF_ONE = (["the"], ["its"], ["their"], ["our"])
_ERAS = frozenset({"bc", "bce", "ad", "b.c", "b.c.", "a.d."})
_NUMBERING = frozenset({"to", "now", "they", "still", "who", "that", "may", "could", "would"})
_RATES = (["day"], ["week"], ["month"], ["hour"], ["night"])


def _is_telephone(one: str, other: str) -> bool:
    """ "555-0147"."""
    return len(one) == 3 and len(other) == 4 and (one + other).isdecimal()


def _is_age(words: Words, first: int, after: str) -> bool:
    """ "Sgt. Owen Blake, 43, and Sgt. Luis Ortega, 35."."""
    short = len(words.lower[first]) == 2 and words.lower[first].isdecimal()
    named = first > 2 and words.capital(first - 2) and words.capital(first - 3)
    return short and named and after in (",", ".", "and", "of", "from", "who")


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isdecimal() and 1000 <= int(word) <= 2100


def _reads_as_year(words: Words, first: int, end: int) -> bool:
    """A bare four-digit number is a year unless a noun claims it: "in 2014", but "1500 troops"."""
    lower = words.lower
    before = lower[first - 1] if first else ""
    if before in _YEAR_BEFORE or before in _MONTHS or before in (",", "(", "-", "–", "/"):
        return 1700 <= int(lower[first]) <= 2100 or before in ("in", "since", "until")
    return closes(words, end) and 1700 <= int(lower[first]) <= 2100
