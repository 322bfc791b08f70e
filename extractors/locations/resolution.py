"""Which place a name means: its likeliest sense, where it lies, and what the document speaks of.

"Tripoli, Lebanon … Tripoli" are both in Lebanon; "Alexandria" beside Minnesota's towns lies there.
"""

from collections import defaultdict
from collections.abc import Iterable
from math import cos, log10, radians, sqrt

from troopfacts.extractors import gazetteer
from troopfacts.extractors.gazetteer import Place
from troopfacts.extractors.names.runs import Tokens

from .mentions import Mention
from .votes import Votes, contained, count, own_sense

# What a name means before anything is known of the document, on the scale of log10(people). Chosen
# on LGL, TR-News and GeoWebNews.
_PRIOR = {
    "country": 10.0,
    "continent": 10.0,
    "adm1": 7.0,
    "area": 7.0,
    "water": 7.0,
    "base": 7.0,
    "landmark": 6.5,
    "adm2": 3.5,
}
_SIZE = 1.2  # of log10(people)
_RANK = 0.1  # less for each sense the gazetteer puts before this one
_CAPITAL = 2.0  # more than another city of its size
_CURATED = 2.0
_OTHER_NAME = 3.5  # less for a place that GeoNames knows under this name only as a second one
_GUESS = 0.2  # the vote of a name that may be elsewhere
_NEAR = 1.5  # for a place within NEAR_KM of another one of the document
NEAR_KM = 80.0
_NEIGHBOURS = 24  # places of a document that distance is taken to, at most


def resolve(tokens: Tokens, mentions: list[Mention]) -> None:
    """Sets `place` of every mention that is not `out` and that the gazetteer knows, else `code`."""
    groups: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        if not mention.out and mention.senses:
            groups[mention.key].append(mention)
    votes = count(tokens, mentions)
    for mention in mentions:
        if not mention.senses and not mention.out:
            holder = mention.inside.senses[0] if mention.inside else None
            mention.code = holder.code if holder else votes.only_country()
    chosen = {key: _choose(key, group, votes, ()) for key, group in groups.items()}
    for key, place in chosen.items():
        if key not in votes.own:
            votes.add(key, place, _GUESS)
    places = list(chosen.values())
    for key, group in groups.items():
        if len(group[0].senses) > 1:
            near = [place for place in places[:_NEIGHBOURS] if place is not chosen[key]]
            chosen[key] = _choose(key, group, votes, near)
    for key, group in groups.items():
        for mention in group:
            mention.place = own_sense(mention) or (
                chosen[key] if chosen[key] in mention.senses else mention.senses[0]
            )


def _choose(key: str, group: list[Mention], votes: Votes, near: Iterable[Place]) -> Place:
    """The sense of a name in this document."""
    senses = contained(group) or tuple(dict.fromkeys(s for m in group for s in m.senses))
    best, most = senses[0], -99.0
    own = votes.own.get(key, ())
    for place, weight in own:
        votes._count(place, -weight)  # a name does not vote for itself
    for rank, sense in enumerate(senses):
        score = _prior(key, sense, rank) + votes.favour(sense)
        if most - score < _NEAR and near and _is_near(sense, near):
            score += _NEAR
        if score > most:
            best, most = sense, score
    for place, weight in own:
        votes._count(place, weight)
    return best


def _prior(key: str, place: Place, rank: int) -> float:
    score = _PRIOR.get(place.level) or _SIZE * log10(place.population + 100)
    if place.level == "capital":
        score += _CAPITAL
    if place.curated:
        score += _CURATED
    elif not _bears(place, key):
        score -= _OTHER_NAME
    return score - min(rank, 5) * _RANK


def _bears(place: Place, key: str) -> bool:
    """Whether a place's own name is the key: "Newcastle upon Tyne" and "Al Karak" bear the short
    ones, Harare is not "salisbury"."""
    name = gazetteer.fold(place.name)
    return name == key or name.startswith(f"{key} ") or name == f"al {key}" or key == f"al {name}"


def _is_near(place: Place, others: Iterable[Place]) -> bool:
    """Whether a place lies within NEAR_KM of one of the others, on a plane round it."""
    if place.lat is None or place.lon is None or place.level in ("country", "adm1"):
        return False
    narrow = cos(radians(place.lat))
    for other in others:
        if other.lat is None or other.lon is None or other.level in ("country", "adm1"):
            continue
        north, east = place.lat - other.lat, (place.lon - other.lon) * narrow
        if 111.2 * sqrt(north * north + east * east) < NEAR_KM:
            return True
    return False
