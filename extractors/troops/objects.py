"""The verb or noun to the left of a figure: the figure as its object.

>>> before(words, 1, figure)  # "killing 12 soldiers"
Governor(at=0, measure='casualties', role='object', …)
"""

from troopfacts.extractors.facts import Measure

from .figures import Figure
from .governors import (
    BREAKS,
    DETERMINERS,
    NOUNISH,
    PARTICLES,
    PREPOSITIONS,
    STATES,
    Governor,
    chain_before,
    chain_of_noun,
    is_adverb,
    is_foe,
    verb_at,
)
from .verbs import AUXILIARIES, BE, Form, form, is_verb, phrasal, triggers
from .words import Words, word_class

_LASTING = frozenset(
    {"extend", "extends", "extended", "extending", "prolong", "prolongs", "prolonged", "renewed"}
)
_INDIRECT = frozenset({"him", "them", "us", "me", "it"})
_MOVERS = word_class("verbs of transport")
_PORTIONS = word_class("portions")
_DRILLS = word_class("drills")
_TAKING = word_class("verbs of taking lives")
_ASKING = word_class("verbs of asking")
_FAR = 34  # words looked at for another object's verb
_SIZES = frozenset({"dead", "toll", "total", "number", "strength", "losses", "wounded"})
_GRADES = frozenset({"to", "from", "at", "below", "under", "above", "against"})


def before(words: Words, first: int, figure: Figure, depth: int = 0) -> Governor | None:
    """The verb or noun to the left whose object the figure is."""
    lower, at = words.lower, first - 1
    if at < 0:
        return None
    marks = figure.amount.marks if depth == 0 else frozenset()
    if "from" in marks:
        changed = _change(words, first)
        if changed is not None:
            return changed
    if at >= 1:
        two = phrasal(lower, at - 1)
        if two is not None and two.verb.object:
            chain = chain_before(words, at - 1)
            return Governor(at - 1, two.verb.object, "object", chain, two, two.verb.base)
    while (
        at > 0
        and first - at < 4
        and ((lower[at] in PARTICLES and lower[at] != "in") or is_adverb(lower[at]))
    ):
        at -= 1
    if at and (lower[at] in _INDIRECT or lower[at] in ('"', "“", "``")):
        at -= 1  # "cost [him] another 25,000", "killed 'hundreds' of rebels"
    if figure.rule == "strong" and at and lower[at] in DETERMINERS:
        at -= 1  # "deployed a 900-strong battalion"
    word = lower[at]
    if word in ("of", "in") and depth < 2:
        return _before_of(words, at, figure, depth)
    if word in _GRADES:
        return _change(words, at)
    if word == "as":  # "gives its own dead as 190 servicemen"
        lost = next((one for one in lower[max(0, at - 4) : at] if one in STATES), None)
        return Governor(at, STATES[lost], "state", (), None, f"{lost} as") if lost else None
    if word in ("with", "by", "for"):
        return _PREPOSITIONAL[word](words, at)
    if word in ("including", "among"):
        return None
    known = verb_at(words, at)
    if known is not None and known.verb.base == "hit" and figure.head is None:
        return Governor(at, "level", "copula", chain_before(words, at), known, "hit")
    if known is not None:
        return _object(words, at, known)
    if word in BE:
        return _copula(words, at)
    return None


def _object(words: Words, at: int, known: Form) -> Governor | None:
    """The figure follows its verb at once; "killed or captured 200" counts losses."""
    measure = known.verb.object
    if words.lower[at - 1 : at] in (["or"], ["and"], ["/"]) and at > 1:
        other = form(words.lower[at - 2].rstrip(","))
        if other is not None and other.verb.object == "casualties":
            measure = "casualties"
    if not measure:
        return None
    if measure == "other" and known.verb.base == "draw" and _DRILLS.isdisjoint(words.lower):
        return None
    chain = chain_before(words, at)
    sized = known.verb.base in ("number", "total") and known.kinds == {"ing"}
    role = "size" if sized else "object"  # "battalions totalling 1,300 men left"
    return Governor(at, measure, role, chain, known, f"{known.verb.base} before")


