"""What a phrase hangs on: the reference date, and what the text dated last.

>>> Context(datetime.date(2025, 10, 1), narrative=False).unit("P1M", -1)  # "last month"
'2025-09'

News and narrative need opposite rules. In news "March" is a March near the reference date, in
a history the one nearest to the month it last named.
"""

import datetime
import re
from functools import lru_cache

from .phrases import Phrase
from .values import (
    DAY,
    century_value,
    decade_value,
    month_value,
    shift_months,
    unit_value,
    week_value,
    year_value,
)

# How many months ahead a month without a year may lie in news, by the verb before it; else it is
# past. Set on the 240 such months and days of TimeBank and AQUAINT.
MONTHS_AHEAD = {"future": 8, "": 4, "past": 2}
FAR = 5  # years from the story's year that a year named in passing may be; set on WikiWars


def months_ahead(phrase: Phrase) -> int:
    """How far ahead a month without a year may lie: "by" sets a term to come ("must leave by
    June") unless it is told as over ("had left by June")."""
    if phrase.previous == "by" and (told := phrase.tense_told) != "past":
        opens = phrase.token(phrase.start - 2) == "By"
        return MONTHS_AHEAD[""] if opens and not told else 11
    tense = phrase.tense or phrase.tense_behind
    if phrase.token(phrase.start - 2) == "In" and tense != "future":
        return 0 if tense else MONTHS_AHEAD["past"]  # "In January, guerrillas took the town"
    return MONTHS_AHEAD[tense]


_VALUE = re.compile(r"(BC)?(\d{4})(?:-(?:(\d\d)(?:-(\d\d))?|Q(\d)|(?:H\d|SP|SU|FA|WI|W\d\d)))?")


@lru_cache(4096)
def _parts(value: str) -> tuple[int, int | None, int | None, int | None] | None:
    """Year, month, day and quarter of a calendar value, None for what it does not say."""
    match = _VALUE.match(value)
    if not match:
        return None
    sign, year, *rest = match.groups()
    month, day, quarter = (int(part) if part else None for part in rest)
    return -int(year) if sign else int(year), month, day, quarter


