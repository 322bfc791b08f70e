"""Turns of a transcript, "COL. HOLT: We are leaving.", and headlines with a speaker and a colon.

>>> turns(document)  # "Q: How many?\\nMR. KIRBY: About 900.\\nQ: Since when?"
[Turn(speaker=(0, 1), parts=[(3, 12)]), Turn(speaker=(13, 22), …), …]
"""

import re
from collections import Counter
from functools import cache
from typing import NamedTuple

from troopfacts.extractors.document import Document
from troopfacts.extractors.lexicons import lines, words

from .contents import finite
from .frames import Frame

_MIN_TURNS = 3  # fewer labels are the heads of a form: "FROM: HQ SECTOR 2"

Span = tuple[int, int]


@cache
def _label() -> re.Pattern[str]:
    return re.compile(
        r"""
        (?P<name> [A-Z][A-Z'’.-]* (?: [ ] [A-Z][A-Z'’.-]* ){0,4}  # Q, MR. KIRBY
          | (?: Mr | Ms | Mrs | Dr | Gen | Col | Lt | Capt ) \.? [ ] [A-Z][\w'’-]+ )
        (?: [ ] \( [^()\n]{1,40} \) )?  # Q (by phone)
        : \s+ (?= \S )
        """,
        re.X,
    )


class Turn(NamedTuple):
    """What one person says between two labels."""

    speaker: Span
    parts: list[Span]


def turns(document: Document) -> list[Turn]:
    """The labelled turns of a document, if it is a transcript."""
    text = document.text
    found: list[Turn] = []
    labels: Counter[str] = Counter()
    for start, end in document.paragraphs:
        match = _label().match(text, start, min(end, start + 100))
        if match:
            labels[match["name"]] += 1
            found.append(Turn(match.span("name"), [(match.end(), end)]))
        elif found:
            found[-1].parts.append((start, end))
    if len(found) < _MIN_TURNS or labels.most_common(1)[0][1] < 2:
        return []
    return found


@cache
def _governments() -> frozenset[str]:
    """ "Pentagon", "Kremlin", "Iraq": what may stand for a speaker in a headline."""
    rows = [line.split("\t") for line in lines("forces")[1:]]
    return frozenset(form for row in rows if row[2] != "service" for form in row[3].split("|"))


def headline(frame: Frame) -> tuple[Span, Span] | None:
    """The speaker and the words of "Pentagon: 900 troops to stay", "900 troops to stay: Pentagon"
    as offsets; the line has no full stop and the speaker is short."""
    tags = frame.tags
    if tags.count(":") != 1 or frame.text[frame.end - 1] in ".!?…”\"'’:" or "Q" in tags:
        return None
    colon = tags.index(":")
    sides = ((0, colon - 1), (colon + 1, len(tags) - 1))
    for said, by in (sides[::-1], sides):
        if said[1] - said[0] < 2 or not _is_speaker(frame, by):
            continue
        if finite(tags, *said) or "t" in tags[said[0] : said[1] + 1]:
            return _offsets(frame, by), _offsets(frame, said)
    return None


def _is_speaker(frame: Frame, by: Span) -> bool:
    first, last = by
    if last < first or last - first > 3 or set(frame.tags[first : last + 1]) - set("KNDpV"):
        return False
    kind = words("speaker_nouns", "kind").get(frame.lows[last])
    text = frame.text[frame.starts[first] : frame.end_of(last)]
    return kind in ("person", "body", "bodies") or (
        text.removeprefix("the ").removeprefix("The ") in _governments() and not text.isupper()
    )


def _offsets(frame: Frame, tokens: Span) -> Span:
    return frame.starts[tokens[0]], frame.end_of(tokens[1])
