"""Which place a name means: its likeliest sense, where it lies, and what the document speaks of.

"Tripoli, Lebanon … Tripoli" are both in Lebanon; "Alexandria" beside Minnesota's towns lies there.
"""

from collections import Counter
from collections.abc import Sequence
from math import cos, log10, radians, sqrt

from troopfacts.extractors import gazetteer
from troopfacts.extractors.gazetteer import Place

from .containment import own_sense
from .mentions import Mention, Ranked
from .votes import MOST, Votes, bears

# What a name means before anything is known of the document, on the scale of log10(people). Chosen
# on LGL, TR-News and GeoWebNews.
_PRIOR = {
    "country": 10.0,
    "continent": 10.0,
    "adm1": 7.0,
    "area": 8.0,
    "water": 8.0,
    "base": 7.0,
    "landmark": 6.5,
    "adm2": 3.5,
}
_SIZE = 1.2  # of log10(people)
_RANK = 0.1  # less for each sense the gazetteer puts before this one
_CAPITAL = 1.0  # more than another city of its size
_CURATED = 2.0
_KEPT = 20_000  # people that a town kept by hand counts for: Solhan of the massacre has few
_SHORT_NAME = 2.0  # less for a division named without its generic word: "Red Sea" State
_OTHER_NAME = 3.5  # less for a place that GeoNames knows under this name only as a second one
_GUESS = 0.2  # the vote of a name that may be elsewhere
_NEAR = 2.5  # for a place within NEAR_KM of another one of the document
NEAR_KM = 75.0
_SURE = 4.0  # a lead that nothing nearby can turn
_LOCAL = frozenset(("city", "capital", "adm1", "adm2"))
_MOSTLY = 0.6  # of a document's towns, that lie in one country
_NEIGHBOURS = 24  # places of a document that distance is taken to, at most


def resolve(mentions: list[Mention], votes: Votes) -> None:
    """Sets `place` of every mention that is not `out` and that the gazetteer knows, else `code`."""
    groups: dict[str, list[Mention]] = {}
    for mention in mentions:
        name = mention.name
        if name.senses and not mention.out:
            group = groups.get(name.key)
            if group is None:
                groups[name.key] = [mention]
            else:
                group.append(mention)
    chosen: dict[str, Place] = {}
    open_: dict[str, list[Ranked]] = {}  # the names that may be one of several places
    for key, group in groups.items():
        ranked = _ranked(key, group)
        if len(ranked) == 1:
            chosen[key] = ranked[0][1]
            continue
        chosen[key], lead = _choose(key, ranked, votes, ())
        if lead < _SURE:
            open_[key] = ranked
    for key, place in chosen.items():
        if key not in votes.own:
            votes.add(key, place, _GUESS)
    places = list(chosen.values())[:_NEIGHBOURS]
    for key, ranked in open_.items():
        near = [place for place in places if place is not chosen[key]]
        chosen[key], _ = _choose(key, ranked, votes, near)
    for key, group in groups.items():
        choice = chosen[key]
        for mention in group:
            place = choice
            if mention.inside or mention.holder or mention.hint:
                place = own_sense(mention) or place
                if mention.hint == "city" and place.level == "country":
                    towns = tuple(s for s in mention.name.senses if s.level != "country")
                    if towns:  # "the city of Lebanon"
                        place, _ = _choose(key, _rank(key, towns), votes, ())
            if len(group) > 1 and place not in mention.name.senses:
                place = mention.name.senses[0]
            mention.place = place
    unlisted = [mention for mention in mentions if not (mention.name.senses or mention.out)]
    if unlisted:
        home = _home(mentions) or votes.only_country()
        for mention in unlisted:
            larger = mention.inside.place if mention.inside else None
            mention.code = larger.code if larger else home


def _home(mentions: list[Mention]) -> str | None:
    """The country where most towns and provinces of a document lie: its streets lie there too,
    whatever other countries are named."""
    codes = Counter(
        mention.place.code
        for mention in mentions
        if mention.place and mention.place.code and mention.place.level in _LOCAL
    )
    if not codes:
        return None
    (code, most), *_ = codes.most_common(1)
    return code if most >= _MOSTLY * codes.total() else None


def _ranked(key: str, group: list[Mention]) -> list[Ranked]:
    """The senses of a name with what each is worth before the document is read."""
    name = group[0].name
    within = [mention.within for mention in group if mention.within]
    if within:
        return _rank(key, _united(within))
    others = [mention.name.senses for mention in group if mention.name is not name]
    if any(senses is not name.senses and senses != name.senses for senses in others):
        return _rank(key, _united([name.senses, *others]))
    if name.ranked is None:
        name.ranked = _rank(key, name.senses)
    return name.ranked


def _united(several: list[tuple[Place, ...]]) -> tuple[Place, ...]:
    """The senses of several mentions, each once."""
    first = several[0]
    if all(senses is first or senses == first for senses in several):
        return first
    return tuple(dict.fromkeys(sense for senses in several for sense in senses))


def _rank(key: str, senses: tuple[Place, ...]) -> list[Ranked]:
    best = senses[0]
    if best.level == "country" and best.curated:
        # "Mexico" is neither its city nor its state
        senses = tuple(s for s in senses if s.level == "country" or s.code != best.code)
    priors = [(_prior(key, sense, rank), sense) for rank, sense in enumerate(senses)]
    least = max(prior for prior, _ in priors) - MOST - _NEAR
    return [pair for pair in priors if pair[0] > least]  # the others no vote can help


def _choose(
    key: str, ranked: list[Ranked], votes: Votes, near: Sequence[Place]
) -> tuple[Place, float]:
    """The sense of a name in this document, and its lead over the next one."""
    best, most, next_most = ranked[0][1], -99.0, -99.0
    votes.withdraw(key)
    for prior, sense in ranked:
        if prior + MOST + _NEAR < most - _SURE:
            continue  # no vote can help it, nor make the best one doubtful
        voted = sense.code is not None and sense.code in votes.country
        score = prior + votes.favour(sense) if voted else prior
        if near and most - score < _NEAR and _is_near(sense, near):
            score += _NEAR
        if score > most:
            best, most, next_most = sense, score, most
        elif score > next_most:
            next_most = score
    votes.restore(key)
    return best, most - next_most


def _prior(key: str, place: Place, rank: int) -> float:
    people = place.population + 100
    if place.curated and place.level == "city" and people < _KEPT:
        people = _KEPT
    score = _PRIOR.get(place.level) or _SIZE * log10(people)
    if place.level == "capital":
        score += _CAPITAL
    if place.curated:
        score += _CURATED
        if place.level == "adm1" and gazetteer.fold(place.name) != key:
            score -= _SHORT_NAME
    elif not bears(place, key):
        score -= _OTHER_NAME
    return score - min(rank, 5) * _RANK


def _is_near(place: Place, others: Sequence[Place]) -> bool:
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
