"""Which facts --force, --place, --near, --since… leave, told by exact examples of each."""

import datetime
import time
from typing import Any

import msgspec
import pytest
from samples import FACTS, GENERAL, OFFICIAL

from troopfacts.cli.bounds import bounds
from troopfacts.cli.filters import Filter, FilterError
from troopfacts.cli.options import NO_FILTERS
from troopfacts.cli.periods import Period, period
from troopfacts.cli.places import Point, distance
from troopfacts.extractors.facts import Count, Date, Fact, Location, Named, Quote, Troops, When

WRITTEN = datetime.date(2025, 10, 1)

TROOPS = next(fact for fact in FACTS if isinstance(fact, Troops))
PLACE = next(fact for fact in FACTS if isinstance(fact, Location))
DATE = next(fact for fact in FACTS if isinstance(fact, Date))
QUOTE = next(fact for fact in FACTS if isinstance(fact, Quote))
BARE = msgspec.structs.replace(
    TROOPS, force=None, place=None, time=None, source=None, status="current"
)


def left(fact: Fact, written: datetime.date | None = WRITTEN, **given: Any) -> bool:
    return Filter(NO_FILTERS._replace(**given)).takes(fact, written)


def named(name: str, code: str | None = None, text: str = "") -> Named:
    return Named(text or name, 0, len(text or name), name, code)


def of(force: Named | None) -> Troops:
    return msgspec.structs.replace(BARE, force=force)


def at(place: Named | None) -> Troops:
    return msgspec.structs.replace(BARE, place=place)


def location(name: str, type: str, code: str | None, **fields: Any) -> Location:
    return msgspec.structs.replace(PLACE, name=name, text=name, type=type, code=code, **fields)


# --- whose --------------------

STATES, DAESH = named("United States", "US"), named("Islamic State")


@pytest.mark.parametrize("name", ["US", "us", "U.S.", "USA", "united states", "American", "the US"])
def test_a_country_by_any_name(name: str) -> None:
    assert left(of(STATES), force=[name])
    assert not left(of(DAESH), force=[name])


@pytest.mark.parametrize("name", ["Islamic State", "daesh", "ISIS", "isil"])
def test_a_group_by_any_name(name: str) -> None:
    assert left(of(DAESH), force=[name])
    assert not left(of(STATES), force=[name])


def test_a_service_is_its_countrys() -> None:
    assert left(of(named("Afghanistan", "AF", "ANA")), force=["Afghan National Army"])


def test_one_of_several_forces() -> None:
    assert left(of(DAESH), force=["US", "daesh"])
    assert not left(of(named("Iran", "IR")), force=["US", "daesh"])


def test_a_force_of_no_list_as_written() -> None:
    chosen = Filter(NO_FILTERS._replace(force=["12th marsh brigade"]))
    assert chosen.notes == ["--force: no force is known as '12th marsh brigade', taken as written"]
    assert chosen.takes(of(named("12th Marsh Brigade")), None)
    assert not chosen.takes(of(STATES), None)


def test_a_force_that_may_be_misspelt_or_another() -> None:
    assert Filter(NO_FILTERS._replace(force=["Untied States"])).notes == [
        "--force: no force is known as 'Untied States', taken as written; United States?"
    ]
    assert Filter(NO_FILTERS._replace(force=["AU"])).notes == [
        "--force AU is African Union; for the country: Australia"
    ]


@pytest.mark.parametrize("given", [{"force": ["US"]}, {"measure": ["level"]}, {"min": "1"}])
def test_what_only_figures_have_leaves_no_other_kind(given: dict[str, Any]) -> None:
    chosen = Filter(NO_FILTERS._replace(**given))
    assert chosen.kinds == ("troops",)
    assert not any(chosen.takes(fact, WRITTEN) for fact in (PLACE, DATE, QUOTE))
    assert not Filter(NO_FILTERS._replace(force=["US"])).takes(BARE, WRITTEN)


