"""Speed as ratios, measured side by side in one run: python tests/benchmarks/speed.py [TEXTS…]

TEXTS are JSON Lines files with a `text` a line (default: the seeds). Each kind alone and all kinds
together, to JSON Lines in memory, are timed in turn with the trivial pass, one `re` search for
thirty alternated nouns over the same text. CPU time, the best of the rounds; quote the ratios.
"""

import argparse
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import msgspec

from troopfacts.extractors import KINDS, Document, extract

SEEDS = Path(__file__).parent.parent.parent / "seeds"

NOUNS = (
    "troops|soldiers|forces|personnel|marines|sailors|airmen|fighters|militants|rebels|insurgents|"
    "guerrillas|gunmen|police|officers|men|volunteers|reserves|recruits|advisers|contractors|"
    "peacekeepers|militia|mercenaries|conscripts|prisoners|casualties|combatants|guards|members"
)
TRIVIAL = re.compile(rf"\b(?:{NOUNS})\b")

HELLO = (
    "import typer; app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False,"
    " add_completion=False); app.command()(lambda: print('hello')); app()"
)


def read_texts(paths: list[Path]) -> list[str]:
    """The texts of JSON Lines files; without any, the seeds often enough to be timed."""
    if not paths:
        return [path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt"))] * 40
    lines = [line for path in paths for line in path.read_bytes().splitlines() if line.strip()]
    return [msgspec.json.decode(line)["text"] for line in lines]


def cpu(work: Callable[[], object]) -> float:
    """CPU seconds of one call."""
    start = time.process_time()
    work()
    return time.process_time() - start


def throughput(texts: list[str], rounds: int) -> None:
    """Prints MB/s and the ratio to the trivial pass for each kind and for all."""
    encode = msgspec.json.Encoder().encode

    def trivial() -> None:
        for text in texts:
            for match in TRIVIAL.finditer(text):
                match.start()

    def ours(kinds: tuple[str, ...]) -> None:
        for number, text in enumerate(texts):
            for fact in extract(Document(str(number), text), kinds):
                encode(fact)

    works: dict[str, Callable[[], object]] = {"trivial pass": trivial}
    works |= {kind: lambda kind=kind: ours((kind,)) for kind in KINDS}  # type: ignore[misc]
    works["all kinds"] = lambda: ours(KINDS)
    best = dict.fromkeys(works, float("inf"))
    for _ in range(rounds + 1):  # the first round warms caches; it can only be worse
        for name, work in works.items():
            best[name] = min(best[name], cpu(work))
    size = sum(len(text.encode()) for text in texts)
    print(f"{len(texts)} documents, {size / 1e6:.2f} MB\n{'':14}{'MB/s':>8}{'x trivial':>11}")
    for name, seconds in best.items():
        print(f"{name:14}{size / 1e6 / seconds:8.2f}{seconds / best['trivial pass']:11.1f}")


def child_cpu(command: list[str], rounds: int) -> float:
    """CPU milliseconds of a process, the best of the rounds."""
    import resource

    best = float("inf")
    for _ in range(rounds):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        best = min(best, 1000 * spent)
    return best


def cold_start(rounds: int) -> None:
    """Prints CPU milliseconds of whole processes."""
    seed = str(SEEDS / "iraq-drawdown.txt")
    python = sys.executable
    ours = [python, "-m", "troopfacts.cli", "extract", seed]
    rows = {
        "python -c pass": [python, "-c", "pass"],
        "a Typer hello world": [python, "-c", HELLO],
        "one article, JSON Lines": [*ours, "--format", "jsonl"],
        "one article, troops": [*ours, "--format", "jsonl", "--kind", "troops"],
        "one article, table": [*ours, "--format", "table"],
    }
    print(f"\n{'':26}{'CPU ms':>8}")
    for name, command in rows.items():
        print(f"{name:26}{child_cpu(command, rounds):8.0f}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("texts", nargs="*", type=Path, metavar="TEXTS")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    throughput(read_texts(options.texts), options.rounds)
    cold_start(options.rounds * 3)


if __name__ == "__main__":
    main()
