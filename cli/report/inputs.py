"""What a report is made of: documents, and facts made earlier with the texts they are from.

A file is known by how it begins. Facts name their document by its path (or `path:line`); where that
is still there and every fact stands in it where it says, the page shows the text as well.
"""

import datetime
import os
import re
from collections.abc import Iterator
from itertools import groupby

from troopfacts.cli import facts as facts_made
from troopfacts.cli.documents import Reader, form_of
from troopfacts.cli.messages import Messages
from troopfacts.cli.pieces import Piece
from troopfacts.extractors import Document
from troopfacts.extractors.facts import Fact

_DATABASE = b"SQLite format 3\0"
_LINE = re.compile(r"(?P<path>.+):(?P<number>\d+)")


def documents_of(
    path: str, kinds: tuple[str, ...], date: datetime.date | None, messages: Messages
) -> Iterator[tuple[Piece, list[Fact]]]:
    """The documents of a file of facts, each with all its facts, and with its text if known."""
    texts = Texts()
    if _is_database(path):
        yield from _kept(path, kinds, texts, messages)
        return
    read = facts_made.Reader(messages, date, kinds=kinds).read([path])
    for _, parts in groupby(read, key=lambda part: part[0].document.id):
        pieces = list(parts)
        found = [fact for _, some in pieces for fact in some]
        yield Piece(texts.of(pieces[0][0].document, found)), found


def _kept(
    path: str, kinds: tuple[str, ...], texts: "Texts", messages: Messages
) -> Iterator[tuple[Piece, list[Fact]]]:
    """The documents of a database, which may hold their texts."""
    from troopfacts.cli.databases import DatabaseError, documents

    try:
        for document, facts in documents(path, kinds, text=True):
            found = list(facts)
            yield Piece(document if document.text else texts.of(document, found)), found
    except DatabaseError as error:
        messages.error(path, str(error))


def _is_database(path: str) -> bool:
    if path == "-":
        return False
    with open(path, "rb") as file:
        return file.read(len(_DATABASE)) == _DATABASE


class Texts:
    """The texts of documents that are still there; lines of a file are read on from the last."""

    def __init__(self) -> None:
        self._path: str | None = None
        self._records: Iterator[Piece] = iter(())

    def of(self, document: Document, facts: list[Fact]) -> Document:
        """The document with its text, or as it was where there is none that fits its facts."""
        text = self._text(document.id)
        if text and facts and all(text[fact.start : fact.end] == fact.text for fact in facts):
            return document.with_text(text)
        return document

    def _text(self, id: str) -> str | None:
        if os.path.isfile(id) and form_of(id) in ("text", "html"):
            piece = next(Reader(Messages(quiet=True)).read([id]), None)
            return piece.document.text if piece else None
        line = _LINE.fullmatch(id)
        if line and os.path.isfile(line["path"]) and form_of(line["path"]) == "jsonl":
            return self._record(line["path"], id)
        return None

    def _record(self, path: str, id: str) -> str | None:
        for attempt in range(2):
            if self._path != path or attempt:
                self._path = path
                self._records = Reader(Messages(quiet=True)).read([path])
            for piece in self._records:
                if piece.document.id == id and piece.first:
                    return piece.document.text
        return None
