"""Names that may be places: longest match in the gazetteer, with the generic word of the place.

>>> [mention.text for mention in read(Document("a.txt", "near Ain al-Asad airbase in Anbar"))]
['Ain al-Asad airbase', 'Anbar']
"""

from dataclasses import dataclass

from troopfacts.extractors import gazetteer
from troopfacts.extractors.facts import PlaceType, Use
from troopfacts.extractors.gazetteer import Place
from troopfacts.extractors.names.people import People
from troopfacts.extractors.names.runs import COMMA, DOT, GENITIVE, HYPHEN, JOINER, SPACE, Tokens

from . import generics

MAX_WORDS = 6  # of a name


@dataclass(slots=True)
class Mention:
    """A name as it stands, what it may be, and what was found out about it."""

    first: int  # token
    last: int
    start: int
    end: int
    text: str
    senses: tuple[Place, ...]
    type: PlaceType | None = None  # by the generic word taken in
    known: bool = True  # the gazetteer knows the name
    abbreviated: bool = False
    core: str = ""  # the name without a generic word the gazetteer does not know with it
    support: int = 0
    need: int = 0
    out: str = ""  # why it is no place
    inside: "Mention | None" = None  # the larger place named right after it
    holds: "Mention | None" = None  # the smaller place named right before it
    place: Place | None = None
    use: Use = "literal"
    rule: str = ""


def read(tokens: Tokens, people: People) -> list[Mention]:
    """All candidates in order, none overlapping another."""
    found: list[Mention] = []
    index = 0
    count = len(tokens.words)
    floor = 0  # the first token not taken by a mention
    while index < count:
        mention = _read_at(tokens, index, floor)
        if mention is None:
            index += 1
            continue
        while found and found[-1].end > mention.start:
            found.pop()
        found.append(mention)
        index = floor = mention.last + 1
    return found


def _read_at(tokens: Tokens, index: int, floor: int) -> Mention | None:
    word = tokens.words[index]
    if word[0].isdigit():
        return None
    short = _abbreviation(tokens, index)
    if short:
        return short
    named = generics.unknown_before(tokens, index, floor)
    if named:
        first, last, end, type_ = named
        whole = gazetteer.lookup(
            spelling(" ".join(tokens.text[tokens.starts[first] : end].split()))
        )
        return _mention(tokens, first, last, end, whole, type_)
    matched = longest(tokens, index)
    composed = generics.before(tokens, index, matched[0] if matched else index - 1)
    if composed:
        last, type_, senses, end = composed
        return _mention(tokens, index, last, end, senses, type_)
    if matched:
        last, senses = matched
        return _with_generic(tokens, index, last, senses)
    return None


def _mention(
    tokens: Tokens,
    first: int,
    last: int,
    end: int,
    senses: tuple[Place, ...],
    type_: PlaceType | None,
) -> Mention:
    start = tokens.starts[first]
    text = tokens.text[start:end]
    return Mention(first, last, start, end, text, senses, type_, bool(senses), core=fold(text))


def fold(text: str) -> str:
    """Mentions with one key are one name: "IRAQ", "Iraq"."""
    return gazetteer.fold(spelling(" ".join(text.split())))


def spelling(name: str) -> str:
    """ "IRAQ" -> "Iraq", as the gazetteer wants a headline's capitals; "US", "UAE" stay."""
    if name.isupper() and (len(name) > 5 or len(name) == 4 or " " in name or len(name) == 5):
        return name.title() if name not in _CAPITALS and "." not in name.rstrip(".") else name
    return name


_ARTICLES = frozenset(("El", "Al", "EL", "AL"))
_CAPITALS = frozenset(("USSR", "DPRK"))


def longest(tokens: Tokens, index: int) -> tuple[int, tuple[Place, ...]] | None:
    """The longest name of the gazetteer that begins at a token: its last token and senses."""
    word = tokens.words[index]
    reach = gazetteer.starts(word.title() if word.isupper() and len(word) > 1 else word)
    if word.isupper() or word in _ARTICLES:
        reach = max(reach, gazetteer.starts("Al" if word in _ARTICLES else word))
    if not reach or word in ("The", "A"):
        return None
    ends = [index]
    length = 1 + tokens.words[index].count("-")
    last = index
    while length < reach and last - index < MAX_WORDS and last + 1 < len(tokens.words):
        link = tokens.link(last + 1)
        if link not in (SPACE, HYPHEN, JOINER, DOT, GENITIVE):
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
    end = tokens.ends[last]
    after = generics.after(tokens, first, last, senses)
    if after is None:
        if tokens.text.startswith(".", end) and _dotted(tokens.words[last]):
            end += 1
        mention = _mention(tokens, first, last, end, senses, None)
        return mention
    new_last, new_end, type_, new_senses = after
    mention = _mention(tokens, first, new_last, new_end, new_senses, type_)
    return mention


def _dotted(word: str) -> bool:
    """Whether a word is "U.S", whose last dot belongs to the name."""
    return len(word) > 2 and word[1] == "."


def _abbreviation(tokens: Tokens, index: int) -> Mention | None:
    """ "Ala." after "Mobile, ", "R-Ky.", "N.Y.": a state by its abbreviation."""
    word = tokens.words[index]
    if len(word) > 5:
        return None
    end = tokens.ends[index]
    text = tokens.text
    dotted = text.startswith(".", end)
    link = tokens.link(index)
    if link == COMMA or (link == HYPHEN and tokens.words[index - 1] in ("R", "D", "I", "DFL")):
        if not dotted and not word.isupper():
            return None
    elif not (dotted and _dotted(word)):
        return None
    place = gazetteer.abbreviation(word + "." if dotted else word)
    if place is None:
        return None
    mention = _mention(tokens, index, index, end + dotted, (place,), None)
    mention.abbreviated = True
    mention.core = gazetteer.fold(place.name)
    return mention
