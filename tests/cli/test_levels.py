"""`levels`: who claims how many, where, over time; as a table or drawn."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from commands import OnTerminal, Run

SEEDS = Path(__file__).parents[2] / "seeds"

REPORTS = {
    "a.txt": "2025-09-30\nThe United States has about 2,500 troops in Iraq, the Pentagon said.\n",
    "b.txt": "2025-10-03\nThe United States has 2,500 soldiers in Iraq, a U.S. official said.\n",
    "c.txt": "2025-10-05\nThe United States has 4,000 troops in Iraq, an Iraqi lawmaker said.\n"
    "There are more than 300 U.S. troops in Erbil.\n",
    "d.txt": "2025-10-05\nThe United States has 2,400 troops in Iraq, Gen. Ray Miller said. "
    "It will have fewer than 2,000 troops in Iraq by September 2026. "
    "The United States sent 500 soldiers to Iraq in 2024.\n",
}

TABLE = """
United States in Iraq   ~ not named   † whose or where is implied
#  when                 low    high  place  status   source           docs  note
1  2025-09-30–10-03  ~2,500  ~2,500         current  Pentagon; a         2
                                                     U.S. official ~
2  2025-10-05         4,000   4,000         current  an Iraqi               ≠ 3
                                                     lawmaker ~
3  2025-10-05         2,400   2,400         current  Ray Miller             ≠ 2
4  by 2026-09                <2,000         planned                         †
5  2025-10-05          >300          Erbil  current
"""

PLOT = """
United States in Iraq
                  0             2,000      4,000
2024              ·   ▲         ·              ·  500 soldiers, increase
2025-09-30–10-03  ·             ·   ●          ·  about 2,500 troops, 2 documen…
2025-10-05        ·             ·              ●  ≠ 4,000 troops
2025-10-05        ·             ·  ●           ·  ≠ 2,400 troops
by 2026-09        ·          ◂──○              ·  fewer than 2,000 troops, plan…
2025-10-05        · ●──▸        ·              ·  more than 300 U.S. troops, Er…

