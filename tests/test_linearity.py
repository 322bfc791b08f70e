"""Time grows with the text, whatever the text is: fifty hostile repetitions, each extractor.

CPU time at 50,000 and 100,000 characters (half of that where a text is slow, which tells as much).
A superlinear rule shows as a ratio of 4; the bound of 2.6 leaves room for a noisy
machine, and a text that is over it is measured again, at best of three. No text may cost more than
20 µs a byte, whatever it repeats.
"""

import gc
import time
from functools import cache

import pytest

from troopfacts.extractors import KINDS, Document, extract

SIZE = 100_000  # characters of the longest text
FAST_ENOUGH = 0.02  # seconds; below it a ratio means nothing
SLOW = 0.5  # seconds: half the size tells as much
MOST_A_BYTE = 20e-6  # seconds
MOST = 2.6

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


def seconds(text: str, kind: str, times: int = 1) -> float:
    """CPU seconds of one extraction, the best of some; without the garbage collector, whose passes
    go over all that the tests before have left in memory."""
    best = float("inf")
    gc.disable()
    try:
        for _ in range(times):
            start = time.process_time()
            extract(Document("probe", text), [kind])
            best = min(best, time.process_time() - start)
    finally:
        gc.enable()
    return best


@cache
def warm(kind: str) -> None:
    """Patterns compiled, tables read."""
    extract(Document("warm", "“Five U.S. troops left Mosul, Iraq, in May 2025,” he said."), [kind])


def assert_linear(full: str, half: str, kind: str) -> None:
    warm(kind)
    whole = seconds(full, kind)
    if whole > FAST_ENOUGH:
        part = seconds(half, kind)
        if whole / part > MOST:  # once more: the machine may stall
            whole, part = seconds(full, kind, 3), seconds(half, kind, 3)
        assert whole / part <= MOST, f"{part:.3f} s, doubled {whole:.3f} s"
    size = len(full.encode())
    if whole > MOST_A_BYTE * size:
        whole = seconds(full, kind, 3)
    assert whole <= MOST_A_BYTE * size, f"{whole / size * 1e6:.1f} µs a byte"


def repeated(probe: tuple[str, str, str], size: int) -> str:
    head, unit, tail = probe
    return head + unit * (size // len(unit)) + tail


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("probe", PROBES, ids=repr)
def test_probe(probe: tuple[str, str, str], kind: str) -> None:
    warm(kind)
    size = SIZE
    if seconds(repeated(probe, SIZE // 10), kind) * 10 > SLOW:
        size //= 2
    assert_linear(repeated(probe, size), repeated(probe, size // 2), kind)


@pytest.mark.parametrize("kind", KINDS)
def test_nested_marks(kind: str) -> None:
    assert_linear("“" * SIZE + "”" * SIZE, "“" * (SIZE // 2) + "”" * (SIZE // 2), kind)
