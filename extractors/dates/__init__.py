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
    triggers,
    years,
)
from .contexts import Context
from .genres import eras_of, is_narrative, years_of
from .grammar import Grammar, Timex
from .phrases import Phrase
from .values import bounds
from .words import class_letters

KIND = "date"

SHORT_MONTH = class_letters()["month_short"]


@cache
def _grammar(before_christ: bool = False) -> Grammar:
    """The grammar of a text, which counts years before Christ or does not."""
    rooms = [clocks, stamps, days, months, years, quarters, seasons, relations]
    rooms += [sets, durations, distances, holidays, references]
    rules = [rule for room in rooms for rule in room.RULES]
    return Grammar(rules + years.RULES_BC if before_christ else rules)


def find(document: Document, found: Found) -> Iterator[Fact]:
    """The date facts of a document."""
    text = document.text
    reference = reference_date.find(document)
    found_triggers = triggers.find(text)
    narrative = reference.origin != "head" and is_narrative(text, found_triggers, reference.day)
    before_christ = eras_of(found_triggers) > 2
    if before_christ:
        found_triggers = triggers.find(text, numbers=True)
    day = reference.day if reference.day and 1000 <= reference.day.year < 3000 else None
    first_year = next(iter(years_of(found_triggers)), None) if narrative else None
    context = Context(day, narrative, first_year)
    genre = "narrative" if narrative else "news"
    places = (place for place, _ in found_triggers)
    for rule, phrase, read in _grammar(before_christ).phrases(text, places, context):
        name = f"{rule.name}, as in {genre}" if found.explain else UNSET
        for timex in read:
            yield _fact(document, phrase, timex, name)
            if timex.anchor and timex.type in ("DATE", "TIME"):
                context.note(timex.value)


def _fact(document: Document, phrase: Phrase, timex: Timex, rule: str | UnsetType) -> Date:
    """What a rule read, with its place in the text and its days."""
    text, passage = document.text, phrase.passage
    first, last = timex.span or (phrase.start, phrase.end)
    start = passage.offset_of(first)
    found = passage.slice(first, last)
    if found[0].isspace() or found[-1].isspace():
        start += len(found) - len(found.lstrip())
        found = found.strip()
    end = start + len(found)
    if text[end : end + 1] == "." and _takes_dot(text, end, phrase.letter(last - 1)):
        end += 1
        found += "."
    day_from = day_to = None
    resolved = False
    if timex.type in ("DATE", "TIME"):
        day_from, day_to = bounds(timex.value)
        resolved = day_from is not None
        if resolved:
            day_from, day_to = _days(day_from, day_to, phrase.token(first - 2), timex)
    return Date(
        doc=document.id,
        start=start,
        end=end,
        text=found,
        sentence=document.evidence(start, end),
        type=timex.type,
        value=timex.value,
        mod=timex.mod,
        first=day_from,
        last=day_to,
        resolved=resolved,
        rule=rule,
    )


def _takes_dot(text: str, end: int, code: str) -> bool:
    """Whether the dot behind belongs to the phrase: "at 10 a.m.", "in Sept. the"; but "on 6 Nov."
    ends its sentence."""
    if text[end - 2 : end] in (".m", ".M", ".C", ".E", " г"):
        return True
    following = text[end + 1 : end + 3]
    return code == SHORT_MONTH and (following[:1] == "," or following[1:].islower())


def _days(
    first: str | None, last: str | None, before: str, timex: Timex
) -> tuple[str | None, str | None]:
    """First and last day of a value, open where a mod or a preposition leaves it open."""
    if not timex.calendar:
        return None, None
    if timex.mod in ("START", "BEFORE", "MID", "ON_OR_AFTER"):
        last = None
    if timex.mod in ("END", "AFTER", "MID"):
        first = None
    before = before.lower()
    if before == "since":
        last = None
    if before == "by":
        first = None
    return first, last
