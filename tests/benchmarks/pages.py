"""What a report costs beyond finding its facts: python tests/benchmarks/pages.py [TEXTS…]

TEXTS are JSON Lines files with a `text` a line (default: the seeds), repeated to make ARTICLES.
CPU seconds and the size of the page.
"""

import sys
import time
from itertools import cycle, islice
from pathlib import Path

from speed import read_texts

from troopfacts.cli.pieces import Piece
from troopfacts.cli.report.reports import ReportWriter
from troopfacts.cli.writers import Layout
from troopfacts.extractors import Document, extract

ARTICLES = 1000


def main() -> None:
    """Prints one line."""
    texts = islice(cycle(read_texts([Path(path) for path in sys.argv[1:]])), ARTICLES)
    writer = ReportWriter(Layout())
    spent = size = 0.0
    for number, text in enumerate(texts):
        document = Document(f"{number}.txt", text)
        facts = extract(document)
        start = time.process_time()
        writer.joined(writer.encode(Piece(document), facts), True, len(facts))
        spent += time.process_time() - start
        size += len(text)
    start = time.process_time()
    page = writer.page()
    spent += time.process_time() - start
    print(
        f"{ARTICLES:,} articles, {size / 1e6:.1f} M code points: "
        f"{spent:.1f} s CPU, {len(page) / 1e6:.1f} MB"
    )


if __name__ == "__main__":
    main()
