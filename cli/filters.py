"""Which facts are wanted: --force, --place, --since… as typed -> a test of a fact.

>>> chosen = Filter(Filters(force=["daesh"], min="1000"))
>>> chosen.takes(fact, datetime.date(2025, 10, 1))

All that is given must hold; of an option that is repeated, one. A fact that has nothing an option
asks about is left out: --force leaves no dates, --source no figure that nobody is credited with.
"""

import datetime
import math
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from troopfacts.extractors import KINDS
from troopfacts.extractors.facts import Fact, Location, Named, Quote, Speaker, Troops, kind_of

from . import forces, places
from .bounds import Number, bounds
from .periods import period

if TYPE_CHECKING:
    from .options import Filters

Test = Callable[[Fact, datetime.date | None], bool]

SECONDS = 2  # that an expression may look at one fact: some take for ever (`(a+)+$`)

_FIGURES = ("troops",)
_PLACED = ("troops", "location")
_SAID = ("troops", "quote")


class FilterError(Exception):
    """An option's value makes no sense."""

    def __init__(self, option: str, why: str) -> None:
        super().__init__(f"{option}: {why}")
        self.option = option
        self.why = why


class Filter:
    """`kinds` are those of which facts may be left; `notes`, what the user should know."""

    def __init__(self, typed: "Filters", kinds: Iterable[str] = KINDS) -> None:
        self.kinds = tuple(kinds)
        self.notes: list[str] = []
        self._tests = list(self._made(typed))

    def takes(self, fact: Fact, written: datetime.date | None) -> bool:
        """Whether a fact of a document written then is wanted."""
        return all(test(fact, written) for test in self._tests)

    def chosen(
        self, facts: Iterable[Fact], written: datetime.date | None, context: bool = False
    ) -> list[Fact]:
        """Those of a document's facts that are wanted. `context`: and where there are such, its
        facts of the kinds that nothing was asked about."""
        facts = list(facts)
        wanted = [self.takes(fact, written) for fact in facts]
        if context and any(wanted):
            pairs = zip(facts, wanted, strict=True)
            return [fact for fact, one in pairs if one or kind_of(fact) not in self.kinds]
        return [fact for fact, one in zip(facts, wanted, strict=True) if one]

    def _made(self, typed: "Filters") -> Iterator[Test]:
        for name in ("force", "place", "country", "source"):
            if not all(one.strip() for one in getattr(typed, name) or ()):
                raise FilterError(f"--{name}", "names nothing")
        if typed.measure:
            yield self._of("--measure", _FIGURES, _equal("measure", typed.measure))
        if typed.status:
            yield self._of("--status", _FIGURES, _equal("status", typed.status))
        if typed.force:
            yield self._of("--force", _FIGURES, self._force(typed.force))
        if typed.place:
            yield self._of("--place", _PLACED, self._place(typed.place))
        if typed.country:
            yield self._of("--country", _PLACED, _country(typed.country))
        if typed.near is not None:
            yield self._of("--near", _PLACED, _near(typed.near))
        if typed.min is not None or typed.max is not None:
            option = "--min" if typed.min is not None else "--max"
            yield self._of(option, _FIGURES, _figure(typed.min, typed.max))
        if typed.source:
            yield self._of("--source", _SAID, _source(typed.source))
        if typed.since is not None or typed.until is not None:
            yield _time(typed.since, typed.until)
        if typed.text is not None:
            yield _text(typed.text)

    def _of(self, option: str, kinds: tuple[str, ...], test: Test) -> Test:
        left = tuple(kind for kind in self.kinds if kind in kinds)
        if not left:
            raise FilterError(option, f"leaves nothing of kind {' or '.join(self.kinds)}")
        self.kinds = left
        return test

    def _force(self, typed: list[str]) -> Test:
        names: set[str] = set()
        unknown: set[str] = set()
        for name in typed:
            found = forces.names_of(name)
            country = forces.country_of(name)
            names |= found
            if not found:
                unknown.add(" ".join(name.split()).casefold())
                self._note("--force", name, "force", forces.close_to(name))
            elif country and country not in found:
                self.notes.append(f"--force {name} is {min(found)}; for the country: {country}")

        def test(fact: Fact, written: datetime.date | None) -> bool:
            force = fact.force if isinstance(fact, Troops) else None
            return force is not None and (
                force.name in names
                or (bool(unknown) and not unknown.isdisjoint(_folded(force.name, force.text)))
            )

        return test

    def _place(self, typed: list[str]) -> Test:
        areas = [places.Area(name) for name in typed]
        for name, area in zip(typed, areas, strict=True):
            if not area.known:
                self._note("--place", name, "place", None)

        def test(fact: Fact, written: datetime.date | None) -> bool:
            place = _placed(fact)
            return place is not None and any(area.holds(place) for area in areas)

        return test

    def _note(self, option: str, name: str, what: str, close: str | None) -> None:
        hint = f"; {close}?" if close else ""
        self.notes.append(f"{option}: no {what} is known as {name!r}, taken as written{hint}")


def _equal(field: str, typed: Iterable[str]) -> Test:
    wanted = {str(one) for one in typed}
    return lambda fact, written: getattr(fact, field, None) in wanted


def _placed(fact: Fact) -> Named | Location | None:
    if isinstance(fact, Location):
        return fact
    return fact.place if isinstance(fact, Troops) else None


