"""Words as data: one entry a line in *.tsv, a header row, '#' comments with the source.

>>> table("abbreviations")[0]["word"]
'a.m.'
"""

from functools import cache
from importlib.resources import files


@cache
def table(name: str) -> list[dict[str, str]]:
    """The rows of `name`.tsv as dicts by the header's names; an empty field is ""."""
    text = (files(__name__) / f"{name}.tsv").read_text(encoding="utf-8")
    lines = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    header = lines[0]
    return [dict(zip(header, line + [""] * len(header), strict=False)) for line in lines[1:]]


@cache
def words(name: str, column: str = "") -> dict[str, str]:
    """First column -> `column` (or "") of a table."""
    rows = table(name)
    key = next(iter(rows[0]))
    return {row[key]: row[column] if column else "" for row in rows}
