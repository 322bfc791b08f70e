"""Web archives: whole ones, broken ones, and pages in other languages."""

import gzip
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from commands import Run

from troopfacts.cli.languages import is_english

pytest.importorskip("fastwarc", reason="archives are read with troopfacts[web]")
pytest.importorskip("trafilatura", reason="archives are read with troopfacts[web]")

import warcs
from warcs import PAGES, record, response

from troopfacts.cli.archives import pages

HTML = b"<html><body><p>About 500 U.S. troops arrived in Iraq, the Pentagon said.</p></body></html>"


def one(number: int, length: int | None = None) -> bytes:
    return record(response(HTML), f"https://e.org/{number}", length=length)


def packed(*records: bytes) -> bytes:
    """As archives are: a gzip member a record."""
    return b"".join(map(gzip.compress, records))


def damaged(data: bytes) -> bytes:
    return data[:30] + bytes(byte ^ 0xFF for byte in data[30:40]) + data[40:]


RECORDS = [one(number) for number in range(5)]
BIG = record(response(b"y" * 21_000_000), "https://e.org/big")
ZIPPED = {"headers": "Content-Type: text/html\r\nContent-Encoding: gzip"}
BOMB = record(response(gzip.compress(b"x" * 60_000_000), **ZIPPED), "https://e.org/bomb")
RUNS_ON = "it runs into the next, so its length is wrong"
LOST = "no record where the next should begin"

