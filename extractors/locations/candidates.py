"""Names that may be places: longest match in the gazetteer, with the generic word of the place.

"near Ain al-Asad airbase in Anbar": `Ain al-Asad airbase`, `Anbar`.
"""

from functools import lru_cache

from troopfacts.extractors import gazetteer
from troopfacts.extractors.facts import PlaceType
from troopfacts.extractors.gazetteer import Place
from troopfacts.extractors.names.people import People
from troopfacts.extractors.names.runs import APART, COMMA, GENITIVE, HYPHEN, SPACE, Tokens
from troopfacts.extractors.names.vocabulary import senses_of, spelling

from . import generics, unlisted
from .mentions import Name

MAX_WORDS = 6  # of a name
_PARTIES = frozenset(("R", "D", "I", "DFL"))
_PARTED = frozenset((APART, COMMA))


def read(
    tokens: Tokens, people: People, unlisted_: dict[int, generics.Composed] | None = None
) -> list[Name]:
    """The names of a run in order, none overlapping another; first token -> `unlisted_` are names
    if the gazetteer knows none there."""
    entries, links = tokens.entries, tokens.links
    found: list[Name] = []
    long = len(entries) > 1 or (entries and tokens.ends[0] < tokens.end)
    suffixed = generics.read(tokens, people) if long else {}
    unknown = unlisted.read(tokens, people) if unlisted_ is None else unlisted_
    free = 0  # the first token that is no name's
    for index, entry in enumerate(entries):
        special = index in suffixed or index in unknown
        if index < free or not (entry.is_candidate or special):
            continue
        name: Name | None = None
        alone = links[index + 1] in _PARTED or entry.is_single
        if alone and not special and not entry.short:
            # most words: nothing goes on, so that the word alone is a place's name or is none
            if not entry.is_place and not (entry.senses and tokens.comma_after(index)):
                continue
            name = _alone(tokens, people, index)
        else:
            name = _read_at(tokens, people, index, suffixed.get(index), unknown.get(index))
        if name is not None:
            found.append(name)
            free = name.last + 1
    return found


def _alone(tokens: Tokens, people: People, index: int) -> Name | None:
    """A word that is a name of the gazetteer by itself."""
    entry = tokens.entries[index]
    start, end = tokens.starts[index], tokens.ends[index]
    if _is_dotted(entry.word) or generics.may_follow(tokens.text, end):
        return _with_generic(tokens, people, index, index, entry.senses)
    if index in people.inside:
        return None
    return Name(index, index, start, end, entry.word, entry.senses, entry.key, "gazetteer")


def _read_at(
    tokens: Tokens,
    people: People,
    index: int,
    suffixed: generics.Composed | None,
    unknown: generics.Composed | None,
) -> Name | None:
    entry = tokens.entries[index]
    if entry.short:
        short = _abbreviation(tokens, index)
        if short:
            return short
    matched = longest(tokens, index) if entry.reach else None
    reached = matched[0] if matched else index - 1
    if suffixed and suffixed.last > reached:
        return composed(tokens, index, suffixed, "name and generic word")
    if entry.begins_generic:
        before = generics.before(tokens, index, reached)
        if before:
            return composed(tokens, index, before, "generic word and name")
    if matched:
        return _with_generic(tokens, people, index, *matched)
    if unknown:
        return composed(tokens, index, unknown, "unlisted")
    return None


def composed(tokens: Tokens, first: int, found: generics.Composed, rule: str) -> Name:
    return _name(tokens, first, found.last, found.end, found.senses, found.type, rule)


def _name(
    tokens: Tokens,
    first: int,
    last: int,
    end: int,
    senses: tuple[Place, ...],
    type_: PlaceType | None,
    rule: str,
) -> Name:
    start = tokens.starts[first]
    text = tokens.text[start:end]
    name = Name(first, last, start, end, text, senses, key_of(text), rule)
    name.type = type_
    return name


