"""What is said on standard error: one line each, and what must not reach a terminal raw.

>>> shown("caf\\x1b[31m.txt")
'caf\\\\x1b[31m.txt'
"""

import re
import sys
import time

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


class Progress:
    """How far the run is, told on a terminal only, and after two seconds only."""

    def __init__(self, messages: Messages, wanted: bool) -> None:
        self._messages = messages
        self._start = time.monotonic()
        self._next = self._start + 2 if wanted else float("inf")

    def tell(self, documents: int, facts: int) -> None:
        """At most four times a second."""
        now = time.monotonic()
        if now >= self._next:
            self._next = now + 0.25
            self._messages.progress(
                f"{documents:,} documents, {facts:,} facts, {now - self._start:.0f} s"
            )

    def end(self) -> None:
        self._messages.progress("")
