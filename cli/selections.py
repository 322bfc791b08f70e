"""Facts in the order that is asked for, and no more of them than are wanted, to the output.

>>> selection = Selection(make("jsonl", layout), output, order="-count", limit=10)
>>> selection.take(piece, facts)
>>> selection.finish()
"""

import datetime
from collections.abc import Callable
from typing import Any

from troopfacts.extractors import Document
from troopfacts.extractors.facts import Fact, Location, Quote, Troops, kind_of

from .bounds import bounds
from .outputs import Output
from .periods import period
from .pieces import Piece
from .writers import Writer

Day = datetime.date | None


class Selection:
    """Facts are written as they come; where there is an order, at the end."""

    def __init__(
        self,
        writer: Writer,
        output: Output,
        order: str | None = None,
        limit: int | None = None,
        by_document: bool = False,
    ) -> None:
        """`by_document`: the format puts the facts of a document together, whatever the order."""
        self._writer = writer
        self._output = output
        self._order = order
        self._limit = limit
        self._by_document = by_document
        self._kept: list[tuple[Fact, Piece]] = []
        self.facts = 0
        output.write(writer.start())

    @property
    def full(self) -> bool:
        """Whether nothing that comes now will be written."""
        return self._limit is not None and not self._order and self.facts >= self._limit

    def take(self, piece: Piece, facts: list[Fact]) -> None:
        """The next facts that are wanted."""
        if self._order:
            self._kept += ((fact, piece) for fact in facts)
        elif not self.full:
            self._write(piece, facts if self._limit is None else facts[: self._limit - self.facts])

    def finish(self) -> None:
        """Nothing more comes."""
        if self._order:
            self._write_sorted(self._order)
        self._output.write(self._writer.finish())

    def _write_sorted(self, order: str) -> None:
        key = KEYS[order.removeprefix("-")]
        found = [(key(fact, piece.document.date), fact, piece) for fact, piece in self._kept]
        known = [one for one in found if one[0] is not None]
        known.sort(key=lambda one: one[0], reverse=order.startswith("-"))
        ordered = known + [one for one in found if one[0] is None]
        groups: dict[str, tuple[Piece, list[Fact]]] = {}
        for _, fact, piece in ordered[: self._limit]:
            group = piece.document.id if self._by_document else ""
            document = piece.document if self._by_document else Document("", "", None, "unknown")
            groups.setdefault(group, (Piece(document), []))[1].append(fact)
        for piece, facts in groups.values():
            self._write(piece, facts)

    def _write(self, piece: Piece, facts: list[Fact]) -> None:
        lines = self._writer.encode(piece, facts)
        self._output.write(self._writer.joined(lines, piece.first, len(facts)))
        self.facts += len(facts)


# --- what facts are ordered by; those that have nothing of it come last --------------------


def _force(fact: Fact, written: Day) -> str | None:
    return fact.force.name.casefold() if isinstance(fact, Troops) and fact.force else None


def _place(fact: Fact, written: Day) -> str | None:
    if isinstance(fact, Troops):
        return fact.place.name.casefold() if fact.place else None
    return fact.name.casefold() if isinstance(fact, Location) else None


def _source(fact: Fact, written: Day) -> str | None:
    if isinstance(fact, Troops):
        speaker = fact.source
    else:
        speaker = fact.speaker if isinstance(fact, Quote) else None
    return (speaker.name or speaker.text).casefold() if speaker else None


def _count(fact: Fact, written: Day) -> tuple[float, float] | None:
    """By the number that is written, else by the bound that is known."""
    if not isinstance(fact, Troops):
        return None
    limits = bounds(fact.count)
    known = [one for one in (fact.count.value, limits.low, limits.high) if one is not None]
    return (known[0], known[-1]) if known else None


def _time(fact: Fact, written: Day) -> tuple[datetime.date, datetime.date] | None:
    """By the last day it speaks of: "2024" after "May 2024"."""
    when = period(fact, written)
    last, first = (when.last or when.first, when.first or when.last) if when else (None, None)
    return (last, first) if last and first else None


KEYS: dict[str, Callable[[Fact, Day], Any]] = {
    "count": _count,
    "doc": lambda fact, written: (fact.doc, fact.start, kind_of(fact)),
    "force": _force,
    "kind": lambda fact, written: kind_of(fact),
    "place": _place,
    "source": _source,
    "text": lambda fact, written: " ".join(fact.text.split()).casefold(),
    "time": _time,
}
