"""How troopfacts is used: the command.

$ troopfacts extract report.txt --format jsonl
"""

import gc
import os
import sys

from .signals import Stopped, catch_signals, die_by


def main() -> None:
    """Run the command; the exit code is grep's: 0 facts found, 1 none, 2 something failed."""
    # Nothing made while the tables and patterns are read goes away again: looking for rubbish among
    # it every 700 objects is a tenth of a short run.
    gc.set_threshold(50_000)
    try:
        catch_signals()
        code = _run()
    except Stopped as stopped:
        _drop_output()
        die_by(stopped.number)
        code = 128 + stopped.number
    sys.exit(code)


def _run() -> int:
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    from .app import app

    code = 0
    try:
        try:
            app(prog_name="troopfacts")
        except SystemExit as done:
            code = done.code if isinstance(done.code, int) else 2 if done.code else 0
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        _drop_output()
    except OSError as error:  # help or version could not be written
        from .messages import Messages, reason

        Messages().error("standard output", reason(error))
        _drop_output()
        return 2
    return code


def _drop_output() -> None:
    """Let the interpreter's own last flush go nowhere, so that it can not fail."""
    try:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        os.close(null)
    except OSError:
        pass
