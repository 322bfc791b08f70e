"""The real command as a process, for the tests of all that it does: in a pipe, on a terminal.

`tests/conftest.py` makes the fixtures known everywhere.
"""

import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios
from collections.abc import Callable
from pathlib import Path

import pytest

COMMAND = [sys.executable, "-m", "troopfacts.cli"]

# Facts of every kind, more than one of some.
REPORT = (
    "About 500 U.S. troops arrived in Iraq on 3 May 2025.\n\n"
    "“We will stay here,” Gen. Ray Miller said. “Nobody leaves.”\n\n"
    "Kenya sent 217 police officers to Haiti last year, the ministry said.\n"
)

Done = subprocess.CompletedProcess[bytes]
Run = Callable[..., Done]
OnTerminal = Callable[..., tuple[str, int]]


def read_terminal(ours: int) -> bytes:
    """All that is written to a pseudo-terminal until its other side is closed; closes ours."""
    seen = b""
    try:
        while block := os.read(ours, 65536):
            seen += block
    except OSError:  # EIO: the other side is closed
        pass
    os.close(ours)
    return seen


def _environment(extra: dict[str, str | None]) -> dict[str, str]:
    inherited = {k: v for k, v in os.environ.items() if k not in ("COLUMNS", "NO_COLOR", "TERM")}
    merged = {**inherited, "TERM": "xterm", **extra}
    return {key: value for key, value in merged.items() if value is not None}


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """run("extract", "a.txt", stdin=b"…") in an empty folder -> the process when it is done."""

    def run(
        *arguments: str | bytes,
        stdin: bytes = b"",
        env: dict[str, str | None] | None = None,
        timeout: float = 60,
        umask: int = -1,
    ) -> Done:
        return subprocess.run(
            [*COMMAND, *arguments],
            input=stdin,
            capture_output=True,
            timeout=timeout,
            umask=umask,
            cwd=tmp_path,
            env=_environment(env or {}),
        )

    return run


@pytest.fixture
def shell(tmp_path: Path) -> Run:
    """shell("troopfacts extract - | head -1"): a line of bash; `troopfacts` is this one."""

    def shell(line: str, stdin: bytes = b"") -> Done:
        named = f'troopfacts() {{ "{sys.executable}" -m troopfacts.cli "$@"; }}; {line}'
        return subprocess.run(
            ["bash", "-c", named],
            input=stdin,
            capture_output=True,
            timeout=60,
            cwd=tmp_path,
            env=_environment({}),
        )

    return shell


@pytest.fixture
def on_terminal(tmp_path: Path) -> OnTerminal:
    """on_terminal("extract", "a.txt", columns=80) -> (what is seen, exit code)."""

    def on_terminal(
        *arguments: str, columns: int = 80, env: dict[str, str | None] | None = None
    ) -> tuple[str, int]:
        ours, its = pty.openpty()
        fcntl.ioctl(its, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
        process = subprocess.Popen(
            [*COMMAND, *arguments],
            stdin=its,
            stdout=its,
            stderr=its,
            cwd=tmp_path,
            env=_environment(env or {}),
        )
        os.close(its)
        seen = read_terminal(ours)
        return seen.decode().replace("\r\n", "\n"), process.wait(timeout=60)

    return on_terminal


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A file with facts of every kind."""
    path = tmp_path / "report.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path
