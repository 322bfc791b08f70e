"""Finds the troop figures of a document: how many, of what, whose, where, when, who says so.

>>> document = Document("a.txt", "Kenya has 400 soldiers in Haiti and 50 in Mali.")
>>> [fact.text for fact in find(document, found)]
['400 soldiers', '50']

First the numbers of a sentence and what each counts (`figures`, `nouns`, `contexts`), then the bare
numbers an earlier figure explains (`ellipses`), then for each figure the verb that governs it
(`clauses`) and from it the measure, status, force, place, time and source.
"""

from collections.abc import Iterator

from troopfacts.extractors.document import Document, Found
from troopfacts.extractors.facts import Fact

from .reading import read

KIND = "troops"

# Without one of these in it, a document has no troop figure: the cheap guard before every rule.
_STEMS = (
    *("oldier", "roop", "orce", "ilit", "olice", "ersonnel", "arine", "ighter", "ebel", "uerr"),
    *("nsurg", "rmy", "fficer", "erroris", "unm", "eacekeep", "asualt", "ailor", "ervice", "olunt"),
    *(
        "attle",
        "risoner",
        "rigade",
        "attalion",
        "egiment",
        "arrison",
        "ontingent",
        "trength",
        "olonel",
    ),
    *(
        "ommando",
        "ubversiv",
        "latoon",
        "apper",
        "ihadi",
        "slamist",
        "eparatist",
        "ujah",
        "einforce",
        "nstructor",
    ),
    *("KIA", "eserv", "ombatant", "aliban", "uard", "men ", "onscript", "irmen", "ercenar"),
    *("dviser", "dvisor", "ontractor", "egular", "endarm", "avalry", "nfantry", "ersons", "en."),
)


def find(document: Document, found: Found) -> Iterator[Fact]:
    """The troop figures of a document."""
    text = document.text
    if any(stem in text for stem in _STEMS):
        yield from read(document, found)
