"""Reads a document sentence by sentence into troop facts."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TypeVar

from msgspec import UNSET

from troopfacts.extractors.document import Document, Found
from troopfacts.extractors.facts import Fact, Quote, Troops
from troopfacts.extractors.names import forces

from .circumstances import find_place, find_source, find_time
from .clauses import govern
from .contexts import Context
from .ellipses import Memory, Sentence, resolve
from .figures import Figure, scan
from .measures import measure, status
from .owners import find_owner
from .words import Words

AFact = TypeVar("AFact", bound=Fact)


@cache
def _number_words() -> re.Pattern[str]:
    """What a sentence with a number has: a digit or a number word."""
    return re.compile(
        r"""\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty
        |thirty|forty|fifty|sixty|seventy|eighty|ninety|(?:hundred|thousand|million|dozen|score)s?
        |tens)\b""",
        re.X | re.I,
    )


def read(document: Document, found: Found) -> Iterator[Troops]:
    """The troop facts of a document, in order."""
    text, memory = document.text, Memory()
    for number, (start, end) in enumerate(document.sentences):
        if _number_words().search(text, start, end) is None:
            continue
        words = Words(text, start, end)
        context = Context(text, start, end, document.paragraph_at(start))
        items = scan(words, context.accept)
        if not any(item.sort in ("troops", "bare", "thing") for item in items):
            continue
        sentence = Sentence(words, number, items, forces.find(text, start, end), context)
        figures = resolve(sentence, memory)
        if figures:
            yield from _facts(document, found, sentence, figures)


def _facts(
    document: Document, found: Found, sentence: Sentence, figures: Sequence[Figure]
) -> Iterator[Troops]:
    start, end = sentence.words.start, sentence.words.end
    locations = _between(found.locations, start, end)
    sentence.locations = locations
    dates = _between(found.dates, start, end)
    quotes = _around(found.quotes, start, end)
    for figure in figures:
        low, high = figure.start_offset, figure.end_offset
        governor = govern(figure, sentence.items)
        sense, measure_rule = measure(figure, governor)
        if not sense:
            sense = figure.base.measure if figure.base is not None else "level"
            measure_rule = "base" if figure.base is not None else "no verb"
        figure.measure = sense
        state, status_rule = status(figure, governor, sense)
        figure.status = state
        figure.force, figure.force_rule = find_owner(sentence, figure, governor)
        figure.place, place_rule = find_place(figure, figures, locations)
        time, time_rule = find_time(figure, figures, dates)
        source, source_rule = find_source(figure, quotes)
        rules = {
            "figure": figure.rule or "noun",
            "measure": measure_rule,
            "status": status_rule,
            "force": figure.force_rule,
            "place": place_rule,
            "time": time_rule,
            "source": source_rule,
        }
        yield Troops(
            doc=document.id,
            start=low,
            end=high,
            text=document.text[low:high],
            sentence=document.evidence(low, high),
            count=figure.amount.count,
            unit=figure.unit,
            measure=sense,
            status=state,
            force=figure.force,
            place=figure.place,
            time=time,
            source=source,
            rule=_explained(rules) if found.explain else UNSET,
        )


def _explained(rules: dict[str, str]) -> str:
    """ "figure: noun; measure: sent before; …", a slot without a rule left out."""
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
