"""When a page was written: by what it says of itself, and against that, what a reader sees.

Three witnesses: the page's metadata (meta tags, JSON-LD), the date in its address, and the date
shown with its article. Metadata is right nearly always, and badly wrong at times: the day a site
moved to another system, the day of the template. So where two witnesses agree, their day is taken;
where all say something else, what stands at the head of the article, else the metadata.
"""

import datetime
import re
from collections.abc import Callable, Iterable
from copy import deepcopy
from functools import cache
from typing import TYPE_CHECKING, Any

from troopfacts.extractors import Document
from troopfacts.extractors.reference_date import HEAD
from troopfacts.extractors.reference_date import find as find_reference_date

if TYPE_CHECKING:
    from lxml.html import HtmlElement

Dating = Callable[[str], tuple[datetime.date | None, str | None]]

# htmldate's own bounds are 1995, as there was hardly a web before, and today, never used here.
EARLIEST = "1995-01-01"
LATEST = "2100-01-01"

ONE_DAY = datetime.timedelta(days=1)  # between a day here and the same moment in Greenwich

# What never holds the date of the article, and what is no line of a date (a paragraph may begin
# with the day of what it tells).
_HIDDEN = ("head", "script", "style", "template", "noscript")
_ASIDE = (*_HIDDEN, "nav", "aside", "footer", "form", "select", "button")
_MAX_BYLINE = 200

# A later day than that on which "on Tuesday" was written.
_UPDATED = re.compile(r"^[ \t]*(?:last )?(?:updated|modified|revised|edited)\b.*$", re.M | re.I)

_URL_DATE = re.compile(r"[/_-]((?:19|20)\d\d)([/_-]?)([01]\d)\2([0-3]\d)(?!\d)")


def date_of(
    tree: "HtmlElement", urls: Iterable[str | None], latest: datetime.date | None
) -> Dating:
    """What the page says, as a function of its text that gives the day and a doubt about it."""
    bound = str(latest + ONE_DAY) if latest else LATEST
    said = _found(_metadata(tree), bound)
    addressed = next(filter(None, map(_in_url, urls)), None)
    shown = _found(_bylines(tree), bound)

    def dating(text: str) -> tuple[datetime.date | None, str | None]:
        head = find_reference_date(Document("", _UPDATED.sub("", text[:HEAD]))).day
        if latest and head and head > latest + ONE_DAY:
            head = None
        return _agreed(said, addressed, head or shown, certain=head is not None)

    return dating


def _agreed(
    said: datetime.date | None,
    addressed: datetime.date | None,
    shown: datetime.date | None,
    certain: bool,
) -> tuple[datetime.date | None, str | None]:
    """The day two of the three witnesses name (the one shown, where they differ by a day), else
    the likeliest's; and a doubt where the metadata is overruled."""
    day = said or addressed or shown
    for one, other in ((shown, said), (shown, addressed), (said, addressed)):
        if one and other and abs(one - other) <= ONE_DAY:
            day = one
            break
    else:
        if certain and shown:
            day = shown
    if said and day and abs(day - said) > ONE_DAY:
        return day, f"its metadata says {said}, its text or address {day}: {day} is taken"
    return day, None


def _in_url(url: str | None) -> datetime.date | None:
    """https://example.org/2025/09/30/iraq -> 2025-09-30."""
    for found in _URL_DATE.finditer(url or ""):
        try:
            return datetime.date(int(found[1]), int(found[3]), int(found[4]))
        except ValueError:
            continue
    return None


def _metadata(tree: "HtmlElement") -> "HtmlElement":
    """A page of the metadata alone."""
    page, head = _empty_page()
    for element in tree.iter("meta", "script"):
        if element.tag == "meta" or "ld+json" in (element.get("type") or ""):
            head.append(_alone(element))
    return page


def _bylines(tree: "HtmlElement") -> "HtmlElement":
    """The page without metadata, menus and paragraphs."""
    page = deepcopy(tree)
    for element in list(page.iter(*_ASIDE, "p", "li", "td", "blockquote")):
        parent = element.getparent()
        if parent is not None and (element.tag in _ASIDE or is_longer(element, _MAX_BYLINE)):
            element.drop_tree()
    return page


def is_longer(element: "HtmlElement", most: int) -> bool:
    """Whether an element holds more than so many characters; no more of it is read."""
    size = 0
    for text in element.itertext():
        size += len(text)
        if size > most:
            return True
    return False


def _alone(element: "HtmlElement") -> "HtmlElement":
    copied = deepcopy(element)
    copied.tail = None
    return copied


def _empty_page() -> tuple[Any, Any]:
    import lxml.html

    page = lxml.html.fromstring("<html><head></head><body></body></html>")
    return page, page.find("head")


def _found(tree: "HtmlElement", latest: str) -> datetime.date | None:
    """The day htmldate finds. Not its extensive search, which takes any year for a date."""
    day = _find_date()(
        tree,
        extensive_search=False,
        original_date=True,
        min_date=EARLIEST,
        max_date=latest,
        url="",
    )
    return datetime.date.fromisoformat(day) if day else None


@cache
def _find_date() -> Any:
    from htmldate import find_date

    return find_date
