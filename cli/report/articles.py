"""A document and its facts -> what a page shows of them.

>>> article_of(Piece(document), facts)
Article(head=Head(id='a.txt', …), figures=[Figure(id='t29', …)], rest=Rest(…))
"""

import datetime
import hashlib
import os
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from msgspec import Struct

from troopfacts.cli.bounds import bounds
from troopfacts.cli.implications import completed
from troopfacts.cli.messages import shown
from troopfacts.cli.periods import period
from troopfacts.cli.pieces import Piece
from troopfacts.extractors.document import Document
from troopfacts.extractors.facts import (
    Date,
    Fact,
    Location,
    Named,
    Quote,
    Troops,
    kind_of,
)
from troopfacts.extractors.reference_date import find as find_reference_date

from . import words
from .marks import Span, paragraphs
from .models import Day, Figure, Head, Mention, Place, Rest, Statement

KINDS_BY_LETTER = {"t": "troops", "q": "quote", "d": "date", "l": "location"}
_LETTERS = {kind: letter for letter, kind in KINDS_BY_LETTER.items()}


class Level(Struct, array_like=True):
    """A level with what its document implies of it, when that was written, and its name."""

    name: str
    written: str | None
    fact: Troops
    implied: tuple[str, ...]


class Article(NamedTuple):
    """The parts of an article, apart since a page may leave the rest out."""

    head: Head
    figures: list[Figure]
    rest: Rest
    levels: list[Level]


def article_of(piece: Piece, facts: list[Fact]) -> Article:
    """What a page shows of a document (or of a piece of one: all offsets are the whole's)."""
    document, by = piece.document, piece.offset
    written = find_reference_date(document).day
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
            figures.append(_figure(fact, name, at, places, written))
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
    levels = list(_levels(facts, written))
    return Article(_head(document, by, facts, places), figures, rest, levels)


def _levels(facts: list[Fact], written: datetime.date | None) -> Iterator[Level]:
    names = Names()
    for fact, implied in completed(facts):
        name = names.of(fact)
        if fact.measure == "level":
            yield Level(name, written.isoformat() if written else None, fact, implied)


def _head(document: Document, by: int, facts: list[Fact], places: "_Places") -> Head:
    day, origin = find_reference_date(document)
    text = document.text.encode("utf-8", "replace")
    kinds = Counter(kind_of(fact) for fact in facts)
    return Head(
        id=shown(document.id),
        title=words.line(document.title) if document.title else None,
        url=web_address(document.url),
        file=_file(document.id),
        written=day.isoformat() if day else None,
        day=words.days(day.isoformat(), day.isoformat()) if day else None,
        origin=origin if day else None,
        sha256=hashlib.sha256(text).hexdigest() if text else None,
        size=len(text),
        offset=by,
        counts=(kinds["troops"], kinds["quote"], kinds["date"], kinds["location"]),
        places=places.found,
    )


def _file(id: str) -> str | None:
    """The file a document was read from, where its id says so: "wire.jsonl:3"."""
    path = id if os.path.isfile(id) else id.rpartition(":")[0]
    return path if path.isprintable() and os.path.isfile(path) else None


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
            self.found.append(Place(name=words.line(name), code=code))
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


def _figure(
    fact: Troops, name: str, at: int, places: _Places, written: datetime.date | None
) -> Figure:
    low, high = bounds(fact.count)[:2]
    time, source = fact.time, fact.source
    held = period(fact, written)
    return Figure(
        id=name,
        number=words.number(fact.count) or words.line(fact.text),
        words=words.words(fact.text, fact.unit),
        sentence=words.line(fact.sentence),
        at=at,
        low=low,
        high=high,
        measure=fact.measure,
        status=fact.status,
        force=words.line(fact.force.name) if fact.force else None,
        place=places.of(fact.place),
        when=words.when(time),
        first=held.first.isoformat() if held and held.first else None,
        last=held.last.isoformat() if held and held.last else None,
        source=words.speaker(source) if source else None,
        anonymous=bool(source and source.anonymous),
    )


def _statement(fact: Quote, name: str, at: int) -> Statement:
    speaker = fact.speaker
    return Statement(
        id=name,
        quote=words.line(fact.quote),
        at=at,
        style=fact.style,
        cue=words.line(fact.cue.text) if fact.cue else None,
        speaker=words.speaker(speaker) if speaker else None,
        affiliation=words.line(speaker.affiliation) if speaker and speaker.affiliation else None,
        anonymous=bool(speaker and speaker.anonymous),
    )


def _day(fact: Date, name: str) -> Day:
    value = shown(fact.value) if fact.resolved or fact.value.endswith("_REF") else "?"
    return Day(
        id=name, text=words.line(fact.text), value=f"{value} {fact.mod}" if fact.mod else value
    )
