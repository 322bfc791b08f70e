"""What a phrase hangs on: the reference date, and what the text dated last.

>>> context.year_near(month=9, day=30)  # of "Sept. 30"

News and narrative need opposite rules. In news "March" is a March near the reference date, in
a history the one nearest to the month it last named.
"""

import datetime
import re

from .phrases import Phrase
from .values import shift_months

# How far ahead a month without a year may lie in news, by the verb before it; else it is past.
MONTHS_AHEAD = {"future": 8, "": 4, "past": 2}

_YEAR = re.compile(r"(BC)?(\d{4})(?:-(?:(\d\d)(?:-(\d\d))?|(Q\d|H\d|SP|SU|FA|WI|W\d\d)))?")


class Context:
    """Where the reading of a document stands."""

    def __init__(self, reference: datetime.date | None, narrative: bool) -> None:
        self.reference = reference
        self.narrative = narrative
        self.year: int | None = None
        self.month: int | None = None
        self.day: int | None = None
        # The quarter that news reports on, until it names a year: "a year earlier" is of the same.
        self.quarter: tuple[int, int] | None = None
        self.value: str | None = None
        self.before_christ = False

    def expects_future(self, phrase: Phrase) -> bool:
        """Whether the words before a date speak of what is to come: "will leave on Friday", "until
        Tuesday", and not "said Friday". The nearest verb or preposition decides."""
        if self.narrative:
            return False
        if phrase.previous == "as" and phrase.token(phrase.start - 4) in ("early", "soon"):
            return True
        return phrase.tense() == "future" and not phrase.possessive

    def note(self, value: str) -> None:
        """Keep a calendar value as what the text dated last."""
        match = _YEAR.match(value)
        if not match:
            return
        year = -int(match[2]) if match[1] else int(match[2])
        if not self.narrative or match[3] or match[5] or year != self.year:
            self.month = int(match[3]) if match[3] else None
            self.day = int(match[4]) if match[4] else None
        if match[5] and match[5].startswith("Q") and not self.narrative:
            self.quarter = year, int(match[5][1])
        elif not match[3]:
            self.quarter = None
        self.year, self.value = year, value

    def is_aside(self, year: int, phrase: Phrase) -> bool:
        """Whether a bare year is not where the story is: a year planned ("a campaign planned for
        1976"), or a far one ("Keegan (1989)") that does not open a sentence, as "In 1954, …" does
        when the story moves on."""
        if not self.narrative or self.year is None:
            return False
        if phrase.tense() == "future":
            return True
        return abs(year - self.year) > 5 and not phrase.opens_sentence

    @property
    def last_day(self) -> datetime.date | None:
        """The day the text dated last, where it is known to the day."""
        if self.year and self.year > 0 and self.month and self.day:
            return datetime.date(self.year, self.month, self.day)
        return None

    @property
    def base_year(self) -> int | None:
        """The year "this year" is."""
        if self.narrative or not self.reference:
            return self.year if self.narrative else None
        return self.reference.year

    def year_near(self, month: int, day: int | None, phrase: Phrase) -> int | None:
        """The year of a month, or of a day, that stands without one."""
        if self.narrative:
            return self._narrative_year(month)
        if not self.reference:
            return None
        ahead = (month - self.reference.month) % 12
        if ahead == 0:
            return self.reference.year
        limit = MONTHS_AHEAD[phrase.tense() or phrase.tense_behind()]
        if phrase.happened or ahead > limit:
            ahead -= 12
        return shift_months(self.reference.year, self.reference.month, ahead)[0]

    def _narrative_year(self, month: int) -> int | None:
        if self.year is None:
            return None
        steps = month - self.month if self.month else 0
        return self.year + (1 if steps < -6 else -1 if steps > 6 else 0)
