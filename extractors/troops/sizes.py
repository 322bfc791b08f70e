"""Whose size a sentence tells: "the U.S. contingent would shrink to 900".

>>> size(sentence, figure, governor).name  # "the strength of UNFICYP stood at 800"
'UNFICYP'
"""

from troopfacts.extractors.names.forces import Force

from .actors import PREPOSITIONS, TROOP_WORDS, backward, is_place
from .figures import Figure
from .governors import Governor
from .sentences import Sentence
from .verbs import triggers
from .words import Words


def size(sentence: Sentence, figure: Figure, governor: Governor | None) -> Force | None:
    """ "the U.S. contingent would shrink to 900", "Union casualties were 500 killed"."""
    base = figure.beside
    joined = base is not None and ";" not in figure.words.lower[base.end : figure.first]
    if joined and figure.rule not in ("size", "change"):
        return None  # but "Union losses were 460; Confederate losses were 387 killed"
    role = governor.role if governor is not None else ""
    fits = role in ("copula", "change", "size", "was", "state", "subject") and not figure.head
    verb = governor.form.verb.base if governor is not None and governor.form is not None else ""
    fits = fits or (role == "object" and verb in ("exceed", "reach", "number", "total"))
    if not fits and role != "change" and figure.rule != "size":
        return None
    words = figure.words
    for force in backward(sentence, figure.start_offset):
        first, at = words.index(force.start), words.index(force.end - 1) + 1
        following = words.lower[at : at + 3]
        if any(word in (";", ".") for word in words.lower[at : figure.first]):
            return None
        if _is_size_of(words, first):
            return force  # "the military component of UNFICYP stood at 800"
        if any(word in TROOP_WORDS or word in triggers() for word in following):
            return force
        adjective = force.kind == "country" and force.text != force.name
        if _is_fronted(sentence, force, first):
            continue  # "On Mali, there are 200"
        if "whose" in following and figure.first - at < 9:
            return force  # "the mission (SAMIM), whose strength never exceeded 2,000"
        if following[:1] in (["'s"], ["’s"]) or (following[:1] in ([","], [")"]) and not adjective):
            return force
    return None


def _is_fronted(sentence: Sentence, force: Force, first: int) -> bool:
    """Whether a name before a comma is a circumstance, no owner: "led by Canada, whose force …"
    goes on with it."""
    at = sentence.words.index(force.end - 1) + 1
    if "whose" in sentence.words.lower[at : at + 2]:
        return False
    before = sentence.words.lower[first - 1] if first else ""
    if before == "(":
        return False  # "Own casualties (Kenya): 2 KIA"
    return before in PREPOSITIONS or is_place(sentence, force)


def _is_size_of(words: Words, first: int) -> bool:
    """Whether the name at word `first` is the owner in "the strength of [the] UNMISS"."""
    at = first - 1
    while at > 0 and words.lower[at] in ("the", "its"):
        at -= 1
    if at < 1 or words.lower[at] != "of":
        return False
    trigger = triggers().get(words.lower[at - 1])
    return words.lower[at - 1] in TROOP_WORDS or (trigger is not None and trigger.size)
