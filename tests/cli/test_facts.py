"""Facts made earlier are read again: the same ones, as a stream, and what is none by its line."""

import datetime
import gzip
import json
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from msgspec import UNSET
from samples import FACTS

from troopfacts.cli.facts import Reader, facts
from troopfacts.cli.messages import Messages
from troopfacts.cli.pieces import Piece
from troopfacts.cli.writers import Layout, make
from troopfacts.extractors import Document
from troopfacts.extractors.facts import Fact

DAY = datetime.date(2025, 10, 1)


def written(format: str, documents: list[tuple[Document, list[Fact]]]) -> bytes:
    """What the command writes."""
    writer = make(format, Layout())
    parts = [writer.start()]
    for document, found in documents:
        parts.append(writer.joined(writer.encode(Piece(document), found), True, len(found)))
    return b"".join([*parts, writer.finish()])


TWO = [(Document("a.txt", "", DAY, "--date"), FACTS), (Document("b.txt", ""), [])]


@pytest.fixture
def read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., list[Fact]]:
    def read(
        content: bytes, name: str = "facts.jsonl", told: list[str] | None = None
    ) -> list[Fact]:
        path = tmp_path / name
        path.write_bytes(content)
        messages = Messages()
        found = list(facts(str(path), messages))
        said = capsys.readouterr().err.replace(f"{tmp_path}/", "").splitlines()
        assert said == (told or [])
        assert messages.failures == len(said)
        return found

    return read


Read = Callable[..., list[Fact]]


@pytest.mark.parametrize("format", ["jsonl", "json", "csv", "tsv"])
def test_what_was_written_is_read(read: Read, format: str) -> None:
    table = format in ("csv", "tsv")  # which leave out the rule
    expected = [msgspec.structs.replace(fact, rule=UNSET) for fact in FACTS] if table else FACTS
    assert read(written(format, TWO)) == expected
    assert read(gzip.compress(written(format, TWO)), f"facts.{format}.gz") == expected


def test_json_of_another_layout(read: Read) -> None:
    whole = json.loads(written("json", TWO))
    assert read(json.dumps(whole, indent=2).encode(), "facts.json") == FACTS
    assert read(json.dumps(whole, separators=(",", ":")).encode(), "facts.json") == FACTS
    assert read(json.dumps(whole["documents"][0]["facts"], indent=1).encode()) == FACTS
    sorted_keys = "\n".join(json.dumps(f, sort_keys=True) for f in whole["documents"][0]["facts"])
    assert read(b"\n\n" + sorted_keys.replace("\n", "\r\n\r\n").encode()) == FACTS


def test_documents_and_their_dates(tmp_path: Path) -> None:
    path = tmp_path / "facts.json"
    path.write_bytes(written("json", TWO))
    [(first, some), (second, none)] = Reader(Messages()).read([str(path)])
    assert (first.document.id, first.document.date, some) == ("a.txt", DAY, FACTS)
    assert (second.document.id, second.document.date, none) == ("b.txt", None, [])


def test_a_date_where_the_facts_say_none(tmp_path: Path) -> None:
    path = tmp_path / "facts.jsonl"
    one = msgspec.structs.replace(FACTS[0], doc="2024-03-21-sahel.txt")
    path.write_bytes(msgspec.json.Encoder().encode_lines([one, FACTS[0]]))

    def dates(date: datetime.date | None) -> list[tuple[datetime.date | None, str | None]]:
        read = Reader(Messages(), date).read([str(path)])
        return [(piece.document.date, piece.document.date_origin) for piece, _ in read]

    assert dates(None) == [(datetime.date(2024, 3, 21), "file name"), (None, "unknown")]
    assert dates(DAY) == [(DAY, "--date"), (DAY, "--date")]


