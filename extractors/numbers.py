"""Numbers as people write them.

>>> CARDINALS["twenty-five"]
25
>>> read(["up", "to", "30", "-", "35,000", "troops"], 2)
Number(first=2, end=5, low=30000, high=35000, kind='range')
>>> measure_out(["up", "to", "30", "-", "35,000", "troops"], read([...], 2)).count
Count(value=35000, min=None, max=35000, qualifier='up_to')

Works on the lower-case words of a sentence (numbers, words and punctuation marks each a word). A
number is read from its first word onwards, never looked for, so that the work is linear.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

from .facts import Count, Qualifier
from .lexicons import table

_ONES = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
_ONES += ["eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"]
_ONES += ["eighteen", "nineteen"]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]

# "one" … "ninety-nine", lower case, hyphenated.
CARDINALS: dict[str, int] = {word: value for value, word in enumerate(_ONES)}
for _place, _ten in enumerate(_TENS, start=2):
    CARDINALS[_ten] = 10 * _place
    for _one in range(1, 10):
        CARDINALS[f"{_ten}-{_ONES[_one]}"] = 10 * _place + _one

SCALES: dict[str, int] = {
    "hundred": 100,
    "thousand": 1_000,
    "million": 1_000_000,
    "billion": 1_000_000_000,
}

# "three dozen", "a score": scales of a count of heads, not of a year or a price.
GROUPS: dict[str, int] = {"dozen": 12, "score": 20, "lakh": 100_000} | SCALES

# "dozens of troops" is at least the base word's dozen.
INDEFINITE: dict[str, int] = {
    "tens": 10,
    "dozens": 12,
    "scores": 20,
    "hundreds": 100,
    "thousands": 1_000,
    "millions": 1_000_000,
    "billions": 1_000_000_000,
}

# "several hundred", "a few dozen": no number of their own.
_VAGUE = frozenset({"several", "few", "couple", "many"})
# Words a number can begin with; the rest of the words are never looked at.
_OPENERS = frozenset(CARDINALS) | frozenset(GROUPS) | frozenset(INDEFINITE) | _VAGUE
_OPENERS |= {"half"}
_MAX_WORDS = 14  # of one number: "one hundred and …" without end stays linear
_MAX_DIGITS = 15

Value = int | float


class Number(NamedTuple):
    """Words `first` to `end` (exclusive); an exact number has `low` only, an indefinite one too."""

    first: int
    end: int
    low: Value
    high: Value | None
    kind: Literal["exact", "range", "indefinite"]


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its modifiers: words `first` to `end`; `marks` names the neutral ones."""

    first: int
    end: int
    count: Count
    number: Number
    marks: frozenset[str]


class _Simple(NamedTuple):
    end: int
    value: Value
    scale: int  # of its last word: 1,000 in "two thousand", else 1
    indefinite: bool


def number_starts(words: Sequence[str]) -> list[int]:
    """Where a number can begin among (lower-case) words."""
    return [at for at, word in enumerate(words) if word in _OPENERS or word[0].isdecimal()]


def starts_number(word: str) -> bool:
    """Whether a number can begin with this (lower-case) word."""
    return word in _OPENERS or word[0].isdecimal()


def read(
    words: Sequence[str], at: int, between: bool = False, ranges: bool = True
) -> Number | None:
    """The number whose first word is `at`: "2,500", "half a million", "1.1-1.2 million".

    After "between" an "and" makes a range; without `ranges` only the first end is read.
    """
    first = _read_simple(words, at, joined=not between)
    if first is None:
        return None
    joint = words[first.end] if first.end < len(words) else ""
    if ranges and (joint in _RANGE_WORDS or (between and joint == "and")):
        second_at = _skip_bounds(words, first.end + 1) if joint != "or" else first.end + 1
        second = _read_simple(words, second_at) if second_at < len(words) else None
        if second is not None and not first.indefinite and not second.indefinite:
            low = _share_scale(first, second)
            if low < second.value and not _is_year_pair(words[at], words[second.end - 1]):
                return Number(at, second.end, low, second.value, "range")
    return Number(at, first.end, first.value, None, "indefinite" if first.indefinite else "exact")


_RANGE_WORDS = frozenset({"to", "-", "–", "—", "or"})


def _is_year_pair(first: str, second: str) -> bool:
    """ "2014-2019": no range of troops is written like that, but "1,500-2,000" is."""
    return all(len(word) == 4 and word.isdecimal() and word < "2100" for word in (first, second))


