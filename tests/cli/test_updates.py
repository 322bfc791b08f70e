"""Runs into a results database: nothing twice, nothing lost, whatever kills them."""

import json
import os
import re
import signal
import sqlite3
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest
from commands import COMMAND, REPORT, Run

from troopfacts.cli import updates
from troopfacts.cli.tables import TABLES

TEXT = "About 500 U.S. troops arrived in Iraq on 3 May 2025. “We stay,” Gen. Ray Miller said.\n"
SUMMARY = b"troopfacts: f.db: %d document%s read, %d unchanged, %d failed"

# Of three pieces, and little to find.
LONG = f"{REPORT}\n{'and so on, and on and on; ' * 30_000}\n\n" * 3

Rows = list[tuple[Any, ...]]


def rows_of(path: Path) -> dict[str, Rows]:
    """All that a database holds but for numbers and the time it was read, in a fixed order."""
    connection = sqlite3.connect(path)
    document = (
        "id, path, record, title, url, reference_date, reference_origin, sha256, length, version, "
        "options, facts, vanished"
    )
    found = {
        "documents": connection.execute(f"SELECT {document} FROM documents").fetchall(),
        "texts": connection.execute(
            "SELECT path, record, offset, text FROM texts JOIN documents USING (document)"
        ).fetchall(),
    }
    for table in TABLES.values():
        sql = f"SELECT path, record, {table}.* FROM {table} JOIN documents USING (document)"
        found[table] = [row[:2] + row[4:] for row in connection.execute(sql)]
        for name in ("troops_fts", "quotes_fts"):
            connection.execute(f"INSERT INTO {name} ({name}, rank) VALUES ('integrity-check', 1)")
    found["unsearched"] = connection.execute("SELECT * FROM unsearched").fetchall()
    connection.close()
    return {table: sorted(rows, key=repr) for table, rows in found.items()}


def ask(path: Path, question: str) -> Rows:
    connection = sqlite3.connect(path)
    try:
        return connection.execute(question).fetchall()
    finally:
        connection.close()


def count(path: Path) -> int:
    """How many documents there are by now; none before the tables are made."""
    if not path.exists() or not ask(path, "SELECT * FROM sqlite_master WHERE name = 'documents'"):
        return 0
    return int(ask(path, "SELECT count(*) FROM documents")[0][0])


def add(folder: Path, numbers: range) -> None:
    """Reports to read, each of its own."""
    folder.mkdir(exist_ok=True)
    for number in numbers:
        (folder / f"{number:04}.txt").write_text(f"Report {number}.\n\n{REPORT}" * 3)


def start(path: Path, *arguments: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [*COMMAND, "extract", *arguments], cwd=path, stderr=subprocess.PIPE, stdout=subprocess.PIPE
    )


def told(stderr: bytes, read: int, unchanged: int, failed: int = 0) -> bool:
    return SUMMARY % (read, b"s" * (read != 1), unchanged, failed) in stderr


def test_the_cron_job(run: Run, tmp_path: Path) -> None:
    """Three times over a folder that grows, killed in the middle, two at once: the rows of one run
    over all of it."""
    reports = tmp_path / "reports"
    job = ["extract", "reports", "-o", "f.db"]

    add(reports, range(10))
    assert told(run(*job).stderr, 10, 0)

    add(reports, range(10, 80))
    (reports / "0003.txt").write_text(TEXT)  # changed
    process = start(tmp_path, "reports", "-o", "f.db")
    until = time.monotonic() + 60
    while count(tmp_path / "f.db") < 30:
        assert time.monotonic() < until
        time.sleep(0.005)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert 30 <= count(tmp_path / "f.db") < 80

    add(reports, range(80, 120))
    two = [start(tmp_path, "reports", "-o", "f.db"), start(tmp_path, "reports", "-o", "f.db")]
    outcomes = [(one.communicate(timeout=120), one.returncode) for one in two]
    assert [code for _, code in outcomes] == [0, 0], outcomes

    done = run(*job)
    assert (done.returncode, told(done.stderr, 0, 120)) == (0, True)
    assert run("extract", "reports", "-o", "fresh.db").returncode == 0
    assert rows_of(tmp_path / "f.db") == rows_of(tmp_path / "fresh.db")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["f.db", "fresh.db", "reports"]


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_killed_again_and_again(run: Run, tmp_path: Path, jobs: str) -> None:
    """At any time from the first call on: the database is sound, and the next run goes on."""
    add(tmp_path / "reports", range(60))
    job = ["reports", "-o", "f.db", "-j", jobs]
    documents = 0
    for wait in range(6):
        process = start(tmp_path, *job)
        time.sleep(0.12 + wait * 0.06)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        if after := count(tmp_path / "f.db"):
            assert ask(tmp_path / "f.db", "PRAGMA integrity_check") == [("ok",)]
            facts = ask(tmp_path / "f.db", "SELECT sum(facts) FROM documents")[0][0]
            assert after >= documents
            tables = " UNION ALL ".join(f"SELECT fact FROM {one}" for one in TABLES.values())
            assert ask(tmp_path / "f.db", f"SELECT count(*) FROM ({tables})") == [(facts,)]
            documents = after
    assert run("extract", *job).returncode == 0
    run("extract", "reports", "-o", "fresh.db")
    assert rows_of(tmp_path / "f.db") == rows_of(tmp_path / "fresh.db")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_leaves_what_is_done(run: Run, tmp_path: Path, number: signal.Signals) -> None:
    add(tmp_path / "reports", range(60))
    process = start(tmp_path, "reports", "-o", "f.db")
    until = time.monotonic() + 60
    while count(tmp_path / "f.db") < 5:
        assert time.monotonic() < until
        time.sleep(0.01)
    process.send_signal(number)
    process.communicate()
    assert process.returncode == -number
    assert sorted(path.name for path in tmp_path.iterdir()) == ["f.db", "reports"]
    assert 5 <= count(tmp_path / "f.db") < 60
    run("extract", "reports", "-o", "f.db")
    run("extract", "reports", "-o", "fresh.db")
    assert rows_of(tmp_path / "f.db") == rows_of(tmp_path / "fresh.db")


