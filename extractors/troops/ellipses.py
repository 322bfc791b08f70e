"""Finds the figures that leave their noun out: "and 300 in Niger", "9 dead", "Italy (1,164)".

>>> resolve(sentence, memory)  # "Ghana sent 420 troops and Togo 80."
[Figure(420 troops), Figure(80, rule="list")]

A frame of grammar says what a bare number is part of, and which earlier figure it continues. Where
no frame fits, and for peoples, groups and everyday nouns, the evidence decides.
"""

from collections.abc import Callable

from troopfacts.extractors.names.forces import Force

from .evidence import ENOUGH, is_label, is_of_peace, weigh
from .figures import Figure, closes
from .lists import (
    is_branch,
    is_contributor,
    is_deployment,
    is_gap,
    is_placed,
    is_reference,
    is_shared_noun,
)
from .nouns import any_unit, is_person, unit_of
from .sentences import AT, Case, Memory, Sentence, names_troops
from .totals import is_armed, is_change, is_series, is_size
from .verbs import form, triggers
from .words import Words, word_class


def resolve(sentence: Sentence, memory: Memory) -> list[Figure]:
    """The troop figures of a sentence; bare numbers are given their base and unit."""
    if sentence.number - memory.sentence == 1:
        sentence.earlier = memory.figure
    for index, item in enumerate(sentence.items):
        if item.sort != "troops":
            case = Case(sentence, index, item, memory)
            if is_label(case) or is_of_peace(case):
                continue
            one = case.lower[item.amount.number.first] == "one"
            for name, rule in _ONE if one else _FRAMES[item.sort]:
                if rule(case):
                    item.rule, item.base = name, case.base
                    if case.base is not None and item.unit is None:
                        item.unit = case.base.unit
                    item.sort = "troops"
                    break
            else:
                _weigh(case)
        elif sentence.kept and _adds(sentence.words, item):
            item.base = sentence.kept[-1]
        if item.sort == "troops":
            _stretch(sentence, item)
            sentence.kept.append(item)
            memory.figure, memory.sentence = item, sentence.number
        elif item.sort == "person":
            memory.other = sentence.number
    return sentence.kept


def _weigh(case: Case) -> None:
    """A number in no frame, a demonym or an everyday noun: by the evidence."""
    item, end = case.item, _nation_end(case)
    kind = "bare" if item.sort == "bare" else "nation" if end else "noun"
    if kind == "noun" and (item.head is None or item.head.kind not in _DOUBTFUL):
        return
    evidence = weigh(case, end or item.end)
    if kind == "nation":
        enough = evidence.score >= ENOUGH + 2 * evidence.civil and evidence.acts
    else:
        enough = evidence.score >= ENOUGH
    if not enough:
        item.sort = "person" if kind == "nation" else item.sort
        return
    item.sort, item.rule = "troops", "" if kind == "noun" else kind
    item.signs = evidence.signs
    if kind == "bare":
        item.base, item.unit = case.base, case.base.unit if case.base is not None else None
    elif kind == "nation":
        item.end = end


_DOUBTFUL = frozenset({"weak", "personnel", "sailor", "force"})


def _nation_end(case: Case) -> int:
    """The end of a people's or a group's name that ends the phrase; 0 where there is none."""
    item, words = case.item, case.words
    at = item.amount.end
    if item.head is not None or item.sort == "bare" or at >= len(words):
        return 0
    force = case.sentence.force_from(at) or case.sentence.force_from(at + 1)
    if force is None:
        people = words.capital(at) and case.lower[at].endswith(_PEOPLES)
        end = at + 1 if people else 0
    elif force.kind in ("group", "service") or (
        force.kind == "country" and force.text != force.name
    ):
        end = words.index(force.end - 1) + 1
    else:
        return 0
    if end and is_person(case.lower[end - 1]):
        return 0  # "58 Palestinians"
    end += end > 0 and case.near and case.word(end) in ("ones", "nationals")
    return end if closes(words, end) else 0


def _is_country(force: Force) -> bool:
    return force.kind == "country" and force.text == force.name


_PEOPLES = ("ians", "eans", "ans", "ers", "ites", "ese", "ish", "isis", "ists")


def _stretch(sentence: Sentence, item: Figure) -> None:
    """ "three members [of the Ohio National Guard]": members are nothing without whose."""
    if item.head is None or item.head.kind != "member":
        return
    words, at = sentence.words, item.end
    if words.lower[at : at + 1] == ["of"]:
        at += 1 + (words.lower[at + 1 : at + 2] == ["the"])
        force = sentence.force_from(at)
        while force is not None:
            item.end = words.index(force.end - 1) + 1
            force = sentence.force_from(item.end)
        while (
            item.end > at
            and words.lower[item.end : item.end + 1][0:1]
            and (words.lower[item.end] in _ARMED_BODIES)
        ):
            item.end += 1


