"""Generic words a place takes into its name: "Anbar province", "Fort Tuckahoe", "Otter Creek"."""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple, cast

from troopfacts.extractors.facts import PlaceType
from troopfacts.extractors.gazetteer import Place
from troopfacts.extractors.lexicons import table, words
from troopfacts.extractors.names.people import People, is_introduced, is_title
from troopfacts.extractors.names.runs import DOT, SPACE, Tokens
from troopfacts.extractors.names.vocabulary import senses_of

from .contexts import stop

MAX_WORDS = 4  # of a name that no gazetteer knows, before its generic word
PREFIX = 4  # characters, by which most words after a name are passed over
MAX_BASE = 2  # after "Camp"
_MARKS = ".,;:'’)\"”?!"
_LEVELS: dict[PlaceType, tuple[str, ...]] = {
    "region": ("adm1", "adm2"),
    "city": ("city", "capital"),
}


class Generic(NamedTuple):
    """One generic word; `case` upper, lower or any; `unknown`: it makes a place of any name."""

    word: str
    type: PlaceType
    case: str
    unknown: bool


class Composed(NamedTuple):
    """A name with its generic word: its last token, end, type, and senses, if any are known."""

    last: int
    end: int
    type: PlaceType
    senses: tuple[Place, ...]


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
def _reach(place: str) -> dict[str, int]:
    """First word of a generic -> the most words of a generic that begins with it."""
    reach: dict[str, int] = {}
    for word in _table(place):
        parts = word.split()
        reach[parts[0]] = max(reach.get(parts[0], 0), len(parts))
    return reach


@cache
def prefixes() -> frozenset[str]:
    """How the generic words after a name begin: a space and three letters."""
    return frozenset(f" {word}"[:PREFIX] for word in _table("after"))


def may_follow(text: str, end: int) -> bool:
    """Whether the word after an offset begins as a generic word does."""
    return text[end : end + PREFIX].lower() in prefixes()


def following(tokens: Tokens, end: int) -> tuple[Generic, int] | None:
    """The longest generic word right after an offset, and where it ends."""
    text = tokens.text
    if not may_follow(text, end):
        return None
    parts = text[end + 1 : end + 40].partition("\n")[0].split(" ")
    reach = _reach("after").get(parts[0].rstrip(_MARKS).lower())
    if not reach:
        return None
    for count in range(min(reach, len(parts)), 0, -1):
        phrase = " ".join(parts[:count])
        word = phrase.rstrip(_MARKS).removesuffix("'s").removesuffix("’s")
        generic = _table("after").get(word.lower())
        if generic and generic.case in ("any", "upper" if word[0].isupper() else "lower"):
            stop_at = end + 1 + len(word)
            if generic.word == "department" and tokens.after(stop_at, 6) == " store":
                return None
            return generic, stop_at
    return None


def after(tokens: Tokens, first: int, last: int, senses: tuple[Place, ...]) -> Composed | None:
    """A known name and the generic word after it, if they are one name."""
    found = following(tokens, tokens.ends[last])
    if found is None:
        return None
    generic, end = found
    upper = tokens.text[end - 1].isupper() or _is_upper(tokens, tokens.ends[last] + 1)
    if generic.word == "district" and tokens.after(end, _LONGEST).startswith(_COURTS):
        return None
    while last + 1 < len(tokens.starts) and tokens.starts[last + 1] < end:
        last += 1
    whole = senses_of(" ".join(tokens.text[tokens.starts[first] : end].split()))
    levels = _LEVELS.get(generic.type, (generic.type,))
    fitting = tuple(s for s in dict.fromkeys(whole + senses) if s.level in levels)
    if fitting or whole:
        return Composed(last, end, generic.type, fitting or whole)
    towns = tuple(s for s in senses if s.level in ("city", "capital", "adm2"))
    if generic.type == "base" and not upper:
        # "Goma airport" is where Goma is; "a New Jersey airport" has no name
        lies = towns and not _has_article(tokens, first)
        return Composed(last, end, "base", towns) if lies else None
    if generic.type == "region" and generic.word not in ("county", "parish"):
        # a province bears its capital's name where the gazetteer has but the city
        return Composed(last, end, generic.type, senses)
    if (upper and generic.unknown) or generic.type == "base":
        return Composed(last, end, generic.type, ())
    return None


_COURTS = (" attorney", " court", " judge", " council", " school", " prosecutor")
_LONGEST = max(map(len, _COURTS))


def _has_article(tokens: Tokens, first: int) -> bool:
    return tokens.before(first, 3).endswith((" a ", "an "))


def _is_upper(tokens: Tokens, start: int) -> bool:
    return tokens.text[start : start + 1].isupper()


def before(tokens: Tokens, index: int, matched: int) -> Composed | None:
    """A generic word and the name after it: "Camp Tuckahoe", "County Road 10", "Gulf of Aden".

    `matched` is the last token of the gazetteer's own match, which wins if it is as long.
    """
    word = tokens.words[index].lower()
    reach = _reach("before").get(word) or _reach("before").get(word + ".")
    if not reach:
        return None
    start = tokens.starts[index]
    parts = tokens.text[start : start + 40].partition("\n")[0].split(" ")
    for count in range(min(reach, len(parts) - 1), 0, -1):
        phrase = " ".join(parts[:count])
        generic = _table("before").get(phrase.lower())
        if generic is not None:
            return _named(tokens, index, start + len(phrase) + 1, matched, generic)
    return None