def _share_scale(first: _Simple, second: _Simple) -> Value:
    """30-35,000 -> 30,000; 1.1-1.2 million -> 1,100,000; 900,000-1 million stays."""
    scale = second.scale
    if scale == 1 and second.value >= 1_000 and second.value % 1_000 == 0:
        scale = 1_000
    if first.scale == 1 and first.value < second.value / scale:
        return _whole(first.value * scale)
    return first.value


def _skip_bounds(words: Sequence[str], at: int) -> int:
    """ "4,000 to [more than] 17,000", "30 to [a high of] 45"."""
    for phrase in _INNER:
        if tuple(words[at : at + len(phrase)]) == phrase:
            return at + len(phrase)
    return at


_INNER = [
    ("as", "many", "as"),
    ("as", "high", "as"),
    ("a", "high", "of"),
    ("a", "maximum", "of"),
    ("an", "estimated"),
    ("more", "than"),
    ("up", "to"),
    ("over",),
    ("about",),
    ("around",),
    ("some",),
    ("nearly",),
    ("almost",),
    ("perhaps",),
]


def _read_simple(words: Sequence[str], at: int, joined: bool = True) -> _Simple | None:
    word = words[at]
    if word[0].isdecimal():
        return _read_digits(words, at)
    if word in CARDINALS or word in GROUPS:
        return _read_words(words, at, joined)
    if word in INDEFINITE:
        return _read_indefinite(words, at)
    following = words[at + 1] if at + 1 < len(words) else ""
    if word in _VAGUE:
        return _read_vague(words, at)
    if word == "half" and following in ("a", "an") and at + 2 < len(words):
        scale = GROUPS.get(words[at + 2])
        if scale is not None and scale != 100:
            return _Simple(at + 3, _whole(scale / 2), 1, False)
    return None


def _read_vague(words: Sequence[str], at: int) -> _Simple | None:
    """ "several hundred", "few dozen", "couple of thousand", "several tens of thousands"."""
    at += 1
    if at < len(words) and words[at] == "of":
        at += 1
    if at >= len(words):
        return None
    if words[at] in INDEFINITE:
        return _read_indefinite(words, at)
    value, end = 1, at
    while end < len(words) and end - at < 3 and words[end] in GROUPS:
        value *= GROUPS[words[end]]
        end += 1
    return _Simple(end, value, 1, True) if end > at else None


def _read_indefinite(words: Sequence[str], at: int) -> _Simple:
    """ "dozens", "tens of thousands", "hundreds of thousands"."""
    value, end = INDEFINITE[words[at]], at + 1
    if end + 1 < len(words) and words[end] == "of" and words[end + 1] in INDEFINITE:
        return _Simple(end + 2, value * INDEFINITE[words[end + 1]], 1, True)
    return _Simple(end, value, 1, True)


_PLAIN = re.compile(r"\d+\Z")
_GROUPED = re.compile(r"\d{1,3}(?:[,.'’٬，\s]\d{3})+\Z|\d{1,2}(?:,\d{2})+,\d{3}\Z")
_DECIMAL = re.compile(r"(\d+)[.,٫](\d{1,3})\Z")
_SHORT = re.compile(r"(\d+(?:\.\d+)?)(k|m|mn)\Z")
_SEPARATORS = re.compile(r"\D")


def _read_digits(words: Sequence[str], at: int) -> _Simple | None:
    word = words[at]
    if len(word) > _MAX_DIGITS + 5:
        return None
    following = words[at + 1] if at + 1 < len(words) else ""
    scale = GROUPS.get(following, 1)
    value: Value
    if short := _SHORT.match(word):
        return _Simple(
            at + 1, _whole(float(short[1]) * (1e3 if short[2] == "k" else 1e6)), 1, False
        )
    if _PLAIN.match(word):
        value = int(word)
    elif scale == 1 and _GROUPED.match(word):
        value = int(_SEPARATORS.sub("", word))
    elif (scale > 1 or _ends_scaled(words, at)) and (decimal := _DECIMAL.match(word)):
        value = float(f"{int(decimal[1])}.{decimal[2]}")
    else:
        return None
    if len(_SEPARATORS.sub("", word)) > _MAX_DIGITS:
        return None
    if scale > 1:
        return _Simple(at + 2, _whole(value * scale), scale, False)
    return _Simple(at + 1, value, 1, False)


def _ends_scaled(words: Sequence[str], at: int) -> bool:
    """ "1.1-1.2 million": the scale at the end serves the first decimal as well."""
    return tuple(words[at + 1 : at + 2]) in _JOINTS and "".join(words[at + 3 : at + 4]) in GROUPS


_JOINTS = {(word,) for word in ("-", "–", "—", "to")}


