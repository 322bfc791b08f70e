"""Places that no gazetteer lists, known by the words around them.

"the village of Umm Zariba", "in Kettlewick, Suffolk", "Gao and Tessalit districts": a place is
named, and where it lies nobody knows here; it gets no point.
"""

from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

from troopfacts.extractors.facts import PlaceType
from troopfacts.extractors.names.people import People
from troopfacts.extractors.names.runs import SPACE, Tokens

from .contexts import after_roles, before_roles
from .generics import Composed, following, of_type, organisations

MAX_WORDS = 3
MAX_LIST = 12  # names before "counties"
_NEXT = 6  # letters of the word after a name, by which most are passed over
_REGIONS = frozenset(("province", "district", "governorate", "county", "municipality", "state"))
_STREETS = frozenset(("streets", "avenues", "roads"))
_LISTED = frozenset((", ", " and ", ", and ", " or ", ", or ", "/"))
_INNER = frozenset(("of", "in", "near", "at", "from", "to", "outside"))


def read(tokens: Tokens, people: People) -> tuple[dict[int, Composed], dict[int, Composed]]:
    """First token -> each name in "Pike, Jackson and Monroe counties", and first
    token -> each name that "the village of" or "airstrip" makes a place."""
    lists: dict[int, Composed] = {}
    found: dict[int, Composed] = {}
    text, prefixes, roles = tokens.text, _prefixes(), before_roles()
    at = text.find(" of ")
    while at > 0:
        kind = text[max(0, at - 14) : at].rpartition(" ")[2]
        if roles.get(kind) == "kind":
            index = bisect_left(tokens.starts, at + 4)
            if index < len(tokens.starts) and tokens.starts[index] == at + 4:
                found.update(_named_by_kind(tokens, people, index, kind))
        at = text.find(" of ", at + 4)
    ends = tokens.ends
    for index in [i for i, end in enumerate(ends) if text[end : end + _NEXT] in prefixes]:
        word = text[ends[index] + 1 : ends[index] + 16].partition(" ")[0].rstrip(".,;:")
        if after_roles().get(word) == "plural":
            type_: PlaceType = "landmark" if word in _STREETS else "region"
            for first, last in _list_before(tokens, people, index).items():
                lists[first] = Composed(last, ends[last], type_, ())
        else:
            found.update(_named_by_generic(tokens, people, index))
    return lists, found


def _named_by_generic(tokens: Tokens, people: People, index: int) -> Iterator[tuple[int, Composed]]:
    """ "Zarnuq airstrip", and "Dongshu county" after a preposition."""
    generic = following(tokens, tokens.ends[index])
    first = _first_of_name(tokens, people, index, 0)
    if generic is None or first > index:
        return
    type_ = generic[0].type
    before = tokens.text[max(0, tokens.starts[first] - 12) : tokens.starts[first]].split(" ")
    if type_ == "base" or (type_ == "region" and len(before) > 1 and before[-2] in _INNER):
        yield first, Composed(index, generic[1], type_, ())


@cache
def _prefixes() -> frozenset[str]:
    """How " counties" and " airstrip" begin."""
    plural = [word for word, role in after_roles().items() if role == "plural"]
    return frozenset(f" {word}"[:_NEXT] for word in [*plural, *of_type("base"), *of_type("region")])


def _named_by_kind(
    tokens: Tokens, people: People, index: int, kind: str
) -> Iterator[tuple[int, Composed]]:
    """ "Umm Zariba" in "the village of Umm Zariba"; "the villages of Zoufra and Kfarbeen"."""
    type_: PlaceType = "region" if kind in _REGIONS else "city"
    for _ in range(MAX_LIST if kind.endswith("s") else 1):
        last = index - 1
        while last + 1 < len(tokens.words) and last - index + 1 < MAX_WORDS:
            if last >= index and tokens.links[last + 1] != SPACE:
                break
            if not _is_part(tokens, people, last + 1):
                break
            last += 1
        if last < index:
            return
        yield index, Composed(last, tokens.ends[last], type_, ())
        index = last + 1
        if index == len(tokens.words):
            return
        if tokens.text[tokens.ends[last] : tokens.starts[index]] not in _LISTED:
            return


def before(tokens: Tokens, people: People, last: int, floor: int) -> tuple[int, Composed] | None:
    """The unlisted name that ends at a token, before a larger place: "in Kettlewick, Suffolk"."""
    first = _first_of_name(tokens, people, last, floor)
    if first > last:
        return None
    start = tokens.starts[first]
    words = tokens.text[max(0, start - 30) : start].split(" ")
    if len(words) < 3 or words[-1] or words[-2] not in _INNER or words[-3] in organisations():
        return None
    return first, Composed(last, tokens.ends[last], "city", ())


def _first_of_name(tokens: Tokens, people: People, last: int, floor: int) -> int:
    """The first token of the capitalised run that ends at a token; last + 1 if it is no name."""
    first = last + 1
    while first > floor and last - first + 1 < MAX_WORDS and _is_part(tokens, people, first - 1):
        first -= 1
        if tokens.links[first] != SPACE:
            break
    return first


def _is_part(tokens: Tokens, people: People, index: int) -> bool:
    entry = tokens.entries[index]
    return entry.is_name and not entry.word.isupper() and index not in people.inside


def _list_before(tokens: Tokens, people: People, last: int) -> dict[int, int]:
    """The names of a list whose last name ends at a token; nothing if there is but one."""
    names: dict[int, int] = {}
    for _ in range(MAX_LIST):
        first = last
        while first > 0 and last - first < 2 and tokens.link(first) == SPACE:
            if not tokens.entries[first - 1].is_name or first - 1 in people.inside:
                break
            first -= 1
        if not tokens.entries[first].is_name or first in people.inside:
            break
        names[first] = last
        if first == 0:
            break
        gap = tokens.text[tokens.ends[first - 1] : tokens.starts[first]]
        if gap not in _LISTED:
            break
        last = first - 1
    return names if len(names) > 1 else {}
