"""What a web page costs: CPU to read it and to find its facts, and the size of these.

$ python tests/benchmarks/web_pages.py
141 kB a page, 8.7 kB of text: 29 ms to read, 43 ms for 242 facts of 14.2 kB, compressed

The pages are of the size and shape of a news site's: menus, teasers, scripts, and an article put
together from the paragraphs of seeds/, which hold more facts than most news.
"""

import gzip
import random
import time
from pathlib import Path

import msgspec

from troopfacts.cli.pages import Page, read
from troopfacts.extractors import extract

SEEDS = Path(__file__).parent.parent.parent / "seeds"
PAGES = 60


def page(number: int, paragraphs: list[str], chance: random.Random) -> bytes:
    """A page of about 150 kB."""
    menu = "".join(
        f"<li class=item><a href='/s/{i}'><span>Section {i}</span></a></li>" for i in range(300)
    )
    teasers = "".join(
        f"<div class=card><h3><a href='/a/{i}'>Some other story, number {i}</a></h3>"
        f"<p class=sum>{chance.choice(paragraphs)[:90]}</p><span>3 h</span></div>"
        for i in range(60)
    )
    article = "".join(f"<p>{text}</p>" for text in chance.sample(paragraphs, 12))
    script = f"var story = {{id: {number}, seen: false}};\n" * 2500
    return (
        f"<!doctype html><html lang=en><head><meta charset=utf-8><title>Story {number}</title>"
        "<meta property='article:published_time' content='2025-09-30T10:00:00Z'>"
        f"<script>{script}</script></head><body><header><nav><ul>{menu}</ul></nav></header>"
        f"<main><article><h1>Story {number}</h1>{article}</article>"
        f"<section class=more>{teasers}</section></main><footer><ul>{menu}</ul></footer>"
        "</body></html>"
    ).encode()


def main() -> None:
    """Print the line above."""
    chance = random.Random(0)
    texts = [path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt"))]
    paragraphs = [line for text in texts for line in text.split("\n") if len(line) > 80]
    saved = [Page(f"{i}.html", page(i, paragraphs, chance)) for i in range(PAGES)]
    extract(read(saved[0])[0])  # what is loaded once
    start = time.process_time()
    documents = [read(one)[0] for one in saved]
    reading = (time.process_time() - start) / PAGES
    start = time.process_time()
    facts = [fact for document in documents for fact in extract(document)]
    finding = (time.process_time() - start) / PAGES
    lines = b"\n".join(map(msgspec.json.encode, facts))
    print(
        f"{sum(len(one.data) for one in saved) / PAGES / 1000:.0f} kB a page, "
        f"{sum(len(one.text) for one in documents) / PAGES / 1000:.1f} kB of text: "
        f"{reading * 1000:.0f} ms to read, {finding * 1000:.0f} ms for {len(facts) / PAGES:.0f} "
        f"facts of {len(gzip.compress(lines, 6)) / PAGES / 1000:.1f} kB, compressed"
    )


if __name__ == "__main__":
    main()
