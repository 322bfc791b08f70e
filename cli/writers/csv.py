"""Comma or tab separated values: a fact a row, nested fields with dots (`force.name`).

Cells hold the data as it is, quoted as RFC 4180 says; null is empty, `parts` is JSON.
"""

import csv
import io
from typing import Any

import msgspec

from troopfacts.cli.pieces import Piece
from troopfacts.extractors.facts import AnyFact, Date, Fact, Location, Quote, Troops

from . import Layout

_TYPES: dict[str, type[AnyFact]] = {
    "troops": Troops,
    "location": Location,
    "date": Date,
    "quote": Quote,
}


class CsvWriter:
    """kind,doc,start,end,text,sentence,count.value,…"""

    def __init__(self, layout: Layout, delimiter: str) -> None:
        self._columns = columns(layout.kinds, layout.explain)
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
        return [_cell(flat.get(column)) for column in self._columns]

    def _line(self, cells: list[str]) -> bytes:
        self._text.seek(0)
        self._text.truncate()
        self._rows.writerow(cells)
        return self._text.getvalue().removesuffix("\r\n").encode() + b"\n"


def columns(kinds: tuple[str, ...], explain: bool) -> list[str]:
    """The columns of the kinds, in the order of the contract; `rule` last where asked for."""
    found: dict[str, None] = {"kind": None}
    for kind, type in _TYPES.items():
        if kind in kinds:
            found.update(dict.fromkeys(_names(msgspec.inspect.type_info(type))))
    found.pop("rule")
    return [*found, "rule"] if explain else list(found)


def _names(info: msgspec.inspect.Type, prefix: str = "") -> list[str]:
    """The dotted names of a type's fields; of a nested one in place of its own."""
    if isinstance(info, msgspec.inspect.UnionType):
        nested = [one for one in info.types if isinstance(one, msgspec.inspect.StructType)]
        info = nested[0] if nested else info
    if not isinstance(info, msgspec.inspect.StructType):
        return [prefix.removesuffix(".")]
    return [
        name
        for field in info.fields
        for name in _names(field.type, f"{prefix}{field.encode_name}.")
    ]


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
