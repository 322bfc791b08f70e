"""The data model: the fact contract, field for field and in its order.

>>> Location(doc="a.txt", start=3, end=7, text="Iraq", sentence="In Iraq.", name="Iraq",
...          type="country", code="IQ", admin1=None, lat=33.0, lon=44.0, geonameid=99237,
...          use="literal")

Offsets are code points into the document's text, half open. The order of the fields is the order
of the keys in JSON and of the columns in tables. `rule` is written only where it was asked for
(--explain). No fact holds itself, so that the garbage collector need not look (gc=False).
"""

from operator import attrgetter
from typing import Literal, cast

import msgspec
from msgspec import UNSET, Struct, UnsetType

VERSION = 1

Qualifier = Literal[
    "exact", "about", "over", "at_least", "under", "up_to", "range", "indefinite"
]  # `over` and `under` are strict
Measure = Literal["level", "increase", "decrease", "casualties", "captives", "other"]
Status = Literal["past", "current", "planned", "possible", "denied"]
PlaceType = Literal["country", "region", "city", "base", "water", "area", "landmark"]
Use = Literal["literal", "metonym", "modifier"]
DateType = Literal["DATE", "TIME", "DURATION", "SET"]
Style = Literal["direct", "indirect", "mixed"]


class Count(Struct, frozen=True, gc=False):
    """`over 900` is Count(value=900, min=900, max=None, qualifier="over")."""

    value: int | float | None
    min: int | float | None
    max: int | float | None
    qualifier: Qualifier


class Named(Struct, frozen=True, gc=False):
    """A force or a place as a troop figure names it; `code` is ISO 3166-1 alpha-2."""

    text: str
    start: int
    end: int
    name: str
    code: str | None


class When(Struct, frozen=True, gc=False):
    """The date fact that says when a troop figure holds; `from`, `to`: ISO days, inclusive."""

    text: str
    start: int
    end: int
    type: DateType
    value: str
    first: str | None = msgspec.field(name="from")
    last: str | None = msgspec.field(name="to")


class Cue(Struct, frozen=True, gc=False):
    """The reporting verb or phrase: `said`, `according to`."""

    text: str
    start: int
    end: int


class Speaker(Struct, frozen=True, gc=False):
    """Who is credited: `text` as written, `name` the fullest in the document or null."""

    text: str
    start: int
    end: int
    name: str | None
    affiliation: str | None
    anonymous: bool


class Fact(Struct, frozen=True, kw_only=True, tag_field="kind", gc=False):
    """What every fact has: where it stands and the sentence that proves it."""

    doc: str
    start: int
    end: int
    text: str
    sentence: str

    def _repr_html_(self) -> str:
        """For notebooks: the sentence with the fact marked, and the fields."""
        from .cards import card

        return card(msgspec.to_builtins(self))


class Troops(Fact, frozen=True, kw_only=True, tag="troops"):
    """`roughly 2,500 troops`: a count of people under arms."""

    count: Count
    unit: str | None
    measure: Measure
    status: Status
    force: Named | None
    place: Named | None
    time: When | None
    source: Speaker | None
    rule: str | UnsetType = UNSET


class Location(Fact, frozen=True, kw_only=True, tag="location"):
    """`Ain al-Asad airbase`: a place, with its point in degrees (WGS 84) where it is known."""

    name: str
    type: PlaceType
    code: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    geonameid: int | None
    use: Use
    rule: str | UnsetType = UNSET


class Date(Fact, frozen=True, kw_only=True, tag="date"):
    """`the start of 2025`: a TIMEX3 expression; `from` and `to` are ISO days, inclusive."""

    type: DateType
    value: str
    mod: str | None
    first: str | None = msgspec.field(name="from")
    last: str | None = msgspec.field(name="to")
    resolved: bool
    rule: str | UnsetType = UNSET


class Quote(Fact, frozen=True, kw_only=True, tag="quote"):
    """`"A," he said. "B."`: one statement with its cue and speaker."""

    style: Style
    quote: str
    parts: list[tuple[int, int]]
    cue: Cue | None
    speaker: Speaker | None
    rule: str | UnsetType = UNSET


AnyFact = Troops | Location | Date | Quote
Kind = Literal["troops", "location", "date", "quote"]
KINDS: tuple[Kind, ...] = ("troops", "location", "date", "quote")


def kind_of(fact: Fact) -> Kind:
    """Date(...) -> "date": the tag that opens the fact's JSON."""
    return cast(Kind, fact.__struct_config__.tag)


def in_order(facts: list[Fact]) -> list[Fact]:
    """By `start`, then by `kind`: the order facts are written in."""
    if len({type(fact) for fact in facts}) < 2:
        return sorted(facts, key=_PLACE)
    return sorted(facts, key=lambda fact: (fact.start, kind_of(fact), fact.end))


_PLACE = attrgetter("start", "end")