def _country(typed: list[str]) -> Test:
    codes = set()
    for name in typed:
        code = places.country_code(name)
        if code is None:
            raise FilterError("--country", f"{name!r} is no country; write it like Iraq or IQ")
        codes.add(code)

    def test(fact: Fact, written: datetime.date | None) -> bool:
        place = _placed(fact)
        return place is not None and place.code in codes

    return test


def _near(typed: str) -> Test:
    *where, far = [part.strip() for part in typed.split(",")]
    radius = _number(far)
    if len(where) not in (1, 2) or radius is None:
        raise FilterError("--near", f"{typed!r} is no LAT,LON,KM, like 36.19,44.01,50; nor NAME,KM")
    centre = _centre(where)
    if radius <= 0:
        raise FilterError("--near", "the distance must be more than 0 km")

    def test(fact: Fact, written: datetime.date | None) -> bool:
        place = _placed(fact)
        point = places.point(place) if place else None
        return point is not None and places.distance(centre, point) <= radius

    return test


def _centre(where: list[str]) -> places.Point:
    if len(where) == 1:
        point = places.point_of(where[0])
        if point is None:
            raise FilterError("--near", f"{where[0]!r} is at no known point: give LAT,LON,KM")
        return point
    lat, lon = (_number(one) for one in where)
    if lat is None or lon is None or abs(lat) > 90 or abs(lon) > 180:
        raise FilterError("--near", f"{','.join(where)} is no point: latitude first, up to 90")
    return places.Point(lat, lon)


def _figure(least: str | None, most: str | None) -> Test:
    low, high = _count("--min", least), _count("--max", most)
    if low is not None and high is not None and low > high:
        raise FilterError("--min", f"{least} is more than --max {most}")

    def test(fact: Fact, written: datetime.date | None) -> bool:
        return isinstance(fact, Troops) and bounds(fact.count).reach(low, high)

    return test


def _count(option: str, typed: str | None) -> Number | None:
    if typed is None:
        return None
    number = _number(typed.replace(",", ""))
    if number is None or number < 0:
        raise FilterError(option, f"{typed!r} is no number of people")
    return number


def _number(typed: str) -> float | None:
    """A finite number as it is written, if it is one."""
    try:
        number = float(typed)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _source(typed: list[str]) -> Test:
    wanted = [_words(name) for name in typed]

    def test(fact: Fact, written: datetime.date | None) -> bool:
        speaker: Speaker | None = None
        if isinstance(fact, Troops):
            speaker = fact.source
        elif isinstance(fact, Quote):
            speaker = fact.speaker
        if speaker is None:
            return False
        told = [speaker.name, speaker.affiliation, speaker.text]
        return any(name in _words(one) for one in told if one for name in wanted)

    return test


def _words(text: str) -> str:
    """ "The Pentagon’s" -> " the pentagon's ": whole words, so that "us" is not in "Russia"."""
    return f" {' '.join(text.casefold().replace('’', chr(39)).split())} "


def _folded(*names: str) -> set[str]:
    return {" ".join(name.split()).casefold() for name in names}


def _time(since: str | None, until: str | None) -> Test:
    first, last = (_days("--since", since)[0], _days("--until", until)[1])
    if first and last and first > last:
        raise FilterError("--since", f"{since} is after --until {until}")

    def test(fact: Fact, written: datetime.date | None) -> bool:
        when = period(fact, written)
        return when is not None and when.overlaps(first, last)

    return test


def _days(option: str, typed: str | None) -> tuple[datetime.date | None, datetime.date | None]:
    """First and last day of "2025", "2025-03", "March 2025", "2025-Q3", "30 September 2025"."""
    if typed is None:
        return None, None
    from troopfacts.extractors.reference_date import parse

    text = " ".join(typed.split())
    try:
        first, last = (datetime.date.fromisoformat(day) for day in _written_days(text))
    except ValueError:  # nothing of the sort, or the 31st of February
        day = parse(text)
        if day is None:
            why = f"{typed!r} is no date; write it like 2025-09-30, 2025-09 or 2025"
            raise FilterError(option, why) from None
        return day, day
    return first, last


def _written_days(text: str) -> Iterator[str]:
    """The first and the last day of a date of any length."""
    from troopfacts.extractors import Document, extract
    from troopfacts.extractors.dates.values import bounds as days_of
    from troopfacts.extractors.facts import Date

    found = days_of(text)
    for fact in extract(Document("", text), ["date"]) if found == (None, None) else ():
        if isinstance(fact, Date) and fact.text == text:  # "March 2025"
            found = fact.first, fact.last
    yield from (day or "" for day in found)


def _text(typed: str) -> Test:
    """In any case, unless the expression has a capital letter itself."""
    import regex  # type: ignore[import-untyped]  # unlike `re` it can be stopped

    flags = 0 if any(letter.isupper() for letter in typed) else regex.IGNORECASE
    try:
        pattern: Any = regex.compile(typed, flags)
    except regex.error as error:
        raise FilterError("--text", f"{typed!r} is no regular expression: {error}") from None

    gone: list[str] = []

    def test(fact: Fact, written: datetime.date | None) -> bool:
        words = fact.quote if isinstance(fact, Quote) else fact.text
        try:
            if not gone:
                return any(pattern.search(one, timeout=SECONDS) for one in (words, fact.sentence))
        except TimeoutError:
            gone.append(f"{fact.doc}, {fact.start}")
        raise TimeoutError(f"left out: --text looks for more than {SECONDS} s at {gone[0]}")

    return test
