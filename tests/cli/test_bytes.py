"""Bytes and encodings: what is in the file is what is read, or it is said."""

import bz2
import gzip
import json
import lzma
import os
import random
from pathlib import Path
from typing import Any

import pytest
from commands import REPORT, Done, Run


def facts(done: Done) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


def places(done: Done) -> list[tuple[int, str]]:
    return [(fact["start"], fact["text"]) for fact in facts(done)]


def test_binary_is_named_and_skipped(run: Run, tmp_path: Path, report: Path) -> None:
    (tmp_path / "b").write_bytes(random.Random(1).randbytes(100_000))
    done = run("extract", "b", "report.txt")
    assert done.returncode == 2
    assert done.stderr == b"troopfacts: b: binary, skipped\n"
    assert facts(done)


def test_more_than_one_percent_nul_is_binary(run: Run, tmp_path: Path) -> None:
    (tmp_path / "b").write_bytes(b"table\0" * 100)
    assert run("extract", "b").stderr == b"troopfacts: b: binary, skipped\n"


def test_a_gzip_bomb_of_nothing_is_binary_at_once(run: Run, tmp_path: Path) -> None:
    with gzip.open(tmp_path / "bomb.gz", "wb", compresslevel=1) as bomb:
        for _ in range(300):
            bomb.write(bytes(1 << 20))
    done = run("extract", "bomb.gz", timeout=20)
    assert done.stderr == b"troopfacts: bomb.gz: binary, skipped\n"


def test_pdf_says_what_to_do(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    done = run("extract", "a.pdf")
    assert done.returncode == 2
    assert b"pdftotext FILE - | troopfacts extract" in done.stderr


def test_utf_16_without_a_mark_says_what_to_do(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(REPORT.encode("utf-16-le"))
    done = run("extract", "a.txt")
    assert b"--encoding utf-16-le" in done.stderr
    assert facts(run("extract", "--encoding", "utf-16-le", "a.txt"))


def test_a_nul_in_text_is_kept_and_counted(run: Run, report: Path, tmp_path: Path) -> None:
    (tmp_path / "nul.txt").write_bytes(b"a\0b\n\n" + report.read_bytes())
    assert places(run("extract", "nul.txt")) == [
        (start + 5, text) for start, text in places(run("extract", "report.txt"))
    ]


def test_bad_bytes_are_told_once_and_the_rest_is_read(
    run: Run, report: Path, tmp_path: Path
) -> None:
    (tmp_path / "bad.txt").write_bytes(b"caf\xe9 caf\xe9\n\n" + report.read_bytes())
    done = run("extract", "bad.txt")
    assert done.returncode == 0
    assert done.stderr.decode() == (
        "troopfacts: bad.txt: warning: not UTF-8 at byte 3, bad bytes read as U+FFFD; "
        "another encoding? --encoding NAME\n"
    )
    assert [start for start, _ in places(done)] == [
        start + 11 for start, _ in places(run("extract", "report.txt"))
    ]
    assert run("extract", "--quiet", "bad.txt").stderr == b""


@pytest.mark.parametrize("encoding", ["latin-1", "cp1251", "koi8-r", "utf-16-be", "shift-jis"])
def test_an_encoding_is_taken_at_its_word(run: Run, tmp_path: Path, encoding: str) -> None:
    text = "Café. " if encoding == "latin-1" else "" if encoding == "shift-jis" else "Мир. "
    report = text + REPORT.replace("“", '"').replace("”", '"')
    (tmp_path / "plain.txt").write_bytes(report.encode())
    (tmp_path / "other.txt").write_bytes(report.encode(encoding))
    done = run("extract", "--encoding", encoding, "other.txt")
    assert done.stderr == b""
    assert places(done) == places(run("extract", "plain.txt"))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_an_encoding_known_by_its_mark_needs_it(run: Run, tmp_path: Path, encoding: str) -> None:
    (tmp_path / "marked.txt").write_bytes(REPORT.encode(encoding))
    (tmp_path / "plain.txt").write_bytes(REPORT.encode(f"{encoding}-le"))
    done = run("extract", "--encoding", encoding, "plain.txt", "marked.txt")
    assert done.returncode == 2
    assert done.stderr.startswith(b"troopfacts: plain.txt: UTF-")
    assert done.stderr.count(b"\n") == 1
    assert facts(done)


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"\xef\xbb\xbf", "utf-8"),
        (b"\xff\xfe", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
        (b"\xff\xfe\0\0", "utf-32-le"),
        (b"\0\0\xfe\xff", "utf-32-be"),
    ],
)
def test_a_byte_order_mark_decides_and_is_dropped(
    run: Run, report: Path, tmp_path: Path, mark: bytes, encoding: str
) -> None:
    (tmp_path / "marked.txt").write_bytes(mark + REPORT.encode(encoding))
    record = json.dumps({"text": REPORT}, ensure_ascii=False)
    (tmp_path / "marked.jsonl").write_bytes(mark + record.encode(encoding))
    plain = places(run("extract", "report.txt"))
    assert places(run("extract", "marked.txt")) == plain
    assert places(run("extract", "marked.jsonl")) == plain
    assert places(run("extract", "--encoding", encoding, "marked.txt")) == plain


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_are_counted_as_they_are(run: Run, tmp_path: Path, end: str) -> None:
    text = REPORT.replace("\n", end)
    (tmp_path / "a.txt").write_bytes(text.encode())
    found = facts(run("extract", "a.txt"))
    assert found
    for fact in found:
        assert text[fact["start"] : fact["end"]] == fact["text"]


