"""What the matches of a pattern have in common, told without matching.

>>> shape_of("a?b|bc").first
frozenset({'a', 'b'})

So that of sixty rules only those are compiled and tried that a run of words can hold at all. Reads
what the grammar's patterns are made of: letters, sets, groups, "|", "?" and look-around.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from .words import FIRST_LETTER


class Shape(NamedTuple):
    """What can be told of a pattern's matches without matching."""

    first: frozenset[str]  # the letters one may begin with
    empty: bool  # whether one may be empty
    needs: tuple[frozenset[str], ...]  # of each of these sets one holds a letter


_TOKEN = re.compile(
    r"""\(\?P<\w+> | \(\?<= | \(\?[:=!] | \| | (?: \) | \[[^\]]*\] | \\. | [^\\[()|] ) \??""",
    re.X | re.S,
)
_LOOK_AROUND = ("(?=", "(?!", "(?<=")


def shape_of(pattern: str) -> Shape:
    """The shape of an expanded pattern: matches of "a?b|bc" begin with "a" or "b", hold a "b"."""
    return _alternatives(iter(_TOKEN.findall(pattern)))[0]


def _alternatives(tokens: Iterator[str]) -> tuple[Shape, str]:
    """The shape of "a|b" up to the end of its group, and how that ends: ")", ")?" or ""."""
    branches: list[Shape] = []
    end = "|"
    while end == "|":
        branch, end = _sequence(tokens)
        branches.append(branch)
    if len(branches) == 1:
        return branches[0], end
    needs: tuple[frozenset[str], ...] = ()
    if all(branch.needs for branch in branches):
        needs = (frozenset().union(*(min(branch.needs, key=len) for branch in branches)),)
    first = frozenset().union(*(branch.first for branch in branches))
    return Shape(first, any(branch.empty for branch in branches), needs), end


def _sequence(tokens: Iterator[str]) -> tuple[Shape, str]:
    """The same of one branch, which ends at "|", ")", ")?" or with the pattern."""
    first: frozenset[str] = frozenset()
    needs: tuple[frozenset[str], ...] = ()
    empty = True
    for token in tokens:
        if token[0] in "|)":
            return Shape(first, empty, needs), token
        if token[0] != "(":
            part = _element(token)
        else:
            part, end = _alternatives(tokens)
            if token in _LOOK_AROUND:
                continue
            if end == ")?":
                part = Shape(part.first, True, ())
        if empty:
            first |= part.first
        needs += part.needs
        empty = empty and part.empty
    return Shape(first, empty, needs), ""


@cache
def _element(token: str) -> Shape:
    """The same of a letter or a set of letters, with or without "?"."""
    optional = len(token) > 1 and token[-1] == "?"
    letters = frozenset(token.rstrip("?").strip("[]").lstrip("\\") or token)
    words = all(letter >= FIRST_LETTER for letter in letters)  # gaps are everywhere
    return Shape(letters, optional, (letters,) if words and not optional else ())
