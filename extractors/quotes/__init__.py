"""Finds who said what: quoted words and reported clauses with their cue and speaker.

>>> find(Document("a.txt", "“We stay,” Col. Ray Holt said."), found)
Quote(text='We stay,', cue=Cue(text='said', …), speaker=Speaker(name='Ray Holt', …))
"""

from collections.abc import Iterator

from troopfacts.extractors.document import Document, Found
from troopfacts.extractors.facts import Fact

from .frames import frames

KIND = "quote"


def find(document: Document, found: Found) -> Iterator[Fact]:
    """The quote facts of a document."""
    heard = list(frames(document))
    if heard or document.text.count(":") > 2:  # the labels of a transcript
        from .statements import statements  # a text in which nobody is heard needs no grammar

        yield from statements(document, heard, found.explain)
