"""Pieces -> their facts, encoded for the output: here, and in worker processes where it pays.

>>> with Workshop(Work("jsonl", Layout()), deliver, messages, jobs=4) as workshop:
...     for piece in pieces:
...         workshop.take(piece)  # deliver(Done(…)) is called for each, in order
"""

from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING, NamedTuple, Self

from troopfacts.extractors import Document, extract
from troopfacts.extractors.facts import Fact
from troopfacts.extractors.reference_date import find as find_reference_date

from .decoding import NotTextError
from .messages import Messages, Remark, reason
from .pieces import Piece, moved
from .writers import Layout, make

if TYPE_CHECKING:
    from .filters import Filter
    from .workers import Team

# Code points read here before processes are started: a small input is done by then, the first facts
# of a large one are out, and what the extractors have loaded is there for all forked workers.
SMALL = 500_000


class Done(NamedTuple):
    """What became of a piece: its facts encoded, and why there are none where it failed."""

    id: str
    first: bool = False  # whether a document begins with it
    lines: bytes = b""
    facts: int = 0
    failure: str | None = None
    trace: str = ""
    kept: tuple[Piece, list[Fact]] | None = None  # as they are, where they are to be put in order
    archive: str | None = None  # of a page that is one of many
    remarks: tuple[Remark, ...] = ()


class Work:
    """What is done to each piece."""

    def __init__(self, format: str, layout: Layout, texts: str | None = None) -> None:
        """`texts`: the folder in which the texts of pages are saved."""
        self.format = format
        self.layout = layout
        self.texts = texts
        self.writer = make(format, layout)
        self._filter = _filter(layout)

    def do(self, piece: Piece) -> list[Done]:
        """Find and encode the facts of a piece, or of each piece of a page; a fault of our own
        costs this piece only."""
        if not piece.page:
            return [self._extracted(piece)]
        from .pages import pieces

        try:
            opened, remarks = pieces(piece, self.texts)
        except NotTextError as error:
            return [self.failed(piece, str(error))]
        except OSError as error:
            return [self.failed(piece, f"its text could not be saved: {reason(error)}")]
        except Exception as error:
            return [self._faulty(piece, error)]
        first, *others = [self._extracted(one) for one in opened] or [Done(piece.page.id)]
        return [first._replace(archive=piece.page.archive, remarks=tuple(remarks)), *others]

    def _extracted(self, piece: Piece) -> Done:
        try:
            facts = extract(piece.document, self.layout.kinds, self.layout.explain)
            if self._filter:
                day = find_reference_date(piece.document).day
                facts = self._filter.chosen(facts, day, self.layout.context)
            if piece.offset:
                facts = [moved(fact, piece.offset) for fact in facts]
            return self._done(piece, facts)
        except TimeoutError as error:  # a filter's
            return self.failed(piece, str(error))
        except Exception as error:
            return self._faulty(piece, error)

    def _faulty(self, piece: Piece, error: Exception) -> Done:
        import traceback

        why = f"internal error, skipped: {error!r}"
        return self.failed(piece, why, "".join(traceback.format_exception(error)))

    def failed(self, piece: Piece, why: str, trace: str = "") -> Done:
        """A piece without facts. Its text is not looked at again: it has done harm."""
        whole = piece.document
        empty = Document(whole.id, "", whole.date, whole.date_origin or "unknown", whole.title)
        done = self._done(piece._replace(document=empty), [])
        return done._replace(failure=why, trace=trace)

    def _done(self, piece: Piece, facts: list[Fact]) -> Done:
        whole = piece.document
        if not self.layout.keep:
            lines = self.writer.encode(piece, facts)
            return Done(whole.id, piece.first, lines, len(facts))
        day, origin = find_reference_date(whole)
        known = Document(whole.id, "", day, origin or "unknown", whole.title, whole.url)
        kept = piece._replace(document=known), facts
        return Done(whole.id, piece.first, b"", len(facts), kept=kept)


def _filter(layout: Layout) -> "Filter | None":
    if layout.filters is None:
        return None
    from .filters import Filter

    return Filter(layout.filters, layout.kinds)


class Workshop:
    """Does the pieces one after the other, or, once more than SMALL was read, shares them out."""

    def __init__(
        self,
        work: Work,
        deliver: Callable[[Done], None],
        messages: Messages,
        jobs: int,
    ) -> None:
        self._work = work
        self._deliver = deliver
        self._messages = messages
        self._jobs = jobs
        self._read = 0
        self._team: Team | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        type: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._team:
            self._team.close(at_once=error is not None)

    def take(self, piece: Piece) -> None:
        """The next piece; it may be done later."""
        if self._jobs > 1 and self._read > SMALL:
            self._hire()
        if self._team:
            self._team.take(piece)
        else:
            self._read += piece.size
            for done in self._work.do(piece):
                self._deliver(done)

    def pause(self) -> None:
        """Nothing is there to be read: deliver all that was taken."""
        if self._team:
            self._team.finish()

    finish = pause

    def stop(self) -> None:
        """What was taken and is not delivered yet is not wanted any more."""
        if self._team:
            self._team.close(at_once=True)
            self._team = None

    def _hire(self) -> None:
        if self._team:
            return
        from .workers import Team

        try:
            self._team = Team(self._work, self._deliver, self._jobs)
        except (OSError, ImportError) as error:  # no more processes, no semaphores
            self._jobs = 1
            self._messages.warning("--jobs", f"no worker processes: {reason(error)}")
