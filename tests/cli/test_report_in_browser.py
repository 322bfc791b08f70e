"""The report in a real browser, without a screen: what is drawn, what is clicked, what is refused.

Skipped where there is no Chromium; CHROMIUM may name one.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browsers import NONE, OPTIONS, chromium

from troopfacts.cli.app import app

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    path = chromium()
    if path is None:
        pytest.skip(NONE)
    with playwright.sync_playwright() as started:
        running = started.chromium.launch(executable_path=path, args=OPTIONS)
        yield running
        running.close()


class Visit:
    """A page that was opened from its file, and all that it complained of or asked for."""

    def __init__(self, browser: Any, path: Path, hash: str = "", **context: Any) -> None:
        self.context = browser.new_context(viewport={"width": 1280, "height": 900}, **context)
        self.page = self.context.new_page()
        self.complaints: list[str] = []
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: self.complaints.append(dialog.message))
        self.page.on("request", self._asked)
        self.page.goto(f"{path.as_uri()}{hash}")
        self.page.wait_for_selector("html[data-ready], body.quick", state="attached")

    def _asked(self, request: Any) -> None:
        if not request.url.startswith("file:") or request.resource_type != "document":
            self.complaints.append(f"asked for {request.url}")

    def close(self) -> None:
        self.context.close()
        assert self.complaints == []


def made(folder: Path, *arguments: str, code: int = 0) -> Path:
    """The report that the command makes of its arguments."""
    path = folder / "report.html"
    with pytest.raises(SystemExit) as done:
        app(["report", "-q", "-o", str(path), *arguments], prog_name="troopfacts")
    assert done.value.code == code
    return path


@pytest.fixture(scope="module")
def seeds(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("seeds"), "--date", "2025-10-31", str(SEEDS))


@pytest.fixture
def visit(browser: Any) -> Iterator[Any]:
    """visit(path) -> a Visit; at the end of the test no page has complained."""
    open_: list[Visit] = []

    def visit(path: Path, hash: str = "", **context: Any) -> Any:
        open_.append(Visit(browser, path, hash, **context))
        return open_[-1].page

    yield visit
    for one in open_:
        one.close()


@pytest.fixture(scope="module")
def opened(browser: Any, seeds: Path) -> Iterator[Any]:
    """The report of the seeds, opened once: each test leaves it unfiltered."""
    visit = Visit(browser, seeds)
    yield visit.page
    visit.close()


@pytest.fixture
def page(opened: Any) -> Iterator[Any]:
    yield opened
    clear = opened.locator("#clear")
    if clear.is_visible():
        clear.click()


def test_every_part_is_drawn(page: Any) -> None:
    assert page.locator("#figures-body tr").count() == 25
    assert page.locator("#time svg").count() > 3
    assert page.locator("#map .dots circle").count() > 20
    assert page.locator("#speakers summary").count() > 20
    assert page.locator("#articles .article[open] mark.troops").count() > 100
    assert page.locator("#making code").count() == 13
    text = page.locator("main").inner_text()
    assert not re.search(r"undefined|\[object|NaN|^(false|null|true)$", text, re.M)


def test_words_filter_everything(page: Any) -> None:
    page.keyboard.press("/")
    page.keyboard.type("Haiti")
    playwright.expect(page.locator("#figures-body tr")).not_to_have_count(25)
    assert 0 < page.locator("#figures-body tr").count() < 20
    assert page.locator("#articles .article").count() < 12
    page.keyboard.press("Escape")
    page.locator("#clear").click()
    assert page.locator("#figures-body tr").count() == 25


def test_a_row_leads_to_its_sentence(page: Any) -> None:
    link = page.locator("#figures-body a.figure").first
    link.click()
    mark = page.locator(f'mark.current[id="{link.get_attribute("href")[1:]}"]')
    mark.wait_for()
    assert mark.inner_text() == "About 1,200 German soldiers"
    assert mark.evaluate("mark => document.activeElement === mark")
    assert mark.evaluate("mark => Math.abs(mark.getBoundingClientRect().top) < innerHeight")


def test_keys_go_from_fact_to_fact(page: Any) -> None:
    def current() -> str:
        name: str = page.locator("mark.current").first.get_attribute("id")
        return name

    ids = page.locator("mark[id]").evaluate_all("marks => marks.map((mark) => mark.id)")
    page.keyboard.press("j")
    at = ids.index(current())
    page.keyboard.press("j")
    assert current() == ids[at + 1]
    page.keyboard.press("ArrowLeft")
    assert current() == ids[at]
    page.keyboard.press("k")
    assert current() == ids[at - 1]


def test_a_point_of_the_chart_tells_and_leads(page: Any) -> None:
    point = page.locator("#time .targets a").first
    point.focus()
    assert page.locator("#tip .sentence").inner_text()
    href = point.evaluate("link => link.getAttribute('href') ?? link.href.baseVal")
    point.press("Enter")
    page.locator(f'mark.current[id="{href.removeprefix("#")}"]').wait_for()


def test_reports_that_contradict_each_other_stand_side_by_side(page: Any) -> None:
    panel = page.locator('#time .panel[data-name="Russia in Kaliningrad Oblast"]')
    assert "claims differ" in panel.inner_text()
    labels = set(panel.locator("svg text").all_text_contents())
    assert "10,000–12,000 (the Polish defence ministry)" in labels
    assert "≈ 6,000 (Lithuanian intelligence)" in labels


def test_a_place_on_the_map_filters(page: Any) -> None:
    place = page.locator('#map circle[data-place="Haiti"]')
    place.focus()
    place.press("Enter")
    assert page.locator("#articles .article").count() < 4
    assert 0 < page.locator("#figures-body tr").count() < 20
    assert page.locator("[data-filter=place]").evaluate("one => one.value").startswith("Haiti")
    link = page.locator("#figures-body a.figure").first
    link.click()
    page.locator(f'mark.current[id="{link.get_attribute("href")[1:]}"]').wait_for()


def test_a_kind_is_switched_off(page: Any) -> None:
    button = page.get_by_role("button", name="places", exact=True)
    button.click()
    line = page.locator("#articles .row mark.location").first
    assert line.evaluate("mark => getComputedStyle(mark).textDecorationLine") == "none"
    button.click()
    assert line.evaluate("mark => getComputedStyle(mark).textDecorationLine") == "underline"


def test_nothing_is_wider_than_the_page(page: Any) -> None:
    for width in (390, 820, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_timeout(300)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_columns_sort(page: Any) -> None:
    page.get_by_role("button", name="Figure", exact=True).click()
    assert page.locator("#figures-body b").first.inner_text() == "4,500,000"
    head = page.locator("th").first
    assert head.get_attribute("aria-sort") == "descending"
    page.get_by_role("button", name="Force", exact=True).click()
    forces = page.locator("#figures-body td:nth-child(2)").all_inner_texts()
    assert forces == sorted(forces, key=str.casefold)


def test_all_is_printed(page: Any) -> None:
    assert page.pdf(format="A4").startswith(b"%PDF")
    page.emulate_media(media="print")
    assert not page.locator("#bar").is_visible()
    assert page.locator(".article mark.troops").last.is_visible()
    page.emulate_media(media="screen")


def test_an_address_opens_at_its_fact_in_the_dark(visit: Any, seeds: Path) -> None:
    page = visit(seeds, "#3-t434", color_scheme="dark")
    assert page.locator("mark.current").inner_text() == "some 2,500 troops"
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == "rgb(23, 25, 28)"


HOSTILE = (
    "</script><script>alert(1)</script><img src=x onerror=alert(2)> &lt;b&gt; &amp; <!-- ]]> "
    "\u202egnal\u202c About 500 U.S. troops arrived in Iraq on 3 May 2025\x1b[31m, "
    "“<b onclick=alert(3)>We</b> stay,” Gen. <i>Ray</i> Miller said.\u2028\n"
)


def test_hostile_text_is_text(visit: Any, tmp_path: Path) -> None:
    record = {
        "id": "</title><script>alert(4)</script>\u202ex",
        "title": "<svg onload=alert(5)>",
        "url": "javascript:alert(6)",
        "text": HOSTILE,
    }
    source = tmp_path / "hostile.jsonl"
    source.write_text(json.dumps(record) + "\n", encoding="utf-8")
    page = visit(made(tmp_path, "--title", "<h1>&amp;", str(source)))
    text = page.locator("#articles .text").inner_text()
    assert "</script><script>alert(1)</script><img src=x onerror=alert(2)> &lt;b&gt;" in text
    assert "<U+202E>gnal<U+202C>" in text
    assert "\\x1b[31m" in text
    assert page.locator("h1").inner_text() == "<h1>&amp;"
    assert page.locator("#articles .title").inner_text() == "<svg onload=alert(5)>"
    assert page.locator("a[href^='javascript']").count() == 0
    assert page.locator("#articles img, #articles b[onclick]").count() == 0
    written = page.content()
    assert "\u202e" not in written
    assert "\x1b" not in written


def test_a_quick_page_has_its_style_and_anchors(visit: Any, tmp_path: Path) -> None:
    source = tmp_path / "a b.txt"
    source.write_text(HOSTILE, encoding="utf-8")
    target = tmp_path / "quick.html"
    with pytest.raises(SystemExit):
        app(["extract", str(source), "-o", str(target)], prog_name="troopfacts")
    page = visit(target)
    mark = page.locator("mark.troops").first
    assert mark.evaluate("mark => getComputedStyle(mark).backgroundColor") != "rgba(0, 0, 0, 0)"
    page.locator("a.figure").first.click()
    assert page.locator("mark:target").inner_text() == "About 500 U.S. troops"


def test_an_article_of_a_megabyte_opens(visit: Any, tmp_path: Path) -> None:
    quiet = "Nothing else happened that day, the paper said, and the day after was much the same.\n"
    source = tmp_path / "long.txt"
    source.write_text(("About 500 U.S. troops arrived in Iraq in May 2025.\n" + quiet * 11) * 1_000)
    assert source.stat().st_size > 980_000
    page = visit(made(tmp_path, "-k", "troops", str(source)))
    assert page.locator("#articles mark.troops[id]").count() == 1_000


def test_a_page_without_facts(visit: Any, tmp_path: Path) -> None:
    assert visit(made(tmp_path, str(tmp_path), code=1)).locator("#summary").inner_text()
    (tmp_path / "a.txt").write_text("Nothing happened.")
    page = visit(made(tmp_path, str(tmp_path / "a.txt"), code=1))
    assert page.locator(".article .text").inner_text() == "Nothing happened."
    assert page.locator("main h2:visible").all_inner_texts() == ["Articles", "How this was made"]


def test_an_article_left_out_leads_to_its_file(
    visit: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("troopfacts.cli.report.reports.MAX_TEXTS", 1)
    (tmp_path / "a #1.txt").write_text("The U.S. has 500 troops in Iraq.")
    (tmp_path / "b.txt").write_text("The U.S. has 500 troops in Iraq and 900 troops in Syria.")
    page = visit(made(tmp_path, str(tmp_path / "a #1.txt"), str(tmp_path / "b.txt")))
    assert "Left out: the texts" in page.locator("#making").inner_text()
    link = page.locator(".article a[href]").evaluate("link => link.href")
    assert link == (tmp_path / "a #1.txt").as_uri()


def test_facts_without_their_text_show_sentences(visit: Any, tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text("The U.S. has 500 troops in Iraq. “Nobody leaves,” Gen. Ray Miller said.")
    facts = tmp_path / "facts.jsonl"
    with pytest.raises(SystemExit):
        app(["extract", str(source), "-o", str(facts)], prog_name="troopfacts")
    source.unlink()
    page = visit(made(tmp_path, str(facts)))
    marks = page.locator(".article mark").all_inner_texts()
    assert marks == ["The U.S. has 500 troops in Iraq.", "Nobody leaves,"]
    assert "were not at hand" in page.locator("#making").inner_text()
