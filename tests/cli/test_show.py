"""`show`: facts made earlier, those that are asked for, in any format; the same on `extract`."""

import json
import os
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest
from commands import COMMAND, OnTerminal, Run
from samples import FACTS

REPORTS = {
    "iraq.txt": "Some 2,500 U.S. troops are in Iraq.\n\nMore than 900 U.S. troops are in Syria.\n",
    "kenya.txt": "Kenya sent 217 police officers to Haiti in May 2025, the ministry said.\n",
}


@pytest.fixture
def facts(run: Run, tmp_path: Path) -> str:
    """The facts of two reports, as JSON Lines."""
    for name, text in REPORTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    done = run("extract", *REPORTS, "-o", "facts.jsonl")
    assert (done.returncode, done.stderr) == (0, b"")
    return "facts.jsonl"


def texts(lines: bytes) -> list[str]:
    return [json.loads(line)["text"] for line in lines.splitlines()]


def test_all_as_they_were(run: Run, facts: str, tmp_path: Path) -> None:
    done = run("show", facts)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout == (tmp_path / facts).read_bytes()
    assert run("show", stdin=done.stdout).stdout == done.stdout
    assert run("show", "-", stdin=done.stdout).stdout == done.stdout


@pytest.mark.parametrize("format", ["csv", "tsv", "json"])
def test_any_format(run: Run, facts: str, format: str) -> None:
    assert run("show", facts, "-f", format).stdout == run("extract", *REPORTS, "-f", format).stdout
    run("extract", *REPORTS, "-o", "facts.json")
    assert run("show", "facts.json", "-f", format).stdout == run("show", facts, "-f", format).stdout


def test_a_database(run: Run, facts: str, tmp_path: Path) -> None:
    assert run("extract", *REPORTS, "--date", "2025-10-01", "-o", "facts.db").returncode == 0
    run("extract", *REPORTS, "--date", "2025-10-01", "-o", "dated.json")
    for more in ([], ["--force", "US"], ["-k", "quote", "-k", "date"]):
        shown = run("show", "facts.db", "-f", "json", *more)
        assert shown.stdout == run("show", "dated.json", "-f", "json", *more).stdout
    table = run("show", "facts.db", "-f", "table").stdout
    assert table.startswith(b"iraq.txt   written 2025-10-01 (--date)\nTROOPS\n")
    done = run("show", "-", stdin=(tmp_path / "facts.db").read_bytes())
    assert (
        done.stderr == b"troopfacts: -: a database is read from a file of its own, not compressed\n"
    )


def test_what_a_database_can_not_keep(run: Run, facts: str) -> None:
    done = run("extract", "iraq.txt", "-o", "new.db", "--force", "US")
    assert (done.returncode, b"a database keeps all facts" in done.stderr) == (2, True)
    done = run("show", facts, "-o", "new.db")
    assert (done.returncode, b"troopfacts extract" in done.stderr) == (2, True)


def test_a_table_says_what_is_known_of_the_document(run: Run, facts: str) -> None:
    run("extract", *REPORTS, "--date", "2025-10-01", "-o", "facts.json")
    assert run("show", facts, "-f", "table").stdout.startswith(b"iraq.txt\nTROOPS\n")
    dated = run("show", "facts.json", "-f", "table").stdout
    assert dated.startswith(b"iraq.txt   written 2025-10-01\nTROOPS\n")
    given = run("show", facts, "-f", "table", "--date", "2025-10-01").stdout
    assert given.startswith(b"iraq.txt   written 2025-10-01 (--date)\n")


@pytest.mark.parametrize("command", ["show", "extract"])
@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (["--force", "US", "--place", "Iraq"], ["Some 2,500 U.S. troops"]),
        (["--force", "america", "--max", "1000"], ["More than 900 U.S. troops"]),
        (["-k", "troops", "--country", "HT"], ["217 police officers"]),
        (["--measure", "increase", "--since", "2025-05", "--until", "May 2025"],
         ["217 police officers"]),
        (["-k", "troops", "--source", "Ministry"], ["217 police officers"]),
        (["-k", "troops", "--near", "33.5,36.3,1"], []),
        (["-k", "date", "--text", "police"], ["May 2025"]),
        (["-k", "troops", "--sort", "-count", "--limit", "2"],
         ["Some 2,500 U.S. troops", "More than 900 U.S. troops"]),
        (["-k", "troops", "--sort", "count"],
         ["217 police officers", "More than 900 U.S. troops", "Some 2,500 U.S. troops"]),
        (["-k", "troops", "--sort", "place", "--limit", "1"], ["217 police officers"]),
        (["-k", "troops", "--limit", "1"], ["Some 2,500 U.S. troops"]),
    ],
)  # fmt: skip
def test_filters(
    run: Run, facts: str, command: str, filters: list[str], expected: list[str]
) -> None:
    read = [facts] if command == "show" else list(REPORTS)
    done = run(command, *filters, *read)
    assert texts(done.stdout) == expected
    assert done.returncode == (0 if expected else 1)
    assert done.stderr == b""


