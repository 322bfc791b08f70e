"""What countries and divisions a document speaks of, by the places that can be but one.

Minnesota, "Ont.", Mosul and "Syrian" each vote for where they are.
"""

from math import log1p

from troopfacts.extractors import gazetteer
from troopfacts.extractors.gazetteer import Place

from .containment import own_sense
from .mentions import Mention, Name

# How much the share of the votes and their number say; chosen on LGL, TR-News and GeoWebNews.
_COUNTRY, _DIVISION = (2.0, 0.8), (6.0, 1.0)
MOST = 6.0
_NEARLY = 0.75
_DATELINE = 2.0  # votes of a place that opens the text
_METROPOLIS = 10**6  # people: the name means this one, most often
_STRONG = frozenset(("country", "adm1", "capital"))
_UNHEARD = frozenset(("person", "stop list", "acronym", "saint"))


class Votes:
    """How often countries and first-level divisions are named, by which names."""

    def __init__(self) -> None:
        self.country: dict[str, float] = {}
        self.division: dict[tuple[str, str], float] = {}
        self.own: dict[str, list[tuple[Place, float]]] = {}
        self.countries = self.divisions = 0.0

    def add(self, key: str, place: Place, weight: float) -> None:
        """One vote, by a name, for where a place lies."""
        self.own.setdefault(key, []).append((place, weight))
        self._count(place, weight)

    def _count(self, place: Place, weight: float) -> None:
        code = place.code
        if code is not None:
            self.country[code] = self.country.get(code, 0.0) + weight
            self.countries += weight
            if place.admin1 and place.level != "country":
                division = (code, place.admin1)
                self.division[division] = self.division.get(division, 0.0) + weight
                self.divisions += weight

    def withdraw(self, key: str) -> None:
        """Leaves a name's own votes out, till they are restored: it does not vote for itself."""
        for place, weight in self.own.get(key, ()):
            self._count(place, -weight)

    def restore(self, key: str) -> None:
        """Counts a name's own votes again."""
        for place, weight in self.own.get(key, ()):
            self._count(place, weight)

    def only_country(self) -> str | None:
        """The country that nearly all votes are for."""
        if self.countries < 2:
            return None
        code, most = max(self.country.items(), key=lambda item: item[1])
        return code if most >= _NEARLY * self.countries else None

    def favour(self, place: Place) -> float:
        """How much the votes speak for a place."""
        code = place.code
        votes = self.country.get(code, 0.0) if code is not None else 0.0
        if code is None or not votes or self.countries <= 0:
            return 0.0
        favour = _COUNTRY[0] * votes / self.countries + _COUNTRY[1] * log1p(votes)
        if place.admin1 and place.level != "country" and self.divisions > 0:
            votes = self.division.get((code, place.admin1), 0.0)
            if votes:
                favour += _DIVISION[0] * votes / self.divisions + _DIVISION[1] * log1p(votes)
        return favour if favour < MOST else MOST


def bears(place: Place, key: str) -> bool:
    """Whether a place's own name is the key: "Newcastle upon Tyne" and "Al Karak" bear the short
    ones, Harare is not "salisbury"."""
    name = gazetteer.fold(place.name)
    if name == key or name.startswith(f"{key} "):
        return True
    return name in (f"al {key}", f"the {key}") or key == f"al {name}"


def is_certain(name: Name) -> bool:
    """Whether a name means its first sense whatever the document speaks of."""
    return bool(name.senses) and (len(name.senses) == 1 or _is_strong(name.senses[0]))


def _is_strong(place: Place) -> bool:
    return place.level in _STRONG or place.population > _METROPOLIS


def count(mentions: list[Mention], others: list[tuple[str, Place]]) -> Votes:
    """Votes of the names that mean one place whatever the document: states, countries, and of
    others: peoples, names that are no places here."""
    votes = Votes()
    for mention in mentions:
        name = mention.name
        if not name.senses or mention.out in _UNHEARD:
            continue
        place, certain = name.senses[0], name.votes
        if mention.inside or mention.holder or mention.hint:
            place = own_sense(mention) or place
            certain = mention.inside is not None or len(name.senses) == 1 or _is_strong(place)
        if certain:
            votes.add(name.key, place, _DATELINE if mention.is_dateline else 1.0)
    for key, place in others:
        votes.add(key, place, 1.0)
    return votes
