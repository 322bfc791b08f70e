"""Generic words a place takes into its name: "Anbar province", "Fort Tuckahoe", "Otter Creek".

>>> known("airbase")
Generic(word='airbase', type='base', case='any', unknown=True)
"""

from functools import cache
from typing import NamedTuple, cast

from troopfacts.extractors import gazetteer
from troopfacts.extractors.facts import PlaceType
from troopfacts.extractors.gazetteer import Place
from troopfacts.extractors.lexicons import table, words
from troopfacts.extractors.names.runs import SPACE, Tokens

MAX_UNKNOWN = 4  # words of a name that no gazetteer knows


class Generic(NamedTuple):
    """One generic word; `case` "any" or "upper", `unknown`: it makes a place of any name."""

    word: str
    type: PlaceType
    case: str
    unknown: bool


@cache
def _table(place: str) -> dict[str, Generic]:
    return {
        row["word"]: Generic(
            row["word"], cast(PlaceType, row["type"]), row["case"], row["unknown"] == "yes"
        )
        for row in table("location_generics")
        if row["place"] == place
    }


@cache
def _first_words(place: str) -> dict[str, int]:
    """First word of each generic -> the most words of a generic that begins with it."""
    reach: dict[str, int] = {}
    for word in _table(place):
        parts = word.split()
        reach[parts[0]] = max(reach.get(parts[0], 0), len(parts))
    return reach


@cache
def _openers() -> frozenset[str]:
    return frozenset(words("sentence_openers")) | frozenset(words("location_stop"))


def _levels(type_: str) -> frozenset[str]:
    """The gazetteer's levels a generic word may mean."""
    if type_ == "region":
        return frozenset(("adm1", "adm2"))
    if type_ == "base":
        return frozenset(("base",))
    if type_ == "water":
        return frozenset(("water",))
    if type_ == "area":
        return frozenset(("area",))
    return frozenset(("landmark",))


def after(
    tokens: Tokens, first: int, last: int, senses: tuple[Place, ...]
) -> tuple[int, int, PlaceType, tuple[Place, ...]] | None:
    """The generic word that follows a known name: last token, end, type, senses of the whole."""
    found = _following(tokens, tokens.ends[last])
    if found is None:
        return None
    generic, end, upper = found
    start = tokens.starts[first]
    new_last = last
    while new_last + 1 < len(tokens.starts) and tokens.starts[new_last + 1] < end:
        new_last += 1
    whole = gazetteer.lookup(" ".join(tokens.text[start:end].split()))
    wanted = _levels(generic.type)
    fitting = tuple(s for s in whole if s.level in wanted) or tuple(
        s for s in senses if s.level in wanted
    )
    if fitting:
        return new_last, end, generic.type, fitting
    if whole:
        return new_last, end, generic.type, whole
    if (generic.type == "region" and not upper) or generic.word in (
        "region",
        "province",
        "district",
    ):
        return new_last, end, generic.type, senses
    if (upper and generic.unknown) or generic.type == "base":
        return new_last, end, generic.type, ()
    return None


def _following(tokens: Tokens, end: int) -> tuple[Generic, int, bool] | None:
    """The longest generic word right after an offset, its end, whether it is capitalised."""
    text = tokens.text
    if not text.startswith(" ", end):
        return None
    piece = text[end + 1 : end + 40].split("\n", 1)[0]
    parts = piece.split(" ")
    head = parts[0].strip(".,;:'’)\"”")
    reach = _first_words("after").get(head.lower())
    if not reach:
        return None
    generics = _table("after")
    for count in range(min(reach, len(parts)), 0, -1):
        phrase = " ".join(parts[:count])
        trimmed = phrase.rstrip(".,;:'’)\"”?!")
        for suffix in ("'s", "’s"):
            trimmed = trimmed.removesuffix(suffix)
        if phrase.startswith(trimmed + ".") and trimmed.lower() + "." in generics:
            trimmed += "."
        generic = generics.get(trimmed.lower())
        if generic and (trimmed[0].isupper() or generic.case == "any"):
            return generic, end + 1 + len(trimmed), trimmed[0].isupper()
    return None


def before(
    tokens: Tokens, index: int, matched: int
) -> tuple[int, PlaceType, tuple[Place, ...], int] | None:
    """A generic word and the name after it: "Camp Tuckahoe", "Highway 10", "Gulf of Aden".

    `matched` is the last token of the gazetteer's own match, which wins if it is longer.
    """
    text = tokens.text
    start = tokens.starts[index]
    word = tokens.words[index]
    reach = _first_words("before").get(word.lower()) or _first_words("before").get(
        word.lower() + "."
    )
    if not reach:
        return None
    parts = text[start : start + 40].split("\n", 1)[0].split(" ")
    generics = _table("before")
    for count in range(min(reach, len(parts) - 1), 0, -1):
        phrase = " ".join(parts[:count])
        generic = generics.get(phrase.lower())
        if generic is None:
            continue
        name_start = start + len(phrase) + 1
        first = index
        while first < len(tokens.starts) and tokens.starts[first] < name_start:
            first += 1
        if first >= len(tokens.starts) or tokens.starts[first] != name_start or matched >= first:
            return None
        if generic.type == "landmark" and tokens.words[first][0].isdigit():
            return first, "landmark", (), tokens.ends[first]
        if (tokens.words[first][0].isdigit() and generic.type != "base") or tokens.words[
            first
        ] in _openers():
            return None
        last = first
        while (
            last + 1 < len(tokens.words)
            and last + 1 - first < 2
            and tokens.link(last + 1) == SPACE
            and generic.type == "base"
            and tokens.words[last + 1] not in _openers()
            and not tokens.words[last + 1][0].isdigit()
        ):
            last += 1
        for stop in range(last, first - 1, -1):
            senses = gazetteer.lookup(text[start : tokens.ends[stop]])
            if senses:
                return stop, generic.type, senses, tokens.ends[stop]
        if generic.unknown and generic.type != "landmark":
            return last, generic.type, (), tokens.ends[last]
    return None


def unknown_before(
    tokens: Tokens, index: int, floor: int
) -> tuple[int, int, int, PlaceType] | None:
    """A capitalised generic word that ends a name no gazetteer knows: "Van Dorn Street".

    Returns first and last token, the end and the type.
    """
    word = tokens.words[index]
    lower = word.lower()
    generic = _table("after").get(lower)
    end = tokens.ends[index]
    if generic is None and tokens.text.startswith(".", end):
        generic = _table("after").get(lower + ".")
        end += 1
    if generic is None or not generic.unknown or tokens.link(index) != SPACE:
        return None
    first = index
    while (
        first - 1 >= floor
        and index - first < MAX_UNKNOWN
        and tokens.link(first) in (SPACE,)
        and tokens.words[first - 1] not in _openers()
        and not tokens.words[first - 1].isdigit()
    ):
        first -= 1
    if first == index:
        return None
    return first, index, end, generic.type
