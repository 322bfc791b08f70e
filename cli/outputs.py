"""Where facts go: standard output, or a file that is written whole or not at all."""

import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from .messages import reason
from .signals import held

Identity = tuple[int, int]  # device and inode

_BUFFER = 1 << 16
STANDARD = "standard output"


class OutputError(Exception):
    """The output could not be written."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"{name}: {why}")
        self.name = name
        self.why = why


class ReaderGoneError(Exception):
    """Nobody reads standard output any more: no error, and no reason to go on."""


class Output:
    """Takes whole lines. `live`: somebody may be reading, so each document is passed on."""

    def __init__(self, descriptor: int, name: str, live: bool) -> None:
        self._descriptor = descriptor
        self._name = name
        self._live = live
        self._waiting: list[bytes] = []
        self._size = 0

    def write(self, lines: bytes) -> None:
        """Write the lines of one document, and pass them on where somebody reads."""
        if not lines:
            return
        self._waiting.append(lines)
        self._size += len(lines)
        if self._live or self._size > _BUFFER:
            self.flush()

    def flush(self) -> None:
        """Pass on what is waiting, up to its last line's end whatever signal comes."""
        rest = memoryview(b"".join(self._waiting))
        self._waiting.clear()
        self._size = 0
        with self.errors(), held():
            while rest:
                try:
                    rest = rest[os.write(self._descriptor, rest) :]
                except BlockingIOError:  # a pipe that somebody has set so
                    _wait_for(self._descriptor)

    def close(self, sync: bool = False) -> None:
        """Some errors (a full disk behind a network) show only here."""
        self.flush()
        with self.errors():
            if sync:
                os.fsync(self._descriptor)
            os.close(os.dup(self._descriptor))

    @contextmanager
    def errors(self) -> Iterator[None]:
        """Turn an error of the output into one that no input can raise."""
        try:
            yield
        except BrokenPipeError:
            raise ReaderGoneError from None
        except OSError as error:
            raise OutputError(self._name, reason(error)) from None


def _wait_for(descriptor: int) -> None:
    import select

    select.select([], [descriptor], [])


def is_terminal(path: str | None) -> bool:
    """Whether the output is looked at."""
    return path is None and sys.stdout is not None and sys.stdout.isatty()


def identities(path: str | None) -> frozenset[Identity]:
    """The regular file the output goes to, which is no input."""
    try:
        found = os.fstat(sys.stdout.fileno()) if path is None else os.stat(path)
    except (OSError, AttributeError, ValueError):
        return frozenset()
    return frozenset([(found.st_dev, found.st_ino)] if stat.S_ISREG(found.st_mode) else [])


@contextmanager
def opened(path: str | None) -> Iterator[Output]:
    """Standard output for null; else the file, replaced only if all went well."""
    if path is None:
        yield from _standard()
    elif os.path.exists(path) and not os.path.isfile(path):
        yield from _special(path)
    else:
        yield from _replaced(os.path.realpath(path), path)


def _standard() -> Iterator[Output]:
    if sys.stdout is None:
        raise OutputError(STANDARD, "is closed")
    descriptor = sys.stdout.fileno()
    output = Output(descriptor, STANDARD, not stat.S_ISREG(os.fstat(descriptor).st_mode))
    yield output
    output.close()


def _special(path: str) -> Iterator[Output]:
    """/dev/null, a named pipe: written to, never replaced."""
    try:
        descriptor = os.open(path, os.O_WRONLY | getattr(os, "O_BINARY", 0))
    except OSError as error:
        raise OutputError(path, reason(error)) from None
    try:
        output = Output(descriptor, path, live=True)
        yield output
        output.close()
    finally:
        os.close(descriptor)


def _replaced(target: str, name: str) -> Iterator[Output]:
    """A temporary file beside the target takes its place at the end."""
    import tempfile

    folder, base = os.path.split(target)
    try:
        descriptor, temporary = tempfile.mkstemp(".tmp", f".{base[:100]}.", folder)
    except OSError as error:
        raise OutputError(name, reason(error)) from None
    try:
        output = Output(descriptor, name, live=False)
        try:
            yield output
            output.close(sync=True)
        finally:
            os.close(descriptor)
        with output.errors():
            os.chmod(temporary, _mode(target))
            os.replace(temporary, target)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise


def _mode(target: str) -> int:
    """The mode of the file that is replaced, or what any new file would get."""
    try:
        return stat.S_IMODE(os.stat(target).st_mode)
    except OSError:
        umask = os.umask(0)
        os.umask(umask)
        return 0o666 & ~umask
