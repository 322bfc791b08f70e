"""The command `report`: inputs -> articles -> a page."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from troopfacts.cli import outputs, sources
from troopfacts.cli.documents import Form, Reader
from troopfacts.cli.messages import Messages, readable
from troopfacts.cli.work import Done, Work, Workshop
from troopfacts.cli.writers import Layout
from troopfacts.extractors import KINDS

from .inputs import documents_of, holds_facts
from .reports import ReportWriter

MAX_TOLD = 500  # lines of what went wrong; the rest is counted


@dataclass(frozen=True)
class Options:
    """The command's options as the run uses them; an `output` of null is standard output."""

    paths: list[str]
    output: str | None
    title: str | None = None
    kinds: tuple[str, ...] = KINDS
    form: Form | None = None
    date: datetime.date | None = None
    files_from: str | None = None
    globs: tuple[str, ...] = ()
    encoding: str | None = None
    jobs: int = 1
    quiet: bool = False


class KeptMessages(Messages):
    """What is told on standard error, kept for the page."""

    def __init__(self, quiet: bool) -> None:
        super().__init__(quiet)
        self.told: list[str] = []

    def error(self, where: str, why: str) -> None:
        """Told and kept."""
        super().error(where, why)
        self._keep(f"{readable(where)}: {why}")

    def warning(self, where: str, why: str) -> None:
        """Told and kept."""
        super().warning(where, why)
        self._keep(f"{readable(where)}: warning: {why}")

    def _keep(self, line: str) -> None:
        if len(self.told) < MAX_TOLD:
            self.told.append(line)


def run(options: Options) -> int:
    """Make the page; the exit code: 0 facts found, 1 none, 2 something failed."""
    messages = KeptMessages(options.quiet)
    facts = 0
    try:
        facts = _report(options, messages)
    except outputs.OutputError as failed:
        messages.error(failed.name, failed.why)
    except outputs.ReaderGoneError:
        facts = 1
    if messages.failures:
        return 2
    return 0 if facts else 1


def _report(options: Options, messages: KeptMessages) -> int:
    chosen = sources.Filter(options.globs, outputs.identities(options.output))
    paths = (
        sources.find(options.paths, chosen, messages)
        if options.files_from is None
        else sources.listed(options.files_from, chosen, messages)
    )
    work = Work("report", Layout(kinds=options.kinds))
    writer = work.writer
    assert isinstance(writer, ReportWriter)
    with outputs.opened(options.output) as output:
        gathering = Gathering(writer, messages)
        with Workshop(work, gathering.take, messages, options.jobs) as workshop:
            reader = Reader(messages, options.form, options.encoding, options.date)
            for facts, group in groupby(paths, holds_facts):
                if facts:
                    workshop.finish()
                    gathering.read(group, options.kinds)
                else:
                    for piece in reader.read(group):
                        workshop.take(piece)
            workshop.finish()
        output.write(writer.page(options.title, messages.told))
    return gathering.facts


class Gathering:
    """Hands articles to the writer, in order, and counts facts."""

    def __init__(self, writer: ReportWriter, messages: Messages) -> None:
        self._writer = writer
        self._messages = messages
        self.facts = 0

    def take(self, done: Done) -> None:
        """A document that was read here."""
        if done.failure:
            self._messages.error(done.id, done.failure)
        self._writer.joined(done.lines, done.first, done.facts)
        self.facts += done.facts

    def read(self, paths: Iterator[str], kinds: tuple[str, ...]) -> None:
        """Files of facts made earlier."""
        for path in paths:
            for piece, facts in documents_of(path, kinds, self._messages):
                self._writer.joined(self._writer.encode(piece, facts), True, len(facts))
                self.facts += len(facts)
