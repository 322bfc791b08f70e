"""Places as they are asked for -> what lies there.

>>> area = Area("Iraq")
>>> area.holds(Named("Erbil", 0, 5, "Erbil", "IQ")), area.holds(Named("Syria", 0, 5, "Syria", "SY"))
(True, False)

A country holds all places with its code, a province those the gazetteer knows in it; any other
place (a city, the Middle East) is itself alone.
"""

from functools import lru_cache
from math import asin, cos, radians, sin, sqrt
from typing import NamedTuple

from troopfacts.extractors import gazetteer
from troopfacts.extractors.facts import Location, Named

EARTH = 6371.0  # kilometres, the mean radius
_LARGE = ("country", "continent")  # what is at no point


class Point(NamedTuple):
    """Degrees, WGS 84."""

    lat: float
    lon: float


class Area:
    """The places that a name, an alias or a country's code stands for, and all that lies in them.

    `known` is false for a name the gazetteer does not have: then only facts that write it so match.
    """

    def __init__(self, name: str) -> None:
        senses = senses_of(name)
        self.known = bool(senses)
        self._written = " ".join(name.split()).casefold()
        self._places = {(sense.name, sense.code) for sense in senses}
        first = senses[0] if senses else None
        self._country = first.code if first and first.type == "country" else None
        self._region = (first.name, first.code) if first and first.type == "region" else None

    def holds(self, place: Named | Location) -> bool:
        """Whether the place is one of these or lies in the likeliest of them."""
        if (place.name, place.code) in self._places:
            return True
        if self._country:
            return place.code == self._country
        if self._region and place.code == self._region[1]:
            return _admin1(place) == self._region[0]
        return not self.known and self._written in (place.name.casefold(), place.text.casefold())


def senses_of(name: str) -> tuple[gazetteer.Place, ...]:
    """What a name may stand for, written in whatever case: "iraq", "IQ", "UK"."""
    name = " ".join(name.split())
    for spelling in (name, name.upper() if len(name) < 4 else name.title()):
        if found := gazetteer.lookup(spelling):
            return found
    country = gazetteer.country(name.upper()) if len(name) == 2 else None
    return (country,) if country else ()


def country_code(name: str) -> str | None:
    """The code of a country by its name, an alias or the code itself."""
    code = name.strip().upper()
    if len(code) == 2 and gazetteer.country(code):
        return code
    return next((one.code for one in senses_of(name) if one.type == "country"), None)


def point_of(name: str) -> Point | None:
    """Where the likeliest place of a name is; null for countries and continents."""
    for sense in senses_of(name)[:1]:
        if sense.level not in _LARGE and sense.lat is not None and sense.lon is not None:
            return Point(sense.lat, sense.lon)
    return None


def distance(one: Point, other: Point) -> float:
    """Kilometres along a great circle.

    >>> round(distance(Point(0, 179.5), Point(0, -179.5)))
    111
    """
    lat, other_lat = radians(one.lat), radians(other.lat)
    half = sin((other_lat - lat) / 2) ** 2
    half += cos(lat) * cos(other_lat) * sin(radians(other.lon - one.lon) / 2) ** 2
    return 2 * EARTH * asin(sqrt(min(1.0, half)))


def point(place: Named | Location) -> Point | None:
    """Where a place is; null for what is too large to be at a point: countries and continents."""
    if isinstance(place, Location):
        if place.type == "country" or place.lat is None or place.lon is None:
            return None
        return None if _is_large(place.name, place.code) else Point(place.lat, place.lon)
    known = _known(place.name, place.code)
    if known is None or known.lat is None or known.lon is None:
        return None
    return None if _is_large(place.name, place.code) else Point(known.lat, known.lon)


def _is_large(name: str, code: str | None) -> bool:
    known = _known(name, code)
    return known is not None and known.level in _LARGE


def _admin1(place: Named | Location) -> str | None:
    if isinstance(place, Location):
        return place.admin1
    known = _known(place.name, place.code)
    return known.admin1 if known else None


@lru_cache(20_000)
def _known(name: str, code: str | None) -> gazetteer.Place | None:
    """The gazetteer's entry of a canonical name in a country."""
    same = [one for one in gazetteer.lookup(name) if one.code == code]
    return next((one for one in same if one.name == name), same[0] if same else None)
