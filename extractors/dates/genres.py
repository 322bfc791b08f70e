"""News or narrative: which of two rules dates a month or a day that stands without a year."""

import datetime
import re

from .words import Reading, class_letters


def is_narrative(reading: Reading, reference: datetime.date | None) -> bool:
    """Whether a text tells history: many years far from when it was written, few weekdays, few
    verbs of saying. The weights part 11 histories of wars from 256 pieces of news without a mistake
    (WikiWars against TimeBank and AQUAINT); they were set on them."""
    letters, codes = class_letters(), reading.codes
    years = [int(reading.tokens[found.start()]) for found in re.finditer(letters["year"], codes)]
    far = sum(reference is None or abs(year - reference.year) > 2 for year in years)
    near = len(years) - far
    far += codes.count(letters["era"])
    news = 4 * codes.count(letters["weekday"]) + codes.count(letters["said"])
    return far > (2 if near or news else 1) and 4 * far + near > 4 * news + 4


def first_year(reading: Reading) -> int | None:
    """The first year that a text names: "On 2 April they landed. The war of 1982 …"."""
    place = reading.codes.find(class_letters()["year"])
    return int(reading.tokens[place]) if place >= 0 else None
