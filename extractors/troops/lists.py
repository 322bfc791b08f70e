"""Bare numbers of lists: contributors, places, nations, branches, country data.

>>> is_contributor(case)  # "eight from Ghana, two from Nepal"
True
"""

from collections.abc import Sequence

from .sentences import AT, MISSIONS, Case, names_troops
from .verbs import AUXILIARIES, form
from .words import word_class

_LOSSES = word_class("states of loss")
_LISTING = word_class("before a listed number")
_BRANCHES = word_class("branches")


def is_contributor(case: Case) -> bool:
    """ "nine from Ghana, three from Mali", "Italy (1,164)", "Norway with 310", "Kenya 1,460"."""
    item, words = case.item, case.words
    listed = any("contribut" in word for word in case.lower[:6])
    if listed and case.base is None:
        case.base = case.memory.figure
    known = case.base is not None or (listed and names_troops(case.lower))
    if (case.blocked and not listed) or not known or item.sort != "bare":
        return False
    if case.after == "from" and item.end + 1 < len(words):
        at = item.end + 1 + (case.word(item.end + 1) == "the")
        return at < len(words) and words.capital(at)
    if case.before == "(" and case.after in (")", ",", ";"):
        return case.sentence.force_to(item.first - 1) is not None
    if case.before == "with" and not case.after[0].isalnum() and not case.near:
        return case.sentence.force_from(0) is not None  # "Italy comes second with 900"
    if case.before in _LOSSES:
        return False  # "Russian KIA 900": here no Kachin army
    owner = case.sentence.force_to(item.first)
    if owner is None and case.before in ("'s", "’s", "with", "'", "’"):
        owner = case.sentence.force_to(item.first - 1)
    listed = case.after == "and" and case.sentence.force_from(item.end + 1) is not None
    return owner is not None and (listed or not case.after[0].isalpha())


def is_placed(case: Case) -> bool:
    """ "and over 900 in neighboring Syria", "Germany about 35,000", "and 5,000 at sea"."""
    if case.blocked or case.item.sort != "bare":
        return False
    if not case.near:  # "The numbers of U.S. troops were different: 2,000 in 1961"
        before = case.lower[: case.item.first]
        return case.after == "in" and "numbers" in before and names_troops(before)
    return case.after in AT or (case.after in (",", ".", ";", ")") and case.before in _LISTING)


def is_shared_noun(case: Case) -> bool:
    """ "2,300 Filipino, 1,200 U.S. and 100 British marines": the noun at the end serves all."""
    force = case.sentence.force_from(case.item.amount.end)
    if force is None or case.item.sort != "thing":
        return False
    own = end = case.words.index(force.end - 1) + 1
    if case.word(end) not in (",", "and", "or", "&"):
        return False
    for following in case.sentence.items[case.index + 1 :]:
        if following.first - end > 2:
            return False
        if following.sort == "troops":
            case.base, case.item.unit, case.item.end = None, following.unit, own
            return True
        after = case.sentence.force_from(following.amount.end)
        if after is None:
            return False
        end = case.words.index(after.end - 1) + 1
    return False


def is_branch(case: Case) -> bool:
    """ "(150,000 Army; 20,000 Navy; 30,000 Air Force)", "12,000 Armed Police Force (2022)"."""
    at, words = case.item.amount.end, case.words
    if case.near and _is_branch_before(case):
        return True  # "(Army 11,900; Navy 950; Air 750)"
    at += case.word(at) in ("active-duty", "active", "reserve")
    end = at
    while end < len(words) and words.capital(end) and words.words[end].isalpha():
        end += 1
    if case.word(end - 1) not in _BRANCHES or end == at or case.word(end)[:1].isalnum():
        return False
    case.item.end = end
    return case.near or case.sentence.context.military_nearby


def _is_branch_before(case: Case) -> bool:
    at = case.item.first - 1
    named = at >= 0 and (case.before in _BRANCHES or case.before == "air")
    return named and case.words.capital(at) and case.after in (";", ")", ",")


def is_reference(case: Case) -> bool:
    """Telegraphic country data: "approximately 1,400 Central African Republic (about 900 …)"."""
    item = case.item
    if case.base is None or item.sort == "person" or _has_verb(case.lower[: item.first]):
        return False
    if item.first and case.before not in (";", "(", ",", "plus"):
        return False
    if item.first == 0 or case.before == ";":
        force = case.sentence.force_from(item.end)
        return case.after == "(" or (force is not None and force.text == force.name)
    return case.near


def is_gap(case: Case) -> bool:
    """ "Lee had 75,000 men at the start, Meade 90,000": the verb is left out."""
    at = case.item.first - 1
    if not case.near or case.blocked or case.item.sort != "bare" or at < 2:
        return False
    named = case.words.capital(at) and case.word(at - 1) in (",", ";", "and")
    return named and case.item.amount.number.low >= 100 and case.after in (".", ",", ";", "and")


def is_deployment(case: Case) -> bool:
    """ "Kenya: 370 Democratic Republic of the Congo (MONUSCO); 160 South Sudan (UNMISS)"."""
    words, force = case.words, case.sentence.force_from(case.item.amount.end)
    headed = ":" in case.lower[: case.item.first]
    if headed and words.words[case.item.first - 1] in MISSIONS:
        case.base = None
        return case.item.sort == "bare" and not case.after[0].isalnum()  # "UN • MONUSCO 8"
    if force is None:
        at = case.item.amount.end
        while at < len(words) and words.capital(at) and at - case.item.amount.end < 6:
            at += 1  # "400 Golan Heights (UNDOF)"
        if at == case.item.amount.end or not headed:
            return False
    elif force.kind != "country" or force.text != force.name:
        return False
    else:
        at = words.index(force.end - 1) + 1
    aside = case.lower[at : at + 1] == ["("] and case.lower[at + 2 : at + 3] == [")"]
    named = aside and words.words[at + 1].isupper()
    headed = ":" in case.lower[:6] and not MISSIONS.isdisjoint(words.words)
    if not named and not (headed and case.word(at) in ("(", ";", ".", "")):
        return False
    case.base = None
    return not _has_verb(case.lower[: case.item.first])


def _has_verb(lower: Sequence[str]) -> bool:
    """Whether a list has a verb outside its brackets: then it is no list."""
    depth = 0
    for word in lower:
        depth += (word == "(") - (word == ")")
        if depth == 0 and word != "estimated" and (form(word) or word in AUXILIARIES):
            return True
    return False
