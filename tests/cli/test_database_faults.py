"""Databases that can not be written to or read: told in a line, left as they are, exit code 2."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pytest
from commands import COMMAND, REPORT, Run

from troopfacts.cli import databases, updates
from troopfacts.cli.run import Options
from troopfacts.cli.run import run as run_here
from troopfacts.cli.tables import SCHEMA
from troopfacts.cli.writers import Layout

WRITE = ["extract", "report.txt", "-o", "f.db"]
READ = ["show", "f.db"]


def change(path: Path, *statements: str) -> None:
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def refused(run: Run, path: Path, why: str, *commands: list[str]) -> None:
    """Each command says why not, and leaves the file as it was."""
    before = path.read_bytes()
    for command in commands or (WRITE, READ):
        done = run(*command)
        assert done.returncode == 2, done
        assert done.stderr.decode() == f"troopfacts: f.db: {why}\n"
        assert path.read_bytes() == before


# --- none of ours --------------------


@pytest.mark.parametrize("content", [b"garbage\n", b"SQLite format 2\0" + bytes(99), bytes(5000)])
def test_a_file_that_is_no_database(run: Run, report: Path, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "f.db").write_bytes(content)
    why = "is no SQLite database and is left as it is: give another FILE"
    refused(run, tmp_path / "f.db", why, WRITE)
    assert run(*READ).returncode == 2


def test_another_programs_database(run: Run, report: Path, tmp_path: Path) -> None:
    change(tmp_path / "f.db", "CREATE TABLE troops (name)")
    why = "is another program's database and is left as it is: give another FILE"
    refused(run, tmp_path / "f.db", why)


def test_another_version(run: Run, report: Path, tmp_path: Path) -> None:
    run(*WRITE)
    change(tmp_path / "f.db", f"PRAGMA user_version = {SCHEMA + 1}")
    refused(
        run,
        tmp_path / "f.db",
        f"was made by a newer troopfacts (its tables are version {SCHEMA + 1}, known is {SCHEMA}) "
        "and is left as it is: install that one, or give another FILE",
    )
    change(tmp_path / "f.db", "PRAGMA user_version = 0")
    refused(
        run,
        tmp_path / "f.db",
        f"was made by an older troopfacts (its tables are version 0, known is {SCHEMA}) "
        "and is left as it is: extract anew, or give another FILE",
    )


def test_an_empty_file_becomes_one(run: Run, report: Path, tmp_path: Path) -> None:
    """As it is left by a run that was killed at once, or by mktemp."""
    (tmp_path / "f.db").write_bytes(b"")
    assert run(*WRITE).returncode == 0
    assert list(databases.facts(str(tmp_path / "f.db")))


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("folder", "Is a directory"),
        ("none/f.db", "No such file or directory"),
        ("/dev/null", "is no regular file"),
        ("report.txt", "is no SQLite database and is left as it is: give another FILE"),
    ],
)
def test_what_can_be_no_database(
    run: Run, report: Path, tmp_path: Path, name: str, why: str
) -> None:
    (tmp_path / "folder").mkdir()
    done = run("extract", "report.txt", "-f", "sqlite", "-o", name)
    assert (done.returncode, done.stderr.decode()) == (2, f"troopfacts: {name}: {why}\n")
    assert report.read_text(encoding="utf-8") == REPORT


@pytest.mark.parametrize(
    "name", ["a b?c#%41&mode=ro.db", ":memory:.db", "file:x.db", b"caf\xe9.db"]
)
def test_odd_names(run: Run, report: Path, tmp_path: Path, name: str | bytes) -> None:
    assert run("extract", "report.txt", "-o", name).returncode == 0
    assert (tmp_path / os.fsdecode(name)).stat().st_size
    assert run("show", "-f", "jsonl", name).stdout == run("extract", "report.txt").stdout
    assert sorted(os.listdir(tmp_path)) == sorted([os.fsdecode(name), "report.txt"])


def test_the_database_is_no_input(run: Run, report: Path, tmp_path: Path) -> None:
    """Neither it nor what SQLite keeps beside it, when it lies in the folder that is read."""
    for unchanged in (0, 1):
        done = run("extract", ".", "-o", "f.db")
        assert (done.returncode, b"%d unchanged, 0 failed" % unchanged in done.stderr) == (0, True)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "link.db").symlink_to(tmp_path / "g.db")
    done = run("extract", ".", "-o", "elsewhere/link.db", "--glob", "!f.db")
    assert (done.returncode, b"1 document read, 0 unchanged, 0 failed" in done.stderr) == (0, True)
    done = run("extract", "f.db", "-o", "f.db")
    assert (done.returncode, b"is the output as well" in done.stderr) == (2, True)


def test_a_database_is_no_document(run: Run, report: Path, tmp_path: Path) -> None:
    run(*WRITE)
    done = run("extract", "f.db")
    told = b"troopfacts: f.db: a database, skipped (facts in one: troopfacts show FILE)\n"
    assert (done.returncode, done.stderr) == (2, told)


# --- damaged --------------------


def test_a_damaged_database(run: Run, report: Path, tmp_path: Path) -> None:
    run(*WRITE)
    target = tmp_path / "f.db"
    whole = target.read_bytes()
    for damaged in (whole[:4096] + b"\xff" * (len(whole) - 4096), whole[:20_000], whole[:100]):
        target.write_bytes(damaged)
        for command in (WRITE, READ):
            done = run(*command)
            assert done.returncode == 2
            lines = done.stderr.decode().splitlines()
            assert [line for line in lines if line.startswith("troopfacts: f.db: is damaged (")]
            assert "Traceback" not in done.stderr.decode()
            assert lines[-1].endswith("restore a copy, or move it away and extract anew")


def test_a_fact_that_is_none(run: Run, report: Path, tmp_path: Path) -> None:
    run(*WRITE)
    change(tmp_path / "f.db", "UPDATE troops SET measure = 'guess' WHERE fact = 1")
    done = run(*READ)
    assert done.returncode == 2
    assert b"troopfacts: f.db: holds what is no fact (Invalid enum value 'guess'" in done.stderr


def test_a_table_that_is_not_there(run: Run, report: Path, tmp_path: Path) -> None:
    run(*WRITE)
    (tmp_path / "report.txt").write_text(REPORT * 2)
    change(tmp_path / "f.db", "DROP TABLE quotes")
    for command in (WRITE, READ):
        done = run(*command)
        assert (done.returncode, b"f.db: no such table: " in done.stderr) == (2, True)


# --- locked --------------------


@contextmanager
def locked(path: Path, seconds: float) -> Iterator[None]:
    """Another process that writes to the database."""
    code = (
        "import sqlite3, sys, time\n"
        "connection = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "connection.execute('BEGIN EXCLUSIVE')\n"
        "print('locked', flush=True)\n"
        "time.sleep(float(sys.argv[2]))\n"
        "connection.execute('ROLLBACK')\n"
    )
    command = [sys.executable, "-c", code, str(path), str(seconds)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stdout.readline() == b"locked\n"
        yield
        process.kill()


def test_others_are_waited_for(run: Run, report: Path, tmp_path: Path) -> None:
    for _ in range(2):  # a database that is made, and one that is there
        with locked(tmp_path / "f.db", 1.5):
            began = time.monotonic()
            done = run(*WRITE)
            assert time.monotonic() - began > 1
        assert (done.returncode, b"1 document read" in done.stderr) == (0, True)
        report.write_text(REPORT * 2, encoding="utf-8")


def test_not_for_ever(
    tmp_path: Path,
    report: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(databases, "WAIT", 0.5)
    monkeypatch.chdir(tmp_path)
    options = Options(paths=["report.txt"], output="f.db", format="sqlite", quiet=True)
    for _ in range(2):
        with locked(tmp_path / "f.db", 60):
            assert run_here(options) == 2
        why = "locked by another program for 0.5 seconds: run again when that is done"
        assert capsys.readouterr().err == f"troopfacts: f.db: {why}\n"
        assert run_here(options) == 0


def test_a_signal_is_heard_while_waiting(report: Path, tmp_path: Path) -> None:
    with locked(tmp_path / "f.db", 60):
        process = subprocess.Popen([*COMMAND, *WRITE], cwd=tmp_path)
        time.sleep(1)
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=5) == -signal.SIGINT


def test_reading_while_it_is_written(run: Run, report: Path, tmp_path: Path) -> None:
    run(*WRITE)
    with locked(tmp_path / "f.db", 60):
        assert run("show", "-f", "jsonl", "f.db").stdout == run("extract", "report.txt").stdout


def test_taken_away_while_it_is_written(
    tmp_path: Path, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    update = updates.Update(str(tmp_path / "f.db"), Layout())
    (tmp_path / "f.db").rename(tmp_path / "g.db")
    with pytest.raises(databases.DatabaseError, match="was taken away"):
        update.finish([], [])
    update.close()


# --- no room, no right --------------------


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small file system of its own."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=400k", "none", str(place)]
    if subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("only root may mount a file system")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def test_a_full_disk(run: Run, tmp_path: Path, disk: Path) -> None:
    """What was put in before is whole, and with room again the next run does the rest."""
    lines = [json.dumps({"id": n, "text": f"{n}. {REPORT}" * 3}) + "\n" for n in range(80)]
    (tmp_path / "wire.jsonl").write_text("".join(lines))
    job = ["extract", "wire.jsonl", "-o", "disk/f.db"]
    done = run(*job)
    assert done.returncode == 2
    assert done.stderr == b"troopfacts: disk/f.db: database or disk is full\n"
    read = list(databases.facts(str(disk / "f.db")))
    kept = {fact.doc for fact in read}
    assert 0 < len(kept) < 80
    whole = msgspec.json.Encoder().encode_lines(read)
    assert run("extract", "wire.jsonl").stdout.startswith(whole)
    subprocess.run(["mount", "-o", "remount,size=40m", str(disk)], check=True)
    done = run(*job)
    assert done.returncode == 0
    assert b"%d documents read, %d unchanged" % (80 - len(kept), len(kept)) in done.stderr
    assert run("show", "-f", "jsonl", "disk/f.db").stdout == run("extract", "wire.jsonl").stdout


def test_no_right_to_write(run: Run, report: Path, tmp_path: Path, disk: Path) -> None:
    assert run("extract", "report.txt", "-o", "disk/f.db").returncode == 0
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    before = os.listdir(disk)
    for name in ("f.db", "g.db"):
        done = run("extract", "report.txt", "-o", f"disk/{name}")
        assert done.returncode == 2
        assert done.stderr == (
            f"troopfacts: disk/{name}: can not be written (unable to open database file): the file "
            "and its folder must be writable\n".encode()
        )
    assert run("show", "-f", "jsonl", "disk/f.db").stdout == run("extract", "report.txt").stdout
    assert os.listdir(disk) == before


def test_an_sqlite_without_full_text_search(
    tmp_path: Path,
    report: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    options = Options(paths=["report.txt"], output="f.db", format="sqlite", quiet=True)
    found = "SELECT count(*) FROM quotes_fts('stay')"
    with monkeypatch.context() as patched:
        patched.setattr(databases, "_can_search", lambda connection: False)
        assert run_here(options) == 0
        assert list(databases.facts("f.db"))
    with pytest.raises(sqlite3.OperationalError):
        change(tmp_path / "f.db", found)
    assert run_here(options) == 0
    connection = sqlite3.connect("f.db")
    assert connection.execute(found).fetchone() == (1,)
    connection.close()
    monkeypatch.setattr(databases, "_can_search", lambda connection: False)
    assert run_here(options) == 2
    assert "for which this Python's SQLite lacks FTS5" in capsys.readouterr().err
