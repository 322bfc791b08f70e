"""The people a document names, so that their names are no places and others know who is meant.

>>> found = read(Document("a.txt", "Gen. Austin Holland spoke. Holland left for Paris."))
>>> [person.text for person in found.full]
['Austin Holland']
>>> found.surnames
{'Holland': …}
"""

from functools import cache, lru_cache
from typing import NamedTuple

from troopfacts.extractors.document import Document
from troopfacts.extractors.lexicons import table, words

from .runs import DOT, HYPHEN, JOINER, SPACE, Tokens
from .runs import read as read_tokens

MAX_NAME = 5  # words; "Sheikh Tamim bin Hamad Al Thani" without its title


class Person(NamedTuple):
    """A full name as it stands: tokens `first` … `last` of the document's capitalised words."""

    start: int
    end: int
    text: str
    first: int
    last: int


class People:
    """`full`: full names in order; `inside`: the tokens they cover; `surnames`: last words."""

    __slots__ = ("full", "given", "inside", "surnames")

    def __init__(self) -> None:
        self.full: list[Person] = []
        self.inside: set[int] = set()
        self.surnames: dict[str, Person] = {}
        self.given: dict[str, Person] = {}


@cache
def _first_names() -> dict[str, str]:
    """First name -> "word" or "place" where it is one as well, else ""."""
    return words("first_names", "also")


@cache
def titles() -> dict[str, str]:
    """Title -> rank, office, social, lower ("coach Jordan")."""
    return words("location_titles", "kind")


@cache
def _no_names() -> frozenset[str]:
    """Words that no person's name goes on with: "Austin Police", "Virginia Street"."""
    found = set(words("location_organisations"))
    for row in table("location_generics"):
        found.add(row["word"].title())
    found.update(word for word, kind in titles().items() if kind != "lower")
    found.update(row["word"] for row in table("location_stop"))
    found.update(row["word"] for row in table("sentence_openers"))
    return frozenset(found)


_SUFFIXES = frozenset(("Jr", "Sr", "II", "III", "IV"))
_SPEECH = frozenset(
    "said says told added asked noted explained recalled wrote tweeted argued testified replied".split()
)


@lru_cache(maxsize=2)
def read(document: Document) -> People:
    """The people of a document; the last two documents are remembered."""
    tokens = read_tokens(document)
    people = People()
    index = 0
    count = len(tokens.words)
    while index < count:
        index = _read_at(tokens, index, people)
    return people


def _read_at(tokens: Tokens, index: int, people: People) -> int:
    """Reads a person who begins at a token; returns the token to go on with."""
    word = tokens.words[index]
    if word in _first_names() and word not in _no_names():
        last = _last_of_name(tokens, index)
        if last > index and not (
            _first_names()[word] and _stands_for_place(tokens, index, last)
        ):
            return _add(tokens, people, index, last)
    elif titles().get(word, "lower") != "lower":
        first = index + 1
        while (
            first < len(tokens.words)
            and titles().get(tokens.words[first], "lower") != "lower"
            and tokens.link(first) in (SPACE, DOT)
            or _after_dot(tokens, first)
            and titles().get(tokens.words[first], "lower") != "lower"
        ):
            first += 1
        if first < len(tokens.words) and (
            tokens.link(first) == SPACE or _after_dot(tokens, first)
        ):
            last = _last_of_name(tokens, first)
            if _can_be_name(tokens, first):
                return _add(tokens, people, first, last)
    elif _is_initial(tokens, index + 1) or _introduced(tokens, index):
        last = _last_of_name(tokens, index)
        if last > index and _can_be_name(tokens, index):
            return _add(tokens, people, index, last)
    return index + 1


def _stands_for_place(tokens: Tokens, first: int, last: int) -> bool:
    """Whether "Georgia" in "Georgia Arrests Opposition Members", "the London Homeless Coalition"
    begins no person's name: the capitals go on, or an organisation's noun is among them."""
    if last - first > 2:
        return True
    end = last + 1
    while end < len(tokens.words) and end - first < 6 and tokens.link(end) == SPACE:
        end += 1
    if any(word in _no_names() for word in tokens.words[first + 1 : end]):
        return True
    before = tokens.text[max(0, tokens.starts[first] - 5) : tokens.starts[first]]
    return before.endswith(("the ", " in ", " an "))


def _after_dot(tokens: Tokens, index: int) -> bool:
    """Whether a token stands after "X. ", as a name after "Gen." does."""
    if not 0 < index < len(tokens.words):
        return False
    end = tokens.ends[index - 1]
    return tokens.text[end : tokens.starts[index]] in (". ", ".\n")


def _is_initial(tokens: Tokens, index: int) -> bool:
    """Whether a token is the "B." of "Brindell B. Wilkins" and a name goes on after it."""
    return (
        0 < index < len(tokens.words) - 1
        and len(tokens.words[index]) == 1
        and tokens.link(index) == SPACE
        and _after_dot(tokens, index + 1)
    )


def _introduced(tokens: Tokens, index: int) -> bool:
    """Whether a lower-case title stands before a token: "coach Jordan Hill"."""
    start = tokens.starts[index]
    if start == 0 or tokens.text[start - 1] != " ":
        return False
    before = tokens.text[max(0, start - 16) : start - 1].rpartition(" ")[2]
    return titles().get(before) == "lower"


def _can_be_name(tokens: Tokens, index: int) -> bool:
    word = tokens.words[index]
    return word not in _no_names() and not word[0].isdigit() and word.isascii() or word.istitle()


def _last_of_name(tokens: Tokens, first: int) -> int:
    """The last token of the name that begins at `first`."""
    last = first
    count = len(tokens.words)
    while last + 1 < count and last - first < MAX_NAME:
        nxt = last + 1
        word = tokens.words[nxt]
        link = tokens.link(nxt)
        if link == SPACE:
            if len(word) == 1 and word.isupper() or word in _SUFFIXES:
                last = nxt
                continue
            if word in _no_names() or word[0].isdigit() or (word.isupper() and len(word) > 1 and not tokens.words[first].isupper()):
                break
            last = nxt
        elif link == HYPHEN and tokens.words[nxt][0].isupper():
            last = nxt
        elif link == JOINER and tokens.text[tokens.ends[last] : tokens.starts[nxt]] in _NAME_JOINERS:
            last = nxt
        elif len(tokens.words[last]) == 1 and _after_dot(tokens, nxt) and last > first - 1:
            if word in _no_names():
                break
            last = nxt
        else:
            break
    return last


_NAME_JOINERS = frozenset(
    (" al-", " el-", " bin ", " ibn ", " von ", " van ", " de ", " der ", " la ", " del ", " di ", " da ", " dos ", " van der ", " de la ")
)


def _add(tokens: Tokens, people: People, first: int, last: int) -> int:
    start, end = tokens.starts[first], tokens.ends[last]
    person = Person(start, end, tokens.name(first, last), first, last)
    people.full.append(person)
    people.inside.update(range(first, last + 1))
    surname = last
    while surname > first and (tokens.words[surname] in _SUFFIXES or len(tokens.words[surname]) == 1):
        surname -= 1
    people.surnames.setdefault(tokens.words[surname], person)
    if last > first:
        people.given.setdefault(tokens.words[first], person)
    return last + 1
