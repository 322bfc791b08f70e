"""Places that no gazetteer lists, known by the words around them.

"the village of Umm Zariba", "in Kettlewick, Suffolk", "Gao and Tessalit districts": a place is
named, and where it lies nobody knows here; it gets no point.
"""

from collections.abc import Iterator

from troopfacts.extractors.facts import PlaceType
from troopfacts.extractors.names.people import People
from troopfacts.extractors.names.runs import SPACE, Tokens

from .contexts import after_roles
from .generics import Composed, following, organisations

MAX_WORDS = 3
MAX_LIST = 12  # names before "counties"
_FOLLOWERS = frozenset(("base", "camp"))  # "the Whig base"
_REGIONS = frozenset(("province", "district", "governorate", "county", "municipality", "state"))
_STREETS = frozenset(("streets", "avenues", "roads"))
_LISTED = frozenset((", ", " and ", ", and ", " or ", ", or ", "/"))
_INNER = frozenset(("of", "in", "near", "at", "from", "to", "outside"))


def read(tokens: Tokens, people: People) -> dict[int, Composed]:
    """First token -> the name that the generic word at the end of its run makes a place."""
    if not tokens.words or tokens.ends[-1] >= tokens.end or ends_list(tokens):
        return {}
    return dict(_named_by_generic(tokens, people, len(tokens.words) - 1))


def ends_list(tokens: Tokens) -> bool:
    """Whether a run ends in "counties", so that it may be the last of a list."""
    return bool(tokens.ends) and after_roles().get(_generic(tokens)) == "plural"


def _generic(tokens: Tokens) -> str:
    return tokens.text[tokens.ends[-1] + 1 : tokens.end]


def listed(tokens: Tokens, people: People) -> Iterator[tuple[int, int, PlaceType]]:
    """First and last token of each name in "Pike, Jackson and Monroe counties"."""
    type_: PlaceType = "landmark" if _generic(tokens) in _STREETS else "region"
    for first, last in _list_before(tokens, people, len(tokens.words) - 1).items():
        yield first, last, type_


def _named_by_generic(tokens: Tokens, people: People, index: int) -> Iterator[tuple[int, Composed]]:
    """ "Zarnuq airstrip", and "Dongshu county" after a preposition."""
    generic = following(tokens, tokens.ends[index])
    first = _first_of_name(tokens, people, index)
    if generic is None or first > index:
        return
    type_ = generic[0].type
    if type_ == "region":
        before = tokens.before(first, 12).split(" ")
        if len(before) < 2 or before[-2] not in _INNER:
            return
    if type_ in ("base", "region") and generic[0].word not in _FOLLOWERS:
        yield first, Composed(index, generic[1], type_, ())


def named_by_kind(tokens: Tokens, people: People, kind: str) -> Iterator[tuple[int, Composed]]:
    """ "Umm Zariba" in "the village of Umm Zariba"; "the villages of Zoufra and Kfarbeen"."""
    type_: PlaceType = "region" if kind in _REGIONS else "city"
    index = 0
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


def last_of(tokens: Tokens, people: People) -> tuple[int, Composed] | None:
    """The unlisted name that ends a run before a larger place: "Kettlewick, Suffolk"."""
    last = len(tokens.words) - 1
    if last < 0 or tokens.ends[last] < tokens.end:
        return None
    first = _first_of_name(tokens, people, last)
    if first > last:
        return None
    return first, Composed(last, tokens.ends[last], "city", ())


def is_held(text: str, start: int) -> bool:
    """Whether the words before a name put it into the larger place after it: "in Kettlewick,
    Suffolk"; not "the University of Kettlewick, Suffolk"."""
    words = text[max(0, start - 30) : start].split(" ")
    inner = len(words) > 2 and not words[-1] and words[-2] in _INNER
    return inner and words[-3] not in organisations()


def _first_of_name(tokens: Tokens, people: People, last: int) -> int:
    """The first token of the capitalised run that ends at a token; last + 1 if it is no name."""
    first = last + 1
    while first > 0 and last - first + 1 < MAX_WORDS and _is_part(tokens, people, first - 1):
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
