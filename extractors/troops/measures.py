"""What a figure's governor makes it: its measure, and its status against the reference date.

>>> measure(figure, governor)
('increase', 'sent before')
"""

from collections.abc import Sequence

from troopfacts.extractors.facts import Measure, Status

from .clauses import Governor
from .figures import Figure
from .verbs import ADVERBS, BE, HAVE, MODALS, Sense, form, statuses
from .words import Words


def measure(figure: Figure, governor: Governor | None) -> tuple[Sense, str]:
    """The measure and the rule that gave it; "" where the figure's base must say."""
    if governor is not None:
        found, rule = governor.measure, governor.rule
        if governor.role in ("object", "far") and _goes_home(figure):
            return "decrease", f"{rule} home"
        if found == "level" and governor.role == "copula" and figure.base is not None:
            return "", ""
        return found, rule
    if "more" in figure.amount.marks and figure.head is not None and figure.base is None:
        return "level", "no verb"
    return "", ""


def _goes_home(figure: Figure) -> bool:
    lower, first = figure.words.lower, figure.first
    return "home" in lower[max(0, first - 3) : first]


def status(figure: Figure, governor: Governor | None, found: Measure) -> tuple[Status, str]:
    """The status and the rule that gave it."""
    words = figure.words
    if _is_denied(words, figure, governor):
        return "denied", "denied"
    if governor is None:
        return _sentence_status(words, figure, found)
    chain = governor.chain
    said = _read_chain(chain)
    if said is not None:
        return said, "chain"
    if governor.role == "noun":
        return ("past" if found != "level" else _sentence_status(words, figure, found)[0]), "noun"
    if governor.role == "was":
        return "past", "was"
    kinds = governor.form.kinds if governor.form is not None else frozenset()
    if governor.form is not None and kinds == {"ing"}:
        if any(word in ("is", "are", "'re", "’re") for word in chain):
            return "current", "going on"
        if any(word in ("was", "were") for word in chain):
            return "past", "was going on"
        return _main_status(words, governor.at, found)
    if any(word in ("was", "were", "had", "did") for word in chain):
        return "past", "past auxiliary"
    if any(word in HAVE for word in chain):
        return ("current" if found == "level" else "past"), "perfect"
    if any(word in BE for word in chain):
        holds = found == "level" or (found == "captives" and _is_held(governor))
        return ("current" if holds else "past"), "present"
    if "participle" in chain or governor.role in ("size", "with", "agent", "loss", "copula"):
        if governor.role == "passive" and found in ("casualties", "decrease", "increase"):
            return "past", "participle"
        return _main_status(words, figure.first, found)
    if kinds & {"base", "third"} and not kinds & {"past"}:
        return ("current" if found == "level" else "past"), "present tense"
    if "past" in kinds:
        return "past", "past tense"
    return _main_status(words, figure.first, found)


def _is_held(governor: Governor) -> bool:
    return governor.form is not None and governor.form.verb.base == "hold"


def _read_chain(chain: Sequence[str]) -> Status | None:
    """The status the words over a verb give it, the nearest first: "plans to", "could be"."""
    for index in range(len(chain) - 1, -1, -1):
        word = chain[index]
        found = statuses().get(word)
        if found == "denied":
            return "denied"
        if found is not None:
            return found
        if word in ("is", "are") and chain[index + 1 : index + 2] == ("to",):
            return "planned"
    return None


def _is_denied(words: Words, figure: Figure, governor: Governor | None) -> bool:
    lower = words.lower
    for at in range(max(0, figure.first - 25), figure.first):
        if lower[at] in (";", "."):
            continue
        if statuses().get(lower[at]) == "denied" and lower[at] not in ("false", "untrue"):
            return True
    for at in range(figure.end, len(words)):
        before, after = lower[at - 1], lower[at + 1 : at + 2]
        denied = statuses().get(lower[at]) == "denied"
        if denied and (before in BE or before in ADVERBS or after == ["by"]):
            return True
    if governor is not None and any(
        word in ("not", "never", "n't", "'t", "’t") for word in governor.chain
    ):
        return "not only" not in " ".join(governor.chain)
    return False


_PAST_BE = frozenset(["was", "were", "had", "did"])


def _main_status(words: Words, at: int, found: Measure) -> tuple[Status, str]:
    """The tense of the nearest finite verb to the left, else to the right."""
    lower = words.lower
    spots = [*range(at - 1, -1, -1), *range(at, len(words))]
    for index in spots:
        word = lower[index]
        if word in MODALS:
            return statuses().get(word, "planned"), "main verb"
        if word in _PAST_BE:
            return "past", "main verb"
        if word in ("is", "are", "has", "have"):
            return ("current" if found in ("level", "captives") else "past"), "main verb"
        known = form(word)
        if known is not None and "past" in known.kinds:
            return "past", "main verb"
        if known is not None and "third" in known.kinds and index > 0:
            return ("current" if found == "level" else "past"), "main verb"
        if word.endswith("ed") and len(word) > 4 and index < at:
            return "past", "main verb"
    return ("current" if found == "level" else "past"), "no verb"


def _sentence_status(words: Words, figure: Figure, found: Measure) -> tuple[Status, str]:
    return _main_status(words, figure.first, found)
