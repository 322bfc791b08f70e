"""Facts made earlier -> facts again, as a stream; what is none is told with its line.

>>> for fact in facts("facts.jsonl.gz", messages):
...     fact.text
'roughly 2,500 troops'

Read are JSON Lines of facts, the object that `--format json` writes (also when another program has
laid it out anew, then as a whole), an array of facts, tables (CSV, TSV), all of them compressed or
in a pipe; and results databases.
"""

import codecs
import datetime
import os
import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import chain
from typing import Any, NamedTuple

import msgspec

from troopfacts.extractors import Document
from troopfacts.extractors.facts import KINDS, AnyFact, Date, Fact, Troops, kind_of
from troopfacts.extractors.reference_date import find as find_reference_date

from .decoding import COMPRESSED, NotTextError, decoded, opened
from .messages import Messages, reason
from .pieces import Piece
from .records import lines
from .schema import Facts, Output

# Facts of one document that are handed on together; the next ones go on with it.
LIMIT = 2000

_DATABASE = b"SQLite format 3\0"
_ENVELOPE = re.compile(r'\s*\{"version":\d+,"documents":\[\r?\n')  # as our own writer lays it out
_WHOLE = re.compile(r'\s*(?:\[|\{\s*(?:"version"\s*:|\n))')
_SAMPLE = 1 << 16  # code points that tell what a file is


_BEGINNING = re.compile(
    rb"""
    SQLite\ format\ 3\0
    | kind [,\t] doc [,\t] start [,\t]                                      # csv, tsv
    | \s* \{ \s* "version" \s* :                                            # --format json
    | \s* \[? \s* \{ \s* "kind" \s* : \s* "(troops|location|date|quote)"   # jsonl, an array
    """,
    re.X,
)


def holds_facts(path: str) -> bool:
    """Whether a file begins as facts do, not as a document; one that can not be read is told of
    when it is read."""
    if path != "-" and not os.path.isfile(path):
        return False
    try:
        with opened(path) as stream:
            start: bytes = stream.peek(1 << 12)  # type: ignore[attr-defined]
    except (OSError, EOFError, AttributeError):
        return False
    except Exception as error:
        if type(error).__module__ not in ("zlib", "_lzma", "lzma"):
            raise
        return False
    return _BEGINNING.match(start.removeprefix(codecs.BOM_UTF8)) is not None


class NotFactsError(Exception):
    """The file as a whole is of another sort."""


class _Read(NamedTuple):
    """A fact, or where a document begins that has none yet; with what is known of the document."""

    document: str
    fact: Fact | None
    written: datetime.date | None = None
    origin: str | None = None
    title: str | None = None


def facts(path: str, messages: Messages) -> Iterator[Fact]:
    """The facts of a file, one after the other; "-" is standard input."""
    for _, some in Reader(messages).read([path]):
        yield from some


