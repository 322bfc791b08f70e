"""Where and when a figure's people are, and who says so.

>>> find_place(figure, figures, locations)
(Named('Chad', …), 'in after')

After the figure and before the next one comes first, then what stands before it in the sentence.
"""

from collections.abc import Sequence

from troopfacts.extractors.facts import Date, Location, Named, Quote, Speaker, When

from .figures import Figure
from .words import word_class

_PLACE_WORDS = word_class("prepositions of place")
_BREAKS = frozenset(";:")


def find_place(
    figure: Figure, figures: Sequence[Figure], locations: Sequence[Location]
) -> tuple[Named | None, str]:
    """The place of a figure and the rule that found it."""
    low, high = figure.start_offset, figure.end_offset
    stop = _reach(figure, figures)
    for location in locations:
        if location.start >= high and location.start < stop and _is_place(figure, location):
            return _named(location), "after"
    near = figure.base is not None and figure.base.words is figure.words
    if near and figure.base and figure.base.place and figure.rule in _SHARING:
        return figure.base.place, "base"
    for location in reversed(locations):
        if location.end <= low and _is_place(figure, location):
            return _named(location), "before"
    if near and figure.base:
        return figure.base.place, "base"
    return None, ""


_SHARING = ("list", "part", "more", "contributor", "series")


def _named(location: Location) -> Named:
    return Named(location.text, location.start, location.end, location.name, location.code)


def _reach(figure: Figure, figures: Sequence[Figure]) -> int:
    """Where the stretch after the figure ends: at the next figure, unless they are joined."""
    words, end = figure.words, figure.end
    for other in figures:
        if other.first >= end:
            between = words.lower[end : other.first]
            if len(between) <= 2 and all(word in (",", "and", "or") for word in between):
                end = other.end
                continue
            return other.start_offset
    return words.end


def _is_place(figure: Figure, location: Location) -> bool:
    """Whether a preposition of place leads to it, in the direction the measure allows."""
    words = figure.words
    at = words.index(location.start)
    steps = 0
    while at > 0 and steps < 6:
        word = words.lower[at - 1]
        if word in _PLACE_WORDS:
            if word == "from":
                return figure.measure == "decrease"
            return not (word in ("of", "for") and steps == 0 and location.use != "literal")
        if word in _BREAKS or word == "." or (word == "," and steps > 0):
            return False
        at -= 1
        steps += 1
    return location.use == "literal"


def find_time(
    figure: Figure, figures: Sequence[Figure], dates: Sequence[Date]
) -> tuple[When | None, str]:
    """The date of a figure and the rule that found it."""
    low, high = figure.start_offset, figure.end_offset
    stop = _reach(figure, figures)
    usable = [date for date in dates if date.type in ("DATE", "TIME")]
    for date in usable:
        if high <= date.start < stop:
            return _when(date), "after"
    for date in reversed(usable):
        if date.end <= low:
            return _when(date), "before"
    return None, ""


def _when(date: Date) -> When:
    return When(date.text, date.start, date.end, date.type, date.value, date.first, date.last)


def find_source(figure: Figure, quotes: Sequence[Quote]) -> tuple[Speaker | None, str]:
    """The speaker of the innermost statement the figure stands in."""
    low, high = figure.start_offset, figure.end_offset
    inside = [quote for quote in quotes if quote.start <= low and high <= quote.end]
    if not inside:
        return None, ""
    quote = min(inside, key=lambda quote: quote.end - quote.start)
    return quote.speaker, "statement"
