"""Results databases: the facts come back as they went in, and what is not ours is left as it is."""

import json
import sqlite3
from pathlib import Path

import msgspec
import pytest
from commands import REPORT, Run
from hostile_texts import TEXTS
from hypothesis import HealthCheck, given, settings
from samples import FACTS

from troopfacts.cli import columns, databases, tables
from troopfacts.cli.pieces import Piece, Source
from troopfacts.cli.updates import Update
from troopfacts.cli.writers import Layout
from troopfacts.cli.writers.sqlite import SqliteWriter
from troopfacts.extractors import KINDS, Document, extract
from troopfacts.extractors.facts import Troops, kind_of
from troopfacts.extractors.reference_date import find as find_reference_date

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


def test_offsets_count_in_the_texts(run: Run, tmp_path: Path) -> None:
    (tmp_path / "seeds").symlink_to(SEEDS)
    run("extract", "seeds/", "-o", "f.db")
    connection = sqlite3.connect(tmp_path / "f.db")
    for table in tables.TABLES.values():
        there = 'substr(texts.text, 1 + start - offset, "end" - start)'
        joined = f"FROM {table} JOIN texts USING (document)"
        differ = f"SELECT count(*), sum({there} <> {table}.text) {joined}"
        count, others = connection.execute(differ).fetchone()
        assert count
        assert not others
    connection.close()


def test_more_than_a_database_can_count(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("It lost 900000000000000 million soldiers.")
    assert run("extract", "a.txt", "-o", "f.db").returncode == 0
    (fact,) = databases.facts(str(tmp_path / "f.db"), ("troops",))
    assert isinstance(fact, Troops)
    assert fact.count.value == 9e20


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TEXTS, TEXTS)
def test_any_text_comes_back(tmp_path: Path, text: str, id: str) -> None:
    database = tmp_path / "any.db"
    update, writer = Update(str(database), Layout(explain=True)), SqliteWriter()
    document = Document(id, text, title=id, url=text)
    found = extract(document, explain=True)
    if wanted := update.admit(Piece(document, source=Source(id, text)), lambda: None):
        update.insert(writer.encode(wanted, found))
    update.finish([], [])
    update.close()
    *_, (stored, facts) = [
        (one, list(facts))
        for one, facts in databases.documents(str(database), text=True)
        if one.id == id and one.text == text
    ]
    assert (stored.title, stored.url, facts) == (id, text, found)
    assert stored.date == find_reference_date(document).day


@pytest.mark.parametrize("name", ["f.db", "f.sqlite", "f.SQLITE3"])
def test_a_database_by_its_suffix(run: Run, report: Path, tmp_path: Path, name: str) -> None:
    assert run("extract", "report.txt", "-o", name).returncode == 0
    assert (tmp_path / name).read_bytes().startswith(b"SQLite format 3\0")


def test_a_database_is_a_file(run: Run, report: Path) -> None:
    done = run("extract", "report.txt", "-f", "sqlite")
    assert done.returncode == 2
    assert b"give --output FILE" in done.stderr
