"""Where facts go as they are done: lines to an output, rows to a results database, files to a
folder."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

from . import outputs
from .messages import Messages
from .pieces import Piece
from .work import Done, Work

if TYPE_CHECKING:
    from .selections import Selection

DATABASE = "sqlite"  # the format
FOLDER = "brat"


class Sink(Protocol):
    """`written`: the files it writes to, which are no input. `known_facts`: those of documents
    that were done before. `sees_texts`: before their facts are found, to know whether they were."""

    written: frozenset[outputs.Identity]
    sees_texts: bool

    @property
    def known_facts(self) -> int: ...

    @property
    def full(self) -> bool:
        """Whether no more are wanted."""

    def admit(self, piece: Piece, digest: Callable[[], str | None]) -> Piece | None:
        """The piece as it is to be done; null where that was done before."""

    def put(self, done: Done) -> None:
        """The next in order."""

    def finish(self, paths: list[str], files: list[str], messages: Messages) -> None:
        """All is put; `files` of records were read to their end."""


class Lines:
    """To a pipe, a terminal or a file that is replaced when all is well."""

    known_facts = 0
    full = False
    sees_texts = False

    def __init__(self, path: str | None, output: outputs.Output, work: Work) -> None:
        self.written = outputs.identities(path)
        self._output = output
        self._writer = work.writer
        output.write(self._writer.start())

    def admit(self, piece: Piece, digest: Callable[[], str | None]) -> Piece | None:
        return piece

    def put(self, done: Done) -> None:
        self._output.write(self._writer.joined(done.lines, done.first, done.facts))

    def finish(self, paths: list[str], files: list[str], messages: Messages) -> None:
        self._output.write(self._writer.finish())


class Ordered:
    """To an output like Lines, but in an order and no more than are wanted."""

    known_facts = 0
    sees_texts = False

    def __init__(self, path: str | None, selection: "Selection") -> None:
        self.written = outputs.identities(path)
        self._selection = selection

    @property
    def full(self) -> bool:
        return self._selection.full

    def admit(self, piece: Piece, digest: Callable[[], str | None]) -> Piece | None:
        return piece

    def put(self, done: Done) -> None:
        if done.kept:
            self._selection.take(*done.kept)

    def finish(self, paths: list[str], files: list[str], messages: Messages) -> None:
        self._selection.finish()


class Rows:
    """To a results database, a document at a time."""

    full = False
    sees_texts = True

    def __init__(self, path: str, work: Work) -> None:
        from .updates import Update

        self._began = time.monotonic()
        self._path = path
        self._update = Update(path, work.layout)
        real = os.path.realpath(path)  # beside which SQLite keeps its files
        ends = ("", "-wal", "-shm", "-journal")
        self.written = frozenset().union(*(outputs.identities(real + end) for end in ends))

    @property
    def known_facts(self) -> int:
        return self._update.unchanged_facts

    def admit(self, piece: Piece, digest: Callable[[], str | None]) -> Piece | None:
        return self._update.admit(piece, digest)

    def put(self, done: Done) -> None:
        self._update.insert(done.lines, failed=done.failure is not None)

    def finish(self, paths: list[str], files: list[str], messages: Messages) -> None:
        self._update.finish(paths, files)
        messages.note(f"{self._path}: {self._summary(messages.failures)}")

    def close(self) -> None:
        self._update.close()

    def _summary(self, failures: int) -> str:
        """ "3 documents read, 120 unchanged, 0 failed; 12 troops, …; 0.9 s", for cron's mail."""
        from .tables import TABLES

        update = self._update
        documents = [f"{update.documents:,} document{'s' * (update.documents != 1)} read"]
        documents += [f"{update.unchanged:,} unchanged", f"{failures:,} failed"]
        documents += [f"{update.moved:,} moved"] * bool(update.moved)
        documents += [f"{update.vanished:,} vanished"] * bool(update.vanished)
        facts = [f"{count:,} {TABLES[kind]}" for kind, count in update.put_in.items()]
        seconds = f"{time.monotonic() - self._began:.1f} s"
        return "; ".join([", ".join(documents), ", ".join(facts), seconds])


@contextmanager
def opened(
    path: str | None, work: Work, order: str | None = None, limit: int | None = None
) -> Iterator[Sink]:
    """The sink of a format; OutputError: it could not be written to (any more)."""
    if work.layout.keep:
        from .selections import Selection

        with outputs.opened(path) as output:
            grouped = work.format in ("json", "html")
            yield Ordered(path, Selection(work.writer, output, order, limit, grouped))
        return
    if work.format == FOLDER:
        from .folders import Folder

        assert path is not None
        folder = Folder(path, work)
        try:
            yield folder
        finally:
            folder.close()
        return
    if work.format != DATABASE:
        with outputs.opened(path) as output:
            yield Lines(path, output, work)
        return
    from .databases import DatabaseError

    assert path is not None
    try:
        rows = Rows(path, work)
        try:
            yield rows
        finally:
            rows.close()
    except DatabaseError as error:
        raise outputs.OutputError(path, str(error)) from None
