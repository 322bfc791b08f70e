"""The big list of naughty strings (naughty/blns.json, MIT, Max Woolf): as text, id, name, speaker.

On top of it, strings of our own for what the list does not hold.
"""

import json
import os
import re
from pathlib import Path

from commands import Run

from troopfacts.cli.pieces import Piece
from troopfacts.cli.report.quick import HtmlWriter
from troopfacts.cli.report.reports import ReportWriter
from troopfacts.cli.writers import Layout
from troopfacts.extractors import Document, extract
from troopfacts.extractors.facts import Fact, Quote

LIST = Path(__file__).parent / "naughty" / "blns.json"
OURS = [
    *(
        "\x00",
        "a\x00b",
        "\r",
        "\n",
        "\x1b]52;c;ZXZpbA==\x07",
        "\x9b31m",
        "\x7f",
        "\u2028",
        "\u0085",
    ),
    *("\ufeff", "\ufeff\ufeff", "\ufffe", "\uffff", "\U0010ffff", "\U000e0001", "\ufff9x\ufffa"),
    *(
        "\u0301",
        "a" + "\u0301" * 200,
        "\u202e5 troops",
        "\u2066Iraq",
        "5\u20e3",
        "٢٥٠٠",
        "２５００",
    ),
    *(
        "½",
        "5²",
        "Ⅻ",
        "一百",
        "9" * 400,
        "1" * 15 + "," + "0" * 15,
        "0x10",
        "-0",
        "1e400",
        "٪",
        "²",
    ),
    *("“" * 50, "”" * 50, '"' * 51, "'" * 51, "«»«", "“‘“‘", "[/]", "[link=file:///etc]x[/link]"),
    *(
        ".",
        "...",
        ". A" * 60,
        "U.S." * 60,
        "Gen." * 60,
        "-" * 400,
        " " * 400,
        "\t" * 400,
        "\n" * 400,
    ),
    *(
        "May",
        "March",
        "1/1/1",
        "00/00/0000",
        "29 February 2023",
        "24:00",
        "25:61",
        "0 BC",
        "year 0",
    ),
    *(
        "ﬁ",
        "İ",
        "ı",
        "ß",
        "ẞ",
        "Ǆ",
        "ŉ",
        "ΐ",
        "Σς",
        "ﷺ",
        "\u1e9e" * 50,
        "😀" * 50,
        "🇺🇸" * 50,
        "🏴‍☠️",
    ),
    *(
        "=1+1",
        "+1",
        "@x",
        '"""',
        '","',
        "a\tb",
        "a,b\r\nc",
        "../../etc/passwd",
        "-",
        "--help",
        "~",
        "*",
    ),
]
STRINGS = [*json.loads(LIST.read_text(encoding="utf-8")), *OURS]


def slices(text: str, facts: list[Fact]) -> None:
    for fact in facts:
        assert fact.text == text[fact.start : fact.end]
        assert len(fact.sentence) <= 400


def test_as_document() -> None:
    assert len(STRINGS) > 550
    for string in STRINGS:
        slices(string, extract(Document("a.txt", string)))


def test_among_facts() -> None:
    """The figure before and the one after are found whatever stands between them."""
    for string in STRINGS:
        text = f"Kenya sent 217 police officers.\n\n{string}\n\nMali lost five soldiers.\n"
        facts = extract(Document("a.txt", text), ["troops"])
        slices(text, facts)
        assert {"217 police officers", "five soldiers"} <= {fact.text for fact in facts}, string


def test_as_speaker_and_number() -> None:
    for string in STRINGS:
        for text in (
            f"“We will stay,” {string} said.",
            f"{string} said five soldiers died in Iraq on Tuesday.",
            f"About {string} troops left {string} in {string}.",
        ):
            facts = extract(Document("a.txt", text))
            slices(text, facts)
            for fact in facts:
                if isinstance(fact, Quote) and fact.speaker:
                    speaker = fact.speaker
                    assert speaker.text == text[speaker.start : speaker.end]


def test_as_id_and_title(run: Run, tmp_path: Path) -> None:
    """Each is in the facts as it came; in a table it drives nothing."""
    with (tmp_path / "a.jsonl").open("w", encoding="utf-8") as records:
        for string in STRINGS:
            record = {"id": string, "title": string, "text": "Five soldiers left Iraq."}
            records.write(json.dumps(record) + "\n")
    done = run("extract", "-q", "-k", "troops", "a.jsonl")
    assert done.returncode == 0
    assert [json.loads(line)["doc"] for line in done.stdout.splitlines()] == STRINGS
    table = run("extract", "-q", "-k", "troops", "-f", "table", "a.jsonl").stdout.decode()
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", table)


def test_as_file_name(run: Run, tmp_path: Path) -> None:
    """Named one by one: every name that a file can have is read, the others are told."""
    names = []
    for string in dict.fromkeys(STRINGS):
        if "/" in string:
            continue
        try:
            (tmp_path / string).write_text("Five soldiers left Iraq.")
        except (OSError, ValueError):  # empty, ".", a NUL, too long
            continue
        names.append(string)
    assert len(names) > 300
    listed = b"\0".join(os.fsencode(f"./{name}") for name in names)
    done = run("extract", "-q", "-k", "troops", "--files0-from", "-", stdin=listed)
    assert done.returncode == 0
    assert done.stderr == b""
    docs = [json.loads(line)["doc"] for line in done.stdout.splitlines()]
    assert docs == [f"./{name}" for name in names]


def test_on_pages() -> None:
    """Nothing hidden, and no element that is not ours, in a report or a quick page."""
    report, quick = ReportWriter(Layout()), HtmlWriter()
    parts = [quick.start()]
    for number, text in enumerate(STRINGS):
        whole = f"{text} 500 U.S. troops left Iraq. “{text}”, he said."
        piece = Piece(Document(text, whole, None, None, text, text))
        facts = extract(piece.document)
        report.joined(report.encode(piece, facts), True, len(facts))
        if number % 5 == 0:
            parts.append(quick.encode(piece, facts))
    for page in (report.page("\u202e<title>").decode(), b"".join(parts).decode()):
        data = re.search(r'id="data">(.*?)</script>', page, re.S)
        if data:
            assert len(json.loads(data[1])["articles"]) == len(STRINGS)
        written = data[1] if data else page
        assert not re.search(
            "[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]", written
        )
        assert not re.search(
            r"<(?!/?(?:a|article|b|body|div|h2|head|html|i|main|mark|meta|p|span|"
            r"style|table|tbody|td|th|thead|title|tr|!doctype)\b)",
            "" if data else page,
            re.I,
        )
