"""The report: what it reads, what it makes of it, and what it never lets through."""

import base64
import hashlib
import json
import re
from importlib import resources
from pathlib import Path

import pytest
from commands import REPORT, Run

from troopfacts.cli.report import Marked
from troopfacts.cli.report.articles import web_address
from troopfacts.cli.report.marks import Span, paragraphs
from troopfacts.cli.report.pages import data
from troopfacts.extractors import Document, extract
from troopfacts.extractors.facts import Troops

FOLDER = resources.files("troopfacts.cli.report")


def page_data(html: str) -> dict[str, object]:
    """What the page's scripts read."""
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.S)
    assert found
    read: dict[str, object] = json.loads(found[1])
    return read


@pytest.mark.parametrize(
    ("spans", "tree"),
    [
        ([], ["abcdef"]),
        ([(1, 3)], ["a", ["0", "bc"], "def"]),
        ([(0, 6), (2, 4)], [["0", "ab", ["1", "cd"], "ef"]]),
        ([(0, 4), (2, 6)], [["0", "ab", ["1", "cd"]], ["1", "ef"]]),
        ([(2, 4), (2, 4)], ["ab", ["0", ["1", "cd"]], "ef"]),
        ([(3, 3)], ["abcdef"]),
        ([(4, 9)], ["abcd", ["0", "ef"]]),
    ],
)
def test_marks_nest(spans: list[tuple[int, int]], tree: list[object]) -> None:
    named = [Span(start, end, str(number)) for number, (start, end) in enumerate(spans)]
    assert paragraphs("abcdef", [(0, 6)], named) == [tree]


def test_a_mark_goes_on_in_the_next_paragraph() -> None:
    found = paragraphs("ab\n\ncd", [(0, 2), (4, 6)], [Span(1, 5, "q1")])
    assert found == [["a", ["q1", "b"]], [["q1", "c"], "d"]]


def test_marks_nest_only_so_deep() -> None:
    found = paragraphs("a" * 5000, [(0, 5000)], [Span(i, 5000, f"t{i}") for i in range(4000)])
    assert json.dumps(found).count("[") < 12


def test_marks_that_cross_are_cut_seldom() -> None:
    size = 3000
    stairs = [Span(i, i + 500, f"t{i}") for i in range(size)]
    assert (
        json.dumps(paragraphs("a" * (size + 500), [(0, size + 500)], stairs)).count("[") < 4 * size
    )
    lines = [(i * 2, i * 2 + 1) for i in range(size)]
    through = [Span(0, size * 2, f"t{i}") for i in range(size)]
    assert json.dumps(paragraphs("a\n" * size, lines, through)).count("[") < 15 * size


def test_data_ends_no_script() -> None:
    assert data('"</script><!-- & \u2028"') == r'"\u003c/script\u003e\u003c!-- \u0026 \u2028"'


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//e.org", "https://\u202ee.org"]
)
def test_no_address_runs_or_hides(url: str) -> None:
    assert web_address(url) is None
    assert web_address("https://example.org/a") == "https://example.org/a"


