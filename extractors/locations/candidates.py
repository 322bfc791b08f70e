"""Names that may be places: longest match in the gazetteer, with the generic word of the place.

"near Ain al-Asad airbase in Anbar": `Ain al-Asad airbase`, `Anbar`.
"""

from troopfacts.extractors import gazetteer
from troopfacts.extractors.facts import PlaceType
from troopfacts.extractors.gazetteer import Place
from troopfacts.extractors.names.people import People
from troopfacts.extractors.names.runs import COMMA, DOT, GENITIVE, HYPHEN, JOINER, SPACE, Tokens

from . import generics, unlisted
from .mentions import Mention, fold, spelling

MAX_WORDS = 6  # of a name
_ARTICLES = frozenset(("El", "Al", "EL", "AL"))
_PARTIES = frozenset(("R", "D", "I", "DFL"))


def read(tokens: Tokens, people: People) -> list[Mention]:
    """All candidates in order, none overlapping another."""
    found: list[Mention] = []
    lists = unlisted.read_lists(tokens, people)
    composed = generics.read(tokens, people)
    index = 0
    while index < len(tokens.words):
        mention: Mention | None
        if index in lists:
            mention = _listed(tokens, index, lists[index])
        else:
            mention = _read_at(tokens, people, index, composed.get(index))
        if mention is not None:
            found.append(mention)
            index = mention.last
        index += 1
    return found


def _read_at(
    tokens: Tokens, people: People, index: int, composed: generics.Composed | None
) -> Mention | None:
    if tokens.words[index][0].isdigit():
        return None
    short = _abbreviation(tokens, index)
    if short:
        return short
    matched = longest(tokens, index)
    reached = matched[0] if matched else index - 1
    if composed and composed.last > reached:
        return _composed(tokens, index, composed, "name and generic word")
    before = generics.before(tokens, index, reached)
    if before:
        return _composed(tokens, index, before, "generic word and name")
    if matched:
        return _with_generic(tokens, index, *matched)
    found = unlisted.read(tokens, people, index)
    if found is not None:
        return _composed(tokens, index, found, "unlisted")
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
    return Mention(first, last, start, end, text, senses, fold(text), rule, type_)


def _listed(tokens: Tokens, first: int, last: int) -> Mention:
    """One of "Barrow, Jackson and Madison counties"."""
    name = tokens.name(first, last)
    senses = gazetteer.lookup(f"{name} County") or gazetteer.lookup(name)
    senses = tuple(s for s in senses if s.level in ("adm1", "adm2")) or senses
    return _mention(tokens, first, last, tokens.ends[last], senses, "region", "list")


def longest(tokens: Tokens, index: int) -> tuple[int, tuple[Place, ...]] | None:
    """The longest name of the gazetteer that begins at a token: its last token and senses."""
    word = tokens.words[index]
    if word in ("The", "A"):
        return None
    if word in _ARTICLES:
        reach = gazetteer.starts("Al")  # the gazetteer folds "El Fasher" and "al-Fasher" so
    elif word.isupper() and len(word) > 1:
        reach = max(gazetteer.starts(word.title()), gazetteer.starts(word))
    else:
        reach = gazetteer.starts(word)
    if not reach:
        return None
    ends = [index]
    length = 1 + word.count("-")
    last = index
    while length < reach and last - index < MAX_WORDS and last + 1 < len(tokens.words):
        if tokens.link(last + 1) not in (SPACE, HYPHEN, JOINER, DOT, GENITIVE):
            break
        last += 1
        gap = tokens.text[tokens.ends[last - 1] : tokens.starts[last]]
        length += 1 + len(gap.replace("-", " ").split())
        ends.append(last)
    for last in reversed(ends):
        senses = gazetteer.lookup(spelling(tokens.name(index, last)))
        if senses:
            return last, senses
    return None


def _with_generic(tokens: Tokens, first: int, last: int, senses: tuple[Place, ...]) -> Mention:
    """The mention, its generic word taken in: "Anbar province", "Mahnomen County"."""
    after = generics.after(tokens, first, last, senses)
    if after is not None:
        return _composed(tokens, first, after, "gazetteer and generic word")
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
    if len(word) > 5:
        return None
    text, end = tokens.text, tokens.ends[index]
    dotted = text.startswith(".", end)
    link = tokens.link(index)
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