def test_the_same_rows_whatever_the_jobs(run: Run, tmp_path: Path) -> None:
    add(tmp_path / "reports", range(2))
    (tmp_path / "reports" / "long.txt").write_text(LONG)
    add(tmp_path / "reports", range(1000, 1010))
    for jobs in ("1", "3"):
        run("extract", "reports", "-o", f"{jobs}.db", "-j", jobs)
    assert rows_of(tmp_path / "1.db") == rows_of(tmp_path / "3.db")
    done = run("extract", "reports", "-o", "3.db", "-j", "3")
    assert b"0 documents read, 13 unchanged" in done.stderr


# --- the same document --------------------


def test_changed_and_unchanged(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.txt").write_text("nothing here")
    job = ["extract", "a.txt", "b.txt", "-o", "f.db"]
    first = run(*job)
    assert (first.returncode, told(first.stderr, 2, 0)) == (0, True)
    assert b"; 1 troops, 2 locations, 1 dates, 1 quotes; " in first.stderr
    again = run(*job)
    assert (again.returncode, told(again.stderr, 0, 2)) == (0, True)
    assert b"; 0 troops, 0 locations, 0 dates, 0 quotes; " in again.stderr
    (tmp_path / "a.txt").write_text(TEXT.replace("500", "700"))
    assert told(run(*job).stderr, 1, 1)
    assert ask(tmp_path / "f.db", "SELECT text FROM troops") == [("About 700 U.S. troops",)]
    os.utime(tmp_path / "a.txt", (0, 0))
    assert told(run(*job).stderr, 0, 2)
    assert run("extract", "b.txt", "-o", "f.db").returncode == 1


def test_options_that_change_facts(run: Run, report: Path) -> None:
    job = ["extract", "report.txt", "-o", "f.db"]
    assert told(run(*job).stderr, 1, 0)
    for options in (["--date", "2025-09-30"], ["--explain"], ["-k", "date", "-k", "troops"], []):
        assert told(run(*job, *options).stderr, 1, 0)
        assert told(run(*job, *options, "-v", "-j", "2").stderr, 0, 1)
    assert told(run(*job, *(f"-k{kind}" for kind in TABLES)).stderr, 0, 1)


def test_another_version_reads_anew(tmp_path: Path, run: Run, report: Path) -> None:
    run("extract", "report.txt", "-o", "f.db")
    connection = sqlite3.connect(tmp_path / "f.db")
    connection.execute("UPDATE documents SET version = '0.0.9'")
    connection.commit()
    connection.close()
    assert told(run("extract", "report.txt", "-o", "f.db").stderr, 1, 0)
    assert ask(tmp_path / "f.db", "SELECT count(*), max(version) FROM documents")[0][0] == 1


def test_a_file_is_itself_by_any_name(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "x.txt").write_text(TEXT)
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "x.txt").write_text(TEXT)
    assert told(run("extract", "a/x.txt", "-o", "f.db").stderr, 1, 0)
    assert told(
        run("extract", "./a//x.txt", str(tmp_path / "a" / "x.txt"), "-o", "f.db").stderr, 0, 2
    )
    assert told(run("extract", "b/x.txt", "-o", "f.db").stderr, 1, 0)
    assert ask(tmp_path / "f.db", "SELECT id FROM documents") == [("a/x.txt",), ("b/x.txt",)]


