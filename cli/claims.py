"""Figures of many documents -> what is claimed of each force at each place, in the order of time.

>>> claims = Claims()
>>> claims.add(fact, datetime.date(2025, 10, 1))
>>> for series in claims.series():
...     series.title, [(claim.low, claim.high) for claim in series.claims]
('United States in Iraq', [(2500, 2500), (None, 2000)])

A series is a force in a country. What is said of a place in it (Erbil) is in the country's series
but a claim of its own: nothing is added up, for nobody says that the parts are the whole.

Claims agree, and are one, where they give the same bounds for the same people at the same place,
and no other figure came between. They contradict each other where they can not both be true.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from troopfacts.extractors import gazetteer
from troopfacts.extractors.facts import Named, Troops

from . import wordings
from .bounds import Number, bounds
from .implications import ALL
from .periods import Period, is_part, period

Day = datetime.date | None

# How far two figures that are meant to be the same may lie apart: a judgement of ours.
ABOUT = 0.1
MOMENT = datetime.timedelta(days=31)  # a level may well change in what is longer

NOT_SAID = "not said"

_HELD = {"past": "held", "current": "held"}  # the same, told at another time
_SORTS = {"over": "at_least", "up_to": "under", "about": "exact"}


class Place(NamedTuple):
    """Where a claim is about, and the country that is in; empty where that is not said."""

    name: str = ""
    country: str = ""
    code: str | None = None


@dataclass
class Claim:
    """One row: a figure, and all who give it."""

    force: str
    force_code: str | None
    place: Place
    measure: str
    status: str
    period: Period | None
    when: str  # as it is told
    low: Number | None
    high: Number | None
    qualifier: str
    unit: str | None
    text: str
    sentence: str
    sources: dict[str, None]  # names in the order they are met, each once; documents as well
    docs: dict[str, None]
    figures: dict[str, None]  # what the caller calls those who give it, if anything
    implied: tuple[str, ...] = ()  # fields that other figures of its document gave it
    momentary: bool = False  # each who gives it speaks of a day or some, not of a year
    contradicted: list["Claim"] = field(default_factory=list)
    row: int = 0

    @property
    def sort(self) -> str:
        """What is counted: all people under arms, or the sort of them that the unit names."""
        return "" if self.unit is None or self.unit in ALL else self.unit

    @property
    def key(self) -> tuple[object, ...]:
        """What claims that agree share."""
        status = _HELD.get(self.status, self.status)
        how = _SORTS.get(self.qualifier, self.qualifier)
        return (self.low, self.high, how, self.measure, status, self.sort, self.place)

    @property
    def days(self) -> tuple[datetime.date, datetime.date, bool]:
        """For sorting: the last day it speaks of, then the first; what is to come after what is.
        What is of no known time comes before all else, or after it where it is to come."""
        when, later = self.period, self.status in ("planned", "possible")
        unknown = datetime.date.max if later else datetime.date.min
        last = (when.last or when.first) if when else None
        first = (when.first or when.last) if when else None
        return last or unknown, first or unknown, later


@dataclass
class Series:
    """The claims on a force in a country, the country's own first, each place's newest last. All
    that do not say whose, and all that do not say where, are together."""

    force: str
    country: str
    claims: list[Claim]

    @property
    def title(self) -> str:
        """ "United States in Iraq"."""
        if self.force != NOT_SAID:
            return f"{self.force} in {self.country}"
        return "Force not said" if self.country == NOT_SAID else "Place not said"

    def place_of(self, claim: Claim) -> str:
        """The place as far as the title does not tell it."""
        return "" if claim.place.name == self.country else claim.place.name

    def force_of(self, claim: Claim) -> str:
        """The force as far as the title does not tell it."""
        return "" if claim.force == self.force else claim.force


class Claims:
    """Takes figures; `aimless` counts those that say neither whose nor where, `undated` those of
    which nothing says when."""

    def __init__(self) -> None:
        self._claims: list[Claim] = []
        self.aimless = self.undated = self.unwritten = 0

    def add(
        self, fact: Troops, written: Day, implied: tuple[str, ...] = (), name: str | None = None
    ) -> None:
        """A figure of a document written then, and which of its fields are from elsewhere in it;
        `name` is the caller's for it."""
        if fact.force is None and fact.place is None:
            self.aimless += 1
            return
        claim = _claim(fact, written, implied)
        if name is not None:
            claim.figures[name] = None
        if claim.period is None:
            self.undated += 1
            self.unwritten += written is None and fact.time is None
        self._claims.append(claim)

    def series(self) -> list[Series]:
        """By force, then by country; those that do not say it come last."""
        groups: dict[tuple[str, str], list[Claim]] = {}
        for claim in self._claims:
            force, country = claim.force, claim.place.country
            key = (force, country) if force and country else (NOT_SAID, "" if force else NOT_SAID)
            groups.setdefault(key, []).append(claim)
        found = [Series(*key, list(_settled(claims))) for key, claims in groups.items()]
        found.sort(key=lambda one: (_last(one.force), _last(one.country)))
        for row, claim in enumerate((claim for one in found for claim in one.claims), start=1):
            claim.row = row
        return found


def _last(name: str) -> tuple[bool, str]:
    return name == NOT_SAID, name.casefold()


