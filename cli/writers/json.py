"""JSON Lines, a fact a line, and one JSON object of all documents; both as they are found."""

import msgspec

from troopfacts.cli.outputs import Output
from troopfacts.cli.pieces import Piece
from troopfacts.extractors.facts import VERSION, Fact
from troopfacts.extractors.reference_date import find as find_reference_date

_ENCODER = msgspec.json.Encoder()


class JsonLinesWriter:
    """{"kind":"troops","doc":"a.txt","start":29,…}"""

    def __init__(self, output: Output) -> None:
        self._output = output

    def start(self) -> None:
        pass

    def write(self, piece: Piece, facts: list[Fact]) -> None:
        if facts:
            self._output.write(_ENCODER.encode_lines(facts))

    def finish(self) -> None:
        pass


class JsonWriter:
    """{"version":1,"documents":[{"doc":"a.txt","reference_date":null,"facts":[…]}]}"""

    def __init__(self, output: Output) -> None:
        self._output = output
        self._documents = 0
        self._facts = 0  # of the document that is open

    def start(self) -> None:
        self._output.write(b'{"version":%d,"documents":[' % VERSION)

    def write(self, piece: Piece, facts: list[Fact]) -> None:
        lines = b""
        if not piece.offset:
            day = find_reference_date(piece.document).day
            lines += self._closed() + b"," * (self._documents > 0)
            lines += b'\n{"doc":%b,"reference_date":%b,"facts":[' % (
                _ENCODER.encode(piece.document.id),
                _ENCODER.encode(day),
            )
            self._documents += 1
            self._facts = 0
        if facts:
            lines += b",\n" if self._facts else b"\n"
            lines += b",\n".join(_ENCODER.encode(fact) for fact in facts)
            self._facts += len(facts)
        self._output.write(lines)

    def finish(self) -> None:
        self._output.write(self._closed() + b"\n]}\n")

    def _closed(self) -> bytes:
        if not self._documents:
            return b""
        return b"\n]}" if self._facts else b"]}"
