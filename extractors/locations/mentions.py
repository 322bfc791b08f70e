"""A name in a text that may be a place, and what was found out about it."""

from dataclasses import dataclass

from troopfacts.extractors import gazetteer
from troopfacts.extractors.facts import PlaceType, Use
from troopfacts.extractors.gazetteer import Place


@dataclass(slots=True)
class Mention:
    """A name as it stands, from token `first` to `last`, and what it may be."""

    first: int
    last: int
    start: int
    end: int
    text: str
    senses: tuple[Place, ...]
    key: str  # mentions of one key are one name: "IRAQ", "Iraq"
    rule: str  # that found it
    type: PlaceType | None = None  # by the generic word taken in
    abbreviated: bool = False
    support: int = 0
    need: int = 0
    out: str = ""  # why it is no place
    inside: "Mention | None" = None  # the larger place named right after it
    holds: "Mention | None" = None  # the smaller place named right before it
    hint: str = ""  # the gazetteer's level that the words beside it ask for: "New York Gov."
    place: Place | None = None
    code: str | None = None  # the country of a place that the gazetteer does not know
    use: Use = "literal"


def spelling(name: str) -> str:
    """ "IRAQ" -> "Iraq", as the gazetteer wants a headline's capitals; "US", "UAE" stay."""
    if len(name) > 3 and name.isupper() and name not in _CAPITALS and "." not in name.rstrip("."):
        return name.title()
    return name


_CAPITALS = frozenset(("USSR", "DPRK"))


def fold(text: str) -> str:
    """The key of a name as written."""
    return gazetteer.fold(spelling(" ".join(text.split())))
