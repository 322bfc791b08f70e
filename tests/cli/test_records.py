"""JSON Lines: a bad line costs itself; an id, a date and a title are taken where they are."""

import json
from pathlib import Path

import pytest
from commands import REPORT, Done, Run


def docs(done: Done) -> list[str]:
    return sorted({json.loads(line)["doc"] for line in done.stdout.splitlines()})


def write(path: Path, *lines: object) -> None:
    texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    path.write_text("\n".join(texts) + "\n", encoding="utf-8")


def test_ids(run: Run, tmp_path: Path) -> None:
    record = {"text": REPORT}
    write(tmp_path / "a.jsonl", record, "", record | {"id": "x"}, record | {"id": 17})
    done = run("extract", "a.jsonl")
    assert done.returncode == 0
    assert docs(done) == ["17", "a.jsonl:1", "x"]


@pytest.mark.parametrize("name", ["a.jsonl", "a.NDJSON", "a.ndjson"])
def test_form_by_name(run: Run, tmp_path: Path, name: str) -> None:
    write(tmp_path / name, {"text": REPORT, "id": "x"})
    assert docs(run("extract", name)) == ["x"]


def test_form_as_told(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "a.txt", {"text": REPORT, "id": "x"})
    assert docs(run("extract", "--from", "jsonl", "a.txt")) == ["x"]
    line = json.dumps({"text": REPORT, "id": "x"}).encode()
    assert docs(run("extract", "--from", "jsonl", stdin=line)) == ["x"]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ('{"text": "cut', "truncated"),
        ('{"id": "x"}', "missing required field `text`"),
        ('{"text": null}', "Expected `str`, got `null`"),
        ('{"text": 5}', "Expected `str`, got `int`"),
        ('{"text": 1e999}', "out of range"),
        ('{"text": NaN}', "malformed"),
        ('["text"]', "Expected `object`, got `array`"),
        ('{"text": "x"} {"text": "y"}', "trailing characters"),
        ('{"text": "x", "deep": ' + "[" * 200_000, "nested too deeply"),
        ("[" * 200_000, "got `array`"),
        ("Plain text.", "malformed"),
        ('{"text": "\x00"}', "malformed"),
    ],
)
def test_a_bad_line_costs_itself(run: Run, tmp_path: Path, line: str, why: str) -> None:
    write(tmp_path / "a.jsonl", {"text": REPORT, "id": "1"}, line, {"text": REPORT, "id": "3"})
    done = run("extract", "a.jsonl")
    assert done.returncode == 2
    said = done.stderr.decode()
    assert said.startswith("troopfacts: a.jsonl:2: ")
    assert why in said
    assert said.count("\n") == 1
    assert docs(done) == ["1", "3"]


def test_a_lone_surrogate_is_replaced(run: Run, tmp_path: Path) -> None:
    text = json.dumps(REPORT)[1:]
    write(
        tmp_path / "a.jsonl",
        r'{"id": "x", "text": "\ud800 \\ud800 \ud83d\ude00 \udc00 ' + text + "}",
    )
    done = run("extract", "a.jsonl")
    assert done.returncode == 0
    assert (
        done.stderr.decode() == "troopfacts: a.jsonl:1: warning: lone surrogates read as U+FFFD\n"
    )
    whole = "\ufffd \\ud800 😀 \ufffd " + REPORT
    for fact in map(json.loads, done.stdout.decode().splitlines()):
        assert whole[fact["start"] : fact["end"]] == fact["text"]


def test_bad_bytes_in_a_record(run: Run, tmp_path: Path) -> None:
    line = b'{"id": "x", "text": "caf\xe9. ' + json.dumps(REPORT)[1:].encode() + b"}\n"
    (tmp_path / "a.jsonl").write_bytes(line * 2)
    done = run("extract", "a.jsonl")
    assert done.returncode == 0
    assert b"warning: not UTF-8 at byte 24, bad bytes read as U+FFFD" in done.stderr


def test_an_id_given_twice_is_told_once(run: Run, tmp_path: Path) -> None:
    record = {"text": REPORT, "id": "x"}
    write(tmp_path / "a.jsonl", record, record, record)
    done = run("extract", "a.jsonl")
    assert done.returncode == 0
    assert (
        done.stderr.decode() == "troopfacts: a.jsonl:2: warning: id 'x' given before (told once)\n"
    )
    one = run("extract", "--from", "jsonl", stdin=json.dumps(record).encode()).stdout
    assert done.stdout == one * 3


