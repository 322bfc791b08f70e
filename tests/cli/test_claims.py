"""What agrees is one claim, what can not both be true is marked, what is implied is said."""

import datetime
from random import Random
from typing import Any, get_args

import msgspec
import pytest
from rich.cells import cell_len
from samples import FACTS, OFFICIAL

from troopfacts.cli.claims import Claim, Claims, Series
from troopfacts.cli.implications import completed
from troopfacts.cli.writers import Layout
from troopfacts.cli.writers.levels import encoded
from troopfacts.extractors.facts import (
    Count,
    Fact,
    Location,
    Named,
    Qualifier,
    Speaker,
    Troops,
    When,
)

TROOPS = next(fact for fact in FACTS if isinstance(fact, Troops))
PLACE = next(fact for fact in FACTS if isinstance(fact, Location))
STATES = Named("U.S.", 0, 4, "United States", "US")
IRAQ = Named("Iraq", 20, 24, "Iraq", "IQ")
ERBIL = Named("Erbil", 20, 25, "Erbil", "IQ")


def figure(number: int | Count, **fields: Any) -> Troops:
    """A current level of U.S. troops in Iraq that nobody is credited with."""
    count = Count(number, None, None, "exact") if isinstance(number, int) else number
    base = {"force": STATES, "place": IRAQ, "time": None, "source": None, "status": "current"}
    return msgspec.structs.replace(TROOPS, count=count, **{**base, **fields})


def during(value: str, first: str | None, last: str | None, text: str = "") -> When:
    return When(text or value, 0, 4, "DATE", value, first, last)


def said(name: str) -> Speaker:
    return Speaker(name, 0, len(name), name, None, False)


def series(*told: tuple[str | None, Troops]) -> list[Series]:
    """The series of figures, each with the day its document was written; a document each."""
    claims = Claims()
    for number, (day, fact) in enumerate(told):
        written = datetime.date.fromisoformat(day) if day else None
        doc = fact.doc if fact.doc != "a.txt" else f"{number}.txt"
        claims.add(msgspec.structs.replace(fact, doc=doc), written)
    return claims.series()


def rows(*told: tuple[str | None, Troops]) -> list[Claim]:
    return [claim for one in series(*told) for claim in one.claims]


def brief(claims: list[Claim]) -> list[tuple[str, Any, Any, int]]:
    return [(claim.when, claim.low, claim.high, len(claim.docs)) for claim in claims]


def marked(claims: list[Claim]) -> list[list[int]]:
    return [sorted(other.row for other in claim.contradicted) for claim in claims]


ABOUT = Count(2500, None, None, "about")


def test_what_agrees_is_one_claim() -> None:
    told = rows(
        ("2025-09-30", figure(2500, source=said("Pentagon"))),
        ("2025-10-03", figure(ABOUT, unit="soldiers", source=said("Ray Miller"))),
        ("2025-10-03", figure(2500, source=said("Pentagon"))),
    )
    assert brief(told) == [("2025-09-30–10-03", 2500, 2500, 3)]
    assert list(told[0].sources) == ["Pentagon", "Ray Miller"]


def test_the_same_figure_again_after_another_is_another_claim() -> None:
    told = rows(
        ("2025-10-01", figure(2500)), ("2025-12-01", figure(900)), ("2026-02-01", figure(2500))
    )
    assert brief(told) == [
        ("2025-10-01", 2500, 2500, 1),
        ("2025-12-01", 900, 900, 1),
        ("2026-02-01", 2500, 2500, 1),
    ]
    assert marked(told) == [[], [], []]


@pytest.mark.parametrize(
    "other",
    [
        figure(2600),
        figure(2500, status="planned"),
        figure(2500, status="denied"),
        figure(2500, unit="marines"),
        figure(2500, measure="increase"),
        figure(Count(2500, 2500, None, "over")),
        figure(Count(2500, None, 2500, "up_to")),
        figure(Count(None, 2500, 3000, "range")),
        figure(2500, place=ERBIL),
    ],
)
def test_what_does_not_agree(other: Troops) -> None:
    assert len(rows(("2025-10-01", figure(2500)), ("2025-10-01", other))) == 2


