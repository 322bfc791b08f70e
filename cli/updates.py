"""A run into a results database: what is there already is left out, the rest is put in.

>>> update = Update("facts.db", Layout())
>>> for piece in pieces:
...     if wanted := update.admit(piece, digest):
...         update.insert(writer.encode(wanted, extract(wanted.document)))
>>> update.finish(["reports"], [])
>>> update.close()

A document is known by its file and, in JSON Lines, by its id there (else its line); one from
standard input that has no id, by its text. Its rows come in one transaction when all of it was
read, or not at all: whenever a run is killed, the next one does what is missing.
"""

import datetime
import hashlib
import os
import sqlite3
import time
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

import msgspec

from troopfacts.extractors import KINDS

from . import databases
from .databases import transaction
from .messages import readable
from .pieces import Piece, Source
from .tables import TABLES, column_names
from .writers import Layout
from .writers.sqlite import Head, Packed

# When the full-text search gets what was put in: after so many documents, or seconds.
MOST = 500
LATEST = 10

FOUND = ("head", "file name")  # origins of a reference date that the text and its name tell

# The reference date counts as it was given; what the text tells is the same for the same text.
_KNOWN = """
SELECT document, facts, vanished FROM documents
WHERE path = :path AND record = :record AND sha256 = :sha256
    AND version = :version AND options = :options AND title IS :title AND url IS :url
    AND CASE WHEN :origin IS NULL THEN coalesce(reference_origin, 'head') IN ('head', 'file name')
        ELSE reference_origin = :origin AND reference_date = :date END"""

# An id may be given twice in a file: a document that this run has met is not replaced.
_REPLACED = """
SELECT document FROM documents
WHERE path = :path AND record = :record
    AND (sha256 = :sha256 OR :named AND document NOT IN (SELECT document FROM met))
ORDER BY sha256 <> :sha256, document LIMIT 1"""

_UNMET = """
SELECT document, path FROM documents
WHERE path >= ? AND path < ? AND NOT vanished AND document <= ?
    AND document NOT IN (SELECT document FROM met)"""

# What has vanished and is there in another place has moved.
_MOVED = """
SELECT document FROM documents
WHERE vanished AND sha256 IN (SELECT sha256 FROM documents WHERE NOT vanished)"""
_MOVED_HERE = "SELECT document FROM documents WHERE vanished AND sha256 = ?"

_PUT = """
INSERT INTO documents (document, id, path, record, title, url, reference_date, reference_origin,
    sha256, length, version, options, facts, read_at)
VALUES (:document, :id, :path, :record, :title, :url, :date, :origin,
    :sha256, :length, :version, :options, :facts, :read_at)"""

_DECODER = msgspec.msgpack.Decoder(Packed)


