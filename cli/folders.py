"""A folder of files as output: made anew, there when all is done, never written over.

What stands in it may have been corrected by hand since.
"""

import os
import re
import shutil
import stat
import tempfile
from collections.abc import Callable

from .messages import Messages, reason
from .outputs import Identity, OutputError
from .pieces import Piece
from .work import Done, Work
from .writers.brat import files

_UNSAFE = re.compile(r"[^\w.-]+")
MAX_NAME = 120  # characters, of the 255 bytes that file systems allow

_TAKEN = "is there already and is left as it is: give another FOLDER"


class Folder:
    """Takes documents, each as files of its own name; a document's id is no path here."""

    known_facts = 0
    full = False
    sees_texts = False
    written: frozenset[Identity] = frozenset()

    def __init__(self, path: str, work: Work) -> None:
        self._path = path
        self._target = os.path.realpath(path)
        self._writer = work.writer
        self._names: set[str] = set()
        self._name = ""
        self._refuse_taken()
        try:
            above, base = os.path.split(self._target)
            self._folder = tempfile.mkdtemp(".tmp", f".{base[:100]}.", above)
        except OSError as error:
            raise OutputError(path, reason(error)) from None
        self._write(self._writer.start())

    def admit(self, piece: Piece, digest: Callable[[], str | None]) -> Piece | None:
        """All pieces are done."""
        return piece

    def put(self, done: Done) -> None:
        """The files of the next piece."""
        self._write(self._writer.joined(done.lines, done.first, done.facts))

    def finish(self, paths: list[str], read: list[str], messages: Messages) -> None:
        """Put the folder where it is to be."""
        self._write(self._writer.finish())
        try:
            umask = os.umask(0)
            os.umask(umask)
            os.chmod(self._folder, 0o777 & ~umask)
            self._refuse_taken()
            if os.path.isdir(self._target):
                os.rmdir(self._target)
            os.rename(self._folder, self._target)
        except OSError as error:
            raise OutputError(self._path, reason(error)) from None

    def close(self) -> None:
        """Take away what was not finished."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def _refuse_taken(self) -> None:
        try:
            found = os.lstat(self._target)
            if not stat.S_ISDIR(found.st_mode) or os.listdir(self._target):
                raise OutputError(self._path, _TAKEN)
        except FileNotFoundError:
            pass
        except OSError as error:
            raise OutputError(self._path, reason(error)) from None

    def _write(self, encoded: bytes) -> None:
        for file in files(encoded):
            if file.document is not None and file.suffix == ".txt" and not file.more:
                self._name = self._named(file.document)
            name = f"{self._name}{file.suffix}" if file.document is not None else file.suffix
            mode = "a" if file.more else "x"
            path = os.path.join(self._folder, name)
            try:
                with open(path, mode, encoding="utf-8", errors="replace", newline="") as opened:
                    opened.write(file.text)
            except OSError as error:
                raise OutputError(self._path, reason(error)) from None

    def _named(self, id: str) -> str:
        """ "reports/2025 05.txt" -> "reports_2025_05", "…-2" where that is another's."""
        stem = _UNSAFE.sub("_", id.removesuffix(".txt")).strip("._")[:MAX_NAME] or "document"
        name, number = stem, 1
        while name.casefold() in self._names:
            number += 1
            name = f"{stem}-{number}"
        self._names.add(name.casefold())
        return name
