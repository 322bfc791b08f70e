"""Places no gazetteer lists, read from the sentence: "in [Ilobasco], Cabanas department".

>>> find_unlisted(sentence, places)
[Location(text='Ilobasco', name='Ilobasco', code='SV', use='literal', …)]

A village is often in the news for its only time. A capitalised name that a preposition of place
leads to is one, unless it is something else we know: a force, a date, an operation, a body.
"""

from collections.abc import Sequence

from troopfacts.extractors.facts import Date, Location

from .nouns import goes_on
from .sentences import Sentence
from .verbs import base_of
from .words import Words, word_class

_LEADS = frozenset({"in", "at", "near", "outside", "around", "about", "along", "inside", "beyond"})
_NO_PLACES = word_class("capitalised words that are no place")
_MONTHS = word_class("months and short months")
_GENERICS = word_class("generic words of places")
_LINKS = frozenset({"de", "del", "la", "las", "los", "el", "al", "of", "bin", "e"})
_TAKING = word_class("verbs with a place")
_MOST = 4  # words of a name


def find_unlisted(
    sentence: Sentence, places: Sequence[Location], dates: Sequence[Date]
) -> list[Location]:
    """The unlisted places of a sentence, in order."""
    words, found = sentence.words, list[Location]()
    taken = [(place.start, place.end) for place in places]
    taken += [(date.start, date.end) for date in dates]
    taken += [(force.start, force.end) for force in sentence.forces]
    if words.titled:
        return found
    for at in range(len(words) - 1):
        if not _leads(sentence, at):
            continue
        first = at + 1
        while first < len(words) - 1 and words.lower[first] in ("the", "town", "village", "of"):
            first += 1
        end = _run_end(words, first)
        if end is None:
            continue
        start, stop = words.starts[first], words.ends[end - 1]
        if any(low < stop and start < high for low, high in taken):
            continue
        found.append(_location(words.text, start, stop, _code(words, end, places)))
    return found


def _leads(sentence: Sentence, at: int) -> bool:
    """ "[in] Ilobasco", "[storm] Ilobasco", "the junction [of] Ihantala", "the fight [for] Mosul",
    "120 troops [to] Gok Machar"."""
    lower = sentence.words.lower
    lead, before = lower[at], lower[at - 1] if at else ""
    if lead in _LEADS or base_of(lead) in _TAKING:
        return True
    if lead == "of":
        return before in _GENERICS or before in SIDES or before in _FIGHTS
    if lead == "for":
        return before in _FIGHTS
    if lead in ("on", "from"):
        return base_of(before) in (_STRIKING if lead == "on" else _MOVING)
    return lead in ("to", "opposite") and any(figure.end == at for figure in sentence.kept)


SIDES = frozenset(
    {
        "north",
        "south",
        "east",
        "west",
        "northeast",
        "northwest",
        "southeast",
        "southwest",
        "outskirts",
        "edge",
    }
)
_STRIKING = frozenset(
    {
        "march",
        "converge",
        "advance",
        "descend",
        "close",
        "press",
        "attack",
        "assault",
        "raid",
        "strike",
    }
)
_MOVING = frozenset(
    {
        "march",
        "come",
        "retreat",
        "withdraw",
        "cross",
        "return",
        "sail",
        "flee",
        "move",
        "fly",
        "evacuate",
        "pull",
    }
)
_FIGHTS = frozenset(
    {
        "battle",
        "siege",
        "fighting",
        "fight",
        "struggle",
        "defence",
        "defense",
        "fall",
        "capture",
        "storming",
        "relief",
    }
)


def _run_end(words: Words, first: int) -> int | None:
    """The end of the capitalised name at word `first`; None where there is no place name."""
    end = first
    while end < len(words) and end - first < _MOST:
        linked = end > first and words.lower[end] in _LINKS and words.words[end].islower()
        if not (words.capital(end) or linked):
            break
        end += 1
    while end > first and not words.capital(end - 1):
        end -= 1
    if end == first or not _NO_PLACES.isdisjoint(words.lower[first:end]):
        return None
    if words.lower[first] in _MONTHS or words.words[first] in ("May", "I"):
        return None
    following = words.lower[end] if end < len(words) else ""
    if following in _GENERICS:
        return end + 1
    if (
        following in ("border", "military", "naval", "air")
        and words.lower[end + 1 : end + 2]
        and words.lower[end + 1] in _GENERICS
    ):
        return end + 2
    return None if following in ("'s", "’s", "(") or goes_on(words, end) else end


def _code(words: Words, end: int, places: Sequence[Location]) -> str | None:
    """The country of the place that follows in the comma chain."""
    if words.lower[end : end + 1] == [","] and end + 1 < len(words):
        start = words.starts[end + 1]
        return next((place.code for place in places if place.start == start), None)
    return None


def _location(text: str, start: int, end: int, code: str | None) -> Location:
    name = text[start:end]
    return Location(
        doc="",
        start=start,
        end=end,
        text=name,
        sentence="",
        name=name,
        type="city",
        code=code,
        admin1=None,
        lat=None,
        lon=None,
        geonameid=None,
        use="literal",
    )
