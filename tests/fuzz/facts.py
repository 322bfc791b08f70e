"""Coverage-guided fuzzing, by hand: bytes -> documents -> facts -> JSON; text -> one extractor.

$ pip install atheris            # not a dependency of the project
$ nice python tests/fuzz/facts.py all -max_total_time=600 corpus/ seeds/
$ nice python tests/fuzz/facts.py troops -max_total_time=600 -dict=tests/fuzz/words.txt corpus/

The first argument is what is fuzzed (`all`, or a kind of fact), the rest is libFuzzer's. A find is
a file crash-…, run again by naming it; it becomes an @example of a property or a test of its own.
"""

import io
import json
import pkgutil
import sys
from importlib import import_module

import atheris  # type: ignore[import-not-found,import-untyped,unused-ignore]

with atheris.instrument_imports(include=["troopfacts"]):
    import msgspec

    from troopfacts.cli import decoding
    from troopfacts.cli.records import NotDocumentsError, lines, read_record
    from troopfacts.extractors import EXTRACTORS, KINDS, Document, extract

    # Some rooms are loaded only where a text needs them: by then nothing is instrumented any more.
    for room in EXTRACTORS.values():
        folder = import_module(f"troopfacts.extractors.{room}")
        for module in pkgutil.iter_modules(folder.__path__, f"{folder.__name__}."):
            import_module(module.name)

ENCODER = msgspec.json.Encoder()
PLENTY = 4000  # code points; libFuzzer's own limit of time finds what is slow


def check(text: str, kinds: tuple[str, ...]) -> None:
    """Every fact is an exact slice with bounded evidence, and is written as valid JSON."""
    facts = extract(Document("fuzz", text), kinds)
    for fact in facts:
        assert fact.text == text[fact.start : fact.end], fact
        assert 0 <= fact.start < fact.end <= len(text), fact
        assert len(fact.sentence) <= 400, fact
    for line in filter(None, ENCODER.encode_lines(facts).decode("utf-8").split("\n")):
        json.loads(line)


def read_bytes(raw: bytes) -> None:
    """As the command reads a file: as text and as JSON Lines."""
    told: list[str] = []
    try:
        chunks = list(decoding.decoded(io.BytesIO(raw), None, told.append, live=False))
    except decoding.NotTextError:
        return
    check("".join(chunks)[:PLENTY], KINDS)
    for _, line in lines(iter(chunks)):
        if line and line.strip():
            try:
                record, _ = read_record(line)
            except (ValueError, NotDocumentsError):
                continue
            check(record.text[:PLENTY], KINDS)


def main() -> None:
    target = sys.argv.pop(1)
    if target == "all":
        atheris.Setup(sys.argv, read_bytes)
    elif target in EXTRACTORS:
        atheris.Setup(sys.argv, lambda raw: check(raw.decode("utf-8", "replace"), (target,)))
    else:
        sys.exit(f"what is {target!r}? all, {', '.join(EXTRACTORS)}")
    atheris.Fuzz()


if __name__ == "__main__":
    main()
