"""Which of a sentence's names can own a figure, and which acts before a verb.

>>> subject_before(sentence, 3).name  # "In 2002 Rwanda [pulled out] 23,400 soldiers."
'Rwanda'
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator

from troopfacts.extractors.facts import Location
from troopfacts.extractors.names.forces import Force

from .sentences import Sentence
from .verbs import ADVERBS, AUXILIARIES, is_verb
from .words import word_class

PREPOSITIONS = word_class("prepositions of circumstance")
TROOP_WORDS = word_class("troop words")
MILITARY = word_class("military words")
_MEN = TROOP_WORDS | {"men"}  # "Wagner had 1,500 men in Mali"
PRONOUNS = frozenset({"it", "they", "which", "who", "that"})


def is_trusted(sentence: Sentence, force: Force) -> bool:
    """Whether the form speaks for the force: a country or capital that is read as that country's
    place ("Chad lost 20", not "the Duke of Wellington"), a risky form before a word of war."""
    place = place_over(sentence, force)
    located = place is not None and place.code == force.code
    if force.kind == "capital":
        return located and not (force.risky and force.name not in sentence.countries_around)
    if force.risky and not (force.text.isupper() and len(force.text) > 2):
        words, at = sentence.words, sentence.words.index(force.end - 1) + 1
        following = words.lower[at] if at < len(words) else ""
        named = located and force.kind == "country" and force.text == force.name
        named = named or following in TROOP_WORDS or following in MILITARY
        return named or (is_verb(following) and _is_body(sentence, force))
    if force.kind == "country" and force.text == force.name and sentence.locations is not None:
        return place is not None or sentence.acts(force)
    return True


def _is_body(sentence: Sentence, force: Force) -> bool:
    """ "Wagner has 1,000 fighters", "the AU says it needs 500": it acts among troops."""
    words, first = sentence.words, sentence.words.index(force.start)
    if force.text.isupper():
        return words.lower[max(0, first - 1) : first] == ["the"]
    titled = first > 1 and words.lower[first - 1] == "." and words.capital(first - 2)
    if titled or (first > 1 and words.capital(first - 1)):
        return False  # "Mr. Wagner", "composer Richard Wagner"
    return force.kind == "group" and not _MEN.isdisjoint(words.lower)


def place_over(sentence: Sentence, force: Force) -> Location | None:
    """The location found in the words of a force: the last that begins before the force ends."""
    places = sentence.locations or []
    at = bisect_left(places, force.end, key=lambda place: place.start) - 1
    return places[at] if at >= 0 and places[at].end > force.start else None


def backward(sentence: Sentence, offset: int, capitals: bool = False) -> Iterator[Force]:
    """The trusted forces that end before an offset, the nearest first; the last dozen at most."""
    last = bisect_left(sentence.forces, offset, key=lambda force: force.start)
    for force in reversed(sentence.forces[max(0, last - _MOST) : last]):
        if force.end > offset or not (capitals or force.kind != "capital"):
            continue
        if is_trusted(sentence, force) and not (force.risky and _owned(sentence, force)):
            yield force


_MOST = 12


def is_place(sentence: Sentence, force: Force) -> bool:
    """Whether the name is only a place here: "in Ballymena, Northern Ireland"."""
    first = sentence.words.index(force.start)
    if first == 0 or sentence.words.lower[first - 1] in ("that", "“", '"', ":", "—", "–"):
        return False
    place = place_over(sentence, force)
    return place is not None and place.use == "literal"


def _owned(sentence: Sentence, force: Force) -> bool:
    """ "Mexican National Guard" is no U.S. service."""
    return any(other.end == force.start - 1 for other in sentence.forces)


def subject_before(sentence: Sentence, at: int) -> Force | None:
    """The nearest force before a verb that is no circumstance of another subject."""
    words = sentence.words
    for force in backward(sentence, words.starts[at], capitals=True):
        first = words.index(force.start)
        before = words.lower[first - 1] if first else ""
        if before == "the" and first > 1:
            before = words.lower[first - 2]
        between = words.lower[words.index(force.end - 1) + 1 : at]
        if _is_counted(sentence, force) or _is_seat(force, between):
            continue
        if before == "of" and _is_body_of(between) and not is_place(sentence, force):
            return force
        if before in PREPOSITIONS or (is_place(sentence, force) and not is_chain(between)):
            continue
        if "sides" in between:
            return None  # "with 8,000 Dutch troops, both sides suffered 4,000 casualties"
        if ";" in between or "that" in between:
            tail = between[max(map(_last(between), (";", "that"))) + 1 :]
            if not PRONOUNS & set(tail):
                return None
        return force
    return None


def _is_body_of(between: list[str]) -> bool:
    """ "the Operational Group of Russian [Forces (OGRF)] has 1,500 men"."""
    own = next((at for at, word in enumerate(between) if word not in TROOP_WORDS), len(between))
    rest = between[own:]
    if rest[:1] == ["("] and ")" in rest:
        rest = rest[rest.index(")") + 1 :]
    return own > 0 and is_chain(rest)


def _is_seat(force: Force, between: list[str]) -> bool:
    """ "researchers at a Washington [institute now believe it] has 130,000"."""
    noun = bool(between) and between[0].isalpha() and not is_verb(between[0])
    return force.kind == "capital" and noun and not is_chain(between[:1])


def _is_counted(sentence: Sentence, force: Force) -> bool:
    """Whether a name is that of other people just counted: "killing 20 Afghan soldiers and losing
    12", but "2,000 Ugandan troops lost 12"."""
    figure = sentence.figure_at(force.start)
    after = "" if figure is None else sentence.words.lower[figure.end : figure.end + 1]
    return after in (["and"], [","])


def is_chain(between: list[str]) -> bool:
    """Whether only auxiliaries stand between a name and its verb: "Rwanda [has] pulled out"."""
    return all(word in AUXILIARIES or word in ADVERBS or word == "to" for word in between)


def _last(between: list[str]) -> Callable[[str], int]:
    def find(word: str) -> int:
        return len(between) - 1 - between[::-1].index(word) if word in between else -1

    return find
