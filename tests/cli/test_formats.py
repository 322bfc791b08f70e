"""JSON Lines, JSON and CSV say the same; the schema fits what is written; the contract holds."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import msgspec
import pytest
from commands import REPORT, Run
from samples import FACTS, HOSTILE

from troopfacts.cli.pieces import Piece
from troopfacts.cli.schema import schema
from troopfacts.cli.writers import Layout, make
from troopfacts.cli.writers.csv import columns
from troopfacts.extractors import KINDS, Document
from troopfacts.extractors.facts import Fact

Json = dict[str, Any]


def written(format: str, facts: list[Fact], **layout: Any) -> str:
    """What a format's writer makes of facts in two documents, and of one without."""
    pieces = [
        (Piece(Document("a.txt", "x")), facts[:3]),
        (Piece(Document("empty.txt", "")), []),
        (Piece(Document("b.txt", "x")), facts[3:5]),
        (Piece(Document("b.txt", "x"), offset=1), facts[5:]),
    ]
    writer = make(format, Layout(**layout))
    encoded = [writer.encode(*one) for one in pieces]
    lines = [writer.start()]
    for lines_of, (piece, found) in zip(encoded, pieces, strict=True):
        lines.append(writer.joined(lines_of, piece.first, len(found)))
    return b"".join([*lines, writer.finish()]).decode()


def flat(fact: Json, prefix: str = "") -> dict[str, str]:
    """A fact as the cells of its row; an object that is null has none."""
    cells: dict[str, str] = {}
    for key, value in fact.items():
        if isinstance(value, dict):
            cells |= flat(value, f"{prefix}{key}.")
        elif value is not None:
            text = value if isinstance(value, str) else json.dumps(value, separators=(",", ":"))
            cells[prefix + key] = text
    return {key: text for key, text in cells.items() if text}


@pytest.mark.parametrize(("format", "dialect"), [("csv", "excel"), ("tsv", "excel-tab")])
def test_all_formats_say_the_same(format: str, dialect: str) -> None:
    lines = [json.loads(line) for line in written("jsonl", FACTS).splitlines()]
    whole = json.loads(written("json", FACTS))
    assert [one["doc"] for one in whole["documents"]] == ["a.txt", "empty.txt", "b.txt"]
    assert [fact for one in whole["documents"] for fact in one["facts"]] == lines
    rows = csv.DictReader(
        io.StringIO(written(format, FACTS, explain=True), newline=""), dialect=dialect
    )
    cells = [{key: text for key, text in row.items() if text} for row in rows]
    assert cells == [flat(line) for line in lines]


@pytest.mark.parametrize("format", ["csv", "tsv"])
def test_real_facts_agree(run: Run, report: Path, format: str) -> None:
    lines = [json.loads(line) for line in run("extract", "report.txt").stdout.splitlines()]
    whole = json.loads(run("extract", "-f", "json", "report.txt").stdout)
    assert whole["documents"] == [{"doc": "report.txt", "reference_date": None, "facts": lines}]
    table = run("extract", "-f", format, "report.txt").stdout.decode()
    dialect = "excel" if format == "csv" else "excel-tab"
    rows = csv.DictReader(io.StringIO(table, newline=""), dialect=dialect)
    assert [{k: text for k, text in row.items() if text} for row in rows] == [
        flat(line) for line in lines
    ]


@pytest.mark.parametrize("format", ["csv", "tsv"])
@pytest.mark.parametrize(
    "data",
    ["=1+1", "+1", "-1", "@x", "\tx", "\rx", 'a "b"', "a,b\tc", "a\r\nb\nc\rd", HOSTILE, "a\0b"],
)
def test_cells_hold_the_data_as_it_is(format: str, data: str) -> None:
    facts = [msgspec.structs.replace(fact, text=data) for fact in FACTS]
    text = written(format, facts)
    dialect = "excel" if format == "csv" else "excel-tab"
    rows = list(csv.DictReader(io.StringIO(text, newline=""), dialect=dialect))
    assert [row["text"] for row in rows] == [data] * len(facts)


