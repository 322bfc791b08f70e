"""Nouns that report: "his claim that X", "voiced concerns that X", "a warning by Holt that X".

>>> nominal(frame, 3)  # "Leaders have voiced concerns that …"
Nominal(cue=(2, 3), subject=(0, 0), start=4)
"""

from typing import NamedTuple

from . import inversions, phrases
from .cues import nouns, roles
from .frames import Frame
from .phrases import Span


class Nominal(NamedTuple):
    """A noun with the verb that utters it; `that` is the token that opens the reported clause."""

    cue: Span
    subject: Span | None
    that: int


def nominal(frame: Frame, at: int) -> Nominal | None:
    """The report that the noun at `at` makes, if it is one and "that" follows."""
    tags, lows = frame.tags, frame.lows
    if tags[at] not in "NVG" or tags[at - 1] not in "DNJLpV":
        return None
    that = at + 1
    by: Span | None = None
    if lows[that : that + 1] in (["by"], ["from"]):
        by = inversions.after(frame, that + 1)
        if by is None:
            return None
        that = by[1] + 1
    if tags[that : that + 1] == "t" and nouns()[lows[at]] == "promise":
        owner = by or _owner(frame, at)
        return Nominal((at, at), owner, that - 1) if owner else None  # "his vow to stay"
    if tags[that : that + 1] != "T" or tags[that + 1 : that + 2] in ("X", "M", "L", ""):
        return None  # "claims that were made"
    verb = at - 1
    while verb >= 0 and tags[verb] in "DNJRLp" and lows[verb] not in roles("utters"):
        verb -= 1
    if verb >= 0 and lows[verb] in roles("utters"):
        return Nominal((verb, at), by or _utterer(frame, verb), that)
    if nouns()[lows[at]] == "feeling":
        return None
    return Nominal((at, at), by or _owner(frame, at), that)


def _utterer(frame: Frame, verb: int) -> Span | None:
    """The subject of the verb that utters the noun."""
    tags = frame.tags
    at = verb - 1
    while at >= 0 and tags[at] in "XMR":
        at -= 1
    return phrases.before(frame, at) if at >= 0 else None


def _owner(frame: Frame, at: int) -> Span | None:
    """Whose claim it is: "Holt's claim", "their claim"; nobody's in "a claim"."""
    tags, lows = frame.tags, frame.lows
    owner = at - 1
    while owner >= 0 and tags[owner] in "NJL":
        owner -= 1
    if owner < 0:
        return None
    if tags[owner] == "p":
        return phrases.before(frame, owner)
    if lows[owner] in ("his", "her", "their", "its", "my", "your", "our"):
        return owner, owner
    return None
