"""Rows for a results database, packed where the facts are found; updates.py puts them in."""

from typing import Any

import msgspec

from troopfacts.cli.columns import row
from troopfacts.cli.pieces import Piece, Source
from troopfacts.extractors.facts import Fact, kind_of
from troopfacts.extractors.reference_date import find as find_reference_date


class Head(msgspec.Struct, array_like=True):
    """What the first piece of a document tells of the whole. Its date is as it was given, or as
    its head or name tells."""

    id: str
    source: Source
    title: str | None
    url: str | None
    date: str | None
    origin: str | None


class Packed(msgspec.Struct, array_like=True):
    """The facts of a piece."""

    head: Head | None
    offset: int
    text: str
    sha256: str  # with the last piece of a document, else ""
    rows: dict[str, list[list[Any]]]  # by kind; a place for the document's number, then the cells


_ENCODER = msgspec.msgpack.Encoder()


class SqliteWriter:
    """Pieces and facts as bytes for `Update.insert`; there is nothing between them."""

    def start(self) -> bytes:
        return b""

    def encode(self, piece: Piece, facts: list[Fact]) -> bytes:
        document = piece.document
        rows: dict[str, list[list[Any]]] = {}
        for fact in facts:
            rows.setdefault(kind_of(fact), []).append([None, *row(fact)])
        head = None
        if piece.first:
            day, origin = find_reference_date(document)
            date = day.isoformat() if day else None
            head = Head(document.id, piece.source, document.title, document.url, date, origin)
        packed = Packed(head, piece.offset, document.text, piece.sha256, rows)
        return _ENCODER.encode(packed)

    def joined(self, encoded: bytes, first: bool, facts: int) -> bytes:
        return encoded

    def finish(self) -> bytes:
        return b""
