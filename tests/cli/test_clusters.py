"""A real cluster of two worker processes on this machine: one is killed, one document kills."""

import gzip
import json
import os
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest
from commands import COMMAND, REPORT, Run

pytest.importorskip("distributed", reason="clusters are run with troopfacts[dask]")

from troopfacts.cli.clusters import shards
from troopfacts.cli.clusters.shards import cut

FILLER = "Nobody came down to the river that day. " * 20 + "\n\n"
RECORDS = 240
POISON = "d131"

# In every process: shards of few records, and a document that kills whatever reads it.
SETTING = f"""
import os
import troopfacts.cli.work as work
import troopfacts.cli.clusters.shards as shards
shards.SIZE = 20_000
whole = work.extract
def poisoned(document, *more):
    if document.id == {POISON!r}:
        os.kill(os.getpid(), 9)
    return whole(document, *more)
work.extract = poisoned
"""


def write(path: Path, numbers: range) -> None:
    lines = [json.dumps({"id": f"d{i}", "text": REPORT + FILLER}) + "\n" for i in numbers]
    path.write_text("".join(lines), encoding="utf-8")


def manifest(folder: Path) -> list[dict[str, Any]]:
    shards: list[dict[str, Any]] = json.loads((folder / "manifest.json").read_bytes())["shards"]
    return shards


def together(folder: Path) -> bytes:
    """The files of all shards, in the manifest's order."""
    names = [shard["output"] for shard in manifest(folder)]
    return b"".join(gzip.decompress((folder / name).read_bytes()) for name in names if name)


