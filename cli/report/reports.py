"""Articles -> the report: figures, time, map, speakers, articles, how it was made.

A writer like the others, so that a report shares in jobs, order and whole output; only that nothing
is written before the end.
"""

import datetime
import heapq
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from typing import TYPE_CHECKING, Generic, TypeVar, cast

import msgspec

from troopfacts.cli import claims
from troopfacts.cli.claims import Claims
from troopfacts.cli.messages import shown
from troopfacts.cli.pieces import Piece
from troopfacts.extractors.facts import Count, Fact, Qualifier

from . import words
from .articles import Level, article_of
from .models import Claim, Head, Making, Series
from .pages import asset, data, policy, render, script

if TYPE_CHECKING:
    from troopfacts.cli.writers import Layout

_ENCODER = msgspec.json.Encoder()
_LEVELS = msgspec.json.Decoder(list[Level])
_PARTED = b"\0"  # JSON holds none

# Articles shown with their text, and articles at all; of more, those with the most figures. A
# browser opens 20 MB of them at once, 100 MB it does not.
MAX_TEXTS = 1000
MAX_ARTICLES = 20_000

Item = TypeVar("Item")

LIBRARIES = ("d3.min.js", "plot.umd.min.js", "topojson-client.min.js")
SCRIPTS = (
    "elements", "tips", "facts", "filters", "figures", "timeline", "charts", "places", "speakers",
    "articles", "making", "keys", "start",
)  # fmt: skip


class Best(Generic[Item]):
    """The articles with the most figures; of equal ones, those that came first."""

    def __init__(self, limit: int) -> None:
        self.kept: dict[int, Item] = {}
        self.left_out = 0
        self._limit = limit
        self._ranked: list[tuple[int, int]] = []

    def add(self, figures: int, number: int, item: Item) -> None:
        """The next, in place of the least where there is no more room."""
        self.kept[number] = item
        heapq.heappush(self._ranked, (figures, -number))
        if len(self._ranked) > self._limit:
            _, least = heapq.heappop(self._ranked)
            del self.kept[-least]
            self.left_out += 1


class ReportWriter:
    """Gathers articles; the page is made when all are there."""

    def __init__(self, layout: "Layout") -> None:
        self._kinds = layout.kinds
        self._filtered = layout.filters is not None
        self._unwanted = 0
        self._claims = Claims()
        self._number = 0
        self._articles: Best[tuple[bytes, bytes]] = Best(MAX_ARTICLES)  # head, figures
        self._rests: Best[bytes] = Best(MAX_TEXTS)

    def start(self) -> bytes:
        return b""

    def encode(self, piece: Piece, facts: list[Fact]) -> bytes:
        if self._filtered and not facts:
            return b""
        return _PARTED.join(map(_ENCODER.encode, article_of(piece, facts)))

    def joined(self, encoded: bytes, first: bool, facts: int) -> bytes:
        if not encoded:
            self._unwanted += 1
            return b""
        head, figures, rest, levels = encoded.split(_PARTED)
        count = figures.count(b'{"id"')
        self._claim(self._number, levels)
        self._articles.add(count, self._number, (head, figures))
        self._rests.add(count, self._number, rest)
        self._number += 1
        return b""

    def _claim(self, number: int, levels: bytes) -> None:
        for level in _LEVELS.decode(levels):
            written = level.written and datetime.date.fromisoformat(level.written)
            self._claims.add(level.fact, written or None, level.implied, f"{number}-{level.name}")

    def finish(self) -> bytes:
        return self.page()

    def page(self, title: str | None = None, told: Sequence[str] = (), folder: str = "") -> bytes:
        """The page of all articles; `told` is what went wrong, `folder` the way to the files."""
        kept = self._articles.kept
        making = Making(
            version=version("troopfacts"),
            title=shown(title) if title else _title([head for head, _ in kept.values()]),
            folder=folder,
            kinds=list(self._kinds),
            told=[shown(line) for line in told],
            without=max(0, len(kept) - MAX_TEXTS),
            left_out=self._articles.left_out,
            unwanted=self._unwanted,
        )
        articles = b",\n".join(
            b'{"number":%d,"head":%b,"figures":%b,"rest":%b}'
            % (number, head, figures, self._rests.kept.get(number, b"null"))
            for number, (head, figures) in kept.items()
        )
        series = _ENCODER.encode([panel for one in self._claims.series() for panel in _panels(one)])
        parts = (_ENCODER.encode(making), series, articles)
        whole = b'{"making":%b,"series":%b,"articles":[\n%b]}' % parts
        return _page(making, whole.decode()).encode()


def _panels(series: claims.Series) -> Iterator[Series]:
    """A series as it is drawn; what names no force or no place goes by the other of the two."""
    panels: dict[str, list[Claim]] = {}
    places = {claim.place.name for claim in series.claims}
    where = places.pop() if len(places) == 1 else series.country
    for claim in series.claims:
        title = f"{series.force} in {where}"
        if series.force == claims.NOT_SAID:
            title = claim.force or f"in {claim.place.name}"
        panels.setdefault(title, []).append(_claim(claim, title))
    return (Series(words.line(title), some) for title, some in panels.items())


def _claim(claim: claims.Claim, title: str) -> Claim:
    first, last = claim.period or (None, None)
    place = claim.place.name
    count = Count(None, claim.low, claim.high, cast(Qualifier, claim.qualifier))
    return Claim(
        row=claim.row,
        number=words.number(count) or words.line(claim.text),
        place=words.line(place) if place and not title.endswith(f"in {place}") else None,
        status=claim.status,
        low=claim.low,
        high=claim.high,
        first=first.isoformat() if first else None,
        last=last.isoformat() if last else None,
        implied=claim.implied,
        against=[one.row for one in claim.contradicted],
        figures=list(claim.figures),
    )


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
