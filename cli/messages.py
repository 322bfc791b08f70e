"""What is said on standard error: one line each, and what must not reach a terminal raw.

>>> shown("caf\\x1b[31m.txt")
'caf\\\\x1b[31m.txt'
"""

import re
import sys
import time
from collections.abc import Callable, Iterable
from typing import NamedTuple

# C0, DEL and C1; marks that turn the direction of writing; spaces without width; tag characters;
# the two Unicode line ends; lone surrogates. All are data in the facts, and trouble on a screen.
_HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)


def shown(text: str) -> str:
    """Text as it may be printed: control and direction characters escaped, on one line."""
    return _HIDDEN.sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    if match[0] in "\n\r\t":
        return {"\n": "\\n", "\r": "\\r", "\t": "\\t"}[match[0]]
    return f"\\x{code:02x}" if code < 0x100 else f"<U+{code:04X}>"


def readable(path: str) -> str:
    """A path as valid text: bytes of the name that are not UTF-8 become U+FFFD."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def reason(error: Exception) -> str:
    """OSError(ENOENT) -> "No such file or directory"."""
    return getattr(error, "strerror", None) or str(error) or type(error).__name__


class Messages:
    """`troopfacts: PATH: reason`, and how many things failed."""

    def __init__(self, quiet: bool = False) -> None:
        self.quiet = quiet
        self.failures = 0
        self._progress: str | None = None

    def error(self, where: str, why: str) -> None:
        """Something was not read or not written: the exit code will be 2."""
        self.failures += 1
        self._tell(f"troopfacts: {shown(readable(where))}: {shown(why)}\n")

    def warning(self, where: str, why: str) -> None:
        """Something was altered or left aside; the exit code stays as it is."""
        if not self.quiet:
            self._tell(f"troopfacts: {shown(readable(where))}: warning: {shown(why)}\n")

    def note(self, text: str) -> None:
        """Something that is neither."""
        if not self.quiet:
            self._tell(f"troopfacts: {text}\n")

    def trace(self, text: str) -> None:
        """Where in the program something went wrong."""
        self._tell(text)

    def progress(self, text: str) -> None:
        """A line that the next one takes the place of; "" takes it away."""
        if self._progress != text and (text or self._progress):
            self._progress = text or None
            _write(f"\r\x1b[K{text}")

    def _tell(self, line: str) -> None:
        self.progress("")
        _write(line)


def _write(text: str) -> None:
    """To standard error, if there is one: what goes wrong there can be told to nobody."""
    try:
        if sys.stderr is not None:
            sys.stderr.write(text)
            sys.stderr.flush()
    except OSError:
        pass


class Remark(NamedTuple):
    """What is to be told of a page: alone, or of many pages of an archive together."""

    alone: str
    together: str


class Remarks:
    """Remarks on pages: on one of its own at once, on those of archives at the end, counted."""

    def __init__(self, messages: Messages) -> None:
        self._messages = messages
        self._counted: dict[tuple[str, str], list[str | int]] = {}

    def take(self, id: str, archive: str | None, remarks: Iterable[Remark]) -> None:
        """What there is to tell of a page."""
        for remark in remarks:
            if archive is None:
                self._messages.warning(id, remark.alone)
            else:
                count = self._counted.setdefault((archive, remark.together), [id, 0])
                count[1] = int(count[1]) + 1

    def finish(self) -> None:
        """Tell what was counted."""
        for (archive, together), (first, count) in self._counted.items():
            pages = "a page" if count == 1 else f"{count:,} pages"
            self._messages.warning(archive, f"{pages} {together}: {first}{' …' * (count != 1)}")
        self._counted.clear()


class Progress:
    """How far the run is, how fast, and how long it will take, told after two seconds.

    `position` and `size` are bytes of the input's files, null where they are not known (a pipe).
    """

    def __init__(
        self,
        messages: Messages,
        position: Callable[[], int | None],
        size: Callable[[], int | None],
    ) -> None:
        self._messages = messages
        self._position = position
        self._size_of = size
        self._size: int | None = None
        self._start = time.monotonic()
        self._next = self._start + 2
        self._told = False

    def tell(self, documents: int, facts: int) -> None:
        """At most four times a second."""
        now = time.monotonic()
        if now < self._next:
            return
        self._next = now + 0.25
        if not self._told:  # only now, since a walk through the folders takes its time
            self._told = True
            self._size = self._size_of()
        told = [f"{documents:,} documents", f"{facts:,} facts"]
        told += pace(now - self._start, self._position(), self._size, documents)
        self._messages.progress(", ".join(told))


def pace(seconds: float, position: int | None, size: int | None, documents: int) -> list[str]:
    """How fast, and the time left where the size is known, else the time gone.

    >>> pace(10, 30_000_000, 90_000_000, 4)
    ['3.0 MB/s', '0:20 left']
    >>> pace(10, None, None, 4)
    ['0.4/s', '0:10']
    """
    if not position:
        return [f"{documents / seconds:,.1f}/s", _clock(seconds)]
    speed = f"{position / seconds / 1e6:.1f} MB/s"
    if not size or size < position:
        return [speed, _clock(seconds)]
    return [speed, f"{_clock(seconds * (size - position) / position)} left"]


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
