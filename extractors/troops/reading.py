"""Reads a document sentence by sentence into troop facts."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TypeVar

from msgspec import UNSET

from troopfacts.extractors.document import Document, Found
from troopfacts.extractors.facts import Fact, Measure, Quote, Troops

from .clauses import govern
from .contexts import Background, Context
from .ellipses import resolve
from .eras import Era
from .figures import Figure, scan
from .homes import find_home
from .measures import measure
from .owners import find_owner
from .places import settle_places
from .scenes import Scene, dateline_end
from .sentences import DEEP, REACH, Memory, Sentence
from .sources import find_source
from .stems import stems
from .tenses import status
from .times import settle_times
from .unlisted import find_unlisted
from .words import Words, word_class

AFact = TypeVar("AFact", bound=Fact)


@cache
def _numbers() -> re.Pattern[str]:
    """A digit or a number word in lower-case text: what a sentence with a figure has."""
    return re.compile(
        r"""\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[a-z]+teen|tens
        |(?:twen|thir|for|fif|six|seven|eigh|nine)ty|(?:hundred|thousand|million|dozen|score)s?)\b""",
        re.X,
    )


def read(document: Document, found: Found, lower: str) -> Iterator[Troops]:
    """The troop facts of a document, in order; `lower` is its text in lower case."""
    text, memory, era = document.text, Memory(), None
    background = Background(text)
    for number, (start, end) in enumerate(document.sentences):
        far = number - memory.sentence > REACH
        if (
            far
            and stems().search(lower, start, end) is None
            and not (memory.figure is not None and background.military(start) >= DEEP)
        ):
            continue
        if _numbers().search(lower, start, end) is None:
            continue
        words = Words(text, start, end)
        context = Context(text, start, end, document.paragraph_at(start), background)
        items = scan(words, context.accept)
        if not items or not (_counts_troops(items) or memory.reaches(number, words, context)):
            continue
        sentence = Sentence(words, number, items, context)
        sentence.previous = document.sentences[number - 1] if number else (0, 0)
        near = memory.figure is not None and number - memory.sentence <= 3
        sentence.frame = memory.figure.measure if near and memory.figure is not None else None
        figures = resolve(sentence, memory)
        if figures:
            era = era or Era(document, lower)
            yield from _facts(document, found, sentence, figures, era)


def _counts_troops(items: Sequence[Figure]) -> bool:
    """Whether a number counts troops, or people who may be troops: "450,000 men"."""
    return any(item.sort == "troops" or (item.head and item.head.kind == "weak") for item in items)


def _facts(
    document: Document, found: Found, sentence: Sentence, figures: Sequence[Figure], era: Era
) -> Iterator[Troops]:
    start, end = sentence.words.start, sentence.words.end
    locations = _between(found.locations, start, end)
    dates = _between(found.dates, start, end)
    quotes = _around(found.quotes, start, end)
    sentence.locations = locations
    governors = [govern(figure, sentence.items) for figure in figures]
    frame, before = sentence.frame, None
    for figure, governor in zip(figures, governors, strict=True):
        figure.frame = frame
        sense, figure.measure_rule = measure(figure, governor)
        if not sense:
            sense, figure.measure_rule = _carried(figure, before)
        figure.measure, before = sense, figure
        frame = sense if sense != "level" else frame
        figure.status, figure.status_rule = status(figure, governor, sense)
        figure.force, figure.force_rule = find_owner(sentence, figure, governor)
    for figure in figures:  # "120 of the 400 officers pledged by Kenya": the whole comes after
        whole = figure.beside
        if figure.force is None and figure.rule == "part" and whole:
            figure.force, figure.force_rule = whole.force, "base"
    front = dateline_end(sentence.words)
    listed = figures[0].rule in ("contributor", "deployment")  # "LEBANON: UNIFIL 8" is no dateline
    places = [
        place
        for place in locations
        if place.start >= front or (listed and document.text[place.end : place.end + 1] == ":")
    ]
    calendar = [date for date in dates if date.start >= front and date.type != "SET"]
    places = sorted(
        [*places, *find_unlisted(sentence, locations, dates)], key=lambda place: place.start
    )
    scene = Scene(sentence, figures, governors, places, calendar)
    settle_places(scene)
    for figure in figures:
        if figure.force is None and (home := find_home(sentence, figure)) is not None:
            figure.force, figure.force_rule = home, "home"
    settle_times(scene)
    for figure in figures:
        era.settle(figure)
    for figure, governor in zip(figures, governors, strict=True):
        source, source_rule = find_source(figure, governor, quotes)
        low, high = figure.start_offset, figure.end_offset
        yield Troops(
            doc=document.id,
            start=low,
            end=high,
            text=document.text[low:high],
            sentence=document.evidence(low, high),
            count=figure.amount.count,
            unit=figure.unit,
            measure=figure.measure,
            status=figure.status,
            force=figure.force,
            place=figure.place,
            time=figure.time,
            source=source,
            rule=_explained(figure, source_rule) if found.explain else UNSET,
        )


def _carried(figure: Figure, before: Figure | None) -> tuple[Measure, str]:
    """The measure of a figure without a verb: its base's, or that of the figure beside it."""
    base = figure.base
    if base is not None and (figure.rule in _REACHING or figure.beside):
        return base.measure, "base"
    told = figure.words.lower[max(0, figure.first - 3) : figure.first]
    if base is not None and not _TOLD.isdisjoint(told):
        return base.measure, "told"  # "The prosecutor spoke of 41."
    if before is not None and not _apart(before, figure):
        return before.measure, "beside"  # "Spain sends 120 men to Latvia and Italy 70 to Kosovo"
    return "level", "no verb"


def _apart(before: Figure, figure: Figure) -> bool:
    between = figure.words.lower[before.end : figure.first]
    return not _STOPS.isdisjoint(between) or not {",", "and"} & set(between)


# Frames whose base may stand in another sentence and still says what is counted.
_REACHING = frozenset({"part", "more", "contributor", "series", "reference", "fate", "gap", ""})
_TOLD = word_class("words of telling a number")
_STOPS = frozenset(
    {";", ":", "(", ")", "with", "by", "against", "of", "for", "from", "but", "while"}
)


def _explained(figure: Figure, source_rule: str) -> str:
    """ "figure: noun; measure: sent before; …", a slot without a rule left out."""
    rules = {
        "figure": ", ".join((figure.rule or "noun", *figure.signs)),
        "measure": figure.measure_rule,
        "status": figure.status_rule,
        "force": figure.force_rule,
        "place": figure.place_rule if figure.place is not None else "",
        "time": figure.time_rule if figure.time is not None else "",
        "source": source_rule,
    }
    return "; ".join(f"{slot}: {rule}" for slot, rule in rules.items() if rule)


def _between(facts: Sequence[AFact], start: int, end: int) -> list[AFact]:
    """The facts that begin in text[start:end]; `facts` are in order."""
    low = bisect_left(facts, start, key=lambda fact: fact.start)
    high = bisect_left(facts, end, lo=low, key=lambda fact: fact.start)
    return list(facts[low:high])


_LONG = 6000  # a statement longer than this is no source of one figure


def _around(quotes: Sequence[Quote], start: int, end: int) -> list[Quote]:
    """The statements that reach into text[start:end]."""
    return [quote for quote in _between(quotes, max(0, start - _LONG), end) if quote.end > start]
