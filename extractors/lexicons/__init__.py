"""Words as data: one entry a line in *.tsv, a header row, '#' comments with the source.

>>> table("abbreviations")[0]["word"]
'a.m.'
"""

from bisect import bisect_left
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent


@cache
def table(name: str) -> list[dict[str, str]]:
    """The rows of `name`.tsv as dicts by the header's names; an empty field is ""."""
    header, *rows = _rows(name)
    return [dict(zip(header, fields + [""] * len(header), strict=False)) for fields in rows]


@cache
def words(name: str, column: str = "") -> dict[str, str]:
    """First column -> `column` (or "") of a table, without a dict for each of its rows."""
    header, *rows = _rows(name)
    if not column:
        return {fields[0]: "" for fields in rows}
    at = header.index(column)
    return {fields[0]: fields[at] if at < len(fields) else "" for fields in rows}


def row(name: str, word: str) -> dict[str, str]:
    """The row of a word in a large table; {} if it has none.

    >>> row("first_names", "Ahmed")["gender"]
    'm'

    The table is sorted, and searched as it is: a short text need not wait till it is all parsed.
    """
    written = lines(name)
    at = bisect_left(written, word, 1)  # the row is the word alone, or goes on with a tab
    if at == len(written) or written[at].partition("\t")[0] != word:
        return {}
    return row_at(name, at)


def row_at(name: str, number: int) -> dict[str, str]:
    """One of `lines(name)` as a dict by the header's names."""
    header, fields = (lines(name)[at].split("\t") for at in (0, number))
    return dict(zip(header, fields + [""] * len(header), strict=False))


@cache
def lines(name: str) -> list[str]:
    """The header and the rows of a table as they are written."""
    text = (_FOLDER / f"{name}.tsv").read_text(encoding="utf-8")
    return [line for line in text.split("\n") if line and line[0] != "#"]


def _rows(name: str) -> list[list[str]]:
    return [line.split("\t") for line in lines(name)]
