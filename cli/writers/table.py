"""For reading: troop figures and quotes a line each, dates and places folded to a line.

Fitted to a terminal's width; into a pipe or a file nothing is cut. Cells are rich's Text, never its
markup, and control characters are shown escaped: a document must not style or drive a terminal.
"""

from collections.abc import Iterator

from rich.text import Text

from troopfacts.cli import wordings
from troopfacts.cli.messages import shown
from troopfacts.cli.pieces import Piece
from troopfacts.extractors import Document
from troopfacts.extractors.facts import Date, Fact, Location, Quote, Troops
from troopfacts.extractors.reference_date import find as find_reference_date

from . import Layout
from .sections import Column, Page, Row, folded_space

_AT, _SOURCE = Column("at", right=True), Column("source", below=True)
_RULE = Column("rule", 40, below=True)
# Of facts in an order of their own.
_RANK, _WHERE = Column("#", right=True), Column("where", 40, below=True)
_TROOPS = [
    *(_AT, Column("figure", 14, bold=True), Column("measure"), Column("status")),
    *(Column("force"), Column("place"), Column("when"), _SOURCE),
]
_QUOTES = [
    *(_AT, Column("speaker", 12, bold=True), Column("cue"), Column("quote", 20, long=True)),
]
_DATES = [
    *(_AT, Column("date", 12, bold=True), Column("type"), Column("value"), Column("mod")),
    *(Column("from"), Column("to")),
]
_PLACES = [
    *(_AT, Column("place", bold=True)),
    *(Column(title) for title in ("name", "type", "code", "admin1", "use")),
]


class TableWriter:
    """A head line a document, then its sections; parted by an empty line."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._page = Page(layout)
        self._begun = False

    def start(self) -> bytes:
        return b""

    def encode(self, piece: Piece, facts: list[Fact]) -> bytes:
        if not facts and not self._layout.verbose:
            return b""
        if not self._layout.flat:
            self._head(piece, bool(facts))
        unfolded = self._layout.verbose or self._layout.explain or self._layout.flat
        troops = [fact for fact in facts if isinstance(fact, Troops)]
        quotes = [fact for fact in facts if isinstance(fact, Quote)]
        dates = [fact for fact in facts if isinstance(fact, Date)]
        places = [fact for fact in facts if isinstance(fact, Location)]
        self._section("TROOPS", _TROOPS, [self._row(fact, _troops(fact)) for fact in troops])
        self._section("QUOTES", _QUOTES, [self._row(fact, _quote(fact)) for fact in quotes])
        if unfolded:
            self._section("DATES", _DATES, [self._row(fact, _date(fact)) for fact in dates])
            self._section("LOCATIONS", _PLACES, [self._row(fact, _place(fact)) for fact in places])
        else:
            self._page.folded("DATES", (_date_item(fact) for fact in dates))
            self._page.folded("LOCATIONS", _place_items(places))
        return self._page.taken()

    def joined(self, encoded: bytes, first: bool, facts: int) -> bytes:
        before = b"\n" if encoded and self._begun else b""
        self._begun = self._begun or bool(encoded)
        return before + encoded

    def finish(self) -> bytes:
        return b""

    def _head(self, piece: Piece, found: bool) -> None:
        document = piece.document
        line = Text(shown(document.id), style="bold")
        if document.title:
            line.append(f"   {folded_space(document.title)}", style="not bold")
        line.append(_written(document), style="not bold dim")
        if piece.offset:
            line.append(f"   from {piece.offset} on", style="not bold dim")
        if not found:
            line.append("   no facts", style="not bold dim")
        self._page.line(line)

    def _row(self, fact: Troops | Quote | Date | Location, cells: list[str]) -> Row:
        where = [f"{fact.doc}:{fact.start}"] * self._layout.flat
        rule = [fact.rule if isinstance(fact.rule, str) else ""] * self._layout.explain
        return Row([str(fact.start), *cells, *where, *rule], fact.sentence)

    def _section(self, title: str, columns: list[Column], rows: list[Row]) -> None:
        columns = [*columns, *[_WHERE] * self._layout.flat, *[_RULE] * self._layout.explain]
        if self._layout.flat:
            columns[0] = _RANK
            for number, row in enumerate(rows, start=1):
                row.cells[0] = str(number)
        self._page.section(title, columns, rows)


def _written(document: Document) -> str:
    """What is known of when a document was written. Facts made earlier may not tell."""
    day, origin = find_reference_date(document)
    if day:
        return f"   written {day}" + (f" ({origin})" if origin else "")
    if origin == "unknown":
        return ""
    return "   written ? (relative dates unresolved; give --date)"


def _troops(fact: Troops) -> list[str]:
    return [
        " ".join(fact.text.split()),
        fact.measure,
        fact.status,
        fact.force.name if fact.force else "",
        fact.place.name if fact.place else "",
        wordings.when(fact.time) if fact.time else "",
        wordings.speaker(fact.source) if fact.source else "",
    ]


def _quote(fact: Quote) -> list[str]:
    return [
        wordings.speaker(fact.speaker) if fact.speaker else "",
        " ".join(fact.cue.text.split()) if fact.cue else "",
        " ".join(fact.quote.split()),
    ]


def _date(fact: Date) -> list[str]:
    text = " ".join(fact.text.split())
    return [text, fact.type, fact.value, fact.mod or "", fact.first or "", fact.last or ""]


def _date_item(fact: Date) -> str:
    """`Tuesday → 2025-09-30`, `2014`, and with nothing to count from `last year ?`"""
    text = " ".join(fact.text.split())
    if fact.type == "DATE" and not fact.resolved and not fact.value.endswith("_REF"):
        return f"{text} ?"
    value = f"{fact.value} {fact.mod}" if fact.mod else fact.value
    return text if text == value else f"{text} → {value}"


def _place(fact: Location) -> list[str]:
    text = " ".join(fact.text.split())
    return [text, fact.name, fact.type, fact.code or "", fact.admin1 or "", fact.use]


def _place_items(facts: list[Location]) -> Iterator[str]:
    """`Iraq IQ`; with its uses where the place is never meant itself: `Washington US (metonym)`."""
    uses: dict[tuple[str, str | None], set[str]] = {}
    for fact in facts:
        uses.setdefault((fact.name, fact.code), set()).add(fact.use)
    for fact in facts:
        item = f"{fact.name} {fact.code}" if fact.code else fact.name
        used = uses[fact.name, fact.code]
        yield item if "literal" in used else f"{item} ({', '.join(sorted(used))})"
