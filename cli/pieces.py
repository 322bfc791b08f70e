"""Big texts in pieces, so that memory stays flat whatever the size of the input.

A text of more than LIMIT code points is cut at a paragraph's end near it (else at a line's, a
sentence's or a word's end). Each piece is read as a document of its own with the reference date of
the whole, and its facts are moved to their place in the whole. So a name or an ambiguous place is
followed no further back than its piece.
"""

import datetime
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import msgspec

from troopfacts.extractors import Document
from troopfacts.extractors.reference_date import find as find_reference_date

if TYPE_CHECKING:
    from .pages import Page

LIMIT = 1 << 20

_ENDS = ("\r\n\r\n", "\n\n", "\n", "\r", ". ", " ")

AnyStruct = TypeVar("AnyStruct", bound=msgspec.Struct)


class Source(NamedTuple):
    """Where a document was read: the file as it was given, and which record of it ("" for a text
    of its own): its id, or ":3" for the third line where it has none."""

    path: str = "-"
    record: str = ""


STANDARD_INPUT = Source()


class Piece(NamedTuple):
    """A document, or a part of one that begins `offset` code points into it; or a page whose
    document is still to be read."""

    document: Document
    offset: int = 0
    last: bool = True  # whether the document ends here
    source: Source = STANDARD_INPUT
    sha256: str = ""  # of the document's text, with the last piece of what goes to a database
    page: "Page | None" = None

    @property
    def size(self) -> int:
        """How much work it is, in code points of text."""
        return self.page.size if self.page else len(self.document.text)

    @property
    def first(self) -> bool:
        """Whether a document begins here."""
        return not self.offset


def cut(chunks: Iterable[str], limit: int = LIMIT) -> Iterator[tuple[int, str, bool]]:
    """(offset, text, whether it is the last) of each piece; one empty piece for an empty text."""
    kept: list[str] = []
    size = offset = 0
    for chunk in chunks:
        kept.append(chunk)
        size += len(chunk)
        if size > limit:
            text = "".join(kept)
            while len(text) > limit:
                end = _end(text, limit)
                yield offset, text[:end], False
                offset += end
                text = text[end:]
            kept, size = [text], len(text)
    if size or not offset:
        yield offset, "".join(kept), True


def _end(text: str, limit: int) -> int:
    """Where to cut: in the second half of the first `limit` code points."""
    for mark in _ENDS:
        found = text.rfind(mark, limit // 2, limit)
        if found >= 0:
            return found + len(mark)
    return limit


def documents(
    id: str,
    chunks: Iterable[str],
    date: datetime.date | None,
    origin: str | None,
    title: str | None = None,
    url: str | None = None,
    source: Source = STANDARD_INPUT,
) -> Iterator[Piece]:
    """The pieces of one document."""
    for offset, text, last in cut(chunks):
        document = Document(id, text, date, origin, title, url)
        yield Piece(document, offset, last, source)
        if not offset and not last:
            date, known = find_reference_date(document)
            origin = known or "unknown"  # a piece is not to look for a date of its own
        del document  # and what has been found in it


def moved(fact: AnyStruct, by: int) -> AnyStruct:
    """A fact of a piece at its place in the whole text."""
    changes: dict[str, Any] = {}
    for name in fact.__struct_fields__:
        value = getattr(fact, name)
        if name in ("start", "end"):
            changes[name] = value + by
        elif name == "parts":
            changes[name] = [(start + by, end + by) for start, end in value]
        elif isinstance(value, msgspec.Struct):
            changes[name] = moved(value, by)
    return msgspec.structs.replace(fact, **changes)