class Context:
    """Where the reading of a document stands."""

    def __init__(
        self,
        reference: datetime.date | None,
        narrative: bool,
        first_year: int | None = None,
    ) -> None:
        self.reference = reference
        self.narrative = narrative
        self.first_year = first_year  # the first that a history names, for days before it
        # What the text dated last, year, month and day as far as it says.
        self.value: str | None = None
        self.year: int | None = None
        self.month: int | None = None
        self.day: int | None = None
        # The quarter that news reports on, until it names a year: "a year earlier" is of the same.
        self.quarter: tuple[int, int] | None = None

    def note(self, value: str) -> None:
        """Keep a calendar value as what the text dated last."""
        parts = _parts(value)
        if not parts:
            return
        year, month, day, quarter = parts
        # A history that names its year again is still in the month it was in.
        if len(value) > 6 or year != self.year or not self.narrative:
            self.month = month
            self.day = day
        if quarter and not self.narrative:
            self.quarter = year, quarter
        elif not month:
            self.quarter = None
        self.year, self.value = year, value

    # --- days --------------------

    @property
    def last_day(self) -> datetime.date | None:
        """The day the text dated last, where it is known to the day."""
        if self.year and self.year > 0 and self.month and self.day:
            return datetime.date(self.year, self.month, self.day)
        return None

    @property
    def today(self) -> datetime.date | None:
        """The day that "this morning" is of: the reference date, or where the story is."""
        return self.last_day if self.narrative else self.reference

    def weekday(self, number: int, phrase: Phrase, direction: str = "") -> str:
        """The day of a weekday: the latest up to today, so on a Tuesday "Tuesday" is that day (132
        of 297 in news); ahead after "will", "until" and the like."""
        today = self.today
        if direction.startswith("the ") and self.last_day:
            today = self.last_day
        if today is None:
            return f"XXXX-WXX-{number}"
        back = (today.isoweekday() - number) % 7
        word = direction.split()[-1] if direction else ""
        if word in ("last", "past", "previous"):
            back = back or 7
        elif word in ("next", "coming", "following"):
            back -= 7
        elif word == "this":
            back = today.isoweekday() - number
        elif back and self.expects_future(phrase):
            back -= 7
        return (today - back * DAY).isoformat()

    def expects_future(self, phrase: Phrase) -> bool:
        """Whether the words before a date speak of what is to come: "will leave on Friday", "until
        Tuesday", and not "said Friday". The nearest verb or preposition decides."""
        if self.narrative:
            return False
        if phrase.previous == "as" and phrase.token(phrase.start - 4) in ("early", "soon"):
            return True
        if phrase.previous == "by" and phrase.is_term:
            return True
        if phrase.previous == "for" and phrase.token(phrase.start - 4) in ("set", "slated"):
            return True
        if phrase.possessive or phrase.following in ("was", "were"):
            return False  # "the rite planned for Saturday was put off"
        if phrase.previous == "until" and phrase.gap_behind == ",":
            return phrase.tense_behind != "past"  # "Until Thursday, nobody had …"
        return phrase.tense == "future"

    # --- months and years --------------------

    @property
    def this_year(self) -> int | None:
        """The year "this year" is."""
        if self.narrative:
            return self.year
        return self.reference.year if self.reference else None

    def year_near(self, month: int, phrase: Phrase) -> int | None:
        """The year of a month, or of a day in it, that stands without one."""
        if self.narrative:
            return self._narrative_year(month)
        if not self.reference:
            return None
        ahead = (month - self.reference.month) % 12
        if ahead and (phrase.happened or ahead > months_ahead(phrase)):
            ahead -= 12
        return shift_months(self.reference.year, self.reference.month, ahead)[0]

    def _narrative_year(self, month: int) -> int | None:
        if self.year is None:
            return self.first_year
        steps = month - self.month if self.month else 0
        return self.year + (1 if steps < -6 else -1 if steps > 6 else 0)

    def year_of_month(self, month: int, direction: str) -> int | None:
        """The year of "last May", "this May", "next May"."""
        year = self.this_year
        now = self.month or 1 if self.narrative else self.reference.month if self.reference else 1
        word = direction.split()[-1]
        if year is None:
            return None
        if word in ("last", "past"):
            return year - (month >= now)
        return year + (month <= now) if word in ("next", "coming") else year

    def is_aside(self, year: int, phrase: Phrase) -> bool:
        """Whether a year is not where the story is: a year planned ("a campaign planned for 1976"),
        or a far one ("Keegan (1989)") that does not open a sentence, as "In 1954, …" does when the
        story moves on."""
        if not self.narrative or self.year is None:
            return False
        if phrase.tense == "future":
            return True
        return abs(year - self.year) > FAR and not phrase.opens_sentence

    # --- units --------------------

    def unit(self, unit: str, step: int) -> str:
        """The unit `step` units from today's: "last month" of 2025-10-01 is 2025-09."""
        if self.narrative:
            return self.unit_from_last(unit, step)
        return unit_value(unit, step, self.reference)

    def unit_from_last(self, unit: str, step: int) -> str:
        """The unit `step` units from what the text dated last: "the next year" after 1998-05 is
        1999."""
        if self.year is None:
            return unit_value(unit, step, None)
        if unit == "P1M":
            if self.month is None:
                return month_value(None if step else self.year, None)
            return month_value(*shift_months(self.year, self.month, step))
        if unit in ("P1Y", "P10Y", "P100Y"):
            value = {"P1Y": year_value, "P10Y": decade_value, "P100Y": century_value}[unit]
            return value(self.year + int(unit[1:-1]) * step)
        if unit == "P1D" and self.last_day is None and self.month:
            return f"{month_value(self.year, self.month)}-XX"
        if unit == "P1W":
            return week_value(self.last_day + 7 * step * DAY if self.last_day else None)
        return unit_value(unit, step, self.last_day)
