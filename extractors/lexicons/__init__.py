"""Words as data: one entry a line in *.tsv, a header row, '#' comments with the source.

>>> table("abbreviations")[0]["word"]
'a.m.'
"""

from functools import cache
from importlib.resources import files


@cache
def table(name: str) -> list[dict[str, str]]:
    """The rows of `name`.tsv as dicts by the header's names; an empty field is ""."""
    header, *lines = _lines(name)
    return [dict(zip(header, line + [""] * len(header), strict=False)) for line in lines]


@cache
def words(name: str, column: str = "") -> dict[str, str]:
    """First column -> `column` (or "") of a table, without a dict for each of its rows."""
    header, *lines = _lines(name)
    if not column:
        return {line[0]: "" for line in lines}
    at = header.index(column)
    return {line[0]: line[at] if at < len(line) else "" for line in lines}


def _lines(name: str) -> list[list[str]]:
    text = (files(__name__) / f"{name}.tsv").read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
