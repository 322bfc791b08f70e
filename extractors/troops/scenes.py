"""One sentence as its figures see it: their governors, the places and dates in it, their reach.

>>> scene.stop(0)  # "300 soldiers in Niger and 120 in Mali": before the 120
"""

from collections.abc import Sequence
from dataclasses import dataclass

from troopfacts.extractors.facts import Date, Location

from .figures import Figure
from .governors import Governor
from .sentences import Sentence
from .words import Words

ARTICLES = frozenset({"the", "a", "an", "its", "their", "our", "neighboring", "neighbouring"})
_JOINTS = frozenset({",", "and", "or", "along", "with", "as", "well", "plus", "together"})
_PARTS = frozenset({"part", "contributor"})


@dataclass(slots=True)
class Scene:
    """One sentence's figures with their governors, and the places and dates found in it."""

    sentence: Sentence
    figures: Sequence[Figure]
    governors: Sequence[Governor | None]
    places: list[Location]
    dates: list[Date]

    @property
    def words(self) -> Words:
        return self.sentence.words


def dateline_end(words: Words) -> int:
    """Where the text after a dateline begins: "BOGOTÁ, 3 May (Newswire) — "."""
    for at in range(min(len(words), 18)):
        word = words.words[at]
        if at and word in ("—", "–", "-", ":") and not words.touches(at):
            return words.ends[at]
        if word == ":" and at and words.words[at - 1].isupper():
            return words.ends[at]
        if word[0].islower() and word not in ("and", "de", "del", "of", "al"):
            break
    return words.start


def stop_after(scene: Scene, index: int) -> int:
    """Where the stretch after a figure ends: at the next figure that is no part of it."""
    words, figure = scene.words, scene.figures[index]
    end = figure.end
    for other in scene.figures[index + 1 : index + 12]:
        joint = words.lower[end : other.first]
        joined = 0 < len(joint) <= 3 and all(word in _JOINTS for word in joint)
        part = other.rule == "contributor" and _root(other) is figure
        part = part or _is_included(words, other)
        if not joined and not part:
            return other.start_offset
        end = other.end
    return words.end


def _is_included(words: Words, figure: Figure) -> bool:
    before = words.lower[max(0, figure.first - 3) : figure.first]
    return "including" in before or "plus" in before or before[-2:] == ["among", "them"]


def _root(figure: Figure) -> Figure:
    """The total a part belongs to."""
    seen = 0
    while figure.base is not None and figure.rule in _PARTS and seen < 30:
        figure = figure.base
        seen += 1
    return figure
