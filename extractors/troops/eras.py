"""What a document's own date and kind make of the status of its figures.

>>> Era(document).settle(figure)  # "430 depart on 19 November", read before that day: planned
"""

import re
from functools import cache

from troopfacts.extractors import reference_date
from troopfacts.extractors.document import Document

from .figures import Figure
from .predicates import last_tense
from .words import Words

_NO_DAY = "9999-12-31"
_UNTENSED = frozenset({"no verb", "base"})
_LOOSE = frozenset({"no verb", "base", "strong", "aside", "group with", "changed to"})


@cache
def _reporting() -> re.Pattern[str]:
    """Words of a mission's periodic report, which tells the present in the past tense."""
    return re.compile(r"reporting period|report of the secretary|\bas at \d{1,2} [a-z]+ \d{4}")


class Era:
    """When a document was written, and whether it is a periodic report."""

    def __init__(self, document: Document, lower: str) -> None:
        day = reference_date.find(document).day
        self._day = day.isoformat() if day is not None else _NO_DAY
        self._read: tuple[Words, str] | None = None
        self._report = _reporting().search(lower) is not None

    def settle(self, figure: Figure) -> None:
        """Sets the status where the time or the kind of text decides it."""
        if self._is_to_come(figure):
            figure.status, figure.status_rule = "planned", "date to come"
        elif figure.status == "current" and self._is_long_ago(figure):
            figure.status, figure.status_rule = "past", "long ago"
        elif self._is_reported(figure):
            figure.status, figure.status_rule = "current", "periodic report"

    def _is_to_come(self, figure: Figure) -> bool:
        """ "430 depart on 19 November", read before that day."""
        first = figure.time.first if figure.time is not None else None
        untensed = figure.status_rule in _UNTENSED | {"present", "noun"}
        coming = first is not None and first > self._day
        return coming and untensed and figure.status in ("past", "current")

    def _is_long_ago(self, figure: Figure) -> bool:
        """ "Reinforcements came: 83,000 by February 1955", in a text that is not of that time."""
        last = figure.time.last if figure.time is not None else None
        if figure.status_rule not in _LOOSE or figure.time_rule == "bracket":
            return False
        if last is not None:
            return int(last[:4]) < int(self._day[:4]) - 2
        return self._day == _NO_DAY and self._last_tense(figure.words) == "past"

    def _last_tense(self, words: Words) -> str:
        """The tense of a sentence's last verb, looked up once for all of its figures."""
        if self._read is None or self._read[0] is not words:
            self._read = (words, last_tense(words))
        return self._read[1]

    def _is_reported(self, figure: Figure) -> bool:
        """ "The force comprised 9,400 personnel" in a report on the mission's last half year."""
        if not self._report or figure.measure != "level" or figure.status != "past":
            return False
        if figure.status_rule in ("from", "long ago"):
            return False
        before = figure.words.lower[: figure.first]
        return figure.time is None or "as" in before
