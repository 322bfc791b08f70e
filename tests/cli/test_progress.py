"""How fast a run is and how long it will take."""

import gzip
from pathlib import Path

import pytest
from commands import REPORT

from troopfacts.cli.documents import Reader
from troopfacts.cli.messages import Messages, pace
from troopfacts.cli.sources import Filter, size


@pytest.mark.parametrize(
    ("seconds", "position", "whole", "told"),
    [
        (10, 30_000_000, 90_000_000, ["3.0 MB/s", "0:20 left"]),
        (100, 1_000_000, 400_000_000, ["0.0 MB/s", "11:05:00 left"]),
        (10, 90_000_000, 90_000_000, ["9.0 MB/s", "0:00 left"]),
        (75, 30_000_000, None, ["0.4 MB/s", "1:15"]),
        (75, 30_000_000, 1, ["0.4 MB/s", "1:15"]),  # a file that grows
        (10, None, None, ["12.0/s", "0:10"]),  # a pipe
    ],
)
def test_pace(seconds: float, position: int | None, whole: int | None, told: list[str]) -> None:
    assert pace(seconds, position, whole, 120) == told


def test_the_position_ends_at_the_size(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(REPORT)
    (tmp_path / "b.gz").write_bytes(gzip.compress(REPORT.encode() * 9))
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "d.jsonl").write_text('{"text": "Nothing."}\n' * 9)
    paths = sorted(map(str, (tmp_path / "a.txt", tmp_path / "b.gz", tmp_path / "c" / "d.jsonl")))
    reader = Reader(Messages())
    positions = [reader.position() for _ in reader.read(paths)]
    positions.append(reader.position())
    assert positions == sorted(positions, key=lambda position: position or 0)
    assert positions[-1] == size([str(tmp_path)], Filter())


def test_no_size_where_one_is_a_stream() -> None:
    assert size(["-"], Filter()) is None
    assert size(["/dev/null"], Filter()) is None
