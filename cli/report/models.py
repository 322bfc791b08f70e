"""What a page is made of: one JSON object, in which nothing is said twice.

Names are those of the fact contract, shortened by what a page does not use. All strings may be
shown as they are: control and direction characters are escaped already.
"""

from typing import Any

from msgspec import Struct


class Figure(Struct, omit_defaults=True, kw_only=True):
    """A troop figure. `number` is as bounded, "≈ 2,500"; `low`, `high`: what it may be at least and
    at most, null where open; `first` to `last`: when it holds, as far as that is known."""

    id: str
    number: str
    words: str | None = None
    sentence: str
    at: int  # where its sentence begins, to tell what stands in the same one
    low: int | float | None = None
    high: int | float | None = None
    measure: str
    status: str
    force: str | None = None
    place: int | None = None  # in the article's places
    when: str | None = None
    first: str | None = None
    last: str | None = None
    source: str | None = None
    anonymous: bool = False


class Statement(Struct, omit_defaults=True, kw_only=True):
    """A quote. `speaker` is a name or, of one who is not named, the words that stand for it."""

    id: str
    quote: str
    at: int
    style: str
    cue: str | None = None
    speaker: str | None = None
    affiliation: str | None = None
    anonymous: bool = False


class Day(Struct, omit_defaults=True, kw_only=True):
    """A date as written and what it is on the calendar, "?" where that is not known."""

    id: str
    text: str
    value: str


class Mention(Struct, omit_defaults=True, kw_only=True):
    """A place as written; `place` is its number in the article's places."""

    id: str
    place: int
    at: int
    use: str = "literal"


class Place(Struct, omit_defaults=True, kw_only=True):
    """A place, and how often an article names it, meaning itself or another's hand."""

    name: str
    code: str | None = None
    type: str | None = None
    lat: float | None = None
    lon: float | None = None
    literal: int = 0
    other: int = 0

    @property
    def called(self) -> str:
        """ "Iraq IQ"."""
        return f"{self.name} {self.code}" if self.code else self.name


class Head(Struct, omit_defaults=True, kw_only=True):
    """What is known of an article but its facts and its text."""

    id: str
    title: str | None = None
    url: str | None = None
    file: str | None = None
    written: str | None = None
    day: str | None = None  # the same for readers
    origin: str | None = None
    sha256: str | None = None
    size: int = 0
    offset: int = 0  # of a piece of a long text
    counts: tuple[int, int, int, int] = (0, 0, 0, 0)  # figures, quotes, dates, places
    places: list[Place] = []


class Rest(Struct, omit_defaults=True):
    """What is only worth its room beside the article's text."""

    quotes: list[Statement] = []
    dates: list[Day] = []
    mentions: list[Mention] = []
    paragraphs: list[list[Any]] = []


class Claim(Struct, omit_defaults=True, kw_only=True):
    """A level that one or more figures give; `against`: the rows of those it contradicts."""

    row: int
    number: str
    place: str | None = None  # as far as its series does not name it
    status: str
    low: int | float | None = None
    high: int | float | None = None
    first: str | None = None
    last: str | None = None
    implied: tuple[str, ...] = ()
    against: list[int] = []
    figures: list[str] = []  # "3-t478": article 3, its figure t478


class Series(Struct, omit_defaults=True):
    """The claims on a force in a country, or on what is said of one of the two."""

    title: str
    claims: list[Claim]


class Making(Struct, omit_defaults=True, kw_only=True):
    """How the page was made."""

    version: str
    title: str
    folder: str = ""  # from the page to where paths begin
    kinds: list[str]
    told: list[str] = []  # on standard error
    without: int = 0  # articles whose text is not on the page
    left_out: int = 0  # articles that are not on the page at all
    unwanted: int = 0  # articles of which no fact was asked for
