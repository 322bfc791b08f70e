"""Numbers read word by word, and what the words around them make of them."""

import pytest

from troopfacts.extractors.facts import Count
from troopfacts.extractors.numbers import CARDINALS, SCALES, measure_out, read


def count(text: str, at: int) -> Count:
    words = text.split()
    number = read(words, at, between="between" in words[:at])
    assert number is not None
    return measure_out(words, number).count


@pytest.mark.parametrize(
    ("text", "at", "expected"),
    [
        ("2,500 troops", 0, Count(2500, None, None, "exact")),
        ("half a million men", 0, Count(500_000, None, None, "exact")),
        ("up to 30 - 35,000 men", 2, Count(35_000, None, 35_000, "up_to")),
        ("between one hundred and two hundred men", 1, Count(None, 100, 200, "range")),
        ("tens of thousands of men", 0, Count(None, 10_000, None, "indefinite")),
        ("several hundred men", 0, Count(None, 100, None, "indefinite")),
        ("well over 900 men", 2, Count(900, 900, None, "over")),
        ("fewer than 2,000 men", 2, Count(2000, None, 2000, "under")),
        ("one hundred and one men", 0, Count(101, None, None, "exact")),
        ("two and a half thousand men", 0, Count(2500, None, None, "exact")),
        ("1.1 - 1.2 million men", 0, Count(None, 1_100_000, 1_200_000, "range")),
    ],
)
def test_counts(text: str, at: int, expected: Count) -> None:
    assert count(text, at) == expected


@pytest.mark.parametrize("word", ["9" * 400, "1,2,3,4", "²", "1.2.3.4.5", "3d"])
def test_no_number(word: str) -> None:
    assert not word[0].isdecimal() or read([word, "troops"], 0) is None


def test_a_number_without_end_is_cut() -> None:
    number = read(["one", "hundred", "and"] * 5000, 0)
    assert number is not None
    assert number.end < 20


def test_tables_the_other_rooms_use() -> None:
    assert CARDINALS["twenty-five"] == 25
    assert SCALES["million"] == 1_000_000
