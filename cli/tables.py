"""The tables, views and full-text search of a results database, as SQL.

The columns of the facts are derived from the data model; a table that changes wants another SCHEMA.
"""

from collections.abc import Iterator

from . import columns

SCHEMA = 1  # the version of all that is here

TABLES = {"troops": "troops", "location": "locations", "date": "dates", "quote": "quotes"}
SEARCHED = {"troops": ("sentence",), "quotes": ("quote", "sentence")}

_TYPES = {bool: "INTEGER", int: "INTEGER", float: "NUMERIC", str: "TEXT", list: "TEXT"}

# `path` and `record` say which document it is (see updates.py), `length` counts code points.
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

# What a fact says is substr(texts.text, 1 + start - offset, "end" - start); a long text is in
# pieces.
_TEXTS = """
CREATE TABLE texts (
    document INTEGER NOT NULL REFERENCES documents,
    offset INTEGER NOT NULL,
    text TEXT NOT NULL
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
    CASE WHEN time_text IS NULL AND status = 'current' THEN reference_date ELSE time_from END
        AS "from",
    CASE WHEN time_text IS NULL AND status = 'current' THEN reference_date ELSE time_to END
        AS "to",
    CASE WHEN coalesce(count_min, count_max) IS NULL THEN count_value ELSE count_min END AS low,
    CASE WHEN coalesce(count_min, count_max) IS NULL THEN count_value ELSE count_max END AS high,
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


def column_names(kind: str) -> list[str]:
    """The columns of a kind's table: "doc", "count_min"…"""
    return ["_".join(column.path) for column in columns.of(kind)]


def tables() -> Iterator[str]:
    """The statements that make the tables and views."""
    yield _DOCUMENTS
    yield "CREATE UNIQUE INDEX documents_by_source ON documents (path, record, sha256)"
    yield "CREATE INDEX documents_vanished ON documents (sha256) WHERE vanished"
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


def search() -> Iterator[str]:
    """The statements that make the full-text search, and keep it true whoever changes a row."""
    for table, searched in SEARCHED.items():
        names = ", ".join(searched)
        old, new = (", ".join(f"{row}.{name}" for name in searched) for row in ("old", "new"))
        yield (  # the quotation marks are those by which sqlite-utils and Datasette know it
            f'CREATE VIRTUAL TABLE {table}_fts USING fts5({names}, content="{table}", '
            "content_rowid=fact, tokenize='porter unicode61')"
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
