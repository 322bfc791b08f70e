"""When a document was written: records, heads, file names, and dates in any form."""

import datetime

import pytest

from troopfacts.extractors import Document
from troopfacts.extractors.reference_date import find, parse

DAY = datetime.date(2025, 9, 30)


@pytest.mark.parametrize(
    "text",
    [
        "2025-09-30",
        "20250930",
        "2025-09-30T14:05Z",
        "2025-09-30 14:05:00+02:00",
        "Tue, 30 Sep 2025 14:05:00 GMT",
        "Sep 30, 2025",
        "Sept. 30, 2025 at 2:05 p.m. EDT",
        "Tuesday, September 30, 2025",
        "30 September 2025",
        "30th of September 2025",
        "30SEP2025",
        "30/09/2025",
        "9/30/2025",
        "30.09.2025",
        "30 septembre 2025",
        "30 сентября 2025",
        "30 сентября 2025 г.",
        "30 de septiembre de 2025",
        "30 eylül 2025",
        " 30 September 2025\n",
    ],
)
def test_parse(text: str) -> None:
    assert parse(text) == DAY


@pytest.mark.parametrize(
    "text",
    ["", "soon", "yesterday", "2 days ago", "03/04/2025", "September 2025", "2025", "2025-13-40",
     "31 February 2025", "99999", "30 September", "-", "9" * 1000],
)  # fmt: skip
def test_parse_refuses(text: str) -> None:
    assert parse(text) is None


def test_the_same_day_twice_is_not_ambiguous() -> None:
    assert parse("04/04/2025") == datetime.date(2025, 4, 4)


@pytest.mark.parametrize(
    "head",
    [
        "Published: 30 September 2025\n\nThe ministry said on Monday …",
        "THE WEEK IN BRIEF\nPosted on Sept. 30, 2025\n\nText.",
        "Date: 2025-09-30\n\nText.",
        "SITREP 047/25\nDTG: 301405Z SEP 25\nFROM: HQ\n",
        "301405Z SEP 25\nFROM: HQ",
        "NIAMEY, 30 September 2025 (Example News) – Two soldiers died.",
        "Washington, D.C., Sept. 30, 2025 – The force will stay.",
        "A TITLE\nBy A. Writer\nSeptember 30, 2025 | 5 min read\n\nText.",
        "TRANSCRIPT\nSeptember 30, 2025, 2 p.m.\nSPEAKER: Good afternoon.",
        "Опубликовано: 30 сентября 2025\n\nText.",
        "PARIS, 30 septembre 2025 – Text.",
    ],
)
def test_head(head: str) -> None:
    assert find(Document("a.txt", head)) == (DAY, "head")


@pytest.mark.parametrize(
    "head",
    [
        "BAGHDAD (AP) — Two soldiers died on Tuesday.",
        "30 September 1938 was the day of the agreement.",
        "On 30 September 2025 two soldiers died.",
        "The pact of 30 September 2025 was signed.",
        "Baghdad, Sept. 30 – Two soldiers died.",
        "Published: 03/04/2025",
        "",
    ],
)
def test_head_without_a_date(head: str) -> None:
    assert find(Document("a.txt", head)) == (None, None)


@pytest.mark.parametrize(
    "name",
    ["2025-09-30-iraq.txt", "news/2025/09/30/iraq.txt", "AFP_20250930_1.txt", "a-2025_09_30.txt"],
)
def test_file_name(name: str) -> None:
    assert find(Document(name, "Text.")) == (DAY, "file name")


@pytest.mark.parametrize("name", ["2025-13-30.txt", "120250930.txt", "2025-9-3.txt", "-"])
def test_file_name_without_a_date(name: str) -> None:
    assert find(Document(name, "Text.")) == (None, None)


def test_precedence() -> None:
    text = "Published: 1 May 2024\n\nText."
    given = Document("2023-01-02.txt", text, DAY, "--date")
    assert find(given) == (DAY, "--date")
    assert find(Document("2023-01-02.txt", text)).origin == "head"
    assert find(Document("2023-01-02.txt", "Text.")).origin == "file name"