def test_filters_with_worker_processes(run: Run, tmp_path: Path) -> None:
    report = REPORTS["iraq.txt"] + "Nothing is here.\n\n" * 3200
    records = [json.dumps({"id": f"d{n}", "text": report}) for n in range(12)]
    (tmp_path / "wire.jsonl").write_text("\n".join(records))
    one = run("extract", "wire.jsonl", "--place", "Syria", "-k", "troops")
    assert len(texts(one.stdout)) == 12
    for more in ([], ["--sort", "-doc"], ["--limit", "7"]):
        single = run("extract", "wire.jsonl", "--place", "Syria", "-k", "troops", *more)
        shared = run("extract", "wire.jsonl", "--place", "Syria", "-k", "troops", "-j", "2", *more)
        assert shared.stdout == single.stdout
        assert shared.returncode == 0
    docs = [json.loads(line)["doc"] for line in single.stdout.splitlines()]
    assert docs == [f"d{n}" for n in range(7)]


def test_what_has_no_such_field_comes_last_in_either_order(run: Run, facts: str) -> None:
    for order in ("count", "-count"):
        kinds = [
            json.loads(line)["kind"]
            for line in run("show", facts, "--sort", order).stdout.splitlines()
        ]
        assert kinds[:3] == ["troops"] * 3
        assert "troops" not in kinds[3:]


def test_json_keeps_documents_together_in_any_order(run: Run, facts: str) -> None:
    whole = json.loads(run("show", facts, "-k", "troops", "--sort", "count", "-f", "json").stdout)
    told = [(one["doc"], [fact["text"] for fact in one["facts"]]) for one in whole["documents"]]
    assert told == [
        ("kenya.txt", ["217 police officers"]),
        ("iraq.txt", ["More than 900 U.S. troops", "Some 2,500 U.S. troops"]),
    ]


def test_a_table_in_order_is_one_table(run: Run, facts: str) -> None:
    table = run("show", facts, "-k", "troops", "--sort", "count", "-f", "table").stdout.decode()
    lines = [line.split() for line in table.splitlines()]
    assert lines[0] == ["TROOPS"]
    assert (lines[1][0], lines[1][-1]) == ("#", "where")
    where = [(line[0], line[-1]) for line in lines[2:]]
    assert where == [("1", "kenya.txt:11"), ("2", "iraq.txt:37"), ("3", "iraq.txt:0")]


@pytest.mark.parametrize(
    ("arguments", "option"),
    [
        (["--near", "91,0,1"], "--near"),
        (["--since", "soon"], "--since"),
        (["--until", "2025-02-30"], "--until"),
        (["--min", "-5"], "--min"),
        (["--max", "NaN"], "--max"),
        (["--country", "Atlantis"], "--country"),
        (["--text", "["], "--text"),
        (["--source", ""], "--source"),
        (["--measure", "tanks"], "--measure"),
        (["--status", "maybe"], "--status"),
        (["--sort", "size"], "--sort"),
        (["--limit", "0"], "--limit"),
        (["--kind", "tank"], "--kind"),
        (["--kind", "date", "--force", "US"], "--force"),
    ],
)
def test_nonsense_is_a_usage_error_that_names_the_option(
    run: Run, arguments: list[str], option: str
) -> None:
    done = run("extract" if option == "--near" else "show", *arguments, "-")
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"Invalid value for '" in done.stderr
    assert option.encode() in done.stderr.rpartition(b"\n\n")[2]


def test_a_name_nobody_has_is_told(run: Run, facts: str) -> None:
    done = run("show", facts, "--force", "Untied States")
    assert (done.returncode, done.stdout) == (1, b"")
    assert b"no force is known as 'Untied States', taken as written; United States?" in done.stderr
    assert run("show", facts, "--force", "Untied States", "-q").stderr == b""