def _copula(words: Words, at: int) -> Governor:
    """ "there are 17,000", "the ceiling was 549,500", "among those released on Friday were 20"."""
    chain = (*chain_before(words, at), words.lower[at])
    lower = words.lower
    for index in range(at - 1, max(-1, at - 10), -1):
        if lower[index] in BREAKS:
            break
        measure = STATES.get(lower[index])
        if measure is not None and at - index < 4:
            return Governor(at, measure, "state", chain, None, f"{lower[index]} is")
        known = form(lower[index])
        opened = index == 0 or lower[index - 1] in _INVERTED
        if known is not None and known.verb.object and "participle" in known.kinds and opened:
            return Governor(index, known.verb.object, "passive", chain, known, f"{lower[index]} is")
    return Governor(at, "level", "copula", chain, None, "is")


_INVERTED = frozenset({"those", "these", "also", "among", "them"})


def _before_of(words: Words, at: int, figure: Figure, depth: int) -> Governor | None:
    """ "the withdrawal of 441 troops", "the death in combat of 139", "a garrison of 720"."""
    lower, stop = words.lower, max(-1, at - 7)
    index = at - 1
    while index > stop:
        word = lower[index]
        if word in BREAKS or word in AUXILIARIES or (word == "," and depth):
            return None
        trigger = triggers().get(word)
        if trigger is not None and (lower[at] == "of" or not trigger.size):
            if word == "lives" and _TAKING.isdisjoint(lower[max(0, index - 4) : index]):
                return None  # "putting the lives of 300 troops on the line"
            if not _LASTING.isdisjoint(lower[max(0, index - 3) : index]):
                return Governor(index, "level", "noun", (), None, f"longer {word} of")
            if not trigger.size:
                chain = chain_of_noun(words, index)
                return Governor(index, trigger.measure, "noun", chain, form(word), f"{word} of")
            outer = before(words, _phrase_start(words, index), figure, depth + 1)
            if outer is not None and outer.role not in ("copula", "size"):
                return outer._replace(rule=f"{outer.rule}, {word} of")
            return Governor(index, "level", "size", (), None, f"{word} of")
        two = phrasal(lower, index - 1) if index and word in PARTICLES else None
        if two is not None and two.verb.object and set(lower[index + 1 : at]) <= _PORTIONS:
            chain = chain_before(words, index - 1)  # "pulled out the last of its 2,400 troops"
            return Governor(index - 1, two.verb.object, "object", chain, two, two.verb.base)
        known = verb_at(words, index)
        if known is not None and known.verb.object and index == at - 1:
            return _object(words, index, known)  # "consists of 600"
        if known is not None and known.verb.object and index < at - 1:
            if lower[at] == "of" and set(lower[index + 1 : at]) <= _PORTIONS:
                return _object(words, index, known)  # "withdrew the last of its 1,500 troops"
            return None
        index -= 1
    return None


def _phrase_start(words: Words, at: int) -> int:
    """The first word of the noun phrase whose head is `at`."""
    lower, start = words.lower, at
    while start > 0 and at - start < 5:
        word = lower[start - 1]
        if word in DETERMINERS:
            return start - 1
        adjective = word in _CEILINGS and start > 1 and lower[start - 2] in DETERMINERS
        if not word[0].isalnum() or word in PREPOSITIONS or (is_verb(word) and not adjective):
            break
        start -= 1
    return start


_CEILINGS = frozenset({"authorised", "authorized", "approved", "mandated"})  # "an authorised size"


def _change(words: Words, at: int) -> Governor | None:
    """ "cut to 2,000", "fell from 4,000 to", "stands at 500": a level at either end."""
    lower, index = words.lower, at - 1
    stop = max(-1, at - 13)
    while index > stop:
        word = lower[index]
        if word in BREAKS:
            break
        two = phrasal(lower, index - 1) if index else None
        if two is not None and two.verb.object == "decrease" and lower[at : at + 1] == ["to"]:
            chain = chain_before(words, index - 1)  # "to draw down to 3,500"
            return Governor(index - 1, "level", "change", chain, two, f"{two.verb.base} to")
        known = verb_at(words, index)
        if known is not None and (known.verb.object or known.verb.subject):
            base = known.verb.base
            if (
                at < len(lower)
                and lower[at] == "to"
                and (base in _MOVERS or base in ("join", "add"))
                and _SIZES.isdisjoint(lower[index + 1 : at])  # "brought its dead to 13"
            ):
                return None
            chain = chain_before(words, index)
            if is_foe(known):
                measure: Measure = known.verb.object or "level"
                return Governor(index, measure, "object", chain, known, f"{base} before")
            return Governor(index, "level", "change", chain, known, f"{base} {lower[at]}")
        trigger = triggers().get(word)
        if trigger is not None and trigger.size and word not in ("company", "group", "force"):
            outer = _phrase_start(words, index) - 1
            known = verb_at(words, outer) if outer >= 0 else None
            if known is not None and (known.verb.object or known.verb.subject):
                chain = chain_before(words, outer)  # "to raise the army from 182,000 to 260,000"
                rule = f"{known.verb.base} {lower[at]}"
                return Governor(outer, "level", "change", chain, known, rule)
            return Governor(index, "level", "change", (), None, f"{word} {lower[at]}")
        if word in ("up", "down"):
            chain = chain_before(words, index)
            role = "was" if lower[at] != "to" else "copula"  # "is down to 76,000"
            return Governor(index, "level", role, chain, None, f"{word} {lower[at]}")
        index -= 1
    return None


