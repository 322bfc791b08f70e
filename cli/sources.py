"""Paths as typed -> the files to read, in a fixed order.

>>> list(find(["reports"], Filter(), messages))
['reports/a.txt', 'reports/b/c.txt']
"""

import os
import stat
import sys
from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import BinaryIO, NamedTuple

from .messages import Messages, reason
from .outputs import Identity, OutputError


class Filter(NamedTuple):
    """What a walk through folders leaves out: by --glob, and the file that is being written."""

    globs: tuple[str, ...] = ()
    written: frozenset[Identity] = frozenset()

    def takes(self, folder: str, path: str) -> bool:
        """Whether a file met in `folder` is wanted: by any glob, and by no `!glob`."""
        if not self.globs:
            return True
        relative = os.path.relpath(path, folder)
        name = os.path.basename(path)
        wanted = not any(not glob.startswith("!") for glob in self.globs)
        for glob in self.globs:
            pattern = glob.removeprefix("!")
            if fnmatchcase(relative if "/" in pattern else name, pattern):
                if glob.startswith("!"):
                    return False
                wanted = True
        return wanted

    def is_written(self, found: os.stat_result) -> bool:
        """Whether this is the file the output goes to."""
        return (found.st_dev, found.st_ino) in self.written


def find(paths: list[str], chosen: Filter, messages: Messages) -> Iterator[str]:
    """The files that paths, folders and globs stand for; "-" is standard input."""
    for path in paths:
        if path == "-":
            yield path
        elif not os.path.lexists(path) and any(mark in path for mark in "*?["):
            yield from _matching(path, chosen, messages)
        else:
            yield from _at(path, chosen, messages)


def listed(path: str, chosen: Filter, messages: Messages) -> Iterator[str]:
    """The files a list names, names ended by NUL (`find … -print0`); "-" is standard input."""
    try:
        if path == "-":
            if sys.stdin is None:
                raise OSError("standard input is closed")
            yield from _named(sys.stdin.buffer, chosen, messages)
        else:
            with open(path, "rb") as names:
                yield from _named(names, chosen, messages)
    except OSError as error:
        messages.error(path, reason(error))


def size(paths: list[str], chosen: Filter) -> int | None:
    """The bytes of all the files; null where one of them is no regular file."""
    total = 0
    try:
        for path in find(paths, chosen, Messages(quiet=True)):
            found = os.stat(path)
            if not stat.S_ISREG(found.st_mode):
                return None
            total += found.st_size
    except OSError:
        return None
    return total


def _named(names: BinaryIO, chosen: Filter, messages: Messages) -> Iterator[str]:
    rest = b""
    while block := names.read1(1 << 16):  # type: ignore[attr-defined]
        *whole, rest = (rest + block).split(b"\0")
        for name in whole:
            yield from _at(os.fsdecode(name), chosen, messages)
    if rest:
        yield from _at(os.fsdecode(rest), chosen, messages)


def _at(path: str, chosen: Filter, messages: Messages) -> Iterator[str]:
    try:
        found = os.stat(path)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        messages.error(path, reason(error))
        return
    if stat.S_ISDIR(found.st_mode):
        yield from _walk(path, chosen, messages)
    elif chosen.is_written(found):
        raise OutputError(path, "is the output as well")
    else:
        yield path


def _matching(pattern: str, chosen: Filter, messages: Messages) -> Iterator[str]:
    """The shell leaves `reports/*.txt` as it is where it is quoted, and on Windows."""
    import glob

    matches = sorted(glob.iglob(pattern, recursive=True))
    if not matches:
        messages.error(pattern, "matches no file")
    for path in matches:
        # `**` has gone through the folders already
        if not ("**" in pattern and os.path.isdir(path)):
            yield from _at(path, chosen, messages)


def _walk(top: str, chosen: Filter, messages: Messages) -> Iterator[str]:
    """Regular files below a folder, sorted name by name; nothing hidden, no folder behind a link.
    A stack, since folders can be nested deeper than calls."""
    stack = [_entries(top, chosen, messages)]
    while stack:
        for path, is_folder in stack[-1]:
            if is_folder:
                stack.append(_entries(path, chosen, messages))
                break
            if chosen.takes(top, path):
                yield path
        else:
            stack.pop()


def _entries(folder: str, chosen: Filter, messages: Messages) -> Iterator[tuple[str, bool]]:
    try:
        names = sorted(name for name in os.listdir(folder) if not name.startswith("."))
    except OSError as error:
        messages.error(folder, reason(error))
        return
    for name in names:
        path = os.path.join(folder, name)
        try:
            found = os.stat(path)
            if stat.S_ISDIR(found.st_mode):
                if not os.path.islink(path):
                    yield path, True
            elif stat.S_ISREG(found.st_mode) and not chosen.is_written(found):
                yield path, False
        except OSError as error:  # a link to itself or to nothing; gone since it was listed
            messages.error(path, reason(error))