def test_vanished_documents_are_kept_and_marked(run: Run, tmp_path: Path) -> None:
    add(tmp_path / "reports", range(3))
    (tmp_path / "reports" / "sub").mkdir()
    (tmp_path / "reports" / "sub" / "d.txt").write_text(TEXT)
    (tmp_path / "else").mkdir()
    (tmp_path / "else" / "e.txt").write_text(TEXT * 2)
    run("extract", "reports", "else", "-o", "f.db")
    marked = "SELECT id FROM documents WHERE vanished ORDER BY id"
    facts = ask(tmp_path / "f.db", "SELECT count(*) FROM troops")
    for name in ("reports/0001.txt", "reports/sub/d.txt", "else/e.txt"):
        (tmp_path / name).unlink()
    done = run("extract", "reports", "-o", "f.db")
    assert b"0 documents read, 2 unchanged, 0 failed, 2 vanished;" in done.stderr
    assert ask(tmp_path / "f.db", marked) == [("reports/0001.txt",), ("reports/sub/d.txt",)]
    assert ask(tmp_path / "f.db", "SELECT count(*) FROM troops") == facts
    assert b"vanished" not in run("extract", "reports", "-o", "f.db").stderr
    add(tmp_path / "reports", range(3))  # it comes back, unchanged
    assert told(run("extract", "reports", "-o", "f.db").stderr, 0, 3)
    assert ask(tmp_path / "f.db", marked) == [("reports/sub/d.txt",)]
    (tmp_path / "reports" / "0002.txt").unlink()
    run("extract", "reports/0000.txt", "reports/0001.txt", "-o", "f.db")  # as of reports/*.txt
    assert ("reports/0002.txt",) in ask(tmp_path / "f.db", marked)


def test_a_file_that_moves_is_no_second_document(run: Run, tmp_path: Path) -> None:
    """Within what is read, and out of it and in again; a file of records too."""
    add(tmp_path / "in", range(2))
    (tmp_path / "in" / "wire.jsonl").write_text(records(("a", TEXT), ("b", TEXT * 2)))
    (tmp_path / "out").mkdir()
    run("extract", "in", "-o", "f.db")
    before = ask(tmp_path / "f.db", "SELECT count(*) FROM troops")
    (tmp_path / "in" / "2025").mkdir()
    (tmp_path / "in" / "0000.txt").rename(tmp_path / "in" / "2025" / "0000.txt")
    (tmp_path / "in" / "wire.jsonl").rename(tmp_path / "in" / "wire.1.jsonl")
    done = run("extract", "in", "-o", "f.db")
    assert b"3 documents read, 1 unchanged, 0 failed, 3 moved;" in done.stderr
    (tmp_path / "in" / "0001.txt").rename(tmp_path / "out" / "0001.txt")
    assert b"1 vanished;" in run("extract", "in", "-o", "f.db").stderr
    assert b"1 document read, 0 unchanged, 0 failed, 1 moved;" in (
        run("extract", "out", "-o", "f.db").stderr
    )
    assert ask(tmp_path / "f.db", "SELECT count(*) FROM troops") == before
    run("extract", "in", "out", "-o", "fresh.db")
    assert rows_of(tmp_path / "f.db") == rows_of(tmp_path / "fresh.db")


def test_what_was_not_looked_for_has_not_vanished(run: Run, tmp_path: Path) -> None:
    add(tmp_path / "reports", range(3))
    run("extract", "reports", "-o", "f.db")
    for arguments in (["reports", "--glob", "!*1.txt"], ["reports/0002.txt"], ["gone"]):
        assert b"vanished" not in run("extract", *arguments, "-o", "f.db").stderr
    (tmp_path / "reports" / "0001.txt").write_bytes(b"\0\1\2" * 99)  # is there, and can not be read
    done = run("extract", "reports", "-o", "f.db")
    assert done.returncode == 2
    assert told(done.stderr, 0, 2, 1)
    assert ask(tmp_path / "f.db", "SELECT count(*) FROM documents WHERE vanished") == [(0,)]


# --- records --------------------


def records(*given: tuple[Any, str]) -> str:
    return "".join(json.dumps({"id": id, "text": text}) + "\n" for id, text in given)


