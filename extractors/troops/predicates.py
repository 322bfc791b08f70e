"""The finite verbs of a sentence and their tense.

>>> tense_left(words, 4)  # "Kenya [has agreed] to send 400"
'planned'
"""

from .governors import chain_before, verb_at
from .verbs import BE, HAVE, MODALS, statuses
from .words import Words, word_class

BREAKS = frozenset({";", ":", ".", "?", "!"})
AIMS = frozenset({"option", "proposal", "plan", "goal", "target", "aim", "idea"})
_DRILLS = word_class("drills")
_CALLING = frozenset({"requires", "needs", "wants", "proposes", "seeks", "demands"})
_PAST_VERBS = word_class("past of common verbs")
_PRESENT_VERBS = word_class("present of common verbs")


def last_tense(words: Words) -> str:
    """The tense of the last finite verb of a sentence: "past", "present", …; "none"."""
    return tense_left(words, len(words) - 1)


def tense_left(words: Words, at: int) -> str:
    """The tense of the nearest finite verb to the left of word `at`."""
    for index in range(at - 1, max(-1, at - 40), -1):
        word = words.lower[index]
        if word in BREAKS:
            break
        tense = _tense_at(words, index)
        if tense == "present" and index and words.lower[index - 1] in AIMS:
            return statuses().get(words.lower[index - 1], "possible")  # "one [option] is"
        if tense:
            return tense
        if word in ("option", "proposal", "plan", "plans"):
            return statuses().get(word, "none")
        if word in _CALLING:
            return statuses()[word]
    return "none"


def tense_right(words: Words, at: int) -> str:
    for index in range(at, min(len(words), at + 30)):
        if words.lower[index] in BREAKS:
            break
        tense = _tense_at(words, index)
        if tense:
            return tense
    return "none"


def _tense_at(words: Words, at: int) -> str:
    """The tense of the verb group that ends at word `at`; "" where none ends there."""
    word = words.lower[at]
    if word in _DRILLS:
        return ""  # "will hold joint drills with 17,000 soldiers"
    if word in MODALS:
        return statuses().get(word, "planned")
    if word in ("was", "were", "had", "did"):
        return "past"
    if word in ("is", "are", "'re", "’re"):
        following = words.lower[at + 1] if at + 1 < len(words) else ""
        return "planned" if following == "to" else "present"
    if word in ("has", "have"):
        return "present"
    known = verb_at(words, at)
    if known is not None and known.kinds & {"past", "third"}:
        chain = chain_before(words, at)
        for over in reversed(chain):
            if over in statuses():
                return statuses()[over]
        if any(over in HAVE for over in chain) and "had" not in chain:
            return "perfect"
        if any(over in ("is", "are") for over in chain):
            return "present"
        if "past" in known.kinds:
            return "past"
        return "present"
    if known is None and word in _PAST_VERBS:
        return "past"
    if known is None and word in _PRESENT_VERBS:
        return "present"
    if known is None and word.endswith("ed") and len(word) > 4 and not words.capital(at):
        before = words.lower[at - 1] if at else ""
        if before in HAVE and before != "had":
            return "perfect"
        if before not in BE and before not in ("a", "an", "the", "of", "by", ","):
            return "past" if word not in ("armed", "united", "estimated", "based") else ""
    return ""
