"""Noun phrases behind a reporting verb or "according to": whole, with title and apposition.

>>> after(frame, 2)  # "“No,” said Col. Ray Holt, a spokesman in Oslo."
(2, 9)
"""

from .frames import Frame
from .phrases import MAX_PHRASE, Span, has_head, is_person, media
from .stretches import is_small


def after(frame: Frame, first: int, closed: bool = False) -> Span | None:
    """The noun phrase that starts with token `first`, as in "said Holt, a spokesman"; `closed`
    where content may follow it, so that an apposition must have its second comma."""
    tags, lows = frame.tags, frame.lows
    size = min(len(tags), first + MAX_PHRASE)
    if first >= size:
        return None
    if tags[first] == "I":
        return None if lows[first] == "there" else (first, first)
    if tags[first] not in "DKNp0JL":
        return None
    at = kept = first
    while at < size:
        tag = tags[at]
        if tag in "KNp0D" or (tag == "Z" and (tags[at + 1 : at + 2] or ".") in "NK"):
            at += 1
        elif (
            tag == "J"
            and at > first
            and tags[at - 1] in "KN"
            and not closed
            and ((end := _clause_end(tags, at, size)) and not set(tags[at:end]) & set("XMVG"))
        ):
            at = kept = end  # "a man calling himself Ali"
        elif tag == "R" and tags[at - 1] == "D" and (tags[at + 1 : at + 2] or ".") in "KNJL":
            at += 1  # "a yearly report"
        elif tag in "JL":
            if tag == "L" and at > first and tags[at - 1] in "KNp" and tags[at + 1 : at + 2] != "P":
                break
            at += 1
        elif tag == "P":
            if _is_adjunct(frame, at, size):
                break
            at += 1
        elif tag == "A":
            if at + 1 < size and tags[at + 1] in "KND0p" and not _verb_soon(tags, at + 1, size):
                at += 1
            else:
                break
        elif tag == "(":
            closing = tags.find(")", at, size)
            if closing < 0:
                break
            at = closing + 1
        elif tag == "W" and lows[at] in ("who", "which", "whose", "whom") and at > first:
            at = kept = _clause_end(tags, at, size)
        elif tag == ",":
            if at + 1 >= size:
                break
            stop = _apposition(frame, at + 1, size)
            if stop is None or (closed and not _is_closed(frame, at, stop)):
                break
            kept = stop if "W" in tags[at:stop] else kept
            at = stop
        elif (
            tag == "V"
            and at > first
            and tags[at - 1] in "DKNJp"
            and lows[at] not in ("said", "told", "says")
            and (tags[at + 1 : at + 2] or "P") in "KNP,"
        ) or (tag == "Q" and is_small(frame, at) and tags[at + 1 : at + 2] in ("K", "N")):
            at += 1
        else:
            break
    last = at - 1
    while last > max(first, kept - 1) and tags[last] in "DPAR,LZ":
        last -= 1
    if not has_head(frame, first, last):
        return None
    return first, last


def _is_adjunct(frame: Frame, at: int, size: int) -> bool:
    """Whether the preposition opens a phrase of time or medium: "on Tuesday", "in a statement"."""
    tags, lows = frame.tags, frame.lows
    word = lows[at]
    if word in ("during", "via", "through", "amid", "despite", "following", "per"):
        return True
    if at + 1 >= size:
        return True
    for token in range(at + 1, min(size, at + 6)):
        tag = tags[token]
        if tag == "Z" and word not in ("of",):
            return True
        if lows[token] in media() and word in ("in", "on", "at", "by", "from"):
            return True
        if tag not in "DKNpJL0R":
            return tag == "G" or tag == "." or token == at + 1
    return False


def _clause_end(tags: str, at: int, size: int) -> int:
    for token in range(at + 1, size):
        if tags[token] in ",;:-Q":
            return token
    return size


def _verb_soon(tags: str, at: int, size: int) -> bool:
    for token in range(at, min(size, at + 8)):
        if tags[token] in "XMVIG" or (tags[token] == "L" and token > at):
            return True
        if tags[token] in ",;:-Q":
            return False
    return False


def _is_closed(frame: Frame, comma: int, stop: int) -> bool:
    """Whether an insertion has its second comma and a new phrase begins there: not in "according
    to the officer, the clash, which lasted hours, …"."""
    tags, lows = frame.tags, frame.lows
    if tags[comma + 1] not in "DW" or tags[stop : stop + 1] != ",":
        return False
    if lows[comma + 1] in ("a", "an") and any(is_person(low) for low in lows[comma + 2 : stop]):
        return True  # "according to Holt, an analyst in Riga, further cuts are likely"
    return (tags[stop + 1 : stop + 2] or ".") in "DKIN0pPJQZ"


def _holds_clause(tags: str) -> bool:
    """Whether a verb with its object stands in the tags: "Riga wants the gap closed"."""
    for at in range(1, len(tags) - 1):
        if tags[at] in "LV" and tags[at - 1] in "NK" and tags[at + 1] in "DIKt":
            return True
    return False


def _apposition(frame: Frame, at: int, size: int) -> int | None:
    """Where the insertion that starts at `at` ends: before the next comma or the frame's end."""
    tags, lows = frame.tags, frame.lows
    if tags[at] == "W" and lows[at] in ("who", "whose", "which", "whom"):
        return _clause_end(tags, at, size)
    if tags[at] not in "DKN0JLp" and not (tags[at] == "P" and lows[at] in ("of", "from")):
        return None
    end = _clause_end(tags, at, size)
    inner = tags[at:end]
    lead = inner.partition("W")[0]  # what "who" opens may hold a verb
    if any(tag in "XMIG" for tag in lead) or ("W" not in inner and _holds_clause(inner)):
        return None
    if inner and all(tag in "0Z" for tag in inner) and not inner.startswith("0"):
        return None
    return end