def test_what_is_past_and_what_was_current_then_agree() -> None:
    past = figure(2500, status="past", time=during("2025-10", "2025-10-01", "2025-10-31"))
    told = rows(("2025-12-01", past), ("2025-10-05", figure(2500)))
    assert brief(told) == [("2025-10-01–10-31", 2500, 2500, 2)]


def test_contradictions_are_marked_on_both_sides() -> None:
    told = rows(("2025-10-01", figure(2500)), ("2025-10-01", figure(4000)))
    assert marked(told) == [[2], [1]]


KYIV: dict[str, Any] = {"source": said("Kyiv"), "doc": "x"}


@pytest.mark.parametrize(
    ("one", "other", "contradictory"),
    [
        (figure(2500), figure(2700), False),  # both are round
        (figure(2496), figure(2497), True),  # these are not
        (figure(2500), figure(Count(900, 900, None, "over")), False),
        (figure(800), figure(Count(900, 900, None, "over")), False),
        (figure(500), figure(Count(900, 900, None, "over")), True),
        (figure(2500), figure(Count(1500, None, 1500, "under")), True),
        (figure(2500), figure(Count(None, 1000, None, "indefinite")), False),
        (figure(2500), figure(4000, unit="marines"), False),
        (figure(2500), figure(4000, place=ERBIL), False),
        (figure(2500), figure(4000, status="planned"), False),
        (figure(2500), figure(2500, status="denied"), True),
        (figure(2500), figure(4000, status="denied"), False),
        (figure(2500, **KYIV), figure(900, doc="x", source=said("Moscow")), True),
        (figure(2500, **KYIV), figure(900, **KYIV), False),
        (figure(2500, doc="x"), figure(900, doc="x"), False),  # "from 2,500 to 900"
    ],
)  # fmt: skip
def test_what_can_not_both_be_true(one: Troops, other: Troops, contradictory: bool) -> None:
    told = rows(("2025-10-01", one), ("2025-10-01", other))
    assert marked(told) == ([[2], [1]] if contradictory else [[], []])


YEAR = during("2025", "2025-01-01", "2025-12-31")


def test_a_level_may_change_within_a_year_but_not_within_the_same_words() -> None:
    fewer, more = (figure(number, time=YEAR, status="past") for number in (900, 2500))
    assert marked(rows(("2026-01-05", fewer), ("2025-06-01", figure(2500)))) == [[], []]
    assert marked(rows(("2026-01-05", fewer), ("2026-02-05", more))) == [[2], [1]]


def test_a_figure_many_repeat_contradicts_another_given_meanwhile() -> None:
    told = rows(
        *[(f"2025-{month:02}-01", figure(2500)) for month in range(1, 6)],
        ("2025-03-01", figure(5000)),
    )
    assert brief(told)[0] == ("2025-01-01–03-01", 2500, 2500, 3)
    assert 2 in marked(told)[0]


def test_newest_last_and_what_is_to_come_after_all() -> None:
    past = {"status": "past"}
    told = rows(
        ("2025-10-01", figure(5, status="planned")),
        ("2025-10-01", figure(4, status="planned", time=during("2027", None, "2027-12-31"))),
        ("2025-10-01", figure(3)),
        ("2025-10-01", figure(2, time=during("2024", "2024-01-01", "2024-12-31"), **past)),
        ("2025-10-01", figure(1, **past)),
        (None, figure(6, status="planned")),
    )
    assert [claim.low for claim in told] == [1, 2, 3, 5, 4, 6]
    whens = {claim.low: claim.when for claim in told}
    assert whens == {
        1: "before 2025-10-01",
        2: "2024",
        3: "2025-10-01",
        4: "by 2027",
        5: "after 2025-10-01",
        6: "?",
    }


