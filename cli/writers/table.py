"""For reading: troop figures and quotes a line each, dates and places folded to a line.

Fitted to a terminal's width; into a pipe or a file nothing is cut. Cells are rich's Text, never its
markup, and control characters are shown escaped: a document must not style or drive a terminal.
"""

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from troopfacts.cli.messages import shown
from troopfacts.cli.pieces import Piece
from troopfacts.extractors import Document
from troopfacts.extractors.facts import Date, Fact, Location, Quote, Speaker, Troops, When
from troopfacts.extractors.reference_date import find as find_reference_date

from . import Layout

_GAP = 2
_INDENT = 11  # of what is folded to a line: "LOCATIONS  "
_WORD = 24  # a longer word (an address) may be broken
_UNCUT = 1 << 20  # columns of a pipe

_PRONOUNS = frozenset({"he", "she", "it", "they", "who", "which"})


class Column(NamedTuple):
    """`floor`: no narrower than this, nor than its longest word, where there is more to show;
    `long`: half the line is its."""

    title: str
    floor: int = 0
    long: bool = False


@dataclass
class Row:
    """The cells of a fact, and the sentence it stands in."""

    cells: list[str]
    sentence: str


_AT, _RULE, _SOURCE = Column("at"), Column("rule"), Column("source")
_RANK, _WHERE = Column("#"), Column("where", 40)  # of facts in an order of their own
_TROOPS = [
    *(_AT, Column("figure", 14), Column("measure"), Column("status")),
    *(Column("force"), Column("place"), Column("when"), _SOURCE),
]
_QUOTES = [_AT, Column("speaker", 12), Column("cue"), Column("quote", 20, long=True)]
_DATES = [
    *(_AT, Column("date", 12), Column("type"), Column("value"), Column("mod")),
    *(Column("from"), Column("to")),
]
_PLACES = [_AT, *(Column(title) for title in ("place", "name", "type", "code", "admin1", "use"))]


class TableWriter:
    """A head line a document, then its sections; parted by an empty line."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._text = io.StringIO()
        self._console = Console(
            file=self._text,
            color_system="standard" if layout.color else None,
            force_terminal=layout.color,
            no_color=False,
            width=None if layout.terminal else _UNCUT,
            markup=False,
            highlight=False,
            emoji=False,
            legacy_windows=False,
        )
        self._console.width = _width(self._console) if layout.terminal else _UNCUT
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
            self._folded("DATES", (_date_item(fact) for fact in dates))
            self._folded("LOCATIONS", _place_items(places))
        return self._taken()

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
            line.append(f"   {_folded_space(document.title)}", style="not bold")
        line.append(_written(document), style="not bold dim")
        if piece.offset:
            line.append(f"   from {piece.offset} on", style="not bold dim")
        if not found:
            line.append("   no facts", style="not bold dim")
        self._console.print(line, overflow="fold")

    def _row(self, fact: Troops | Quote | Date | Location, cells: list[str]) -> Row:
        where = [f"{fact.doc}:{fact.start}"] * self._layout.flat
        rule = [fact.rule if isinstance(fact.rule, str) else ""] * self._layout.explain
        return Row(
            [shown(cell) for cell in [str(fact.start), *cells, *where, *rule]], fact.sentence
        )

    def _section(self, title: str, columns: list[Column], rows: list[Row]) -> None:
        if not rows:
            return
        head = Text(title, style="bold cyan")
        if any(cell.endswith(" ~") for row in rows for cell in row.cells):
            head.append("   ~ not named", style="not bold default dim")
        self._console.print(head)
        titled = [*columns, *[_WHERE] * self._layout.flat, *[_RULE] * self._layout.explain]
        if self._layout.flat:
            titled[0] = _RANK
            for number, row in enumerate(rows, start=1):
                row.cells[0] = str(number)
        kept = [i for i, _ in enumerate(titled) if any(row.cells[i] for row in rows)]
        titled = [titled[i] for i in kept]
        cells = [[row.cells[i] for i in kept] for row in rows]
        widths = self._widths(titled, cells)
        below: list[list[str]] = [[] for _ in rows]
        for column in (_SOURCE, _WHERE):  # a line of its own for who says so, and for where
            if widths is None and column in titled:
                at = titled.index(column)
                titled = [*titled[:at], *titled[at + 1 :]]
                for line, told in zip(cells, below, strict=True):
                    if cell := line.pop(at):
                        told.append(f"{column.title}: {cell}")
                widths = self._widths(titled, cells)
        if widths:
            self._line(titled, widths, [column.title for column in titled], "dim")
        indent = widths[0] + _GAP if widths else max(len(line[0]) for line in cells) + _GAP
        for row, line, told in zip(rows, cells, below, strict=True):
            if widths:
                self._line(titled, widths, line)
            else:
                self._stacked(line, indent)
            if told:
                self._indented("   ".join(told), indent)
            if self._layout.verbose:
                self._indented(_folded_space(row.sentence), indent, "dim italic")

    def _widths(self, columns: list[Column], cells: list[list[str]]) -> list[int] | None:
        """Widths that break no word, if such there are."""
        room = self._console.width - _GAP * (len(columns) - 1)
        every = [[column.title, *(row[i] for row in cells)] for i, column in enumerate(columns)]
        natural = [max(map(cell_len, one)) for one in every]
        words = [max(cell_len(word) for cell in one for word in cell.split()) for one in every]
        floors = [
            room // 2 if column.long else max(column.floor, min(word, _WORD))
            for column, word in zip(columns, words, strict=True)
        ]
        return fitted(natural, floors, room)

    def _line(
        self, columns: list[Column], widths: list[int], cells: list[str], style: str = ""
    ) -> None:
        grid = Table.grid(padding=(0, _GAP, 0, 0))
        for number, (column, width) in enumerate(zip(columns, widths, strict=True)):
            grid.add_column(
                width=width,
                justify="right" if number == 0 else "left",
                overflow="ellipsis" if self._cuts(column) else "fold",
                no_wrap=self._cuts(column),
            )
        styles = [style or ("bold" if number == 1 else "") for number in range(len(cells))]
        grid.add_row(*(Text(cell, style) for cell, style in zip(cells, styles, strict=True)))
        self._console.print(grid)

    def _cuts(self, column: Column) -> bool:
        """Only a quote on a terminal is cut to its line; --verbose shows it whole."""
        return column.long and not self._layout.verbose

    def _stacked(self, cells: list[str], indent: int) -> None:
        """Where the columns find no room: a fact's other fields on the line below it."""
        at, first, *rest = cells
        head = Text.assemble(f"{at.rjust(indent - _GAP)}  ", (first, "bold"))
        self._console.print(head, overflow="fold")
        self._indented(" · ".join(cell for cell in rest if cell), indent)

    def _indented(self, text: str, indent: int, style: str = "") -> None:
        self._console.print(Padding(Text(text, style), (0, 0, 0, indent)), overflow="fold")

    def _folded(self, title: str, items: Iterable[str]) -> None:
        """Items on a line, those that are the same once; lines broken between items only."""
        counts: dict[str, int] = {}
        for item in items:
            counts[item] = counts.get(item, 0) + 1
        if not counts:
            return
        told = [shown(item) + (f" ×{n}" if n > 1 else "") for item, n in counts.items()]
        room = max(9, self._console.width - _INDENT)
        grid = Table.grid(padding=0)
        grid.add_column(width=_INDENT)
        grid.add_column(width=min(room, cell_len("   ".join(told))), overflow="fold")
        grid.add_row(Text(title, "bold cyan"), Text("\n".join(_flow(told, room))))
        self._console.print(grid)

    def _taken(self) -> bytes:
        lines = self._text.getvalue().splitlines(keepends=False)
        self._text.seek(0)
        self._text.truncate()
        return "".join(f"{line.rstrip()}\n" for line in lines).encode()


