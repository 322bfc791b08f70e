"""Results databases: their tables, and opening them; what is none of ours is never written to.

>>> for fact in facts("facts.db"):
...     fact.text
'roughly 2,500 troops'

A table a kind, its columns those of CSV with "_" for the dot; `documents`, to which each row of
them belongs; `texts`; the views `claims` and `levels`; and full-text search, `troops_fts` and
`quotes_fts`. All that is written to them is in updates.py.
"""

import datetime
import math
import os
import sqlite3
import stat
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from heapq import merge
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from troopfacts.extractors import KINDS, Document
from troopfacts.extractors.facts import Fact

from . import columns

SCHEMA = 1  # goes up when a table changes
APPLICATION = 0x7472_7066  # "trpf", in the file's header: whose database it is
WAIT = 30.0  # seconds for others to be done

TABLES = {"troops": "troops", "location": "locations", "date": "dates", "quote": "quotes"}
SEARCHED = {"troops": ("sentence",), "quotes": ("quote", "sentence")}

_HEADER = b"SQLite format 3\0"
_TYPES = {bool: "INTEGER", int: "INTEGER", float: "NUMERIC", str: "TEXT", list: "TEXT"}

# `path` and `record` say which document it is: see updates.py. NULL in `vanished`: it is there.
_DOCUMENTS = """
CREATE TABLE documents (
    document INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    path TEXT NOT NULL,
    record TEXT NOT NULL,
    title TEXT,
    url TEXT,
    reference_date TEXT,
    reference_origin TEXT,
    sha256 TEXT NOT NULL,
    length INTEGER NOT NULL,
    version TEXT NOT NULL,
    options TEXT NOT NULL,
    facts INTEGER NOT NULL,
    vanished INTEGER NOT NULL DEFAULT 0,
    read_at TEXT NOT NULL
)"""

_TEXTS = """
CREATE TABLE texts (
    document INTEGER NOT NULL REFERENCES documents,
    start INTEGER NOT NULL,
    zlib BLOB NOT NULL
)"""

# Documents whose facts the full-text search does not have yet: it takes five times as long to give
# it those of each document by themselves as those of many.
_UNSEARCHED = "CREATE TABLE unsearched (document INTEGER PRIMARY KEY REFERENCES documents)"

# Where nothing says when a current figure holds, it is the day it was written.
_CLAIMS = """
CREATE VIEW claims AS
SELECT
    measure,
    coalesce(force_name, force_text) AS force,
    coalesce(place_name, place_text) AS place,
    coalesce(time_from, iif(time_text IS NULL AND status = 'current', reference_date, NULL))
        AS "from",
    coalesce(time_to, iif(time_text IS NULL AND status = 'current', reference_date, NULL)) AS "to",
    iif(count_min IS NULL AND count_max IS NULL, count_value, count_min) AS low,
    iif(count_min IS NULL AND count_max IS NULL, count_value, count_max) AS high,
    count_qualifier AS qualifier,
    unit,
    status,
    coalesce(source_name, source_text) AS source,
    reference_date AS written,
    doc,
    sentence,
    force_code,
    place_code,
    document,
    fact
FROM troops JOIN documents USING (document)"""

_LEVELS = """
CREATE VIEW levels AS
SELECT force, place, "from", "to", low, high, qualifier, unit, status, source, written, doc,
    sentence, force_code, place_code, document, fact
FROM claims WHERE measure = 'level'"""


class DatabaseError(Exception):
    """The database can not be used; the message says why, and what can be done."""


def column_names(kind: str) -> list[str]:
    """The columns of a kind's table: "doc", "count_min"…"""
    return ["_".join(column.path) for column in columns.of(kind)]


def _schema() -> Iterator[str]:
    """The statements that make the tables and views."""
    yield _DOCUMENTS
    yield "CREATE UNIQUE INDEX documents_by_source ON documents (path, record, sha256)"
    yield _TEXTS
    yield "CREATE INDEX texts_by_document ON texts (document)"
    yield _UNSEARCHED
    for kind, table in TABLES.items():
        lines = ["fact INTEGER PRIMARY KEY", "document INTEGER NOT NULL REFERENCES documents"]
        for name, column in zip(column_names(kind), columns.of(kind), strict=True):
            lines.append(f'"{name}" {_TYPES[column.type]}{" NOT NULL" * column.required}')
        fields = ",\n    ".join(lines)
        yield f"CREATE TABLE {table} (\n    {fields}\n)"
        yield f"CREATE INDEX {table}_by_document ON {table} (document)"
    # Whoever deletes a document, by whatever program, deletes its facts.
    drops = " ".join(
        f"DELETE FROM {table} WHERE document = old.document;"
        for table in (*TABLES.values(), "texts", "unsearched")
    )
    yield f"CREATE TRIGGER documents_dropped AFTER DELETE ON documents BEGIN {drops} END"
    yield _CLAIMS
    yield _LEVELS


