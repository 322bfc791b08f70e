"""One module a format; each turns (piece of a document, its facts) into lines.

>>> writer = make("jsonl", output, Layout())
>>> writer.start(); writer.write(piece, facts); writer.finish()
"""

import os
from dataclasses import dataclass
from typing import Protocol

from troopfacts.cli.outputs import Output
from troopfacts.cli.pieces import Piece
from troopfacts.extractors import KINDS
from troopfacts.extractors.facts import Fact

FORMATS = ("table", "json", "jsonl", "csv", "tsv")
_SUFFIXES = {f".{name}": name for name in FORMATS} | {".txt": "table", ".ndjson": "jsonl"}


@dataclass(frozen=True)
class Layout:
    """What of the facts is written, and for whom."""

    kinds: tuple[str, ...] = KINDS
    explain: bool = False
    verbose: bool = False
    terminal: bool = False
    color: bool = False


class Writer(Protocol):
    """A piece with an offset goes on with the document of the piece before."""

    def start(self) -> None: ...
    def write(self, piece: Piece, facts: list[Fact]) -> None: ...
    def finish(self) -> None: ...


def format_of(path: str | None, terminal: bool) -> str | None:
    """facts.csv -> "csv"; null where the suffix does not tell."""
    if path is None:
        return "table" if terminal else "jsonl"
    return _SUFFIXES.get(os.path.splitext(path)[1].lower())


def make(format: str, output: Output, layout: Layout) -> Writer:
    """The writer of a format; a run imports only its own."""
    if format == "table":
        from .table import TableWriter

        return TableWriter(output, layout)
    if format in ("csv", "tsv"):
        from .csv import CsvWriter

        return CsvWriter(output, layout, "," if format == "csv" else "\t")
    from .json import JsonLinesWriter, JsonWriter

    return JsonWriter(output) if format == "json" else JsonLinesWriter(output)
