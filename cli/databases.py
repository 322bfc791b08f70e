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
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from heapq import merge
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from troopfacts.extractors import KINDS, Document
from troopfacts.extractors.facts import Fact

from . import columns, tables
from .tables import SCHEMA, SEARCHED, TABLES, column_names

APPLICATION = 0x7472_7066  # "trpf", in the file's header: whose database it is
WAIT = 30.0  # seconds for others to be done
_NAP = 0.25  # seconds in which no signal is heard

_HEADER = b"SQLite format 3\0"


class DatabaseError(Exception):
    """The database can not be used; the message says why, and what can be done."""


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
    found = "SELECT count(*) FROM sqlite_master WHERE name = 'quotes_fts'"
    return bool(connection.execute(found).fetchone()[0])


# --- opening --------------------


def open_for_writing(path: str) -> sqlite3.Connection:
    """A database to add to; made where there is none. DatabaseError: it is left as it is."""
    _refuse_other_files(path)
    with errors():
        try:
            return _opened_for_writing(os.path.abspath(path))
        except sqlite3.Error as error:
            if _name(error) not in ("CANTOPEN", "READONLY"):
                raise
            why = f"can not be written ({error}): the file and its folder must be writable"
            raise DatabaseError(why) from None


def _opened_for_writing(path: str) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=_NAP, isolation_level=None)
    try:
        if not _is_empty(connection):
            _refuse_others(connection)
        # So that others can read while it is written. A file system that can not have such a log
        # (a network's) goes without.
        execute(connection, "PRAGMA journal_mode = WAL")
        execute(connection, "PRAGMA synchronous = NORMAL")
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
    real = os.path.realpath(path)
    uri = Path(real).as_uri()
    with errors():
        # To be read, a database with a write-ahead log wants to be written beside. Where it may
        # not be, nobody else does so either, unless a log is there already.
        modes = ["mode=rw", "mode=ro"]
        modes += ["mode=ro&immutable=1"] * (not os.path.exists(f"{real}-wal"))
        for mode in modes:
            connection = sqlite3.connect(
                f"{uri}?{mode}", timeout=_NAP, isolation_level=None, uri=True
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
    return not execute(connection, "SELECT count(*) FROM sqlite_master").fetchone()[0]


def _refuse_others(connection: sqlite3.Connection) -> None:
    application = execute(connection, "PRAGMA application_id").fetchone()[0]
    version = execute(connection, "PRAGMA user_version").fetchone()[0]
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


def _make(connection: sqlite3.Connection) -> None:
    """The tables, unless another run was faster, and the search, unless this SQLite has none."""
    if _is_empty(connection):
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute(f"PRAGMA user_version = {SCHEMA}")
        for statement in tables.tables():
            connection.execute(statement)
    if not has_search(connection):
        for statement in tables.search() if _can_search(connection) else ():
            connection.execute(statement)
    elif not _can_search(connection):
        raise DatabaseError("has full-text search, for which this Python's SQLite lacks FTS5")


def _can_search(connection: sqlite3.Connection) -> bool:
    known = "SELECT count(*) FROM pragma_module_list WHERE name = 'fts5'"
    return bool(connection.execute(known).fetchone()[0])


def execute(connection: sqlite3.Connection, statement: str, values: Any = ()) -> sqlite3.Cursor:
    """A statement's cursor; where others are in the way, when they are done. (SQLite's own waiting
    hears no signal, and leaves out the change to a write-ahead log.)"""
    until = time.monotonic() + WAIT
    while True:
        try:
            return connection.execute(statement, values)
        except sqlite3.OperationalError as error:
            if _name(error) != "BUSY" or time.monotonic() > until:
                raise
        time.sleep(0.02)


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All of it or nothing; others who write wait."""
    execute(connection, "BEGIN IMMEDIATE")
    try:
        yield
        execute(connection, "COMMIT")
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
    except ValueError as error:
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
        "SELECT text FROM texts WHERE document = ? ORDER BY offset", (document,)
    )
    return "".join(part for (part,) in parts)
