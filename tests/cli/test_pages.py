"""Saved web pages: tests/pages/ holds twenty in the shapes that pages have, the text of each as a
reader would copy it, and in pages.tsv the day it was written."""

import datetime
import json
import time
from pathlib import Path
from typing import Any

import msgspec
import pytest
from commands import Run

from troopfacts.cli.charsets import decoded, header_charset
from troopfacts.cli.decoding import NotTextError
from troopfacts.cli.texts import name_of
from troopfacts.extractors import Document, extract

pytest.importorskip("trafilatura", reason="pages are read with troopfacts[web]")

from troopfacts.cli import pages
from troopfacts.cli.pages import Page, read

PAGES = Path(__file__).parent.parent / "pages"
ROWS = (PAGES / "pages.tsv").read_text(encoding="utf-8").splitlines()[2:]
WRITTEN: dict[str, str] = dict(row.split("\t") for row in ROWS)

ARTICLE = "<p>About 500 U.S. troops arrived in Iraq on Tuesday, the Pentagon said.</p>" * 3


def page(name: str) -> bytes:
    return (PAGES / f"{name}.html").read_bytes()


def text_of(name: str) -> str:
    return (PAGES / f"{name}.txt").read_text(encoding="utf-8")


def bare(facts: list[Any]) -> list[Any]:
    """Facts without the document's name."""
    return [{**msgspec.to_builtins(fact), "doc": ""} for fact in facts]


def day(text: str) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


def dated(head: str, body: str = ARTICLE, url: str | None = None, **more: Any) -> str:
    """The day a page is given."""
    data = f"<html><head>{head}</head><body><h1>A day in Iraq</h1>{body}</body></html>".encode()
    return str(read(Page("a.html", data, url=url, **more))[0].date)


# --- article and day --------------------


def test_there_are_twenty() -> None:
    assert len(WRITTEN) == 20
    assert set(WRITTEN) == {path.stem for path in PAGES.glob("*.html")}


@pytest.mark.parametrize("name", WRITTEN)
def test_a_page_gives_the_facts_of_its_article(name: str) -> None:
    document, _ = read(Page(name, page(name)))
    assert document.text == text_of(name)
    assert document.date == day(WRITTEN[name])
    known = Document(name, text_of(name), day(WRITTEN[name]), "page" if WRITTEN[name] else None)
    assert bare(extract(document)) == bare(extract(known))


def test_menus_banners_and_comments_are_no_article() -> None:
    everything = "".join(map(text_of, WRITTEN))
    for noise in ("cookie", "814 partners", "anniversary", "free articles", "cousin", "captures"):
        assert any(noise in page(name).decode("latin-1") for name in WRITTEN), noise
        assert noise not in everything


def test_title_and_address() -> None:
    document, _ = read(Page("a", page("wire-cookie-banner")))
    assert document.title == "Kenya sends more police to Haiti"
    assert document.url == (
        "https://www.meridianwire.example/world/kenya-sends-more-police-to-haiti/"
    )


# --- which of several days --------------------


def test_metadata_dates_a_page() -> None:
    assert dated('<meta property="article:published_time" content="2025-09-30T23:40:00Z">') == (
        "2025-09-30"
    )


def test_a_wrong_metadata_date_is_overruled_and_told() -> None:
    document, remarks = read(Page("a", page("wrong-meta-date")))
    assert str(document.date) == "2024-03-21"
    assert [remark.alone for remark in remarks] == [
        "its metadata says 2018-11-05, its text or address 2024-03-21: 2024-03-21 is taken"
    ]


def test_two_witnesses_overrule_the_third() -> None:
    head = '<meta name="date" content="2025-09-30">'
    shown = "<p>Posted 3 October 2025</p>"
    url = "https://example.org/2025/09/30/iraq"
    assert dated(head, shown + ARTICLE, url) == "2025-09-30"
    assert dated('<meta name="date" content="2001-01-01">', ARTICLE, url) == "2001-01-01"
    assert dated('<meta name="date" content="2001-01-01">', shown + ARTICLE, url) == "2025-10-03"


def test_the_day_shown_is_local() -> None:
    head = '<meta name="date" content="2025-10-01T02:30:00Z">'
    assert dated(head, "<p>WASHINGTON, Sept. 30, 2025 — Nothing new.</p>" + ARTICLE) == "2025-09-30"


def test_when_it_was_updated_is_not_when_it_was_written() -> None:
    head = '<meta property="article:published_time" content="2025-09-30">'
    assert dated(head, "<p>Updated: 7 October 2025</p>" + ARTICLE) == "2025-09-30"


def test_nothing_was_written_after_it_was_saved() -> None:
    head = '<meta name="date" content="2031-05-05">'
    assert dated(head) == "2031-05-05"
    assert dated(head, latest=day("2025-10-02")) == "None"


def test_a_year_in_the_footer_is_no_day() -> None:
    assert dated("", ARTICLE + "<footer>© 2019 Example</footer>") == "None"


