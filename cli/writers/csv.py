"""Comma or tab separated values: a fact a row, nested fields with dots (`force.name`).

Cells hold the data as it is, quoted as RFC 4180 says; null is empty, `parts` is JSON. For people
who open such files with a double click there is --csv-safe: no text is a formula to a spreadsheet.
"""

import csv
import io
from typing import Any

import msgspec

from troopfacts.cli.columns import of
from troopfacts.cli.pieces import Piece
from troopfacts.extractors import KINDS
from troopfacts.extractors.facts import Fact

from . import Layout

# With what a formula may begin for a spreadsheet, which leaves out white space before it and knows
# the signs in full width.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def safe(value: object) -> object:
    """A text that is none but a text: "=1+1" -> "'=1+1". Numbers stay what they are."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


class CsvWriter:
    """kind,doc,start,end,text,sentence,count.value,…"""

    def __init__(self, layout: Layout, delimiter: str) -> None:
        self._columns = columns(layout.kinds, layout.explain)
        self._is_safe = layout.csv_safe
        self._text = io.StringIO(newline="")
        # A lone CR is quoted only where the line's end holds one, so the CR goes afterwards.
        self._rows = csv.writer(self._text, delimiter=delimiter, lineterminator="\r\n")

    def start(self) -> bytes:
        return self._line(self._columns)

    def encode(self, piece: Piece, facts: list[Fact]) -> bytes:
        return b"".join(self._line(self._cells(fact)) for fact in facts)

    def joined(self, encoded: bytes, first: bool, facts: int) -> bytes:
        return encoded

    def finish(self) -> bytes:
        return b""

    def _cells(self, fact: Fact) -> list[str]:
        flat: dict[str, Any] = {}
        _flatten(msgspec.to_builtins(fact), "", flat)
        cells = [flat.get(column) for column in self._columns]
        return [_cell(cell) for cell in (map(safe, cells) if self._is_safe else cells)]

    def _line(self, cells: list[str]) -> bytes:
        self._text.seek(0)
        self._text.truncate()
        self._rows.writerow(cells)
        return self._text.getvalue().removesuffix("\r\n").encode() + b"\n"


def columns(kinds: tuple[str, ...], explain: bool) -> list[str]:
    """The columns of the kinds, in the order of the contract; `rule` last where asked for."""
    found: dict[str, None] = {"kind": None}
    for kind in KINDS:
        if kind in kinds:
            found.update(dict.fromkeys(".".join(column.path) for column in of(kind)))
    found.pop("rule")
    return [*found, "rule"] if explain else list(found)


def _flatten(value: dict[str, Any], prefix: str, flat: dict[str, Any]) -> None:
    for key, inner in value.items():
        if isinstance(inner, dict):
            _flatten(inner, f"{prefix}{key}.", flat)
        else:
            flat[prefix + key] = inner


def _cell(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()