def listed(tokens: Tokens, first: int, last: int, type_: PlaceType) -> Name:
    """One of "Pike, Jackson and Monroe counties"."""
    senses: tuple[Place, ...] = ()
    if type_ == "region":
        name = tokens.name(first, last)
        senses = gazetteer.lookup(f"{name} County") or gazetteer.lookup(name)
        senses = tuple(s for s in senses if s.level in ("adm1", "adm2")) or senses
    return _name(tokens, first, last, tokens.ends[last], senses, type_, "list")


@lru_cache(1 << 15)
def key_of(text: str) -> str:
    """Mentions of one key are one name: "IRAQ", "Iraq"."""
    return gazetteer.fold(spelling(" ".join(text.split())))


def longest(tokens: Tokens, index: int) -> tuple[int, tuple[Place, ...]] | None:
    """The longest name of the gazetteer that begins at a token: its last token and senses."""
    entry, links = tokens.entries[index], tokens.links
    last = index
    limit = index + min(entry.reach, MAX_WORDS) - 1
    if last < limit and links[last + 1] == SPACE and links[last + 2] != GENITIVE:
        mark = tokens.entries[last + 1].mark
        if mark >= 0 and mark not in entry.seconds:
            limit = last
    while last < limit and links[last + 1] not in _PARTED:
        last += 1
    while last > index:
        senses = senses_of(tokens.name(index, last))
        if senses and not (entry.word == "The" and _is_bare(tokens, index, last, senses)):
            return last, senses
        last -= 1
    return (index, entry.senses) if entry.senses else None


def _is_bare(tokens: Tokens, first: int, last: int, senses: tuple[Place, ...]) -> bool:
    """Whether "The" is no part of a name: of "The Hague" it is, not of "The Gambia", "The Gap"."""
    bare = senses_of(tokens.name(first + 1, last))
    kept = senses[0].curated and senses[0].level in ("city", "capital")
    return not kept or (bare != () and bare[0].curated)


def _with_generic(
    tokens: Tokens, people: People, first: int, last: int, senses: tuple[Place, ...]
) -> Name | None:
    """The mention, its generic word taken in: "Anbar province", "Calhoun County"."""
    if generics.may_follow(tokens.text, tokens.ends[last]):
        after = generics.after(tokens, first, last, senses)
        if after is not None:
            return composed(tokens, first, after, "gazetteer and generic word")
    if first == last:
        # most words that some hamlet bears as its name are no mention at all
        if first in people.inside:
            return None
        kind = tokens.entries[first].kind
        if kind and not senses[0].curated and not tokens.comma_after(first):
            return None
    end = tokens.ends[last]
    if _is_dotted(tokens.words[last]) and tokens.after(end, 1) == ".":
        end += 1
    return _name(tokens, first, last, end, senses, None, "gazetteer")


def _is_dotted(word: str) -> bool:
    """Whether a word is "U.S", whose last dot belongs to the name."""
    return len(word) > 2 and word[1] == "."


def _abbreviation(tokens: Tokens, index: int) -> Name | None:
    """ "Ala." after "Mobile, ", "R-Ky.", "N.Y.", "an Ill. man": a state by its abbreviation."""
    word = tokens.words[index]
    following = tokens.after(tokens.ends[index], 3)
    dotted = following[:1] == "."
    of_state = tokens.comma_before(index)
    if of_state or (tokens.links[index] == HYPHEN and tokens.words[index - 1] in _PARTIES):
        if not dotted and not word.isupper():
            return None
    elif not dotted or not (_is_dotted(word) or _goes_on(following)):
        return None
    place = gazetteer.abbreviation(word + "." if dotted else word)
    if place is None:
        return None
    name = _name(tokens, index, index, tokens.ends[index] + dotted, (place,), None, "abbreviation")
    name.abbreviated = True
    name.of_state = of_state
    name.key = gazetteer.fold(place.name)
    return name


def _goes_on(following: str) -> bool:
    """Whether a sentence goes on in lower case after a dot: "an Ill. man"."""
    return following[1:2] == " " and following[2:3].islower()
