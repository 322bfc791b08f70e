"""Reads tests/cases/*.md, one sentence a case.

## Heading                                                       written 2025-09-30
The U.S. keeps some 3,400 troops in Kuwait and [over 800] in nearby Bahrain.
    count.min=800 place.name=Bahrain

Brackets mark a span that must be found exactly so; the indented line gives fields that must
hold, one line a bracket (`-` for none). Only what is marked is checked; `(nothing)` after two
spaces means that no fact of the kind may be found. "written" is the reference date. `\\n`, `\\[`,
`\\]` are a line end and literal brackets; lines that begin with `>` are prose. `parts` are
compared as texts joined by `|`.
"""

import datetime
import re
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import pytest

from troopfacts.extractors import Document, extract

CASES = Path(__file__).parent / "cases"
KINDS = {"dates": "date", "locations": "location", "quotes": "quote", "troops": "troops"}
FIELD = re.compile(r'([\w.]+)=("[^"]*"|\S+)')
WRITTEN = re.compile(r"\s{2,}written (\d{4}-\d\d-\d\d)\s*$")
NOTHING = re.compile(r"\s{2,}\(nothing\)\s*$")


class Case(NamedTuple):
    """One line of a case file."""

    kind: str
    written: str | None
    marked: str
    nothing: bool
    fields: list[str]


def read_cases(path: Path) -> list[tuple[str, Case]]:
    """(name, case) for each case of a file."""
    cases: list[tuple[str, Case]] = []
    heading, written = "", None
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("#"):
            found = WRITTEN.search(line)
            heading = WRITTEN.sub("", line).lstrip("# ")
            written = found[1] if found else None
        elif line.startswith("    ") and cases:
            cases[-1][1].fields.append(line.strip())
        elif line.strip() and not line.startswith(">"):
            case = Case(
                KINDS[path.stem], written, NOTHING.sub("", line), bool(NOTHING.search(line)), []
            )
            cases.append((f"{path.stem}:{number}: {heading}: {line[:60]}", case))
    return cases


def unmark(marked: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without its brackets, and the spans they marked."""
    text, spans, opened = "", [], -1
    for piece in re.findall(r"\\[\[\]n]|.", marked, re.DOTALL):
        if piece == "[":
            opened = len(text)
        elif piece == "]":
            spans.append((opened, len(text)))
        else:
            text += {"\\n": "\n", "\\[": "[", "\\]": "]"}.get(piece, piece)
    return text, spans


def read_value(written: str) -> Any:
    """ "2,500" -> "2,500"; 2500 -> 2500; null, true, false as in JSON."""
    if written.startswith('"'):
        return written[1:-1]
    try:
        return msgspec.json.decode(written)
    except msgspec.DecodeError:
        return written


def look_up(fact: dict[str, Any], path: str, text: str) -> Any:
    """count.min of a fact; parts as their texts."""
    if path == "parts":
        return "|".join(text[start:end] for start, end in fact["parts"])
    value: Any = fact
    for key in path.split("."):
        value = value[key] if value is not None else None
    return value


def agree(got: Any, wanted: Any) -> bool:
    """Equal, a number also as the string it may stand for (2014, "2014")."""
    return bool(got == wanted) or (isinstance(got, str) and got == str(wanted))


ALL_CASES = [case for path in sorted(CASES.glob("*.md")) for case in read_cases(path)]


@pytest.mark.parametrize("case", [pytest.param(case, id=name) for name, case in ALL_CASES])
def test_case(case: Case) -> None:
    text, spans = unmark(case.marked)
    day = datetime.date.fromisoformat(case.written) if case.written else None
    document = Document("case", text, day, "record" if day else None)
    facts = [msgspec.to_builtins(fact) for fact in extract(document, [case.kind])]
    found = {(fact["start"], fact["end"]): fact for fact in facts}
    shown = "; ".join(f"[{fact['text']}]" for fact in facts) or "nothing"
    if case.nothing:
        assert not facts, f"{text}\n  found {shown}"
        return
    assert spans, f"no brackets and no (nothing): {text}"
    assert len(case.fields) <= len(spans), f"more field lines than brackets: {text}"
    for index, span in enumerate(spans):
        assert span in found, f"{text}\n  wanted [{text[slice(*span)]}]\n  found {shown}"
        for path, written in FIELD.findall(case.fields[index] if index < len(case.fields) else ""):
            got, wanted = look_up(found[span], path, text), read_value(written)
            assert agree(got, wanted), f"[{text[slice(*span)]}] {path}: {got!r}, wanted {wanted!r}"
