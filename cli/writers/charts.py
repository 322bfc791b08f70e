"""Levels for reading: a table of claims for each force in a country, or its series drawn.

>>> print(Charts(Layout(terminal=True)).encode(series).decode())
United States in Syria
               0         1,000         2,000
start of 2025  ·      ●──▸·            ·      more than 900
"""

from collections.abc import Iterable

from rich.cells import cell_len
from rich.text import Text

from troopfacts.cli.bounds import Number
from troopfacts.cli.claims import Claim, Series
from troopfacts.cli.messages import shown

from . import Layout
from .sections import Column, Page, Row, fitted, folded_space

_COLUMNS = [
    *(Column("#", right=True), Column("when", 10)),
    *(Column("low", right=True), Column("high", right=True), Column("who")),
    *(Column("force"), Column("place"), Column("measure"), Column("status")),
    *(Column("source", below=True), Column("docs", right=True), Column("note", below=True)),
]
_STYLES = {
    **{"past": "", "current": "bold", "planned": "cyan"},
    **{"possible": "dim cyan", "denied": "red"},
}
# The point of a figure, by its status.
_POINTS = {"past": "●", "current": "●", "planned": "○", "possible": "◌", "denied": "×"}
_CHANGES = {"increase": "▲", "decrease": "▼"}
_LEGEND = "● is or was  ○ planned  ◌ possible  × denied  ├─┤ range  ▸ or more  ◂ or fewer"

_IMPLIED = "† whose or where is implied"
_SIGNS = {"increase": "+", "decrease": "-"}
_BAR = 60  # columns of a bar at most, and at least
_SHORT_BAR = 16
_LABEL = 34  # of what stands beside a bar
_TICKS = 3


class Tables:
    """A section a series."""

    def __init__(self, layout: Layout) -> None:
        self._page = Page(layout)

    def encode(self, series: Iterable[Series]) -> bytes:
        """All of them, parted by empty lines."""
        sections: list[bytes] = []
        for one in series:
            rows = [
                Row(_cells(one, claim), _evidence(claim), _STYLES[claim.status])
                for claim in one.claims
            ]
            note = _IMPLIED if any(claim.implied for claim in one.claims) else ""
            self._page.section(shown(one.title), _COLUMNS, rows, note)
            sections.append(self._page.taken())
        return b"\n".join(sections)


def _evidence(claim: Claim) -> str:
    """The sentence of the first document that says so."""
    more = f" and {len(claim.docs) - 1} more" if len(claim.docs) > 1 else ""
    return f"{claim.sentence} [{next(iter(claim.docs))}{more}]"


def _cells(series: Series, claim: Claim) -> list[str]:
    low, high = _bounds(claim)
    docs = len(claim.docs)
    sources = "; ".join(list(claim.sources)[:2])
    if len(claim.sources) > 2:
        sources += f"; +{len(claim.sources) - 2}"
    return [
        *(str(claim.row), claim.when, low, high, claim.sort),
        *(series.force_of(claim), series.place_of(claim)),
        "" if claim.measure == "level" else claim.measure,
        *(claim.status, sources, str(docs) if docs > 1 else "", _note(claim)),
    ]


def _bounds(claim: Claim) -> tuple[str, str]:
    """ "~2,500", "~2,500"; ">900", ""; "", "<2,000"."""
    sign = _SIGNS.get(claim.measure, "")
    low, high = {
        "about": ("~", "~"),
        "over": (">", ""),
        "at_least": ("≥", ""),
        "under": ("", "<"),
        "up_to": ("", "≤"),
        "indefinite": ("≥", ""),
    }.get(claim.qualifier, ("", ""))
    return (
        "" if claim.low is None else f"{low}{sign}{claim.low:,}",
        "" if claim.high is None else f"{high}{sign}{claim.high:,}",
    )


def _note(claim: Claim) -> str:
    """What a reader should know of a claim: "≠ 12" contradicts the row of that number."""
    rows = ", ".join(str(row) for row in sorted(other.row for other in claim.contradicted))
    return " ".join([*[f"≠ {rows}"] * bool(rows), *["†"] * bool(claim.implied)])


