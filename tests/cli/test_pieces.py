"""Big texts: cut where a paragraph ends, facts at their place in the whole, memory flat."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from commands import COMMAND, REPORT
from samples import FACTS

from troopfacts.cli.pieces import cut, moved
from troopfacts.extractors.facts import Quote, Troops


def test_a_text_that_fits_is_one_piece() -> None:
    assert list(cut(["ab", "c"])) == [(0, "abc", True)]
    assert list(cut([])) == [(0, "", True)]
    assert list(cut([""])) == [(0, "", True)]


@pytest.mark.parametrize("end", ["\n\n", "\r\n\r\n", "\n", "\r", ". ", " "])
def test_cut_at_the_best_end(end: str) -> None:
    text = f"word word{end}" * 40
    pieces = list(cut([text], limit=64))
    assert "".join(piece for _, piece, _ in pieces) == text
    assert all(piece.endswith(end) for _, piece, _ in pieces)
    assert all(len(piece) <= 64 for _, piece, _ in pieces)


def test_offsets_add_up_whatever_the_chunks() -> None:
    text = REPORT * 9 + "x" * 300
    for size in (1, 7, 64, 1000):
        chunks = [text[i : i + size] for i in range(0, len(text), size)]
        pieces = list(cut(chunks, limit=100))
        assert "".join(piece for _, piece, _ in pieces) == text
        assert all(text[at : at + len(piece)] == piece for at, piece, _ in pieces)
        assert all(len(piece) <= 100 for _, piece, _ in pieces)
        assert [last for *_, last in pieces] == [False] * (len(pieces) - 1) + [True]


def test_a_fact_moves_with_all_that_is_in_it() -> None:
    for fact in FACTS:
        there = moved(fact, 1000)
        assert (there.start, there.end, there.text) == (
            fact.start + 1000,
            fact.end + 1000,
            fact.text,
        )
        if isinstance(fact, Troops):
            assert isinstance(there, Troops)
            assert there.count == fact.count
            for name in ("force", "place", "time", "source"):
                assert getattr(there, name).start == getattr(fact, name).start + 1000
        if isinstance(fact, Quote):
            assert isinstance(there, Quote)
            assert there.parts == [(start + 1000, end + 1000) for start, end in fact.parts]


def facts_of(*arguments: str) -> list[dict[str, Any]]:
    done = subprocess.run(
        [*COMMAND, "extract", "-k", "quote", *arguments], capture_output=True, check=True
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_a_big_file_has_the_facts_of_its_parts(tmp_path: Path) -> None:
    """Longer than two pieces; one document in the output, every slice where it says."""
    part = tmp_path / "part.txt"
    part.write_text(REPORT, encoding="utf-8")
    filler = ("Nobody came down to the river. " * 26 + "\n\n") * 3000
    text = REPORT + "\n" + filler + REPORT
    assert len(text) > 2 << 20
    big = tmp_path / "big.txt"
    big.write_text(text, encoding="utf-8")
    record = tmp_path / "big.jsonl"
    record.write_text(json.dumps({"id": str(big), "text": text}), encoding="utf-8")
    expected = [fact["text"] for fact in facts_of(str(part))]
    assert expected
    for path in (big, record):
        found = facts_of(str(path))
        assert {fact["doc"] for fact in found} == {str(big)}
        assert [fact["text"] for fact in found] == expected * 2
        assert all(text[fact["start"] : fact["end"]] == fact["text"] for fact in found)
    target = tmp_path / "big.json"
    facts_of(str(big), "-o", str(target))
    whole = json.loads(target.read_bytes())
    assert [(one["doc"], len(one["facts"])) for one in whole["documents"]] == [
        (str(big), 2 * len(expected))
    ]


FEED = """
import resource, subprocess, sys
form, head, line, megabytes = sys.argv[1:]
command = [sys.executable, "-m", "troopfacts.cli", "extract", "--from", form, "-k", "troops"]
null = subprocess.DEVNULL
with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=null, stderr=null) as process:
    process.stdin.write(head.encode())
    for _ in range(int(megabytes)):
        process.stdin.write(line.encode() * (1_000_000 // len(line)))
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


@pytest.mark.parametrize(
    ("form", "head", "line"),
    [
        ("text", "", "one line without an end "),
        ("jsonl", "", json.dumps({"text": "“No,” he said. " * 100}) + "\n"),
        ("jsonl", '{"text": "', "one line without an end "),
    ],
)
def test_memory_is_flat(form: str, head: str, line: str) -> None:
    """60 MB more of input cost less than 30 MB of memory."""
    peaks = [
        int(subprocess.check_output([sys.executable, "-c", FEED, form, head, line, megabytes]))
        for megabytes in ("40", "100")
    ]
    assert peaks[1] - peaks[0] < 30_000  # kB
