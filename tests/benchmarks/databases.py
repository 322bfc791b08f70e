"""What a results database costs: python tests/benchmarks/databases.py [TEXTS…]

TEXTS are JSON Lines files with a `text` a line (default: the seeds). Document by document, in turn:
finding the facts, writing them as JSON Lines, and putting them into a database; so what else the
machine does falls on all alike. Then a run over many files that are all there already.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from speed import child_cpu, read_texts

from troopfacts.cli.pieces import Piece, Source
from troopfacts.cli.updates import Update
from troopfacts.cli.writers import Layout, make
from troopfacts.extractors import Document, extract


def putting_in(texts: list[str], database: Path) -> None:
    """Prints CPU seconds and their ratio to those of finding the facts."""
    update = Update(str(database), Layout())
    rows, lines = make("sqlite", Layout()), make("jsonl", Layout())
    spent = dict.fromkeys(("facts", "jsonl", "rows", "put in"), 0.0)
    for number, text in enumerate(texts):
        piece = Piece(Document(str(number), text), source=Source("texts.jsonl", str(number)))
        times = [time.process_time()]
        facts = extract(piece.document)
        times.append(time.process_time())
        lines.encode(piece, facts)
        times.append(time.process_time())
        wanted = update.admit(piece, lambda: None)
        assert wanted
        packed = rows.encode(wanted, facts)
        times.append(time.process_time())
        update.insert(packed)
        times.append(time.process_time())
        for at, name in enumerate(spent):
            spent[name] += times[at + 1] - times[at]
    began = time.process_time()
    update.finish([], [])
    update.close()
    spent["put in"] += time.process_time() - began
    for name, seconds in spent.items():
        print(f"{name:10}{seconds:8.2f} s{100 * seconds / spent['facts']:8.1f} %")
    read, stored = sum(len(text.encode()) for text in texts), database.stat().st_size
    print(f"{'size':10}{read / 1e6:8.2f} MB of text{stored / 1e6:8.2f} MB")


def skipping(texts: list[str], folder: Path, count: int) -> None:
    """Prints CPU seconds of a whole process that has nothing to do."""
    for number in range(count):
        text = f"{number}\n\n{texts[number % len(texts)]}"
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "troopfacts.cli", "extract", "-q", "-k", "date"]
    command += [str(folder), "-o", f"{folder}.db"]
    subprocess.run(command, check=True)
    print(f"{count:,} unchanged files {child_cpu(command, 3) / 1000:8.2f} s")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("texts", nargs="*", type=Path, metavar="TEXTS")
    parser.add_argument("--files", type=int, default=10_000)
    options = parser.parse_args()
    texts = read_texts(options.texts)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        putting_in(texts, folder / "facts.db")
        (folder / "files").mkdir()
        skipping(texts, folder / "files", options.files)


if __name__ == "__main__":
    main()
