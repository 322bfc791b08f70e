"""Stretches of text between quotation marks, whatever marks a text uses and however it pairs them.

>>> text = "He said “no” and 'not now,' twice."
>>> [text[one.start : one.end] for one in regions(text, [(0, len(text))])]
['no', 'not now,']

Marks are paired paragraph by paragraph, so that an odd one never costs more than its own.
"""

import re
from functools import lru_cache

from msgspec import Struct

MAX_UNCLOSED = 2000  # a stretch whose closing mark never comes ends here or with its paragraph

_MARK = re.compile(
    r"""
    ["“”„‟«»‘’‚‹›'`＂]
    (?! (?<= [^\W_]['’] ) [^\W_] )  # no apostrophe inside a word
    (?: (?<= ['’‘`] ) ['’‘`]{1,2} )?
    """,
    re.X,
)
_OPENERS = {
    "“": "double",
    "„": "double",
    "‟": "double",
    "``": "double",
    '"': "double",
    "＂": "double",
    "''": "double",
    "”": "double",
    "’’": "double",
    "‘‘": "double",
    "«": "angle",
    "»": "angle",
    "‹": "angle",
    "‘": "single",
    "'": "single",
    "‚": "single",
    "`": "single",
}
_BEFORE_OPENER = frozenset(" \t\n\r\xa0([{—–-/:…“\"'‘«")
_AFTER_CLOSER = frozenset(" \t\n\r\xa0)]},.;:!?—–-…”\"'’»")
# Words that begin with an apostrophe: "'90s", "'em".
_ELISION = re.compile(r"['’‘](?:\d0s|em\b|til\b|cause\b|tis\b|twas\b|n['’]|bout\b|round\b)")


class Region(Struct, gc=False):
    """A quoted stretch: `open` and `close` with its marks, `start` and `end` without."""

    open: int
    start: int
    end: int
    close: int
    closed: bool


class _Mark(Struct, gc=False):
    start: int
    end: int
    kind: str
    opens: bool
    closes: bool


def regions(text: str, paragraphs: list[tuple[int, int]]) -> list[Region]:
    """The quoted stretches of a text in order, none across a paragraph's end."""
    found: list[Region] = []
    marks = list(_marks(text))
    at = 0
    for _, end in paragraphs:
        first = at
        while at < len(marks) and marks[at].start < end:
            at += 1
        if at > first:
            found.extend(_paired(text, marks[first:at], end))
    return found


def _marks(text: str) -> list[_Mark]:
    found = []
    padded = f" {text} "
    for match in _MARK.finditer(text):
        start, end = match.span()
        kind, opens, closes, before, after = _mark(padded[start : end + 2])
        if kind == "single":
            if opens and _ELISION.match(text, start, start + 8):
                opens = False
            if closes and text[start - 1 : start] == "s" and text[end : end + 1] == " ":
                closes = not text[end + 1 : end + 2].islower()  # "the soldiers' pay"
        found.append(_Mark(start + before, end - after, kind, opens, closes))
    return found


@lru_cache(maxsize=10_000)
def _mark(around: str) -> tuple[str, bool, bool, int, int]:
    """What a mark is, from the characters beside it: its kind, whether it may open a stretch or
    close one, and what of it is no part of the pair at its start and end."""
    before, mark, after = around[0], around[1:-1], around[-1]
    skipped = (0, 0)
    opens = before in _BEFORE_OPENER and not after.isspace()
    if len(mark) == 3:  # '' and ' side by side: the outer one is the pair
        skipped = (0, 1) if before in _BEFORE_OPENER else (1, 0)
        mark = mark[:2]
    if mark == "’‘" or mark == "‘’" or mark == "'’" or mark == "’'":
        mark = "''"
    kind = _OPENERS.get(mark, "single")
    closes = not before.isspace() and (after in _AFTER_CLOSER or not after.isalnum())
    if kind == "double" and before.isspace() and after.isspace():
        closes = True  # "…, ' '' she said": a space strayed in
    if mark in "”’»":
        closes = closes or not before.isspace()
    if kind == "single":
        opens = opens and mark != "’" and (after.isalnum() or after in '“"[…')
    elif mark in ("“", "„", "``"):
        opens = not after.isspace()
    elif mark in "«»":  # « Nous partons » as well as »Wir gehen«
        opens = mark == "«" or (opens and after.isalnum())
        closes = mark == "»" or closes
    return kind, opens, closes, *skipped


def _paired(text: str, marks: list[_Mark], end: int) -> list[Region]:
    found: list[Region] = []
    closer = _single_closers(marks) if any(mark.kind == "single" for mark in marks) else []
    opened: _Mark | None = None
    until = -1
    for at, mark in enumerate(marks):
        if opened is None:
            if mark.start < until or not mark.opens:
                continue
            if mark.kind == "single":
                close = closer[at]
                if close is not None:
                    found.append(Region(mark.start, mark.end, close.start, close.end, True))
                    until = close.end
                continue
            opened = mark
        elif mark.kind == opened.kind:
            if mark.closes and not (mark.opens and text[mark.start - 1].isspace()):
                found.append(_trimmed(text, opened, mark))
                opened = None
            elif mark.opens and text[opened.start] == text[mark.start] == '"':
                opened = mark  # the one before was never closed
    if opened is not None:
        words = text[opened.end : min(end, opened.end + MAX_UNCLOSED)].rstrip()
        stop = opened.end + len(words)
        start = stop - len(words.lstrip())
        if stop > start:
            found.append(Region(opened.start, start, stop, stop, False))
    return found


def _trimmed(text: str, opened: _Mark, mark: _Mark) -> Region:
    """The stretch between two marks, without the spaces that French sets inside them."""
    start, end = opened.end, mark.start
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Region(opened.start, start, end, mark.end, True)


def _single_closers(marks: list[_Mark]) -> list[_Mark | None]:
    """For each mark the next one that can close a single-quoted stretch."""
    closers: list[_Mark | None] = [None] * len(marks)
    following: _Mark | None = None
    for at in range(len(marks) - 1, -1, -1):
        closers[at] = following
        if marks[at].kind == "single" and marks[at].closes:
            following = marks[at]
    return closers
