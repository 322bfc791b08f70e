"""When a fact holds, in days.

>>> period(fact, datetime.date(2025, 10, 1))  # "some 2,500 troops", at the start of 2025
Period(first=datetime.date(2025, 1, 1), last=datetime.date(2025, 4, 30))

A side that is open (since 2014, by 2027) is null. "Early", "mid" and "late" are the first, the
middle and the last third of what they belong to: a reading of ours, the facts leave it open.
"""

import datetime
from functools import lru_cache
from typing import NamedTuple

from troopfacts.extractors.dates.phrases import MODS
from troopfacts.extractors.dates.values import bounds
from troopfacts.extractors.facts import Date, Fact, Troops, When

Day = datetime.date | None
_DAY = datetime.timedelta(days=1)


class Period(NamedTuple):
    """First and last day, both inclusive; null where open."""

    first: Day
    last: Day

    def overlaps(self, first: Day, last: Day) -> bool:
        """Whether a day of the period may lie between two days, null for no bound."""
        return not (
            (self.first and last and self.first > last)
            or (self.last and first and self.last < first)
        )


def period(fact: Fact, written: Day) -> Period | None:
    """When a fact holds: by its own time; else by its status against the day it was written. Null
    where neither tells.

    What is now holds on that day, what is planned from then on. What was, and is given no time, may
    have been at any: null.
    """
    if isinstance(fact, Date):
        return _named(fact.text, fact.value, fact.first, fact.last)
    if not isinstance(fact, Troops):
        return Period(written, written) if written else None
    time = fact.time
    if time and not time.value.endswith("_REF"):
        found = _time(time)
        if found and not found.last and fact.status == "current":  # "since 2014", and still
            return Period(
                found.first, max(written, found.first) if written and found.first else None
            )
        return found
    if fact.status == "past" or not written:
        return None
    return Period(written, None if fact.status in ("planned", "possible") else written)


def _time(time: When) -> Period | None:
    return _named(time.text, time.value, time.first, time.last)


@lru_cache(20_000)
def _named(text: str, value: str, first: str | None, last: str | None) -> Period | None:
    given = Period(_day(first), _day(last))
    if given.first and given.last:
        return given
    try:
        start, end = (_day(day) for day in bounds(value))
    except ValueError:  # the facts are not ours: "2025-99"
        start = end = None
    if not start or not end:
        return given if given.first or given.last else None
    mods = _mods(text)
    part = next((mod for mod in mods if mod in _THIRDS), None)
    if part:
        return _third(start, end, _THIRDS[part])
    if mods or not (given.first or given.last):  # "earlier this year"
        return Period(start, end)
    return given


def is_part(text: str) -> bool:
    """Whether words name a part of a time: "early 2025", not "2025"."""
    return bool(_mods(text))


def _mods(text: str) -> list[str]:
    return [MODS[word] for word in text.lower().replace("-", " ").split() if word in MODS]


_THIRDS = {"START": 0, "MID": 1, "END": 2}


def _third(start: datetime.date, end: datetime.date, number: int) -> Period:
    """
    >>> _third(datetime.date(2025, 1, 1), datetime.date(2025, 12, 31), 0)
    Period(first=datetime.date(2025, 1, 1), last=datetime.date(2025, 5, 1))
    """
    days = (end - start).days + 1
    first = start + _DAY * (days * number // 3)
    last = start + _DAY * (days * (number + 1) // 3) - _DAY
    return Period(first, max(first, last))


def _day(text: str | None) -> Day:
    return datetime.date.fromisoformat(text) if text else None
