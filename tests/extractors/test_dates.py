"""What the cases in tests/cases/dates.md cannot show: genres, values, the grammar itself."""

import datetime
import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from troopfacts.extractors import Document, extract
from troopfacts.extractors.dates import _grammar, holidays, triggers, values
from troopfacts.extractors.dates.contexts import Context
from troopfacts.extractors.dates.grammar import Grammar, Read
from troopfacts.extractors.dates.patterns import expanded
from troopfacts.extractors.dates.readings import Passage
from troopfacts.extractors.dates.shapes import shape_of
from troopfacts.extractors.dates.words import OTHER, class_letters
from troopfacts.extractors.facts import Date

WRITTEN = datetime.date(2025, 10, 1)
SEEDS = sorted((Path(__file__).parent.parent.parent / "seeds").glob("*.txt"))


def dates(text: str, written: datetime.date | None = WRITTEN, explain: bool = False) -> list[Date]:
    document = Document("a", text, written, "record" if written else None)
    return [fact for fact in extract(document, ["date"], explain) if isinstance(fact, Date)]


# --- news and narrative --------------------

NEWS = "The ministry said on Tuesday that the last troops left in April."
HISTORY = "War broke out in 1914. The fort fell in April, the city in May. In 1918 peace came."


def test_news_takes_the_nearest_month() -> None:
    found = dates(NEWS, explain=True)[-1]
    assert (found.value, found.rule) == ("2025-04", "month, as in news")


def test_a_history_takes_the_year_it_is_in() -> None:
    found = dates(HISTORY, explain=True)[1]
    assert (found.value, found.rule) == ("1914-04", "month, as in narrative")


def test_a_history_is_told_without_a_reference_date_too() -> None:
    assert [fact.value for fact in dates(HISTORY, None)] == ["1914", "1914-04", "1914-05", "1918"]


def test_news_that_looks_back_stays_news() -> None:
    text = (
        "He said Monday that the wars of 1914, 1939 and 1950 were over. On Friday he left in May."
    )
    assert dates(text)[-1].value == "2025-05"


def test_a_dated_head_makes_no_history() -> None:
    text = "Published: 2 July 2025\n\nThe force, formed in 1978, lost men in 1983. In May it left."
    assert dates(text, None)[-1].value == "2025-05"


def test_rule_is_left_out_unless_asked_for() -> None:
    assert dates("He left in 2014.")[0].rule is msgspec.UNSET


# --- values and their days --------------------


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2025-09-30", "2025-09-30", "2025-09-30"),
        ("2025-09-30TMO", "2025-09-30", "2025-09-30"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2025", "2025-01-01", "2025-12-31"),
        ("2025-Q4", "2025-10-01", "2025-12-31"),
        ("2025-H1", "2025-01-01", "2025-06-30"),
        ("2025-WI", "2025-12-01", "2026-02-28"),
        ("2025-W01", "2024-12-30", "2025-01-05"),
        ("2025-W22-WE", "2025-05-31", "2025-06-01"),
        ("198X", "1980-01-01", "1989-12-31"),
        ("19", "1900-01-01", "1999-12-31"),
        ("XXXX-09", None, None),
        ("1918-XX", None, None),
        ("BC0490", None, None),
        ("PRESENT_REF", None, None),
        ("P3M", None, None),
    ],
)
def test_bounds(value: str, first: str | None, last: str | None) -> None:
    assert values.bounds(value) == (first, last)


@pytest.mark.parametrize(
    ("amount", "unit", "value"),
    [
        (3, "P1M", "P3M"),
        (2, "P10Y", "P20Y"),
        (1.5, "P1Y", "P1Y6M"),
        (5.5, "PT1H", "PT5H30M"),
        (0.5, "PT1H", "PT30M"),
        (1.3, "P1Y", "P1.3Y"),
        ("X", "P1W", "PXW"),
        ("X", "P10Y", "PXDE"),
    ],
)
def test_duration_value(amount: float | str, unit: str, value: str) -> None:
    assert values.duration_value(amount, unit) == value


