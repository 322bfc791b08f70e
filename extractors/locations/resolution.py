"""Which place a name means: its likeliest sense, where it lies, and what the document speaks of.

"Tripoli, Lebanon … Tripoli" are both in Lebanon; "Alexandria" beside Minnesota's towns lies there.
"""

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from math import cos, log1p, log10, radians, sqrt

from troopfacts.extractors import gazetteer
from troopfacts.extractors.gazetteer import Place
from troopfacts.extractors.lexicons import table
from troopfacts.extractors.names.runs import Tokens

from .contexts import is_dateline
from .mentions import Mention
from .verdicts import holds

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
_RANK = 0.2  # less for each sense the gazetteer puts before this one
_CAPITAL = 2.0  # more than another city of its size
_CURATED = 1.5
_OTHER_NAME = 3.5  # less for a place that GeoNames knows under this name only as a second one
_COUNTRY, _DIVISION = (2.0, 0.8), (5.0, 0.5)  # share of the votes, their number
_MOST = 6.0  # that votes can do
_SINGLE = 1.0
_DEMONYM = 1.0
_GUESS = 0.2  # the vote of a name that may be elsewhere
_NEAR = 2.0  # for a place within NEAR_KM of another one of the document
NEAR_KM = 60.0
_NEIGHBOURS = 24  # places of a document that distance is taken to, at most

_UNHEARD = frozenset(("person", "stop list", "acronym", "saint"))


class Votes:
    """How often countries and first-level divisions are named, by which names."""

    def __init__(self) -> None:
        self.country: dict[str, float] = defaultdict(float)
        self.division: dict[tuple[str, str], float] = defaultdict(float)
        self.own: dict[str, list[tuple[Place, float]]] = defaultdict(list)
        self.countries = self.divisions = 0.0

    def add(self, key: str, place: Place, weight: float) -> None:
        """One vote, by a name, for where a place lies."""
        self.own[key].append((place, weight))
        self._count(place, weight)

    def _count(self, place: Place, weight: float) -> None:
        if place.code is not None:
            self.country[place.code] += weight
            self.countries += weight
            if place.admin1 and place.level != "country":
                self.division[place.code, place.admin1] += weight
                self.divisions += weight

    def favour(self, place: Place) -> float:
        """How much the votes speak for a place."""
        if place.code is None or self.countries <= 0:
            return 0.0
        votes = self.country.get(place.code, 0.0)
        favour = _COUNTRY[0] * votes / self.countries + _COUNTRY[1] * log1p(votes)
        if place.admin1 and place.level != "country" and self.divisions > 0:
            votes = self.division.get((place.code, place.admin1), 0.0)
            favour += _DIVISION[0] * votes / self.divisions + _DIVISION[1] * log1p(votes)
        return min(favour, _MOST)


def resolve(tokens: Tokens, mentions: list[Mention]) -> None:
    """Sets `place` of every mention that is not `out`."""
    groups: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        if not mention.out and mention.senses:
            groups[mention.key].append(mention)
    if not groups:
        return
    votes = _first_votes(tokens, mentions)
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
            mention.place = _own(mention) or (
                chosen[key] if chosen[key] in mention.senses else mention.senses[0]
            )


def _choose(key: str, group: list[Mention], votes: Votes, near: Iterable[Place]) -> Place:
    """The sense of a name in this document."""
    senses = _contained(group) or tuple(dict.fromkeys(s for m in group for s in m.senses))
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
    score = _PRIOR.get(place.level) or log10(place.population + 100)
    if place.level == "capital":
        score += _CAPITAL
    if place.curated:
        score += _CURATED
    elif gazetteer.fold(place.name) != key:
        score -= _OTHER_NAME
    return score - min(rank, 5) * _RANK


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


def _contained(group: list[Mention]) -> tuple[Place, ...]:
    """The senses that lie in the places named right after the name."""
    found: dict[Place, None] = {}
    for mention in group:
        if mention.inside is not None:
            for sense in mention.senses:
                if any(holds(holder, sense) for holder in mention.inside.senses):
                    found[sense] = None
    return tuple(found)


def _own(mention: Mention) -> Place | None:
    """The sense that only this mention has: "Paris, Texas" beside "Paris, France", and the
    state in "Spokane, Washington"."""
    if mention.inside is not None:
        senses = _contained([mention])
        return senses[0] if len(senses) == 1 else None
    if mention.holds is not None:
        for sense in mention.senses:
            if any(holds(sense, inner) for inner in mention.holds.senses):
                return sense
    return None


def _first_votes(tokens: Tokens, mentions: list[Mention]) -> Votes:
    """Votes of the names that mean one place whatever the document: states, countries, people."""
    votes = Votes()
    for mention in mentions:
        if not mention.senses or mention.out in _UNHEARD:
            continue
        place = _own(mention) or mention.senses[0]
        certain = len(mention.senses) == 1 or mention.inside is not None
        if certain or place.level in ("country", "adm1", "capital") or place.population > 10**6:
            weight = _SINGLE if certain else 1.0
            votes.add(mention.key, place, 2.0 * weight if is_dateline(tokens, mention) else weight)
    demonyms = _demonyms()
    for word in tokens.words:
        code = demonyms.get(word)
        if code:
            country = gazetteer.country(code)
            if country:
                votes.add("", country, _DEMONYM)
    return votes


@cache
def _demonyms() -> dict[str, str]:
    """ "Syrian" -> "SY"."""
    found: dict[str, str] = {}
    for row in table("forces"):
        if row["kind"] == "country" and row["code"]:
            for form in row["forms"].split("|"):
                if form != row["name"] and " " not in form and not form.isupper():
                    found[form] = row["code"]
    return found