def test_columns_are_the_contracts() -> None:
    every = columns(KINDS, explain=False)
    assert every[:6] == ["kind", "doc", "start", "end", "text", "sentence"]
    assert len(every) == len(set(every))
    assert {"count.min", "force.name", "time.from", "parts", "speaker.anonymous"} <= set(every)
    assert "rule" not in every
    assert columns(("date",), explain=True) == [
        *("kind", "doc", "start", "end", "text", "sentence"),
        *("type", "value", "mod", "from", "to", "resolved", "rule"),
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_one_kind_has_its_columns_alone(run: Run, report: Path, kind: str) -> None:
    done = run("extract", "-k", kind, "-f", "csv", "report.txt")
    header, *_ = csv.reader(io.StringIO(done.stdout.decode(), newline=""))
    assert header == columns((kind,), explain=False)
    lines = run("extract", "-k", kind, "report.txt").stdout.splitlines()
    assert {json.loads(line)["kind"] for line in lines} <= {kind}


KEYS: dict[str, list[str]] = {
    "troops": ["count", "unit", "measure", "status", "force", "place", "time", "source"],
    "location": ["name", "type", "code", "admin1", "lat", "lon", "geonameid", "use"],
    "date": ["type", "value", "mod", "from", "to", "resolved"],
    "quote": ["style", "quote", "parts", "cue", "speaker"],
}
INNER: dict[str, list[str]] = {
    "count": ["value", "min", "max", "qualifier"],
    "force": ["text", "start", "end", "name", "code"],
    "place": ["text", "start", "end", "name", "code"],
    "time": ["text", "start", "end", "type", "value", "from", "to"],
    "cue": ["text", "start", "end"],
    "speaker": ["text", "start", "end", "name", "affiliation", "anonymous"],
    "source": ["text", "start", "end", "name", "affiliation", "anonymous"],
}


def check_keys(fact: Json, explained: bool) -> None:
    common = ["kind", "doc", "start", "end", "text", "sentence"]
    assert list(fact) == common + KEYS[fact["kind"]] + ["rule"] * explained
    for key, keys in INNER.items():
        if fact.get(key) is not None:
            assert list(fact[key]) == keys


def check_spans(fact: Json, text: str) -> None:
    assert 0 <= fact["start"] < fact["end"] <= len(text)
    for one in (fact, *(fact.get(key) for key in INNER if key != "count")):
        if one is not None:
            assert text[one["start"] : one["end"]] == one["text"]
    for start, end in fact.get("parts", []):
        assert fact["start"] <= start <= end <= fact["end"]
    assert len(fact["sentence"]) <= 400
    assert fact["sentence"] == " ".join(fact["sentence"].split())


def test_the_contract_in_real_output(run: Run, report: Path) -> None:
    for explain in (False, True):
        done = run("extract", *["--explain"] * explain, "report.txt")
        facts = [json.loads(line) for line in done.stdout.decode().splitlines()]
        assert facts
        for fact in facts:
            check_keys(fact, explained=explain)
            check_spans(fact, REPORT)
        order = [(fact["start"], fact["kind"]) for fact in facts]
        assert order == sorted(order)


def test_the_contract_in_facts_made_by_hand() -> None:
    for line in written("jsonl", FACTS).splitlines():
        check_keys(json.loads(line), explained=True)


def test_text_is_not_escaped_to_ascii(run: Run, report: Path) -> None:
    assert "“We will stay here,”".strip("“”").encode() in run("extract", "report.txt").stdout
    done = run("extract", stdin="“Привет, Ирак,” he said.".encode())
    assert "Привет, Ирак" in done.stdout.decode()


def test_the_schema_fits(run: Run, report: Path) -> None:
    described = json.loads(schema())
    validator = jsonschema.Draft202012Validator(described)
    validator.check_schema(described)
    for line in written("jsonl", FACTS).splitlines():
        validator.validate(json.loads(line))
    for options in ([], ["--explain"]):
        for fact in run("extract", *options, "report.txt").stdout.splitlines():
            validator.validate(json.loads(fact))
        whole = run("extract", "-f", "json", *options, "report.txt").stdout
        validator.validate(json.loads(whole))


@pytest.mark.parametrize(
    ("key", "value"),
    [("kind", "tanks"), ("start", "5"), ("status", "gone"), ("force", 5), ("rule", None)],
)
def test_the_schema_refuses(key: str, value: object) -> None:
    validator = jsonschema.Draft202012Validator(json.loads(schema()))
    fact = json.loads(written("jsonl", FACTS).splitlines()[0])
    assert not list(validator.iter_errors(fact))
    assert list(validator.iter_errors(fact | {key: value}))
    if key != "rule":
        assert list(validator.iter_errors({k: v for k, v in fact.items() if k != key}))


def test_the_schema_command(run: Run) -> None:
    done = run("schema")
    assert (done.returncode, done.stdout, done.stderr) == (0, schema(), b"")


FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1+1",
    '=HYPERLINK("http://e")',
]
PLAIN = ["1=1", "'=1", " =1", "“=1", "e-mail", ""]


@pytest.mark.parametrize("format", ["csv", "tsv"])
@pytest.mark.parametrize("text", FORMULAS + PLAIN)
def test_no_text_is_a_formula_in_safe_csv(format: str, text: str) -> None:
    dialect = "excel" if format == "csv" else "excel-tab"
    told = msgspec.structs.replace(FACTS[0], text=text, doc=text)
    for is_safe in (False, True):
        lines = written(format, [told], csv_safe=is_safe)
        row = next(csv.DictReader(io.StringIO(lines, newline=""), dialect=dialect))
        assert row["text"] == row["doc"] == ("'" * (is_safe and text in FORMULAS) + text)
        assert (row["count.value"], row["force.name"]) == ("2500", "United States")


def test_numbers_stay_numbers_in_safe_csv() -> None:
    place = msgspec.structs.replace(FACTS[-1], lat=-33.9, lon=-70.6)
    row = next(csv.DictReader(io.StringIO(written("csv", [place], csv_safe=True))))
    assert (row["lat"], row["lon"]) == ("-33.9", "-70.6")


def test_safe_csv_wherever_csv_is_written(run: Run, tmp_path: Path) -> None:
    name = "=1+1.txt"
    (tmp_path / name).write_text("The U.S. has 2,500 troops in Iraq.")
    run("extract", name, "-o", "f.jsonl")
    for command in (["extract", name], ["show", "f.jsonl"], ["levels", "f.jsonl"]):
        plain = run(*command, "-f", "csv").stdout
        assert b"=1+1.txt" in plain
        assert b"'=1+1.txt" not in plain
        safe = run(*command, "-f", "csv", "--csv-safe").stdout
        assert safe.replace(b"'=1", b"=1") == plain
        if command[0] != "levels":  # there it stands in a list, which begins with a bracket
            assert b",'=1+1.txt," in safe
