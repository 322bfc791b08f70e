"""Facts made earlier -> those that are wanted -> writer.

>>> show(Options(["facts.jsonl"], format="csv", filters=Filters(force=["US"])))
0
"""

from . import outputs, sources, writers
from .facts import LIMIT, Reader
from .filters import Filter
from .messages import Messages
from .options import Filters
from .run import Options, code_of, tell_of_nothing
from .selections import Selection

# Formats whose facts stand for themselves: each is passed on as soon as it is there.
_LINES = ("jsonl", "csv", "tsv")


def show(options: Options) -> int:
    """Do it all; the exit code: 0 facts found, 1 none, 2 something failed."""
    messages = Messages(options.quiet)
    return code_of(lambda: _show_all(options, messages), messages)


def _show_all(options: Options, messages: Messages) -> int:
    chosen = sources.Filter(options.globs, outputs.identities(options.output))
    wanted = Filter(options.filters or Filters(), options.kinds)
    layout = options.layout
    writer = writers.make(options.format, layout)
    limit = 1 if options.format in _LINES else LIMIT
    documents = 0
    with outputs.opened(options.output) as output:
        by_document = options.format in ("json", "html")
        selected = Selection(writer, output, options.sort, options.limit, by_document)
        reader = Reader(messages, options.date, limit, wanted.kinds)
        for piece, facts in reader.read(sources.find(options.paths, chosen, messages)):
            documents += piece.first
            try:
                selected.take(piece, wanted.chosen(facts, piece.document.date))
            except TimeoutError as error:
                messages.error(piece.document.id, str(error))
            if selected.full:
                break
        selected.finish()
    tell_of_nothing(options, selected.facts, documents, messages)
    return selected.facts
