"""What troopfacts knows: text in, facts out; no input or output but its own data files.

>>> from troopfacts.extractors import Document, extract
>>> extract(Document("a.txt", "Kenya sent 217 police officers to Haiti."), ["troops"])
[Troops(doc='a.txt', start=11, end=30, text='217 police officers', …)]
"""

from collections.abc import Iterable
from importlib import import_module

from .document import Document, Finder, Found
from .facts import KINDS, Fact, in_order
from .line_ends import LineEnds

__all__ = ["EXTRACTORS", "KINDS", "Document", "extract"]

# The only list of extractors: the kind of fact and the module whose find() finds it. A module is
# imported when its kind is first asked for, so that a run pays for nothing it does not use.
EXTRACTORS = {"date": "dates", "location": "locations", "quote": "quotes", "troops": "troops"}


class _Finders(dict[str, Finder]):
    """Kind -> find(), imported on first use."""

    def __missing__(self, kind: str) -> Finder:
        finder: Finder = import_module(f".{EXTRACTORS[kind]}", __name__).find
        self[kind] = finder
        return finder


_FINDERS = _Finders()


def extract(document: Document, kinds: Iterable[str] = KINDS, explain: bool = False) -> list[Fact]:
    """The facts of the given kinds, by `start`, then by kind; `explain` adds the rule of each."""
    if "\r" in document.text:
        lines = LineEnds(document.text)
        facts = extract(document.with_text(lines.text), kinds, explain)
        return [lines.restored(fact) for fact in facts]
    found = Found(document, _FINDERS, explain)
    return in_order([fact for kind in dict.fromkeys(kinds) for fact in found.of(kind)])
