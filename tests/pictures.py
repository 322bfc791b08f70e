"""python tests/pictures.py: the pictures of a report in the README (docs/*.png); needs Chromium."""

import sys
import tempfile
from pathlib import Path
from typing import Any

from browsers import NONE, OPTIONS, chromium
from playwright.sync_api import sync_playwright

from troopfacts.cli.app import app

ROOT = Path(__file__).parent.parent
REPORTS = [ROOT / "seeds" / f"{name}.txt" for name in ("baltic-brigade", "kaliningrad-estimates")]
WIDTH = 1180


def make(page: Path, folder: Path) -> None:
    """figures.png, the top of the page; article.png, the beginning of an article."""
    path = chromium()
    if path is None:
        sys.exit(NONE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=OPTIONS)
        screen = browser.new_page(viewport={"width": WIDTH, "height": 1000})
        screen.goto(page.as_uri())
        screen.wait_for_selector("html[data-ready]", state="attached")
        place = screen.locator("#map").bounding_box()
        article = screen.locator(".article").last.bounding_box()
        assert place
        assert article
        parts = {
            "figures.png": (0.0, place["y"] + 20),
            "article.png": (article["y"] - 4, article["y"] + article["height"] - 10),
        }
        for name, (top, bottom) in parts.items():
            clip: Any = {"x": 0, "y": top, "width": WIDTH, "height": bottom - top}
            screen.screenshot(path=folder / name, full_page=True, clip=clip)
        browser.close()


if __name__ == "__main__":
    (ROOT / "docs").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        target = Path(temporary) / "report.html"
        asked = ["--date", "2025-10-31", "--place", "Poland", "--place", "Kaliningrad Oblast"]
        titled = ["--title", "Troops in Kaliningrad and Poland"]
        app(
            ["report", *map(str, REPORTS), *asked, *titled, "-o", str(target)],
            standalone_mode=False,
        )
        make(target, ROOT / "docs")
