"""When a document was written: the day that "Tuesday" and "last year" hang on.

>>> find(Document("2025-09-30-iraq.txt", "The Pentagon said on Tuesday …"))
ReferenceDate(day=datetime.date(2025, 9, 30), origin='file name')

In order: the record's own date or --date (both on the document), the document's head (dateline,
"Published:"), the file's name. Today's date is never used.
"""

import datetime
from typing import NamedTuple

from .document import Document


class ReferenceDate(NamedTuple):
    """`origin` is "record", "--date", "head", "file name", or null where there is no date."""

    day: datetime.date | None
    origin: str | None


def find(document: Document) -> ReferenceDate:
    """The reference date of a document and where it comes from."""
    return ReferenceDate(document.date, document.date_origin)
