"""Documents -> facts -> writer; what fails is counted and the rest is done."""

import datetime
import os
import sys
from dataclasses import dataclass
from typing import Literal

from troopfacts.extractors import KINDS, extract
from troopfacts.extractors.facts import Fact

from . import outputs, sources, writers
from .documents import Form, Reader
from .messages import Messages, Progress
from .pieces import Piece, moved

Color = Literal["auto", "always", "never"]


@dataclass(frozen=True)
class Options:
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


def run(options: Options) -> int:
    """Do it all; the exit code: 0 facts found, 1 none, 2 something failed."""
    messages = Messages(options.quiet)
    facts = 0
    try:
        facts = _extract_all(options, messages)
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
    chosen = sources.Filter(options.globs, outputs.identities(options.output))
    paths = (
        sources.find(options.paths, chosen, messages)
        if options.files_from is None
        else sources.listed(options.files_from, chosen, messages)
    )
    reader = Reader(messages, options.form, options.encoding, options.date)
    terminal = outputs.is_terminal(options.output)
    progress = Progress(messages, not options.quiet and not terminal and _on_terminal())
    documents = facts = 0
    with outputs.opened(options.output) as output:
        layout = writers.Layout(
            kinds=options.kinds,
            explain=options.explain,
            verbose=options.verbose,
            terminal=terminal,
            color=_wants_color(options.color, terminal),
        )
        writer = writers.make(options.format, output, layout)
        writer.start()
        for piece in reader.read(paths):
            found = _extract(piece, options, messages)
            writer.write(piece, found)
            documents += not piece.offset
            facts += len(found)
            progress.tell(documents, facts)
        writer.finish()
    progress.end()
    if options.format == "table" and terminal and not facts and not messages.failures:
        messages.note(f"no facts in {documents:,} document{'s' * (documents != 1)}")
    return facts


def _extract(piece: Piece, options: Options, messages: Messages) -> list[Fact]:
    """The facts of a piece; a fault of our own costs this document only."""
    try:
        facts = extract(piece.document, options.kinds, options.explain)
    except Exception as error:
        messages.error(piece.document.id, f"internal error, skipped: {error!r}")
        if options.verbose:
            import traceback

            traceback.print_exc()
        return []
    return [moved(fact, piece.offset) for fact in facts] if piece.offset else facts


def _on_terminal() -> bool:
    return sys.stderr is not None and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"


def _wants_color(color: Color, terminal: bool) -> bool:
    """NO_COLOR (no-color.org) and dumb terminals are for `auto` only: `always` is asked for."""
    if color != "auto":
        return color == "always"
    return terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