def test_many_facts_come_in_batches(tmp_path: Path) -> None:
    path = tmp_path / "facts.jsonl"
    path.write_bytes(msgspec.json.Encoder().encode_lines([FACTS[0]] * 7))
    batches = list(Reader(Messages(), limit=3).read([str(path)]))
    assert [(piece.first, len(some)) for piece, some in batches] == [
        (True, 3),
        (False, 3),
        (False, 1),
    ]


LINE = written("jsonl", [(TWO[0][0], FACTS[:1])]).rstrip()


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (b"{", "Input data was truncated"),
        (LINE[:-1], "Input data was truncated"),
        (LINE.replace(b'"troops"', b'"tanks"', 1), "Invalid value 'tanks' - at `$.kind`"),
        (
            LINE.replace(b'"start":478', b'"start":"478"', 1),
            "Expected `int`, got `str` - at `$.start`",
        ),
        (
            LINE.replace(b'"start":478', b'"start":NaN', 1),
            "JSON is malformed: invalid character (byte 39)",
        ),
        (
            LINE.replace(b'"value":2500', b'"value":1e999', 1),
            "Number out of range - at `$.count.value`",
        ),
        (LINE.replace(b'"status":"past",', b"", 1), "Object missing required field `status`"),
        (LINE.replace(b'"from":null', b'"from":"2025-13-01"', 1), "'2025-13-01' is no day"),
        (b'{"a":' * 100_000, "JSON is nested too deeply"),
        (b"x", "JSON is malformed: invalid character (byte 0)"),
    ],
)
def test_a_line_that_is_no_fact_is_named(read: Read, bad: bytes, why: str) -> None:
    assert bad != LINE
    content = b"\n".join([LINE, bad, LINE]) + b"\n"
    assert read(content, told=[f"troopfacts: facts.jsonl:2: {why}"]) == FACTS[:1] * 2


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"Five soldiers left.\n", "holds no facts; to find some: troopfacts extract"),
        (b'{"text": "x"}\n', "holds documents, not facts; to find some: troopfacts extract"),
        (b"[1]", "Expected `object`, got `int` - at `$[0]`"),
        (b"\0" * 500, "binary, skipped"),
        (written("json", TWO[:1])[:-4], "ends before its facts do"),
    ],
)
def test_a_file_that_holds_none_is_named(read: Read, content: bytes, why: str) -> None:
    found = read(content, told=[f"troopfacts: facts.jsonl: {why}"])
    assert found == (FACTS if b'"facts"' in content else [])


def test_rows_of_a_table(read: Read) -> None:
    head, first = written("csv", TWO).decode().splitlines(keepends=True)[:2]
    expected = read((head + first).encode(), "facts.csv")
    assert [fact.text for fact in expected] == [FACTS[0].text]
    bad = ["tank,a.txt\n", first.replace("troops", "tank", 1), first.replace(",478,", ",x,", 1)]
    told = [
        "troopfacts: facts.csv:3: 2 cells, not 61",
        "troopfacts: facts.csv:4: Invalid value 'tank' - at `kind`",
        "troopfacts: facts.csv:5: Expected `int`, got `str` - at `$.start`",
    ]
    assert read("".join([head, first, *bad]).encode(), "facts.csv", told) == expected
    crlf = "".join([head, first]).replace("\n", "\r\n").encode()
    assert read(crlf, "facts.csv") == expected
    names, cells = head.rstrip("\n").split(","), first.rstrip("\n")
    more = f"{','.join([*names, 'mine'])}\n{cells},yes\n"
    assert read(more.encode(), "facts.csv") == expected


def test_nothing_is_no_error(read: Read) -> None:
    assert read(b"") == []
    assert read(b"\n \n") == []


def test_facts_among_those_of_another_document(read: Read) -> None:
    content = written("json", TWO[:1]).replace(b'"doc":"a.txt","s', b'"doc":"z.txt","s', 1)
    told = ["troopfacts: facts.jsonl:3: a fact of 'z.txt' among 'a.txt''s"]
    assert read(content, told=told) == FACTS[1:]
