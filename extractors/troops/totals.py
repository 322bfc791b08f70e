"""Bare numbers that are a size or a level: totals, ceilings, changes, running series.

>>> is_size(case)  # "our troop ceiling was 549,500"
True
"""

from .figures import GRADES
from .nouns import any_unit, unit_of
from .sentences import AT, CIVIL_WORDS, Case
from .verbs import ADVERBS, BE, form, triggers
from .words import word_class

_THINGS = word_class("arms and events") | {"women", "children", "places", "countries"}
_BODIES = word_class("bodies of troops")
_LINKS = word_class("between size and number")
_TOTALS = frozenset({"toll", "losses", "casualties", "tally", "presence"})
_MOVES = frozenset({"increase", "decrease"})
_CHANGES = word_class("verbs of change")
_TURNS = word_class("words of comparison")
_PRONOUNS = frozenset({"it", "they", "we", "there"})
_MONTHS = word_class("months")


def is_size(case: Case) -> bool:
    """ "our troop ceiling was 549,500", "a force of 40,000", "bringing the total to 17"."""
    if case.blocked or case.item.sort != "bare":
        return False
    at, steps = case.item.first - 1, 0
    while at >= 0 and steps < 9:
        word = case.lower[at]
        if word in (";", ":", ".", "(") or (word in AT and word not in ("at", "to", "in")):
            return False
        trigger = triggers().get(word)
        if trigger is not None and (trigger.size or word in _TOTALS):
            unit = next(filter(None, map(any_unit, case.lower[at + 1 : case.item.first])), None)
            case.item.unit = case.item.unit or unit  # "the number of advisers rose to 900"
            return _is_military_size(case, at)
        if trigger is not None and case.before == "of" and trigger.measure in _MOVES:
            return _is_military_size(case, at)  # "the deployment of 3,500 in March"
        if word in ("numbered", "number", "numbers", "numbering", "totaled", "totaling"):
            force = case.sentence.force_to(at)
            if force is not None and force.kind in ("group", "service", "mission"):
                return True  # "The Contras number between 10,000 and 12,000"
            unit = any_unit(case.word(at - 1))
            case.item.unit = case.item.unit or unit  # "U.N. troops numbering 5,000"
            return _is_military_size(case, at)
        linked = word in _LINKS or word in BE or word in ADVERBS or _changes(word)
        if steps == 0 and not linked:
            return False
        at -= 1
        steps += 1
    return False


def _changes(word: str) -> bool:
    known = form(word)
    return known is not None and known.verb.base in _CHANGES


def _is_military_size(case: Case, at: int) -> bool:
    """A body of troops, or a size near a word for troops: no "total of 40 people"."""
    near = case.lower[max(0, at - 7) : at]
    if near[-1:] in (["our"], ["its"], ["their"]):
        near = near[-1:]
    for mark in (";", ","):
        if mark in near:
            near = near[near.index(mark) :]
    if not CIVIL_WORDS.isdisjoint(case.lower) or not _THINGS.isdisjoint(near):
        case.item.sort = "person"  # and what follows "as against" counts the same
        return False
    if case.lower[at] in _BODIES:
        return case.sentence.context.military_nearby
    named = case.sentence.force_to(at) is not None  # "American casualties exceeded 26,000"
    known = named or case.base is not None or case.item.unit is not None
    return (
        known or case.sentence.context.military or "police" in case.lower[max(0, at - 4) : at + 4]
    )


def is_change(case: Case) -> bool:
    """ "shrink from roughly 1,700 to …", "down from 12,000", "cut by almost half, to 6,000"."""
    if case.blocked or case.item.sort != "bare" or case.crowded:
        return False
    if case.base is None:  # "cut its troops from 2,000 to fewer than 1,000"
        case.item.unit = unit_of(case.word(case.item.first - 2)) if case.before == "from" else None
        return case.item.unit is not None
    if not (case.near or CIVIL_WORDS.isdisjoint(case.lower)):
        return False  # "The number of people killed rises to 49"
    links = ("from", "to", "below", "under", "against", "by")
    if case.before == "with" and case.word(case.item.first - 2) == "compared":
        return True
    if case.before == "at" and case.word(case.item.first - 2) in ("stand", "stands", "stood"):
        return case.near
    marked = "from" in case.item.amount.marks
    if case.before not in links and not marked and case.item.amount.count.qualifier != "under":
        return False
    start = max(0, case.item.first - 9)
    stretch = case.lower[start : case.item.first]
    moved = any(_changes(word) for word in stretch) or not _TURNS.isdisjoint(stretch)
    return moved or (case.near and case.before in ("against", "from", "to"))


def is_series(case: Case) -> bool:
    """ "in June to 278,760, … and in September 257,438", "60,000 by May, 90,000 by June"."""
    if case.base is None or case.blocked or case.item.sort != "bare":
        return False
    if case.before in (":", ",", ";", "and") and case.after in ("by", "in") and _is_dated(case):
        return True
    if not case.near:
        return False
    return case.before in _MONTHS or (
        case.before == "to" and case.word(case.item.first - 2) in _MONTHS
    )


def _is_dated(case: Case) -> bool:
    """Whether a month, a season or a year follows "by" or "in"."""
    at = case.item.end + 1 + (case.word(case.item.end + 1) == "the")
    word = case.word(at)
    return word in _MONTHS or word in _SEASONS or (len(word) == 4 and word.isdecimal())


_SEASONS = frozenset({"spring", "summer", "autumn", "winter", "end", "start", "middle"})


def is_armed(case: Case) -> bool:
    """ "has about 880,000 in uniform", "1.2 million under arms", "Armed forces: 13,600 active"."""
    following = case.lower[case.item.end : case.item.end + 2]
    if following in (["in", "uniform"], ["under", "arms"]):
        case.base = None
        return case.item.sort == "bare"
    closed = case.word(case.item.end + 1) in ("(", ";", ",", ".", ")", "and", "")
    if case.after not in GRADES or not closed:
        return False
    case.item.end += 1
    forces = case.lower[max(0, case.item.first - 5) : case.item.first]
    return not {"forces", "army", "military", "strength", "strengths"}.isdisjoint(forces)
