"""`-f html`: each document with its figures on top and every fact marked; no scripts, a document a
piece of the page, so that memory stays flat.

>>> Marked(document, facts)  # the last line of a notebook's cell: shown there
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from importlib.metadata import version
from itertools import count
from typing import Any

from markupsafe import Markup, escape

from troopfacts.cli.pieces import Piece
from troopfacts.extractors import Document
from troopfacts.extractors.facts import Fact

from .articles import KINDS_BY_LETTER, Article, article_of
from .models import Figure, Place, Statement
from .pages import asset, policy, render

_UP_TO_NUMBER = re.compile(r"^.*\d[\d.,]*(-strong)?\s*")
_NUMBERS = count(1)  # of what a notebook shows, to tell its anchors apart


@dataclass
class Row:
    """A paragraph and the records of the facts that begin in it."""

    nodes: list[Any]
    figures: list[Figure] = field(default_factory=list)
    quotes: list[Statement] = field(default_factory=list)
    dates: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)


class HtmlWriter:
    """A page of marked documents, one after the other."""

    def start(self) -> bytes:
        style = asset("templates/report.css")
        return render(
            "head.html.jinja",
            policy=policy([], [style]),
            version=version("troopfacts"),
            title="Facts",
            style=style,
        ).encode()

    def encode(self, piece: Piece, facts: list[Fact]) -> bytes:
        article = article_of(piece, facts)
        return marked(article, f"{article.head.id}@{piece.offset}").encode()

    def joined(self, encoded: bytes, first: bool, facts: int) -> bytes:
        return encoded

    def finish(self) -> bytes:
        return b"</main>\n</body>\n</html>\n"


class Marked:
    """A document and its facts, as a notebook shows them."""

    def __init__(self, document: Document, facts: Iterable[Fact]) -> None:
        self.document = document
        self.facts = list(facts)

    def _repr_html_(self) -> str:
        """The document with its facts marked; the style is in it, since no page is around it."""
        article = article_of(Piece(self.document), self.facts)
        style = (
            asset("templates/report.css").replace(":root", ":scope").replace("\nbody", "\n:scope")
        )
        scoped = f'<div class="troopfacts quick"><style>@scope {{ {style} }}</style>'
        return f"{scoped}{marked(article, f'troopfacts-{next(_NUMBERS)}')}</div>"


def marked(article: Article, anchor: str) -> str:
    """An article as a piece of a page; `anchor` begins the names of its parts."""
    head, figures = article.head, article.figures
    given: set[str] = set()

    def first(name: str) -> str:
        """The anchor of a fact where it is marked for the first time."""
        if name in given:
            return ""
        given.add(name)
        return Markup(f' id="{escape(anchor)}-{name}"')

    def place(number: int) -> Place:
        return head.places[number]

    return render(
        "article.html.jinja",
        anchor=anchor,
        head=head,
        figures=figures,
        rows=_rows(article),
        kinds=KINDS_BY_LETTER,
        of_what=lambda figure: _UP_TO_NUMBER.sub("", figure.words or ""),
        belongs=_belongs,
        first=first,
        place=place,
        whose=lambda figure: _whose(figure, head.places),
    )


def _belongs(quote: Statement) -> str:
    """The affiliation where it says more than the speaker: "a ministry spokesman" has it."""
    affiliation = quote.affiliation or ""
    told = affiliation.casefold() in (quote.speaker or "").casefold()
    return "" if told else f", {affiliation}"


def _whose(figure: Figure, places: list[Place]) -> str:
    where = "" if figure.place is None else f"in {places[figure.place].name}"
    return ", ".join(filter(None, [f"{figure.force or ''} {where}".strip(), figure.when]))


def _rows(article: Article) -> list[Row]:
    """The paragraphs; of an article whose text is not known, the sentences of its figures."""
    head, figures, rest = article.head, article.figures, article.rest
    if not rest.paragraphs:
        said = [Row([quote.quote], quotes=[quote]) for quote in rest.quotes]
        return [*(Row([one.sentence], figures=[one]) for one in figures), *said]
    of_figure = {one.id: one for one in figures}
    of_quote = {one.id: one for one in rest.quotes}
    of_date = {
        one.id: one.text if one.text == one.value else f"{one.text} → {one.value}"
        for one in rest.dates
    }
    of_place = {one.id: head.places[one.place].called for one in rest.mentions}
    rows = []
    seen: set[str] = set()
    for nodes in rest.paragraphs:
        begun = [name for name in _names(nodes) if name not in seen]
        seen.update(begun)
        rows.append(
            Row(
                nodes,
                [of_figure[name] for name in begun if name in of_figure],
                [of_quote[name] for name in begun if name in of_quote],
                list(dict.fromkeys(of_date[name] for name in begun if name in of_date)),
                list(dict.fromkeys(of_place[name] for name in begun if name in of_place)),
            )
        )
    return rows


def _names(nodes: list[Any]) -> list[str]:
    """The marks of a tree, in order, each once."""
    found: dict[str, None] = {}
    waiting = list(reversed(nodes))
    while waiting:
        node = waiting.pop()
        if isinstance(node, list):
            found[node[0]] = None
            waiting += reversed(node[1:])
    return list(found)