def _with(words: Words, at: int) -> Governor:
    """ "reinforced the fort with 12,000 men" adds them; "marched with 1,700" does not."""
    lower = words.lower
    for index in range(at - 1, max(-1, at - 14), -1):
        if lower[index] in BREAKS or lower[index] == ",":
            break
        known = phrasal(lower, index) or verb_at(words, index)
        if known is None or lower[index] in NOUNISH:
            continue
        chain = chain_before(words, index)
        if known.verb.base in ("reinforce", "augment", "bolster", "supply"):
            return Governor(index, "increase", "object", chain, known, "reinforced with")
        if known.verb.base in ("deploy", "land", "arrive", "disembark"):
            return Governor(index, "increase", "object", chain, known, f"{known.verb.base} with")
        if known.verb.base in ("participate", "train", "exercise", "take part"):
            return Governor(index, "other", "object", chain, known, f"{known.verb.base} with")
        if known.verb.base in ("go down", "sink"):
            return Governor(index, "casualties", "object", chain, known, "went down with")
        shared = known.verb.subject
        if shared in ("captives", "decrease") and not is_foe(known):
            return Governor(index, shared, "object", chain, known, f"{known.verb.base} with")
    if not _DRILLS.isdisjoint(lower[max(0, at - 14) : at]):
        return Governor(at, "other", "with", (), None, "drill with")
    return Governor(at, "level", "with", (), None, "with")


def _by(words: Words, at: int) -> Governor:
    """ "cut by 2,000" is a change; "ambushed by ten gunmen" names who did it."""
    known = form(words.lower[at - 1]) if at else None
    if known is not None and known.verb.base in (
        "cut",
        "reduce",
        "shrink",
        "lower",
        "fall",
        "drop",
    ):
        chain = chain_before(words, at - 1)
        return Governor(at - 1, "decrease", "object", chain, known, "cut by")
    if known is not None and known.verb.base in ("rise", "grow", "increase", "expand", "swell"):
        chain = chain_before(words, at - 1)
        return Governor(at - 1, "increase", "object", chain, known, "grown by")
    return Governor(at, "level", "agent", (), None, "by")


def _for(words: Words, at: int) -> Governor | None:
    """ "asked the governor for 200 gendarmes", "in exchange for 15 soldiers"."""
    lower = words.lower
    for index in range(at - 1, max(-1, at - 7), -1):
        word = lower[index]
        if word in BREAKS:
            break
        if word in _ASKING:
            return Governor(index, "increase", "object", (word, "to"), None, "asked for")
        if word in ("exchange", "swap", "return", "ransom", "traded"):
            return Governor(index, "captives", "noun", (), None, "in exchange for")
    return None


_PREPOSITIONAL = {"with": _with, "by": _by, "for": _for}


def far(words: Words, figure: Figure) -> Governor | None:
    """The last resort: an object after another object, a noun of movement in the clause.

    "has killed a commander, known as …, and ten other fighters"; "withdrawals, a total of 480".
    """
    lower, at = words.lower, figure.first - 1
    joined = at >= 0 and lower[at] in ("and", ",", ")")
    stop = max(-1, at - _FAR)
    while at > stop:
        word = lower[at]
        if word in (";", ".", "?", "!", "”", '"'):
            return None
        known = verb_at(words, at)
        measure = known.verb.object if known is not None and known.verb.owner and joined else ""
        if known is not None and measure and measure != "level":
            return Governor(at, measure, "far", chain_before(words, at), known, f"{word} … and")
        trigger = triggers().get(word)
        moves = trigger is not None and trigger.measure in ("decrease", "increase")
        if trigger is not None and moves and figure.first - at < 9 and not joined:
            return Governor(at, trigger.measure, "noun", chain_of_noun(words, at), None, word)
        at -= 1
    return None
