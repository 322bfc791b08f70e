"""Results databases: the facts come back as they went in, and what is not ours is left as it is."""

import json
import sqlite3
from pathlib import Path

import msgspec
import pytest
from commands import REPORT, Run
from samples import FACTS

from troopfacts.cli import columns, databases, tables
from troopfacts.extractors import KINDS
from troopfacts.extractors.facts import kind_of

SEEDS = Path(__file__).parent.parent.parent / "seeds"


def test_a_fact_is_the_row_it_makes() -> None:
    for fact in FACTS:
        cells = columns.row(fact)
        assert len(cells) == len(columns.of(kind_of(fact)))
        assert columns.fact(kind_of(fact), tuple(cells)) == fact


def test_what_is_read_is_what_was_written(run: Run, tmp_path: Path) -> None:
    (tmp_path / "seeds").symlink_to(SEEDS)
    for options in ([], ["--explain", "--date", "2025-09-30"], ["-k", "quote", "-k", "troops"]):
        lines = run("extract", "seeds/", *options).stdout
        assert run("extract", "seeds/", *options, "-o", "f.db").returncode == 0
        read = list(databases.facts(str(tmp_path / "f.db")))
        assert msgspec.json.Encoder().encode_lines(read) == lines


def test_documents_come_with_what_is_known_of_them(run: Run, tmp_path: Path) -> None:
    record = {"id": "x", "text": REPORT, "date": "2025-06-01", "title": "T", "url": "http://e"}
    empty = {"id": "y", "text": ""}
    (tmp_path / "a.jsonl").write_text(f"{json.dumps(record)}\n{json.dumps(empty)}\n")
    run("extract", "a.jsonl", "-o", "f.sqlite3")
    found = [(one, list(facts)) for one, facts in databases.documents(str(tmp_path / "f.sqlite3"))]
    (one, facts), (other, none) = found
    assert (one.id, str(one.date), one.date_origin) == ("x", "2025-06-01", "record")
    assert (one.title, one.url, one.text) == ("T", "http://e", "")
    assert (other.id, other.date, other.date_origin, none) == ("y", None, "unknown", [])
    assert {kind_of(fact) for fact in facts} == set(KINDS)
    whole = [one for one, _ in databases.documents(str(tmp_path / "f.sqlite3"), text=True)]
    assert [one.text for one in whole] == [REPORT, ""]


def test_the_columns_are_those_of_csv(run: Run, report: Path, tmp_path: Path) -> None:
    run("extract", "report.txt", "-o", "f.db")
    connection = sqlite3.connect(tmp_path / "f.db")
    for kind, table in tables.TABLES.items():
        head = run("extract", "report.txt", "--explain", "-k", kind, "-f", "csv").stdout
        names = head.decode().split("\n")[0].replace(".", "_").split(",")
        found = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
        assert found == ["fact", "document", *names[1:]]
        assert connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
    connection.close()


@pytest.mark.parametrize("name", ["f.db", "f.sqlite", "f.SQLITE3"])
def test_a_database_by_its_suffix(run: Run, report: Path, tmp_path: Path, name: str) -> None:
    assert run("extract", "report.txt", "-o", name).returncode == 0
    assert (tmp_path / name).read_bytes().startswith(b"SQLite format 3\0")


def test_a_database_is_a_file(run: Run, report: Path) -> None:
    done = run("extract", "report.txt", "-f", "sqlite")
    assert done.returncode == 2
    assert b"give --output FILE" in done.stderr
