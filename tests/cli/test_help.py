"""What the README says of the options is what the command has."""

import re
from pathlib import Path

from commands import Run

COMMANDS = ["extract", "show", "levels", "report", "schema"]

README = Path(__file__).parents[2] / "README.md"


def section() -> str:
    """The README on the command."""
    found = re.search(r"^## The command\n(.*?)(?=^## |\Z)", README.read_text("utf-8"), re.M | re.S)
    assert found
    return found[1]


def test_every_option_is_in_the_readme_and_no_other(run: Run) -> None:
    options: set[str] = set()
    for command in COMMANDS:
        helped = run(command, "--help").stdout.decode()
        in_help = set(re.findall(r"^  (-\w(?=, )|--[\w-]+)|(?<=, )(--[\w-]+)", helped, re.M))
        options |= {option for pair in in_help for option in pair if option}
    options -= {"-h", "--help"}
    in_table = {
        option
        for row in section().splitlines()
        if row.startswith("| `-")
        for option in re.findall(r"`(--?[\w-]+)`", row.split("|")[1])
    }
    assert in_table == options
    used = set(re.findall(r"(?<![\w-])--[a-z][\w0-9-]+", section()))
    assert used <= options


def test_every_command_is_in_the_readme(run: Run) -> None:
    helped = run("--help").stdout.decode().partition("Commands:\n")[2]
    commands = re.findall(r"^  (\w+) ", helped, re.M)
    assert commands == COMMANDS
    for command in commands:
        assert f"troopfacts {command}" in section()


def test_version_names_the_source_of_places(run: Run) -> None:
    done = run("--version")
    assert done.returncode == 0
    assert re.match(rb"troopfacts \d+\.\d+\.\d+\n", done.stdout)
    assert b"GeoNames" in done.stdout
    assert b"CC BY 4.0" in done.stdout


def test_a_path_in_place_of_a_command(run: Run, report: Path) -> None:
    done = run("report.txt")
    assert done.returncode == 2
    assert b"To read it: troopfacts extract report.txt" in done.stderr
    assert b"No such command 'nonsense'" in run("nonsense").stderr
