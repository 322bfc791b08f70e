"""Facts or documents -> levels by force and place over time, for `troopfacts levels`.

>>> levels(Options(["reports", "facts.jsonl"], format="table"), changes=False)
0
"""

from troopfacts.extractors.facts import Fact

from . import outputs, sources
from .claims import Claims
from .facts import Reader, holds_facts
from .filters import Filter
from .implications import completed
from .messages import Messages
from .options import NO_FILTERS, Measure
from .pieces import Piece
from .run import Options, code_of, extract_into
from .work import Done, Work
from .writers.levels import encoded

_CHANGES = [Measure.increase, Measure.decrease]


def levels(options: Options, changes: bool = False) -> int:
    """Do it all; the exit code: 0 levels found, 1 none, 2 something failed."""
    messages = Messages(options.quiet)
    return code_of(lambda: _levels(options, changes, messages), messages)


def _levels(options: Options, changes: bool, messages: Messages) -> int:
    typed = options.filters or NO_FILTERS
    measures = typed.measure or [Measure.level]
    typed = typed._replace(measure=[*measures, *_CHANGES] if changes else measures)
    with outputs.opened(options.output) as output:
        gathered = _Gathered(Filter(typed, ["troops"]), messages, options)
        gathered.read()
        series = gathered.claims.series()
        layout = options.layout
        output.write(encoded(series, options.format, layout))
    _tell(gathered.claims, options, messages)
    return sum(len(one.claims) for one in series)


class _Gathered:
    """A sink for facts, those made earlier and those found now; keeps nothing but claims."""

    known_facts = 0
    sees_texts = False
    full = False
    sees_texts = False

    def __init__(self, wanted: Filter, messages: Messages, options: Options) -> None:
        self.claims = Claims()
        self.written = outputs.identities(options.output)
        self._wanted = wanted
        self._messages = messages
        self._options = options

    def read(self) -> None:
        """All paths: facts, and documents to find them in."""
        options = self._options
        chosen = sources.Filter(options.globs, self.written)
        found = (
            sources.find(options.paths, chosen, self._messages)
            if options.files_from is None
            else sources.listed(options.files_from, chosen, self._messages)
        )
        documents: list[str] = []
        kinds = ("troops", "location")  # places tell of headings
        reader = Reader(self._messages, options.date, kinds=kinds)
        for path in found:
            if options.form is None and holds_facts(path):
                for piece, facts in reader.read([path]):
                    self._add(piece, facts)
            else:
                documents.append(path)
        if documents:
            layout = options.layout._replace(kinds=kinds, filters=None, keep=True)
            options = options._replace(paths=documents, files_from=None, globs=())
            extract_into(self, Work("jsonl", layout), options, self._messages)

    def admit(self, piece: Piece, digest: object) -> Piece | None:
        return piece

    def put(self, done: Done) -> None:
        if done.kept:
            self._add(*done.kept)

    def finish(self, paths: list[str], files: list[str], messages: Messages) -> None:
        pass

    def _add(self, piece: Piece, facts: list[Fact]) -> None:
        written = piece.document.date
        try:
            for fact, implied in completed(facts):
                if self._wanted.takes(fact, written):
                    self.claims.add(fact, written, implied)
        except TimeoutError as error:
            self._messages.error(piece.document.id, str(error))


def _tell(claims: Claims, options: Options, messages: Messages) -> None:
    """What is left out, and what would help."""
    left = []
    if claims.aimless:
        left.append(f"{claims.aimless:,} that say neither whose nor where")
    if claims.undated and options.format == "plot":
        left.append(f"{claims.undated:,} of no known time")
    if left:
        messages.note(f"figures left out: {', '.join(left)}")
    if count := claims.unwritten:
        which = "1 figure holds" if count == 1 else f"{count:,} figures hold"
        messages.note(
            f"{which} on the day of writing, which is not known: give --date "
            "(json and databases keep it)"
        )
