"""How well facts agree with the annotated reports; the measures of the accuracy gate.

Facts and gold are dicts as in JSON. A pair of spans is one to one, equal spans first, then by the
length of their overlap. Gold marked `optional`, `ignore` or `"core": false` is neither asked for
nor held against anyone. Figures are percentages.
"""

from collections.abc import Callable, Iterable
from typing import Any

Record = dict[str, Any]
Judge = Callable[[Record, Record], bool]


def pair(gold: list[Record], found: list[Record]) -> list[tuple[Record, Record]]:
    """[(gold fact, found fact)] whose spans overlap."""
    candidates = []
    for i, wanted in enumerate(gold):
        for j, got in enumerate(found):
            overlap = min(wanted["end"], got["end"]) - max(wanted["start"], got["start"])
            if overlap > 0:
                equal = (wanted["start"], wanted["end"]) == (got["start"], got["end"])
                candidates.append((not equal, -overlap, i, j))
    pairs, used_gold, used_found = [], set(), set()
    for _, _, i, j in sorted(candidates):
        if i not in used_gold and j not in used_found:
            used_gold.add(i)
            used_found.add(j)
            pairs.append((gold[i], found[j]))
    return pairs


def free(fact: Record) -> bool:
    """Whether a gold fact is neither asked for nor punished."""
    return bool(fact.get("optional") or fact.get("ignore") or fact.get("core") is False)


def f1(documents: Iterable[tuple[list[Record], list[Record]]], right: Judge) -> float:
    """F1 of found facts that pair with a gold fact and are right."""
    hits = asked = given = 0
    for gold, found in documents:
        pairs = pair(gold, found)
        hits += sum(right(wanted, got) for wanted, got in pairs if not free(wanted))
        asked += sum(not free(wanted) for wanted in gold)
        given += len(found) - sum(free(wanted) for wanted, _ in pairs)
    return round(200 * hits / (asked + given), 2) if asked + given else 0.0


def share(documents: Iterable[tuple[list[Record], list[Record]]], right: Judge) -> float:
    """Share of the paired facts that are right."""
    verdicts = [
        right(wanted, got)
        for gold, found in documents
        for wanted, got in pair(gold, found)
        if not free(wanted)
    ]
    return round(100 * sum(verdicts) / len(verdicts), 2) if verdicts else 0.0


def same_span(wanted: Record, got: Record) -> bool:
    return (wanted["start"], wanted["end"]) == (got["start"], got["end"])


def same_value(wanted: Record, got: Record) -> bool:
    return bool(wanted["value"] == got["value"])


def same_place(wanted: Record, got: Record) -> bool:
    """The same name, or the same GeoNames id."""
    named = bool(wanted["name"] == got["name"])
    return named or (wanted.get("geonameid") or 0) == got["geonameid"]


def same_use(wanted: Record, got: Record) -> bool:
    return bool(wanted["use"] == got["use"])


def same_statement(wanted: Record, got: Record) -> bool:
    """Four fifths of the shorter one's characters are shared, and the speakers overlap."""
    shared = sum(max(0, min(b, d) - max(a, c)) for a, b in wanted["parts"] for c, d in got["parts"])
    shorter = min(sum(end - start for start, end in fact["parts"]) for fact in (wanted, got))
    return shared >= 0.8 * shorter and same_speaker(wanted, got)


def same_speaker(wanted: Record, got: Record) -> bool:
    one, other = wanted["speaker"], got["speaker"]
    if one is None or other is None:
        return one is other
    return bool(one["start"] < other["end"] and other["start"] < one["end"])


def same_person(wanted: Record, got: Record) -> bool:
    """The speaker's name, affiliation and anonymity."""
    one, other = wanted["speaker"], got["speaker"]
    if one is None or other is None:
        return one is other
    return all(one[key] == other[key] for key in ("name", "affiliation", "anonymous"))


def same_slot(slot: str) -> Judge:
    """A judge for one field of a troop figure, with the leniencies of the annotation guide."""

    def right(wanted: Record, got: Record) -> bool:
        one, other = wanted[slot], got[slot]
        if not isinstance(one, dict):
            return bool(one == other) or (one is None and slot in ("unit", "status"))
        if other is None:
            return bool(one.get("inherited"))
        if slot == "time":
            return bool(one["value"] == other["value"])
        names = {one["name"], one["text"], *one.get("alt", ())}
        overlap = one["start"] < other["end"] and other["start"] < one["end"]
        return overlap or other["name"] in names or other["text"] in names

    return right


def same_count(wanted: Record, got: Record) -> bool:
    """Value, bounds; an exact or rough count may repeat its value as a bound."""
    one, other = wanted["count"], got["count"]
    loose = {None, one["value"]} if one["qualifier"] in ("exact", "about") else set()
    bounds = all(other[key] == one[key] or other[key] in loose for key in ("min", "max"))
    return bool(one["value"] == other["value"]) and bounds


def same_record(wanted: Record, got: Record) -> bool:
    """Count, measure, force and place: what must hold for a figure to be of use."""
    slots = ("measure", "force", "place")
    return same_count(wanted, got) and all(same_slot(slot)(wanted, got) for slot in slots)
