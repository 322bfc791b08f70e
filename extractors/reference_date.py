"""When a document was written: the day that "Tuesday" and "last year" hang on.

>>> find(Document("2025-09-30-iraq.txt", "The Pentagon said on Tuesday …"))
ReferenceDate(day=datetime.date(2025, 9, 30), origin='file name')

In order: the record's own date or --date (both on the document), the document's head (a date-time
group, "Published:", a dateline, a line that is a date), the file's name. Today's is never used.
"""

import datetime
import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from .document import Document
from .lexicons import table

HEAD = 1500  # code points in which a head is looked for
HEAD_LINES = 8
MAX_LINE = 120

# The languages a date is read in beside English; DATE_ORDER only orders "30 09 2025", for
# 03/04/2025 is refused before.
LANGUAGES = "fr de es pt it nl pl ru uk tr ar fa he zh ko"


class ReferenceDate(NamedTuple):
    """`origin` is "record", "--date", "head", "file name", or null where there is no date."""

    day: datetime.date | None
    origin: str | None


def find(document: Document) -> ReferenceDate:
    """The reference date of a document and where it comes from."""
    if document.date or document.date_origin:
        return ReferenceDate(document.date, document.date_origin)
    if day := _in_head(document.text[:HEAD]):
        return ReferenceDate(day, "head")
    if day := _in_name(document.id):
        return ReferenceDate(day, "file name")
    return ReferenceDate(None, None)


def parse(text: str) -> datetime.date | None:
    """The one day a text names, in whatever form: "2025-09-30T14:05Z", "Nov 29, 2016",
    "Tue, 30 Sep 2025 14:05:00 GMT", "30 сентября 2025"; None for "03/04/2025", which may be two.
    """
    text = text.strip()[:MAX_LINE]
    for read in (_iso, _stamp, _english, _numeric):
        if day := read(text):
            return day
    return None if _NUMERIC.match(text) else _foreign(text)


# --- forms of a date --------------------


def _iso(text: str) -> datetime.date | None:
    try:
        return datetime.datetime.fromisoformat(text).date()
    except ValueError:
        return None


def _stamp(text: str) -> datetime.date | None:
    """ "Tue, 30 Sep 2025 14:05:00 GMT", as mail and feeds write it."""
    from email.utils import parsedate_to_datetime  # 10 ms, and rarely needed

    try:
        return parsedate_to_datetime(text).date()
    except ValueError:
        return None


@cache
def _months() -> dict[str, int]:
    """ "sep" -> 9, "september" -> 9."""
    rows = table("date_words")
    return {row["word"]: int(row["value"]) for row in rows if row["class"].startswith("month")}


@cache
def _english_date() -> re.Pattern[str]:
    """ "Tuesday, Sept. 30, 2025" and "30 September 2025"."""
    month = "(?:" + "|".join(sorted(_months(), key=len, reverse=True)) + r")\b\.?"
    return re.compile(
        rf"""(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\ +)?
        (?: (?P<month>{month})\ *(?P<day>\d\d?)(?:st|nd|rd|th)?,?\ +(?P<year>\d{{4}})
          | (?P<day_first>\d\d?)(?:st|nd|rd|th)?[\ -]*(?:of\ )?(?P<month_after>{month}),?[\ -]*
            (?P<year_last>\d{{4}}|[4-9]\d(?=\ \()) )\b""",
        re.X | re.I,
    )


def _english(text: str) -> datetime.date | None:
    found = _english_date().match(text)
    if not found:
        return None
    month = found["month"] or found["month_after"]
    year = int(found["year"] or found["year_last"])
    return _day(
        year if year > 99 else 1900 + year,  # "24 Oct 88 (REUTER)"
        _months()[month.lower().rstrip(".")],
        int(found["day"] or found["day_first"]),
    )


_NUMERIC = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})\b")


def _numeric(text: str) -> datetime.date | None:
    """ "30/09/2025", "9/30/2025", "30.09.2025"; not "03/04/2025"."""
    found = _NUMERIC.match(text)
    if not found:
        return None
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    if found[2] == "." or first > 12 or first == second:
        return _day(year, second, first)
    return _day(year, first, second) if second > 12 else None


