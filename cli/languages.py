"""Whether a text is English: by the little words that every English text is full of.

>>> is_english("The general said that nobody had told him of the attack."), is_english("Мы ушли.")
(True, False)

No model and no list of languages; it says nothing about which other language it is.
"""

import re

MAX_WORDS = 1000  # that are looked at
FEW_WORDS = 20  # too few to count by share
SHARE = 0.08

# None of them a common word of another language; "in", "is", "was", "on", "for" are.
_LITTLE = frozenset(
    ("the", "of", "and", "to", "that", "with", "from", "by", "has", "have", "had", "were", "said")
)
_WORD = re.compile(r"[^\W\d_]+")


def is_english(text: str) -> bool:
    """Whether at least SHARE of the words are such."""
    words = little = 0
    for found in _WORD.finditer(text):
        words += 1
        little += found[0].lower() in _LITTLE
        if words == MAX_WORDS:
            break
    if words < FEW_WORDS:
        return little > 0
    return little >= SHARE * words
