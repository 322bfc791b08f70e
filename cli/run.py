"""Documents -> facts -> writer; what fails is counted and the rest is done."""

import datetime
import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Literal, NamedTuple

from troopfacts.extractors import KINDS

from . import outputs, sinks, sources, writers
from .decoding import NotTextError
from .documents import Form, Reader
from .messages import Messages, Progress, Remarks
from .pieces import Piece
from .work import Done, Work, Workshop

if TYPE_CHECKING:
    from .options import Filters

Color = Literal["auto", "always", "never"]


class Options(NamedTuple):
    """The command's options as the run uses them; an `output` of null is standard output."""

    paths: list[str]
    kinds: tuple[str, ...] = KINDS
    format: str = "jsonl"
    output: str | None = None
    form: Form | None = None
    date: datetime.date | None = None
    files_from: str | None = None
    globs: tuple[str, ...] = ()
    encoding: str | None = None
    color: Color = "auto"
    quiet: bool = False
    verbose: bool = False
    explain: bool = False
    jobs: int = 1
    filters: "Filters | None" = None
    sort: str | None = None
    limit: int | None = None
    csv_safe: bool = False
    texts: str | None = None  # the folder in which the texts of pages are saved

    @property
    def layout(self) -> writers.Layout:
        """What of the facts is written, and for whom."""
        terminal = outputs.is_terminal(self.output)
        return writers.Layout(
            kinds=self.kinds,
            filters=self.filters,
            context=self.format == "report",
            keep=self.sort is not None or self.limit is not None,
            flat=self.sort is not None,
            explain=self.explain,
            verbose=self.verbose,
            terminal=terminal,
            color=_wants_color(self.color, terminal),
            csv_safe=self.csv_safe,
        )


def run(options: Options) -> int:
    """Do it all; the exit code: 0 facts found, 1 none, 2 something failed."""
    messages = Messages(options.quiet)
    return code_of(lambda: _extract_all(options, messages), messages)


def code_of(work: Callable[[], int], messages: Messages) -> int:
    """The exit code of work that returns how many facts were found."""
    facts = 0
    try:
        facts = work()
    except outputs.OutputError as failed:
        messages.error(failed.name, failed.why)
    except outputs.ReaderGoneError:
        facts = 1  # there was something to write
    if messages.failures:
        return 2
    return 0 if facts else 1


def print_schema() -> int:
    """The JSON Schema on standard output; the exit code: 0, or 2 where that failed."""
    from .schema import schema

    try:
        with outputs.opened(None) as output:
            output.write(schema())
    except outputs.OutputError as failed:
        Messages().error(failed.name, failed.why)
        return 2
    except outputs.ReaderGoneError:
        pass
    return 0


def _extract_all(options: Options, messages: Messages) -> int:
    layout = options.layout
    work = Work(options.format, layout, options.texts)
    with sinks.opened(options.output, work, options.sort, options.limit) as sink:
        delivery = extract_into(sink, work, options, messages)
    tell_of_nothing(options, delivery.facts, delivery.documents, messages)
    return delivery.facts + sink.known_facts


def extract_into(sink: sinks.Sink, work: Work, options: Options, messages: Messages) -> "Delivery":
    """Read all paths, find the facts of each document, and put them into the sink."""
    jobs = options.jobs or cores()
    chosen = sources.Filter(options.globs, sink.written)
    paths = (
        sources.find(options.paths, chosen, messages)
        if options.files_from is None
        else sources.listed(options.files_from, chosen, messages)
    )
    remarks = Remarks(messages)
    delivery = Delivery(sink, messages, remarks, options.verbose)
    with Workshop(work, delivery.take, messages, jobs) as workshop:
        reader = Reader(
            messages,
            options.form,
            options.encoding,
            options.date,
            workshop.pause if jobs > 1 else None,
            _page_opener(options, messages, remarks) if sink.sees_texts else None,
        )
        if not options.quiet and not work.layout.terminal and is_on_terminal():
            delivery.progress = Progress(
                messages, reader.position, lambda: sources.size(options.paths, chosen)
            )
        for piece in reader.read(paths):
            if wanted := sink.admit(piece, reader.digest):
                workshop.take(wanted)
            else:
                delivery.skip(piece)
            if sink.full:
                workshop.stop()
                break
        workshop.finish()
    messages.progress("")
    remarks.finish()
    sink.finish(options.paths, reader.record_files, messages)
    return delivery


def tell_of_nothing(options: Options, facts: int, documents: int, messages: Messages) -> None:
    """An empty table says nothing to whoever looks at it."""
    if options.format == "table" and options.layout.terminal and not facts + messages.failures:
        messages.note(f"no facts in {documents:,} document{'s' * (documents != 1)}")


def _page_opener(
    options: Options, messages: Messages, remarks: Remarks
) -> Callable[[Piece], list[Piece]]:
    """Reads pages here, where a sink has to see their texts first."""

    def opened(piece: Piece) -> list[Piece]:
        from .pages import pieces

        assert piece.page
        try:
            found, remarked = pieces(piece, options.texts)
        except Exception as error:  # a text can not be saved, or a fault of our own
            told = str(error) if isinstance(error, NotTextError) else f"skipped: {error!r}"
            messages.error(piece.page.id, told)
            return []
        remarks.take(piece.page.id, piece.page.archive, remarked)
        return found

    return opened


class Delivery:
    """Passes on what was done, and counts it."""

    def __init__(
        self, sink: sinks.Sink, messages: Messages, remarks: Remarks, verbose: bool
    ) -> None:
        self._sink = sink
        self._messages = messages
        self._remarks = remarks
        self._verbose = verbose
        self.progress: Progress | None = None
        self.documents = 0
        self.facts = 0

    def take(self, done: Done) -> None:
        """The next in order."""
        if done.failure:
            self._messages.error(done.id, done.failure)
            if self._verbose and done.trace:
                self._messages.trace(done.trace)
        self._remarks.take(done.id, done.archive, done.remarks)
        if done.first or done.lines:  # nothing is known of a page in another language
            self._sink.put(done)
        self.documents += done.first
        self.facts += done.facts
        self._tell()

    def skip(self, piece: Piece) -> None:
        """A piece of what was done before."""
        self.documents += piece.first
        self._tell()

    def _tell(self) -> None:
        if self.progress:
            self.progress.tell(self.documents, self.facts + self._sink.known_facts)


def cores() -> int:
    """The cores this process may run on."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def is_on_terminal() -> bool:
    return sys.stderr is not None and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"


def _wants_color(color: Color, terminal: bool) -> bool:
    """NO_COLOR (no-color.org) and dumb terminals are for `auto` only: `always` is asked for."""
    if color != "auto":
        return color == "always"
    return terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
