"""The accuracy gate: the seeds against their annotated facts; a figure may rise, never fall.

After a rise: pytest tests/test_accuracy.py --raise-baseline
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import accuracy
import msgspec
import pytest

from troopfacts.extractors import Document, extract

BASELINE = Path(__file__).parent / "annotated" / "baseline.json"
SLOTS = ("unit", "measure", "status", "force", "place", "time", "source")

Facts = list[dict[str, Any]]
Pairs = list[tuple[Facts, Facts]]


def direct(pairs: Pairs) -> Pairs:
    """Only direct quotes on both sides."""
    return [
        ([g for g in gold if g["style"] == "direct"], [f for f in found if f["style"] == "direct"])
        for gold, found in pairs
    ]


FIGURES: dict[str, tuple[str, Callable[[Pairs], float]]] = {
    "dates strict": ("date", lambda p: accuracy.f1(p, accuracy.same_span)),
    "dates value": ("date", lambda p: accuracy.f1(p, accuracy.same_value)),
    "locations strict": ("location", lambda p: accuracy.f1(p, accuracy.same_span)),
    "locations place": ("location", lambda p: accuracy.f1(p, accuracy.same_place)),
    "locations use": ("location", lambda p: accuracy.share(p, accuracy.same_use)),
    "quotes direct": ("quote", lambda p: accuracy.f1(direct(p), accuracy.same_statement)),
    "quotes all": ("quote", lambda p: accuracy.f1(p, accuracy.same_statement)),
    "quotes person": ("quote", lambda p: accuracy.share(p, accuracy.same_person)),
    "troops detection": ("troops", lambda p: accuracy.f1(p, lambda wanted, got: True)),
    "troops record": ("troops", lambda p: accuracy.f1(p, accuracy.same_record)),
    "troops count": ("troops", lambda p: accuracy.share(p, accuracy.same_count)),
}


def slot_share(slot: str) -> tuple[str, Callable[[Pairs], float]]:
    """The share of found figures with this slot right."""
    return "troops", lambda p: accuracy.share(p, accuracy.same_slot(slot))


FIGURES |= {f"troops {slot}": slot_share(slot) for slot in SLOTS}


@pytest.fixture(scope="module")
def pairs(reports: list[tuple[dict[str, Any], Document]]) -> dict[str, Pairs]:
    """Kind -> [(gold facts, found facts)] a report."""
    found = [
        (record["gold"], msgspec.to_builtins(extract(document))) for record, document in reports
    ]
    return {
        kind: [
            ([g for g in gold if g["kind"] == kind], [f for f in facts if f["kind"] == kind])
            for gold, facts in found
        ]
        for kind in ("date", "location", "quote", "troops")
    }


@pytest.mark.parametrize("name", FIGURES)
def test_figure_has_not_fallen(
    name: str, pairs: dict[str, Pairs], request: pytest.FixtureRequest
) -> None:
    kind, measure = FIGURES[name]
    figure = measure(pairs[kind])
    baseline = msgspec.json.decode(BASELINE.read_bytes(), type=dict[str, float])
    if request.config.getoption("--raise-baseline") and figure > baseline.get(name, -1):
        baseline[name] = figure
        BASELINE.write_bytes(msgspec.json.format(msgspec.json.encode(baseline), indent=2) + b"\n")
    assert figure >= baseline[name]
