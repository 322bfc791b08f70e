"""The least and the most that a figure can mean.

>>> bounds(Count(value=900, min=900, max=None, qualifier="over"))
Bounds(low=900, high=None, strict=True)
"""

from typing import NamedTuple

from troopfacts.extractors.facts import Count

Number = int | float

# What an open side is likely to leave: a ministry that counted 2,000 does not say "more than 900",
# nor "up to 9,000" of 500. A judgement of ours, for --min and --max alone.
OPEN, WORD = 2, 10  # times; of a word ("thousands") up to the next word


class Bounds(NamedTuple):
    """`low` or `high` is null where open; `strict`: neither is a number that is meant itself."""

    low: Number | None
    high: Number | None
    strict: bool = False
    word: bool = False  # "thousands": no number is written

    def reach(self, least: Number | None, most: Number | None) -> bool:
        """Whether the figure may well be at least `least` and at most `most`."""
        low, high = self.low, self.high
        if high is None and low is not None:
            high = low * (WORD if self.word else OPEN)
        elif low is None and high is not None:
            low = high / OPEN
        return not (
            (least is not None and high is not None and self._below(high, least))
            or (most is not None and low is not None and self._below(most, low))
        )

    def _below(self, one: Number, other: Number) -> bool:
        return one <= other if self.strict else one < other


def bounds(count: Count) -> Bounds:
    """As written: "about 2,500" is 2,500, "thousands" 1,000 and more."""
    if count.min is None and count.max is None:
        return Bounds(count.value, count.value)
    strict = count.qualifier in ("over", "under")
    return Bounds(count.min, count.max, strict, count.value is None and count.qualifier != "range")
