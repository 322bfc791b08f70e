"""JSON Lines, a fact a line, and one JSON object of all documents; both as they are found."""

import msgspec

from troopfacts.cli.pieces import Piece
from troopfacts.extractors.facts import VERSION, Fact
from troopfacts.extractors.reference_date import find as find_reference_date

_ENCODER = msgspec.json.Encoder()


class JsonLinesWriter:
    """{"kind":"troops","doc":"a.txt","start":29,…}"""

    def start(self) -> bytes:
        return b""

    def encode(self, piece: Piece, facts: list[Fact]) -> bytes:
        return _ENCODER.encode_lines(facts)

    def joined(self, encoded: bytes, first: bool, facts: int) -> bytes:
        return encoded

    def finish(self) -> bytes:
        return b""


class JsonWriter:
    """{"version":1,"documents":[{"doc":"a.txt","reference_date":null,"facts":[…]}]}"""

    def __init__(self) -> None:
        self._begun = False
        self._facts = 0  # of the document that is open

    def start(self) -> bytes:
        return b'{"version":%d,"documents":[' % VERSION

    def encode(self, piece: Piece, facts: list[Fact]) -> bytes:
        lines = b""
        if piece.first:
            lines = b'\n{"doc":%b,"reference_date":%b,"facts":[' % (
                _ENCODER.encode(piece.document.id),
                _ENCODER.encode(find_reference_date(piece.document).day),
            )
        if facts:
            lines += b"\n" + b",\n".join(_ENCODER.encode(fact) for fact in facts)
        return lines

    def joined(self, encoded: bytes, first: bool, facts: int) -> bytes:
        if first:
            before = self._closed() + b"," * self._begun
            self._begun = True
            self._facts = 0
        else:
            before = b"," if facts and self._facts else b""
        self._facts += facts
        return before + encoded

    def finish(self) -> bytes:
        return self._closed() + b"\n]}\n"

    def _closed(self) -> bytes:
        if not self._begun:
            return b""
        return b"\n]}" if self._facts else b"]}"
