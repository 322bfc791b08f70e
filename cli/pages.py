"""Saved web pages -> documents: the article's text, title and address, and when it was written.

>>> document, remarks = read(Page("wire.html", data))
>>> document.title, document.date, document.text[:24]
('Kenya sends police to Haiti', datetime.date(2025, 6, 25), 'Kenya sent 217 police off')

What is article and what is menu, advertisement or cookie banner is decided by trafilatura, when the
article was written by htmldate (page_dates.py). Both are given a parsed page, so neither looks for
one on the network.
"""

import datetime
import re
from functools import cache
from itertools import count
from typing import TYPE_CHECKING, Any, NamedTuple

from troopfacts.extractors import Document

from .charsets import decoded
from .decoding import MissingError, NotTextError
from .languages import is_english
from .messages import Remark
from .page_dates import LATEST, date_of, is_longer
from .pieces import Piece, documents
from .texts import save

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# A page of news has some thousand tags, a live blog twenty thousand. Ten million characters of
# tags would take trafilatura a minute and 2 GB.
MAX_TAGS = 50_000
# From here on without jusText, which compares each line of a list with all before it.
MANY_TAGS = 3000
MAX_BYTES = 20_000_000

# trafilatura and htmldate remember words and dates they have seen; after so many pages they forget.
FORGET = 2000

MAX_CELL = 300  # characters of a cell in a table of figures

INSTALL = "web pages need: pip install 'troopfacts[web]'"

_TAG = re.compile("<[a-zA-Z]")
_PARTS = "tr | tbody | thead | tfoot | tbody/tr | thead/tr | tfoot/tr"
_CELLS = "tr/td | tr/th | */tr/td | */tr/th"
_SPACE = re.compile(r"\s+")


class Page(NamedTuple):
    """A page as it was saved. `charset`: as the server or the user says; `date`: the user's, for a
    page that has none; `latest`: the day it was saved, by which it had been written; `archive`: the
    file it is one of many in."""

    id: str
    data: bytes
    charset: str | None = None
    date: datetime.date | None = None
    url: str | None = None
    latest: datetime.date | None = None
    archive: str | None = None

    @property
    def size(self) -> int:
        """About as many code points of text are as much work."""
        return len(self.data) // 4


_NO_TEXT = Remark("no text found in the page", "without text")
_NOT_ENGLISH = Remark("not in English", "not in English, left out")


def require() -> None:
    """Raise MissingError where pages can not be read."""
    try:
        _tools()
    except ImportError as error:
        raise MissingError(f"{INSTALL} (no {error.name or error})") from None


def pieces(piece: Piece, folder: str | None = None) -> tuple[list[Piece], list[Remark]]:
    """The document of a page, whose text is saved in the folder if there is one. Of archives, only
    articles in English: the others are left out, and remarked."""
    assert piece.page
    document, remarks = read(piece.page)
    if piece.page.archive:
        if not document.text:
            return [], remarks
        if not is_english(document.text):
            return [], [*remarks, _NOT_ENGLISH]
    if folder:
        save(folder, document)
    whole = documents(
        document.id,
        [document.text],
        document.date,
        document.date_origin,
        document.title,
        document.url,
        piece.source,
    )
    return list(whole), remarks


def read(page: Page) -> tuple[Document, list[Remark]]:
    """The page's article, and what is to be told of it; its text is empty where there is none."""
    _forget()
    if len(page.data) > MAX_BYTES:
        raise NotTextError(f"a page of more than {MAX_BYTES // 1_000_000} MB, skipped")
    markup, wrong = decoded(page.data, page.charset)
    remarks = [Remark(wrong, "with bad bytes, read as U+FFFD")] if wrong else []
    tags = sum(1 for _ in _TAG.finditer(markup))
    if tags > MAX_TAGS:
        raise NotTextError(f"a page of more than {MAX_TAGS:,} tags, skipped")
    tree = _tools().load_html(markup) if markup.strip() else None
    if tree is None:
        return _document(page, "", None, None, None), [*remarks, _NO_TEXT]
    canonical = _canonical(tree)
    url = page.url or canonical
    title = _title(tree)
    # Before the text: trafilatura takes the tree apart.
    dating = date_of(tree, (page.url, canonical), page.latest)
    text = _text(tree, fast=tags > MANY_TAGS)
    if not text:
        remarks.append(_NO_TEXT)
    day, doubt = dating(text)
    if doubt:
        remarks.append(Remark(doubt, "whose metadata says another day than they do"))
    return _document(page, text, day, title, url), remarks


def _document(
    page: Page, text: str, day: datetime.date | None, title: str | None, url: str | None
) -> Document:
    date, origin = (day, "page") if day else (page.date, "--date" if page.date else None)
    return Document(page.id, text, date, origin, title, url)


def _text(tree: "HtmlElement", fast: bool) -> str:
    """The article, a paragraph a line and a blank line between: no two of them run together."""
    _dissolve_layout(tree)
    article = _tools().bare_extraction(
        tree, fast=fast, include_comments=False, date_extraction_params={"max_date": LATEST}
    )
    text = (article.text or "") if article else ""
    return "\n\n".join(line.strip() for line in text.split("\n") if line.strip())


def _dissolve_layout(tree: "HtmlElement") -> None:
    """Tables that only put things side by side, as pages before 2005 did: a cell that holds a text
    of its own makes one. To trafilatura all of it would be one row of figures."""
    for table in tree.xpath("//table"):
        cells = table.xpath(_CELLS)
        if any(is_longer(cell, MAX_CELL) for cell in cells):
            for part in (table, *table.xpath(_PARTS), *cells):
                part.tag = "div"


def _title(tree: "HtmlElement") -> str | None:
    for path in (
        ".//meta[@property='og:title']/@content",
        ".//h1//text()",
        ".//head/title//text()",
    ):
        title = _SPACE.sub(" ", "".join(tree.xpath(path)[:20])).strip()
        if title:
            return title[:300]
    return None


def _canonical(tree: "HtmlElement") -> str | None:
    """The address the page gives as its own; a whole one, since a relative one says little."""
    for path in (".//link[@rel='canonical']/@href", ".//meta[@property='og:url']/@content"):
        for url in tree.xpath(path):
            if url.strip().startswith(("http://", "https://")):
                return str(url.strip())
    return None


_seen = count(1)


def _forget() -> None:
    if not next(_seen) % FORGET:
        _tools().meta.reset_caches()


@cache
def _tools() -> Any:
    """trafilatura, which takes 0.3 s to import."""
    import logging

    import trafilatura
    import trafilatura.meta

    # What they log are guesses at what is wrong with a page; what is wrong is told by us.
    for name in ("trafilatura", "htmldate", "justext", "courlan", "charset_normalizer"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    return trafilatura
