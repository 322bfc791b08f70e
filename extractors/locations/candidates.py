"""Names that may be places: longest match in the gazetteer, with the generic word of the place.

"near Ain al-Asad airbase in Anbar": `Ain al-Asad airbase`, `Anbar`.
"""

from functools import lru_cache

from troopfacts.extractors import gazetteer
from troopfacts.extractors.facts import PlaceType
from troopfacts.extractors.gazetteer import Place
from troopfacts.extractors.names.people import People
from troopfacts.extractors.names.runs import APART, COMMA, HYPHEN, Tokens
from troopfacts.extractors.names.vocabulary import senses_of, spelling

from . import generics, unlisted
from .mentions import Mention

MAX_WORDS = 6  # of a name
_PARTIES = frozenset(("R", "D", "I", "DFL"))
_HOLDERS = frozenset(("country", "adm1", "adm2"))
_PARTED = frozenset((APART, COMMA))


def read(tokens: Tokens, people: People) -> list[Mention]:
    """All candidates in order, none overlapping another."""
    found: list[Mention] = []
    lists, unknown = unlisted.read(tokens, people)
    composed = generics.read(tokens, people)
    entries, links = tokens.entries, tokens.links
    free = 0  # the first token that is no mention's
    special = {*composed, *lists, *unknown}
    order = sorted({*tokens.candidates, *special}) if special else tokens.candidates
    for index in order:
        if index < free:
            continue
        entry = entries[index]
        mention: Mention | None = None
        link = links[index + 1]
        if index not in special and not entry.short and (link == APART or entry.is_single):
            # most words: nothing goes on, so that the word alone is a place's name or is none
            if not entry.is_place and (link != COMMA or not entry.senses):
                continue
            mention = _alone(tokens, people, index)
        elif index in lists:
            mention = _listed(tokens, index, *lists[index])
        else:
            mention = _read_at(tokens, people, index, composed.get(index), unknown.get(index))
        if mention is None:
            continue
        if links[index] == COMMA and index > free and _is_holder(mention):
            inner = unlisted.before(tokens, people, index - 1, free)
            if inner:
                found.append(_composed(tokens, inner[0], inner[1], "unlisted, in a larger place"))
        found.append(mention)
        free = mention.last + 1
    return found


def _alone(tokens: Tokens, people: People, index: int) -> Mention | None:
    """A word that is a name of the gazetteer by itself."""
    entry = tokens.entries[index]
    start, end = tokens.starts[index], tokens.ends[index]
    tail = tokens.text[end : end + generics.PREFIX]
    if tail[:1] == "." or tail.lower() in generics.prefixes():
        return _with_generic(tokens, people, index, index, entry.senses)
    if index in people.inside:
        return None
    return Mention(index, index, start, end, entry.word, entry.senses, entry.key, "gazetteer")


def _is_holder(mention: Mention) -> bool:
    """Whether a mention can tell where a place no gazetteer lists lies: "Kettlewick, Suffolk"."""
    if mention.abbreviated:
        return mention.text.endswith(".")
    best = mention.senses[0] if mention.senses else None
    return best is not None and best.level in _HOLDERS and best.common == ""


def _read_at(
    tokens: Tokens,
    people: People,
    index: int,
    composed: generics.Composed | None,
    unknown: generics.Composed | None,
) -> Mention | None:
    entry = tokens.entries[index]
    if entry.short:
        short = _abbreviation(tokens, index)
        if short:
            return short
    matched = longest(tokens, index) if entry.reach else None
    reached = matched[0] if matched else index - 1
    if composed and composed.last > reached:
        return _composed(tokens, index, composed, "name and generic word")
    if entry.begins_generic:
        before = generics.before(tokens, index, reached)
        if before:
            return _composed(tokens, index, before, "generic word and name")
    if matched:
        return _with_generic(tokens, people, index, *matched)
    if unknown:
        return _composed(tokens, index, unknown, "unlisted")
    return None


