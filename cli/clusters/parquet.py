"""Facts as Parquet, the columns of CSV with their types: a row a fact, `parts` as JSON."""

from typing import Any

import msgspec

from troopfacts.cli import columns
from troopfacts.cli.writers import Layout
from troopfacts.extractors.facts import KINDS, AnyFact, kind_of

ROWS = 50_000  # held until they are written as a group


class ParquetSheet:
    """Takes lines of JSON."""

    suffix = ".parquet"

    def __init__(self, path: str, layout: Layout) -> None:
        import pyarrow.parquet

        self._arrow: Any = pyarrow
        self._names = _names(layout)
        self._schema = pyarrow.schema(
            [pyarrow.field(name, _type(pyarrow, type)) for name, type in self._names.items()]
        )
        self._writer = pyarrow.parquet.ParquetWriter(path, self._schema, compression="zstd")
        self._rows: list[dict[str, Any]] = []
        self._decoder = msgspec.json.Decoder(AnyFact)

    def write(self, lines: bytes) -> None:
        for line in lines.splitlines():
            fact = self._decoder.decode(line)
            kind = kind_of(fact)
            names = (".".join(column.path) for column in columns.of(kind))
            self._rows.append({"kind": kind, **dict(zip(names, columns.row(fact), strict=True))})
        if len(self._rows) >= ROWS:
            self._flush()

    def close(self) -> None:
        self._flush()
        self._writer.close()

    def _flush(self) -> None:
        table = self._arrow.Table.from_pylist(self._rows, schema=self._schema)
        self._writer.write_table(table)
        self._rows.clear()


def _names(layout: Layout) -> dict[str, type]:
    """The columns of the kinds, `rule` last where asked for; of two types, the wider."""
    found: dict[str, type] = {"kind": str}
    for kind in KINDS:
        if kind in layout.kinds:
            for column in columns.of(kind):
                found.setdefault(".".join(column.path), column.type)
    del found["rule"]
    return found | {"rule": str} if layout.explain else found


def _type(arrow: Any, type: type) -> Any:
    types = {bool: arrow.bool_(), int: arrow.int64(), float: arrow.float64()}
    return types.get(type, arrow.string())