# archive, which of the five pages are read, what is told
BROKEN: dict[str, tuple[bytes, list[int], list[str]]] = {
    "whole": (b"".join(RECORDS), [0, 1, 2, 3, 4], []),
    "compressed": (packed(*RECORDS), [0, 1, 2, 3, 4], []),
    "compressed as one": (gzip.compress(b"".join(RECORDS)), [0, 1, 2, 3, 4], []),
    "empty": (b"", [], []),
    "cut short": (b"".join(RECORDS)[:-60], [0, 1, 2, 3], ["the archive ends within it"]),
    "compressed, cut short": (packed(*RECORDS)[:-60], [0, 1, 2, 3], ["the archive ends within it"]),
    "damaged member": (
        packed(*RECORDS[:2]) + damaged(packed(RECORDS[2])) + packed(*RECORDS[3:]),
        [0, 1, 3, 4],
        [LOST],
    ),
    "damaged first": (
        damaged(packed(RECORDS[0])) + packed(*RECORDS[1:]),
        [1, 2, 3, 4],
        ["at byte 0"],
    ),
    "rubbish between": (
        b"".join(RECORDS[:2]) + b"rubbish\r\n\r\n" + b"".join(RECORDS[2:]),
        [0, 1, 2, 3, 4],
        [LOST],
    ),
    "too short a length": (
        b"".join(RECORDS[:2]) + one(9, length=30) + b"".join(RECORDS[2:]),
        [0, 1, 2, 3, 4],
        [LOST],
    ),
    "too long a length": (
        b"".join(RECORDS[:2]) + one(9, length=5000) + b"".join(RECORDS[2:]),
        [0, 1, 2, 3, 4],
        [RUNS_ON],
    ),
    "too long a length, compressed": (
        packed(*RECORDS[:2], one(9, length=10**15), *RECORDS[2:]),
        [0, 1, 2, 3, 4],
        [RUNS_ON],
    ),
    "a huge page": (RECORDS[0] + BIG + RECORDS[1], [0, 1], ["a page of more than 20 MB"]),
    "a bomb": (RECORDS[0] + BOMB + RECORDS[1], [0, 1], ["a page of more than 20 MB"]),
    "no archive": (b"hello world\n" * 100, [], ["Invalid WARC header"]),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_records_are_told_and_the_next_are_read(name: str) -> None:
    data, numbers, told = BROKEN[name]
    said: list[str] = []
    found = list(pages("a.warc", io.BytesIO(data), said.append))
    assert [page.id for page in found] == [f"https://e.org/{number}" for number in numbers]
    assert all(page.data == HTML for page in found)
    assert len(said) == len(told)
    assert all(why in line for why, line in zip(told, said, strict=True))


def test_an_archive_of_broken_records_is_given_up() -> None:
    for data in (b"\nWARC/1." * 20_000, gzip.compress(b"WARC/1.0 nonsense") * 3000):
        said: list[str] = []
        assert not list(pages("a.warc", io.BytesIO(data), said.append))
        assert said[-1] == "more than 1,000 broken records, the rest is skipped"


@pytest.mark.parametrize(
    "block",
    [
        response(gzip.compress(HTML), **ZIPPED),
        response(HTML, **ZIPPED),  # stored decoded, with the header as it was
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
        + b"%x\r\n%s\r\n0\r\n\r\n" % (len(HTML), HTML),
        response(HTML, "Content-Type: application/xhtml+xml"),
    ],
    ids=["compressed", "not compressed as it says", "in chunks", "xhtml"],
)
def test_how_a_page_was_sent(block: bytes) -> None:
    data = record(block, "<https://e.org/a>") + RECORDS[0]
    found = list(pages("a.warc", io.BytesIO(data), print))
    assert [page.id for page in found] == ["https://e.org/a", "https://e.org/0"]
    assert found[0].data == HTML


@pytest.mark.parametrize(
    "other",
    [
        record(HTML, type="metadata"),
        record(response(b"{}", "Content-Type: application/json")),
        record(response(HTML).replace(b"200 OK", b"404 Not Found")),
        record(b"no response at all"),
    ],
    ids=["no response", "no page", "not found", "no HTTP"],
)
def test_what_is_no_page_served(other: bytes) -> None:
    assert [page.id for page in pages("a", io.BytesIO(other + RECORDS[0]), print)] == [
        "https://e.org/0"
    ]


def test_the_server_and_the_archive_have_their_say() -> None:
    head = '<html><head><meta name="date" content="2031-01-01">'
    text = f"{head}<title>Ф</title></head><body>".encode("cp1251") + HTML
    data = record(response(text, "Content-Type: text/html; charset=windows-1251"))
    (page,) = pages("a.warc", io.BytesIO(data), print)
    assert (page.charset, str(page.latest)) == ("windows-1251", "2025-10-02")
    from troopfacts.cli.pages import read

    document, _ = read(page)
    assert (document.title, document.date) == ("Ф", None)  # not after it was archived


def test_a_record_without_an_address() -> None:
    data = RECORDS[0] + RECORDS[1].replace(b"WARC-Target-URI", b"X-Nothing")
    found = list(pages("a.warc", io.BytesIO(data), print))
    assert [page.id for page in found] == ["https://e.org/0", f"a.warc:{len(RECORDS[0])}"]


# --- the command --------------------

GERMAN = (
    "<p>Rund 500 Soldaten der Bundeswehr sind am Dienstag in Litauen angekommen, wie das "
    "Verteidigungsministerium in Berlin mitteilte. Sie bleiben bis zum Ende des Jahres.</p>"
)


def archive() -> bytes:
    articles = [
        record(response(path.read_bytes(), "Content-Type: text/html"), f"https://e.org/{path.stem}")
        for path in sorted(PAGES.glob("*.html"))
    ]
    german = record(response(f"<html><body>{GERMAN * 3}</body></html>".encode()), "https://e.de/")
    empty = [record(response(b"<html></html>"), f"https://e.org/empty{n}") for n in (1, 2)]
    return packed(*articles, german, *empty)


def test_an_archive_is_its_pages(run: Run, tmp_path: Path) -> None:
    (tmp_path / "news.warc.gz").write_bytes(archive() + b"rubbish")
    done = run("extract", "news.warc.gz", "-k", "troops", "-k", "date", "--save-text", "texts")
    assert done.returncode == 2
    told = done.stderr.decode().splitlines()
    assert [line.removeprefix("troopfacts: news.warc.gz: ") for line in told] == [
        told[0].removeprefix("troopfacts: news.warc.gz: "),
        "warning: a page whose metadata says another day than they do: "
        "https://e.org/wrong-meta-date",
        "warning: a page not in English, left out: https://e.de/",
        "warning: 2 pages without text: https://e.org/empty1 …",
    ]
    assert LOST in told[0]
    assert len(list((tmp_path / "texts").iterdir())) == 20
    got = [json.loads(line) for line in done.stdout.splitlines()]
    for path in PAGES.glob("*.html"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    names = [path.name for path in sorted(PAGES.glob("*.html"))]
    alone = run("extract", *names, "-k", "troops", "-k", "date").stdout
    expected = [json.loads(line) for line in alone.splitlines()]
    for fact in expected:
        fact["doc"] = f"https://e.org/{fact['doc'].removesuffix('.html')}"
    assert got == expected


def test_documents_of_json_are_those_in_english(run: Run, tmp_path: Path) -> None:
    (tmp_path / "news.warc.gz").write_bytes(archive())
    done = run("extract", "news.warc.gz", "-f", "json", "-k", "quote")
    assert len(json.loads(done.stdout)["documents"]) == 20


def test_an_archive_from_a_pipe(run: Run) -> None:
    done = run("extract", "--from", "warc", "-k", "troops", stdin=packed(*RECORDS))
    assert (done.returncode, done.stderr) == (0, b"")
    assert [json.loads(line)["doc"] for line in done.stdout.splitlines()] == [
        f"https://e.org/{number}" for number in range(5)
    ]


PEAK = """
import resource, subprocess, sys
subprocess.run([sys.executable, "-m", "troopfacts.cli", *sys.argv[1:]], capture_output=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def test_memory_is_flat(tmp_path: Path) -> None:
    """An archive of 20 MB; ten times that is run by hand (tests/warcs.py) and takes no more."""
    path = tmp_path / "news.warc"
    with path.open("wb") as file:
        for block in warcs.news():
            file.write(block)
            if file.tell() > 20_000_000:
                break
    # By a small process between, since what is forked counts the memory it is forked from.
    arguments = ["extract", "-k", "location", str(path)]
    peak = int(subprocess.check_output([sys.executable, "-c", PEAK, *arguments]))
    assert 20_000 < peak < 150_000  # kB


# --- languages --------------------


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("The general said that nobody had told him of the attack.", True),
        ("Troops leave the base", True),
        ("", False),
        ("Der General sagte, dass ihm niemand von dem Angriff erzählt habe.", False),
        ("El general dijo que nadie le había hablado del ataque.", False),
        ("De generaal zei dat niemand hem over de aanval had verteld.", False),
        ("O general disse que ninguém lhe tinha falado do ataque.", False),
        ("Generał powiedział, że nikt mu o tym nie mówił, to jest prawda.", False),
        ("Генерал сказал, что никто не говорил ему о нападении.", False),
        ("قال الجنرال إن أحدا لم يخبره بالهجوم.", False),
        ("将军说，没有人告诉他这次袭击。", False),
    ],
)
def test_english_is_told_by_its_little_words(text: str, english: bool) -> None:
    assert is_english(text) is english
    assert is_english(f"{text} " * 10) is english