def _named(
    tokens: Tokens, index: int, start: int, matched: int, generic: Generic
) -> Composed | None:
    """The name that begins at `start`, after the generic word at a token."""
    first = index
    while first < len(tokens.starts) and tokens.starts[first] < start:
        first += 1
    if first >= len(tokens.starts) or tokens.starts[first] != start or matched >= first:
        return None
    if tokens.words[first][0].isdigit():
        roads = generic.type in ("landmark", "base")  # "County Road 10", "Air Base 201"
        return Composed(first, tokens.ends[first], generic.type, ()) if roads else None
    if not tokens.entries[first].is_name or generic.type == "landmark":
        return None
    last = first
    if generic.type == "base":
        while last - first + 1 < MAX_BASE and _is_joined(tokens, last + 1):
            last += 1
        if tokens.link(last + 1) == DOT:
            last += 1  # "Fort St. Jean"
    for end in range(last, first - 1, -1):
        senses = senses_of(tokens.name(index, end))
        if senses:
            return Composed(end, tokens.ends[end], generic.type, senses)
    if not generic.unknown or _ends_otherwise(tokens, last + 1):
        return None
    return Composed(last, tokens.ends[last], generic.type, ())


def _is_joined(tokens: Tokens, index: int) -> bool:
    return (
        index < len(tokens.words) and tokens.link(index) == SPACE and tokens.entries[index].is_name
    )


@cache
def organisations() -> frozenset[str]:
    """Nouns of organisations."""
    return frozenset(words("location_organisations"))


def _ends_otherwise(tokens: Tokens, index: int) -> bool:
    """Whether the capitalised words go on to something else: "Camp David Accords"."""
    return _is_joined(tokens, index) and not tokens.entries[index].titled


def read(tokens: Tokens, people: People) -> dict[int, Composed]:
    """First token -> every capitalised run that a generic word ends: "Van Houten Street"."""
    found: dict[int, Composed] = {}
    generics = _table("after")
    for index, entry in enumerate(tokens.entries):
        if not entry.generic or tokens.links[index] != SPACE:
            continue
        word = tokens.words[index]
        generic = generics.get(word.lower())
        end = tokens.ends[index]
        if generic is None and word in _SHORT:
            dot = tokens.after(end, 3)
            if dot[:1] == ".":
                if dot[1:].strip()[:1].isupper():
                    continue  # "Perla St. Ives"
                generic, end = generics.get(word.lower() + "."), end + 1
        if generic is None or generic.case == "lower":
            continue
        first = _first_of_run(tokens, index)
        if first == index or _ends_otherwise(tokens, index + 1):
            continue
        if tokens.name(first, index) in stop():
            continue  # "United Way"
        senses: tuple[Place, ...] = ()
        for start in range(first, index):
            senses = senses_of(tokens.name(start, index))
            if senses:
                first = start
                break
        if senses or (generic.unknown and not _is_foreign(tokens, people, first, index, generic)):
            found[first] = Composed(index, end, generic.type, senses)
    found.update(_ended(tokens))
    return found


def _ended(tokens: Tokens) -> Iterator[tuple[int, Composed]]:
    """ "T4 airbase" at the end of a run: a name that is known only with its generic word."""
    last = len(tokens.words) - 1
    if tokens.ends[last] == tokens.end:
        return
    generic = following(tokens, tokens.ends[last])
    first = _first_of_run(tokens, last)
    while generic and first <= last:
        senses = senses_of(" ".join(tokens.text[tokens.starts[first] : generic[1]].split()))
        entry = tokens.entries[first]
        # not "the Eastern region", "the French island"
        if senses and entry.is_name and (senses[0].curated or not entry.demonym):
            yield first, Composed(last, generic[1], generic[0].type, senses)
            return
        first += 1


_SHORT = frozenset(("St", "Ave", "Rd", "Blvd", "Twp", "Dr", "Ln"))


def _first_of_run(tokens: Tokens, index: int) -> int:
    """The first of the capitalised words that lead to a generic word, "N." and "South" too."""
    first = index
    while first > 0 and index - first < MAX_WORDS:
        previous = first - 1
        word = tokens.words[previous]
        link = tokens.link(first)
        entry = tokens.entries[previous]
        leads = entry.is_name or entry.kind == "direction" or word in _ORDINALS
        if link == SPACE and leads:
            first = previous
        elif link == DOT and len(word) == 1:
            return previous  # "N. Hartwell Drive"
        else:
            break
    return first


_ORDINALS = frozenset(("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh"))
_SURNAMES = frozenset(("Hill", "Lake", "Lane", "Brook", "Forest", "Grove", "Park", "Rivers"))


def _is_foreign(tokens: Tokens, people: People, first: int, last: int, generic: Generic) -> bool:
    """Whether a person's or an organisation's name is taken for a place's: "Judge Virginia Lane",
    "Fort Tuckahoe Medical Center Drive"."""
    if people.inside.issuperset(range(first, last)) or is_introduced(tokens, first):
        return True
    named = tokens.entries[first].given == "" and last == first + 1
    if named and tokens.entries[last].word in _SURNAMES:
        return True  # "Martha Hill"
    if any(is_title(tokens, index) for index in range(max(0, first - 1), last)):
        return True
    if generic.type == "landmark" and last == first + 1:
        return False  # "College Street"
    nouns = organisations()
    return any(tokens.words[index] in nouns for index in range(first, last))
