"""What holds of any text whatever: exact slices, bounded evidence, the contract's form.

`pytest tests/test_properties.py --hypothesis-profile long` tries thousands of texts, new each time.
"""

import csv
import io
import json
import re
from collections.abc import Iterator
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import msgspec
import pytest
from hostile_texts import TEXTS
from hypothesis import example, given
from hypothesis import strategies as st

from troopfacts.cli import decoding
from troopfacts.cli.pieces import Piece, moved
from troopfacts.cli.records import NotDocumentsError, read_record
from troopfacts.cli.schema import schema
from troopfacts.cli.writers import Layout, make
from troopfacts.extractors import KINDS, Document, extract
from troopfacts.extractors.facts import AnyFact, Fact, Quote, Troops, kind_of

MAX_SENTENCE = 400
ENCODER = msgspec.json.Encoder()
DECODER = msgspec.json.Decoder(AnyFact, strict=True)


def facts_of(text: str) -> list[Fact]:
    return extract(Document("a.txt", text))


def fold(text: str) -> str:
    return " ".join(text.split())


def spans(value: msgspec.Struct) -> Iterator[tuple[int, int, str]]:
    """(start, end, text) of a fact and of all that stands in it."""
    start, end, text = (getattr(value, name, None) for name in ("start", "end", "text"))
    if start is not None and end is not None and text is not None:
        yield start, end, text
    for name in value.__struct_fields__:
        inner = getattr(value, name)
        if isinstance(inner, msgspec.Struct):
            yield from spans(inner)


@given(TEXTS)
@example('""\ufffdshe added:J')
@example("0 aDDED« 0")
@example("“ ” he said. '' she added.")
def test_every_text_is_the_exact_slice(text: str) -> None:
    for fact in facts_of(text):
        for start, end, said in spans(fact):
            assert 0 <= start < end <= len(text)
            assert said == text[start:end]
            assert said == said.strip()


@given(TEXTS)
def test_parts_lie_in_their_quote_in_order(text: str) -> None:
    for fact in facts_of(text):
        if isinstance(fact, Quote):
            assert fact.parts
            edges = [edge for part in fact.parts for edge in part]
            assert edges == sorted(edges)
            assert fact.start <= edges[0]
            assert edges[-1] <= fact.end
            assert fact.quote == " ".join(text[start:end] for start, end in fact.parts)


@given(TEXTS)
def test_counts_are_ordered(text: str) -> None:
    for fact in facts_of(text):
        if isinstance(fact, Troops):
            bounds = [one for one in (fact.count.min, fact.count.max) if one is not None]
            assert bounds == sorted(bounds)
            assert all(one >= 0 for one in bounds)
            assert fact.count.value is not None or bounds


@given(TEXTS)
def test_the_sentence_is_short_folded_and_holds_the_span(text: str) -> None:
    for fact in facts_of(text):
        assert len(fact.sentence) <= MAX_SENTENCE
        assert fact.sentence == fold(fact.sentence)
        span, head = fold(fact.text), fact.sentence.strip("…")
        assert span in fact.sentence or span.startswith(head)


KEYS = {
    "troops": "count unit measure status force place time source",
    "location": "name type code admin1 lat lon geonameid use",
    "date": "type value mod from to resolved",
    "quote": "style quote parts cue speaker",
}
VALIDATOR = jsonschema.Draft202012Validator(json.loads(schema()))


@given(TEXTS)
def test_lines_have_the_form_of_the_contract(text: str) -> None:
    for fact in facts_of(text):
        line = ENCODER.encode(fact)
        assert DECODER.decode(line) == fact
        read = json.loads(line.decode("utf-8"))
        own = KEYS[read["kind"]].split()
        assert list(read) == ["kind", "doc", "start", "end", "text", "sentence", *own]
        VALIDATOR.validate(read)


@given(TEXTS)
@example("“.“\x1b eD sAID")
def test_facts_come_in_order_and_once(text: str) -> None:
    facts = facts_of(text)
    places = [(fact.start, kind_of(fact), fact.end) for fact in facts]
    assert places == sorted(set(places))


@given(TEXTS)
def test_a_kind_alone_is_the_same_as_among_all(text: str) -> None:
    whole = facts_of(text)
    for kind in KINDS:
        alone = extract(Document("a.txt", text), [kind])
        assert alone == [fact for fact in whole if kind_of(fact) == kind]


@given(TEXTS)
def test_rules_are_told_and_change_nothing(text: str) -> None:
    explained = extract(Document("a.txt", text), explain=True)
    for fact in explained:
        assert isinstance(fact.rule, str)  # type: ignore[attr-defined]
    bare = [msgspec.structs.replace(fact, rule=msgspec.UNSET) for fact in explained]
    assert bare == facts_of(text)


@given(TEXTS, TEXTS)
def test_a_neighbour_changes_nothing(text: str, neighbour: str) -> None:
    before = facts_of(text)
    extract(Document("b.txt", neighbour))
    assert facts_of(text) == before


@given(TEXTS, st.sampled_from(["\n\n", "\n \n\t\n", "\r\n\r\n", "\n" * 50]))
def test_blank_paragraphs_before_shift_the_offsets(text: str, blank: str) -> None:
    text = text.strip() + "\n"  # so that no more than the blank paragraphs differs
    assert facts_of(blank + text) == [moved(fact, len(blank)) for fact in facts_of(text)]


