"""Rows of CSV or TSV -> the facts they were made of; an empty cell is null.

>>> list(facts(["kind,doc,…\\n", "troops,a.txt,…\\n"], tell))
[(2, Troops(doc='a.txt', …))]

Behind the first three, columns may stand in any order, with others among them.
"""

import csv
from collections.abc import Callable, Iterable, Iterator

from troopfacts.extractors.facts import KINDS, Fact

from . import columns
from .records import MAX_LINE, lines


def facts(chunks: Iterable[str], tell: Callable[[int, str], None]) -> Iterator[tuple[int, Fact]]:
    """(line, fact) of each row; one that is none is told of with the line it begins at."""
    numbered = lines(chunks)
    _, head = next(numbered)
    head = (head or "").removesuffix("\r")
    csv.field_size_limit(MAX_LINE)
    delimiter = "\t" if "\t" in head else ","
    names = next(csv.reader([head], delimiter=delimiter), [])
    at = {name: number for number, name in enumerate(names)}
    table = csv.reader((f"{line or ''}\n" for _, line in numbered), delimiter=delimiter)
    begin = 2
    try:
        for row in table:
            if row:
                try:
                    yield begin, _fact(row, at)
                except ValueError as error:
                    tell(begin, str(error))
            begin = table.line_num + 2
    except csv.Error as error:
        tell(begin, str(error))


def _fact(row: list[str], at: dict[str, int]) -> Fact:
    if len(row) != len(at):
        raise ValueError(f"{len(row)} cells, not {len(at)}")
    kind = row[at["kind"]]
    if kind not in KINDS:
        raise ValueError(f"Invalid value {kind!r} - at `kind`")
    paths = (".".join(column.path) for column in columns.of(kind))
    return columns.fact(
        kind, tuple(row[at[path]] or None if path in at else None for path in paths)
    )
