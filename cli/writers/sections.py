"""Titled lists of rows for reading, fitted to a terminal's width; in a pipe nothing is cut.

>>> page = Page(Layout(terminal=True))
>>> page.section("TROOPS", [Column("at"), Column("figure")], [Row(["29", "500 troops"], "…")])
>>> page.taken()
b'TROOPS\\nat  figure\\n29  500 troops\\n'

Cells are rich's Text, never its markup, and control characters are shown escaped: a document must
not style or drive a terminal.
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

from . import Layout

_GAP = 2
_INDENT = 11  # of what is folded to a line: "LOCATIONS  "
_WORD = 24  # a longer word (an address) may be broken
_UNCUT = 1 << 20  # columns of a pipe


class Column(NamedTuple):
    """`floor`: no narrower than this, nor than its longest word, where there is more to show;
    `long`: half the line is its; `below`: first to go to a line of its own."""

    title: str
    floor: int = 0
    long: bool = False
    right: bool = False
    bold: bool = False
    below: bool = False


@dataclass
class Row:
    """The cells of a fact, and the sentence it stands in."""

    cells: list[str]
    sentence: str
    style: str = ""


class Page:
    """What has been printed, until it is taken."""

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
        # COLUMNS, else the terminal's own width; its last column is left free of a cursor's wrap.
        self.width = max(20, self._console.width) if layout.terminal else _UNCUT
        self._console.width = self.width

    def line(self, text: Text) -> None:
        """A line, broken where it is too long."""
        self._console.print(text, overflow="fold")

    def section(self, title: str, columns: list[Column], rows: list[Row], note: str = "") -> None:
        """A title, and a row a line; columns that are empty are left out."""
        if not rows:
            return
        head = Text(title, style="bold cyan")
        if any(cell.endswith(" ~") for row in rows for cell in row.cells):
            note = f"~ not named   {note}" if note else "~ not named"
        if note:
            head.append(f"   {note}", style="not bold default dim")
        self._console.print(head)
        kept = [i for i, _ in enumerate(columns) if any(row.cells[i] for row in rows)]
        columns = [columns[i] for i in kept]
        cells = [[shown(row.cells[i]) for i in kept] for row in rows]
        widths = self._widths(columns, cells)
        below: list[list[str]] = [[] for _ in rows]
        for column in [column for column in columns if column.below]:
            if widths is None:
                at = columns.index(column)
                columns = [*columns[:at], *columns[at + 1 :]]
                for line, told in zip(cells, below, strict=True):
                    if cell := line.pop(at):
                        told.append(f"{column.title}: {cell}")
                widths = self._widths(columns, cells)
        if widths:
            self._row(columns, widths, [column.title for column in columns], "dim", False)
        indent = widths[0] + _GAP if widths else max(len(line[0]) for line in cells) + _GAP
        for row, line, told in zip(rows, cells, below, strict=True):
            if widths:
                self._row(columns, widths, line, row.style)
            else:
                self._stacked(line, indent)
            if told:
                self._indented("   ".join(told), indent)
            if self._layout.verbose:
                self._indented(folded_space(row.sentence), indent, "dim italic")

    def folded(self, title: str, items: Iterable[str]) -> None:
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

    def taken(self) -> bytes:
        """What was printed since it was last taken."""
        lines = self._text.getvalue().splitlines(keepends=False)
        self._text.seek(0)
        self._text.truncate()
        return "".join(f"{line.rstrip()}\n" for line in lines).encode()

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

    def _row(
        self,
        columns: list[Column],
        widths: list[int],
        cells: list[str],
        style: str,
        bold: bool = True,
    ) -> None:
        grid = Table.grid(padding=(0, _GAP, 0, 0))
        for column, width in zip(columns, widths, strict=True):
            grid.add_column(
                width=width,
                justify="right" if column.right else "left",
                overflow="ellipsis" if self._cuts(column) else "fold",
                no_wrap=self._cuts(column),
            )
        styles = [style or ("bold" if bold and column.bold else "") for column in columns]
        grid.add_row(*(Text(cell, one) for cell, one in zip(cells, styles, strict=True)))
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


def folded_space(text: str) -> str:
    """A text on one line, as it may be printed."""
    return shown(" ".join(text.split()))


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