def workers_of(process: int) -> list[int]:
    """The worker processes of a cluster that a command has started."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(path.read_text().rpartition(")")[2].split()[1])
            line = (path.parent / "cmdline").read_bytes()
        except OSError:
            continue
        if parent == process and b"spawn_main" in line:
            found.append(int(path.parent.name))
    return found


def test_a_worker_is_killed_and_a_document_kills(tmp_path: Path) -> None:
    write(tmp_path / "wire.jsonl", range(RECORDS))
    (tmp_path / "set").mkdir()
    (tmp_path / "set" / "sitecustomize.py").write_text(SETTING)
    command = [*COMMAND, "extract", "-k", "troops", "-k", "quote", "wire.jsonl"]
    clustered = subprocess.Popen(
        [*command, "--scheduler", "local", "-j", "2", "-o", "facts"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(tmp_path / "set")},
        stderr=subprocess.PIPE,
    )
    end = time.monotonic() + 60
    while not list((tmp_path / "facts").glob("wire*.gz")):  # in the middle
        assert clustered.poll() is None
        assert time.monotonic() < end
        time.sleep(0.02)
    os.kill(workers_of(clustered.pid)[0], signal.SIGKILL)
    _, said = clustered.communicate(timeout=100)
    whole = subprocess.check_output(command, cwd=tmp_path)
    without = [line for line in whole.splitlines(True) if json.loads(line)["doc"] != POISON]
    assert together(tmp_path / "facts") == b"".join(without)
    assert clustered.returncode == 2
    told = f"{POISON}: kills the process that reads it, skipped"
    lines = said.decode().splitlines()
    assert lines[0].startswith("troopfacts: dashboard: http")
    assert lines[1] == f"troopfacts: {told}"
    assert len(lines) == 3
    done = manifest(tmp_path / "facts")
    assert [shard["failures"] for shard in done if shard["failures"]] == [[told]]
    assert sum(shard["documents"] for shard in done) == RECORDS
    assert sum(shard["facts"] for shard in done) == len(without)
    assert len(done) > 5
    assert sorted(path.name for path in (tmp_path / "facts").iterdir()) == sorted(
        ["manifest.json", *(shard["output"] for shard in done)]
    )


def test_a_signal_ends_all_and_what_is_done_is_known(tmp_path: Path) -> None:
    write(tmp_path / "wire.jsonl", range(RECORDS))
    (tmp_path / "set").mkdir()
    (tmp_path / "set" / "sitecustomize.py").write_text(SETTING.replace(POISON, "none"))
    command = [*COMMAND, "extract", "-k", "quote", "wire.jsonl", "--scheduler", "local", "-j", "1"]
    clustered = subprocess.Popen(
        [*command, "-o", "facts"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(tmp_path / "set")},
        stderr=subprocess.PIPE,
    )
    end = time.monotonic() + 60
    while not list((tmp_path / "facts").glob("wire*.gz")):
        assert time.monotonic() < end
        time.sleep(0.02)
    workers = workers_of(clustered.pid)
    clustered.send_signal(signal.SIGTERM)
    _, said = clustered.communicate(timeout=30)
    assert clustered.returncode == -signal.SIGTERM
    assert said.count(b"\n") == 1  # the dashboard's
    while any(Path(f"/proc/{worker}").exists() for worker in workers):
        assert time.monotonic() < end
        time.sleep(0.02)
    for shard in manifest(tmp_path / "facts"):
        assert (tmp_path / "facts" / shard["output"]).stat().st_size == shard["output_bytes"]


def test_a_second_run_does_what_is_new(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "a.jsonl", range(3))
    arguments = ["extract", "-k", "troops", "--scheduler", "local", "-j", "1", "-o", "facts"]
    first = run(*arguments, "a.jsonl")
    assert first.returncode == 0
    assert b"1 shard done, 0 unchanged; 3 documents" in first.stderr
    before = (tmp_path / "facts" / "manifest.json").read_bytes()
    second = run(*arguments, "a.jsonl")
    assert b"0 shards done, 1 unchanged; 3 documents" in second.stderr
    assert b"dashboard" not in second.stderr  # nothing to do, and no cluster is started
    assert (tmp_path / "facts" / "manifest.json").read_bytes() == before
    write(tmp_path / "a.jsonl", range(4))
    third = run(*arguments, "a.jsonl")
    assert b"1 shard done, 0 unchanged; 4 documents" in third.stderr
    assert together(tmp_path / "facts") == run("extract", "-k", "troops", "a.jsonl").stdout


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["--scheduler", "local"], b"--scheduler needs a folder for its files"),
        (["--scheduler", "local", "-o", "x", "-f", "csv"], b"--scheduler writes jsonl or parquet"),
        (["--scheduler", "local", "-o", "x", "--limit", "3"], b"writes all facts"),
        (["-f", "parquet"], b"parquet is written by extract --scheduler"),
    ],
)
def test_what_a_cluster_does_not_do(run: Run, arguments: list[str], why: bytes) -> None:
    done = run("extract", "a.txt", *arguments)
    assert done.returncode == 2
    assert why in done.stderr.replace(b"\n", b" ")


def test_no_scheduler_at_the_address(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "a.jsonl", range(1))
    done = run("extract", "a.jsonl", "--scheduler", "nonsense://", "-o", "facts")
    assert done.returncode == 2
    assert done.stderr.startswith(b"troopfacts: nonsense://: ")
    assert b"Traceback" not in done.stderr


def test_a_folder_that_is_not_ours(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "a.jsonl", range(1))
    (tmp_path / "facts").mkdir()
    (tmp_path / "facts" / "manifest.json").write_text("{}")
    done = run("extract", "a.jsonl", "--scheduler", "local", "-o", "facts")
    assert done.returncode == 2
    assert b"facts/manifest.json: is no manifest of ours" in done.stderr


# --- shards --------------------


def refuse(where: str, why: str) -> None:
    raise AssertionError(where + why)


def test_lines_are_cut_where_they_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shards, "SIZE", 100)
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"".join(b"x" * (7 * i % 150) + b"\n" for i in range(50)) + b"no end")
    parts = [shard.parts[0] for shard in cut([str(path)], None, False, refuse)]
    text = path.read_bytes()
    assert b"".join(text[part.start : part.end] for part in parts) == text
    assert all(text[: part.start].count(b"\n") + 1 == part.line for part in parts)
    assert all(part.size >= 100 for part in parts[:-1])
    for part in parts:
        with shards.opened_part(part, "", False) as stream:
            assert stream.read() == text[part.start : part.end]


def test_small_files_go_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shards, "SIZE", 100)
    paths = []
    for number in range(10):
        paths.append(str(tmp_path / f"{number}.txt"))
        Path(paths[-1]).write_text("x" * 30)
    found = list(cut(paths, None, False, refuse))
    assert [len(shard.parts) for shard in found] == [3, 3, 3, 1]
    assert [part.path for shard in found for part in shard.parts] == paths


def test_urls_are_read_by_fsspec(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Five soldiers left.")
    (tmp_path / "b.txt.gz").write_bytes(gzip.compress(b"Six soldiers left."))
    urls = shards.listed(f"file://{tmp_path}")
    assert urls == [f"file://{tmp_path}/a.txt", f"file://{tmp_path}/b.txt.gz"]
    (shard,) = cut(urls, None, False, refuse)
    texts = []
    for part in shard.parts:
        with shards.opened_part(part, "", False) as stream:
            texts.append(stream.read())
    assert texts == [b"Five soldiers left.", b"Six soldiers left."]
    assert len(shards.hashed(shard, "")) == 64


def test_a_file_that_is_gone_is_told(tmp_path: Path) -> None:
    told: list[str] = []
    assert not list(cut([str(tmp_path / "no")], None, False, lambda *line: told.append(line[1])))
    assert told == ["No such file or directory"]


def test_parquet_has_the_facts_of_json_lines(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="Parquet: troopfacts[parquet]")
    from troopfacts.cli.clusters.parquet import ParquetSheet
    from troopfacts.cli.pieces import Piece
    from troopfacts.cli.work import Work
    from troopfacts.cli.writers import Layout
    from troopfacts.extractors import Document

    (done,) = Work("jsonl", Layout()).do(Piece(Document("a", REPORT)))
    sheet = ParquetSheet(str(tmp_path / "a.parquet"), Layout())
    sheet.write(done.lines)
    sheet.close()
    rows = parquet.read_table(tmp_path / "a.parquet").to_pylist()
    facts = [json.loads(line) for line in done.lines.splitlines()]
    assert [row["text"] for row in rows] == [fact["text"] for fact in facts]
    assert [row["count.value"] for row in rows if row["kind"] == "troops"] == [500, 217]
    assert json.loads(next(row["parts"] for row in rows if row["kind"] == "quote"))
    assert "rule" not in rows[0]
