"""Where facts go: pipes, full disks, files that are replaced whole or not at all."""

import json
import os
import stat
from pathlib import Path

import pytest
from commands import REPORT, OnTerminal, Run


def many(path: Path) -> None:
    """Records whose facts are more than a pipe holds."""
    line = json.dumps({"text": REPORT}) + "\n"
    (path / "many.jsonl").write_text(line * 500)


def test_a_closed_pipe_is_no_error(shell: Run, tmp_path: Path) -> None:
    many(tmp_path)
    done = shell("troopfacts extract many.jsonl | head -1; echo ${PIPESTATUS[0]}")
    assert done.stderr == b""
    first, code = done.stdout.splitlines()
    assert json.loads(first)["start"] >= 0
    assert code == b"0"


@pytest.mark.parametrize("format", ["json", "csv", "tsv", "table", "jsonl"])
def test_a_reader_gone_at_once(shell: Run, tmp_path: Path, format: str) -> None:
    many(tmp_path)
    done = shell(f"troopfacts extract -f {format} many.jsonl | true; echo ${{PIPESTATUS[0]}}")
    assert (done.stdout, done.stderr) == (b"0\n", b"")


def test_a_closed_pipe_keeps_a_failure(shell: Run, tmp_path: Path) -> None:
    many(tmp_path)
    done = shell(
        "troopfacts extract missing many.jsonl | head -1 >/dev/null; echo ${PIPESTATUS[0]}"
    )
    assert done.stdout == b"2\n"


@pytest.mark.parametrize("format", ["json", "csv", "tsv", "table", "jsonl"])
def test_a_full_disk(shell: Run, report: Path, format: str) -> None:
    done = shell(f"troopfacts extract -f {format} report.txt >/dev/full")
    assert done.returncode == 2
    assert done.stderr == b"troopfacts: standard output: No space left on device\n"


@pytest.mark.parametrize("arguments", ["--help", "--version", "extract --help", "schema"])
def test_a_full_disk_under_help(shell: Run, arguments: str) -> None:
    done = shell(f"troopfacts {arguments} >/dev/full")
    assert done.returncode == 2
    assert done.stderr == b"troopfacts: standard output: No space left on device\n"


def test_standard_output_closed(shell: Run, report: Path, tmp_path: Path) -> None:
    done = shell("troopfacts extract report.txt >&-")
    assert done.returncode == 2
    assert done.stderr == b"troopfacts: standard output: is closed\n"
    assert shell("troopfacts extract report.txt -o f.jsonl >&-").returncode == 0
    assert (tmp_path / "f.jsonl").read_bytes() == shell("troopfacts extract report.txt").stdout


def test_standard_error_closed_or_full(shell: Run, report: Path) -> None:
    whole = shell("troopfacts extract report.txt").stdout
    for sink in ("2>&-", "2>/dev/full"):
        done = shell(f"troopfacts extract missing report.txt {sink}")
        assert (done.returncode, done.stdout) == (2, whole)


@pytest.mark.parametrize(
    ("name", "begin"),
    [
        ("f.jsonl", b'{"kind":'),
        ("f.ndjson", b'{"kind":'),
        ("f.json", b'{"version":1,'),
        ("f.CSV", b"kind,doc,"),
        ("f.tsv", b"kind\tdoc\t"),
        ("f.txt", b"report.txt   written"),
    ],
)
def test_format_by_suffix(run: Run, report: Path, tmp_path: Path, name: str, begin: bytes) -> None:
    done = run("extract", "report.txt", "-o", name)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert (tmp_path / name).read_bytes().startswith(begin)


def test_format_as_told(run: Run, report: Path, tmp_path: Path) -> None:
    run("extract", "report.txt", "-o", "f.xyz", "-f", "csv")
    assert (tmp_path / "f.xyz").read_bytes().startswith(b"kind,doc,")


def test_a_dash_is_standard_output(run: Run, report: Path, tmp_path: Path) -> None:
    assert run("extract", "report.txt", "-o", "-").stdout == run("extract", "report.txt").stdout
    assert list(tmp_path.iterdir()) == [report]


def test_the_mode_of_the_file_is_kept(run: Run, report: Path, tmp_path: Path) -> None:
    target = tmp_path / "f.jsonl"
    run("extract", "report.txt", "-o", "f.jsonl", umask=0o027)
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    target.chmod(0o604)
    run("extract", "report.txt", "-o", "f.jsonl")
    assert stat.S_IMODE(target.stat().st_mode) == 0o604