@pytest.mark.parametrize(
    ("year", "day"),
    [(1818, (3, 22)), (1943, (4, 25)), (2000, (4, 23)), (2024, (3, 31)), (2025, (4, 20))],
)
def test_easter(year: int, day: tuple[int, int]) -> None:
    assert holidays.easter(year) == datetime.date(year, *day)


def test_the_same_weekday_is_that_day() -> None:
    wednesday = datetime.date(2025, 10, 1)
    for days in range(7):
        day = wednesday + datetime.timedelta(days=days)
        assert dates("He spoke on Wednesday.", day)[0].value == "2025-10-01"


def test_month_nearest_in_news() -> None:
    found = {
        month: dates(f"The base in {month}.", datetime.date(2025, 6, 20))[0].value
        for month in ("July", "October", "November", "December", "June", "January")
    }
    assert found == {
        "July": "2025-07",
        "October": "2025-10",
        "November": "2024-11",
        "December": "2024-12",
        "June": "2025-06",
        "January": "2025-01",
    }


def test_nothing_depends_on_today(monkeypatch: pytest.MonkeyPatch) -> None:
    class Never(datetime.date):
        @classmethod
        def today(cls) -> "Never":
            raise AssertionError("today's date was asked for")

    monkeypatch.setattr(datetime, "date", Never)
    assert dates("He left last year, on Tuesday and in 5 days' time.", None)[0].value == "XXXX"


# --- the grammar --------------------


def test_every_rule_is_named_and_compiles() -> None:
    rules = _grammar().rules
    assert len({rule.name for rule in rules}) == len(rules)
    assert all(rule.pattern for rule in rules)


def test_no_rule_matches_nothing() -> None:
    for rule in _grammar().rules:
        assert not rule.pattern.fullmatch(""), rule.name
        assert not rule.shape.empty, rule.name


A, B, C = (class_letters()[name] for name in ("day", "unit", "year"))


@pytest.mark.parametrize(
    ("pattern", "first", "needs"),
    [
        ("{day} {name:unit}", {A}, [{A}, {B}]),
        ("{day}? {unit}", {A, B}, [{B}]),
        ("(?: {day} | {name:unit|year})? {year}", {A, B, C}, [{C}]),
        ("(?: {day} | {unit} {year})", {A, B}, [{A, B}]),
        ("(?! {day}) {unit}", {B}, [{B}]),
        (r"\*? (?P<name> {day}?) _ [-_]? {unit}", {"*", A, " "}, [{B}]),
    ],
)
def test_shape(pattern: str, first: set[str], needs: list[set[str]]) -> None:
    shape = shape_of(pattern)
    assert (set(shape.first), [set(need) for need in shape.needs]) == (first, needs)


def test_every_rule_needs_some_word() -> None:
    assert all(rule.shape.needs for rule in _grammar().rules)


@pytest.mark.parametrize(
    ("pattern", "last", "beside"),
    [
        ("{day} {name:unit}", {B}, set()),
        ("{day} {unit}?", {A, B}, set()),
        ("{day} (?: _ {unit} | - )", {A, B}, set()),
        ("{day} [-_] (?! _ {unit|year})", {A}, {B, C}),
    ],
)
def test_end_of_a_shape(pattern: str, last: set[str], beside: set[str]) -> None:
    assert (set(shape_of(pattern).last), set(shape_of(pattern).beside)) == (last, beside)


# --- triggers and passages --------------------


def everywhere(text: str) -> list[Date]:
    """The dates of a text that is read around each of its words."""
    words = [found.start() for found in re.finditer(r"\w+", text)]
    phrases = Grammar.phrases

    def of_all(
        grammar: Grammar, text: str, places: Iterable[int], context: Context
    ) -> Iterator[Read]:
        return phrases(grammar, text, words, context)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Grammar, "phrases", of_all)
        return dates(text)


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.name)
def test_no_date_is_without_a_trigger(seed: Path) -> None:
    text = seed.read_text(encoding="utf-8")
    assert dates(text) == everywhere(text)


