"""The accuracy gate: texts of our own against their annotated facts; a figure may rise, never fall.

After a rise: pytest tests/test_accuracy.py --raise-baseline
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import accuracy
import msgspec
import pytest

from troopfacts.extractors import KINDS, Document, extract

BASELINE = Path(__file__).parent / "annotated" / "baseline.json"
SLOTS = ("unit", "measure", "status", "force", "place", "time", "source")

Facts = list[dict[str, Any]]
Pairs = list[tuple[Facts, Facts]]
Records = list[tuple[dict[str, Any], Document]]


def direct(pairs: Pairs) -> Pairs:
    """Only direct quotes on both sides."""
    return [
        ([g for g in gold if g["style"] == "direct"], [f for f in found if f["style"] == "direct"])
        for gold, found in pairs
    ]


def slot_share(slot: str) -> Callable[[Pairs], float]:
    """The share of found figures with this slot right."""
    return lambda p: accuracy.share(p, accuracy.same_slot(slot))


# kind -> what is measured of its facts
MEASURES: dict[str, dict[str, Callable[[Pairs], float]]] = {
    "date": {
        "strict": lambda p: accuracy.f1(p, accuracy.same_span),
        "value": lambda p: accuracy.f1(p, accuracy.same_value),
    },
    "location": {
        "strict": lambda p: accuracy.f1(p, accuracy.same_span),
        "place": lambda p: accuracy.f1(p, accuracy.same_place),
        "use": lambda p: accuracy.share(p, accuracy.same_use),
    },
    "quote": {
        "direct": lambda p: accuracy.f1(direct(p), accuracy.same_statement),
        "all": lambda p: accuracy.f1(p, accuracy.same_statement),
        "person": lambda p: accuracy.share(p, accuracy.same_person),
    },
    "troops": {
        "detection": lambda p: accuracy.f1(p, lambda wanted, got: True),
        "record": lambda p: accuracy.f1(p, accuracy.same_record),
        "count": lambda p: accuracy.share(p, accuracy.same_count),
        **{slot: slot_share(slot) for slot in SLOTS},
    },
}
# file of tests/annotated/ -> the kinds annotated in it
TEXTS = {
    "reports": KINDS,
    "wires": ("troops",),
    "dispatches": ("troops",),
    "kept": ("troops",),
    "statements": ("quote",),
}
FIGURES = [
    (texts, kind, name)
    for texts, kinds in TEXTS.items()
    for kind in kinds
    for name in MEASURES[kind]
]


@pytest.fixture(scope="module")
def pairs(annotated_texts: Callable[[str], Records]) -> dict[tuple[str, str], Pairs]:
    """(set of texts, kind) -> [(gold facts, found facts)] a document."""
    return {
        (name, kind): [
            compared(record, document, kind) for record, document in annotated_texts(name)
        ]
        for name, kinds in TEXTS.items()
        for kind in kinds
    }


def compared(record: dict[str, Any], document: Document, kind: str) -> tuple[Facts, Facts]:
    """Gold and found facts of one kind."""
    gold = [fact for fact in record["gold"] if fact["kind"] == kind]
    return gold, msgspec.to_builtins(extract(document, [kind]))


@pytest.mark.parametrize(("texts", "kind", "name"), FIGURES)
def test_figure_has_not_fallen(
    texts: str,
    kind: str,
    name: str,
    pairs: dict[tuple[str, str], Pairs],
    request: pytest.FixtureRequest,
) -> None:
    figure = MEASURES[kind][name](pairs[texts, kind])
    label = f"{texts} {kind} {name}"
    baseline = msgspec.json.decode(BASELINE.read_bytes(), type=dict[str, float])
    if request.config.getoption("--raise-baseline") and figure > baseline.get(label, -1):
        baseline[label] = figure
        BASELINE.write_bytes(msgspec.json.format(msgspec.json.encode(baseline), indent=2) + b"\n")
    assert figure >= baseline[label]
