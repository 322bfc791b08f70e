"""Every seed's whole output, so that a change shows as a diff; --write-golden writes it anew."""

from pathlib import Path
from typing import Any

import msgspec
import pytest

from troopfacts.extractors import Document, extract

GOLDEN = Path(__file__).parent / "golden"
SEEDS = Path(__file__).parent.parent / "seeds"


def test_golden(
    reports: list[tuple[dict[str, Any], Document]], request: pytest.FixtureRequest
) -> None:
    write = request.config.getoption("--write-golden")
    changed = []
    for record, document in reports:
        lines = [msgspec.json.encode(fact) for fact in extract(document, explain=True)]
        path = GOLDEN / Path(record["id"]).with_suffix(".jsonl")
        if write:
            path.write_bytes(b"".join(line + b"\n" for line in lines))
        if path.read_bytes().splitlines() != lines:
            changed.append(path.name)
    assert not changed, "output changed: look at it, then --write-golden"


def test_seeds_are_the_annotated_texts(
    reports: list[tuple[dict[str, Any], Document]],
) -> None:
    texts = {record["id"]: record["text"] for record, _ in reports}
    assert texts == {path.name: path.read_bytes().decode("utf-8") for path in SEEDS.glob("*.txt")}