def test_a_file_of_records_that_grows(run: Run, tmp_path: Path) -> None:
    wire = tmp_path / "wire.jsonl"
    seven, none = f"7. {TEXT}", f"0. {TEXT}"
    wire.write_text(records(("a", TEXT), ("b", TEXT), (7, seven), (None, none)))
    job = ["extract", "wire.jsonl", "-o", "f.db"]
    assert told(run(*job).stderr, 4, 0)
    wire.write_text(records(("a", TEXT), ("b", TEXT * 2), (7, seven), (None, none), ("c", TEXT)))
    assert told(run(*job).stderr, 2, 3)
    ids = "SELECT id, record, vanished FROM documents ORDER BY document"
    before = [("a", "a", 0), ("b", "b", 0), ("7", "7", 0), ("wire.jsonl:4", ":4", 0), ("c", "c", 0)]
    assert ask(tmp_path / "f.db", ids) == before
    wire.write_text(records(("a", TEXT), (7, seven)) + "not json\n")  # a line fails: who knows
    assert b"vanished" not in run(*job).stderr
    wire.write_text(records(("c", TEXT), ("a", TEXT)))
    assert b"0 documents read, 2 unchanged, 0 failed, 3 vanished" in run(*job).stderr
    assert [one[0] for one in ask(tmp_path / "f.db", ids) if one[2]] == ["b", "7", "wire.jsonl:4"]


def test_an_id_given_twice(run: Run, tmp_path: Path) -> None:
    """Two documents in a file that call themselves the same: both are kept, and stay."""
    wire = tmp_path / "wire.jsonl"
    job = ["extract", "-q", "wire.jsonl", "-o", "f.db"]
    texts = "SELECT id, length, vanished FROM documents ORDER BY length"
    wire.write_text(records(("x", "one"), ("x", "three"), ("x", "one")))
    for _ in range(2):
        run(*job)
        assert ask(tmp_path / "f.db", texts) == [("x", 3, 0), ("x", 5, 0)]
    wire.write_text(records(("x", "fourth"), ("x", "one")))
    run(*job)
    assert ask(tmp_path / "f.db", texts) == [("x", 3, 0), ("x", 6, 0)]


def test_the_same_id_in_two_files(run: Run, tmp_path: Path) -> None:
    for name in ("a.jsonl", "b.jsonl"):
        (tmp_path / name).write_text(records(("x", TEXT)))
    for read, unchanged in ((2, 0), (0, 2)):
        done = run("extract", "a.jsonl", "b.jsonl", "-o", "f.db")
        assert told(done.stderr, read, unchanged)


def test_standard_input_is_known_by_its_text(run: Run, tmp_path: Path) -> None:
    job = ["extract", "-", "-o", "f.db"]
    assert told(run(*job, stdin=b"Five soldiers left.").stderr, 1, 0)
    assert told(run(*job, stdin=b"Six soldiers left.").stderr, 1, 0)
    assert told(run(*job, stdin=b"Five soldiers left.").stderr, 0, 1)
    job += ["--from", "jsonl"]
    assert told(run(*job, stdin=records((None, "One"), (None, "Two")).encode()).stderr, 2, 0)
    assert told(run(*job, stdin=records((None, "Two"), (None, "Three")).encode()).stderr, 1, 1)
    assert told(run(*job, stdin=records(("a", "One")).encode()).stderr, 1, 0)
    assert told(run(*job, stdin=records(("a", "Two")).encode()).stderr, 1, 0)  # replaces it
    assert ask(tmp_path / "f.db", "SELECT count(*), sum(vanished) FROM documents") == [(6, 0)]


# --- texts in pieces --------------------


