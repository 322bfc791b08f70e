"""The README shows what the program prints: its console block is run on a terminal 88 wide.

After a change of output: pytest tests/test_readme.py --write-golden
"""

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest
from commands import read_terminal

ROOT = Path(__file__).parent.parent
BLOCK = re.compile(r"```console\n\$ troopfacts (?P<arguments>.*)\n(?P<output>[^`]*)```")


def on_a_terminal(arguments: list[str]) -> str:
    """What the command prints on a terminal of 88 columns."""
    ours, theirs = pty.openpty()
    environment = os.environ | {"COLUMNS": "88", "NO_COLOR": "1", "TERM": "xterm"}
    command = [sys.executable, "-m", "troopfacts.cli", *arguments]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=theirs, stdin=subprocess.DEVNULL, env=environment
    ):
        os.close(theirs)
        printed = read_terminal(ours)
    lines = re.sub(r"\x1b\[[\d;]*m", "", printed.decode()).splitlines()
    return "".join(f"{line.rstrip()}\n" for line in lines)


def test_the_readme_shows_the_real_output(request: pytest.FixtureRequest) -> None:
    readme = ROOT / "README.md"
    text = readme.read_text(encoding="utf-8")
    block = BLOCK.search(text)
    assert block
    real = on_a_terminal(block["arguments"].split())
    if request.config.getoption("--write-golden"):
        start, end = block.span("output")
        readme.write_text(text[:start] + real + text[end:], encoding="utf-8")
    else:
        assert block["output"] == real
