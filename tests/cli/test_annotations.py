"""-f brat: a folder of texts with stand-off annotations, made anew and never written over."""

import json
import re
from pathlib import Path

from commands import REPORT, Run

LINE = re.compile(
    r"T\d+\t(Troops|Location|Date|Quote|Force|Place|When|Speaker|Cue) (\d+ \d+(?:;\d+ \d+)*)\t(.+)"
    r"|A\d+\t(Qualifier|Measure|Status|Use|Style) T\d+ \w+"
    r"|R\d+\t(Of|At|In|Source|By|With) Arg1:T\d+ Arg2:T\d+"
    r"|#\d+\tAnnotatorNotes T\d+\t.+"
)


def check(folder: Path) -> list[str]:
    """The types of all spans; each span says what stands at its place in the text."""
    found = []
    for path in folder.glob("*.ann"):
        text = path.with_suffix(".txt").read_bytes().decode()
        numbers = set()
        for line in path.read_text(encoding="utf-8").splitlines():
            match = LINE.fullmatch(line)
            assert match, line
            number = line.partition("\t")[0]
            assert number not in numbers
            numbers.add(number)
            if match[1]:
                spans = [tuple(map(int, one.split())) for one in match[2].split(";")]
                assert " ".join(text[start:end] for start, end in spans) == match[3]
                found.append(match[1])
    return found


def test_spans_relations_and_attributes(run: Run, report: Path, tmp_path: Path) -> None:
    assert run("extract", report.name, "-f", "brat", "-o", "out").returncode == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "annotation.conf",
        "report.ann",
        "report.txt",
    ]
    assert (tmp_path / "out" / "report.txt").read_text(encoding="utf-8") == REPORT
    assert {"Troops", "Location", "Date", "Quote", "Force", "Speaker", "Cue"} <= set(
        check(tmp_path / "out")
    )
    annotations = (tmp_path / "out" / "report.ann").read_text(encoding="utf-8")
    assert "Troops 0 21\tAbout 500 U.S. troops\n" in annotations
    assert re.search(r"Quote \d+ \d+;\d+ \d+\tWe will stay here, Nobody leaves\.\n", annotations)


def test_line_ends_part_spans(run: Run, tmp_path: Path) -> None:
    text = (
        "“We will\r\nstay\there\u2028today,” Gen. Ray Miller said.\r\nHe has 500\nsoldiers there.\n"
    )
    (tmp_path / "a.txt").write_bytes(text.encode())
    assert run("extract", "a.txt", "-f", "brat", "-o", "out").returncode == 0
    assert "Quote" in check(tmp_path / "out")
    assert (tmp_path / "out" / "a.txt").read_bytes() == text.encode()


def test_an_id_is_no_path(run: Run, tmp_path: Path) -> None:
    ids = ["../../evil", "/etc/passwd", "a/b", "a_b", "A_B", "", ".hidden", "\u202ex\0y", "x" * 500]
    records = "".join(json.dumps({"id": id, "text": "500 soldiers left."}) + "\n" for id in ids)
    done = run("extract", "--from", "jsonl", "-f", "brat", "-o", "out", stdin=records.encode())
    assert done.returncode == 0
    names = sorted(path.stem for path in (tmp_path / "out").glob("*.ann"))
    assert len(names) == len(ids)
    assert {"evil", "etc_passwd", "a_b", "a_b-2", "A_B-3", "hidden", "document"} <= set(names)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_folder_that_is_there_is_left_alone(run: Run, report: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    assert run("extract", report.name, "-f", "brat", "-o", "out").returncode == 0
    (tmp_path / "out" / "report.ann").write_text("corrected by hand")
    done = run("extract", report.name, "-f", "brat", "-o", "out")
    assert done.returncode == 2
    assert b"out: is there already and is left as it is" in done.stderr
    assert (tmp_path / "out" / "report.ann").read_text() == "corrected by hand"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", report.name]


def test_pieces_of_a_long_text_go_to_one_file(run: Run, tmp_path: Path) -> None:
    text = "About 500 U.S. troops arrived in Iraq.\n" * 30_000
    (tmp_path / "long.txt").write_text(text)
    assert run("extract", "long.txt", "-k", "troops", "-f", "brat", "-o", "out").returncode == 0
    assert check(tmp_path / "out").count("Troops") == 30_000


def test_what_has_no_text_can_not_be_annotated(run: Run, report: Path) -> None:
    assert b"--output FOLDER" in run("extract", report.name, "-f", "brat").stderr
    assert run("show", "facts.jsonl", "-f", "brat", "-o", "out").returncode == 2
    assert run("extract", report.name, "-f", "brat", "-o", "out", "--limit", "3").returncode == 2
