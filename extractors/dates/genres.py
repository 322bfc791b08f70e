"""News or narrative: which of two rules dates a month or a day that stands without a year."""

import datetime

from .words import VALUES, Reading, class_letters


def is_narrative(reading: Reading, reference: datetime.date | None) -> bool:
    """Whether a text tells history: many years far from when it was written, few weekdays."""
    letters = class_letters()
    codes = reading.codes
    weekdays = codes.count(letters["weekday"]) + codes.count(letters["day_word"])
    years = [
        int(VALUES[token])
        for token, code in zip(reading.tokens, codes, strict=True)
        if code == letters["year"]
    ]
    era = codes.count(letters["era"])
    far = sum(reference is None or abs(year - reference.year) > 2 for year in years)
    near = len(years) - far
    said = codes.count(letters["said"])
    return far + 2 * era > 3 + near + 4 * weekdays + 2 * said
