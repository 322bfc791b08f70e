"""What the matches of a pattern have in common, told without matching.

>>> shape_of("{month}? {day} | {day} {year}").first  # the letters of two classes of words
frozenset({…})

So that of sixty rules only those are compiled and tried that a run of words can hold at all. Reads
what patterns are made of (patterns.py): classes, pieces, gaps, groups, "|", "?" and look-around.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from .patterns import PATTERNS
from .words import class_letters


class Shape(NamedTuple):
    """What can be told of a pattern's matches without matching."""

    first: frozenset[str]  # the letters one may begin with
    empty: bool  # whether one may be empty
    needs: tuple[frozenset[str], ...]  # of each of these sets one holds a letter
    last: frozenset[str]  # the letters of the words one may end with
    wordless: bool  # whether one may hold no word
    letters: frozenset[str]  # all the letters of words in the pattern
    beside: frozenset[str]  # those of its look-around


_TOKEN = re.compile(
    r"""\(\?P<\w+> | \(\?<= | \(\?[:=!] | \| | (?: \) | \{[^}]*\} | \[[^]]*\] | \\. | \S ) \??""",
    re.X,
)
_LOOK_AROUND = ("(?=", "(?!", "(?<=")


def shape_of(pattern: str) -> Shape:
    """The shape of a pattern: matches of "{d}? {unit} | {unit}" begin with "{d}" or "{unit}"."""
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
        needs = (_union(min(branch.needs, key=len) for branch in branches),)
    return Shape(
        _union(branch.first for branch in branches),
        any(branch.empty for branch in branches),
        needs,
        _union(branch.last for branch in branches),
        any(branch.wordless for branch in branches),
        _union(branch.letters for branch in branches),
        _union(branch.beside for branch in branches),
    ), end


def _union(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset().union(*sets)


def _sequence(tokens: Iterator[str]) -> tuple[Shape, str]:
    """The same of one branch, which ends at "|", ")", ")?" or with the pattern."""
    shape = _NOTHING
    for token in tokens:
        if token[0] in "|)":
            return shape, token
        if token[0] != "(":
            part = _element(token)
        else:
            part, end = _alternatives(tokens)
            if token in _LOOK_AROUND:
                part = _NOTHING._replace(beside=part.letters)
            elif end == ")?":
                part = part._replace(empty=True, needs=(), wordless=True)
        shape = _joined(shape, part)
    return shape, ""


def _joined(one: Shape, other: Shape) -> Shape:
    """The shape of a pattern after another."""
    return Shape(
        one.first | other.first if one.empty else one.first,
        one.empty and other.empty,
        one.needs + other.needs,
        one.last | other.last if other.wordless else other.last,
        one.wordless and other.wordless,
        one.letters | other.letters,
        one.beside | other.beside,
    )


_NONE: frozenset[str] = frozenset()
_NOTHING = Shape(_NONE, True, (), _NONE, True, _NONE, _NONE)


@cache
def _element(token: str) -> Shape:
    """The same of a piece, a class of words, a gap or a set of gaps, with or without "?"."""
    optional = len(token) > 1 and token[-1] == "?"
    symbol = token[:-1] if optional else token
    if symbol[1:-1] in PATTERNS:
        shape = shape_of(PATTERNS[symbol[1:-1]])
    elif symbol[0] == "{":
        classes = symbol[1:-1].partition(":")[2] or symbol[1:-1]
        letters = frozenset(class_letters()[name] for name in classes.split("|"))
        shape = Shape(letters, False, (letters,), letters, False, letters, _NONE)
    else:  # gaps, which are everywhere
        gaps = frozenset(symbol.strip("[]").lstrip("\\").replace("_", " "))
        shape = Shape(gaps, False, (), _NONE, True, _NONE, _NONE)
    return shape._replace(empty=True, needs=(), wordless=True) if optional else shape
