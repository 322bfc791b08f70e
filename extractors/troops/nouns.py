"""Finds the noun a number counts, and whether it counts people under arms.

>>> words = Words("217 Kenyan police officers landed", 0, 33)
>>> find_head(words, 1, 217)
Head(first=2, end=4, unit='police officers', kind='troop', many=True)
"""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from troopfacts.extractors.lexicons import table
from troopfacts.extractors.numbers import starts_number

from .verbs import form, is_verb
from .words import Words, word_class


class Head(NamedTuple):
    """The head noun: words `first` to `end` (exclusive), the unit, and the noun's kind."""

    first: int
    end: int
    unit: str
    kind: str
    many: bool


class _Entry(NamedTuple):
    unit: str
    kind: str
    many: bool


@cache
def _nouns() -> dict[str, _Entry]:
    return {
        row["form"]: _Entry(row["unit"], row["kind"], row["number"] == "many")
        for row in table("troop_nouns")
    }


@cache
def _first_words() -> frozenset[str]:
    return frozenset(form.split()[0] for form in _nouns())


_REACH = 9  # words between a number and its noun, at most
_LONGEST = 5  # words of a noun

# Words that end the reach of a number: what follows is another phrase.
STOPS = word_class("stops")

_FINITE = word_class("past of common verbs")

# Other things that are counted; a number never reaches past one of them to a soldier.
THINGS = word_class("other things")


def find_head(words: Words, at: int, value: float | None) -> Head | None:
    """The troop noun that the number ending before word `at` counts; None where there is none."""
    lower, index = words.lower, at
    while index < min(len(words), at + _REACH):
        head = _head_at(words, index)
        if head is not None:
            head = _last_head(words, head)
            if _counts(words, head, value):
                return _joined(words, head)
            if head.many:
                return None
            index = head.end
            continue
        word = lower[index]
        if starts_number(word):
            return None  # "on Jan. 28 three reservists"
        if word == "of":  # "dozens of soldiers", "6,000 of our sailors"
            if index != at and lower[index - 1] not in ("more", "others", '"', "”", "''"):
                return None
            index += 1
            if index < len(words) and lower[index] in _OWNERS:
                index += 1
                index += lower[index : index + 1] == ["own"]
            continue
        if word == "(" and index + 2 < len(words) and lower[index + 2] == ")" and index > at:
            index += 3  # "84 National Liberation Army (ELN) combatants"
            continue
        if word in (",", "and", "&", "or") and _is_listed(words, index, at):
            index += 1  # "4,000 Army, Navy and Air Force troops"
            continue
        if word in ("more", "other", "additional", "such", "own", "few") and index - at < 2:
            index += 1
            continue
        if word in ("'s", "’s") and index > at and words.words[index - 1] in ("People", "Lord"):
            index += 1  # "14 New People's Army rebels"
            continue
        if word in ("'s", "’s") and index > at and words.capital(index - 1):
            return None
        if word in ("'", "’") and words.lower[index - 1][-1] == "s" and index + 1 < len(words):
            index += 1  # "13 Kurdistan Workers' Party militants"
            continue
        quoted = word in ('"', "”", "''") and lower[index + 1 : index + 2] == ["of"]
        if quoted or (word in ('"', "“", "”", "-", "–", "``", "''") and index > at):
            index += 1
            continue
        thing = words.words[index] in THINGS  # but "United States Marines"
        if not word[0].isalnum() or word in STOPS or thing or word[0].isdecimal():
            return None
        if word in _FINITE:
            return None  # "4,700 [became] casualties"
        if word[-1] == "s" and words.words[index] == word and _is_other_plural(word):
            return None
        index += 1
    return None


_OWNERS = word_class("determiners after of")


def _is_other_plural(word: str) -> bool:
    """ "15 towns" ends the reach of the number; "2 anonymous" and "5 special-operations" do not."""
    return len(word) > 3 and word[-2] not in "sui" and word not in _ATTRIBUTIVE


_ATTRIBUTIVE = word_class("attributive plurals")


