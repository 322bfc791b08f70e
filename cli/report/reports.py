"""Articles -> the report: figures, time, map, speakers, articles, how it was made.

A writer like the others, so that a report shares in jobs, order and whole output; only that nothing
is written before the end.
"""

import heapq
from collections.abc import Sequence
from importlib.metadata import version
from typing import TYPE_CHECKING

import msgspec

from troopfacts.cli.messages import shown
from troopfacts.cli.pieces import Piece
from troopfacts.extractors.facts import Fact

from .articles import article_of
from .models import Head, Making
from .pages import asset, data, policy, render, script

if TYPE_CHECKING:
    from troopfacts.cli.writers import Layout

_ENCODER = msgspec.json.Encoder()
_PARTED = b"\0"  # JSON holds none

# Articles shown with their text; of more, those with the most figures. A browser opens 20 MB of
# them at once, 100 MB it does not.
MAX_TEXTS = 1000

LIBRARIES = ("d3.min.js", "plot.umd.min.js", "topojson-client.min.js")
SCRIPTS = (
    "elements", "tips", "facts", "filters", "figures", "timeline", "places", "speakers", "articles",
    "making", "keys", "start",
)  # fmt: skip


class ReportWriter:
    """Gathers articles; the page is made when all are there."""

    def __init__(self, layout: "Layout") -> None:
        self._kinds = layout.kinds
        self._filtered = layout.filters is not None
        self._unwanted = 0
        self._heads: list[list[bytes]] = []  # per piece: head, figures
        self._rests: dict[int, bytes] = {}
        self._ranked: list[tuple[int, int]] = []  # figures, minus the number: of those with a text

    def start(self) -> bytes:
        return b""

    def encode(self, piece: Piece, facts: list[Fact]) -> bytes:
        if self._filtered and not facts:
            return b""
        head, figures, rest = article_of(piece, facts)
        return _PARTED.join(map(_ENCODER.encode, (head, figures, rest)))

    def joined(self, encoded: bytes, first: bool, facts: int) -> bytes:
        if not encoded:
            self._unwanted += 1
            return b""
        head, figures, rest = encoded.split(_PARTED)
        number = len(self._heads)
        self._heads.append([head, figures])
        self._rests[number] = rest
        heapq.heappush(self._ranked, (figures.count(b'{"id"'), -number))
        if len(self._ranked) > MAX_TEXTS:
            _, left_out = heapq.heappop(self._ranked)
            del self._rests[-left_out]
        return b""

    def finish(self) -> bytes:
        return self.page()

    def page(self, title: str | None = None, told: Sequence[str] = (), folder: str = "") -> bytes:
        """The page of all articles; `told` is what went wrong, `folder` the way to the files."""
        making = Making(
            version=version("troopfacts"),
            title=shown(title) if title else _title([head for head, _ in self._heads]),
            folder=folder,
            kinds=list(self._kinds),
            told=[shown(line) for line in told],
            without=len(self._heads) - len(self._rests),
            unwanted=self._unwanted,
        )
        articles = b",\n".join(
            b'{"head":%b,"figures":%b,"rest":%b}' % (*parts, self._rests.get(number, b"null"))
            for number, parts in enumerate(self._heads)
        )
        whole = b'{"making":%b,"articles":[\n%b]}' % (_ENCODER.encode(making), articles)
        return _page(making, whole.decode()).encode()


def _title(heads: list[bytes]) -> str:
    if len(heads) == 1:
        head = msgspec.json.decode(heads[0], type=Head)
        return f"Troop figures in {head.title or head.id.rpartition('/')[2]}"
    return f"Troop figures in {len(heads):,} articles"


def _page(making: Making, json: str) -> str:
    own = "\n".join(script(f"scripts/{name}.js") for name in SCRIPTS)
    scripts = [*(script(f"libraries/{name}") for name in LIBRARIES), f'"use strict";{{{own}\n}}']
    style = asset("templates/report.css")
    return render(
        "report.html.jinja",
        title=making.title,
        version=making.version,
        summary="",
        policy=policy(scripts, [style]),
        style=style,
        data=data(json),
        outlines=data(asset("libraries/countries-50m.json")),
        scripts=scripts,
    )
