"""Owners that the situation names, not the grammar: who reports, where it happened, who was there.

>>> find_home(sentence, figure).name  # "Two officers are hurt at the Georgian parliament in …"
'Georgia'
"""

from troopfacts.extractors.facts import Named
from troopfacts.extractors.names import forces
from troopfacts.extractors.names.forces import Force

from .actors import PREPOSITIONS, backward, is_place, subject_before
from .figures import Figure
from .governors import Governor
from .sentences import Sentence
from .verbs import form
from .words import word_class

_STATE_UNITS = word_class("people of a state")
_AUTHORITIES = word_class("authorities")
_REPORTING = word_class("verbs of report")
_GROUP_UNITS = frozenset({"guerrillas", "rebels", "fighters", "insurgents", "militants"})
_STATES = frozenset({"country", "service", "mission"})


def is_state_unit(figure: Figure) -> bool:
    """ "soldiers", "police officers": the people a government speaks of as its own."""
    return figure.unit is not None and not _STATE_UNITS.isdisjoint(figure.unit.split())


def announcer(sentence: Sentence, figure: Figure, governor: Governor | None) -> Force | None:
    """ "U.S. officials say 200 troops will go", "Mali's army says 20 soldiers died": its own."""
    if not is_state_unit(figure):
        return None
    if governor is not None and governor.role in ("agent", "object", "far"):
        return None  # whom it says it killed, or whose it says somebody else sent
    words = figure.words
    for force in backward(sentence, figure.start_offset):
        if force.kind not in ("country", "service"):
            continue
        first, at = words.index(force.start), words.index(force.end - 1) + 1
        if (first and words.lower[first - 1] in PREPOSITIONS) or is_place(sentence, force):
            continue
        stretch = words.lower[at : at + 3]
        acts = force.kind == "service" or not _AUTHORITIES.isdisjoint(stretch)
        if force.text in ("Pentagon", "White House"):
            acts = True
        if figure.measure == "casualties":
            acts = acts or not _REPORTING.isdisjoint(stretch[:1])  # "Israel says two soldiers died"
        return force if acts and "intelligence" not in stretch else None
    return None


def fronted(sentence: Sentence, figure: Figure, governor: Governor | None) -> Force | None:
    """ "In Benin, the army says it lost three men": with no other state in it, its own."""
    lower = figure.words.lower
    if lower[0] != "in" or not is_state_unit(figure) or figure.measure != "casualties":
        return None
    force = sentence.force_from(1)
    alone = all(other.kind not in _STATES or other == force for other in sentence.forces)
    if force is None or force.kind != "country" or not alone:
        return None
    return force


def inherited(sentence: Sentence, figure: Figure, governor: Governor | None) -> Force | None:
    """ "The LRA burned the town. About 1,100 guerrillas remained.": the one group just named."""
    if figure.unit not in _GROUP_UNITS or sentence.forces or figure.base is not None:
        return None
    named = sentence.previous_forces
    groups = {force.name for force in named if force.kind == "group"}
    return named[0] if len(groups) == 1 and len({force.name for force in named}) == 1 else None


def find_home(sentence: Sentence, figure: Figure) -> Named | None:
    """ "Six police officers are hurt outside the Georgian parliament in Tbilisi": the one state the
    sentence speaks of is the place's own."""
    place = figure.place
    if place is None or place.code is None or not is_state_unit(figure):
        return None
    if figure.measure not in ("casualties", "captives"):
        return None
    name = forces.country(place.code)
    states = [force for force in sentence.forces if force.kind in _STATES]
    if name is None or any(force.code != place.code for force in states):
        return None
    own = next((force for force in states if not is_place(sentence, force)), None)
    return None if own is None else Named(own.text, own.start, own.end, name, own.code)


def nearest(sentence: Sentence, figure: Figure, governor: Governor | None) -> Force | None:
    """ "Finland counted 8,561 casualties", "Sweden let 8,760 volunteers go": where the verb does
    not say whose they are, its subject's, but for those who strike, hold, host or only speak."""
    words = figure.words
    if figure.rule == "contributor":
        return None  # "South Korea comes second with 28,500": host or owner
    force = subject_before(sentence, figure.first)
    if force is None or force.kind == "capital" or force.risky or is_place(sentence, force):
        return None
    if sentence.figure_at(force.start) is not None or not _suits(figure, force):
        return None
    at = words.index(force.end - 1) + 1
    between = words.lower[at : figure.first]
    if not _REPORTING.isdisjoint(between) or any(word in _PARTING for word in between):
        return None
    verbs = [known for word in between if (known := form(word)) is not None]
    if any(known.verb.owner == "foe" or known.verb.base in _GIVING_UP for known in verbs):
        return None
    return force


def _suits(figure: Figure, force: Force) -> bool:
    """ "17 guerrillas" are no state's, "2 soldiers" no rebel group's."""
    unit = set((figure.unit or "").split())
    if unit & _IRREGULAR:
        return force.kind == "group"
    return not (force.kind == "group" and is_state_unit(figure))


_IRREGULAR = frozenset({"guerrillas", "rebels", "insurgents", "militants", "terrorists", "gunmen"})
_GIVING_UP = frozenset({"release", "free", "host", "face", "fight", "return", "hold", "have"})
_PARTING = frozenset({";", ":", "by", "that", "which", "where", "when", "while", "after"})