def test_changes_stand_between_the_levels_of_their_time() -> None:
    told = rows(
        ("2025-03-01", figure(2500)),
        ("2025-02-01", figure(500, measure="increase")),
        ("2025-01-01", figure(2500)),
        ("2025-04-01", figure(900, measure="decrease")),
        ("2025-05-01", figure(1600)),
    )
    assert [(claim.measure, claim.low, claim.when) for claim in told] == [
        ("increase", 500, "2025-02-01"),
        ("level", 2500, "2025-01-01–03-01"),
        ("decrease", 900, "2025-04-01"),
        ("level", 1600, "2025-05-01"),
    ]


def test_erbil_is_in_iraq_and_nothing_is_added_up() -> None:
    [one] = series(
        ("2025-10-01", figure(300, place=ERBIL)),
        ("2025-10-05", figure(2500)),
        ("2025-10-03", figure(200, place=ERBIL)),
    )
    assert one.title == "United States in Iraq"
    assert [(one.place_of(claim), claim.low) for claim in one.claims] == [
        ("", 2500),
        ("Erbil", 300),
        ("Erbil", 200),
    ]


def test_series_by_force_and_country_and_what_is_not_said_last() -> None:
    sea = Named("Red Sea", 0, 7, "Red Sea", None)
    found = series(
        ("2025-10-01", figure(1, force=None)),
        ("2025-10-01", figure(2, place=None)),
        ("2025-10-01", figure(3, place=sea)),
        ("2025-10-01", figure(4, force=None, place=None)),
        ("2025-10-01", figure(5, force=Named("Iran", 0, 4, "Iran", "IR"))),
        ("2025-10-01", figure(6)),
    )
    assert [(one.title, [claim.low for claim in one.claims]) for one in found] == [
        ("Iran in Iraq", [5]),
        ("United States in Iraq", [6]),
        ("United States in Red Sea", [3]),
        ("Place not said", [2]),
        ("Force not said", [1]),
    ]
    assert found[-1].place_of(found[-1].claims[0]) == "Iraq"
    assert found[-2].force_of(found[-2].claims[0]) == "United States"


def test_what_is_left_out_is_counted() -> None:
    claims = Claims()
    claims.add(figure(1, force=None, place=None), None)
    claims.add(figure(1), None)
    claims.add(figure(1, status="past"), datetime.date(2025, 10, 1))
    assert (claims.aimless, claims.undated, claims.unwritten) == (1, 2, 1)


def implied(*facts: Fact) -> list[tuple[str, str, tuple[str, ...]]]:
    return [
        (
            fact.force.name if fact.force else "",
            fact.place.name if fact.place else "",
            what,
        )
        for fact, what in completed(facts)
    ]


def test_a_force_said_before_of_the_same_country() -> None:
    assert implied(figure(2500), figure(900, force=None, place=ERBIL)) == [
        ("United States", "Iraq", ()),
        ("United States", "Erbil", ("force",)),
    ]


def test_a_place_said_before_of_the_same_force_is_its_country() -> None:
    assert implied(figure(300, place=ERBIL), figure(900, place=None)) == [
        ("United States", "Erbil", ()),
        ("United States", "Iraq", ("place",)),
    ]


def test_nothing_is_implied_by_what_differs_or_follows_or_by_the_dead() -> None:
    iran = figure(5, force=Named("Iran", 0, 4, "Iran", "IR"))
    bare = figure(900, force=None)
    assert implied(figure(2500), iran, bare)[-1] == ("", "Iraq", ())
    assert implied(bare, figure(2500))[0] == ("", "Iraq", ())
    assert implied(figure(20, measure="casualties"), bare)[-1] == ("", "Iraq", ())
    dead = figure(20, force=None, measure="casualties")
    assert implied(figure(2500), dead)[-1] == ("", "Iraq", ())
    syria = figure(900, place=Named("Syria", 0, 5, "Syria", "SY"))
    assert implied(figure(2500), syria, figure(5, place=None))[-1] == ("United States", "", ())
    assert implied(figure(2500), figure(9, force=None, place=None))[-1] == ("", "", ())


def headed(
    line: str, place: str, code: str, *facts: Fact
) -> list[tuple[str, str, tuple[str, ...]]]:
    """What is implied in a document with a heading in which a place stands."""
    known = msgspec.structs.replace(
        PLACE, start=20, text=place, sentence=line, name=place, code=code
    )
    return implied(known, *facts)