● is or was  ○ planned  ◌ possible  × denied  ├─┤ range  ▸ or more  ◂ or fewer
▲ sent  ▼ withdrawn
"""


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    for name, text in REPORTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def seen(on_terminal: OnTerminal, *arguments: str, columns: int = 80) -> list[str]:
    text, code = on_terminal("levels", *arguments, "--color", "never", columns=columns)
    assert code == 0
    return [line.rstrip() for line in text.splitlines()]


def test_a_table_at_80_columns(on_terminal: OnTerminal, reports: Path) -> None:
    assert seen(on_terminal, "reports") == TABLE.strip("\n").split("\n")


def test_drawn_at_80_columns(on_terminal: OnTerminal, reports: Path) -> None:
    assert seen(on_terminal, "reports", "--plot", "--changes") == PLOT.strip("\n").split("\n")


@pytest.mark.parametrize("columns", [24, 60])
@pytest.mark.parametrize("more", [["--plot", "--changes"], ["-v"]])
def test_fitted(on_terminal: OnTerminal, reports: Path, columns: int, more: list[str]) -> None:
    lines = seen(on_terminal, "reports", *more, columns=columns)
    assert max(map(len, lines)) <= columns


def test_status_by_style(on_terminal: OnTerminal, reports: Path) -> None:
    for more in ([], ["--plot"]):
        text, _ = on_terminal("levels", "reports", *more)
        assert re.search("\x1b\\[1m[^\x1b]*(4,000|●)", text)
        assert re.search("\x1b\\[36m[^\x1b]*(<2,000|○)", text)


def test_the_same_of_facts_and_of_documents(run: Run, reports: Path) -> None:
    whole = run("levels", "reports", "-f", "json").stdout
    assert json.loads(whole)["levels"][0]["docs"] == ["reports/a.txt", "reports/b.txt"]
    run("extract", "reports", "-o", "facts.json")
    run("extract", "reports", "-o", "facts.db")
    for facts in ("facts.json", "facts.db"):
        assert run("levels", facts, "-f", "json").stdout == whole
    piped = run("extract", "reports", "-f", "json").stdout
    assert run("levels", "-f", "json", stdin=piped).stdout == whole
    assert run("levels", "reports", "-f", "json", "-j", "2").stdout == whole


def test_facts_and_documents_together(run: Run, reports: Path) -> None:
    run("extract", "reports/a.txt", "reports/b.txt", "-o", "facts.json")
    both = run("levels", "facts.json", "reports/c.txt", "reports/d.txt", "-f", "json")
    assert both.stdout == run("levels", "reports", "-f", "json").stdout


def records(lines: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in lines.splitlines()]


def test_rows_of_json_lines(run: Run, reports: Path) -> None:
    done = run("levels", "reports", "--until", "2025-10-04", "--status", "current")
    assert (done.returncode, done.stderr) == (0, b"")
    [row] = records(done.stdout)
    sentence = "The United States has about 2,500 troops in Iraq, the Pentagon said."
    assert row == {
        **{"row": 1, "force": "United States", "force_code": "US", "country": "Iraq"},
        **{"place": "Iraq", "place_code": "IQ", "measure": "level", "status": "current"},
        **{"when": "2025-09-30–10-03", "from": "2025-09-30", "to": "2025-10-03"},
        **{"low": 2500, "high": 2500, "qualifier": "about", "unit": "troops"},
        **{"text": "about 2,500 troops", "sources": ["Pentagon", "a U.S. official ~"]},
        **{"documents": 2, "docs": ["reports/a.txt", "reports/b.txt"], "implied": []},
        **{"contradicts": [], "sentence": sentence},
    }


def test_csv(run: Run, reports: Path) -> None:
    lines = run("levels", "reports", "-f", "csv", "--min", "4000").stdout.decode().splitlines()
    header, row = lines
    assert header.startswith(
        "row,force,force_code,country,place,place_code,measure,status,when,from"
    )
    assert row.startswith("1,United States,US,Iraq,Iraq,IQ,level,current,2025-10-05,2025-10-05,")
    assert '"[""reports/c.txt""]"' in row


def test_filters_see_what_is_implied(run: Run, tmp_path: Path) -> None:
    run("extract", str(SEEDS / "iraq-drawdown.txt"), "--date", "2025-10-01", "-o", "facts.json")
    found = records(run("levels", "facts.json", "--force", "US", "--place", "Iraq").stdout)
    assert {(row["low"], row["high"], *row["implied"]) for row in found} == {
        (2500, 2500),
        (None, 2000, "force"),
    }


def test_what_is_left_out_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("There are 40 soldiers. The U.S. has 500 troops in Iraq.\n")
    done = run("levels", "a.txt", "--plot")
    assert done.stderr.decode().splitlines() == [
        "troopfacts: figures left out: 1 that say neither whose nor where, 1 of no known time",
        "troopfacts: 1 figure holds on the day of writing, which is not known: give --date "
        "(json and databases keep it)",
    ]
    assert run("levels", "a.txt", "--plot", "-q").stderr == b""
    dated = run("levels", "a.txt", "--plot", "--date", "2025-10-01")
    assert b"2025-10-01" in dated.stdout


def test_none(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Nothing is here.\n")
    assert (run("levels", "a.txt").returncode, run("levels", "a.txt").stdout) == (1, b"")
    assert run("levels", "none.txt").returncode == 2
    assert json.loads(run("levels", "a.txt", "-f", "json").stdout) == {"version": 1, "levels": []}


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["--plot", "-f", "csv"], b"--plot is for looking at"),
        (["--plot", "-o", "a.csv"], b"--plot is for looking at"),
        (["-o", "a.db"], b"a database has levels already"),
        (["-o", "a.html"], b"on a page: troopfacts report"),
        (["--near", "x"], b"'--near'"),
        (["--measure", "tanks"], b"'--measure'"),
        (["--files0-from", "x"], b"--files0-from takes the place of PATH"),
    ],
)
def test_usage_errors(run: Run, arguments: list[str], why: bytes) -> None:
    done = run("levels", *arguments, "a.txt")
    assert (done.returncode, done.stdout) == (2, b"")
    assert why in done.stderr


def test_other_measures(run: Run, reports: Path) -> None:
    found = records(run("levels", "reports", "--measure", "increase").stdout)
    assert [(row["measure"], row["low"]) for row in found] == [("increase", 500)]


def test_our_own_reports_show_the_americans_in_iraq_and_syria(run: Run) -> None:
    done = run("levels", str(SEEDS), "--force", "US", "--place", "Iraq", "--place", "Syria")
    told = [(row["country"], row["when"], row["low"], row["high"]) for row in records(done.stdout)]
    assert ("Iraq", "start of 2025", 2500, 2500) in told
    syria = [row[1:] for row in told if row[0] == "Syria" and not row[1].startswith("before")]
    assert syria == [
        ("2024-12", 2000, 2000),
        ("start of 2025", 900, None),
        ("2025-06-03", None, 1500),
        ("2025-SU", None, 1000),
    ]
