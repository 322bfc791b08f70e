"""Bytes -> text: compressed files, byte-order marks, encodings, and what is no text at all.

The byte-order mark decides, else the text is UTF-8; a bad byte sequence becomes U+FFFD and is told
once, with its offset. Nothing is guessed: a guess changes with the length of the text. Line ends
stay as they are.
"""

import codecs
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from typing import BinaryIO, cast

BLOCK = 1 << 20  # bytes read at once, and looked at to tell text from binary

COMPRESSED = (".gz", ".bz2", ".xz")

# UTF-32 before UTF-16: ff fe 00 00 begins like ff fe.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class NotTextError(Exception):
    """The file holds no text; the message says what it seems to be."""


class MissingError(Exception):
    """A package that reads such files is not installed; the message says how to."""


def opened(path: str, packed: bool = False) -> AbstractContextManager[BinaryIO]:
    """A file's bytes, decompressed unless `packed`; "-" is standard input."""
    if path == "-":
        if sys.stdin is None:
            raise OSError("standard input is closed")
        return nullcontext(cast(BinaryIO, sys.stdin.buffer))
    if packed:
        return open(path, "rb")
    if path.endswith(".gz"):
        import gzip

        return cast(BinaryIO, gzip.open(path))
    if path.endswith(".bz2"):
        import bz2

        return cast(BinaryIO, bz2.open(path))
    if path.endswith(".xz"):
        import lzma

        return cast(BinaryIO, lzma.open(path))
    return open(path, "rb")


def decoded(
    stream: BinaryIO,
    encoding: str | None,
    warn: Callable[[str], None],
    live: bool,
    pause: Callable[[], None] | None = None,
) -> Iterator[str]:
    """The stream's text in chunks. `live`: each as soon as its bytes are there, for records that
    arrive one by one; else a first block is filled, to tell text from binary. `pause` is called
    before what has to be waited for."""
    block = _filled(stream, 4 if live else BLOCK)
    name, mark = (encoding, 0) if encoding else marked(block)
    if not encoding and not mark:
        refuse_binary(block)
    decoder = _Decoder(name, mark, warn)
    block = block[mark:]
    first = not mark  # some decoders (--encoding utf-16-le) leave the mark in the text; one goes
    while block:
        text = decoder.decode(block)
        if text:
            yield text[1:] if first and text[0] == "\ufeff" else text
            first = False
        if pause and not _is_ready(stream):
            pause()
        block = _some(stream)
    if text := decoder.decode(b"", final=True):
        yield text


def _some(stream: BinaryIO) -> bytes:
    """What there is to read, at most a block."""
    return cast(bytes, stream.read1(BLOCK))  # type: ignore[attr-defined]


def _is_ready(stream: BinaryIO) -> bool:
    """Whether a read would not wait, or that can not be told (Windows)."""
    import select

    try:
        return bool(select.select([stream], [], [], 0)[0])
    except (OSError, ValueError):
        return True


def _filled(stream: BinaryIO, size: int) -> bytes:
    """At least `size` bytes, unless the stream ends before."""
    blocks = [_some(stream)]
    total = len(blocks[0])
    while blocks[-1] and total < size:
        blocks.append(_some(stream))
        total += len(blocks[-1])
    return b"".join(blocks)


def marked(block: bytes) -> tuple[str, int]:
    """The encoding a byte-order mark names, and the mark's length."""
    for mark, encoding in _MARKS:
        if block.startswith(mark):
            return encoding, len(mark)
    return "utf-8", 0


def refuse_binary(block: bytes) -> None:
    """Raise NotTextError for more than 1 % NUL, and for a NUL in what is not UTF-8 (random bytes
    hold only 0.4 % NUL). A NUL in a text is a character like any other."""
    if block.startswith(b"%PDF-"):
        raise NotTextError("a PDF file, skipped (pdftotext FILE - | troopfacts extract)")
    if block.startswith(b"SQLite format 3\0"):
        raise NotTextError("a database, skipped (facts in one: troopfacts show FILE)")
    nuls = block.count(0)
    if not nuls:
        return
    if nuls * 100 > len(block):
        if block[:200].count(0) * 3 > len(block[:200]) and _every_other(block[:200]):
            raise NotTextError(
                "binary, skipped (UTF-16 without a mark? --encoding utf-16-le or -be)"
            )
        raise NotTextError("binary, skipped")
    try:
        codecs.getincrementaldecoder("utf-8")().decode(block)
    except UnicodeDecodeError:
        raise NotTextError("binary, skipped") from None


def _every_other(block: bytes) -> bool:
    """Whether all the NULs are at odd or all at even places, as in UTF-16 of Latin letters."""
    return not block[::2].count(0) or not block[1::2].count(0)


class _Decoder:
    """Decodes block by block; tells of the first bad byte and reads on with U+FFFD."""

    def __init__(self, encoding: str, offset: int, warn: Callable[[str], None]) -> None:
        self._encoding = encoding
        self._decoder = codecs.getincrementaldecoder(encoding)()
        self._offset = offset
        self._warn = warn

    def decode(self, block: bytes, final: bool = False) -> str:
        try:
            text = self._decode(block, final)
        except UnicodeError as error:  # utf-16 and utf-32 as such are told apart by their mark
            raise NotTextError(f"{error}; give --encoding with -le or -be") from None
        self._offset += len(block)
        if not text.isascii() and _LONE_SURROGATE.search(text):  # UTF-7 and such let them pass
            text = _LONE_SURROGATE.sub("\ufffd", text)
        return text

    def _decode(self, block: bytes, final: bool) -> str:
        state = self._decoder.getstate()
        try:
            return self._decoder.decode(block, final)
        except UnicodeDecodeError as error:
            # The error's object is what was kept from the block before, and the block.
            self._tell(self._offset + error.start - (len(error.object) - len(block)))
            self._decoder = codecs.getincrementaldecoder(self._encoding)("replace")
            self._decoder.setstate(state)
            return self._decoder.decode(block, final)

    def _tell(self, byte: int) -> None:
        hint = "" if self._encoding != "utf-8" else "; another encoding? --encoding NAME"
        self._warn(f"not {self._encoding.upper()} at byte {byte}, bad bytes read as U+FFFD{hint}")