def _foreign(text: str) -> datetime.date | None:
    """ "30 septembre 2025", "30 сентября 2025 г.": a full date in another language."""
    if not re.search(r"\d", text):
        return None
    import dateparser  # type: ignore[import-untyped]  # 0.2 s: only where nothing else reads the date

    found = dateparser.parse(
        text,
        languages=LANGUAGES.split(),
        settings={
            "RELATIVE_BASE": datetime.datetime(2000, 1, 1),
            "REQUIRE_PARTS": ["day", "month", "year"],
            "DATE_ORDER": "DMY",
            "PARSERS": ["absolute-time"],
        },
    )
    return found.date() if found else None


def _day(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


# --- where a document says when it was written --------------------

_DIGIT = re.compile(r"\d")
_GROUP = re.compile(r"\b(\d\d)\d{4}[A-Z] ?([A-Z]{3}) ?(\d{4}|\d\d)\b")
_LABEL = re.compile(
    r"""(?:date|dated|published|posted|updated|last\ updated|released|issued|filed|created
    |publié|veröffentlicht|publicado|опубликовано|дата)(?:\ +(?:on|le|am|el))?\ *[:,]?\ +""",
    re.X | re.I,
)
# "NIAMEY, 21 March 2024 –", "Washington, D.C., Sept. 30, 2025", "TAIPEI, Jan. 8, 2024 —"
_DATELINE = re.compile(
    r"[^\W\d_a-z][\w.’' -]{1,40}, (?:[A-Z](?:[^\W\d]|[. ]){1,20}, )?(?=\w+\.? ?\d|\d)"
)
_BAR = re.compile(r" [|·•–—] ")
_ISO = re.compile(r"\d{4}-\d\d-\d\d\b")
_FOREIGN = re.compile(r"\d{1,2}\.? (?:de )?[^\W\d_]{3,12}\.? (?:de )?\d{4}\b")


def _in_head(head: str) -> datetime.date | None:
    lines = [line for line in _lines(head) if _DIGIT.search(line)]
    for line in lines:
        if found := _GROUP.search(line):
            year = int(found[3]) if len(found[3]) == 4 else 2000 + int(found[3])
            month = _months().get(found[2].lower())
            if month and (day := _day(year, month, int(found[1]))):
                return day
    for line in lines:
        label = _LABEL.match(line)
        if label and (day := _date_at(line, label.end())):
            return day
    for line in lines:
        starts = [0] + [found.end() for found in _BAR.finditer(line)]
        if dateline := _DATELINE.match(line):
            starts.append(dateline.end())
        for start in starts:
            if day := _date_at(line, start, alone=True):
                return day
    return None


def _lines(head: str) -> Iterator[str]:
    """The first lines that say something, each cut at MAX_LINE."""
    lines = (line.strip() for line in head.splitlines())
    for count, line in enumerate(line for line in lines if line):
        if count == HEAD_LINES:
            return
        yield line[:MAX_LINE]


# What may stand behind a date in a head: "June 3, 2025, 2 p.m.", "21 March 2024 (Reuters) –"; but
# not "30 April 1945 was a Monday".
_BEHIND = re.compile(r"\.? *(?:$|[|(–—:·•-]|,? *(?:at +)?\d{1,2}[:. ])")


def _date_at(line: str, start: int, alone: bool = False) -> datetime.date | None:
    """The full date that stands at a place of a line, where `alone` with no sentence behind it."""
    rest = line[start : start + 60]
    for form in (_ISO, _english_date(), _NUMERIC, _FOREIGN):
        found = form.match(rest)
        if found and (not alone or _BEHIND.match(line, start + found.end())):
            return parse(found[0])
    return None


_NAME = re.compile(r"(?<!\d)((?:19|20)\d\d)([-_/]?)(\d\d)\2(\d\d)(?!\d)")


def _in_name(name: str) -> datetime.date | None:
    """ "2025-09-30-iraq.txt", "news/2025/09/30/a.txt", "AFP_20250930.txt"."""
    for found in _NAME.finditer(name):
        if day := _day(int(found[1]), int(found[3]), int(found[4])):
            return day
    return None