@pytest.mark.parametrize("year", [1971, 2004, 2098])
def test_the_same_days_in_any_year(monkeypatch: pytest.MonkeyPatch, year: int) -> None:
    import htmldate.core
    import htmldate.validators
    import trafilatura.meta
    import trafilatura.settings

    class AnyDate(type):
        def __instancecheck__(cls, value: object) -> bool:
            return isinstance(value, datetime.date)

    class Clock(datetime.datetime, metaclass=AnyDate):
        @classmethod
        def now(cls, tz: datetime.tzinfo | None = None) -> "Clock":
            return cls(year, 2, 28, 23, 59, tzinfo=tz)

        today = utcnow = now

    trafilatura.meta.reset_caches()
    for module in (htmldate.core, htmldate.validators, trafilatura.settings):
        monkeypatch.setattr(module, "datetime", Clock)
    for name in WRITTEN:
        assert read(Page(name, page(name)))[0].date == day(WRITTEN[name])


# --- bytes --------------------


@pytest.mark.parametrize(
    ("data", "charset", "text"),
    [
        ('<meta charset="windows-1251">Мир'.encode("cp1251"), None, "Мир"),
        ('<meta content="text/html; charset=windows-1256">سلام'.encode("cp1256"), None, "سلام"),
        ('<?xml version="1.0" encoding="koi8-r"?>Мир'.encode("koi8-r"), None, "Мир"),
        ('<meta charset="iso-8859-1">“quoted”'.encode("cp1252"), None, "“quoted”"),
        ('<meta charset="utf-8">Мир'.encode("cp1251"), "windows-1251", "Мир"),  # the server's word
        ('\ufeff<meta charset="windows-1251">Мир'.encode(), "koi8-r", "Мир"),  # the mark's
        ("\ufeffМир".encode("utf-16-le"), None, "Мир"),
        ('<meta charset="utf-16">Мир'.encode(), None, "Мир"),  # it could not be read if it were so
        ('<meta charset="no-such">Мир'.encode(), None, "Мир"),
        ('<meta charset="utf-7">Мир'.encode(), "idna", "Мир"),
        ("Мир".encode(), None, "Мир"),
    ],
)  # fmt: skip
def test_encodings(data: bytes, charset: str | None, text: str) -> None:
    decoded_text, wrong = decoded(data, charset)
    assert decoded_text.endswith(text)
    assert wrong is None


def test_bad_bytes_are_told() -> None:
    text, wrong = decoded(b"caf\xe9 <p>", None)
    assert text == "caf\ufffd <p>"
    assert wrong == "not UTF-8 at byte 3, bad bytes read as U+FFFD"


def test_what_a_server_says() -> None:
    assert header_charset('text/html; charset="windows-1256"') == "windows-1256"
    assert header_charset("text/html") is None


# --- hostile pages --------------------

