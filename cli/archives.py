"""Web archives (WARC, ISO 28500) -> the pages in them, one after the other.

>>> for page in pages("news.warc.gz", stream, tell=print):
...     page.id, page.latest
('https://example.org/iraq', datetime.date(2025, 10, 2))

FastWARC reads the records. What it does not do is done here: a broken record is told, and the next
one looked for, which begins where a gzip member does or with a line "WARC/1.0".
"""

import datetime
import zlib
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO, Literal

from .charsets import header_charset
from .decoding import MissingError
from .pages import MAX_BYTES, Page
from .pages import require as require_pages

# With more broken records than this an archive is given up: each costs a search for the next.
MAX_BROKEN = 1000

INSTALL = "web archives need: pip install 'troopfacts[web]'"

_PAGES = ("text/html", "application/xhtml+xml")
_GZIP = b"\x1f\x8b\x08"
_BEGIN = b"WARC/1."
_INSIDE = b"\r\n\r\nWARC/1."
_BLOCK = 1 << 20

Tell = Callable[[str], None]


def require() -> None:
    """Raise MissingError where archives can not be read."""
    require_pages()
    try:
        import fastwarc.warc  # noqa: F401
    except ImportError as error:
        raise MissingError(f"{INSTALL} (no {error.name or error})") from None


def pages(
    path: str,
    stream: BinaryIO,
    tell: Tell,
    charset: str | None = None,
    date: datetime.date | None = None,
) -> Iterator[Page]:
    """The pages that were served whole and well. `tell` hears of each broken record; `charset` and
    `date` are the user's."""
    archive = _Archive(stream, tell)
    held: Page | None = None  # the last one may be cut short
    for where, record, data in archive.responses():
        if held:
            yield held
        url = (record.headers.get("WARC-Target-URI") or "").strip("<> ") or None
        saved = record.record_date
        held = Page(
            id=url or f"{path}:{where}",
            data=data,
            charset=charset or header_charset(record.http_headers.get("Content-Type")),
            date=date,
            url=url,
            latest=saved.date() if saved else None,
            archive=path,
        )
    if held and archive.ends_whole():
        yield held


class _BrokenError(Exception):
    """A record that can not be used; the message says why."""


class _MislabelledError(Exception):
    """A page that is not compressed as its header says."""

    def __init__(self, record: Any, data: bytes) -> None:
        self.record = record
        self.data = data


class _Pipe:
    """A stream that can not be asked where it stands, and FastWARC asks."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._read = 0

    def read(self, size: int = -1) -> bytes:
        block = self._stream.read(size)
        self._read += len(block)
        return block

    def tell(self) -> int:
        return self._read


class _Archive:
    """Reads on behind what is broken."""

    def __init__(self, stream: BinaryIO, tell: Tell) -> None:
        self._stream = stream
        self._tell = tell
        self._seekable = stream.seekable()
        self._last = 0  # where the record begins that was read last
        self._lost = False  # something behind it is broken, and no record found since
        self._told = 0

    def responses(self) -> Iterator[tuple[int, Any, bytes]]:
        """(where it begins, record, page) of each page that was served."""
        start: int | None = 0
        while start is not None:
            any_read = False
            try:
                for record in self._records(start):
                    self._find_again()
                    any_read, self._last = True, record.stream_pos
                    if _is_page(record):
                        yield self._last, record, self._payload(record)
                break
            except _MislabelledError as page:
                yield self._last, page.record, page.data
            except _BrokenError as broken:
                self._broken(self._last, str(broken))
            except OSError as error:
                if any_read:
                    self._lost = True
                else:
                    self._lost = False  # this is what is broken
                    self._broken(start, str(error))
            start = self._next(max(self._last, start) + 1)
        self._find_again()

    def ends_whole(self) -> bool:
        """Whether the last record has the length it says; told if it has not."""
        if not self._seekable:
            return True
        for record in self._records(self._last, decode="none"):
            if record.reader.consume() < record.content_length:
                self._broken(self._last, "the archive ends within it")
                return False
            break
        return True

    def _payload(self, record: Any) -> bytes:
        try:
            data: bytes = record.reader.read(MAX_BYTES + 1)
        except OSError as error:
            if self._seekable and (data := self._undecoded()):
                raise _MislabelledError(record, data) from None
            raise _BrokenError(str(error)) from None
        if _INSIDE in data:
            raise _BrokenError("it runs into the next, so its length is wrong")
        if len(data) > MAX_BYTES:
            raise _BrokenError(f"a page of more than {MAX_BYTES // 1_000_000} MB")
        return data

    def _undecoded(self) -> bytes:
        """The page as it stands, if that is markup: crawlers store pages decoded and leave the
        header that says how they came."""
        record = next(self._records(self._last, decode="none"))
        data: bytes = record.reader.read(MAX_BYTES)
        return data if data.lstrip()[:1] == b"<" else b""

    def _records(self, start: int, decode: Literal["all", "none"] = "all") -> Iterator[Any]:
        """The records from there on, their payloads as they were sent or decoded."""
        from fastwarc.warc import ArchiveIterator

        if start or decode == "none":
            self._stream.seek(start)
        stream: Any = self._stream if self._seekable else _Pipe(self._stream)
        try:
            yield from ArchiveIterator(stream, auto_decode=decode)
        except BaseException as error:
            if type(error).__name__ != "PanicException":  # FastWARC's own faults
                raise
            raise OSError(str(error)) from None

    def _find_again(self) -> None:
        if self._lost:
            self._lost = False
            self._broken(self._last, "no record where the next should begin", "behind the one")

    def _broken(self, where: int, why: str, place: str = "a broken record") -> None:
        self._told += 1
        self._tell(f"{place} at byte {where:,}, skipped: {why}")

    def _next(self, start: int) -> int | None:
        """Where the next record begins."""
        if not self._seekable:
            self._tell("the rest can not be read from a pipe")
            return None
        if self._told > MAX_BROKEN:
            self._tell(f"more than {MAX_BROKEN:,} broken records, the rest is skipped")
            return None
        self._stream.seek(0)
        compressed = self._stream.read(2) == _GZIP[:2]
        for place in self._places(start, _GZIP if compressed else _BEGIN):
            if not compressed or self._begins_at(place):
                return place
        return None

    def _places(self, start: int, mark: bytes) -> Iterator[int]:
        """Where the mark stands, behind a line's end if it is no gzip header."""
        block, offset = b"", start
        while True:
            self._stream.seek(offset + len(block))
            more = self._stream.read(_BLOCK)
            if not more:
                return
            block += more
            found = block.find(mark)
            while found >= 0:
                if mark == _GZIP or block[found - 1 : found] == b"\n" or not found:
                    yield offset + found
                found = block.find(mark, found + 1)
            kept = len(mark)
            offset, block = offset + len(block) - kept, block[-kept:]

    def _begins_at(self, place: int) -> bool:
        """Whether a gzip member that holds a record begins here."""
        self._stream.seek(place)
        try:
            return zlib.decompressobj(31).decompress(self._stream.read(512), 7) == _BEGIN
        except zlib.error:
            return False


def _is_page(record: Any) -> bool:
    from fastwarc.warc import WarcRecordType

    if record.record_type != WarcRecordType.response or not record.http_headers:
        return False
    type = (record.http_headers.get("Content-Type") or "").lower()
    return record.http_headers.status_code == 200 and type.startswith(_PAGES)
