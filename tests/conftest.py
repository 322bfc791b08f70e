"""What all tests share: the annotated reports, how hard properties are tried, and three switches.

--raise-baseline   store accuracy figures that have risen (tests/annotated/baseline.json)
--write-golden     write the program's output for every seed anew (tests/golden/)
--hypothesis-profile long     try thousands of new texts on each property, not the same few
"""

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, settings

from troopfacts.extractors import Document

TESTS = Path(__file__).parent

pytest_plugins = ["commands"]

settings.register_profile(
    "steady",
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=200,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("long", deadline=None, max_examples=3000)
settings.load_profile("steady")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--raise-baseline", action="store_true", help="store risen accuracy figures")
    parser.addoption("--write-golden", action="store_true", help="write tests/golden/ anew")


def annotated(name: str) -> list[dict[str, Any]]:
    """The records of tests/annotated/`name`.jsonl: id, text, date, and gold, a reader's facts."""
    lines = (TESTS / "annotated" / f"{name}.jsonl").read_bytes().splitlines()
    return [msgspec.json.decode(line) for line in lines]


def as_document(record: dict[str, Any]) -> Document:
    """A record as the command reads it."""
    day = datetime.date.fromisoformat(record["date"]) if record["date"] else None
    return Document(record["id"], record["text"], day, "record" if day else None)


@pytest.fixture(scope="session")
def reports() -> list[tuple[dict[str, Any], Document]]:
    """(record, document) of each annotated report."""
    return [(record, as_document(record)) for record in annotated("reports")]


@pytest.fixture(scope="session")
def annotated_texts() -> Callable[[str], list[tuple[dict[str, Any], Document]]]:
    """(record, document) of each of the annotated texts of a name."""
    return lambda name: [(record, as_document(record)) for record in annotated(name)]