def _written(document: Document) -> str:
    """What is known of when a document was written. Facts made earlier may not tell."""
    day, origin = find_reference_date(document)
    if day:
        return f"   written {day}" + (f" ({origin})" if origin else "")
    if origin == "unknown":
        return ""
    return "   written ? (relative dates unresolved; give --date)"


def _width(console: Console) -> int:
    """COLUMNS, else the terminal's own width; the last column is left free of a cursor's wrap."""
    return max(20, console.width)


def fitted(natural: list[int], floors: list[int], room: int) -> list[int] | None:
    """Widths that fit into `room`: the widest columns give way, none below its floor.

    >>> fitted([3, 40, 8], [3, 12, 8], 31)
    [3, 20, 8]
    """
    floors = [min(one) for one in zip(natural, floors, strict=True)]
    if sum(floors) > room:
        return None
    widths = list(natural)
    over = sum(widths) - room
    while over > 0:
        open_ = [i for i, width in enumerate(widths) if width > floors[i]]
        widest = max(widths[i] for i in open_)
        for i in open_:
            if widths[i] == widest and over > 0:
                widths[i] -= 1
                over -= 1
    return widths


def _flow(items: list[str], room: int) -> Iterator[str]:
    line = ""
    for item in items:
        joined = f"{line}   {item}" if line else item
        if line and cell_len(joined) > room:
            yield line
            joined = item
        line = joined
    if line:
        yield line


def _folded_space(text: str) -> str:
    return shown(" ".join(text.split()))


def _troops(fact: Troops) -> list[str]:
    return [
        " ".join(fact.text.split()),
        fact.measure,
        fact.status,
        fact.force.name if fact.force else "",
        fact.place.name if fact.place else "",
        _when(fact.time) if fact.time else "",
        _speaker(fact.source) if fact.source else "",
    ]


def _when(time: When) -> str:
    """What is written where it holds the year, else the value: "last year" -> "2024", "Monday
    evening" -> "2025-01-13"."""
    text = " ".join(time.text.split()).removeprefix("the ")
    value = time.value.partition("T")[0]
    return value if value[:4].isdigit() and value[:4] not in text else text


def _speaker(speaker: Speaker) -> str:
    """`~` marks one who is not named; for an unnamed "it" what it belongs to says more."""
    name = speaker.name or speaker.text
    if not speaker.name and speaker.affiliation and speaker.text.lower() in _PRONOUNS:
        name = speaker.affiliation
    name = " ".join(name.split())
    return f"{name} ~" if speaker.anonymous else name


def _quote(fact: Quote) -> list[str]:
    return [
        _speaker(fact.speaker) if fact.speaker else "",
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
