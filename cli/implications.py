"""What a figure leaves out because its document has said it: whose people, and where.

>>> [(fact.text, implied) for fact, implied in completed(facts)]
[('some 2,500 troops', ()), ('below 2,000', ('force',))]

A figure at a place is of the force that all figures before it in that country are of; one of a
force is in the country that all before it of that force are in. Where they differ, or there are
none, nothing is said: "a 3,500-strong brigade, 1,900 of them Canadian" is not all Canada's. What no
other figure tells, the heading of the document may: "Briefing on U.S. force posture in Syria".

Levels alone are read so, and say it; the facts stay as they are.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from msgspec.structs import replace

from troopfacts.extractors import gazetteer
from troopfacts.extractors.facts import Fact, Location, Named, Troops
from troopfacts.extractors.names.forces import find as find_forces

# Words for people under arms of whatever sort: "2,500 troops" and "2,400 soldiers" count the same.
# Marines, police or contractors are counted apart.
ALL = frozenset({
    "all ranks", "combatants", "effectives", "fighters", "forces", "guerrillas", "gunmen",
    "insurgents", "jihadists", "members", "men", "men and women", "militants", "militia members",
    "militiamen", "peacekeepers", "people", "personnel", "rebels", "service members",
    "servicemembers", "servicemen", "servicemen and women", "soldiers", "troopers", "troops",
})  # fmt: skip

# The dead and the captured of a battle may be of either side.
_SAME_SIDE = ("level", "increase", "decrease", "other")

_HEAD = 300  # code points in which a heading begins
# What stands between a force and its place in a heading: "force posture in", "fought in the".
_STATIONED = re.compile(
    r"""[\s’'s]*(?:\s[\w-]+){0,2}\s
    (?:forces?|troops|soldiers|military|presence|posture|footprint|deployments?|contingents?|fought)
    (?:\s[\w-]+){0,2}\s(?:in|at|to)\s(?:the\s)?(?:[a-z]+\s)?""",
    re.X,
)


class _Heading(NamedTuple):
    force: Named
    place: Named


def completed(facts: Iterable[Fact]) -> Iterator[tuple[Troops, tuple[str, ...]]]:
    """The figures of a document, each with the names of the fields that it was given; the places
    among the facts tell of its heading."""
    forces: dict[str, dict[str, Named]] = {}  # by country
    places: dict[str, dict[str, Named]] = {}  # by force
    heading: _Heading | None = None
    for fact in facts:
        if isinstance(fact, Location) and fact.start < _HEAD and heading is None:
            heading = _heading(fact)
        if not isinstance(fact, Troops):
            continue
        force, place = fact.force, fact.place
        if fact.measure in _SAME_SIDE:
            if force and place:
                country = _country(place)
                forces.setdefault(country.name, {}).setdefault(force.name, force)
                places.setdefault(force.name, {}).setdefault(country.name, country)
            elif place:
                force = _only(forces.get(_country(place).name, {}))
            elif force:
                place = _only(places.get(force.name, {}))
            if heading and not (force and place) and _is_plain(fact):
                force, place = _headed(heading, force, place)
        added = {"force": force, "place": place}
        implied = tuple(name for name, one in added.items() if one and not getattr(fact, name))
        yield (replace(fact, force=force, place=place) if implied else fact), implied


def _only(known: dict[str, Named]) -> Named | None:
    return next(iter(known.values())) if len(known) == 1 else None


def _country(place: Named) -> Named:
    """The country that a place is in; the place itself, where it is in none."""
    country = gazetteer.country(place.code) if place.code else None
    return replace(place, name=country.name) if country else place


def _heading(place: Location) -> _Heading | None:
    """Whose forces, and where, if the place stands in a heading that says so."""
    line = place.sentence
    at = line.rfind(place.text)
    if line.endswith((".", "”", "…")) or at < 0:
        return None
    for force in find_forces(line, 0, at):
        if _STATIONED.fullmatch(line, force.end, at):
            span = (place.text, place.start, place.end)
            return _Heading(
                Named(*span, force.name, force.code), Named(*span, place.name, place.code)
            )
    return None


def _is_plain(fact: Troops) -> bool:
    """Whether the figure is of people of no special sort, and is or will be: what is possible or
    denied may be of anybody."""
    held = fact.status not in ("possible", "denied")
    return held and (fact.unit is None or fact.unit in ALL)


def _headed(
    heading: _Heading, force: Named | None, place: Named | None
) -> tuple[Named | None, Named | None]:
    """What the heading adds to a figure that does not say otherwise."""
    if force and force.name != heading.force.name:
        return force, place
    if place and _country(place).name != _country(heading.place).name:
        return force, place
    return force or heading.force, place or heading.place
