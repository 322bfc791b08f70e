"""Finds the location facts of a document."""

from collections.abc import Iterator

from troopfacts.extractors.document import Document, Found
from troopfacts.extractors.facts import Fact

KIND = "location"


def find(document: Document, found: Found) -> Iterator[Fact]:
    """The location facts of a document."""
    yield from ()