def test_kinds_of_which_nothing_is_left() -> None:
    with pytest.raises(FilterError, match="leaves nothing of kind date"):
        Filter(NO_FILTERS._replace(force=["US"]), ["date"])
    with pytest.raises(FilterError, match="leaves nothing of kind location"):
        Filter(NO_FILTERS._replace(source=["Pentagon"]), ["location"])


# --- where --------------------


@pytest.mark.parametrize(
    ("asked", "name", "code", "wanted"),
    [
        ("Iraq", "Iraq", "IQ", True),
        ("Iraq", "Erbil", "IQ", True),
        ("iraq", "Erbil", "IQ", True),
        ("IQ", "Erbil", "IQ", True),
        ("Iraq", "Syria", "SY", False),
        ("Anbar", "Ain al-Asad Airbase", "IQ", True),
        ("Anbar", "Erbil", "IQ", False),
        ("Erbil", "Erbil", "IQ", True),
        ("erbil", "Iraq", "IQ", False),
        ("Red Sea", "Red Sea", None, True),
        ("Georgia", "Tbilisi", "GE", True),
        ("Georgia", "Atlanta", "US", False),
        ("Camp Nowhere", "Camp Nowhere", None, True),
        ("camp nowhere", "Iraq", "IQ", False),
    ],
)
def test_a_place_and_what_lies_in_it(asked: str, name: str, code: str | None, wanted: bool) -> None:
    assert left(at(named(name, code)), place=[asked]) is wanted


def test_a_location_lies_somewhere_too() -> None:
    base = location("Ain al-Asad Airbase", "base", "IQ", admin1="Anbar")
    assert left(base, place=["Anbar"])
    assert left(base, country=["iraq"])
    assert not left(base, place=["Erbil"])
    assert not left(QUOTE, place=["Iraq"])


def test_countries() -> None:
    assert left(at(named("Erbil", "IQ")), country=["SY", "Iraq"])
    assert not left(at(named("Red Sea")), country=["IQ"])
    with pytest.raises(FilterError, match="'Erbil' is no country"):
        left(BARE, country=["Erbil"])


def test_near_a_point() -> None:
    erbil = location("Erbil", "city", "IQ", lat=36.19, lon=44.01)
    assert left(erbil, near="36.19,44.01,1")
    assert left(erbil, near=" 36, 44 , 25")
    assert not left(erbil, near="36,44,10")
    assert left(at(named("Erbil", "IQ")), near="36,44,25")
    assert not left(at(named("Erbil", "SY")), near="36,44,25")
    assert not left(at(None), near="36,44,25")
    assert not left(location("x", "city", None, lat=None, lon=None), near="36,44,25")


def test_a_country_is_at_no_point() -> None:
    assert not left(location("Iraq", "country", "IQ", lat=33.0, lon=44.0), near="33,44,100")
    assert not left(at(named("Iraq", "IQ")), near="33,44,100")


def test_near_a_place() -> None:
    base = location("x", "base", "IQ", lat=36.24, lon=43.96)
    assert left(base, near="erbil,10")
    assert not left(base, near="Erbil,1")
    for nowhere in ("Iraq,50", "Africa,50", "Camp Nowhere,50"):
        with pytest.raises(FilterError, match="is at no known point"):
            left(base, near=nowhere)


def test_near_across_the_antimeridian_and_the_pole() -> None:
    fiji = location("Taveuni", "city", "FJ", lat=-16.85, lon=-179.97)
    assert left(fiji, near="-16.85,179.97,10")
    assert not left(fiji, near="-16.85,179.97,5")
    assert round(distance(Point(89.5, 0), Point(89.5, 180))) == 111
    assert distance(Point(0, 0), Point(0, 180)) == pytest.approx(20015, abs=1)
    assert distance(Point(-16.85, -180), Point(-16.85, 180)) == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize(
    "near", ["", "1,2,3,4", "a,b,c", "nan,0,1", "0,0,inf", "91,0,1", "Erbil", "a,b"]
)
def test_no_point(near: str) -> None:
    with pytest.raises(FilterError, match="is no"):
        left(BARE, near=near)