def _search() -> Iterator[str]:
    """The statements that make the full-text search, and keep it true whoever changes a row."""
    for table, searched in SEARCHED.items():
        names = ", ".join(searched)
        old, new = (", ".join(f"{row}.{name}" for name in searched) for row in ("old", "new"))
        yield (
            f"CREATE VIRTUAL TABLE {table}_fts USING fts5({names}, content='{table}', "
            "content_rowid='fact', tokenize='porter unicode61 remove_diacritics 2')"
        )
        add = f"INSERT INTO {table}_fts (rowid, {names}) VALUES (new.fact, {new});"
        drop = (
            f"INSERT INTO {table}_fts ({table}_fts, rowid, {names}) "
            f"VALUES ('delete', old.fact, {old});"
        )
        for event, row, action in (
            ("INSERT", "new", add),
            ("DELETE", "old", drop),
            ("UPDATE", "old", drop + add),
        ):
            yield (
                f"CREATE TRIGGER {table}_{event.lower()} AFTER {event} ON {table} "
                f"WHEN {row}.document NOT IN (SELECT document FROM unsearched) "
                f"BEGIN {action} END"
            )
        yield f"INSERT INTO {table}_fts ({table}_fts) VALUES ('rebuild')"
    yield "DELETE FROM unsearched"


def index(connection: sqlite3.Connection) -> None:
    """Let the full-text search have what it does not have yet."""
    is_behind = connection.execute("SELECT EXISTS (SELECT * FROM unsearched)").fetchone()[0]
    if not is_behind or not has_search(connection):
        return
    with transaction(connection):
        for table, searched in SEARCHED.items():
            names = ", ".join(searched)
            connection.execute(
                f"INSERT INTO {table}_fts (rowid, {names}) SELECT fact, {names} FROM {table} "
                "WHERE document IN (SELECT document FROM unsearched)"
            )
        connection.execute("DELETE FROM unsearched")


def has_search(connection: sqlite3.Connection) -> bool:
    found = "SELECT count(*) FROM sqlite_schema WHERE name = 'quotes_fts'"
    return bool(connection.execute(found).fetchone()[0])


# --- opening --------------------


def open_for_writing(path: str) -> sqlite3.Connection:
    """A database to add to; made where there is none. DatabaseError: it is left as it is."""
    _refuse_other_files(path)
    with errors():
        connection = sqlite3.connect(os.path.abspath(path), timeout=WAIT, isolation_level=None)
        try:
            if not _is_empty(connection):
                _refuse_others(connection)
            _use_write_ahead_log(connection)
            connection.execute("PRAGMA synchronous = NORMAL")
            with transaction(connection):
                _make(connection)
        except BaseException:
            connection.close()
            raise
    return connection


def open_for_reading(path: str) -> sqlite3.Connection:
    """A database of ours; it is not changed."""
    _refuse_other_files(path)
    if not os.path.exists(path):
        raise DatabaseError("No such file or directory")
    uri = Path(os.path.abspath(path)).as_uri()
    with errors():
        # To be read, a database with a write-ahead log wants to be written beside. Where it may
        # not be, nobody else does so either, unless a log is there already.
        modes = ["mode=rw", "mode=ro", "mode=ro&immutable=1"]
        for mode in modes[: 2 if os.path.exists(f"{path}-wal") else 3]:
            connection = sqlite3.connect(
                f"{uri}?{mode}", timeout=WAIT, isolation_level=None, uri=True
            )
            try:
                _refuse_others(connection)
                connection.execute("PRAGMA query_only = ON")
                return connection
            except sqlite3.OperationalError as error:
                connection.close()
                if _name(error) not in ("CANTOPEN", "READONLY") or mode == modes[-1]:
                    raise
            except BaseException:
                connection.close()
                raise
    raise AssertionError


def _refuse_other_files(path: str) -> None:
    try:
        found = os.stat(path)
        if not stat.S_ISREG(found.st_mode):
            raise DatabaseError("Is a directory" if os.path.isdir(path) else "is no regular file")
        with open(path, "rb") as file:
            start = file.read(len(_HEADER))
    except FileNotFoundError:
        if not os.path.isdir(os.path.dirname(os.path.abspath(path))):
            raise DatabaseError("No such file or directory") from None
        return
    except OSError as error:
        raise DatabaseError(error.strerror or str(error)) from None
    if start and start != _HEADER:
        raise DatabaseError("is no SQLite database and is left as it is: give another FILE")


def _is_empty(connection: sqlite3.Connection) -> bool:
    return not connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]


