"""Claims on levels: for reading, as a table or drawn; and as rows of JSON or CSV.

>>> print(table(series, Layout()).decode())
United States in Iraq
 #  when           low     high    status
42  start of 2025  ~2,500  ~2,500  past
"""

import csv
import io
from collections.abc import Iterable
from typing import Any

import msgspec

from troopfacts.cli.claims import Claim, Series

from . import Layout
from .csv import safe

_ENCODER = msgspec.json.Encoder()

FIELDS = (
    *("row", "force", "force_code", "country", "place", "place_code", "measure", "status"),
    *("when", "from", "to", "low", "high", "qualifier", "unit", "text", "sources"),
    *("documents", "docs", "implied", "contradicts", "sentence"),
)


def as_row(claim: Claim) -> dict[str, Any]:
    """A claim as an object; `documents` counts `docs`, `contradicts` names other rows."""
    first, last = claim.period or (None, None)
    values = (
        *(claim.row, claim.force or None, claim.force_code),
        *(claim.place.country or None, claim.place.name or None, claim.place.code),
        *(claim.measure, claim.status, claim.when),
        *(first and first.isoformat(), last and last.isoformat()),
        *(claim.low, claim.high, claim.qualifier, claim.unit, claim.text, list(claim.sources)),
        *(len(claim.docs), list(claim.docs), list(claim.implied)),
        *(sorted(other.row for other in claim.contradicted), claim.sentence),
    )
    return dict(zip(FIELDS, values, strict=True))


def encoded(series: Iterable[Series], format: str, layout: Layout) -> bytes:
    """All of it in a format: table, plot, jsonl, json, csv or tsv."""
    if format in ("table", "plot"):
        from .charts import Charts, Tables

        return (Charts if format == "plot" else Tables)(layout).encode(series)
    rows = [as_row(claim) for one in series for claim in one.claims]
    if format == "jsonl":
        return b"".join(_ENCODER.encode(row) + b"\n" for row in rows)
    if format == "json":
        return (
            b'{"version":1,"levels":['
            + b",".join(b"\n" + _ENCODER.encode(row) for row in rows)
            + b"\n]}\n"
        )
    return _csv(rows, "," if format == "csv" else "\t", layout.csv_safe)


def _csv(rows: list[dict[str, Any]], delimiter: str, is_safe: bool) -> bytes:
    """Lists are JSON in their cells, as in the CSV of facts."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\n")
    writer.writerow(FIELDS)
    for row in rows:
        cells = (
            _ENCODER.encode(value).decode() if isinstance(value, list) else value
            for value in row.values()
        )
        writer.writerow(map(safe, cells) if is_safe else cells)
    return text.getvalue().encode()