# --- when --------------------


def timed(
    text: str, value: str, first: str | None, last: str | None, status: str = "past"
) -> Troops:
    time = When(text, 0, len(text), "DATE", value, first, last)
    return msgspec.structs.replace(BARE, time=time, status=status)


MAY = timed("May", "2025-05", "2025-05-01", "2025-05-31")


@pytest.mark.parametrize(
    ("since", "until", "wanted"),
    [
        ("2025", None, True),
        ("2025-05", None, True),
        ("2025-05-31", None, True),
        ("2025-06-01", None, False),
        ("June 2025", None, False),
        ("May 2025", "May 2025", True),
        ("31 May 2025", None, True),
        ("2025-Q2", None, True),
        (None, "2025", True),
        (None, "2025-04", False),
        (None, "2025-05", True),
        (None, "30 April 2025", False),
        ("2024", "2026", True),
    ],
)
def test_days_that_overlap(since: str | None, until: str | None, wanted: bool) -> None:
    assert left(MAY, since=since, until=until) is wanted


def days(text: str) -> Period:
    """ "2025-01-01..2025-05-01" and "2014-01-01.."."""
    first, last = (datetime.date.fromisoformat(day) if day else None for day in text.split(".."))
    return Period(first, last)


JAN_1 = "2025-01-01"
TODAY = "2025-10-01..2025-10-01"
WEEK = msgspec.structs.replace(DATE, value="2025-W40", first="2025-09-29", last="2025-10-05")


@pytest.mark.parametrize(
    ("fact", "expected"),
    [
        (timed("2014", "2014", "2014-01-01", None), "2014-01-01.."),
        (timed("2014", "2014", "2014-01-01", None, "current"), "2014-01-01..2025-10-01"),
        (timed("2027", "2027", None, "2027-12-31"), "..2027-12-31"),
        (timed("early 2025", "2025", JAN_1, None), "2025-01-01..2025-05-01"),
        (timed("mid-July", "2025-07", None, None), "2025-07-11..2025-07-20"),
        (timed("late 2024", "2024", None, "2024-12-31"), "2024-09-01..2024-12-31"),
        (timed("earlier in 2025", "2025", JAN_1, None), "2025-01-01..2025-12-31"),
        (timed("Monday", "XXXX-WXX-1", None, None), None),
        (timed("now", "PRESENT_REF", None, None, "current"), TODAY),
        (msgspec.structs.replace(BARE, status="past"), None),
        (msgspec.structs.replace(BARE, status="planned"), "2025-10-01.."),
        (msgspec.structs.replace(BARE, status="denied"), TODAY),
        (QUOTE, TODAY),
        (WEEK, "2025-09-29..2025-10-05"),
        (msgspec.structs.replace(DATE, value="P3M", type="DURATION"), None),
    ],
)
def test_when_a_fact_holds(fact: Fact, expected: str | None) -> None:
    assert period(fact, WRITTEN) == (days(expected) if expected else None)


def test_when_a_fact_of_no_known_day_holds() -> None:
    assert period(BARE, None) is period(QUOTE, None) is None
    assert period(MAY, None) == days("2025-05-01..2025-05-31")


@pytest.mark.parametrize("since", ["", "soon", "2025-13", "31 February 2025", "03/04/2025", "May"])
def test_no_date(since: str) -> None:
    with pytest.raises(FilterError, match="is no date"):
        left(BARE, since=since)


def test_since_after_until() -> None:
    with pytest.raises(FilterError, match="2026 is after --until 2025"):
        left(BARE, since="2026", until="2025")


# --- how many --------------------