def _read_words(words: Sequence[str], at: int, joined: bool = True) -> _Simple | None:
    """ "seven hundred and fifty-eight", "two and a half thousand", "three dozen"."""
    total: Value = 0
    current: Value | None = None
    end, scale, index = at, 1, at
    while index < min(len(words), at + _MAX_WORDS):
        word = words[index]
        if word in CARDINALS:
            value = CARDINALS[word]
            if current is not None and not _fits(current, value):
                break
            current, scale = (current or 0) + value, 1
        elif word in GROUPS:
            size = GROUPS[word]
            if size == 100 or size in (12, 20):
                if current is not None and current >= size and size == 100:
                    break
                current = (1 if current is None else current) * size
            else:
                total += (1 if current is None else current) * size
                current = None
            scale = size
        elif word == "and" and index > at:
            half = words[index + 1 : index + 3] == ["a", "half"]
            if half and index + 3 < len(words) and words[index + 3] in GROUPS:
                current = (current or 0) + 0.5
                index += 3
                continue
            if not joined or scale not in (100, 1_000, 1_000_000):
                break
            following = CARDINALS.get(words[index + 1], 0) if index + 1 < len(words) else 0
            after = words[index + 2] if index + 2 < len(words) else ""
            if not 0 < following < 100 or after in GROUPS:
                break
            index += 1
            continue
        else:
            break
        index += 1
        end = index
    return _Simple(end, _whole(total + (current or 0)), scale, False) if end > at else None


def _fits(current: Value, value: int) -> bool:
    """Whether "twenty" + "five", "two hundred" + "five" are one number; "two" + "three" are not."""
    if value < 10 and current % 10 == 0 and current % 100 >= 20:
        return True
    return value < 100 and current % 100 == 0 and current >= 100


def _whole(value: Value) -> Value:
    return int(value) if float(value).is_integer() else value


@cache
def _modifiers() -> dict[tuple[str, ...], tuple[Qualifier | None, str]]:
    """Words before a number -> the bound they set (null: none) and a mark for the neutral ones."""
    found: dict[tuple[str, ...], tuple[Qualifier | None, str]] = {}
    for row in table("number_modifiers"):
        qualifier: Qualifier | None = row["qualifier"] or None  # type: ignore[assignment]
        found[tuple(row["words"].split())] = (qualifier, row["mark"])
    return found


@cache
def _last_words() -> frozenset[str]:
    return frozenset(phrase[-1] for phrase in _modifiers())


_LONGEST = 4  # words of a modifier
_BOUNDS = ("over", "at_least", "under", "up_to")


def measure_out(words: Sequence[str], number: Number) -> Amount:
    """The number with the modifiers around it: "up to an estimated 75", "300 or so"."""
    first, marks, qualifiers = number.first, set[str](), list[Qualifier]()
    while first > 0 and words[first - 1] in _last_words() and number.first - first < 8:
        for length in range(min(_LONGEST, first), 0, -1):
            known = _modifiers().get(tuple(words[first - length : first]))
            if known is not None and not (known[1] == "from" and number.kind != "range"):
                first -= length
                if known[0]:
                    qualifiers.append(known[0])
                if known[1]:
                    marks.add(known[1])
                break
        else:
            break
    end, after = _read_after(words, number.end)
    if after:
        qualifiers.append(after)
    return Amount(first, end, _count(number, qualifiers), number, frozenset(marks))


def _read_after(words: Sequence[str], end: int) -> tuple[int, Qualifier | None]:
    """ "300 or so", "300 or more", "300-odd", "300+", "300-plus"."""
    following = tuple(words[end : end + 2])
    if following in (("or", "so"), ("-", "odd"), ("-", "or-so")):
        return end + 2, "about"
    if following in (("or", "more"), ("-", "plus"), ("and", "more")):
        return end + 2, "at_least"
    if following in (("or", "fewer"), ("or", "less")):
        return end + 2, "up_to"
    if following[:1] == ("+",) or (following[:1] == ("plus",) and following[1:] != ("some",)):
        return (end + 1, "at_least") if following[0] == "+" else (end, None)
    return end, None


def _count(number: Number, qualifiers: Sequence[Qualifier]) -> Count:
    """The outermost bound wins: "up to an estimated 75" is up_to."""
    bound = next((word for word in reversed(qualifiers) if word in _BOUNDS), None)
    if number.kind == "indefinite":
        return Count(None, number.low, None, "indefinite")
    if number.kind == "range":
        if bound in ("under", "up_to"):
            return Count(number.high, None, number.high, bound)
        return Count(None, number.low, number.high, "range")
    value = number.low
    if bound in ("over", "at_least"):
        return Count(value, value, None, bound)
    if bound in ("under", "up_to"):
        return Count(value, None, value, bound)
    return Count(value, None, None, "about" if "about" in qualifiers else "exact")