class Charts:
    """A series a chart: claims from the top down in the order of time, figures to the right."""

    def __init__(self, layout: Layout) -> None:
        self._page = Page(layout)
        self._width = self._page.width if layout.terminal else 100

    def encode(self, series: Iterable[Series]) -> bytes:
        """All of them, parted by empty lines, and what the marks mean."""
        charts: list[bytes] = []
        changed = False
        for one in series:
            claims = [claim for claim in one.claims if claim.period]
            changed = changed or any(claim.measure in _CHANGES for claim in claims)
            if claims:
                self._page.line(Text(shown(one.title), "bold cyan"))
                self._chart(one, claims)
                charts.append(self._page.taken())
        if charts:
            legend = _LEGEND + "  ▲ sent  ▼ withdrawn" * changed
            self._page.line(Text(legend, "dim"))
            charts.append(self._page.taken())
        return b"\n".join(charts)

    def _chart(self, series: Series, claims: list[Claim]) -> None:
        whens = [shown(claim.when) for claim in claims]
        labels = [_label(series, claim) for claim in claims]
        room = self._width - 4
        natural = [max(map(cell_len, whens)), _BAR, min(_LABEL, max(map(cell_len, labels)))]
        left, bar, right = fitted(natural, [10, _SHORT_BAR, 12], room) or (10, room - 8, 0)
        most = max(max(claim.low or 0, claim.high or 0) for claim in claims)
        step = _step(most)
        top = step * max(1, -(-most // step))
        scale = (bar - 1) / top
        ticks = [round(tick * step * scale) for tick in range(int(top // step) + 1)]
        self._page.line(Text(f"{'':{left}}  {_axis(ticks, step, bar)}".rstrip(), "dim"))
        for when, claim, label in zip(whens, claims, labels, strict=True):
            line = Text(_cut(when, left).ljust(left))
            line.append("  ")
            line.append(_bar(claim, scale, bar, ticks), _STYLES[claim.status])
            line.append(f"  {_cut(label, right)}" if right else "")
            self._page.line(line)


def _label(series: Series, claim: Claim) -> str:
    """The figure as written, and what sets it apart."""
    about = [series.force_of(claim), series.place_of(claim)]
    about += [claim.measure] * (claim.measure != "level")
    docs = f"{len(claim.docs)} documents" if len(claim.docs) > 1 else ""
    status = "" if claim.status in ("past", "current") else claim.status
    figure = f"≠ {claim.text}" if claim.contradicted else claim.text
    return folded_space(", ".join(one for one in (figure, *about, status, docs) if one))


def _bar(claim: Claim, scale: float, width: int, ticks: list[int]) -> str:
    cells = ["·" if at in ticks else " " for at in range(width)]
    low = None if claim.low is None else min(width - 1, round(claim.low * scale))
    high = None if claim.high is None else min(width - 1, round(claim.high * scale))
    point = _CHANGES.get(claim.measure) or _POINTS[claim.status]
    if low is not None and high is not None:
        for at in range(low + 1, high):
            cells[at] = "─"
        cells[low], cells[high] = ("├", "┤") if low < high else (point, point)
        if high - low > 1:
            cells[(low + high) // 2] = point
    elif low is not None:
        reach = min(width - 1, low + 3)
        for at in range(low + 1, reach):
            cells[at] = "─"
        cells[reach], cells[low] = "▸", point
    elif high is not None:
        reach = max(0, high - 3)
        for at in range(reach + 1, high):
            cells[at] = "─"
        cells[reach], cells[high] = "◂", point
    return "".join(cells)


def _step(most: Number) -> int:
    """A round number of which few make up the whole: 2,500 -> 1,000."""
    step = 1
    while True:
        for factor in (1, 2, 5):
            if step * factor * _TICKS >= most:
                return step * factor
        step *= 10


def _axis(ticks: list[int], step: int, width: int) -> str:
    """ "0      1,000      2,000", each number beginning at its tick, the last ending at it."""
    line = ""
    for number, at in enumerate(ticks):
        label = f"{number * step:,}"
        at = min(at, width - len(label))
        if number == 0 or at > len(line):
            line = line.ljust(at) + label
    return line


def _cut(text: str, width: int) -> str:
    return text if cell_len(text) <= width else text[: max(0, width - 1)] + "…"