def test_the_policy_names_what_may_run(run: Run, report: Path, tmp_path: Path) -> None:
    assert run("report", report.name, "-o", "r.html").returncode == 0
    html = (tmp_path / "r.html").read_text(encoding="utf-8")
    allowed = re.search(r'Content-Security-Policy" content="([^"]*)"', html)
    assert allowed
    told = allowed[1].replace("&#39;", "'")
    assert told.startswith("default-src 'none'; ")
    assert "unsafe" not in told
    for element in re.findall(r"<(?:script|style)>(.*?)</(?:script|style)>", html, re.S):
        digest = base64.b64encode(hashlib.sha256(element.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in told
    assert "http" not in told


def test_libraries_are_as_published() -> None:
    rows = (FOLDER / "libraries" / "libraries.tsv").read_text(encoding="utf-8").splitlines()[2:]
    notice = (Path(__file__).parents[2] / "NOTICE").read_text(encoding="utf-8")
    for name, version, file, size, _, digest in (row.split("\t") for row in rows):
        content = (FOLDER / "libraries" / file).read_bytes()
        assert (str(len(content)), hashlib.sha256(content).hexdigest()) == (size, digest), name
        assert version in notice


def test_scripts_write_no_markup() -> None:
    for path in (FOLDER / "scripts").iterdir():
        script = path.read_text(encoding="utf-8")
        assert not re.search(
            r"innerHTML|outerHTML|insertAdjacent|document\.write|eval\(", script
        ), path


def test_documents_and_facts_give_one_page(run: Run, report: Path, tmp_path: Path) -> None:
    assert run("extract", report.name, "-o", "facts.jsonl").returncode == 0
    assert run("report", report.name, "-o", "a.html").returncode == 0
    assert run("report", "facts.jsonl", "-o", "b.html").returncode == 0
    first, second = (
        page_data((tmp_path / name).read_text("utf-8")) for name in ("a.html", "b.html")
    )
    assert first["articles"] == second["articles"]


def test_facts_of_a_changed_text_show_their_sentences(
    run: Run, report: Path, tmp_path: Path
) -> None:
    assert run("extract", report.name, "-o", "facts.jsonl").returncode == 0
    report.write_text("Now " + REPORT, encoding="utf-8")
    assert run("report", "facts.jsonl", "-o", "r.html").returncode == 0
    html = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "Now About 500" not in html
    assert "About 500 U.S. troops arrived in Iraq on 3 May 2025." in html


def test_what_fails_is_told_on_the_page_too(run: Run, report: Path, tmp_path: Path) -> None:
    done = run("report", report.name, "gone.txt", "-o", "r.html")
    assert done.returncode == 2
    assert b"gone.txt: No such file" in done.stderr
    making = page_data((tmp_path / "r.html").read_text(encoding="utf-8"))["making"]
    assert isinstance(making, dict)
    assert making["told"] == ["gone.txt: No such file or directory"]


def test_the_same_page_every_time(run: Run, report: Path, tmp_path: Path) -> None:
    pages = set()
    for seed, jobs in (("0", "1"), ("7", "2")):
        run("report", report.name, "-j", jobs, "-o", "r.html", env={"PYTHONHASHSEED": seed})
        pages.add((tmp_path / "r.html").read_bytes())
    assert len(pages) == 1
    assert len(pages.pop()) < 3_000_000


def test_no_page_on_a_terminal(on_terminal: object, run: Run, report: Path) -> None:
    seen, code = on_terminal("report", report.name)  # type: ignore[operator]
    assert code == 2
    assert "--output" in seen


def test_a_quick_page_runs_no_scripts(run: Run, report: Path, tmp_path: Path) -> None:
    hostile = "<script>alert(1)</script> About 500 \u202e<b>U.S.</b> troops left Iraq.\n"
    (tmp_path / "<i>.txt").write_text(hostile, encoding="utf-8")
    assert run("extract", "<i>.txt", report.name, "-o", "quick.html").returncode == 0
    html = (tmp_path / "quick.html").read_text(encoding="utf-8")
    assert "script-src &#39;none&#39;" in html
    assert "<script" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "&lt;U+202E&gt;" in html
    assert '<h2 class="title">&lt;i&gt;.txt</h2>' in html
    assert '<mark class="troops" id="report.txt@0-t0">About 500 <mark' in html


def test_facts_made_earlier_make_a_quick_page(run: Run, report: Path) -> None:
    facts = run("extract", report.name).stdout
    html = run("show", "-f", "html", stdin=facts).stdout.decode()
    assert "About 500 U.S. troops arrived in Iraq on 3 May 2025." in html
    assert "<b>Ray Miller</b>" in html


def test_notebooks_show_facts() -> None:
    text = "About 500 U.S. troops <left> \u202eIraq."
    document = Document("a.txt", text)
    facts = extract(document)
    card = next(fact for fact in facts if isinstance(fact, Troops))._repr_html_()
    assert "<mark>About 500 U.S. troops</mark> &lt;left&gt; &lt;U+202E&gt;Iraq." in card
    assert "<td style='text-align:left'>United States</td>" in card
    shown = Marked(document, facts)._repr_html_()
    assert '<mark class="troops"' in shown
    assert "&lt;left&gt; &lt;U+202E&gt;" in shown
    assert "<script" not in shown


def test_filters_leave_articles_out(run: Run, report: Path, tmp_path: Path) -> None:
    (tmp_path / "other.txt").write_text("Kenya sent 217 police officers to Haiti.\n")
    assert (
        run("report", ".", "--force", "Kenya", "--place", "Haiti", "-o", "r.html").returncode == 0
    )
    html = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "217 police officers" in html
    assert "Nobody leaves." in html  # the text around it
    run("report", ".", "--force", "US", "-o", "r.html")
    articles = page_data((tmp_path / "r.html").read_text(encoding="utf-8"))["articles"]
    assert isinstance(articles, list)
    assert [article["head"]["id"] for article in articles] == ["./report.txt"]
