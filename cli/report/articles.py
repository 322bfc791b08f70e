"""A document and its facts -> what a page shows of them.

>>> article_of(Piece(document), facts)
Article(head=Head(id='a.txt', …), figures=[Figure(id='t29', …)], rest=Rest(…))
"""

import hashlib
from collections import Counter
from typing import NamedTuple

from troopfacts.cli.messages import shown
from troopfacts.cli.pieces import Piece
from troopfacts.extractors.document import Document
from troopfacts.extractors.facts import (
    Count,
    Date,
    Fact,
    Location,
    Named,
    Quote,
    Speaker,
    Troops,
    kind_of,
)
from troopfacts.extractors.reference_date import find as find_reference_date

from .marks import Span, paragraphs
from .models import Day, Figure, Head, Mention, Place, Rest, Statement

_LETTERS = {"troops": "t", "quote": "q", "date": "d", "location": "l"}


class Article(NamedTuple):
    """The parts of an article, apart since a page may leave the rest out."""

    head: Head
    figures: list[Figure]
    rest: Rest


def article_of(piece: Piece, facts: list[Fact]) -> Article:
    """What a page shows of a document (or of a piece of one: all offsets are the whole's)."""
    document, by = piece.document, piece.offset
    places = _Places()
    names = Names()
    figures: list[Figure] = []
    rest = Rest([], [], [], [])
    spans: list[Span] = []
    for fact in facts:
        if isinstance(fact, Location):  # before the figures that name the same place
            places.add(fact)
    for fact in facts:
        name = names.of(fact)
        at = document.sentence_at(fact.start - by)[0] + by
        if isinstance(fact, Troops):
            figures.append(_figure(fact, name, at, places))
        elif isinstance(fact, Quote):
            rest.quotes.append(_statement(fact, name, at))
            spans += [Span(start - by, end - by, name) for start, end in fact.parts]
            continue
        elif isinstance(fact, Date):
            rest.dates.append(_day(fact, name))
        elif isinstance(fact, Location):
            number = places.number(fact.name, fact.code)
            rest.mentions.append(Mention(id=name, place=number, at=at, use=fact.use))
        spans.append(Span(fact.start - by, fact.end - by, name))
    rest.paragraphs = paragraphs(document.text, document.paragraphs, spans)
    return Article(_head(document, by, facts, places), figures, rest)


def _head(document: Document, by: int, facts: list[Fact], places: "_Places") -> Head:
    day, origin = find_reference_date(document)
    text = document.text.encode("utf-8", "replace")
    kinds = Counter(kind_of(fact) for fact in facts)
    return Head(
        id=shown(document.id),
        title=_line(document.title) if document.title else None,
        url=web_address(document.url),
        written=day.isoformat() if day else None,
        origin=origin if day else None,
        sha256=hashlib.sha256(text).hexdigest() if text else None,
        size=len(text),
        offset=by,
        counts=(kinds["troops"], kinds["quote"], kinds["date"], kinds["location"]),
        places=places.found,
    )


def web_address(url: str | None) -> str | None:
    """An address a reader may follow: no `javascript:`, nothing hidden."""
    if not url or not url.isprintable() or shown(url) != url:
        return None
    return url if url.lower().startswith(("https://", "http://")) else None


class _Places:
    """The places of an article, each once; figures may name places no location fact tells of."""

    def __init__(self) -> None:
        self.found: list[Place] = []
        self._numbers: dict[tuple[str, str | None], int] = {}

    def number(self, name: str, code: str | None) -> int:
        key = (name, code)
        if key not in self._numbers:
            self._numbers[key] = len(self.found)
            self.found.append(Place(name=_line(name), code=code))
        return self._numbers[key]

    def add(self, fact: Location) -> None:
        place = self.found[self.number(fact.name, fact.code)]
        place.type = fact.type
        if fact.lat is not None and fact.lon is not None:
            place.lat, place.lon = round(fact.lat, 3), round(fact.lon, 3)
        if fact.use == "literal":
            place.literal += 1
        else:
            place.other += 1

    def of(self, place: Named | None) -> int | None:
        return self.number(place.name, place.code) if place else None


class Names:
    """A name for each fact of a document: `t478` is the troop figure that begins there."""

    def __init__(self) -> None:
        self._given: set[str] = set()

    def of(self, fact: Fact) -> str:
        name = f"{_LETTERS[kind_of(fact)]}{fact.start}"
        while name in self._given:
            name += "+"
        self._given.add(name)
        return name


def bounds(count: Count) -> tuple[int | float | None, int | float | None]:
    """What a number may be at least and at most.

    >>> bounds(Count(900, 900, None, "over"))
    (900, None)
    """
    if count.min is None and count.max is None:
        return count.value, count.value
    return count.min, count.max


def _figure(fact: Troops, name: str, at: int, places: _Places) -> Figure:
    low, high = bounds(fact.count)
    time = fact.time
    return Figure(
        id=name,
        text=_line(fact.text),
        sentence=_line(fact.sentence),
        at=at,
        low=low,
        high=high,
        qualifier=fact.count.qualifier,
        unit=_line(fact.unit) if fact.unit else None,
        measure=fact.measure,
        status=fact.status,
        force=_line(fact.force.name) if fact.force else None,
        place=places.of(fact.place),
        when=_line(time.text) if time else None,
        value=shown(time.value) if time else None,
        first=time.first if time else None,
        last=time.last if time else None,
        source=_speaker(fact.source) if fact.source else None,
        anonymous=bool(fact.source and fact.source.anonymous),
    )


def _statement(fact: Quote, name: str, at: int) -> Statement:
    speaker = fact.speaker
    return Statement(
        id=name,
        quote=_line(fact.quote),
        at=at,
        style=fact.style,
        cue=_line(fact.cue.text) if fact.cue else None,
        speaker=_speaker(speaker) if speaker else None,
        affiliation=_line(speaker.affiliation) if speaker and speaker.affiliation else None,
        anonymous=bool(speaker and speaker.anonymous),
    )


def _day(fact: Date, name: str) -> Day:
    return Day(
        id=name,
        text=_line(fact.text),
        value=shown(fact.value),
        mod=fact.mod,
        resolved=fact.resolved,
    )


def _speaker(speaker: Speaker) -> str:
    return _line(speaker.name or speaker.text)


def _line(text: str) -> str:
    """Text as it may be shown on a line."""
    return shown(" ".join(text.split()))
