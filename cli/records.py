"""JSON Lines -> records, one a line: `{"text": …}` with optional id, date, title and url.

>>> read_record('{"text": "Five soldiers left.", "date": "2025-09-30"}')
(Record(text='Five soldiers left.', …), False)
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import msgspec

from troopfacts.extractors.facts import KINDS

# Code points. Longer lines are read over: without a bound, one line could fill the memory.
MAX_LINE = 1 << 25

_FACTS = "looks like facts written by troopfacts, not documents"
_ENVELOPE = '{"version":1,"documents":['

# An escape in a JSON string: a whole pair of surrogates, or any other escape, or a lone surrogate.
_ESCAPE = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
    r"|\\u(?P<lone>[dD][89a-fA-F][0-9a-fA-F]{2})"
    r"|\\."
)


class Record(msgspec.Struct):
    """One document as a line gives it, and the keys by which facts given in error are known."""

    text: str
    id: str | int | None = None
    date: Any = None
    title: Any = None
    url: Any = None
    kind: Any = None
    doc: Any = None
    start: Any = None


class NotDocumentsError(Exception):
    """The file as a whole is of another sort."""


def lines(chunks: Iterable[str], first: int = 1) -> Iterator[tuple[int, str | None]]:
    """(number, line) of each line, parted by line feeds alone; null for one that is too long."""
    kept: list[str] = []
    size, number = 0, first
    for chunk in chunks:
        head, *rest = chunk.split("\n")
        size += len(head)
        if size <= MAX_LINE:
            kept.append(head)
        for following in rest:
            yield number, "".join(kept) if size <= MAX_LINE else None
            number += 1
            kept, size = [following], len(following)
    if size:
        yield number, "".join(kept) if size <= MAX_LINE else None


def read_record(line: str) -> tuple[Record, bool]:
    """A record, and whether lone surrogates were replaced in it. ValueError: why it is none."""
    refuse_facts(line)
    try:
        record, repaired = _decoder().decode(line), False
    except msgspec.DecodeError as error:
        whole = _ESCAPE.sub(lambda match: r"\ufffd" if match["lone"] else match[0], line)
        if whole == line or isinstance(error, msgspec.ValidationError):
            raise ValueError(str(error)) from None
        try:
            record, repaired = _decoder().decode(whole), True
        except msgspec.DecodeError:
            raise ValueError(str(error)) from None
    except RecursionError:
        raise ValueError("JSON is nested too deeply") from None
    if record.kind in KINDS and isinstance(record.doc, str) and isinstance(record.start, int):
        raise NotDocumentsError(_FACTS)
    return record, repaired


def refuse_facts(text: str) -> None:
    """Raise NotDocumentsError for what `--format json` writes."""
    if text.startswith(_ENVELOPE):
        raise NotDocumentsError(_FACTS)


@cache
def _decoder() -> msgspec.json.Decoder[Record]:
    return msgspec.json.Decoder(Record)