class Reader:
    """Reads each path; what can not be read is told, and the next is read.

    `date` is when the documents were written of which the facts do not say it. At most `limit`
    facts come at once: 1, where each is to be passed on as soon as it is there.
    """

    def __init__(
        self,
        messages: Messages,
        date: datetime.date | None = None,
        limit: int = LIMIT,
        kinds: tuple[str, ...] = KINDS,
    ) -> None:
        self._messages = messages
        self._date = date
        self._limit = limit
        self._kinds = kinds

    def read(self, paths: Iterable[str]) -> Iterator[tuple[Piece, list[Fact]]]:
        """The facts by document, in order; a document is a `Piece` whose text is not known."""
        for path in paths:
            try:
                yield from self._batches(self._read(path))
            except (NotTextError, NotFactsError) as error:
                self._messages.error(path, str(error))
            except (OSError, EOFError) as error:
                self._messages.error(path, reason(error))
            except Exception as error:
                if type(error).__module__ not in ("zlib", "_lzma", "lzma"):
                    raise
                self._messages.error(path, reason(error))

    def _batches(self, read: Iterable[_Read]) -> Iterator[tuple[Piece, list[Fact]]]:
        piece: Piece | None = None
        batch: list[Fact] = []
        for one in read:
            if piece is None or piece.document.id != one.document or one.fact is None:
                if piece and (batch or piece.first):
                    yield piece, batch
                piece, batch = Piece(self._document(one)), []
            if one.fact is not None and kind_of(one.fact) in self._kinds:
                batch.append(one.fact)
                if len(batch) >= self._limit:
                    yield piece, batch
                    piece, batch = Piece(piece.document, max(1, one.fact.end)), []
        if piece and (batch or piece.first):
            yield piece, batch

    def _document(self, one: _Read) -> Document:
        if one.written:
            return Document(one.document, "", one.written, one.origin, one.title)
        origin = "--date" if self._date else None
        known = find_reference_date(Document(one.document, "", self._date, origin))
        return Document(one.document, "", known.day, known.origin or "unknown", one.title)

    def _read(self, path: str) -> Iterator[_Read]:
        with opened(path) as stream:
            start = stream.peek(len(_DATABASE))  # type: ignore[attr-defined]
            if not start.startswith(_DATABASE):

                def warn(why: str) -> None:
                    self._messages.warning(path, why)

                yield from self._decoded(path, decoded(stream, None, warn, live=True))
                return
        yield from self._database(path)

    def _database(self, path: str) -> Iterator[_Read]:
        from .databases import DatabaseError, documents

        if path == "-" or path.endswith(COMPRESSED):
            raise NotFactsError("a database is read from a file of its own, not compressed")
        try:
            for document, found in documents(path, self._kinds):
                id, day, origin = document.id, document.date, document.date_origin
                yield _Read(id, None, day, origin, document.title)
                for fact in found:
                    _check_days(fact)
                    yield _Read(id, fact)
        except DatabaseError as error:
            raise NotFactsError(str(error)) from None
        except ValueError as error:
            raise NotFactsError(f"holds what is no fact ({error})") from None

    def _decoded(self, path: str, chunks: Iterator[str]) -> Iterator[_Read]:
        sample = ""
        for chunk in chunks:
            sample += chunk
            if "\n" in sample.lstrip() or len(sample) > _SAMPLE:
                break
        rest = chain([sample], chunks)
        if _ENVELOPE.match(sample):
            yield from self._envelope(path, rest)
        elif _WHOLE.match(sample):
            yield from _whole("".join(rest))
        elif sample.lstrip().startswith(("kind,doc,start,", "kind\tdoc\tstart\t")):
            yield from self._rows(path, rest)
        else:
            _refuse(sample)
            yield from self._lines(path, rest)

    def _rows(self, path: str, chunks: Iterable[str]) -> Iterator[_Read]:
        from .rows import facts

        for number, fact in facts(
            chunks, lambda line, why: self._messages.error(f"{path}:{line}", why)
        ):
            try:
                _check_days(fact)
                yield _Read(fact.doc, fact)
            except ValueError as error:
                self._messages.error(f"{path}:{number}", str(error))

    def _lines(self, path: str, chunks: Iterable[str]) -> Iterator[_Read]:
        for where, line in self._told(path, chunks):
            if fact := self._fact(where, line):
                yield _Read(fact.doc, fact)

    def _told(self, path: str, chunks: Iterable[str]) -> Iterator[tuple[str, str]]:
        """("facts.jsonl:3", its line) of all lines that say something."""
        for number, line in lines(chunks):
            where = f"{path}:{number}"
            if line is None:
                self._messages.error(where, "a line longer than 32 MB, skipped")
            elif line.strip():
                yield where, line.strip()

    def _fact(self, where: str, line: str) -> Fact | None:
        try:
            return read_fact(line)
        except ValueError as error:
            self._messages.error(where, str(error))
            return None

    def _envelope(self, path: str, chunks: Iterable[str]) -> Iterator[_Read]:
        """The object as our own writer lays it out: a document's head, its facts a line each."""
        document: str | None = None  # whose facts are being read
        ended = False
        for where, line in self._told(path, chunks):
            line = line.removesuffix(",")
            if line.startswith('{"doc":'):
                try:
                    head = _facts_decoder().decode(line.removesuffix("]}") + "]}")
                    yield _Read(head.doc, None, _day(head.reference_date))
                except ValueError as error:
                    self._messages.error(where, f"begins no document: {error}")
                    continue
                document = None if line.endswith("]}") else head.doc
            elif line == "]}":
                ended, document = document is None, None
            elif not line.startswith('{"version":'):
                fact = self._fact(where, line)
                if fact and fact.doc != document:
                    self._messages.error(where, f"a fact of {fact.doc!r} among {document!r}'s")
                elif fact:
                    yield _Read(fact.doc, fact)
        if not ended:
            self._messages.error(path, "ends before its facts do")


def read_fact(line: str) -> Fact:
    """The fact a line of JSON holds. ValueError: why it is none."""
    try:
        fact = _decoder().decode(line)
    except RecursionError:
        raise ValueError("JSON is nested too deeply") from None
    _check_days(fact)
    return fact


def _check_days(fact: Fact) -> None:
    """`from` and `to` are days; whoever compares facts may rely on it."""
    when = fact.time if isinstance(fact, Troops) else fact if isinstance(fact, Date) else None
    if when:
        for day in (when.first, when.last):
            _day(day)


@lru_cache(20_000)
def _day(text: str | None) -> datetime.date | None:
    if text is None:
        return None
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text!r} is no day") from None


def _whole(text: str) -> Iterator[_Read]:
    """An object or an array that is laid out in another way."""
    try:
        if text.lstrip()[0] == "[":
            for fact in msgspec.json.decode(text, type=list[AnyFact]):
                _check_days(fact)
                yield _Read(fact.doc, fact)
            return
        for document in msgspec.json.decode(text, type=Output).documents:
            yield _Read(document.doc, None, _day(document.reference_date))
            for fact in document.facts:
                _check_days(fact)
                yield _Read(document.doc, fact)
    except (ValueError, RecursionError) as error:
        hint = " (facts are read a line each: jq -c)" if text.lstrip()[0] == "{" else ""
        raise NotFactsError(f"{error or 'JSON is nested too deeply'}{hint}") from None


def _refuse(sample: str) -> None:
    """Raise NotFactsError for what plainly holds something else."""
    line = sample.strip().partition("\n")[0]
    if line and not line.startswith("{"):
        raise NotFactsError("holds no facts; to find some: troopfacts extract")
    try:
        keys: Any = msgspec.json.decode(line or "{}")
    except (ValueError, RecursionError):
        return
    if "text" in keys and "kind" not in keys:
        raise NotFactsError("holds documents, not facts; to find some: troopfacts extract")


@cache
def _decoder() -> msgspec.json.Decoder[AnyFact]:
    return msgspec.json.Decoder(AnyFact)


@cache
def _facts_decoder() -> msgspec.json.Decoder[Facts]:
    return msgspec.json.Decoder(Facts)