def _is_listed(words: Words, index: int, at: int) -> bool:
    """Whether a comma or "and" stands between names or adjectives of one noun."""
    if index == at or index + 1 >= len(words):
        return False
    before, after = words.words[index - 1], words.words[index + 1]
    if before[0].isupper() and after[0].isupper():
        return True
    if words.lower[index] == ",":
        return False
    paired = before.lower() in _PAIRED and after.lower() in _PAIRED
    return paired or (_is_adjective(before) and _is_adjective(words.words[index + 1]))


def _is_adjective(word: str) -> bool:
    """ "uniformed [and] plainclothes", "foreign [and] domestic": by its ending."""
    return word.endswith(("ed", "al", "ic", "ary", "ish", "ese", "ian", "clothes", "time", "ign"))


# "2,000 army and police personnel", "40 military and civilian personnel" is mixed and stays out.
_PAIRED = word_class("paired attributes")


def _head_at(words: Words, at: int) -> Head | None:
    if words.lower[at] not in _first_words():
        return None
    for length in range(min(_LONGEST, len(words) - at), 0, -1):
        entry = _nouns().get(" ".join(words.lower[at : at + length]))
        if entry is not None:
            return Head(at, at + length, *entry)
    return None


def unit_of(word: str) -> str | None:
    """The unit of a plural troop noun that no context need confirm."""
    entry = _nouns().get(word)
    sure = entry is not None and entry.many and entry.kind in ("troop", "police")
    return entry.unit if entry is not None and sure else None


def any_unit(word: str) -> str | None:
    """The unit of a plural noun that counts troops where the words around it make it so."""
    entry = _nouns().get(word)
    counts = entry is not None and entry.many and entry.kind in ("troop", "police", "weak")
    return entry.unit if entry is not None and counts else None


def _last_head(words: Words, head: Head) -> Head:
    """Of nouns in a row the last is the head: "militant fighters", "Taliban rebel commanders"."""
    while head.end < len(words):
        following = _head_at(words, head.end)
        if following is None or (head.many and not following.many):
            return head  # "took 470 soldiers prisoner"
        head = following
    return head


def _counts(words: Words, head: Head, value: float | None) -> bool:
    """Whether the noun agrees with the number and is no modifier of another noun."""
    if (value == 1) == head.many and head.unit != "police":
        return False
    fixed = head.unit in _UNCHANGING
    if fixed or not head.many:
        return not goes_on(words, head.end, head.many)
    return True


_UNCHANGING = frozenset(["police", "military", "militia", "infantry", "cavalry", "gendarmerie"])


def goes_on(words: Words, at: int, many: bool = False) -> bool:
    """Whether a noun phrase goes on at word `at`: "two police [cars]", "one guerrilla [camp]";
    after `many` no verb ends in -s: "20 military [bases]"."""
    if at >= len(words):
        return False
    word = words.lower[at]
    if many and (known := form(word)) is not None and known.kinds == {"third"}:
        return True
    if not word[0].isalpha() or word in STOPS or is_verb(word):
        return False
    return not word.endswith(("ed", "ing", "ly")) and word not in _AFTER


_AFTER = word_class("states after a noun")


def _joined(words: Words, head: Head) -> Head:
    """Two heads of one number: "soldiers and police", "men and women"."""
    for joint in _joints(words, head.end):
        second = _head_at(words, joint)
        if second is None or not second.many:
            continue
        second = _last_head(words, second)
        if second.kind in ("loss", "captive") or second.unit == head.unit:
            return head
        if second.unit in _UNCHANGING and goes_on(words, second.end):
            return head
        unit = f"{head.unit} {words.lower[head.end]} {second.unit}"
        return Head(head.first, second.end, unit, head.kind, True)
    return head


def _joints(words: Words, at: int) -> Iterator[int]:
    if at + 1 < len(words) and words.lower[at] in ("and", "or"):
        yield at + 1
        if at + 2 < len(words) and words.capital(at + 1):
            yield at + 2


def is_person(word: str) -> bool:
    """Whether a plural noun counts people that are no troops: antecedents of "9 others"."""
    return word in _CIVILIANS


_CIVILIANS = word_class("other people")
