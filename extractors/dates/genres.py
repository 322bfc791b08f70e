"""News or narrative: which of two rules dates a month or a day that stands without a year."""

import datetime
from functools import cache

from troopfacts.extractors.lexicons import table

from .triggers import Trigger


def years_of(triggers: list[Trigger]) -> list[int]:
    """The numbers that look like years."""
    numbers = [int(word) for _, word in triggers if len(word) == 5 and word[1:].isdigit()]
    return [number for number in numbers if 1000 <= number < 2200]


def eras_of(triggers: list[Trigger]) -> int:
    """How many years are before or after Christ."""
    eras = _words("era")
    return sum([word in eras for _, word in triggers])


def is_narrative(text: str, triggers: list[Trigger], reference: datetime.date | None) -> bool:
    """Whether a text tells history: many years far from when it was written, few weekdays, few
    verbs of saying. The weights part 11 histories of wars from 256 pieces of news without a mistake
    (WikiWars against TimeBank and AQUAINT); they were set on them."""
    years = years_of(triggers)
    far = len(years)
    if reference:
        far = sum([abs(year - reference.year) > 2 for year in years])
    near = len(years) - far
    far += eras_of(triggers)
    if far < 2:
        return False
    weekdays = _words("weekday")
    news = 4 * sum([word in weekdays for _, word in triggers])
    news += sum(map(text.count, _sayings()))
    return far > (2 if near or news else 1) and 4 * far + near > 4 * news + 4


@cache
def _words(name: str) -> frozenset[bytes]:
    """The words of a class as triggers."""
    rows = (row for row in table("date_words") if row["class"] == name)
    return frozenset(f" {row['word']}".encode() for row in rows)


@cache
def _sayings() -> list[str]:
    """ "said", "Said", "told", "Told" …"""
    said = [row["word"] for row in table("date_words") if row["class"] == "said"]
    return said + [word.capitalize() for word in said]
