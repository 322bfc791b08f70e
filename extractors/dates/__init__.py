"""Finds the date facts of a document: "Tuesday", "the start of 2025", "three months".

>>> [fact.value for fact in find(Document("a", "He left on Tuesday.", date), found)]
['2025-09-30']

The text is read once as a string of word classes (words.py). Rules are patterns over it, each with
a function that computes the value (grammar.py, and a room for each family: days, months, years,
quarters …). What a phrase hangs on, the reference date or a narrative, is kept along the way
(contexts.py, genres.py).
"""

from collections.abc import Iterator
from functools import cache

from msgspec import UNSET, UnsetType

from troopfacts.extractors import reference_date
from troopfacts.extractors.document import Document, Found
from troopfacts.extractors.facts import Date, Fact

from . import (
    clocks,
    days,
    distances,
    durations,
    holidays,
    months,
    quarters,
    references,
    relations,
    seasons,
    sets,
    stamps,
    years,
)
from .contexts import Context
from .genres import first_year, is_narrative
from .grammar import Grammar, Timex
from .phrases import Phrase
from .values import bounds
from .words import Reading, class_letters

KIND = "date"

# Classes of words of which a phrase has at least one.
CORE = """
    month month_short weekday weekdays day_word tonight daypart noon half_day initial clock
    zone zulu digits d unit units quarter quarter_name quarters scale half season seasons weekend
    weekends period fiscal year era letter_b decade word_number holiday time reference adjective
    present past frequency number
    quarter_name half_name fiscal_year foreign_month"""


ERA, SHORT_MONTH = class_letters()["era"], class_letters()["month_short"]


@cache
def _grammar() -> Grammar:
    rooms = [clocks, stamps, days, months, years, quarters, seasons, relations]
    rooms += [sets, durations, distances, holidays, references]
    rules = [rule for room in rooms for rule in room.RULES]
    return Grammar(rules, CORE)


def find(document: Document, found: Found) -> Iterator[Fact]:
    """The date facts of a document."""
    reading = Reading(document.text)
    reference = reference_date.find(document)
    narrative = reference.origin != "head" and is_narrative(reading, reference.day)
    day = reference.day if reference.day and 1000 <= reference.day.year < 3000 else None
    context = Context(day, narrative, reading.codes.count(ERA) > 2, first_year(reading))
    genre = "narrative" if narrative else "news"
    for rule, phrase, read in _grammar().phrases(reading, context):
        name = f"{rule.name}, as in {genre}" if found.explain else UNSET
        for timex in read:
            yield _fact(document, reading, phrase, timex, name)
            if timex.anchor and timex.type in ("DATE", "TIME"):
                context.note(timex.value)


def _fact(
    document: Document, reading: Reading, phrase: Phrase, timex: Timex, rule: str | UnsetType
) -> Date:
    """What a rule read, with its place in the text and its days."""
    text = document.text
    first, last = timex.span or (phrase.start, phrase.end)
    start = reading.offset(first)
    found = "".join(reading.tokens[first:last])
    if found[0].isspace() or found[-1].isspace():
        start += len(found) - len(found.lstrip())
        found = found.strip()
    end = start + len(found)
    if text[end : end + 1] == "." and _takes_dot(text, end, reading.codes[last - 1]):
        end += 1
    day_from, day_to = _days(reading, first, timex)
    return Date(
        doc=document.id,
        start=start,
        end=end,
        text=text[start:end],
        sentence=document.evidence(start, end),
        type=timex.type,
        value=timex.value,
        mod=timex.mod,
        first=day_from,
        last=day_to,
        resolved=timex.type in ("DATE", "TIME") and bounds(timex.value)[0] is not None,
        rule=rule,
    )


def _takes_dot(text: str, end: int, code: str) -> bool:
    """Whether the dot behind belongs to the phrase: "at 10 a.m.", "in Sept. the"; but "on 6 Nov."
    ends its sentence."""
    if text[end - 2 : end] in (".m", ".M", ".C", ".E", " г"):
        return True
    following = text[end + 1 : end + 3]
    return code == SHORT_MONTH and (following[:1] == "," or following[1:].islower())


def _days(reading: Reading, start: int, timex: Timex) -> tuple[str | None, str | None]:
    """First and last day of the value, open where a mod or a preposition leaves it open."""
    if timex.type not in ("DATE", "TIME") or not timex.calendar:
        return None, None
    first, last = bounds(timex.value)
    if timex.mod in ("START", "BEFORE", "MID", "ON_OR_AFTER"):
        last = None
    if timex.mod in ("END", "AFTER", "MID"):
        first = None
    before = reading.tokens[start - 2].lower() if start >= 2 else ""
    if before == "since":
        last = None
    if before == "by":
        first = None
    return first, last
