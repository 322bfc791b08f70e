"""For annotators: stand-off annotation (https://brat.nlplab.org/standoff.html) beside each text.

a.txt   About 500 U.S. troops arrived in Iraq on 3 May 2025.
a.ann   T1	Troops 0 21	About 500 U.S. troops
        A1	Measure T1 increase
        T2	Place 33 37	Iraq
        R1	At Arg1:T1 Arg2:T2

brat shows and corrects them, INCEpTION imports them. A span is given once for each type, however
many facts name it; numbers of what a later piece of a long text adds go on from where it begins.
"""

import re
from collections.abc import Generator, Iterator
from typing import NamedTuple

import msgspec

from troopfacts.cli.pieces import Piece
from troopfacts.extractors.facts import Date, Fact, Location, Quote, Troops

Spans = tuple[tuple[int, int], ...]

TYPES = {"troops": "Troops", "location": "Location", "date": "Date", "quote": "Quote"}

# An entity takes a character and more, but for spans that several facts name in another part.
_PART = 8  # numbers kept for each character of a piece

_BREAKS = r"\t-\r\x1c-\x1e\x85\u2028\u2029"
_WORDS = re.compile(rf"[^\s](?:[^{_BREAKS}]*[^\s])?")

_CONFIGURATION = """\
# What the annotations of this folder may be; brat reads it.
[entities]
Troops
Location
Date
Quote
Force
Place
When
Speaker
Cue
[relations]
Of	Arg1:Troops, Arg2:Force
At	Arg1:Troops, Arg2:Place
In	Arg1:Troops, Arg2:When
Source	Arg1:Troops, Arg2:Speaker
By	Arg1:Quote, Arg2:Speaker
With	Arg1:Quote, Arg2:Cue
<OVERLAP>	Arg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>
[events]
[attributes]
Qualifier	Arg:Troops, Value:exact|about|over|at_least|under|up_to|range|indefinite
Measure	Arg:Troops, Value:level|increase|decrease|casualties|captives|other
Status	Arg:Troops, Value:past|current|planned|possible|denied
Use	Arg:Location, Value:literal|metonym|modifier
Style	Arg:Quote, Value:direct|indirect|mixed
"""


class File(msgspec.Struct, array_like=True):
    """What goes to a file of the folder; `more`: it is added to what the piece before gave."""

    document: str | None  # null for what is of the folder itself
    suffix: str
    text: str
    more: bool


_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(list[File])


class BratWriter:
    """Files packed as bytes, for a folder."""

    def start(self) -> bytes:
        return _ENCODER.encode([File(None, "annotation.conf", _CONFIGURATION, False)])

    def encode(self, piece: Piece, facts: list[Fact]) -> bytes:
        lines = "".join(f"{line}\n" for line in Annotations(piece).lines(facts))
        id, more = piece.document.id, not piece.first
        texts = [File(id, ".txt", piece.document.text, more), File(id, ".ann", lines, more)]
        return _ENCODER.encode(texts)

    def joined(self, encoded: bytes, first: bool, facts: int) -> bytes:
        return encoded

    def finish(self) -> bytes:
        return b""


def files(encoded: bytes) -> list[File]:
    """What a writer encoded."""
    return _DECODER.decode(encoded) if encoded else []


class _Named(NamedTuple):
    type: str
    spans: Spans


class Annotations:
    """The lines of a piece's `.ann`."""

    def __init__(self, piece: Piece) -> None:
        self._text = piece.document.text
        self._offset = piece.offset
        self._first = piece.offset * _PART
        self._entities: dict[_Named, str] = {}
        self._noted: set[str] = set()
        self._counts = {"A": self._first, "R": self._first, "#": self._first}

    def lines(self, facts: list[Fact]) -> Iterator[str]:
        """Entities, their attributes, the relations between them, and notes."""
        for fact in facts:
            if isinstance(fact, Troops):
                yield from self._troops(fact)
            elif isinstance(fact, Quote):
                yield from self._quote(fact)
            elif isinstance(fact, Location):
                entity = yield from self._entity("Location", ((fact.start, fact.end),))
                yield self._line("A", f"Use {entity} {fact.use}")
                known = [fact.name, fact.type, fact.code, fact.geonameid]
                yield self._note(entity, " | ".join(str(one) for one in known if one))
            elif isinstance(fact, Date):
                entity = yield from self._entity("Date", ((fact.start, fact.end),))
                yield self._note(entity, f"{fact.type} {fact.value} {fact.mod or ''}".rstrip())

    def _troops(self, fact: Troops) -> Iterator[str]:
        entity = yield from self._entity("Troops", ((fact.start, fact.end),))
        yield self._line("A", f"Qualifier {entity} {fact.count.qualifier}")
        yield self._line("A", f"Measure {entity} {fact.measure}")
        yield self._line("A", f"Status {entity} {fact.status}")
        parts = (
            ("Of", "Force", fact.force),
            ("At", "Place", fact.place),
            ("In", "When", fact.time),
            ("Source", "Speaker", fact.source),
        )
        for relation, type, part in parts:
            if part:
                other = yield from self._entity(type, ((part.start, part.end),))
                yield self._line("R", f"{relation} Arg1:{entity} Arg2:{other}")
        count = fact.count
        numbers = [
            f"{name}={n}"
            for name, n in (("value", count.value), ("min", count.min), ("max", count.max))
            if n is not None
        ]
        yield self._note(entity, " ".join([*numbers, fact.unit or ""]).rstrip())

    def _quote(self, fact: Quote) -> Iterator[str]:
        entity = yield from self._entity("Quote", tuple(fact.parts))
        yield self._line("A", f"Style {entity} {fact.style}")
        if fact.speaker:
            other = yield from self._entity("Speaker", ((fact.speaker.start, fact.speaker.end),))
            yield self._line("R", f"By Arg1:{entity} Arg2:{other}")
            if fact.speaker.name and other not in self._noted:
                self._noted.add(other)
                yield self._note(other, fact.speaker.name)
        if fact.cue:
            other = yield from self._entity("Cue", ((fact.cue.start, fact.cue.end),))
            yield self._line("R", f"With Arg1:{entity} Arg2:{other}")

    def _entity(self, type: str, spans: Spans) -> Generator[str, None, str]:
        """Yield the line of a span, if it has none yet; returns its number."""
        key = _Named(type, spans)
        known = self._entities.get(key)
        if known is None:
            known = self._entities[key] = f"T{self._first + len(self._entities) + 1}"
            pieces = [one for span in spans for one in self._unbroken(*span)]
            places = ";".join(f"{start} {end}" for start, end in pieces)
            words = " ".join(
                self._text[start - self._offset : end - self._offset] for start, end in pieces
            )
            yield f"{known}\t{type} {places}\t{words}"
        return known

    def _unbroken(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """A span without the line ends and tabs in it, which part the lines and fields here."""
        for words in _WORDS.finditer(self._text, start - self._offset, end - self._offset):
            yield words.start() + self._offset, words.end() + self._offset

    def _note(self, entity: str, words: str) -> str:
        return self._line("#", f"AnnotatorNotes {entity}\t{' '.join(words.split())}")

    def _line(self, sort: str, rest: str) -> str:
        self._counts[sort] += 1
        return f"{sort}{self._counts[sort]}\t{rest}"
