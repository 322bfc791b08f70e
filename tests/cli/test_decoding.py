"""Any bytes, in whatever blocks they come, become the same text, or are refused."""

import io
from typing import BinaryIO, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from troopfacts.cli.decoding import NotTextError, decoded
from troopfacts.cli.records import lines


class Slow(io.BytesIO):
    """A pipe that gives a few bytes at a time."""

    def __init__(self, data: bytes, size: int) -> None:
        super().__init__(data)
        self.size = size

    def read1(self, size: int | None = -1, /) -> bytes:
        return super().read(self.size)


def read(
    data: bytes, size: int, encoding: str | None = None, live: bool = True
) -> tuple[str, list[str]]:
    warnings: list[str] = []
    stream = cast(BinaryIO, Slow(data, size))
    return "".join(decoded(stream, encoding, warnings.append, live)), warnings


# Bytes that are text here and there: what is random throughout is nearly always bad at once.
SOME_TEXT = st.lists(st.binary(max_size=3) | st.text(max_size=5).map(str.encode)).map(b"".join)


def first_bad_byte(data: bytes) -> int | None:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return None


@settings(deadline=None, max_examples=50)
@given(SOME_TEXT, st.integers(1, 9))
def test_bad_bytes_are_replaced_as_python_does(data: bytes, size: int) -> None:
    text, warnings = read(data, size, "utf-8")
    assert text == data.decode("utf-8", "replace").removeprefix("\ufeff")
    first = first_bad_byte(data)
    assert len(warnings) == (first is not None)
    assert all(f"at byte {first}," in warning for warning in warnings)


@settings(deadline=None, max_examples=50)
@given(SOME_TEXT, st.integers(1, 9), st.booleans())
def test_the_text_is_valid_or_refused(data: bytes, size: int, live: bool) -> None:
    try:
        text, _ = read(data, size, live=live)
    except NotTextError:
        assert b"\0" in data or data.startswith(b"%PDF-")
        return
    text.encode()


@pytest.mark.parametrize(
    "encoding", ["utf-16", "utf-16-le", "utf-7", "cp1251", "gb18030", "utf-32"]
)
@settings(deadline=None, max_examples=50)
@given(SOME_TEXT, st.integers(1, 9))
def test_any_encoding_gives_valid_text(encoding: str, data: bytes, size: int) -> None:
    try:
        text, warnings = read(data, size, encoding)
    except NotTextError as error:
        assert "does not start with BOM" in str(error)  # noqa: PT017
        return
    text.encode()
    assert len(warnings) <= 1


@settings(deadline=None, max_examples=50)
@given(st.lists(st.text(alphabet="a\n\r\u2028", max_size=6)))
def test_lines_end_at_line_feeds_alone(chunks: list[str]) -> None:
    found = [line for _, line in lines(chunks)]
    whole = "".join(chunks).split("\n")
    assert found == (whole if whole[-1] else whole[:-1])
    assert [number for number, _ in lines(chunks)] == list(range(1, len(found) + 1))