@given(TEXTS, st.sampled_from(["\n\n", "\n \n\t\n", "\r\n\r\n", "\n" * 50]))
def test_blank_paragraphs_after_change_nothing(text: str, blank: str) -> None:
    text = text.strip() + "\n"
    assert facts_of(text + blank) == facts_of(text)


def plain(value: Any, back: list[int]) -> Any:
    """A fact with LF line ends, at the offsets of the text with LF line ends."""
    if isinstance(value, str):
        return value.replace("\r\n", "\n")
    if isinstance(value, dict):
        return {
            key: back[inner] if key in ("start", "end") else plain(inner, back)
            for key, inner in value.items()
            if key != "sentence"  # cut at 400 code points of the text, line ends among them
        }
    if isinstance(value, (list, tuple)):
        return [back[one] if isinstance(one, int) else plain(one, back) for one in value]
    return value


@given(TEXTS)
def test_crlf_is_lf_but_for_the_offsets(text: str) -> None:
    text = text.replace("\r", "")
    other = text.replace("\n", "\r\n")
    back = [0]  # offset in `other` -> offset in `text`
    for character in other:
        back.append(back[-1] + (character != "\r"))
    with_lf = [
        plain(msgspec.to_builtins(fact), list(range(len(text) + 1))) for fact in facts_of(text)
    ]
    with_crlf = [plain(msgspec.to_builtins(fact), back) for fact in facts_of(other)]
    assert with_crlf == with_lf


LAYOUT = ("terminal", "verbose", "color")


def written(format: str, id: str, text: str, title: str | None = None, **layout: Any) -> str:
    document = Document(id, text, title=title)
    facts = extract(document)
    writer = make(format, Layout(**layout))
    lines = writer.joined(writer.encode(Piece(document), facts), True, len(facts))
    return (writer.start() + lines + writer.finish()).decode("utf-8")


@given(TEXTS, TEXTS)
def test_all_formats_say_the_same(text: str, id: str) -> None:
    lines = [json.loads(line) for line in written("jsonl", id, text).split("\n") if line]
    whole = json.loads(written("json", id, text))
    assert whole["documents"][0]["doc"] == id
    assert whole["documents"][0]["facts"] == lines
    for format, delimiter in (("csv", ","), ("tsv", "\t")):
        table = io.StringIO(written(format, id, text), newline="")
        rows = list(csv.DictReader(table, delimiter=delimiter, strict=True))
        assert [(row["doc"], row["kind"], row["text"], row["sentence"]) for row in rows] == [
            (line["doc"], line["kind"], line["text"], line["sentence"]) for line in lines
        ]


@given(TEXTS, TEXTS, st.fixed_dictionaries(dict.fromkeys(LAYOUT, st.booleans())))
def test_no_text_drives_a_terminal(text: str, id: str, layout: dict[str, bool]) -> None:
    table = written("table", id, text, id, **layout)
    bare = re.sub("\x1b\\[[0-9;]*m", "", table) if layout["color"] else table
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", bare)


SMALL_BLOCKS = (1, 3, 64)


def decoded(raw: bytes, block: int, told: list[str]) -> str | None:
    """The text of a file read in blocks of a size; null where it is refused."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(decoding, "BLOCK", block)
        try:
            return "".join(decoding.decoded(io.BytesIO(raw), None, told.append, live=True))
        except decoding.NotTextError:
            return None


RAW = st.one_of(
    st.binary(max_size=80),
    st.lists(st.one_of(st.binary(max_size=3), TEXTS.map(str.encode)), max_size=4).map(b"".join),
)


@given(RAW)
@example(b"\xef\xbb\xbf\xef\xbb\xbfa")
@example(b"caf\xe9 \xe2\x80")
def test_bytes_read_the_same_in_blocks_of_any_size(raw: bytes) -> None:
    """Marks other than UTF-8's aside, it is Python's own UTF-8 with U+FFFD for what is bad."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")) or b"\0" in raw:
        return  # what is binary is judged by the first block
    body = raw.removeprefix(b"\xef\xbb\xbf")
    for block in (*SMALL_BLOCKS, 1 << 20):
        told: list[str] = []
        text = decoded(raw, block, told)
        if text is None:
            assert raw.startswith(b"%PDF-")
            continue
        assert text == body.decode("utf-8", "replace")
        try:
            body.decode("utf-8")
            assert not told
        except UnicodeDecodeError as error:
            offset = len(raw) - len(body) + error.start
            assert [said.split(",")[0] for said in told] == [f"not UTF-8 at byte {offset}"]


@given(st.text(st.characters()), TEXTS, st.booleans())
def test_a_record_is_read_as_it_was_written(text: str, id: str, ascii: bool) -> None:
    text = text.encode("utf-8", "replace").decode()
    line = json.dumps({"text": text, "id": id, "more": [None, 1e9]}, ensure_ascii=ascii)
    record, repaired = read_record(line)
    assert (record.text, record.id, repaired) == (text, id, False)


@given(st.one_of(TEXTS, st.text(alphabet='{}[]":,\\udc8text0 ')))
def test_any_other_line_is_refused(line: str) -> None:
    for whole in (line, '{"text": "' + line, '{"text": "' + line + '"}'):
        try:
            record, _ = read_record(whole)
        except (ValueError, NotDocumentsError):
            continue
        record.text.encode()
