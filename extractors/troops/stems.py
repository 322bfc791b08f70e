"""The cheap guard: does a stretch of text speak of troops at all?

>>> bool(stems().search("Two sergeants and a sapper")), bool(stems().search("Two cakes"))
(True, False)
"""

import re
from functools import cache
from itertools import groupby

from .words import word_class


@cache
def missions() -> list[str]:
    """The short names of missions, enough to make a country's list one of deployments."""
    return sorted(word_class("missions in lists"))


@cache
def stems() -> re.Pattern[str]:
    """The beginnings of all troop nouns and of words of war, grouped by their first letter: three
    times as fast as one flat alternation."""
    words = sorted(word_class("stems of troop nouns"))
    groups = [
        f"[{letter}{letter.upper()}](?:{'|'.join(re.escape(word[1:]) for word in group)})"
        for letter, group in groupby(words, key=lambda word: word[0])
    ]
    return re.compile(rf"\b(?:{'|'.join(groups)}|[KWM]IA\b|POW|{'|'.join(missions())})")