BARE = figure(900, force=None, place=None)


@pytest.mark.parametrize(
    ("line", "place", "code", "expected"),
    [
        ("Briefing on U.S. force posture in Syria", "Syria", "SY", ("United States", "Syria")),
        ("How many North Koreans fought in Russia?", "Russia", "RU", ("North Korea", "Russia")),
        ("French troops in Mali", "Mali", "ML", ("France", "Mali")),
        ("U.S. strikes in Yemen", "Yemen", "YE", ("", "")),
        ("Israel and the forces of Lebanon", "Lebanon", "LB", ("", "")),
        ("The U.S. has troops in Syria.", "Syria", "SY", ("", "")),
        ("Troops in Mali", "Mali", "ML", ("", "")),
    ],
)
def test_a_heading_may_say_whose_and_where(
    line: str, place: str, code: str, expected: tuple[str, str]
) -> None:
    given = ("force", "place") if expected[0] else ()
    assert headed(line, place, code, BARE) == [(*expected, given)]


def test_a_heading_adds_nothing_to_what_is_said_otherwise_or_is_of_others() -> None:
    iran = Named("Iran", 0, 4, "Iran", "IR")
    given = (
        figure(5, place=None),
        figure(5, force=iran, place=None),
        figure(5, force=None),
        msgspec.structs.replace(BARE, unit="contractors"),
        msgspec.structs.replace(BARE, status="possible"),
        msgspec.structs.replace(BARE, measure="casualties"),
    )
    assert headed("U.S. forces in Syria", "Syria", "SY", *given) == [
        ("United States", "Syria", ("place",)),
        ("Iran", "", ()),
        ("", "Iraq", ()),
        *[("", "", ())] * 3,
    ]


def anything(random: Random) -> Troops:
    """A figure of another program: what no type forbids."""
    numbers = [None, 0, 1, 2500, 10**15, 0.5]
    days = [None, "2025-01-01", "0001-01-01", "9999-12-31"]
    values = [
        "2025",
        "XXXX",
        "PRESENT_REF",
        "P3M",
        "BC0490",
        "2025-13",
        "0000",
        "2025-W60",
        "",
        "20",
    ]
    names = ["Iraq", "Erbil", "Nowhere", "", "[red]\x1b[31m", "United States", "日本語" * 10]

    def named() -> Named | None:
        code = random.choice([None, "IQ", "US", "ZZ", ""])
        return random.choice([None, Named("x", 0, 1, random.choice(names), code)])

    words, value = random.choice(["early 2025", "Monday", "", "x" * 50]), random.choice(values)
    when = When(words, 0, 1, "DATE", value, random.choice(days), random.choice(days))
    value_of, low, high = (random.choice(numbers) for _ in range(3))
    how = random.choice(get_args(Qualifier))
    return figure(
        Count(value_of, low, high, how),
        doc=random.choice("abc"),
        unit=random.choice([None, "troops", "marines", ""]),
        measure=random.choice(["level", "increase", "decrease"]),
        status=random.choice(["past", "current", "planned", "possible", "denied"]),
        force=named(),
        place=named(),
        time=random.choice([None, when]),
        source=random.choice([None, OFFICIAL, Speaker("", 0, 0, None, "", False)]),
    )


@pytest.mark.parametrize("seed", range(10))
def test_whatever_facts_say(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    random = Random(seed)
    claims = Claims()
    for written in (None, datetime.date(2025, 10, 1), datetime.date.min, datetime.date.max):
        for fact, implied in completed(anything(random) for _ in range(30)):
            claims.add(fact, written, implied)
    found = claims.series()
    assert sum(len(one.claims) for one in found) > 10
    for format in ("json", "jsonl", "csv"):
        assert encoded(found, format, Layout())
    for width in (20, 33, 80, 200):
        monkeypatch.setenv("COLUMNS", str(width))
        for format in ("table", "plot"):
            shown = encoded(found, format, Layout(terminal=True, verbose=width == 80)).decode()
            assert max(map(cell_len, shown.splitlines())) <= width
            assert "\x1b" not in shown
