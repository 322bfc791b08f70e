"""Finds the quote facts of a document."""

from collections.abc import Iterator

from troopfacts.extractors.document import Document, Found
from troopfacts.extractors.facts import Fact

KIND = "quote"


def find(document: Document, found: Found) -> Iterator[Fact]:
    """The quote facts of a document."""
    yield from ()
