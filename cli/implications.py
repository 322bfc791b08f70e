"""What a figure leaves out because its document has said it: whose people, and where.

>>> [(fact.text, implied) for fact, implied in completed(facts)]
[('some 2,500 troops', ()), ('below 2,000', ('force',))]

A figure at a place is of the force that all figures before it in that country are of; one of a
force is in the country that all before it of that force are in. Where they differ, or there are
none, nothing is said: "a 3,500-strong brigade, 1,900 of them Canadian" is not all Canada's. Levels
alone are read so, and say it; the facts stay as they are.
"""

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from troopfacts.extractors import gazetteer
from troopfacts.extractors.facts import Fact, Named, Troops

# The dead and the captured of a battle may be of either side.
_SAME_SIDE = ("level", "increase", "decrease", "other")


def completed(facts: Iterable[Fact]) -> Iterator[tuple[Troops, tuple[str, ...]]]:
    """The figures of a document, each with the names of the fields that others gave it."""
    forces: dict[str, dict[str, Named]] = {}  # by country
    places: dict[str, dict[str, Named]] = {}  # by force
    for fact in facts:
        if not isinstance(fact, Troops):
            continue
        force, place, implied = fact.force, fact.place, tuple[str, ...]()
        if fact.measure in _SAME_SIDE:
            if force and place:
                country = _country(place)
                forces.setdefault(country.name, {}).setdefault(force.name, force)
                places.setdefault(force.name, {}).setdefault(country.name, country)
            elif place:
                force = _only(forces.get(_country(place).name, {}))
            elif force:
                place = _only(places.get(force.name, {}))
            added = {"force": force, "place": place}
            implied = tuple(name for name, one in added.items() if one and not getattr(fact, name))
        yield (replace(fact, force=force, place=place) if implied else fact), implied


def _only(known: dict[str, Named]) -> Named | None:
    return next(iter(known.values())) if len(known) == 1 else None


def _country(place: Named) -> Named:
    """The country that a place is in; the place itself, where it is in none."""
    country = gazetteer.country(place.code) if place.code else None
    return replace(place, name=country.name) if country else place
