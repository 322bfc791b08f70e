"""What all tests share: the annotated reports and two switches.

--raise-baseline   store accuracy figures that have risen (tests/annotated/baseline.json)
--write-golden     write the program's output for every seed anew (tests/golden/)
"""

import datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

from troopfacts.extractors import Document

TESTS = Path(__file__).parent

pytest_plugins = ["commands"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--raise-baseline", action="store_true", help="store risen accuracy figures")
    parser.addoption("--write-golden", action="store_true", help="write tests/golden/ anew")


def annotated_reports() -> list[dict[str, Any]]:
    """The twelve seeds as records: id, text, date and every fact a careful reader marks (gold)."""
    lines = (TESTS / "annotated" / "reports.jsonl").read_bytes().splitlines()
    return [msgspec.json.decode(line) for line in lines]


def as_document(record: dict[str, Any]) -> Document:
    """A record as the command reads it."""
    day = datetime.date.fromisoformat(record["date"]) if record["date"] else None
    return Document(record["id"], record["text"], day, "record" if day else None)


@pytest.fixture(scope="session")
def reports() -> list[tuple[dict[str, Any], Document]]:
    """(record, document) of each annotated report."""
    return [(record, as_document(record)) for record in annotated_reports()]
