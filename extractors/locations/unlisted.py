"""Places that no gazetteer lists, known by the words around them.

"the village of Bilis Qooqaani", "in Kentford, Suffolk", "Gao and Tessalit districts": a place is
named, and where it lies nobody knows here; it gets no point.
"""

from troopfacts.extractors import gazetteer
from troopfacts.extractors.names.people import People
from troopfacts.extractors.names.runs import COMMA, SPACE, Tokens

from .contexts import after_roles, before_roles, is_name
from .generics import Composed, following, organisations

MAX_WORDS = 3
MAX_LIST = 12  # names before "counties"


def read(tokens: Tokens, people: People, index: int) -> Composed | None:
    """An unlisted place that begins at a token."""
    start = tokens.starts[index]
    text = tokens.text
    if start < 4 or text[start - 1] != " ":
        return None
    last = _end_of_name(tokens, people, index)
    if last < index:
        return None
    end = tokens.ends[last]
    generic = following(tokens, end)
    if generic and generic[0].type == "base" and not text[end + 1].isupper():
        return Composed(last, generic[1], "base", ())  # "Dhobley airstrip"
    before = text[max(0, start - 30) : start - 1].split(" ")
    word = before[-1]
    if word not in ("of", "in", "near", "at", "from", "to", "outside", "the"):
        return None
    owner = before[-2] if len(before) > 1 else ""
    if word == "of" and before_roles().get(owner) == "kind":
        return Composed(last, end, "region" if owner in _REGIONS else "city", ())
    if owner not in organisations() and _lies_in(tokens, last):
        return Composed(last, end, "city", ())
    return None


_REGIONS = frozenset(("province", "district", "governorate", "county", "municipality", "state"))


def _end_of_name(tokens: Tokens, people: People, index: int) -> int:
    """The last token of a capitalised run that may be a place's name; index - 1 if it is none."""
    last = index - 1
    while last - index + 1 < MAX_WORDS and last + 1 < len(tokens.words):
        if last >= index and tokens.link(last + 1) != SPACE:
            break
        word = tokens.words[last + 1]
        if not is_name(tokens, last + 1) or word.isupper() or last + 1 in people.inside:
            break
        last += 1
    return last


def _lies_in(tokens: Tokens, last: int) -> bool:
    """Whether a country, a division or its abbreviation follows: "Kentford, Suffolk"."""
    following = last + 1
    if following >= len(tokens.words) or tokens.link(following) != COMMA:
        return False
    word = tokens.words[following]
    if gazetteer.abbreviation(word + ".") and tokens.text.startswith(".", tokens.ends[following]):
        return True
    for end in (following + 1, following):
        if end == following or (end < len(tokens.words) and tokens.link(end) == SPACE):
            senses = gazetteer.lookup(tokens.name(following, end))
            if senses and senses[0].level in ("country", "adm1", "adm2"):
                return senses[0].common == ""
    return False


def read_lists(tokens: Tokens, people: People) -> dict[int, int]:
    """First token -> last token of every name in "Barrow, Jackson and Madison counties"."""
    found: dict[int, int] = {}
    text = tokens.text
    for index, end in enumerate(tokens.ends):
        if text[end : end + 1] != " " or not text[end + 1 : end + 2].islower():
            continue
        word = text[end + 1 : end + 14].partition(" ")[0].rstrip(".,;:")
        if after_roles().get(word) == "plural":
            found.update(_list_before(tokens, people, index))
    return found


def _list_before(tokens: Tokens, people: People, last: int) -> dict[int, int]:
    """The names of a list whose last name ends at a token; nothing if there is but one."""
    names: dict[int, int] = {}
    for _ in range(MAX_LIST):
        first = last
        while first > 0 and last - first < 2 and tokens.link(first) == SPACE:
            if not is_name(tokens, first - 1) or first - 1 in people.inside:
                break
            first -= 1
        if not is_name(tokens, first) or first in people.inside:
            break
        names[first] = last
        if first == 0:
            break
        gap = tokens.text[tokens.ends[first - 1] : tokens.starts[first]]
        if gap not in (", ", " and ", ", and ", " or ", ", or ", "/"):
            break
        last = first - 1
    return names if len(names) > 1 else {}