def test_of_a_key_given_twice_the_last_counts(run: Run, tmp_path: Path) -> None:
    write(
        tmp_path / "a.jsonl",
        '{"text": "", "id": "a", "id": "b", "text": ' + json.dumps(REPORT) + "}",
    )
    assert docs(run("extract", "a.jsonl")) == ["b"]


@pytest.mark.parametrize("date", ["2025-13-40", "soon", 5, ["2025"], {}, True])
def test_an_unusable_date_is_told(run: Run, tmp_path: Path, date: object) -> None:
    write(tmp_path / "a.jsonl", {"text": REPORT, "id": "x", "date": date})
    done = run("extract", "-f", "json", "a.jsonl")
    assert done.returncode == 0
    assert done.stderr.startswith(
        b"troopfacts: a.jsonl:1: warning: no reference date from its date "
    )
    assert done.stderr.count(b"\n") == 1
    assert json.loads(done.stdout)["documents"][0]["reference_date"] is None


@pytest.mark.parametrize(
    "date", [None, "", "2025-09-30", "2025-09-30T10:00:00Z", "2025-09-30T23:59+02:00"]
)
def test_a_usable_date(run: Run, tmp_path: Path, date: str | None) -> None:
    write(tmp_path / "a.jsonl", {"text": REPORT, "date": date})
    done = run("extract", "-f", "json", "a.jsonl")
    assert done.stderr == b""
    given = date[:10] if date else None
    assert json.loads(done.stdout)["documents"][0]["reference_date"] == given


def test_the_records_own_date_comes_first(run: Run, tmp_path: Path) -> None:
    write(
        tmp_path / "a.jsonl",
        {"text": REPORT, "date": "2025-09-30"},
        {"text": REPORT},
        {"text": REPORT, "date": "soon"},
    )
    done = run("extract", "-q", "-f", "json", "--date", "2024-01-02", "a.jsonl")
    dates = [one["reference_date"] for one in json.loads(done.stdout)["documents"]]
    assert dates == ["2025-09-30", "2024-01-02", "2024-01-02"]


@pytest.mark.parametrize("format", ["json", "jsonl"])
@pytest.mark.parametrize("name", ["facts.jsonl", "facts.txt"])
def test_facts_are_no_documents(
    run: Run, report: Path, tmp_path: Path, format: str, name: str
) -> None:
    if (format, name) == ("jsonl", "facts.txt"):
        return  # lines of JSON are text like any other where text is asked for
    (tmp_path / name).write_bytes(run("extract", "-f", format, "report.txt").stdout)
    done = run("extract", name)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode() == (
        f"troopfacts: {name}: looks like facts written by troopfacts, not documents\n"
    )


def test_records_with_facts_of_another_are_documents(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "a.jsonl", {"text": REPORT, "id": "x", "kind": "news", "start": 5, "doc": "y"})
    assert docs(run("extract", "a.jsonl")) == ["x"]


def test_line_ends(run: Run, tmp_path: Path) -> None:
    """CR LF between records; U+2028 and U+0085 in a text are no line ends."""
    line = json.dumps({"text": "a\u2028b\u0085c " + REPORT}, ensure_ascii=False)
    (tmp_path / "a.jsonl").write_bytes(f"{line}\r\n{line}".encode())
    assert docs(run("extract", "a.jsonl")) == ["a.jsonl:1", "a.jsonl:2"]


def test_facts_come_as_records_come(tmp_path: Path) -> None:
    """`tail -f wire.jsonl | troopfacts extract --from jsonl` answers each line at once."""
    import subprocess

    from commands import COMMAND

    line = json.dumps({"text": REPORT}).encode() + b"\n"
    with subprocess.Popen(
        [*COMMAND, "extract", "--from", "jsonl"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdin
        assert process.stdout
        for _ in range(2):
            process.stdin.write(line)
            process.stdin.flush()
            assert process.stdout.readline().startswith(b'{"kind":')
        process.communicate()
    assert process.returncode == 0
