"""Files and standard input -> documents, one after the other.

>>> for piece in Reader(messages).read(["report.txt", "wire.jsonl.gz"]):
...     piece.document.id
'report.txt'
'wire.jsonl.gz:1'
"""

import datetime
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from typing import BinaryIO, Literal

from troopfacts.extractors import Document
from troopfacts.extractors.reference_date import parse as parse_date

from .decoding import COMPRESSED, MissingError, NotTextError, decoded, opened
from .messages import Messages, readable, reason
from .pieces import Piece, Source, documents
from .records import NotDocumentsError, Record, lines, read_record, refuse_facts

Form = Literal["text", "jsonl", "html", "warc"]

_FORMS: dict[str, Form] = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".warc": "warc",
}

# Ids remembered to tell of one that is given twice; more would let the memory grow with the input.
MAX_IDS = 500_000


class Reader:
    """Reads each path; what can not be read is told, and the next is read."""

    def __init__(
        self,
        messages: Messages,
        form: Form | None = None,
        encoding: str | None = None,
        date: datetime.date | None = None,
        pause: Callable[[], None] | None = None,
        opens_pages: Callable[[Piece], list[Piece]] | None = None,
        opener: Callable[[str, bool], AbstractContextManager[BinaryIO]] = opened,
        first_line: int = 1,
    ) -> None:
        """`pause` is called when there is nothing to be read for now from a stream of records.
        `opens_pages` reads a page's document for a sink that has to see it first. `opener` opens a
        path, which may be a part of a file that begins with its line `first_line`."""
        self._messages = messages
        self._form = form
        self._encoding = encoding
        self._date = date
        self._pause = pause
        self._opens_pages = opens_pages
        self._opener = opener
        self._first_line = first_line
        self._stream: BinaryIO | None = None
        self._finished = 0  # bytes of the files before
        self._path = ""  # of the file that is being read
        self._text: str | None = None  # of the record that is being read
        self.record_files: list[str] = []  # read to their end, and no line of them failed
        self._ids: set[int] = set()
        self._told_of_ids = False

    def read(self, paths: Iterable[str]) -> Iterator[Piece]:
        """The documents of the files, in order."""
        for path in paths:
            form = self._form or form_of(path)
            try:
                with self._opener(path, form == "warc" and path.endswith(".gz")) as stream:
                    self._path, self._stream = path, stream
                    yield from self._read(path, form, stream)
                    self._finished, self._stream = self.position() or 0, None
            except (NotTextError, NotDocumentsError, MissingError) as error:
                self._messages.error(path, str(error))
            except (OSError, EOFError) as error:
                self._messages.error(path, reason(error))
            except Exception as error:
                if not _is_bad_archive(error):
                    raise
                self._messages.error(path, reason(error))

    def position(self) -> int | None:
        """How many bytes of the files were read; null for a stream of no known size."""
        try:
            if self._stream:
                return self._finished + os.lseek(self._stream.fileno(), 0, os.SEEK_CUR)
        except OSError:
            return None
        return self._finished

    def digest(self) -> str | None:
        """SHA-256 of the whole text of which a first piece was given; null where it can be read
        but once."""
        from hashlib import sha256

        if self._text is not None:
            return sha256(self._text.encode()).hexdigest()
        if self._path == "-" or not os.path.isfile(self._path):
            return None
        found = sha256()
        try:
            with opened(self._path) as stream:
                for chunk in decoded(stream, self._encoding, lambda why: None, live=False):
                    found.update(chunk.encode())
        except Exception:  # it is told when it is read
            return None
        return found.hexdigest()

    def _read(self, path: str, form: Form, stream: BinaryIO) -> Iterator[Piece]:
        if form in ("html", "warc"):
            for piece in self._pages(path, form, stream):
                yield from self._unfolded(piece)
            return

        def warn(why: str) -> None:
            self._messages.warning(path, why)

        live = form == "jsonl"
        chunks = decoded(stream, self._encoding, warn, live, self._pause if live else None)
        if live:
            failures = self._messages.failures
            yield from self._records(path, chunks)
            self._text = None
            if failures == self._messages.failures and path != "-":
                self.record_files.append(path)
        else:
            origin = "--date" if self._date else None
            text = _documents_only(chunks)
            source = Source(path)
            yield from documents(readable(path), text, self._date, origin, source=source)

    def _pages(self, path: str, form: Form, stream: BinaryIO) -> Iterator[Piece]:
        if form == "html":
            from .pages import MAX_BYTES, Page, require

            require()
            data = stream.read(MAX_BYTES + 1)
            pages = iter([Page(readable(path), data, self._encoding, self._date)])
        else:
            from .archives import pages as archived
            from .archives import require

            require()

            def tell(why: str) -> None:
                self._messages.error(path, why)

            pages = archived(path, stream, tell, self._encoding, self._date)
        for page in pages:
            if page.archive:
                self._remember(page.id, path)
            source = Source(path, page.id if page.archive else "")
            yield Piece(Document(page.id, "", page.date), source=source, page=page)

    def _unfolded(self, piece: Piece) -> Iterator[Piece]:
        if self._opens_pages is None:
            yield piece
            return
        for one in self._opens_pages(piece):
            self._text = one.document.text
            yield one
        self._text = None

    def _records(self, path: str, chunks: Iterator[str]) -> Iterator[Piece]:
        for number, line in lines(chunks, self._first_line):
            where = f"{path}:{number}"
            if line is None:
                self._messages.error(where, "a line longer than 32 MB, skipped")
            elif line.strip():
                try:
                    record, repaired = read_record(line)
                except ValueError as error:
                    self._messages.error(where, str(error))
                    continue
                if repaired:
                    self._messages.warning(where, "lone surrogates read as U+FFFD")
                yield from self._record(record, path, number)

    def _record(self, record: Record, path: str, number: int) -> Iterator[Piece]:
        where = f"{path}:{number}"
        id = readable(where) if record.id is None else str(record.id)
        source = Source(path, f":{number}" if record.id is None else id)
        self._text = record.text
        if record.id is not None:
            self._remember(id, where)
        date, origin = self._record_date(record.date, where), "record"
        if date is None:
            date, origin = self._date, "--date"
        title = record.title if isinstance(record.title, str) else None
        url = record.url if isinstance(record.url, str) else None
        known = origin if date else None
        yield from documents(id, [record.text], date, known, title, url, source)

    def _record_date(self, date: object, where: str) -> datetime.date | None:
        if date is None or date == "":
            return None
        day = parse_date(date) if isinstance(date, str) else None
        if day is None:
            self._messages.warning(where, f"no reference date from its date {date!r}")
        return day

    def _remember(self, id: str, where: str) -> None:
        if self._told_of_ids:
            return
        key = hash(id)
        if key in self._ids:
            self._messages.warning(where, f"id {id!r} given before (told once)")
            self._told_of_ids = True
        elif len(self._ids) < MAX_IDS:
            self._ids.add(key)


def form_of(path: str) -> Form:
    """wire.jsonl.gz -> "jsonl"."""
    stem, suffix = os.path.splitext(path)
    if suffix in COMPRESSED:
        suffix = os.path.splitext(stem)[1]
    return _FORMS.get(suffix.lower(), "text")


def _documents_only(chunks: Iterator[str]) -> Iterator[str]:
    first = next(chunks, "")
    refuse_facts(first)
    yield first
    yield from chunks


def _is_bad_archive(error: Exception) -> bool:
    """zlib.error and lzma.LZMAError, without importing their modules."""
    return type(error).__module__ in ("zlib", "_lzma", "lzma")