def _refuse_others(connection: sqlite3.Connection) -> None:
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if application != APPLICATION:
        raise DatabaseError("is another program's database and is left as it is: give another FILE")
    if version != SCHEMA:
        which, way = (
            ("a newer", "install that one") if version > SCHEMA else ("an older", "extract anew")
        )
        raise DatabaseError(
            f"was made by {which} troopfacts (its tables are version {version}, known is "
            f"{SCHEMA}) and is left as it is: {way}, or give another FILE"
        )


def _use_write_ahead_log(connection: sqlite3.Connection) -> None:
    """So that others can read while it is written. SQLite waits for nobody in this one case; a
    file system that can not have such a log (a network's) goes without."""
    until = time.monotonic() + WAIT
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if _name(error) != "BUSY" or time.monotonic() > until:
                raise
        time.sleep(0.05)


def _make(connection: sqlite3.Connection) -> None:
    """The tables, unless another run was faster, and the search, unless this SQLite has none."""
    if _is_empty(connection):
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute(f"PRAGMA user_version = {SCHEMA}")
        for statement in _schema():
            connection.execute(statement)
    known = "SELECT count(*) FROM pragma_module_list WHERE name = 'fts5'"
    can_search = connection.execute(known).fetchone()[0]
    if not has_search(connection):
        for statement in _search() if can_search else ():
            connection.execute(statement)
    elif not can_search:
        raise DatabaseError("has full-text search, for which this Python's SQLite lacks FTS5")


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All of it or nothing; others who write wait."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        with suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
        raise


@contextmanager
def errors() -> Iterator[None]:
    """Turn SQLite's errors into one line for people."""
    try:
        yield
    except sqlite3.Error as error:
        raise DatabaseError(_why(error)) from None
    except (ValueError, zlib.error) as error:
        raise DatabaseError(f"holds what is no fact ({error})") from None


def _name(error: sqlite3.Error) -> str:
    """ "SQLITE_READONLY_DIRECTORY" -> "READONLY"."""
    return getattr(error, "sqlite_errorname", "").removeprefix("SQLITE_").partition("_")[0]


def _why(error: sqlite3.Error) -> str:
    name = _name(error)
    if name == "BUSY":
        return f"locked by another program for {WAIT:g} seconds: run again when that is done"
    if name in ("CORRUPT", "NOTADB"):
        return f"is damaged ({error}): restore a copy, or move it away and extract anew"
    return str(error)


# --- reading --------------------


def facts(path: str, kinds: tuple[str, ...] = KINDS) -> Iterator[Fact]:
    """The facts of a database, equal to those written, by document and in a document's order."""
    for _, of_document in documents(path, kinds):
        yield from of_document


def documents(
    path: str, kinds: tuple[str, ...] = KINDS, text: bool = False
) -> Iterator[tuple[Document, Iterator[Fact]]]:
    """Each document with its facts, which are to be taken before the next one; with its text only
    where that is asked for. DatabaseError: it can not be read (on)."""
    connection = open_for_reading(path)
    try:
        with errors():
            connection.execute("BEGIN")  # what others write meanwhile is not seen
            rows = merge(*(_rows(connection, kind) for kind in kinds), key=itemgetter(0, 1, 2, 3))
            groups = groupby(rows, key=itemgetter(0))
            number, group = next(groups, _NO_GROUP)
            for found in connection.execute(
                "SELECT document, id, reference_date, reference_origin, title, url FROM documents "
                "ORDER BY document"
            ):
                while number < found[0]:  # of a document that is gone
                    number, group = next(groups, _NO_GROUP)
                document = _document(found, _text(connection, found[0]) if text else "")
                yield document, _facts(group if number == found[0] else iter(()))
    finally:
        connection.close()


_Row = tuple[int, int, str, int, tuple[Any, ...]]  # document, start, kind, end, cells
_NO_GROUP: tuple[float, Iterator[_Row]] = (math.inf, iter(()))


def _rows(connection: sqlite3.Connection, kind: str) -> Iterator[_Row]:
    names = ", ".join(f'"{name}"' for name in column_names(kind))
    for number, *cells in connection.execute(
        f"SELECT document, {names} FROM {TABLES[kind]} ORDER BY document, fact"
    ):
        yield number, cells[1], kind, cells[2], tuple(cells)


def _facts(rows: Iterator[_Row]) -> Iterator[Fact]:
    with errors():
        for _, _, kind, _, cells in rows:
            yield columns.fact(kind, cells)


def _document(found: tuple[Any, ...], text: str) -> Document:
    _, id, day, origin, title, url = found
    date = datetime.date.fromisoformat(day) if day else None
    return Document(id, text, date, origin or "unknown", title, url)


def _text(connection: sqlite3.Connection, document: int) -> str:
    parts = connection.execute(
        "SELECT zlib FROM texts WHERE document = ? ORDER BY start", (document,)
    )
    return "".join(zlib.decompress(part).decode() for (part,) in parts)