@pytest.mark.skipif(os.name == "nt", reason="names are text there")
def test_a_file_name_that_is_not_utf_8(run: Run, tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    with open(name, "wb") as file:
        file.write(REPORT.encode())
    done = run("extract", b"caf\xe9.txt", b"no\xe9.txt")
    assert {fact["doc"] for fact in facts(done)} == {"caf\ufffd.txt"}
    assert done.stderr.decode() == "troopfacts: no\ufffd.txt: No such file or directory\n"
    assert {fact["doc"] for fact in facts(run("extract", "."))} == {"./caf\ufffd.txt"}


@pytest.mark.parametrize(("suffix", "pack"), [(".gz", gzip), (".bz2", bz2), (".xz", lzma)])
def test_compressed(run: Run, report: Path, tmp_path: Path, suffix: str, pack: object) -> None:
    compress = pack.compress  # type: ignore[attr-defined]
    (tmp_path / f"a.txt{suffix}").write_bytes(compress(REPORT.encode()))
    (tmp_path / f"a.jsonl{suffix}").write_bytes(compress(json.dumps({"text": REPORT}).encode()))
    plain = places(run("extract", "report.txt"))
    assert places(run("extract", f"a.txt{suffix}")) == plain
    records = facts(run("extract", f"a.jsonl{suffix}"))
    assert [(fact["start"], fact["text"]) for fact in records] == plain
    assert {fact["doc"] for fact in records} == {f"a.jsonl{suffix}:1"}


@pytest.mark.parametrize(("suffix", "pack"), [(".gz", gzip), (".bz2", bz2), (".xz", lzma)])
def test_a_broken_archive_is_an_error(
    run: Run, report: Path, tmp_path: Path, suffix: str, pack: object
) -> None:
    whole = pack.compress(REPORT.encode())  # type: ignore[attr-defined]
    (tmp_path / f"cut.txt{suffix}").write_bytes(whole[:-20])
    (tmp_path / f"plain.txt{suffix}").write_bytes(REPORT.encode())
    middle = bytes(byte ^ 0x55 for byte in whole[20:40])
    (tmp_path / f"spoilt.txt{suffix}").write_bytes(whole[:20] + middle + whole[40:])
    names = [f"{name}.txt{suffix}" for name in ("cut", "plain", "spoilt")]
    done = run("extract", *names, "report.txt")
    assert done.returncode == 2
    said = done.stderr.decode().splitlines()
    assert [line.split(": ")[1] for line in said] == names
    assert {fact["doc"] for fact in facts(done)} == {"report.txt"}


def test_naughty_text_is_data(run: Run, tmp_path: Path) -> None:
    """Other digits, combining marks, no width, right to left: exact offsets, unchanged."""
    text = (
        REPORT
        + "\n٢٥٠٠ troops. ２５００ troops. 5² troops. tr\u200boops e\u0301 \u202eevil\u202c.\n"
        + "5\u200d troops.\n"
    )
    (tmp_path / "a.txt").write_bytes(text.encode())
    for fact in facts(run("extract", "a.txt")):
        assert text[fact["start"] : fact["end"]] == fact["text"]


def test_a_million_digits(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("9" * 10**6 + " troops")
    done = run("extract", "-k", "troops", "a.txt", timeout=10)
    assert (done.returncode, done.stdout, done.stderr) == (1, b"", b"")


@pytest.mark.parametrize(
    "text",
    [
        "“" * 20_000,
        '" ' * 20_000,
        "“" * 20_000 + "”" * 20_000,
        "5 troops in Iraq, " * 500,
        "Jan " * 5_000,
        "New York " * 2_000,
        "in 99999, the 32nd of May, 31 February 2024, 44 BC, in 500 BC",
    ],
    ids=lambda text: text[:8],
)
def test_odd_shapes_are_read_without_a_word(run: Run, tmp_path: Path, text: str) -> None:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    done = run("extract", "a.txt")
    assert done.returncode in (0, 1)
    assert done.stderr == b""
    for fact in facts(done):
        assert text[fact["start"] : fact["end"]] == fact["text"]
        assert len(fact["sentence"]) <= 400
