"""Which place a name means: its likeliest sense, where it lies, and what the document speaks of.

>>> # "Tripoli, Lebanon … Tripoli": both in Lebanon; "Alexandria" beside Minnesota's towns there
"""

import math
from collections import Counter, defaultdict

from troopfacts.extractors.gazetteer import Place

from .mentions import Mention
from .verdicts import holds

_PRIOR = {
    "country": 9.0,
    "continent": 9.0,
    "capital": 8.0,
    "adm1": 7.0,
    "area": 6.5,
    "water": 6.5,
    "base": 6.5,
    "landmark": 6.0,
    "adm2": 4.0,
    "city": 0.0,
}


def resolve(mentions: list[Mention]) -> None:
    """Sets `place` of every mention that is not `out`."""
    groups: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        if not mention.out and mention.senses:
            groups[mention.core].append(mention)
    contained = {key: _contained(group) for key, group in groups.items()}
    country: Counter[str] = Counter()
    division: Counter[tuple[str, str]] = Counter()
    for mention in mentions:
        if mention.senses and mention.out not in ("person", "stop list", "acronym"):
            _vote(mention, country, division)
    for key, group in groups.items():
        senses = contained[key] or group[0].senses
        chosen = max(
            enumerate(senses),
            key=lambda item: (_score(item[1], country, division, group), -item[0]),
        )[1]
        for mention in group:
            own = _contained([mention])
            if own and chosen not in own:
                mention.place = max(own, key=lambda s: _score(s, country, division, group))
            elif chosen in mention.senses:
                mention.place = chosen
            else:
                mention.place = mention.senses[0]


def _contained(group: list[Mention]) -> tuple[Place, ...]:
    """The senses that lie in the places named right after the name."""
    found: list[Place] = []
    for mention in group:
        holder = mention.inside
        if holder is None:
            continue
        for sense in mention.senses:
            if any(holds(h, sense) for h in holder.senses) and sense not in found:
                found.append(sense)
    return tuple(found)


def _vote(mention: Mention, country: Counter[str], division: Counter[tuple[str, str]]) -> None:
    senses = _contained([mention]) or mention.senses
    best = senses[0]
    if best.code is None:
        return
    if len(senses) == 1 or best.level in ("country", "adm1", "capital"):
        country[best.code] += 1
        if best.admin1 and best.level != "country":
            division[(best.code, best.admin1)] += 1


def _score(
    place: Place,
    country: Counter[str],
    division: Counter[tuple[str, str]],
    group: list[Mention],
) -> float:
    base = _PRIOR[place.level]
    size = math.log10(place.population + 10)
    score = max(base, size) + 0.2 * size
    if place.curated:
        score += 1.5
    if place.code:
        score += 1.2 * math.log1p(country[place.code])
        if place.admin1:
            score += 1.5 * math.log1p(division[(place.code, place.admin1)])
    return score
