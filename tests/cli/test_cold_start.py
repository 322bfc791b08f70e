"""A run imports what it uses and no more."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from commands import REPORT

ROOT = Path(__file__).parent.parent.parent

HEAVY = {
    *("rich", "dateparser", "multiprocessing", "concurrent", "csv", "gzip"),
    *("pydantic", "importlib.metadata", "glob", "urllib.request", "asyncio", "hashlib"),
    *("trafilatura", "htmldate", "lxml", "fastwarc", "distributed", "dask", "pyarrow"),
}


def loaded(tmp_path: Path, *arguments: str) -> set[str]:
    """The modules in a process when the command is about to end."""
    code = (
        "import sys, atexit\n"
        "sys.argv[0] = 'troopfacts'\n"
        "from troopfacts.cli import main\n"
        "try:\n"
        "    main()\n"
        "except SystemExit:\n"
        "    print(*sys.modules, file=sys.stderr)\n"
    )
    (tmp_path / "report.txt").write_text(REPORT, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        cwd=tmp_path,
        env={k: v for k, v in os.environ.items() if not k.startswith("COV")},
    )
    return set(done.stderr.decode().split())


@pytest.mark.parametrize(
    "arguments",
    [
        ["extract", "report.txt"],
        ["extract", "-f", "jsonl", "--date", "2025-09-30", "report.txt"],
        ["extract", "-f", "json", "report.txt"],
        ["extract", "--help"],
        ["--help"],
        ["schema"],
    ],
)
def test_nothing_heavy(tmp_path: Path, arguments: list[str]) -> None:
    modules = loaded(tmp_path, *arguments)
    assert "troopfacts.cli" in modules
    assert modules & HEAVY == set()


def test_what_is_installed_without_extras() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = {re.split(r"[<>=]", one)[0] for one in project["dependencies"]}
    assert names.isdisjoint(HEAVY - {"rich", "dateparser"})


def test_each_format_imports_its_own(tmp_path: Path) -> None:
    assert loaded(tmp_path, "extract", "-f", "csv", "report.txt") & HEAVY == {"csv"}
    assert "rich.table" in loaded(tmp_path, "extract", "-f", "table", "report.txt")


def test_a_database_is_for_those_who_want_one(tmp_path: Path) -> None:
    """SQLite is the gazetteer's as well: dates need none."""
    dates = loaded(tmp_path, "extract", "-k", "date", "report.txt")
    assert not dates & {"sqlite3", "hashlib", "troopfacts.cli.updates"}
    assert "sqlite3" in loaded(tmp_path, "extract", "-k", "date", "report.txt", "-o", "f.db")


def test_help_needs_no_extractor(tmp_path: Path) -> None:
    modules = loaded(tmp_path, "--help")
    assert not {name for name in modules if name.startswith("troopfacts.extractors.")}


def test_one_kind_needs_no_other(tmp_path: Path) -> None:
    modules = loaded(tmp_path, "extract", "-k", "date", "report.txt")
    assert "troopfacts.extractors.quotes" not in modules
    assert "troopfacts.extractors.troops" not in modules


def test_text_without_troops_needs_no_rules_of_theirs(tmp_path: Path) -> None:
    (tmp_path / "match.txt").write_text("The match in Nairobi ended 2-0 on Friday.\n")
    modules = loaded(tmp_path, "extract", "match.txt")
    assert "troopfacts.extractors.troops" in modules
    assert "troopfacts.extractors.troops.reading" not in modules


def test_what_is_not_asked_for_is_not_loaded(tmp_path: Path) -> None:
    questions = {f"troopfacts.cli.{name}" for name in ("filters", "selections", "claims", "rows")}
    questions |= {f"troopfacts.cli.{name}" for name in ("periods", "places", "forces", "facts")}
    assert not loaded(tmp_path, "extract", "report.txt") & questions
    assert loaded(tmp_path, "extract", "--limit", "1", "report.txt") >= {
        "troopfacts.cli.selections"
    }
    assert "regex" not in loaded(tmp_path, "extract", "--force", "US", "report.txt")
