"""What the matches of a pattern have in common, told without matching.

>>> shape_of("a?b|bc").first
frozenset({'a', 'b'})

So that of sixty rules only those are compiled and tried that a run of words can hold at all. Reads
what the grammar's patterns are made of: letters, sets, groups, "|", "?" and look-around.
"""

from typing import NamedTuple

from .words import FIRST_LETTER


class Shape(NamedTuple):
    """What can be told of a pattern's matches without matching."""

    first: frozenset[str]  # the letters one may begin with
    empty: bool  # whether one may be empty
    needs: tuple[frozenset[str], ...]  # of each of these sets one holds a letter


def shape_of(pattern: str) -> Shape:
    """The shape of an expanded pattern: matches of "a?b|bc" begin with "a" or "b", hold a "b"."""
    return _alternatives(pattern, 0)[0]


def _alternatives(pattern: str, place: int) -> tuple[Shape, int]:
    """The shape of "a|b" from a place on, and where it ends."""
    branches = []
    while True:
        branch, place = _sequence(pattern, place)
        branches.append(branch)
        if pattern[place : place + 1] != "|":
            break
        place += 1
    if len(branches) == 1:
        return branches[0], place
    first = frozenset().union(*(branch.first for branch in branches))
    needs: tuple[frozenset[str], ...] = ()
    if all(branch.needs for branch in branches):
        needs = (frozenset().union(*(min(branch.needs, key=len) for branch in branches)),)
    return Shape(first, any(branch.empty for branch in branches), needs), place


def _sequence(pattern: str, place: int) -> tuple[Shape, int]:
    """The same of one branch, which ends at "|", ")" or the pattern's end."""
    first: frozenset[str] = frozenset()
    needs: tuple[frozenset[str], ...] = ()
    empty = True
    while place < len(pattern) and pattern[place] not in "|)":
        part, place = _element(pattern, place)
        if pattern[place : place + 1] == "?":
            part, place = Shape(part.first, True, ()), place + 1
        if empty:
            first |= part.first
        needs += part.needs
        empty = empty and part.empty
    return Shape(first, empty, needs), place


def _element(pattern: str, place: int) -> tuple[Shape, int]:
    """The same of a group, a set of letters, or a letter."""
    if pattern[place] == "(":
        ahead = pattern.startswith(("(?!", "(?=", "(?<="), place)
        named = pattern.startswith("(?P<", place)
        behind = pattern.startswith("(?<=", place)
        inside = pattern.index(">", place) + 1 if named else place + 3 + behind
        shape, place = _alternatives(pattern, inside)
        return (Shape(frozenset(), True, ()) if ahead else shape), place + 1
    if pattern[place] == "[":
        end = pattern.index("]", place)
        letters, place = frozenset(pattern[place + 1 : end]), end + 1
    elif pattern[place] == "\\":
        letters, place = frozenset(pattern[place + 1]), place + 2
    else:
        letters, place = frozenset(pattern[place]), place + 1
    words = all(letter >= FIRST_LETTER for letter in letters)  # gaps are everywhere
    return Shape(letters, False, (letters,) if words else ()), place
