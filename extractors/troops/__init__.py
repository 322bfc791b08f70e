"""Finds the troops facts of a document."""

from collections.abc import Iterator

from troopfacts.extractors.document import Document, Found
from troopfacts.extractors.facts import Fact

KIND = "troops"


def find(document: Document, found: Found) -> Iterator[Fact]:
    """The troops facts of a document."""
    yield from ()
