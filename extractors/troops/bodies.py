"""Bodies of troops that no table lists, known by the last word of their name.

>>> [force.text for force in find_bodies(words, [])]  # "the Bear Brigade lost 20 men"
['Bear Brigade']

Militias come and go; what calls itself a brigade, a front or a legion counts its own people. A name
with a listed force in it ("Ukraine's 47th Brigade") is that force's.
"""

from collections.abc import Iterator, Sequence

from troopfacts.extractors.names.forces import Force

from .words import Words, word_class

_BODIES = word_class("last words of a body's name")
_COMMON = word_class("words of every army's name")
_LINKS = frozenset({"of", "for", "the", "and", "-"})


def find_bodies(words: Words, known: Sequence[Force]) -> Iterator[Force]:
    """The unlisted bodies of a sentence, in order."""
    taken, free = [(force.start, force.end) for force in known], 0
    for at, word in enumerate(words.lower):
        if word not in _BODIES or at < free or not words.capital(at):
            continue
        first = _first(words, at)
        names = words.lower[first : at + 1]
        start, end = words.starts[first], words.ends[at]
        inside = any(low < end and start < high for low, high in taken)
        if inside or all(name in _COMMON or name in _LINKS for name in names):
            continue
        free = at + 1
        text = words.text[start:end]
        yield Force(text, start, end, text, None, "group", False)


def _first(words: Words, at: int) -> int:
    """The first word of the capitalised run that ends with the word at `at`."""
    first = at
    while first > 0 and at - first < 6:
        before = first - 1
        ordinal = words.words[before][0].isdecimal() and words.lower[before][-1].isalpha()
        if words.capital(before) or ordinal:
            first = before  # "the 29th Brigade", but "20,000 Army"
        elif words.lower[before] in _LINKS and before and words.capital(before - 1):
            first = before - 1
        else:
            break
    return first + (words.lower[first] == "the")
