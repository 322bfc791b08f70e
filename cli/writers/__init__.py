"""One module a format; each turns (piece of a document, its facts) into lines.

>>> writer = make("jsonl", Layout())
>>> writer.start() + writer.joined(writer.encode(piece, facts), True, len(facts)) + writer.finish()
b'{"kind":"troops","doc":"a.txt",…}\n'
"""

import os
from typing import TYPE_CHECKING, NamedTuple, Protocol

from troopfacts.cli.pieces import Piece
from troopfacts.extractors import KINDS
from troopfacts.extractors.facts import Fact

if TYPE_CHECKING:
    from troopfacts.cli.options import Filters

FORMATS = ("table", "json", "jsonl", "csv", "tsv", "sqlite", "html", "brat")
_SUFFIXES = {f".{name}": name for name in FORMATS} | {
    **{".txt": "table", ".htm": "html", ".ndjson": "jsonl"},
    **{".db": "sqlite", ".sqlite3": "sqlite"},
}


class Layout(NamedTuple):
    """What of the facts is written, and for whom. `keep`: not yet, for they are to be put in order;
    `flat`: those of all documents together; `context`: where one is wanted, its document's facts
    that no filter asks about as well."""

    kinds: tuple[str, ...] = KINDS
    filters: "Filters | None" = None
    context: bool = False
    keep: bool = False
    flat: bool = False
    explain: bool = False
    verbose: bool = False
    terminal: bool = False
    color: bool = False
    csv_safe: bool = False


class Writer(Protocol):
    """`encode` hangs on its arguments alone, so that worker processes can do it; the others put
    together what it made, in order. A piece that is not a document's first goes on with the
    document of the piece before."""

    def start(self) -> bytes: ...
    def encode(self, piece: Piece, facts: list[Fact]) -> bytes: ...
    def joined(self, encoded: bytes, first: bool, facts: int) -> bytes: ...
    def finish(self) -> bytes: ...


def format_of(path: str | None, terminal: bool) -> str | None:
    """facts.csv -> "csv"; null where the suffix does not tell."""
    if path is None:
        return "table" if terminal else "jsonl"
    return _SUFFIXES.get(os.path.splitext(path)[1].lower())


def make(format: str, layout: Layout) -> Writer:
    """The writer of a format; a run imports only its own."""
    if format == "table":
        from .table import TableWriter

        return TableWriter(layout)
    if format in ("csv", "tsv"):
        from .csv import CsvWriter

        return CsvWriter(layout, "," if format == "csv" else "\t")
    if format == "sqlite":
        from .sqlite import SqliteWriter

        return SqliteWriter()
    if format == "brat":
        from .brat import BratWriter

        return BratWriter()
    if format == "html":
        from troopfacts.cli.report.quick import HtmlWriter

        return HtmlWriter()
    if format == "report":
        from troopfacts.cli.report.reports import ReportWriter

        return ReportWriter(layout)
    from .json import JsonLinesWriter, JsonWriter

    return JsonWriter() if format == "json" else JsonLinesWriter()
