"""Time grows with the text, whatever the text is: fifty hostile repetitions, each extractor.

Best-of CPU time at n, 2n and 4n characters. A superlinear rule shows as a ratio of 4 for each
doubling; the bound of 3 leaves room for a noisy machine.
"""

import time

import pytest

from troopfacts.extractors import KINDS, Document, extract

SIZE = 25_000  # characters of the smallest text
FAST_ENOUGH = 0.02  # seconds; below it a ratio means nothing

# (head, unit, tail): the unit is repeated
PROBES = [
    *[
        ("", unit, "")
        for unit in (
            *("9,", "9,999 ", "1.", "1-", "1 to ", "thousand ", "twenty-", "one hundred and "),
            *("tens of ", "hundreds of thousands of ", "more than ", "up to ", "5 U.S. ", "-5 "),
            *("5%", "1e9", "1/2 ", "٢٥", " ", "5\n", "5\u00a0", "the first of the ", "Jan "),
            *("May 1 ", "1/", "2025-09-", "last ", "10:", "on the day of ", "A ", "New York "),
            *("Al-", "San of the ", "A", "O'", '" ', "“", "“x said ", "' ", '"a", he said '),
            *(".", ". A", "U.S. ", "5 troops in Iraq, ", "e\u0301", "5\u200d"),
        )
    ],
    ("", "9", " troops"),
    ("2,500 ", "w ", ""),
    ("5", " ", "troops"),
]


def seconds(text: str, kind: str) -> float:
    """CPU seconds of one extraction, the better of two."""
    best = float("inf")
    for _ in range(2):
        start = time.process_time()
        extract(Document("probe", text), [kind])
        best = min(best, time.process_time() - start)
    return best


def assert_linear(texts: list[str], kind: str) -> None:
    half, full = (seconds(text, kind) for text in texts[1:])
    if full > FAST_ENOUGH and full / half > 3:
        half, full = (seconds(text, kind) for text in texts[1:])  # once more: the machine may stall
    assert full <= FAST_ENOUGH or full / half <= 3, f"{half:.3f} s, doubled {full:.3f} s"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("probe", PROBES, ids=repr)
def test_probe(probe: tuple[str, str, str], kind: str) -> None:
    head, unit, tail = probe
    texts = [head + unit * (n * SIZE // len(unit)) + tail for n in (1, 2, 4)]
    seconds(texts[0], kind)  # warm: patterns compiled, tables read
    assert_linear(texts, kind)


@pytest.mark.parametrize("kind", KINDS)
def test_nested_marks(kind: str) -> None:
    assert_linear(["“" * n + "”" * n for n in (SIZE // 2, SIZE, 2 * SIZE)], kind)
