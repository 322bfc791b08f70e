"""Finds the troop figures of a document: how many, of what, whose, where, when, who says so.

>>> document = Document("a.txt", "Kenya has 400 soldiers in Haiti and 50 in Mali.")
>>> [fact.text for fact in find(document, found)]
['400 soldiers', '50']

First the numbers of a sentence and what each counts (`figures`, `nouns`, `contexts`), then the bare
numbers that a frame (`ellipses`, `lists`, `totals`) or the `evidence` makes figures, then for each
figure the verb that governs it (`clauses`) and from it the measure, status, force, place, time and
source.
"""

from collections.abc import Iterator

from troopfacts.extractors.document import Document, Found
from troopfacts.extractors.facts import Fact

from .stems import fold, stems

KIND = "troops"


def find(document: Document, found: Found) -> Iterator[Fact]:
    """The troop figures of a document."""
    lower = fold(document.text)
    if stems().search(lower):  # the cheap guard before every rule, and their import
        from .reading import read

        yield from read(document, found, lower)