HOSTILE = {
    "nested": "<div>" * 40_000 + ARTICLE,
    "nested inline": "<b><font color=red>" * 20_000 + ARTICLE,
    "nested tables": "<table><tr><td>" * 3000 + ARTICLE,
    "nested lists": "<ul><li>" * 5000 + ARTICLE,
    "script": "<script>" + "var a='<p>';" * 40_000 + "</script>" + ARTICLE,
    "open comment": "<!-- " + "-" * 2_000_000 + ARTICLE,
    "attribute": f"<p title='{'x' * 5_000_000}'>" + ARTICLE,
    "entities": "&lt;&amp;&#x41;&bogus;" * 100_000 + ARTICLE,
    "bogus entities": "&" + "a" * 2_000_000 + ";&#99999999999;&#0;" + ARTICLE,
    "doctype": "<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]>&b;" + ARTICLE,
    "external": "<!DOCTYPE x SYSTEM 'http://127.0.0.1:9/x'><link href='http://127.0.0.1:9/'>",
    "paragraphs": "<p>x</p>" * 4900 + ARTICLE,
    "breaks": "<br>" * 30_000 + ARTICLE,
    "items": "<li>x y z" * 2900 + ARTICLE,
    "many items": "<ul><li>x y z</ul>" * 10_000 + ARTICLE,
    "times": "<time datetime=2025-09-30>x</time>" * 4900 + ARTICLE,
    "an address": "http://127.0.0.1:9/page",
    "control": "\0\x0b<p>\x1b[31m\ufffe" + ARTICLE,
    "nothing": "",
    "json-ld": "<script type='application/ld+json'>" + '{"a":' * 20_000 + "</script>" + ARTICLE,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_neither_hang_nor_crash(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    def no_network(*arguments: Any) -> None:
        raise AssertionError("opened a connection")

    monkeypatch.setattr(socket.socket, "connect", no_network)
    monkeypatch.setattr(socket, "getaddrinfo", no_network)
    start = time.process_time()
    document, _ = read(Page("a.html", f"<html><body>{HOSTILE[name]}</body></html>".encode()))
    assert time.process_time() - start < 10
    extract(document)


@pytest.mark.parametrize("data", [b"<br>" * 2_500_000, b"<p>" * 200_000])
def test_a_page_of_tags_is_refused(data: bytes) -> None:
    start = time.process_time()
    with pytest.raises(NotTextError, match="more than 50,000 tags, skipped"):
        read(Page("a.html", data))
    assert time.process_time() - start < 2


# --- the command --------------------


def write(folder: Path, *names: str) -> list[str]:
    for name in names:
        (folder / f"{name}.html").write_bytes(page(name))
    return [f"{name}.html" for name in names]


def test_pages_by_name_and_offsets_into_their_saved_texts(run: Run, tmp_path: Path) -> None:
    names = write(tmp_path, *WRITTEN)
    done = run("extract", *names, "--save-text", "texts")
    assert done.returncode == 0
    facts = [json.loads(line) for line in done.stdout.splitlines()]
    assert {fact["doc"] for fact in facts} == set(names)
    for fact in facts:
        with open(tmp_path / "texts" / name_of(fact["doc"]), newline="", encoding="utf-8") as file:
            assert file.read()[fact["start"] : fact["end"]] == fact["text"]
    assert len(list((tmp_path / "texts").iterdir())) == 20


def test_the_same_bytes_whatever_the_jobs(run: Run, tmp_path: Path) -> None:
    names = write(tmp_path, *WRITTEN)
    for name in names:  # so many bytes that they are shared out
        with open(tmp_path / name, "ab") as file:
            file.write(b"<!--" + b" " * 200_000 + b"-->")
    alone = run("extract", "-k", "location", "-f", "json", *names)
    shared = run("extract", "-k", "location", "-f", "json", "-j", "2", *names)
    assert (shared.returncode, shared.stdout) == (0, alone.stdout)
    assert shared.stderr == alone.stderr


def test_the_reference_date_is_told(run: Run, tmp_path: Path) -> None:
    write(tmp_path, "amp-page", "no-date-at-all")
    done = run("extract", "-f", "table", "--date", "2025-10-01", "amp-page.html")
    assert b"Ethiopian troops leave Gedo   written 2024-06-29 (page)" in done.stdout
    done = run("extract", "-f", "table", "--date", "2025-10-01", "no-date-at-all.html")
    assert b"written 2025-10-01 (--date)" in done.stdout


def test_a_page_from_a_pipe(run: Run) -> None:
    done = run("extract", "--from", "html", "-k", "troops", stdin=page("amp-page"))
    assert done.returncode == 0
    assert done.stdout.count(b"\n") == 3


def test_a_page_without_text_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(b"<html><body><img src=a.png></body></html>")
    done = run("extract", "a.html")
    assert done.returncode == 1
    assert done.stderr == b"troopfacts: a.html: warning: no text found in the page\n"


def test_a_page_that_is_refused_costs_itself(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(b"<br>" * 150_000)
    write(tmp_path, "amp-page")
    done = run("extract", "-k", "troops", "a.html", "amp-page.html")
    assert done.returncode == 2
    assert done.stderr == b"troopfacts: a.html: a page of more than 50,000 tags, skipped\n"
    assert done.stdout.count(b"\n") == 3


def test_texts_that_can_not_be_saved_are_told(run: Run, tmp_path: Path) -> None:
    write(tmp_path, "amp-page")
    (tmp_path / "texts").write_text("a file")
    done = run("extract", "amp-page.html", "--save-text", "texts")
    assert done.returncode == 2
    assert done.stderr == b"troopfacts: amp-page.html: its text could not be saved: File exists\n"


def test_a_database_keeps_the_texts_and_knows_them_again(run: Run, tmp_path: Path) -> None:
    names = write(tmp_path, "amp-page", "wrong-meta-date")
    first = run("extract", *names, "-o", "facts.db")
    second = run("extract", *names, "-o", "facts.db")
    assert (first.returncode, second.returncode) == (0, 0)
    assert b"2 documents read, 0 unchanged" in first.stderr
    assert b"0 documents read, 2 unchanged" in second.stderr


def test_without_the_extra_one_line_says_what_to_install(run: Run, tmp_path: Path) -> None:
    write(tmp_path, "amp-page")
    (tmp_path / "hidden" / "trafilatura").mkdir(parents=True)
    (tmp_path / "hidden" / "trafilatura" / "__init__.py").write_text(
        "raise ModuleNotFoundError('hidden', name='trafilatura')"
    )
    done = run("extract", "amp-page.html", env={"PYTHONPATH": str(tmp_path / "hidden")})
    assert done.returncode == 2
    assert done.stderr == (
        b"troopfacts: amp-page.html: web pages need: pip install 'troopfacts[web]' "
        b"(no trafilatura)\n"
    )


def test_what_was_remembered_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    import trafilatura.meta

    forgotten = []
    monkeypatch.setattr(trafilatura.meta, "reset_caches", lambda: forgotten.append(1))
    monkeypatch.setattr(pages, "FORGET", 2)
    for _ in range(4):
        read(Page("a.html", b""))
    assert len(forgotten) == 2
