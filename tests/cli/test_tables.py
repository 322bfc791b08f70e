"""The table: the answer first, fitted to a terminal, uncut in a pipe, never driven by a text."""

import json
import os
import pty
import re
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from commands import COMMAND, REPORT, OnTerminal, Run, read_terminal
from samples import FACTS, HOSTILE, LONG_QUOTE, SENTENCE

from troopfacts.cli.pieces import Piece
from troopfacts.cli.writers import Layout
from troopfacts.cli.writers.sections import fitted
from troopfacts.cli.writers.table import TableWriter
from troopfacts.extractors import Document
from troopfacts.extractors.facts import Fact, Quote

Render = Callable[..., list[str]]


@pytest.fixture
def render(monkeypatch: pytest.MonkeyPatch) -> Render:
    def render(
        width: int | None, facts: list[Fact] = FACTS, title: str | None = None, **layout: Any
    ) -> list[str]:
        monkeypatch.setenv("COLUMNS", str(width))
        writer = TableWriter(Layout(terminal=width is not None, **layout))
        piece = Piece(Document("a.txt", "x", title=title))
        lines = writer.joined(writer.encode(piece, facts), True, len(facts))
        return (writer.start() + lines + writer.finish()).decode().splitlines()

    return render


AT_80_COLUMNS = r"""
a.txt   written ? (relative dates unresolved; give --date)
TROOPS   ~ not named
   at  figure          measure  status  force      place  when        source
  478  roughly 2,500   level    past    United     Iraq   start of    a senior
       troops                           States            2025        defence
                                                                      official ~
10505  fewer than      level    past    United     Syria  2024        Gen. Ray
       2,000 American                   States                        Miller
       troops and
       contractors
QUOTES   ~ not named
 at  speaker                      cue   quote
287  a senior defence official ~  said  the transition will move most of the wo…
801                                     a\x1b[31mb\x9b31mc [bold red]d[/] [/] […
DATES      Tuesday → 2025-09-30   the start of 2025 → 2025 START   2014 ×2
           last year ?
LOCATIONS  Iraq IQ ×2   Washington US (metonym)   Red Sea
"""


def test_at_80_columns(render: Render) -> None:
    assert render(80) == AT_80_COLUMNS.strip("\n").split("\n")


NARROW = """
TROOPS   ~ not named
  478  roughly 2,500 troops
       level · past · United States · Iraq · start of 2025
       source: a senior defence official ~
10505  fewer than 2,000 American troops and contractors
       level · past · United States · Syria · 2024
       source: Gen. Ray Miller
"""


def test_where_words_would_be_broken_fields_go_below(render: Render) -> None:
    assert render(59, facts=FACTS[:2])[-7:] == NARROW.strip("\n").split("\n")


def test_the_source_goes_below_first(render: Render) -> None:
    lines = render(66, facts=FACTS[:2])
    assert lines[2].split() == ["at", "figure", "measure", "status", "force", "place", "when"]
    assert "       source: a senior defence official ~" in lines


def shown_hostile() -> str:
    return (
        r"a\x1b[31mb\x9b31mc [bold red]d[/] [/] [link=http://e]f[/link] :smile: "
        r"<U+202E>g<U+200B>\x07"
    )


@pytest.mark.parametrize("width", [20, 30, 50, 60, 80, 100, 120, 200, 400])
@pytest.mark.parametrize("layout", [{}, {"verbose": True}, {"explain": True}])
def test_fitted(render: Render, width: int, layout: dict[str, bool]) -> None:
    lines = render(width, **layout)
    assert max(map(len, lines)) <= width
    together = re.sub(r"\s", "", "".join(lines))
    for part in ("478", "roughly", "Iraq", "2025-09-30", "Washington"):
        assert part in together


