"""The people a run of words names, so that their names are no places and others know who is meant.

>>> found = read(Tokens("Gen. Austin Holland"))
>>> [person.text for person in found.full]
['Austin Holland']
>>> found.surnames
{'Holland': …}
"""

from functools import cache
from typing import NamedTuple

from troopfacts.extractors.lexicons import words

from .runs import DOT, HYPHEN, JOINER, SPACE, Tokens
from .vocabulary import no_names

MAX_NAME = 5  # words; "Sheikh Tamim bin Hamad Al Thani" without its title
_SUFFIXES = frozenset(("Jr", "Sr", "II", "III", "IV"))
_JOINERS = frozenset(
    (" al-", " el-", " bin ", " ibn ", " von ", " van ", " de ", " der ", " la ", " del ", " da ")
)


class Person(NamedTuple):
    """A full name as it stands: tokens `first` … `last`."""

    start: int
    end: int
    text: str
    first: int
    last: int


@cache
def titles() -> dict[str, str]:
    """Title -> rank, office, social, lower ("coach Jordan")."""
    return words("location_titles", "kind")


@cache
def lower_titles() -> frozenset[str]:
    """Titles in lower case: "coach", "king"."""
    return frozenset(title for title, kind in titles().items() if kind == "lower")


class People:
    """`full`: full names in order; `inside`: the tokens they cover; `surnames`: last words."""

    __slots__ = ("full", "given", "inside", "surnames")

    def __init__(self) -> None:
        self.full: list[Person] = []
        self.inside: set[int] = set()
        self.surnames: dict[str, Person] = {}
        self.given: dict[str, Person] = {}


def read(tokens: Tokens) -> People:
    """The people of a run."""
    people = People()
    entries, links = tokens.entries, tokens.links
    free = 0  # the first token that is nobody's
    for index, entry in enumerate(entries):
        goes_on = SPACE <= links[index + 1] <= DOT
        if goes_on and index >= free and (entry.begins_person or entry.is_name):
            free = _read_at(tokens, index, people)
    return people


def _read_at(tokens: Tokens, index: int, people: People) -> int:
    """Reads a person who begins at a token; returns the token to go on with."""
    entry = tokens.entries[index]
    if entry.begins_person:
        if entry.titled:
            first = index + 1
            while is_title(tokens, first) and tokens.link(first) in (SPACE, DOT):
                first += 1  # "Lt. Gen.", "Prime Minister"
            if tokens.link(first) in (SPACE, DOT) and _can_be_name(tokens, first):
                return _add(tokens, people, first, _last_of_name(tokens, first))
            return index + 1
        last = _last_of_name(tokens, index)
        doubtful = entry.given != "" and _stands_for_place(tokens, index, last)
        if last > index and not doubtful:
            return _add(tokens, people, index, last)
    elif _is_initial(tokens, index + 1) or is_introduced(tokens, index):
        last = _last_of_name(tokens, index)
        if last > index and _can_be_name(tokens, index):
            return _add(tokens, people, index, last)
    return index + 1


def is_title(tokens: Tokens, index: int) -> bool:
    """Whether a token is a title as it stands before a name: "Gen", "Judge", "COL"."""
    return index < len(tokens.entries) and tokens.entries[index].titled


def _stands_for_place(tokens: Tokens, first: int, last: int) -> bool:
    """Whether "Georgia" in "Georgia Detains Striking Miners", "the London Cyclists Coalition"
    begins no person's name: the capitals go on, or an organisation's noun is among them."""
    if last - first > 2:
        return True
    end = last + 1
    while end - first < 6 and tokens.link(end) == SPACE:
        end += 1
    barred = no_names()
    if any(word in barred for word in tokens.words[first + 1 : end]):
        return True
    return tokens.before(first, 5).endswith(("the ", " in ", " an "))


def _is_initial(tokens: Tokens, index: int) -> bool:
    """Whether a token is the "B." of "Adelbert B. Quarles" and a name goes on after it."""
    return (
        len(tokens.words[index]) == 1
        and tokens.links[index] == SPACE
        and tokens.link(index + 1) == DOT
    )


def is_introduced(tokens: Tokens, index: int) -> bool:
    """Whether a lower-case title stands before a token: "coach Jordan Hill"."""
    return tokens.title_before(index, lower_titles())


def _can_be_name(tokens: Tokens, index: int) -> bool:
    word = tokens.words[index]
    return word not in no_names() and not word[0].isdigit()


def _last_of_name(tokens: Tokens, first: int) -> int:
    """The last token of the name that begins at `first`."""
    last = first
    while last - first < MAX_NAME and _goes_on(tokens, first, last + 1):
        last += 1
    return last


def _goes_on(tokens: Tokens, first: int, index: int) -> bool:
    """Whether a token continues the name that begins at `first`."""
    if index >= len(tokens.words):
        return False
    word = tokens.words[index]
    link = tokens.links[index]
    if link == SPACE:
        if word in _SUFFIXES or (len(word) == 1 and word.isupper()):
            return True
        capitals = word.isupper() and len(word) > 1 and not tokens.words[first].isupper()
        return word not in no_names() and not word[0].isdigit() and not capitals
    if link == HYPHEN:
        return True
    if link == JOINER:
        return tokens.text[tokens.ends[index - 1] : tokens.starts[index]] in _JOINERS
    return link == DOT and len(tokens.words[index - 1]) == 1 and word not in no_names()


def _add(tokens: Tokens, people: People, first: int, last: int) -> int:
    start, end = tokens.starts[first], tokens.ends[last]
    person = Person(start, end, tokens.name(first, last), first, last)
    people.full.append(person)
    people.inside.update(range(first, last + 1))
    family = last
    while family > first and (tokens.words[family] in _SUFFIXES or len(tokens.words[family]) == 1):
        family -= 1
    surname = tokens.words[family]
    people.surnames.setdefault(surname, person)
    if surname[0].islower():  # "al-Sharaa" is "Sharaa" as well
        people.surnames.setdefault(surname.partition("-")[2], person)
    if last > first:
        people.given.setdefault(tokens.words[first], person)
    return last + 1
