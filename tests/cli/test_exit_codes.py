"""grep's codes: 0 facts found, 1 none, 2 something failed; 130 and 143 by signal."""

import json
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from commands import COMMAND, REPORT, OnTerminal, Run


def test_facts_found(run: Run, report: Path) -> None:
    done = run("extract", "report.txt")
    assert (done.returncode, done.stderr) == (0, b"")
    assert {json.loads(line)["doc"] for line in done.stdout.splitlines()} == {"report.txt"}


def test_standard_input_is_the_default_in_a_pipe(run: Run) -> None:
    done = run("extract", stdin=REPORT.encode())
    assert done.returncode == 0
    assert done.stdout == run("extract", "-", stdin=REPORT.encode()).stdout
    assert json.loads(done.stdout.splitlines()[0])["doc"] == "-"


def test_no_facts(run: Run) -> None:
    done = run("extract", stdin=b"Nothing to see.")
    assert (done.returncode, done.stdout, done.stderr) == (1, b"", b"")


@pytest.mark.parametrize(
    ("format", "written"),
    [
        ("jsonl", b""),
        ("table", b""),
        (
            "json",
            b'{"version":1,"documents":[\n{"doc":"e.txt","reference_date":null,"facts":[]}\n]}\n',
        ),
    ],
)
def test_an_empty_file(run: Run, tmp_path: Path, format: str, written: bytes) -> None:
    (tmp_path / "e.txt").touch()
    done = run("extract", "-f", format, "e.txt")
    assert (done.returncode, done.stdout, done.stderr) == (1, written, b"")


def test_an_empty_file_keeps_the_csv_header(run: Run, tmp_path: Path) -> None:
    (tmp_path / "e.txt").touch()
    done = run("extract", "-f", "csv", "e.txt")
    assert done.returncode == 1
    assert done.stdout.startswith(b"kind,doc,start,end,text,sentence,")
    assert done.stdout.count(b"\n") == 1


def test_a_missing_file_costs_only_itself(run: Run, report: Path) -> None:
    done = run("extract", "missing.txt", "report.txt")
    assert done.returncode == 2
    assert done.stderr == b"troopfacts: missing.txt: No such file or directory\n"
    assert done.stdout == run("extract", "report.txt").stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ["--nonsense"],
        ["extract", "--kind", "tanks", "-"],
        ["extract", "--format", "xml", "-"],
        ["extract", "--date", "soon", "-"],
        ["extract", "--encoding", "rot13", "-"],
        ["extract", "--encoding", "klingon", "-"],
        ["extract", "--files0-from", "list", "a.txt"],
        ["extract", "-o", "facts.xyz", "-"],
        ["extract", "-o", "facts.json.gz", "-"],
    ],
)
def test_usage(run: Run, tmp_path: Path, arguments: list[str]) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert done.stdout == b""
    assert b"Error: " in done.stderr
    assert b"Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_no_path_on_a_terminal_is_help(on_terminal: OnTerminal) -> None:
    seen, code = on_terminal("extract")
    assert code == 2
    assert seen.startswith("Usage: troopfacts extract [OPTIONS] [PATH]...")


def test_a_fault_of_ours_costs_one_document(run: Run, report: Path, tmp_path: Path) -> None:
    """Found by a module that breaks the extractors on one document."""
    (tmp_path / "bad.txt").write_text("bad")
    (tmp_path / "sitecustomize.py").write_text(
        "import troopfacts.cli.work as run\n"
        "whole = run.extract\n"
        "def broken(document, *more):\n"
        "    if document.id == 'bad.txt':\n"
        "        raise KeyError('fault')\n"
        "    return whole(document, *more)\n"
        "run.extract = broken\n"
    )
    done = run("extract", "bad.txt", "report.txt", env={"PYTHONPATH": str(tmp_path)})
    assert done.returncode == 2
    assert done.stderr == b"troopfacts: bad.txt: internal error, skipped: KeyError('fault')\n"
    assert b'"doc":"report.txt"' in done.stdout


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_signals(tmp_path: Path, number: int, code: int) -> None:
    target = tmp_path / "facts.jsonl"
    target.write_text("old")
    process = subprocess.Popen(
        [*COMMAND, "extract", "-", "-o", str(target)],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdin
    process.stdin.write(REPORT.encode())
    process.stdin.flush()
    _until(lambda: len(list(tmp_path.iterdir())) == 2)
    process.send_signal(number)
    _, said = process.communicate(timeout=30)
    assert process.returncode in (-number, code)  # by the signal itself, which shells report so
    assert said == b""
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def _until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not true():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_only_whole_lines_before_a_signal(tmp_path: Path) -> None:
    """Nobody reads while the pipe fills up; then the signal; then all is read."""
    records = tmp_path / "many.jsonl"
    line = json.dumps({"text": REPORT}) + "\n"
    records.write_text(line * 2000)
    process = subprocess.Popen(
        [*COMMAND, "extract", str(records)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    time.sleep(2)
    process.send_signal(signal.SIGTERM)
    written, said = process.communicate(timeout=30)
    assert process.returncode in (-signal.SIGTERM, 143)
    assert said == b""
    assert written.endswith(b"}\n")
    for fact in written.splitlines():
        json.loads(fact)


def test_killed_leaves_the_old_output(tmp_path: Path) -> None:
    target = tmp_path / "facts.jsonl"
    target.write_text("old")
    process = subprocess.Popen([*COMMAND, "extract", "-", "-o", str(target)], stdin=subprocess.PIPE)
    _until(lambda: len(list(tmp_path.iterdir())) == 2)
    process.kill()
    process.communicate()
    assert target.read_text() == "old"


def test_ignored_signals_stay_ignored(tmp_path: Path) -> None:
    """nohup, and `command &` in a script."""
    process = subprocess.Popen(
        [*COMMAND, "extract", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_IGN),
    )
    time.sleep(1)
    process.send_signal(signal.SIGINT)
    process.communicate(REPORT.encode(), timeout=30)
    assert process.returncode == 0


def test_no_home_and_a_bare_locale(run: Run, report: Path) -> None:
    bare = run("extract", "report.txt", env={"HOME": None, "LC_ALL": "C", "LANG": None})
    assert bare.returncode == 0
    assert bare.stdout == run("extract", "report.txt").stdout


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Etc/GMT+12"])
def test_the_same_bytes_in_any_time_zone(run: Run, report: Path, zone: str) -> None:
    here = run("extract", "report.txt", env={"PYTHONHASHSEED": "1"})
    there = run("extract", "report.txt", env={"TZ": zone, "PYTHONHASHSEED": "2"})
    assert here.stdout == there.stdout