def test_bad_lines_are_named_and_the_rest_is_shown(run: Run, facts: str, tmp_path: Path) -> None:
    lines = (tmp_path / facts).read_bytes().splitlines(keepends=True)
    (tmp_path / facts).write_bytes(b"".join([lines[0], b'{"kind":"tank"}\n', *lines[1:]]))
    done = run("show", facts, "none.jsonl", "iraq.txt")
    assert (done.returncode, done.stdout) == (2, b"".join(lines))
    assert done.stderr.decode().splitlines() == [
        "troopfacts: facts.jsonl:2: Invalid value 'tank' - at `$.kind`",
        "troopfacts: none.jsonl: No such file or directory",
        "troopfacts: iraq.txt: holds no facts; to find some: troopfacts extract",
    ]


def test_the_output_is_no_input(run: Run, facts: str, tmp_path: Path) -> None:
    before = (tmp_path / facts).read_bytes()
    done = run("show", facts, "-o", facts)
    assert (done.returncode, done.stderr) == (
        2,
        b"troopfacts: facts.jsonl: is the output as well\n",
    )
    assert (tmp_path / facts).read_bytes() == before


def test_a_reader_that_goes_away_is_no_error(shell: Run, facts: str) -> None:
    done = shell(f"troopfacts show {facts} | head -1; exit ${{PIPESTATUS[0]}}")
    assert (done.returncode, done.stderr) == (0, b"")
    assert len(done.stdout.splitlines()) == 1


def test_facts_that_arrive_in_a_pipe_are_shown_at_once(tmp_path: Path) -> None:
    with subprocess.Popen(
        [*COMMAND, "show", "-k", "troops"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdin
        assert process.stdout
        line = msgspec.json.encode(FACTS[0]) + b"\n"
        for _ in range(3):
            process.stdin.write(line)
            process.stdin.flush()
            assert process.stdout.readline() == line
        process.stdin.close()
        assert process.wait() == 0


def test_on_a_terminal(on_terminal: OnTerminal, facts: str) -> None:
    seen, code = on_terminal("show", facts, "--force", "US", "--color", "never")
    assert code == 0
    assert "iraq.txt\nTROOPS\n" in seen
    seen, code = on_terminal("show", facts, "--force", "Haiti")
    assert (code, seen) == (1, "troopfacts: no facts in 2 documents\n")
    seen, code = on_terminal("show")
    assert code == 2
    assert seen.startswith("Usage: troopfacts show")


def peak(arguments: list[str], lines: bytes) -> int:
    """The memory in bytes a run needs at most."""
    code = (
        "import resource, subprocess, sys\n"
        "subprocess.run(sys.argv[1:], stdin=sys.stdin, stdout=subprocess.DEVNULL, check=True)\n"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)\n"
    )
    command = [sys.executable, "-c", code, *COMMAND, *arguments]
    done = subprocess.run(command, input=lines, capture_output=True, check=True)
    return int(done.stdout) * 1024


@pytest.mark.skipif(not hasattr(resource, "RUSAGE_CHILDREN"), reason="no way to measure memory")
@pytest.mark.parametrize("format", ["jsonl", "json"])
def test_100_000_facts_need_no_more_memory_than_10_000(format: str) -> None:
    few = b"".join(
        msgspec.json.encode(msgspec.structs.replace(FACTS[0], doc=f"{number}.txt")) + b"\n"
        for number in range(10_000)
    )
    arguments = ["show", "-f", format, "--force", "US", "--since", "2020", "--date", "2025-10-01"]
    assert peak(arguments, few * 10) < peak(arguments, few) + (8 << 20)


def test_one_document_of_very_many_facts(run: Run, tmp_path: Path) -> None:
    (tmp_path / "f.jsonl").write_bytes((msgspec.json.encode(FACTS[0]) + b"\n") * 5000)
    whole: dict[str, Any] = json.loads(run("show", "f.jsonl", "-f", "json").stdout)
    assert [(one["doc"], len(one["facts"])) for one in whole["documents"]] == [("a.txt", 5000)]


def test_a_folder_of_facts(run: Run, facts: str, tmp_path: Path) -> None:
    os.makedirs(tmp_path / "results")
    (tmp_path / facts).rename(tmp_path / "results" / "a.jsonl")
    (tmp_path / "results" / "b.txt").write_text("no facts")
    done = run("show", "results", "--glob", "*.jsonl", "--min", "2000")
    assert texts(done.stdout) == ["Some 2,500 U.S. troops"]
