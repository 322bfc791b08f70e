"""Places named right before the larger place they lie in: "Tripoli, Lebanon".

Each tells which sense of the other is meant: the port in Lebanon, the state in "Spokane,
Washington".
"""

import re
from collections.abc import Iterable
from functools import cache

from troopfacts.extractors.gazetteer import Place

from .mentions import Mention

APPOSITION = 40  # characters
_GAPS = frozenset((", ", " (", ",", " "))
_HOLDERS = frozenset(("country", "adm1", "adm2", "area"))
_UNHEARD = frozenset(("person", "acronym", "stop list"))

# (the senses within, the sense that holds them) of a pair of names
_Held = tuple[tuple[Place, ...], Place | None]


@cache
def _which_lies() -> re.Pattern[str]:
    return re.compile(r", (?:the|a|an) [a-z][a-z -]+ (?:of|in) (?:the )?")


def read(pairs: Iterable[tuple[Mention, Mention, str]]) -> None:
    """Notes what lies in what, and how much that speaks for both; of names that stand beside each
    other, and what stands between them."""
    held: dict[tuple[str, str], _Held] = {}
    for here, there, between in pairs:
        gap = between
        if there.out in _UNHEARD:
            continue
        if gap not in _GAPS and not gap.isspace():
            if gap[:2] != ", " or not _which_lies().fullmatch(gap):
                continue
            gap = ", "  # "Victoria, the capital of Seychelles"
        pair = (here.name.text, there.name.text)
        if pair not in held:
            held[pair] = _hold(here.name.senses, there.name.senses)
        within, holder = held[pair]
        if holder is None or (not here.name.senses and (gap != ", " or there.out)):
            continue
        if gap.isspace() and not there.name.abbreviated and holder.level != "country":
            continue
        here.inside, here.within = there, within
        if here.name.senses:
            there.holder = holder
        here.support += 4
        there.support += 1
        if here.out == "stop list" and gap == ", ":
            here.out = ""


def _hold(inner: tuple[Place, ...], outer: tuple[Place, ...]) -> _Held:
    """The senses of a name that lie in what the name after it means, and the sense that holds
    them; of a name without senses the first that may hold it."""
    holders = [sense for sense in outer if sense.level in _HOLDERS]
    if not holders or not inner:
        return (), holders[0] if holders else None
    if inner[0].level == "country" and holders[0].level == "country":
        # "in Russia, U.S. officials said"; but "Georgia, U.S."
        inner = tuple(sense for sense in inner if sense.level == "adm1")
    within = tuple(place for place in inner if any(holds(holder, place) for holder in holders))
    for holder in holders:
        if any(holds(holder, place) for place in within):
            return within, holder
    return (), None


def holds(holder: Place, place: Place) -> bool:
    """Whether one place lies in another by country and division."""
    if holder.code is None or place.code != holder.code or place.level == "country":
        return False
    if holder.level == "country":
        return True
    if holder.level == "adm1":
        return place.admin1 in (holder.admin1, holder.name) and place.level != "adm1"
    return place.admin1 == holder.admin1 and place.level != "adm1"


def own_sense(mention: Mention) -> Place | None:
    """The sense that only this mention has: "Paris, Texas" beside "Paris, France", the state in
    "Spokane, Washington", the one its context asks for."""
    if mention.inside is not None:
        return mention.within[0] if len(mention.within) == 1 else None
    if mention.holder is not None:
        return mention.holder
    if mention.hint == "adm1":
        return next((sense for sense in mention.name.senses if sense.level == "adm1"), None)
    return None
