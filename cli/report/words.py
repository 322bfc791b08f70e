"""Numbers and times as a reader takes them in at a glance.

>>> number(Count(2500, None, None, "about")), days("2025-05-01", "2025-05-31")
('≈ 2,500', 'May 2025')
"""

import datetime
import re

from troopfacts.cli import wordings
from troopfacts.cli.bounds import bounds
from troopfacts.cli.messages import shown
from troopfacts.extractors.facts import Count, Date, Speaker, When

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

_SIGNS = {"about": "≈ ", "over": "> ", "at_least": "≥ ", "under": "< ", "up_to": "≤ "}
_BOUNDING = re.compile(
    r"""\b(?: a(?:bout|pprox\w*|round|nother|t\ (?:least|most))? | almost | and | below | between
    | estimated | fewer\ than | less\ than | just | more\ than | nearly | no | or\ so | over
    | roughly | some | the | to | under | up\ to )\b""",
    re.X | re.I,
)
_YEAR = re.compile(r"\b[12]\d{3}\b")
_LETTERS = re.compile(r"[^\W\d_]{3,}")


def number(count: Count) -> str | None:
    """As bounded: "≈ 2,500", "> 900", "900–1,000", "1,000 +" for thousands."""
    low, high = bounds(count)[:2]
    if low is None and high is None:
        return None
    if low is not None and high is not None and low != high:
        return f"{low:,}–{high:,}"
    one = f"{low if low is not None else high:,}"
    if count.qualifier == "indefinite":
        return f"{one} +"
    return _SIGNS.get(count.qualifier, "") + one


def words(text: str, unit: str | None) -> str | None:
    """What a figure says beside its number, else what is counted.

    >>> words("about 35,000", "service members"), words("the 68 Royal Marines", "marines")
    ('service members', 'the 68 Royal Marines')
    """
    return line(text) if _LETTERS.search(_BOUNDING.sub("", text)) else line(unit or "") or None


def when(time: When | Date | None) -> str | None:
    """The days of a time; as written where they are not known, or "the start of 2025" says more."""
    if time is None:
        return None
    if (time.first is None or time.last is None) and _YEAR.search(time.text):
        return line(time.text).removeprefix("the ")
    return days(time.first, time.last) or line(time.text)


def days(first: str | None, last: str | None) -> str | None:
    """The days from `first` to `last` as one would write them."""
    if first is None or last is None:
        given = first or last
        return f"{'from' if first else 'until'} {_day(given)}" if given else None
    if first == last:
        return _day(first)
    start, end = datetime.date.fromisoformat(first), datetime.date.fromisoformat(last)
    if start.day == 1 and (end + datetime.timedelta(1)).day == 1:
        if (start.month, end.month) == (1, 12):
            return f"{start.year}" if start.year == end.year else f"{start.year}–{end.year}"
        if start.year == end.year:
            months = sorted({start.month, end.month})
            return f"{'–'.join(MONTHS[month - 1] for month in months)} {start.year}"
    return f"{_day(first)} – {_day(last)}"


def _day(iso: str) -> str:
    day = datetime.date.fromisoformat(iso)
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def speaker(speaker: Speaker) -> str:
    """What a speaker is called."""
    return line(wordings.name(speaker))


def line(text: str) -> str:
    """Text as it may be shown on a line."""
    return shown(" ".join(text.split()))