def _claim(fact: Troops, written: Day, implied: tuple[str, ...]) -> Claim:
    limits = bounds(fact.count)
    when = period(fact, written)
    return Claim(
        force=fact.force.name if fact.force else "",
        force_code=fact.force.code if fact.force else None,
        place=_place(fact.place),
        measure=fact.measure,
        status=fact.status,
        period=when,
        when=_when(fact, written),
        low=limits.low,
        high=limits.high,
        qualifier=fact.count.qualifier,
        unit=fact.unit,
        text=" ".join(fact.text.split()),
        sentence=fact.sentence,
        sources={wordings.speaker(fact.source): None} if fact.source else {},
        docs={fact.doc: None},
        figures={},
        implied=implied,
        momentary=_is_moment(when) if when else False,
    )


def _place(place: Named | None) -> Place:
    """Erbil is in Iraq; the Red Sea, or the Middle East, is in no country."""
    if place is None:
        return Place()
    country = gazetteer.country(place.code) if place.code else None
    return Place(place.name, country.name if country else place.name, place.code)


def _when(fact: Troops, written: Day) -> str:
    time = fact.time
    if time and not time.value.endswith("_REF"):
        value = time.value.partition("T")[0]
        if time.first and time.last:
            return value
        if not (time.first or time.last) or is_part(time.text):
            return wordings.when(time)
        return f"since {value}" if time.first else f"by {value}"
    if written is None:
        return "?"
    before = {"past": "before ", "planned": "after ", "possible": "after "}
    return f"{before.get(fact.status, '')}{written}"


def _settled(claims: list[Claim]) -> Iterator[Claim]:
    """One claim for all that agree, in order, with those that contradict each other."""
    subjects: dict[tuple[str, str, bool, str], dict[str, list[Claim]]] = {}
    for claim in sorted(claims, key=lambda one: one.days):
        place = claim.place
        key = (claim.force, place.country, place.name != place.country, place.name)
        subjects.setdefault(key, {}).setdefault(claim.measure, []).append(claim)
    for key in sorted(subjects):
        settled: list[Claim] = []
        for measured in subjects[key].values():
            folded = _folded(measured)
            _contradict(folded)
            settled += folded
        yield from sorted(settled, key=lambda one: one.days)


def _folded(claims: list[Claim]) -> list[Claim]:
    kept: list[Claim] = []
    newest: dict[tuple[object, ...], Claim] = {}  # by key
    current: dict[tuple[object, ...], Claim] = {}  # of a sort of people and a status, the last
    for claim in claims:
        sort = claim.key[4:]
        known = newest.get(claim.key)
        if known and _agree(known, claim, alone=current.get(sort) is known):
            _join(known, claim)
        else:
            newest[claim.key] = known = claim
            kept.append(claim)
        if claim.period:
            current[sort] = known
    return sorted(kept, key=lambda one: one.days)


def _agree(known: Claim, claim: Claim, alone: bool) -> bool:
    """Whether the same figure is the same claim: of the same time, or with none in between."""
    if not known.period or not claim.period:
        return known.period is claim.period
    return alone or known.period.overlaps(*claim.period)


def _join(known: Claim, claim: Claim) -> None:
    known.sources |= claim.sources
    known.docs |= claim.docs
    known.figures |= claim.figures
    known.momentary = known.momentary and claim.momentary
    known.implied = tuple(one for one in known.implied if one in claim.implied)
    if known.period and claim.period and known.period != claim.period:
        firsts = [one.first for one in (known.period, claim.period)]
        lasts = [one.last for one in (known.period, claim.period)]
        first = min((day for day in firsts if day), default=None) if all(firsts) else None
        last = max((day for day in lasts if day), default=None) if all(lasts) else None
        known.period = Period(first, last)
        known.when = _span(first, last)


def _span(first: Day, last: Day) -> str:
    """ "2025-09-30–10-03", "since 2014-01-01"."""
    if first and last:
        end = last.isoformat()
        return f"{first}–{end[5:] if first.year == last.year else end}"
    return f"since {first}" if first else f"until {last}" if last else "?"


def _contradict(claims: list[Claim]) -> None:
    """A claim is compared with those that lie near it in time."""
    for at, claim in enumerate(claims):
        for other in reversed(claims[max(0, at - 50) : at]):
            if _contradicts(claim, other):
                claim.contradicted.append(other)
                other.contradicted.append(claim)


def _contradicts(one: Claim, other: Claim) -> bool:
    if one.sort != other.sort or not (one.period and other.period):
        return False
    if one.docs == other.docs and one.sources == other.sources:  # "from 2,000 to 15,000"
        return False
    if not one.period.overlaps(*other.period):
        return False
    if one.period != other.period and not (one.momentary and other.momentary):
        return False
    denials = [one.status, other.status].count("denied")
    held = [_HELD.get(claim.status) for claim in (one, other)].count("held")
    apart = not _meet(one, other)
    return (apart and held == 2) or (not apart and denials == 1 and held == 1)


def _is_moment(when: Period) -> bool:
    return bool(when.first and when.last and when.last - when.first < MOMENT)


def _meet(one: Claim, other: Claim) -> bool:
    """Whether a number may be meant by both."""
    low, high = _widened(one)
    other_low, other_high = _widened(other)
    return not (
        (high is not None and other_low is not None and high < other_low)
        or (other_high is not None and low is not None and other_high < low)
    )


def _widened(claim: Claim) -> tuple[float | None, float | None]:
    """The bounds of what is not meant to the man: "about", and any number in round hundreds."""
    is_round = all(one % 100 == 0 for one in (claim.low, claim.high) if one is not None)
    slack = ABOUT if is_round or claim.qualifier == "about" else 0
    low, high = claim.low, claim.high
    return (
        None if low is None else low * (1 - slack),
        None if high is None else high * (1 + slack),
    )