def _adds(words: Words, item: Figure) -> bool:
    """ "4,700 casualties, including 600 fatalities", "and another 2,200 Marines aboard"."""
    before = words.lower[max(0, item.first - 2) : item.first]
    if not {"including", "among", "plus"}.isdisjoint(before) or before[-1:] == [":"]:
        return True  # "rises to 183: 98 of the police, …"
    if "leaving" in words.lower[max(0, item.first - 5) : item.first]:
        return True
    return "more" in item.amount.marks or words.lower[item.amount.end] == "more"


def _is_strong(case: Case) -> bool:
    """ "a 900-strong battalion", "a 10,000-man army", "a 25-person signals team"."""
    item, at = case.item, case.item.amount.end
    if case.word(at) == "strong" and closes(case.words, at + 1):
        at -= 1
    elif case.word(at) not in ("-", "‑"):
        return False
    kind = case.word(at + 1)
    if kind not in ("strong", "man", "men", "member", "person", "soldier"):
        return False
    named = not _BODIES.isdisjoint(case.lower[at + 2 : at + 5])
    named = named or "reconnaissance" in case.lower[at + 2 : at + 4]
    if kind in ("member", "person") and not named:
        return False
    crowd = not named and not _CROWDS.isdisjoint(case.lower[at + 2 : at + 5])
    if crowd or not (named or case.sentence.context.military_nearby):
        return False
    item.end, item.unit = at + 2, None
    item.first += case.word(item.first) in ("a", "an", "the")
    case.base = None
    return True


_BODIES = word_class("bodies of troops")
_ARMED_BODIES = word_class("armed bodies")
_CROWDS = word_class("crowds")


def _is_reported_loss(case: Case) -> bool:
    """ "2 KIA, 5 WIA"."""
    if case.after not in ("kia", "wia", "mia", "pow", "pows"):
        return False
    own = not {"own", "our", "friendly"}.isdisjoint(case.lower[: case.item.first])
    if own and not case.near:
        case.base = None  # no more of the enemy's fighters counted before
    case.item.end += 1
    return True


_FATES = word_class("fates")


def _is_fate(case: Case) -> bool:
    """ "and 6 wounded", "Union casualties were 640 killed, 2,915 wounded"."""
    loose = case.after.endswith("ly") or case.after == "enemy"  # "three [badly] hurt"
    adverb = loose and case.item.end < len(case.lower)
    fate = case.word(case.item.end + adverb)
    if case.blocked or case.item.sort not in ("bare", "thing")[: 1 + adverb] or fate not in _FATES:
        return False
    if fate == "taken" and case.word(case.item.end + 1) not in ("prisoner", "captive"):
        return False
    lost = case.before in ("lost", "suffered", "sustained", "losing", "suffering")
    if not case.near and not lost and not names_troops(case.lower[: case.item.first]):
        return False
    if not case.near:
        case.base = None
    case.item.end += 2 if fate == "taken" else 1 + adverb
    while case.word(case.item.end) in ("or", "and") and case.word(case.item.end + 1) in _FATES:
        case.item.end += 2  # "2,885 captured or missing"
    return True


def _is_lost(case: Case) -> bool:
    """ "Enemy losses amounted to 1,170 persons"."""
    before = case.lower[max(0, case.item.first - 5) : case.item.first]
    if (
        case.word(case.item.amount.end) not in ("persons", "people", "men")
        or "losses" not in before
    ):
        return False
    case.item.end, case.item.unit, case.base = case.item.amount.end + 1, "personnel", None
    return case.sentence.force_to(case.lower.index("losses")) is not None


def _is_taken(case: Case) -> bool:
    """ "and taken eight prisoner"."""
    known = form(f"{case.before} {case.after}") if case.after in ("prisoner", "captive") else None
    if known is None or case.blocked or case.base is None:
        return False
    case.item.end += case.item.head is None
    return True


def _is_apposed(case: Case) -> bool:
    """ "a company of Danish troops – about 150 – is here", "half the force, some 5,500, left"."""
    if case.item.sort != "bare":
        return False
    if case.before == "at" and case.word(case.item.first - 2) in ("estimated", "put"):
        case.item.unit = unit_of(case.word(case.item.first - 4))  # "rebels, estimated at 800"
        if case.item.unit is not None:
            case.base = None
            return True
    if case.before not in ("–", "—", "(", ","):
        return False
    if case.after not in ("–", "—", ")", ",") or (case.before == "," and not case.bounded):
        return False
    noun = case.word(case.item.first - 2)
    unit = unit_of(noun)
    trigger = triggers().get(noun)
    if unit is None and (trigger is None or not trigger.size):
        return False
    case.base, case.item.unit = None, unit
    return noun in _BODIES or case.sentence.context.military_nearby