@pytest.mark.parametrize(
    ("count", "least", "most", "wanted"),
    [
        (Count(2500, None, None, "exact"), "2500", "2,500", True),
        (Count(2500, None, None, "about"), "2501", None, False),
        (Count(900, 900, None, "over"), "1800", None, False),
        (Count(900, 900, None, "over"), "1799", None, True),
        (Count(900, 900, None, "over"), None, "900", False),
        (Count(900, 900, None, "at_least"), None, "900", True),
        (Count(2000, None, 2000, "under"), "2000", None, False),
        (Count(2000, None, 2000, "under"), "1999", None, True),
        (Count(2000, None, 2000, "up_to"), "2000", None, True),
        (Count(2000, None, 2000, "up_to"), None, "999", False),
        (Count(2000, None, 2000, "up_to"), None, "1000", True),
        (Count(None, 900, 1000, "range"), "1000", None, True),
        (Count(None, 900, 1000, "range"), "1001", None, False),
        (Count(None, 900, 1000, "range"), None, "899", False),
        (Count(None, 1000, None, "indefinite"), "10000", None, True),
        (Count(None, 1000, None, "indefinite"), "10001", None, False),
        (Count(None, None, None, "indefinite"), "5", "6", True),
    ],
)
def test_what_a_figure_can_mean(
    count: Count, least: str | None, most: str | None, wanted: bool
) -> None:
    assert left(msgspec.structs.replace(BARE, count=count), min=least, max=most) is wanted
    assert bounds(count).strict is (count.qualifier in ("over", "under"))


@pytest.mark.parametrize("number", ["", "many", "-1", "nan", "inf", "1e999"])
def test_no_number(number: str) -> None:
    with pytest.raises(FilterError, match="is no number of people") as caught:
        left(BARE, max=number)
    assert caught.value.option == "--max"


def test_more_than_at_most() -> None:
    with pytest.raises(FilterError, match="500 is more than --max 10"):
        left(BARE, min="500", max="10")


# --- who says so, and in which words --------------------


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("miller", True),
        ("Gen. Ray Miller", True),
        ("u.s. army", True),
        ("Ray Mill", False),
        ("my", False),
    ],
)
def test_the_words_of_a_source(name: str, wanted: bool) -> None:
    assert left(msgspec.structs.replace(BARE, source=GENERAL), source=[name]) is wanted
    assert left(msgspec.structs.replace(QUOTE, speaker=GENERAL), source=["x", name]) is wanted


def test_an_unnamed_source() -> None:
    assert left(msgspec.structs.replace(BARE, source=OFFICIAL), source=["defence official"])
    assert not left(BARE, source=["official"])
    assert not left(msgspec.structs.replace(QUOTE, speaker=None), source=["official"])


@pytest.mark.parametrize("option", ["force", "place", "country", "source"])
def test_no_name(option: str) -> None:
    with pytest.raises(FilterError, match="names nothing"):
        Filter(NO_FILTERS._replace(**{option: [" "]}))  # type: ignore[arg-type]


def test_a_text_in_any_case_unless_with_a_capital() -> None:
    fact = msgspec.structs.replace(BARE, text="5 troops", sentence="In Agadez, 5 troops stayed.")
    assert left(fact, text="agadez")
    assert left(fact, text=r"^5\b")
    assert left(fact, text="Agadez")
    assert not left(fact, text="AGADEZ")
    assert left(fact, text="(?i)AGADEZ")
    assert left(
        msgspec.structs.replace(QUOTE, quote="far away", text="x", sentence="x"), text="far"
    )


def test_no_expression() -> None:
    with pytest.raises(FilterError, match=r"'\(' is no regular expression: missing \)"):
        left(BARE, text="(")


def test_an_expression_that_takes_for_ever_is_stopped_once() -> None:
    fact = msgspec.structs.replace(BARE, sentence="a" * 399)
    chosen = Filter(NO_FILTERS._replace(text="(a|a)+$b"))
    start = time.process_time()
    for _ in range(3):
        with pytest.raises(TimeoutError, match=r"--text looks for more than 2 s at a\.txt, 478"):
            chosen.takes(fact, None)
    assert time.process_time() - start < 6


def test_measure_and_status() -> None:
    assert left(BARE, measure=["increase", "level"], status=["current"])
    assert not left(BARE, measure=["level"], status=["past", "denied"])
    assert not left(DATE, status=["past"])