def test_a_link_stays_a_link(run: Run, report: Path, tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link.jsonl").symlink_to("real/f.jsonl")
    assert run("extract", "report.txt", "-o", "link.jsonl").returncode == 0
    assert (tmp_path / "link.jsonl").is_symlink()
    assert (tmp_path / "real" / "f.jsonl").read_bytes().startswith(b'{"kind":')


def test_an_output_that_is_no_file_is_written_to(run: Run, report: Path) -> None:
    assert run("extract", "report.txt", "-f", "jsonl", "-o", "/dev/null").returncode == 0
    assert stat.S_ISCHR(os.stat("/dev/null").st_mode)
    done = run("extract", "report.txt", "-f", "jsonl", "-o", "/dev/full")
    assert (done.returncode, done.stderr) == (
        2,
        b"troopfacts: /dev/full: No space left on device\n",
    )


@pytest.mark.parametrize(
    ("name", "why"),
    [("no/f.jsonl", "No such file or directory"), ("folder", "Is a directory")],
)
def test_an_output_that_can_not_be(
    run: Run, report: Path, tmp_path: Path, name: str, why: str
) -> None:
    (tmp_path / "folder").mkdir()
    done = run("extract", "report.txt", "-f", "jsonl", "-o", name)
    assert (done.returncode, done.stderr) == (2, f"troopfacts: {name}: {why}\n".encode())


def test_inputs_that_fail_do_not_cost_the_output(run: Run, report: Path, tmp_path: Path) -> None:
    done = run("extract", "missing", "report.txt", "-o", "f.jsonl")
    assert done.returncode == 2
    assert (tmp_path / "f.jsonl").read_bytes() == run("extract", "report.txt").stdout


CALLS = ["tempfile.mkstemp", "os.write", "os.fsync", "os.dup", "os.chmod", "os.replace"]


@pytest.mark.parametrize("call", CALLS)
def test_the_old_output_is_intact_whatever_fails(
    run: Run, report: Path, tmp_path: Path, call: str
) -> None:
    faults = tmp_path / "faults"
    faults.mkdir()
    module, name = call.split(".")
    (faults / "sitecustomize.py").write_text(
        f"import errno, {module}\n"
        "def fail(*arguments, **more):\n"
        "    raise OSError(errno.EIO, 'Input/output error')\n"
        f"{module}.{name} = fail\n"
    )
    target = tmp_path / "f.jsonl"
    target.write_text("old")
    done = run("extract", "report.txt", "-o", "f.jsonl", env={"PYTHONPATH": str(faults)})
    assert done.returncode == 2
    assert done.stderr == b"troopfacts: f.jsonl: Input/output error\n"
    assert target.read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["f.jsonl", "faults", "report.txt"]


def test_the_output_is_no_input(run: Run, report: Path, tmp_path: Path) -> None:
    """A folder's facts kept in the folder: the second run reads what the first did."""
    first = run("extract", ".", "-o", "f.jsonl")
    whole = (tmp_path / "f.jsonl").read_bytes()
    again = run("extract", ".", "-o", "f.jsonl")
    assert (first.returncode, again.returncode, again.stderr) == (0, 0, b"")
    assert (tmp_path / "f.jsonl").read_bytes() == whole


def test_the_output_is_no_input_of_a_redirection(shell: Run, report: Path, tmp_path: Path) -> None:
    done = shell("troopfacts extract . > f.jsonl")
    assert (done.returncode, done.stderr) == (0, b"")
    assert b'"doc":"./report.txt"' in (tmp_path / "f.jsonl").read_bytes()


def test_a_document_is_not_written_over(run: Run, report: Path) -> None:
    done = run("extract", "report.txt", "-o", "report.txt")
    assert done.returncode == 2
    assert b"is the output as well" in done.stderr
    assert report.read_text(encoding="utf-8") == REPORT


def test_lines_are_never_wrapped(run: Run, report: Path) -> None:
    for format in ("jsonl", "json", "csv"):
        narrow = run("extract", "-f", format, "report.txt", env={"COLUMNS": "20"})
        assert narrow.stdout == run("extract", "-f", format, "report.txt").stdout


def test_a_terminal_gets_a_table_and_a_pipe_json_lines(
    run: Run, on_terminal: OnTerminal, report: Path
) -> None:
    seen, code = on_terminal("extract", "report.txt", "--color", "never")
    assert code == 0
    assert seen.startswith("report.txt   written ?")
    assert run("extract", "report.txt").stdout.startswith(b'{"kind":')