def _is_more(case: Case) -> bool:
    """ "and 18 more were injured", "thirteen others", "another 300 in Gabon"."""
    item = case.item
    last = case.word(item.end - 1)
    adds = last in ("more", "others") or "more" in item.amount.marks
    if not adds or item.sort != "bare" or case.blocked or case.base is None:
        return False
    return case.near or case.memory.other < case.memory.sentence


_PRONOUNS = frozenset({"them", "us", "whom", "these", "those", "ours", "theirs"})


def _is_part(case: Case) -> bool:
    """ "700 of his original 1,900 men", "of whom 26,000", "1,500 of them", "including two"."""
    if case.item.sort == "person":
        return False
    first, end = case.item.first, case.item.end
    if case.after == "of":
        detained = case.lower[end + 2 : end + 3] == ["detained"]
        if case.word(end + 1) in _PRONOUNS and not detained:
            alone = case.before == "," and not case.near
            named = any_unit(case.word(first - 2)) if alone else None
            if named is not None:  # "The attackers, about 100 of them, came …"
                case.base, case.item.unit, case.item.end = None, named, end + 2
                return True
            if case.base is not None and not case.blocked:
                case.item.end = end + 2
                return True
            return False
        following = case.sentence.items[case.index + 1 : case.index + 2]
        if following and following[0].sort == "troops":
            between = case.lower[end + 1 : following[0].first + 1]
            if len(between) <= 4 and not any(mark in between for mark in (",", ".", "from", "in")):
                case.base = following[0]
                case.item.unit = following[0].unit
                return True
    if case.blocked or case.base is None:
        return False
    if case.before == "whom" or case.lower[max(0, first - 3) : first] == ["of", "these", ","]:
        return True
    if case.before in ("including", "them") or (
        case.before == "," and case.word(first - 2) in ("including", "these", "them")
    ):
        return case.near and case.item.sort == "bare"
    return False


def _is_object(case: Case) -> bool:
    """ "we have sent 1,950,513", "killing 12 and wounding 5"."""
    if case.blocked or case.item.sort != "bare":
        return False
    at = case.item.first - 1
    while at > 0 and case.lower[at] in _PARTICLES:
        at -= 1
    known = form(case.lower[at]) if at >= 0 else None
    if known is None or not known.verb.object:
        return False
    if known.verb.owner == "foe":
        return case.near  # "killing 12" alone counts anybody
    if known.verb.object == "level" or known.verb.base in _LIGHT:
        free = not case.after[0].isalpha() or case.after in AT
        return case.near or (case.base is not None and free)  # "Chad keeps 1,500 at the border"
    return case.base is not None or names_troops(case.lower[:at])


_PARTICLES = word_class("adverbs before a number")
_LIGHT = word_class("light verbs")


_Rules = list[tuple[str, Callable[[Case], bool]]]

# "one from Uruguay"; elsewhere a bare "one" is a pronoun, or "Air Force One".
_ONE: _Rules = [
    ("strong", _is_strong),
    ("fate", _is_reported_loss),
    ("fate", _is_fate),
    ("part", _is_part),
    ("contributor", is_contributor),
]
_PERSON: _Rules = [("losses", _is_lost)]
_THING: _Rules = [
    ("strong", _is_strong),
    ("fate", _is_reported_loss),
    ("fate", _is_fate),
    ("fate", _is_taken),
    ("part", _is_part),
    ("shared noun", is_shared_noun),
    ("branch", is_branch),
    ("reference", is_reference),
    ("deployment", is_deployment),
]
_BARE: _Rules = [
    ("fate", _is_reported_loss),
    ("fate", _is_fate),
    ("fate", _is_taken),
    ("part", _is_part),
    ("apposed", _is_apposed),
    ("more", _is_more),
    ("contributor", is_contributor),
    ("armed", is_armed),
    ("change", is_change),
    ("size", is_size),
    ("series", is_series),
    ("list", is_placed),
    ("object", _is_object),
    ("branch", is_branch),
    ("gap", is_gap),
    ("reference", is_reference),
    ("deployment", is_deployment),
]
_FRAMES = {"bare": _BARE, "thing": _THING, "person": _PERSON}
