"""Interrupted and terminated: the signals end the run, never in the middle of a line."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

# SIGHUP too: a closed terminal must not leave a temporary file behind. Windows does not have it.
NAMES = ("SIGINT", "SIGTERM", "SIGHUP")


class Stopped(BaseException):
    """A signal asked the run to end."""

    def __init__(self, number: int) -> None:
        self.number = number


class _State:
    held = False
    pending: int | None = None


def catch_signals() -> None:
    """Turn the signals into Stopped; one that is ignored (nohup, `&` in sh) stays ignored."""
    for name in NAMES:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, _stop)


def _stop(number: int, frame: FrameType | None) -> None:
    if _State.held and _State.pending is None:
        _State.pending = number  # a second one does not wait: the reader may never read on
        return
    raise Stopped(number)


@contextmanager
def held() -> Iterator[None]:
    """Put a signal off until the lines being written are written."""
    _State.held = True
    try:
        yield
    finally:
        _State.held = False
    if _State.pending is not None:
        raise Stopped(_State.pending)


@contextmanager
def blocked() -> Iterator[None]:
    """Let no signal in, nor into a process that is started meanwhile; it comes afterwards."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [getattr(signal, name) for name in NAMES])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def die_by(number: int) -> None:
    """End as by the signal's default, so that a shell's loop around the command ends as well."""
    signal.signal(number, signal.SIG_DFL)
    os.kill(os.getpid(), number)