@pytest.mark.parametrize(
    "text",
    [
        *("in May", "IN MAY", "(May 1998)", "“1998”", "ten years", "Ten Years", "per-year", "10am"),
        *("at 10:35", "5 p.m.", "490 B.C.", "A.D. 70", "D+3", "the year two thousand", "FY25"),
        *("nineteen ninety-six", "the '80s", "0940Z", "301405Z SEP 25", "New Year's Eve", "noon"),
        *("year", "\nyear", "«year", "сентября 2025", "Veterans’ Day", "Q1 2026", "at that time"),
    ],
)
def test_triggers(text: str) -> None:
    assert triggers.find(text)
    assert triggers.find(f"{text} and")


@pytest.mark.parametrize("text", ["he may go", "a march", "yearly_x", "_year", "1998th", "Mayor"])
def test_no_triggers(text: str) -> None:
    assert not triggers.find(text)


WORDS = ["on", "May", "5", "1998", "he", "the", "in", "x" * 50, "of", ", ", " (", "\n\n", "."]


@given(st.lists(st.sampled_from(WORDS), max_size=60))
def test_a_passage_is_the_text(pieces: list[str]) -> None:
    text = " ".join(pieces)
    tokens = re.split(r"(\W+)", text)
    for place, _ in triggers.find(text):
        passage = Passage(text, place)
        first = next(
            number
            for number in range(len(tokens))
            if len("".join(tokens[:number])) == passage.offset_of(passage.first)
            and not number % 2
            and tokens[number]
        )
        for number in range(-8, 20):
            found = passage.token(passage.first + number)
            if abs(len("".join(tokens[first : first + number]))) < 150 and first + number >= 0:
                assert found == "".join(tokens[first + number : first + number + 1])


def test_no_rule_repeats_without_end() -> None:
    for rule in _grammar().rules:
        assert not re.search(r"(?<!\\)[*+](?![^\[]*\])", expanded(rule.source)), rule.name


def test_patterns_never_cross_other_words() -> None:
    assert all(OTHER not in expanded(rule.source) for rule in _grammar().rules)


MIXTURE = """
the first last next this that same of in on by May March Jan. 4 1998 30 2,500 '80s 10:35 p.m.
Tuesday night quarter summer year years ago later earlier a two half every BC 5th 031415Z 25
early mid- end since until troops soldiers - – / , . $ % 99999999999999999999 D+3 Easter
century decade minutes fiscal FY2026 now 2025-09-30T14:05 31 February noon ’s"""
PIECES = st.sampled_from([*MIXTURE.split(), "\n\n"])


@given(st.lists(PIECES, max_size=30), st.sampled_from([" ", "-", "\n"]))
def test_no_mixture_is_without_a_trigger(pieces: list[str], gap: str) -> None:
    text = gap.join(pieces)
    assert dates(text) == everywhere(text)


@given(st.lists(PIECES, max_size=15), st.sampled_from(["x " * 40, "1," * 40, "“Stay!” " * 9]))
def test_dates_stay_the_same_in_a_longer_text(pieces: list[str], more: str) -> None:
    text = " ".join(pieces)
    moved = dates(f"{more}\n\n{text}\n\n{more}")
    assert [(fact.text, fact.value) for fact in moved] == [
        (fact.text, fact.value) for fact in dates(f"\n\n{text}\n\n")
    ]


@given(st.lists(PIECES, max_size=30), st.sampled_from([" ", "", "-", "\n"]))
def test_any_mixture_is_read(pieces: list[str], gap: str) -> None:
    text = gap.join(pieces)
    found = dates(text)
    for fact in found:
        assert fact.text == text[fact.start : fact.end]
        assert fact.text.strip() == fact.text
        assert fact.first is None or fact.last is None or fact.first <= fact.last
        assert not fact.resolved or "X" not in fact.value[:3]
        assert re.fullmatch(r"[\dA-Z_:.T-]+", fact.value), fact.value
    for one, other in pairwise(found):
        assert one.end <= other.start
