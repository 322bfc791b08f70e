"""Files, folders, links, globs, lists, pipes and devices."""

import json
import os
import socket
import subprocess
import threading
import time
from pathlib import Path

import pytest
from commands import COMMAND, REPORT, Done, Run


def docs(done: Done) -> list[str]:
    """The documents in the order of the output."""
    return list(dict.fromkeys(json.loads(line)["doc"] for line in done.stdout.splitlines()))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("d/b.txt", "d/a/z.md", "d/a/y", "d/c.log", "d/.hidden", "d/.git/config.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(REPORT, encoding="utf-8")
    return tmp_path / "d"


def test_a_folder_is_walked_in_order_without_what_is_hidden(run: Run, folder: Path) -> None:
    done = run("extract", "d")
    assert done.returncode == 0
    assert docs(done) == ["d/a/y", "d/a/z.md", "d/b.txt", "d/c.log"]


def test_what_is_hidden_can_be_named(run: Run, folder: Path) -> None:
    assert docs(run("extract", "d/.hidden", "d/.git")) == ["d/.hidden", "d/.git/config.txt"]


@pytest.mark.parametrize(
    ("globs", "expected"),
    [
        (["*.txt"], ["d/b.txt"]),
        (["*.txt", "*.md"], ["d/a/z.md", "d/b.txt"]),
        (["!*.log"], ["d/a/y", "d/a/z.md", "d/b.txt"]),
        (["a/*"], ["d/a/y", "d/a/z.md"]),
        (["a/*", "!*.md"], ["d/a/y"]),
        (["*.pdf"], []),
    ],
)
def test_glob_chooses_in_folders(
    run: Run, folder: Path, globs: list[str], expected: list[str]
) -> None:
    options = [option for glob in globs for option in ("--glob", glob)]
    assert docs(run("extract", *options, "d")) == expected


def test_glob_leaves_what_is_named_alone(run: Run, folder: Path) -> None:
    assert docs(run("extract", "--glob", "*.md", "d/b.txt")) == ["d/b.txt"]


def test_a_quoted_glob_is_expanded(run: Run, folder: Path) -> None:
    assert docs(run("extract", "d/*.*")) == ["d/b.txt", "d/c.log"]
    assert docs(run("extract", "d/**/*")) == ["d/a/y", "d/a/z.md", "d/b.txt", "d/c.log"]
    assert run("extract", "d/*.pdf").stderr == b"troopfacts: d/*.pdf: matches no file\n"


def test_a_name_with_glob_characters_is_a_name(run: Run, tmp_path: Path) -> None:
    (tmp_path / "[id].txt").write_text(REPORT)
    (tmp_path / "i.txt").write_text(REPORT)
    assert docs(run("extract", "[id].txt")) == ["[id].txt"]


def test_links(run: Run, folder: Path) -> None:
    """A link to a file is read; folders behind links are not walked: they may be a loop."""
    (folder / "loop").symlink_to(".")
    (folder / "file").symlink_to("b.txt")
    (folder / "itself").symlink_to("itself")
    (folder / "nowhere").symlink_to("nowhere at all")
    done = run("extract", "d")
    assert docs(done) == ["d/a/y", "d/a/z.md", "d/b.txt", "d/c.log", "d/file"]
    assert done.returncode == 2
    assert done.stderr.decode().splitlines() == [
        "troopfacts: d/itself: Too many levels of symbolic links",
        "troopfacts: d/nowhere: No such file or directory",
    ]
    assert docs(run("extract", "d/loop")) == [
        "d/loop/a/y",
        "d/loop/a/z.md",
        "d/loop/b.txt",
        "d/loop/c.log",
        "d/loop/file",
    ]


def test_in_a_walk_only_regular_files(run: Run, folder: Path) -> None:
    os.mkfifo(folder / "fifo")
    with socket.socket(socket.AF_UNIX) as one:
        one.bind(str(folder / "s"))
        done = run("extract", "d", timeout=20)
        assert done.returncode == 0
        assert len(docs(done)) == 4
        named = run("extract", "d/s")
    assert (named.returncode, named.stderr) == (
        2,
        b"troopfacts: d/s: No such device or address\n",
    )


def test_a_named_pipe_is_a_stream(run: Run, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    writer = threading.Thread(target=(tmp_path / "fifo").write_text, args=(REPORT,))
    writer.start()
    done = run("extract", "fifo")
    writer.join()
    assert docs(done) == ["fifo"]


def test_devices(run: Run, shell: Run) -> None:
    assert run("extract", "/dev/null").returncode == 1
    assert docs(shell("troopfacts extract /dev/stdin", REPORT.encode())) == ["/dev/stdin"]
    assert shell("troopfacts extract <(cat)", REPORT.encode()).returncode == 0


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_an_unreadable_file_costs_itself(run: Run, folder: Path) -> None:
    (folder / "b.txt").chmod(0)
    (folder / "a").chmod(0)
    done = run("extract", "d")
    assert done.returncode == 2
    assert done.stderr.decode().splitlines() == [
        "troopfacts: d/a: Permission denied",
        "troopfacts: d/b.txt: Permission denied",
    ]
    assert docs(done) == ["d/c.log"]


def test_a_file_deleted_midway_costs_itself(run: Run, folder: Path) -> None:
    """Named, then gone before its turn: the list is read while the files are."""
    ours, its = os.pipe()
    process = subprocess.Popen(
        [*COMMAND, "extract", "--files0-from", "-"],
        stdin=ours,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=folder.parent,
    )
    os.close(ours)
    os.write(its, b"d/b.txt\0d/gone.txt\0d/c.log\0")
    os.close(its)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 2
    assert said == b"troopfacts: d/gone.txt: No such file or directory\n"


def test_files0_from(run: Run, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "list").write_bytes(b"d/b.txt\0d/a\0d/c.log")
    expected = ["d/b.txt", "d/a/y", "d/a/z.md", "d/c.log"]
    assert docs(run("extract", "--files0-from", "list")) == expected
    names = (tmp_path / "list").read_bytes()
    assert docs(run("extract", "--files0-from", "-", stdin=names)) == expected
    done = run("extract", "--files0-from", "missing")
    assert (done.returncode, done.stderr) == (
        2,
        b"troopfacts: missing: No such file or directory\n",
    )


def test_a_list_of_no_files(run: Run) -> None:
    done = run("extract", "--files0-from", "-", stdin=b"")
    assert (done.returncode, done.stdout, done.stderr) == (1, b"", b"")
    assert run("extract", "--files0-from", "-", stdin=b"\0").returncode == 2


def test_standard_input_closed(shell: Run) -> None:
    done = shell("troopfacts extract <&-")
    assert (done.returncode, done.stderr) == (
        2,
        b"troopfacts: -: standard input is closed\n",
    )


def test_deep_folders(run: Run, tmp_path: Path) -> None:
    """Deeper than Python's calls, and than a path may be long: named, not fatal."""
    here = os.open(tmp_path, os.O_RDONLY)
    for _ in range(2100):
        os.mkdir("d", dir_fd=here)
        below = os.open("d", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    os.close(here)
    (tmp_path / "d" / "a.txt").write_text(REPORT)
    done = run("extract", "d")
    assert done.returncode == 2
    assert done.stderr.endswith(b": File name too long\n")
    assert docs(done) == ["d/a.txt"]
    subprocess.run(["rm", "-rf", str(tmp_path / "d")], check=True)


def test_ten_thousand_files(tmp_path: Path) -> None:
    """The first facts come before the last file is read; no descriptor is lost."""
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(10_000):
        (folder / f"{number:05}.txt").write_text("Kenya sent “no one”, he said." * (number < 2000))
    command = " ".join(f"'{part}'" for part in COMMAND)
    limited = f"ulimit -n 64; exec {command} extract many"
    start = time.monotonic()
    with subprocess.Popen(["bash", "-c", limited], stdout=subprocess.PIPE, cwd=tmp_path) as process:
        assert process.stdout
        first = process.stdout.readline()
        waited = time.monotonic() - start
        rest = process.stdout.read()
    assert process.returncode == 0
    assert json.loads(first)["doc"] == "many/00000.txt"
    names = [json.loads(line)["doc"] for line in rest.splitlines()]
    assert names == sorted(names)
    assert len(set(names)) >= 1999
    assert waited < 10
