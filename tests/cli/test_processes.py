"""The same bytes whatever the hash seed, locale, time zone, clock and the order of the files."""

import json
from itertools import groupby
from pathlib import Path

import pytest
from commands import REPORT, Run

SEEDS = Path(__file__).parent.parent.parent / "seeds"

# A clock of another year, for all that is imported after it.
CLOCK = """
import datetime, time

class Meta(type):
    def __instancecheck__(cls, one):
        return isinstance(one, cls.__mro__[1])

class Day(datetime.date, metaclass=Meta):
    @classmethod
    def today(cls):
        return datetime.date(2099, 12, 31)

class Moment(datetime.datetime, metaclass=Meta):
    @classmethod
    def now(cls, tz=None):
        return cls(2099, 12, 31, 23, 59, 59, tzinfo=tz)
    today = utcnow = now

time.time = lambda: 4102444799.0
datetime.date, datetime.datetime = Day, Moment
"""

RELATIVE = "About 500 U.S. troops left Iraq on Tuesday; 200 more will follow next month, he said."


@pytest.fixture
def documents(tmp_path: Path) -> list[str]:
    """Every report of ours and a few texts that lean on today, in the folder of the run."""
    texts = {path.name: path.read_text(encoding="utf-8") for path in SEEDS.glob("*.txt")}
    texts |= {"a.txt": RELATIVE, "b.txt": "NAIROBI, 30 Sept. — " + RELATIVE, "c.txt": REPORT}
    texts |= {"d.txt": "Published: 30 сентября 2025\n\n" + RELATIVE, "2025-09-30-e.txt": RELATIVE}
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return sorted(texts)


def test_the_same_bytes_in_any_environment(run: Run, tmp_path: Path, documents: list[str]) -> None:
    (tmp_path / "clock").mkdir()
    (tmp_path / "clock" / "sitecustomize.py").write_text(CLOCK)
    plain = run("extract", *documents, env={"PYTHONHASHSEED": "0", "TZ": "UTC"})
    assert plain.returncode == 0
    for env in (
        {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "31337", "TZ": "Etc/GMT+12", "LC_ALL": "tr_TR.UTF-8", "PYTHONUTF8": "0"},
        {"PYTHONHASHSEED": "2", "PYTHONPATH": str(tmp_path / "clock")},
        {"PYTHONHASHSEED": "3", "PYTHONPATH": str(tmp_path / "clock"), "TZ": "Asia/Kathmandu"},
    ):
        assert run("extract", *documents, env=env).stdout == plain.stdout, env


def test_the_order_of_the_files_is_the_order_of_the_facts_and_no_more(
    run: Run, documents: list[str]
) -> None:
    """A document's facts are the same alone, among others, and the other way round."""

    def by_document(names: list[str]) -> dict[str, list[bytes]]:
        lines = run("extract", *names).stdout.splitlines()
        groups = groupby(lines, lambda line: str(json.loads(line)["doc"]))
        return {doc: list(group) for doc, group in groups}

    forward, backward = by_document(documents), by_document(documents[::-1])
    assert forward == backward
    assert list(forward) == list(backward)[::-1] == documents
    for name in documents[:3]:
        assert by_document([name]) == {name: forward[name]}


def test_a_second_run_writes_the_same_file(run: Run, tmp_path: Path, documents: list[str]) -> None:
    for name in ("f.jsonl", "f.json", "f.csv"):
        assert run("extract", *documents[:4], "-o", name).returncode == 0
        first = (tmp_path / name).read_bytes()
        run("extract", *documents[:4], "-o", name)
        assert (tmp_path / name).read_bytes() == first


COUNTED = """
import errno, os
left = [int(os.environ["FAULT"])]
def counted(call):
    def fails(*arguments, **more):
        if call is not whole_open or "f.jsonl" in str(arguments[0]):
            left[0] -= 1
            if left[0] == 0:
                raise OSError(errno.EIO, "Input/output error")
        return call(*arguments, **more)
    return fails
import builtins
whole_open = builtins.open
for name in ("open", "write", "fsync", "dup", "replace", "chmod", "fdopen"):
    if name == "open":
        builtins.open = counted(whole_open)
    else:
        setattr(os, name, counted(getattr(os, name)))
"""


def test_the_kth_call_fails(run: Run, tmp_path: Path) -> None:
    """Of all the calls that write the output, one after the other: whole or untouched, and told."""
    (tmp_path / "faults").mkdir()
    (tmp_path / "faults" / "sitecustomize.py").write_text(COUNTED)
    record = json.dumps({"text": REPORT}) + "\n"
    (tmp_path / "a.jsonl").write_text(record * 60)  # more than one buffer
    whole = run("extract", "a.jsonl").stdout
    target = tmp_path / "f.jsonl"
    failed = 0
    for k in range(1, 40):
        target.write_text("old")
        env = {"PYTHONPATH": str(tmp_path / "faults"), "FAULT": str(k)}
        done = run("extract", "a.jsonl", "-o", "f.jsonl", env=env)
        assert b"Traceback" not in done.stderr
        if done.returncode == 0:
            assert target.read_bytes() == whole
            break
        failed += 1
        assert done.returncode == 2
        assert done.stderr == b"troopfacts: f.jsonl: Input/output error\n"
        assert target.read_text() == "old"
        assert sorted(path.name for path in tmp_path.iterdir()) == ["a.jsonl", "f.jsonl", "faults"]
    else:
        pytest.fail("it never ran through")
    assert failed >= 4
