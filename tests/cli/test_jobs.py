"""Several processes: the same bytes, whatever happens to one of them."""

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

import pytest
from commands import COMMAND, REPORT, Run

from troopfacts.cli.work import SMALL

FILLER = "Nobody came down to the river that day. " * 200 + "\n\n"
RECORDS = 3 * SMALL // len(FILLER)
WORKERS = 2


def record(number: int, text: str = REPORT + "\n\n" + FILLER) -> str:
    return json.dumps({"id": f"d{number}", "text": text}) + "\n"


@pytest.fixture(scope="session")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """JSON Lines of several batches beyond what one process does alone."""
    path = tmp_path_factory.mktemp("large") / "large.jsonl"
    path.write_text("".join(map(record, range(RECORDS))), encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def whole(large: Path) -> bytes:
    """What one process makes of it."""
    return subprocess.check_output([*COMMAND, "extract", "-k", "quote", str(large)])


def children(process: int) -> list[int]:
    """The processes that a process has started, and that have not been waited for."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == process:
            found.append(int(path.parent.name))
    return found


def until(seen: Callable[[], Any]) -> Any:
    end = time.monotonic() + 60
    while not (value := seen()):
        assert time.monotonic() < end
        time.sleep(0.02)
    return value


def gone(process: int) -> bool:
    return not Path(f"/proc/{process}").exists()


def wait_for_one_to_end(processes: list[int]) -> None:
    until(lambda: not processes or any(map(gone, processes)))


@pytest.mark.parametrize("format", ["jsonl", "json", "csv", "tsv", "table"])
def test_the_same_bytes_whatever_the_jobs(run: Run, large: Path, format: str) -> None:
    arguments = ["extract", "-k", "quote", "-f", format, str(large)]
    alone = run(*arguments)
    assert alone.returncode == 0
    for jobs in ("2", "3"):
        done = run(*arguments, "--jobs", jobs)
        assert (done.returncode, done.stderr) == (0, b"")
        assert done.stdout == alone.stdout


def test_the_same_bytes_of_files_that_fail_and_one_in_pieces(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text((REPORT + "\n\n" + FILLER) * 170)
    (tmp_path / "b.txt").write_bytes(b"\0" * 1000)
    (tmp_path / "c.txt").write_text("")
    (tmp_path / "d.txt").write_text(REPORT + FILLER * 80)
    assert (tmp_path / "a.txt").stat().st_size > 1 << 20
    for format in ("jsonl", "json"):
        arguments = ["extract", "-k", "quote", "-f", format, "a.txt", "b.txt", "missing", "c.txt"]
        alone, shared = run(*arguments, "d.txt"), run(*arguments, "d.txt", "-j", "2")
        assert (shared.returncode, shared.stdout) == (alone.returncode, alone.stdout)
        assert sorted(shared.stderr.splitlines()) == sorted(alone.stderr.splitlines())


def test_as_many_as_there_are_cores(run: Run, large: Path, whole: bytes) -> None:
    done = run("extract", "-k", "quote", "-j", "0", str(large))
    assert (done.returncode, done.stdout, done.stderr) == (0, whole, b"")


def test_fewer_than_none_is_refused(run: Run, report: Path) -> None:
    assert run("extract", "-j", "-1", "report.txt").returncode == 2


def started(
    large: Path, *more: str, stdout: int | IO[bytes] = subprocess.PIPE
) -> "subprocess.Popen[bytes]":
    process = subprocess.Popen(
        [*COMMAND, "extract", "-k", "quote", "-j", str(WORKERS), *more, str(large)],
        stdout=stdout,
        stderr=subprocess.PIPE,
    )
    until(lambda: len(children(process.pid)) == WORKERS)
    return process


@pytest.mark.parametrize("delay", [0.0, 0.3, 0.6])
def test_a_killed_worker_costs_nothing(large: Path, whole: bytes, delay: float) -> None:
    process = started(large)
    time.sleep(delay)
    for worker in children(process.pid)[:1]:
        os.kill(worker, signal.SIGKILL)
    written, said = process.communicate(timeout=120)
    assert (process.returncode, said) == (0, b"")
    assert written == whole


def test_workers_killed_again_and_again(large: Path, whole: bytes, tmp_path: Path) -> None:
    """Three times over; a document may be named in the end, but only one that is left out. Into a
    file: nobody reads while we wait, and a pipe that is full would hold the main process up."""
    with (tmp_path / "out.jsonl").open("wb") as out:
        process = started(large, stdout=out)
        for _ in range(3):
            workers = children(process.pid)
            for worker in workers:
                os.kill(worker, signal.SIGKILL)
            wait_for_one_to_end(workers)
        _, said = process.communicate(timeout=120)
    written = (tmp_path / "out.jsonl").read_bytes()
    left_out = {line.split(b": ")[1] for line in said.splitlines()}
    assert process.returncode == (2 if left_out else 0)
    expected = [
        line for line in whole.splitlines() if str(json.loads(line)["doc"]).encode() not in left_out
    ]
    assert written.splitlines() == expected


POISON = """
import os
import troopfacts.cli.work as work
whole, main = work.extract, os.getpid()
def poisoned(document, *more):
    if document.id in ("d80", "d81", "d120") and os.getpid() != main:
        os.kill(os.getpid(), 9)
    return whole(document, *more)
work.extract = poisoned
"""


@pytest.mark.parametrize("format", ["jsonl", "json"])
def test_a_document_that_kills_is_named_and_left_out(
    run: Run, large: Path, whole: bytes, tmp_path: Path, format: str
) -> None:
    (tmp_path / "sitecustomize.py").write_text(POISON)
    arguments = ["extract", "-k", "quote", "-j", "2", "-f", format, str(large)]
    done = run(*arguments, env={"PYTHONPATH": str(tmp_path)})
    assert done.returncode == 2
    assert done.stderr.decode().splitlines() == [
        f"troopfacts: {name}: kills the process that reads it, skipped"
        for name in ("d80", "d81", "d120")
    ]
    expected = [json.loads(line) for line in whole.splitlines()]
    expected = [fact for fact in expected if fact["doc"] not in ("d80", "d81", "d120")]
    if format == "jsonl":
        assert [json.loads(line) for line in done.stdout.splitlines()] == expected
    else:
        documents = json.loads(done.stdout)["documents"]
        assert [one["doc"] for one in documents] == [f"d{i}" for i in range(RECORDS)]
        assert [fact for one in documents for fact in one["facts"]] == expected


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("to_all", [False, True], ids=["the main one", "all"])
def test_a_signal_ends_all(large: Path, tmp_path: Path, number: int, to_all: bool) -> None:
    target = tmp_path / "facts.jsonl"
    target.write_text("old")
    process = subprocess.Popen(
        [*COMMAND, "extract", "-j", str(WORKERS), str(large), "-o", str(target)],
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    workers = until(lambda: children(process.pid) if len(children(process.pid)) == 2 else [])
    time.sleep(0.2)
    os.killpg(process.pid, number) if to_all else process.send_signal(number)
    _, said = process.communicate(timeout=30)
    assert process.returncode in (-number, 128 + number)
    assert said == b""
    until(lambda: all(map(gone, workers)))
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_whole_lines_before_a_signal(large: Path, whole: bytes) -> None:
    process = started(large)
    time.sleep(0.3)
    process.send_signal(signal.SIGTERM)
    written, said = process.communicate(timeout=30)
    assert said == b""
    assert whole.startswith(written)
    assert written.endswith(b"}\n")


def test_workers_end_with_a_main_process_that_is_killed(large: Path) -> None:
    process = started(large)
    workers = children(process.pid)
    process.kill()
    process.communicate(timeout=30)
    until(lambda: all(map(gone, workers)))


def test_a_reader_that_goes_ends_all(large: Path) -> None:
    process = started(large)
    workers = children(process.pid)
    with process:
        assert process.stdout
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr
        assert process.stderr.read() == b""
    assert process.returncode == 0
    assert all(map(gone, workers))


def test_no_zombies_and_no_processes_left(large: Path, whole: bytes) -> None:
    process = started(large)
    workers = children(process.pid)
    written, _ = process.communicate(timeout=120)
    assert written == whole
    assert all(map(gone, workers))


def test_no_process_more_can_be_had(run: Run, large: Path, whole: bytes, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import os\n"
        "def fork():\n"
        "    raise BlockingIOError(11, 'Resource temporarily unavailable')\n"
        "os.fork = fork\n"
    )
    done = run("extract", "-k", "quote", "-j", "2", str(large), env={"PYTHONPATH": str(tmp_path)})
    assert (done.returncode, done.stdout) == (0, whole)
    assert done.stderr == (
        b"troopfacts: --jobs: warning: no worker processes: Resource temporarily unavailable\n"
    )


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_each_line_is_answered_at_once(jobs: str, large: Path, whole: bytes) -> None:
    """Like `tail -f`: nothing more comes for now, and what came is answered, before and after the
    workers have started."""
    with subprocess.Popen(
        [*COMMAND, "extract", "-k", "quote", "-j", jobs, "--from", "jsonl"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdin
        assert process.stdout
        answers = whole.splitlines(keepends=True)
        per_record = len(answers) // RECORDS
        for number, line in enumerate(large.read_bytes().splitlines(keepends=True)):
            process.stdin.write(line)
            process.stdin.flush()
            for answer in answers[number * per_record :][:per_record]:
                assert process.stdout.readline() == answer
        process.stdin.close()
        assert process.stdout.read() == b""
    assert process.returncode == 0