def test_a_text_in_pieces_is_there_whole_or_not_at_all(run: Run, tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text(LONG)
    job = ["extract", "-k", "date", "long.txt"]
    lines = run(*job).stdout.count(b"\n")
    assert lines > 3
    done = run(*job, "-o", "f.db")
    assert told(done.stderr, 1, 0)
    whole = [(len(LONG), lines)]
    assert ask(tmp_path / "f.db", "SELECT length, facts FROM documents") == whole
    assert ask(tmp_path / "f.db", "SELECT count(*) FROM texts") == [(3,)]
    assert told(run(*job, "-o", "f.db").stderr, 0, 1)
    for read in (1, 0):  # a pipe can not be looked into twice
        done = run("extract", "-k", "date", "-", "-o", "f.db", stdin=LONG.encode())
        assert told(done.stderr, read, 1 - read)
    assert ask(tmp_path / "f.db", "SELECT count(*) FROM documents") == [(2,)]


def test_half_a_text_is_not_put_in(run: Run, shell: Run, tmp_path: Path) -> None:
    """Its pipe is open still, its archive is cut off: other documents are there, and not this."""
    (tmp_path / "long.txt").write_text(LONG)
    (tmp_path / "a.txt").write_text(TEXT)
    shell("gzip long.txt; head -c -20 long.txt.gz > half.gz")
    done = run("extract", "-k", "date", "half.gz", "a.txt", "-o", "f.db")
    assert done.returncode == 2
    assert b"troopfacts: half.gz: Compressed file ended before" in done.stderr
    assert told(done.stderr, 1, 0, 1)
    assert ask(tmp_path / "f.db", "SELECT id, facts FROM documents") == [("a.txt", 1)]
    process = subprocess.Popen(
        [*COMMAND, "extract", "-k", "date", "-", "-o", "f.db"], cwd=tmp_path, stdin=subprocess.PIPE
    )
    assert process.stdin
    process.stdin.write(LONG.encode())
    process.stdin.flush()
    time.sleep(1)
    process.kill()
    process.stdin.close()
    process.wait()
    assert ask(tmp_path / "f.db", "SELECT id, facts FROM documents") == [("a.txt", 1)]


def test_a_document_that_fails_is_done_again(run: Run, tmp_path: Path, report: Path) -> None:
    faults = tmp_path / "faults"
    faults.mkdir()
    (faults / "sitecustomize.py").write_text(
        "import troopfacts.cli.work as work\n"
        "real = work.extract\n"
        "def extract(document, *more):\n"
        "    if 'poison' in document.text:\n"
        "        raise RuntimeError('fault')\n"
        "    return real(document, *more)\n"
        "work.extract = extract\n"
    )
    (tmp_path / "bad.txt").write_text("poison")
    job = ["extract", "bad.txt", "report.txt", "-o", "f.db"]
    done = run(*job, env={"PYTHONPATH": str(faults)})
    assert done.returncode == 2
    assert told(done.stderr, 1, 0, 1)
    assert ask(tmp_path / "f.db", "SELECT id FROM documents") == [("report.txt",)]
    assert told(run(*job).stderr, 1, 1)


# --- what is told, and how it is found --------------------


def test_quiet_is_quiet(run: Run, report: Path) -> None:
    done = run("extract", "-q", "report.txt", "-o", "f.db")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_search_follows(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    found = "SELECT doc FROM quotes WHERE fact IN (SELECT rowid FROM quotes_fts('staying'))"
    run("extract", "a.txt", "-o", "f.db")
    assert ask(tmp_path / "f.db", found) == [("a.txt",)]
    (tmp_path / "a.txt").write_text(TEXT.replace("stay", "leave"))
    run("extract", "a.txt", "-o", "f.db")
    assert ask(tmp_path / "f.db", found) == []
    connection = sqlite3.connect(tmp_path / "f.db")  # by hand
    connection.execute("UPDATE quotes SET quote = 'We stayed'")
    assert connection.execute(found).fetchall() == [("a.txt",)]
    connection.execute("DELETE FROM documents")
    assert connection.execute(found).fetchall() == []
    for table in (*TABLES.values(), "texts", "unsearched"):
        assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
    connection.commit()
    connection.close()
    assert rows_of(tmp_path / "f.db")["quotes"] == []


def test_search_of_many(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    count = updates.MOST + 50
    lines = "".join(records((str(n), f"“We stay,” he said {n}.")) for n in range(count))
    (tmp_path / "wire.jsonl").write_text(lines)
    run("extract", "-k", "quote", "wire.jsonl", "-o", "f.db")
    found = "SELECT count(*) FROM quotes_fts('stay')"
    assert ask(tmp_path / "f.db", found) == [(count,)]
    assert rows_of(tmp_path / "f.db")["unsearched"] == []


def test_the_cron_line_of_the_readme(shell: Run, tmp_path: Path) -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
    line = re.search(r"^```crontab\n17 \* \* \* \*  (.*)\n```$", readme, re.M)
    assert line
    job = line[1].replace("/srv", str(tmp_path))
    for documents in (2, 2, 3):
        add(tmp_path / "wire", range(documents))
        done = shell(job)
        assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
        assert count(tmp_path / "facts.db") == documents
    (tmp_path / "facts.db").unlink()
    (tmp_path / "wire" / "bad.txt").write_bytes(bytes(9))
    done = shell(job)
    assert (done.returncode, done.stderr.endswith(b"binary, skipped\n")) == (1, True)
