"""The README shows what the program prints: its console block is run on a terminal 88 wide, and the
questions are asked as they stand there.

A block marked ```sh ask holds command lines after "$ ", each followed by its output. All are run in
one folder, in their order; a line whose program is not installed is left out.

After a change of output: pytest tests/test_readme.py --write-golden
"""

import os
import pty
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from commands import read_terminal

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
BLOCK = re.compile(r"```console\n\$ troopfacts (?P<arguments>.*)\n(?P<output>[^`]*)```")

OURS = "troopfacts"
ASKED = re.compile(r"(?<=^```sh ask\n)(?P<body>.*?)(?=^```$)", re.M | re.S)


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
    text = README.read_text(encoding="utf-8")
    block = BLOCK.search(text)
    assert block
    real = on_a_terminal(block["arguments"].split())
    if request.config.getoption("--write-golden"):
        start, end = block.span("output")
        README.write_text(text[:start] + real + text[end:], encoding="utf-8")
    else:
        assert block["output"] == real


def questions(body: str) -> list[tuple[str, str]]:
    """(command line, its output) of a block."""
    _, *parts = re.split(r"^\$ ", body, flags=re.M)
    return [(command, output) for command, _, output in (part.partition("\n") for part in parts)]


def programs(command: str) -> list[str]:
    """The first words of a pipeline's parts."""
    bare = re.sub(r"'[^']*'|\"[^\"]*\"", "", command)
    return [part.split()[0] for part in re.split(r"[|;]|&&", bare) if part.split()]


def answer(command: str, folder: Path) -> str:
    """What a line of bash prints; `troopfacts` is this one."""
    function = f'{OURS}() {{ "{sys.executable}" -m troopfacts.cli "$@"; }}'
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", f"{function}; {command}"],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=120,
        env={**os.environ, "LC_ALL": "C.UTF-8", "NO_COLOR": "1"},
    )
    assert (done.returncode, done.stderr) == (0, ""), command
    return "".join(f"{line.rstrip()}\n" for line in done.stdout.splitlines())


def test_the_questions_are_answered_as_shown(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    missing: set[str] = set()

    def asked(block: re.Match[str]) -> str:
        told = []
        for command, shown in questions(block["body"]):
            absent = {name for name in programs(command) if name != OURS and not shutil.which(name)}
            missing.update(absent)
            told.append(f"$ {command}\n{shown if absent else answer(command, tmp_path)}")
        return "".join(told)

    text = README.read_text(encoding="utf-8")
    assert ASKED.search(text)
    real = ASKED.sub(asked, text)
    if request.config.getoption("--write-golden"):
        README.write_text(real, encoding="utf-8")
    else:
        assert real == text
    if missing:
        pytest.skip(f"all but the lines of {', '.join(sorted(missing))} were asked")


def test_programs_of_a_line() -> None:
    assert programs("jq '.a | .b' f | sort -r; mlr \"x|y\" && head") == [
        "jq",
        "sort",
        "mlr",
        "head",
    ]