@pytest.mark.parametrize("width", [80, 100, 200])
def test_no_word_is_broken(render: Render, width: int) -> None:
    lines = "\n".join(render(width))
    for word in ("roughly", "American", "contractors", "States", "official ~", "Miller", "level"):
        assert re.search(rf"(?<!\S){re.escape(word)}(?!\S)", lines), word


@pytest.mark.parametrize("layout", [{}, {"verbose": True}, {"explain": True}])
def test_nothing_is_cut_in_a_pipe(render: Render, layout: dict[str, bool]) -> None:
    lines = render(None, **layout)
    assert any(line.endswith(LONG_QUOTE) or f"{LONG_QUOTE} " in line for line in lines)
    assert "…" not in "\n".join(lines)
    assert lines == [line.rstrip() for line in lines]


def test_verbose_adds_the_sentence_and_unfolds(render: Render) -> None:
    lines = [line.strip() for line in render(None, verbose=True)]
    assert lines.count(SENTENCE) == len(FACTS)
    assert {"DATES", "LOCATIONS"} <= set(lines)
    assert "…" not in "".join(render(100, verbose=True))


def test_explain_adds_the_rule(render: Render) -> None:
    lines = "\n".join(render(None, explain=True))
    for rule in ("figure + noun", "marks + cue", "weekday", "gazetteer"):
        assert rule in lines
    assert "rule" not in "\n".join(render(None))


def test_a_document_with_no_facts_is_for_verbose(render: Render) -> None:
    assert render(80, facts=[]) == []
    said = "a.txt   written ? (relative dates unresolved; give --date)   no facts"
    assert render(80, facts=[], verbose=True) == [said]


def test_hostile_text_is_shown_as_text(render: Render) -> None:
    for width in (20, 80, None):
        lines = "\n".join(render(width, title=HOSTILE, verbose=True))
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e]", lines)
    uncut = "\n".join(render(None, title=HOSTILE))
    assert uncut.count(shown_hostile()) == 2


def test_colour_is_ours_alone(render: Render) -> None:
    lines = "\n".join(render(80, color=True))
    codes = set(re.findall("\x1b[^m]*m", lines))
    assert codes
    assert codes <= {"\x1b[0m", "\x1b[1m", "\x1b[2m", "\x1b[1;36m", "\x1b[2;3m", "\x1b[2;39m"}


def test_fitted_widths() -> None:
    assert fitted([3, 40, 8], [3, 12, 8], 100) == [3, 40, 8]
    assert fitted([3, 40, 30], [3, 12, 12], 43) == [3, 20, 20]
    assert fitted([3, 40, 8], [3, 12, 8], 22) is None


@pytest.mark.parametrize("columns", [20, 80, 100, 200])
def test_on_a_terminal(on_terminal: OnTerminal, report: Path, columns: int) -> None:
    seen, code = on_terminal("extract", "report.txt", columns=columns)
    assert code == 0
    assert "\x1b[1m" in seen
    plain = re.sub("\x1b[^m]*m", "", seen)
    assert "\x1b" not in plain
    assert max(map(len, plain.splitlines())) <= columns


def test_columns_wins_on_a_terminal(on_terminal: OnTerminal, report: Path) -> None:
    narrow, _ = on_terminal("extract", "report.txt", columns=80, env={"COLUMNS": "40"})
    assert max(map(len, re.sub("\x1b[^m]*m", "", narrow).splitlines())) <= 40


@pytest.mark.parametrize(
    ("option", "env"),
    [([], {"NO_COLOR": "1"}), ([], {"TERM": "dumb"}), (["--color", "never"], {})],
)
def test_no_colour(
    on_terminal: OnTerminal, report: Path, option: list[str], env: dict[str, str]
) -> None:
    seen, _ = on_terminal("extract", "report.txt", *option, env=env)
    assert "\x1b" not in seen


