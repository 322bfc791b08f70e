"""The command `report`: inputs -> articles -> a page.

>>> report(Options(["reports/"], format="report", output="report.html"), title=None)
0
"""

import os
from collections.abc import Callable, Iterator
from itertools import groupby

from troopfacts.cli import outputs, sources
from troopfacts.cli.facts import holds_facts
from troopfacts.cli.filters import Filter
from troopfacts.cli.messages import Messages, readable
from troopfacts.cli.options import NO_FILTERS
from troopfacts.cli.pieces import Piece
from troopfacts.cli.run import Options, code_of, extract_into
from troopfacts.cli.work import Done, Work

from .inputs import documents_of
from .reports import ReportWriter

MAX_TOLD = 500  # lines of what went wrong that are kept for the page


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


class Page:
    """Takes articles, in order; they are all there before anything is written."""

    known_facts = 0
    full = False
    sees_texts = False

    def __init__(self, written: frozenset[outputs.Identity], work: Work) -> None:
        self.written = written
        self.facts = 0
        self._work = work
        assert isinstance(work.writer, ReportWriter)
        self.writer = work.writer

    def admit(self, piece: Piece, digest: Callable[[], str | None]) -> Piece | None:
        """All pieces are done."""
        return piece

    def put(self, done: Done) -> None:
        """The next article."""
        self.writer.joined(done.lines, done.first, done.facts)
        self.facts += done.facts

    def finish(self, paths: list[str], files: list[str], messages: Messages) -> None:
        """More may come."""

    def read(self, paths: Iterator[str], options: Options, messages: Messages) -> None:
        """Files of facts made earlier."""
        chosen = Filter(options.filters or NO_FILTERS, options.kinds)
        for path in paths:
            for piece, facts in documents_of(path, options.kinds, options.date, messages):
                try:
                    wanted = chosen.chosen(facts, piece.document.date, context=True)
                except TimeoutError as error:
                    messages.error(piece.document.id, str(error))
                    continue
                lines = self.writer.encode(piece, wanted)
                self.put(Done(piece.document.id, True, lines, len(wanted)))


def report(options: Options, title: str | None) -> int:
    """Make the page; the exit code: 0 facts found, 1 none, 2 something failed."""
    messages = KeptMessages(options.quiet)
    return code_of(lambda: _report(options, title, messages), messages)


def _report(options: Options, title: str | None, messages: KeptMessages) -> int:
    work = Work("report", options.layout)
    with outputs.opened(options.output) as output:
        page = Page(outputs.identities(options.output), work)
        chosen = sources.Filter(options.globs, page.written)
        paths = (
            sources.find(options.paths, chosen, messages)
            if options.files_from is None
            else sources.listed(options.files_from, chosen, messages)
        )
        for are_facts, group in groupby(paths, holds_facts):
            if are_facts:
                page.read(group, options, messages)
            else:
                some = options._replace(paths=list(group), files_from=None)
                extract_into(page, work, some, messages)
        output.write(page.writer.page(title, messages.told, _folder(options.output)))
    return page.facts


def _folder(output: str | None) -> str:
    """From the page to the working folder, by which its links to files begin."""
    if output is None:
        return ""
    way = os.path.relpath(os.getcwd(), os.path.dirname(os.path.realpath(output)))
    return "" if way == "." else f"{way}/"
