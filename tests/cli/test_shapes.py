"""Input that is too long, too deep or too well packed; what does not exist in any calendar."""

import gzip
import json
import os
import re
import resource
import subprocess
from pathlib import Path

import pytest
from commands import COMMAND, REPORT, Done, Run

MEGABYTE = 1 << 20


def facts(done: Done) -> list[dict[str, object]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_a_bomb_of_text_is_streamed(tmp_path: Path) -> None:
    """A few kilobytes that hold forty megabytes, in 600 MB; nothing is unpacked to disk."""
    packed = gzip.compress(b"x " * (20 * MEGABYTE) + REPORT.encode())
    assert len(packed) < 100_000
    (tmp_path / "a.txt.gz").write_bytes(packed)
    process = subprocess.run(
        [*COMMAND, "extract", "-k", "troops", "a.txt.gz"],
        capture_output=True,
        timeout=120,
        cwd=tmp_path,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (600 * MEGABYTE,) * 2),
    )
    assert process.returncode == 0
    assert facts(process)
    assert os.listdir(tmp_path) == ["a.txt.gz"]


def test_a_hundred_thousand_open_quotes(run: Run, tmp_path: Path) -> None:
    for name, text in {
        "a": "“" * 100_000,
        "b": '"' * 100_001,
        "c": "“" * 50_000 + "”" * 50_000,
        "d": "“We stay,” Miller said. “" + "Five soldiers left Iraq. " * 4000,
    }.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    done = run("extract", "a.txt", "b.txt", "c.txt", "d.txt", timeout=60)
    assert done.returncode == 0
    assert done.stderr == b""
    quotes = [fact for fact in facts(done) if fact["kind"] == "quote" and fact["doc"] == "d.txt"]
    # The words after the cue belong to the quote, as far as an open mark reaches.
    assert any(str(fact["quote"]).startswith("We stay, Five soldiers") for fact in quotes)
    assert all(len(str(fact["quote"])) <= 4000 for fact in quotes)


def test_many_facts_and_no_sentences_end(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("5 troops in Iraq, " * 2000)
    done = run("extract", "-k", "troops", "a.txt", timeout=60)
    found = facts(done)
    assert len(found) == 2000
    assert max(len(str(fact["sentence"])) for fact in found) <= 400


@pytest.mark.parametrize("written", ["٢٥٠٠", "２５００", "२५००"])
def test_other_digits_are_numbers(run: Run, written: str) -> None:
    done = run("extract", "-k", "troops", stdin=f"Kenya sent {written} troops to Haiti.".encode())
    [fact] = facts(done)
    assert fact["text"] == f"{written} troops"
    assert fact["count"]["value"] == 2500  # type: ignore[index]


def test_a_raised_digit_is_no_number(run: Run) -> None:
    done = run("extract", stdin="The 5² troops of ½ Iraq, x² soldiers.".encode())
    assert done.stderr == b""
    assert done.returncode in (0, 1)


@pytest.mark.parametrize(
    "text",
    [
        "Troops left in 99999.",
        "Troops left on the 32nd of May 2024.",
        "Troops left on 31 February 2024.",
        "Troops left on 2024-02-31 and 2024-13-01.",
        "Troops left on 29 February 2023.",
        "Troops left at 25:61 on 0/0/2024.",
    ],
)
def test_a_day_that_does_not_exist_is_no_day(run: Run, text: str) -> None:
    done = run("extract", "-k", "date", "--date", "2024-05-01", stdin=text.encode())
    assert done.stderr == b""
    for fact in facts(done):
        day = re.fullmatch(r"\d{4}-\d\d-\d\d.*", str(fact["value"]))
        assert not (day and fact["resolved"]), fact


@pytest.mark.parametrize(
    ("text", "value"), [("in 44 BC", "BC0044"), ("in 500 BC", "BC0500"), ("in 490 B.C.", "BC0490")]
)
def test_before_the_calendar_begins(run: Run, text: str, value: str) -> None:
    [fact] = facts(run("extract", "-k", "date", stdin=f"Rome sent troops {text}.".encode()))
    assert (fact["value"], fact["from"], fact["to"]) == (value, None, None)


def test_cells_that_look_like_formulas_are_data(run: Run, tmp_path: Path) -> None:
    names = ["=1+1.txt", "+1.txt", "-1.txt", "@x.txt"]
    for name in names:
        (tmp_path / name).write_text("Five soldiers left Iraq.")
    done = run("extract", "-k", "troops", "-f", "csv", "--", *sorted(names))
    docs = [line.split(",")[1] for line in done.stdout.decode().splitlines()[1:]]
    assert docs == sorted(names)


def test_nothing_is_written_but_the_output(shell: Run, tmp_path: Path) -> None:
    """No cache, no settings, and no home to put them in."""
    (tmp_path / "a.txt").write_text(REPORT, encoding="utf-8")
    before = sorted(os.listdir(tmp_path))
    line = "HOME=/nonexistent XDG_CACHE_HOME=/nonexistent troopfacts extract a.txt"
    done = shell(line)
    assert (done.returncode, done.stderr) == (0, b"")
    assert sorted(os.listdir(tmp_path)) == before