def test_colour_in_a_pipe_only_if_asked_for(run: Run, report: Path) -> None:
    table = ("extract", "-f", "table", "report.txt")
    assert b"\x1b" not in run(*table, env={"COLUMNS": "20", "FORCE_COLOR": "1"}).stdout
    coloured = run(*table, "--color", "always", env={"NO_COLOR": "1"}).stdout
    assert b"\x1b[1m" in coloured
    assert re.sub(rb"\x1b[^m]*m", b"", coloured).split() == run(*table).stdout.split()


def test_a_table_in_a_pipe_is_not_cut(run: Run, tmp_path: Path) -> None:
    words = "we " + "really " * 60 + "go"
    (tmp_path / "a.txt").write_text(f"“{words},” he said.")
    done = run("extract", "-f", "table", "a.txt", env={"COLUMNS": "20"})
    assert words in done.stdout.decode()


def test_hostile_names_and_messages(on_terminal: OnTerminal, tmp_path: Path) -> None:
    name = "\x1b]52;c;ZXZpbA==\x07[red]\u202ex\n.txt"
    (tmp_path / name).write_text(REPORT)
    seen, code = on_terminal("extract", name, "\x1b[31m[/]", "--color", "never")
    assert code == 2
    shown = r"\x1b]52;c;ZXZpbA==\x07[red]<U+202E>x\n.txt"
    assert "troopfacts: \\x1b[31m[/]: matches no file\n" in seen
    assert re.sub(r"\s", "", seen).count(shown) == 1
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", seen)


def test_no_facts_is_said_on_a_terminal(on_terminal: OnTerminal, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Nothing.")
    assert on_terminal("extract", "a.txt") == ("troopfacts: no facts in 1 document\n", 1)
    assert on_terminal("extract", "-q", "a.txt") == ("", 1)


def test_what_an_unnamed_pronoun_belongs_to(render: Render) -> None:
    quote = next(fact for fact in FACTS if isinstance(fact, Quote) and fact.speaker)
    original = quote.speaker
    assert original

    def speaker(**changes: Any) -> str:
        changed = msgspec.structs.replace(original, **changes)
        lines = render(None, [msgspec.structs.replace(quote, speaker=changed)])
        return lines[-1].split("  ")[1].strip()

    it: dict[str, Any] = {"text": "It", "name": None, "affiliation": "the\nministry"}
    assert speaker(**it, anonymous=False) == "the ministry"
    assert speaker(**it, anonymous=True) == "the ministry ~"
    assert speaker(**it | {"affiliation": None}, anonymous=False) == "It"
    assert speaker(**it | {"name": "Ray"}, anonymous=False) == "Ray"
    assert speaker(**it | {"text": "an aide"}, anonymous=True) == "an aide ~"


def test_where_the_reference_date_came_from(run: Run, report: Path) -> None:
    done = run("extract", "-f", "table", "--date", "2025-09-30", "report.txt")
    assert done.stdout.startswith(b"report.txt   written 2025-09-30 (--date)\n")


def test_progress_only_after_two_seconds_on_a_terminal(tmp_path: Path) -> None:
    """Standard error a terminal, standard output a file, records that come slowly."""
    ours, its = pty.openpty()
    line = json.dumps({"text": REPORT}).encode() + b"\n"
    with (tmp_path / "facts").open("wb") as facts:
        process = subprocess.Popen(
            [*COMMAND, "extract", "--from", "jsonl"],
            stdin=subprocess.PIPE,
            stdout=facts,
            stderr=its,
            env={**os.environ, "TERM": "xterm"},
        )
    os.close(its)
    assert process.stdin
    for seconds in (0, 3, 0.5):
        time.sleep(seconds)
        process.stdin.write(line)
        process.stdin.flush()
    process.stdin.close()
    assert process.wait(timeout=30) == 0
    seen = read_terminal(ours)
    assert re.search(rb"\r\x1b\[K[23] documents, [\d,]+ facts, [\d.]+/s, 0:0\d", seen)
    assert seen.endswith(b"\r\x1b[K")  # and taken away
    assert b"1 documents" not in seen