class Update:
    """One run. Any method may raise DatabaseError: the run is over, what was put in stays."""

    def __init__(self, path: str, layout: Layout) -> None:
        from importlib.metadata import version

        kinds = [kind for kind in KINDS if kind in layout.kinds]
        self._options = " ".join([*kinds, *["--explain"] * layout.explain])
        self._version = version("troopfacts")
        self._hash = hashlib.sha256()  # of the document whose pieces are being read
        self._is_skipping = False
        self._path = self._place = ""  # of the file that is being read
        self._folders: set[str] = set()  # in which something was read
        self._head: Head | None = None  # of the document whose facts are being put in
        self._failed = False
        self._length = self._facts = 0
        self._is_staged = False
        self.put_in: dict[str, int] = dict.fromkeys(kinds, 0)  # facts, by kind
        self.documents = self.unchanged = self.unchanged_facts = 0
        self.vanished = self.moved = 0
        self._database = path
        self._connection = databases.open_for_writing(path)
        self._identity = _identity(path)
        self._unsearched = 0  # documents
        self._index_at = time.monotonic() + LATEST
        with databases.errors():
            self._execute("CREATE TEMP TABLE met (document INTEGER PRIMARY KEY)")
            self._execute("CREATE TEMP TABLE staged (packed BLOB)")
            newest = self._execute("SELECT coalesce(max(document), 0) FROM documents")
            self._newest: int = newest.fetchone()[0]

    def admit(self, piece: Piece, digest: Callable[[], str | None]) -> Piece | None:
        """The piece as `insert` wants it; null where its document is in the database as it is.
        `digest` hashes the text whose beginning a piece is; null where it can be read but once."""
        if not piece.first and self._is_skipping:
            return None
        text = piece.document.text.encode()
        if piece.first:
            self._hash = hashlib.sha256(text)
            known = self._hash.hexdigest() if piece.last else digest()
            piece = piece._replace(source=self._located(piece.source))
            self._is_skipping = bool(known) and self._is_there(piece, known or "")
            if self._is_skipping:
                return None
        else:
            self._hash.update(text)
        return piece._replace(sha256=self._hash.hexdigest()) if piece.last else piece

    def insert(self, packed: bytes, failed: bool = False) -> None:
        """Put in a document when its last piece is there, unless one of them has failed."""
        piece = _DECODER.decode(packed)
        with databases.errors():
            if piece.head:
                self._head, self._failed = piece.head, False
                self._length = self._facts = 0
                if self._is_staged:  # a document that broke off, or was put in
                    self._execute("DELETE FROM staged")
                    self._is_staged = False
            self._failed = self._failed or failed
            self._length += len(piece.text)
            self._facts += sum(map(len, piece.rows.values()))
            if self._failed:
                self._keep()
            elif not piece.sha256:
                self._execute("INSERT INTO staged VALUES (?)", (packed,))
                self._is_staged = True
            elif self._head:
                with transaction(self._connection):
                    self._put(self._head, piece)
                self._unsearched += 1
                if self._unsearched >= MOST or time.monotonic() > self._index_at:
                    self._index()

    def finish(self, paths: Iterable[str], files: Iterable[str]) -> None:
        """All is put in: let it be found, and mark what has vanished since it was."""
        with databases.errors():
            self._index()
            self._mark_vanished(paths, files)
        if _identity(self._database) != self._identity:
            raise databases.DatabaseError("was taken away while it was written to: run again")

    def close(self) -> None:
        self._connection.close()

    def _mark_vanished(self, paths: Iterable[str], files: Iterable[str]) -> None:
        """Documents whose file is no more, in the folders among `paths` and where else this run
        has read a file; and records that are no more in `files`, which were read to their end.
        They are kept; only marked."""
        folders = dict.fromkeys(self._folders, False)
        folders |= {readable(os.path.abspath(path)): True for path in paths if os.path.isdir(path)}
        gone = {number for path in files for number, _ in self._unmet(_place(path), "\0")}
        for folder, is_deep in folders.items():
            for number, path in self._unmet(folder.rstrip("/") + "/", ""):
                if (is_deep or os.path.dirname(path) == folder) and not os.path.lexists(path):
                    gone.add(number)
        if gone:
            with transaction(self._connection):
                for number in sorted(gone):
                    self._execute("UPDATE documents SET vanished = 1 WHERE document = ?", (number,))
                moved = self._forget(self._execute(_MOVED).fetchall())
            self.vanished += len(gone) - moved

    def _forget(self, documents: list[tuple[int]]) -> int:
        """Take out documents that have moved; their facts are there in another place."""
        for document in documents:
            self._execute("DELETE FROM documents WHERE document = ?", document)
        self.moved += len(documents)
        return len(documents)

    # --- what is there --------------------

    def _located(self, source: Source) -> Source:
        """The same file whatever way it is named; nothing for a line of standard input."""
        if source.path == "-":
            return Source("-", "" if source.record.startswith(":") else source.record)
        if source.path != self._path:
            self._path, self._place = source.path, _place(source.path)
            self._folders.add(os.path.dirname(self._place))
        return Source(self._place, source.record)

    def _is_there(self, piece: Piece, sha256: str) -> bool:
        document = piece.document
        date = document.date.isoformat() if document.date else None
        origin = document.date_origin if document.date else None
        head = Head(document.id, piece.source, document.title, document.url, date, origin)
        with databases.errors():
            return self._is_known(self._asked(head, sha256))

    def _asked(self, head: Head, sha256: str) -> dict[str, Any]:
        """What tells a document, and how it was made, from all others."""
        path, record = head.source
        return {
            "path": path,
            "record": record,
            "named": path != "-" or record != "",
            "sha256": sha256,
            "version": self._version,
            "options": self._options,
            "title": head.title,
            "url": head.url,
            "date": head.date,
            "origin": None if head.origin in FOUND else head.origin,
        }

    def _is_known(self, asked: dict[str, Any]) -> bool:
        """Whether the document is there as it would be put in; if so, it is met."""
        known = self._execute(_KNOWN, asked).fetchone()
        if not known:
            return False
        number, facts, vanished = known
        if vanished:
            self._execute("UPDATE documents SET vanished = 0 WHERE document = ?", (number,))
        self._execute("INSERT OR IGNORE INTO met VALUES (?)", (number,))
        self.unchanged += 1
        self.unchanged_facts += facts
        return True

    def _unmet(self, path: str, end: str) -> list[tuple[int, str]]:
        """(document, path) of those whose path begins so (with "\\0" for the end: is so), and that
        neither this run has met nor another one put in since."""
        high = path + "\1" if end else path[:-1] + chr(ord(path[-1]) + 1)
        return self._execute(_UNMET, (path, high, self._newest)).fetchall()

    # --- what is put in --------------------

    def _put(self, head: Head, last: Packed) -> None:
        asked = self._asked(head, last.sha256)
        if self._is_known(asked):  # another run was faster, or it is known only now (a pipe)
            return
        replaced = self._execute(_REPLACED, asked).fetchone()
        if replaced:  # and its facts with it
            self._execute("DELETE FROM documents WHERE document = ?", replaced)
        self._forget(self._execute(_MOVED_HERE, (last.sha256,)).fetchall())
        values = asked | {
            "document": replaced[0] if replaced else None,
            "id": head.id,
            "origin": head.origin,
            "length": self._length,
            "facts": self._facts,
            "read_at": datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        }
        number = self._execute(_PUT, values).lastrowid
        self._execute("INSERT OR IGNORE INTO met VALUES (?)", (number,))
        self._execute("INSERT INTO unsearched VALUES (?)", (number,))
        if self._is_staged:
            for (packed,) in self._execute("SELECT packed FROM staged ORDER BY rowid"):
                self._put_piece(number, _DECODER.decode(packed))
        self._put_piece(number, last)
        self.documents += 1

    def _put_piece(self, number: int | None, piece: Packed) -> None:
        self._execute("INSERT INTO texts VALUES (?, ?, ?)", (number, piece.offset, piece.text))
        for kind, rows in piece.rows.items():
            for row in rows:
                row[0] = number
            self._connection.executemany(_insert(kind), rows)
            self.put_in[kind] += len(rows)

    def _index(self) -> None:
        databases.index(self._connection)
        self._unsearched = 0
        self._index_at = time.monotonic() + LATEST

    def _keep(self) -> None:
        """A document that fails stays as it was, and has not vanished."""
        if self._head:
            self._execute(
                "INSERT OR IGNORE INTO met SELECT document FROM documents "
                "WHERE path = ? AND record = ?",
                self._head.source,
            )

    def _execute(self, statement: str, values: Any = ()) -> sqlite3.Cursor:
        return databases.execute(self._connection, statement, values)


def _identity(path: str) -> tuple[int, int] | None:
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _place(path: str) -> str:
    return readable(os.path.abspath(path))


@cache
def _insert(kind: str) -> str:
    names = [f'"{name}"' for name in column_names(kind)]
    return (
        f"INSERT INTO {TABLES[kind]} (document, {', '.join(names)}) "
        f"VALUES ({', '.join('?' * (1 + len(names)))})"
    )