def _composed(tokens: Tokens, first: int, found: generics.Composed, rule: str) -> Mention:
    return _mention(tokens, first, found.last, found.end, found.senses, found.type, rule)


def _mention(
    tokens: Tokens,
    first: int,
    last: int,
    end: int,
    senses: tuple[Place, ...],
    type_: PlaceType | None,
    rule: str,
) -> Mention:
    start = tokens.starts[first]
    text = tokens.text[start:end]
    mention = Mention(first, last, start, end, text, senses, key_of(text), rule)
    mention.type = type_
    return mention


def _listed(
    tokens: Tokens, first: int, last: int, end: int, type_: PlaceType, senses: tuple[Place, ...]
) -> Mention:
    """One of "Pike, Jackson and Monroe counties"."""
    if type_ == "region":
        name = tokens.name(first, last)
        senses = gazetteer.lookup(f"{name} County") or gazetteer.lookup(name)
        senses = tuple(s for s in senses if s.level in ("adm1", "adm2")) or senses
    return _mention(tokens, first, last, end, senses, type_, "list")


@lru_cache(1 << 15)
def key_of(text: str) -> str:
    """Mentions of one key are one name: "IRAQ", "Iraq"."""
    return gazetteer.fold(spelling(" ".join(text.split())))


def longest(tokens: Tokens, index: int) -> tuple[int, tuple[Place, ...]] | None:
    """The longest name of the gazetteer that begins at a token: its last token and senses."""
    entry, links = tokens.entries[index], tokens.links
    last = index
    limit = index + min(entry.reach, MAX_WORDS) - 1
    while last < limit and links[last + 1] not in _PARTED:
        last += 1
    while last > index:
        senses = senses_of(tokens.name(index, last))
        if senses:
            return last, senses
        last -= 1
    return (index, entry.senses) if entry.senses else None


def _with_generic(
    tokens: Tokens, people: People, first: int, last: int, senses: tuple[Place, ...]
) -> Mention | None:
    """The mention, its generic word taken in: "Anbar province", "Calhoun County"."""
    if generics.may_follow(tokens.text, tokens.ends[last]):
        after = generics.after(tokens, first, last, senses)
        if after is not None:
            return _composed(tokens, first, after, "gazetteer and generic word")
    if first == last:
        # most words that some hamlet bears as its name are no mention at all
        if first in people.inside:
            return None
        kind = tokens.entries[first].kind
        if kind and not senses[0].curated and tokens.link(first + 1) != COMMA:
            return None
    end = tokens.ends[last]
    if _is_dotted(tokens.words[last]) and tokens.text.startswith(".", end):
        end += 1
    return _mention(tokens, first, last, end, senses, None, "gazetteer")


def _is_dotted(word: str) -> bool:
    """Whether a word is "U.S", whose last dot belongs to the name."""
    return len(word) > 2 and word[1] == "."


def _abbreviation(tokens: Tokens, index: int) -> Mention | None:
    """ "Ala." after "Mobile, ", "R-Ky.", "N.Y.", "an Ill. man": a state by its abbreviation."""
    word = tokens.words[index]
    text, end = tokens.text, tokens.ends[index]
    dotted = text.startswith(".", end)
    link = tokens.links[index]
    if link == COMMA or (link == HYPHEN and tokens.words[index - 1] in _PARTIES):
        if not dotted and not word.isupper():
            return None
    elif not dotted or not (_is_dotted(word) or _goes_on(text, end + 1)):
        return None
    place = gazetteer.abbreviation(word + "." if dotted else word)
    if place is None:
        return None
    mention = _mention(tokens, index, index, end + dotted, (place,), None, "abbreviation")
    mention.abbreviated = True
    mention.key = gazetteer.fold(place.name)
    return mention


def _goes_on(text: str, end: int) -> bool:
    """Whether a sentence goes on in lower case after a dot: "an Ill. man"."""
    return text[end : end + 1] == " " and text[end + 1 : end + 2].islower()
