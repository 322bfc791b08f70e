"""Finds the verb (or noun) that governs a figure, and how the sentence stands to it.

>>> govern(figure, items)  # "killing 12 soldiers"
Governor(at=0, measure='casualties', role='object', …)

Looks right first where a participle or a verb follows the figure at once ("12 soldiers
killed"), then left for a verb or a noun whose object it is, then right for its subject's verb.
"""

from collections.abc import Sequence
from typing import NamedTuple

from troopfacts.extractors.facts import Measure

from .figures import Figure
from .verbs import (
    ADVERBS,
    AUXILIARIES,
    BE,
    HAVE,
    NEGATIONS,
    RAISING,
    Form,
    form,
    is_verb,
    phrasal,
    triggers,
)
from .words import Words, word_class


class Governor(NamedTuple):
    """What governs a figure: the word `at`, the auxiliaries before it (`chain`), and the `role`
    of the people: object, subject, passive, noun ("withdrawal of"), size ("garrison of"), change
    ("cut to"), copula, with, agent, loss ("casualties"), state ("9 dead")."""

    at: int
    measure: Measure
    role: str
    chain: tuple[str, ...]
    form: Form | None
    rule: str


_BREAKS = frozenset({";", ":", ".", "?", "!", "—", "–", "(", ")", "“", "”", '"', "``", "''"})
_SUBORDINATORS = word_class("subordinators")
_PREPOSITIONS = word_class("prepositions")
_PARTICLES = word_class("particles")
_DETERMINERS = word_class("determiners")
_NOUNISH = word_class("verbs that are nouns")
_MOVERS = word_class("verbs of transport")
_PORTIONS = word_class("portions")
_PRISONS = word_class("prisons")
_DRILLS = word_class("drills")
_TAKING = word_class("verbs of taking lives")
_REACH = 40  # words looked at to the right
_FAR = 34  # and to the left


def govern(figure: Figure, items: Sequence[Figure]) -> Governor | None:
    """What governs the figure; None where nothing does ("Kenya: 1,460")."""
    found = _govern(figure, items)
    if found is not None and found.measure == "level" and found.role in ("copula", "with"):
        return _imprisoned(figure, found)
    return found


def _govern(figure: Figure, items: Sequence[Figure]) -> Governor | None:
    words = figure.words
    whole = _whole(figure, items)
    if whole is not None:
        return _govern(whole, items)
    inner = _inside(figure)
    if inner is not None:
        return inner
    beside = _beside_state(figure)
    if beside is not None:
        return beside
    end = _group_end(figure, items)
    adjacent = _participle(words, end) or _participle(words, figure.end)
    if adjacent is not None:
        return adjacent
    before = _before(words, _group_first(figure, items), figure)
    if before is not None and before.role in ("object", "change", "noun"):
        relative = _relative(words, figure.end) if before.rule.startswith("join") else None
        return relative or before
    after = _after(words, end)
    if before is not None and (after is None or before.role == "agent"):
        return before
    return after or _far(words, figure)


def _whole(figure: Figure, items: Sequence[Figure]) -> Figure | None:
    """ "31 people were killed, among them four soldiers": what killed the 31 killed the four."""
    lower, first = figure.words.lower, figure.first
    before = lower[max(0, first - 2) : first]
    if before[-1:] != ["including"] and before != ["among", "them"]:
        return None
    if figure.head is not None and figure.head.kind == "loss":
        return None
    earlier = [item for item in items if item.end <= first and item.sort in ("troops", "person")]
    return earlier[-1] if earlier else None


def verb_at(words: Words, at: int) -> Form | None:
    """The form of the troop verb at word `at`; None for a noun of the same spelling or a name."""
    known = form(words.lower[at])
    if known is None:
        return None
    inner = at > 0 and words.lower[at - 1] not in _BREAKS
    if words.capital(at) and inner and not words.titled:
        return None
    if known.kinds & {"past", "participle", "ing"}:
        return known
    before = words.lower[at - 1] if at else ""
    if before in ("that", "this") and (at == 1 or words.lower[at - 2] in _BREAKS):
        return known  # "That leaves 1,500"
    if before in _DETERMINERS or before in _NOT_BEFORE or before[:1].isdecimal():
        return None
    return known


_NOT_BEFORE = frozenset({"of", "in", "on", "with", "by", "for", "'s", "’s", "military"})


# 1. What stands inside the span or right behind it


_STATES: dict[str, Measure] = {
    **dict.fromkeys(word_class("states of loss"), "casualties"),
    **dict.fromkeys(word_class("states of capture"), "captives"),
}


def _inside(figure: Figure) -> Governor | None:
    """ "9 wounded soldiers", "2,108 wounded", "310 killed", "one captured officer"."""
    lower = figure.words.lower
    for at in range(figure.amount.end, figure.end):
        measure = _STATES.get(lower[at])
        if measure is not None:
            return Governor(at, measure, "state", (), form(lower[at]), f"{lower[at]} inside")
    if figure.head is not None and figure.head.kind == "loss":
        return _loss(figure)
    return None


def _loss(figure: Figure) -> Governor:
    """Casualties are casualties; the verb that gives them says whose and when."""
    lower, at = figure.words.lower, figure.first - 1
    while at >= 0 and figure.first - at < 6 and lower[at] not in _BREAKS:
        known = form(lower[at])
        if known is not None:
            chain = chain_before(figure.words, at)
            return Governor(at, "casualties", "object", chain, known, f"{known.verb.base} losses")
        at -= 1
    return Governor(figure.end - 1, "casualties", "loss", (), None, "noun of loss")


def _participle(words: Words, end: int) -> Governor | None:
    """ "12 soldiers killed in …", "35 guerrillas dead", "50 troops based in Korea"."""
    lower, at = words.lower, end
    while at < len(words) and _is_adverb(lower[at]):
        at += 1
    if at >= len(words):
        return None
    word = lower[at]
    if at + 1 < len(words) and lower[at : at + 1] in (["'s"], ["’s"], ["'"], ["’"]):
        trigger = triggers().get(lower[at + 1])
        if trigger is not None and not trigger.size:  # "the five soldiers' release"
            chain = _chain_of_noun(words, at)
            return Governor(at + 1, trigger.measure, "noun", chain, None, lower[at + 1])
    two = phrasal(lower, at)
    if two is not None and two.verb.object and "participle" in two.kinds:
        return Governor(at, two.verb.object, "passive", ("participle",), two, two.verb.base)
    if word in _STATES and word not in ("captured", "imprisoned", "kidnapped"):
        if form(word) is None or not _takes_object(words, at):
            return Governor(at, _STATES[word], "state", ("participle",), None, f"{word} after")
        return None
    known = verb_at(words, at)
    if known is None or "participle" not in known.kinds or not known.verb.object:
        return None
    if "past" in known.kinds and (known.verb.subject and not _foe(known)):
        return None  # "200 men returned", "3,000 troops landed": their own verb
    if "past" in known.kinds and _takes_object(words, at):
        return None
    return Governor(at, known.verb.object, "passive", ("participle",), known, f"{word} after")


def _beside_state(figure: Figure) -> Governor | None:
    """ "95 soldiers killed along with 1,350 insurgents", "700 died, as well as 79 soldiers"."""
    lower, at = figure.words.lower, figure.first - 1
    joint = " ".join(lower[max(0, at - 2) : at + 1])
    if not joint.endswith(("along with", "together with", "as well as")):
        return None
    for index in range(at - 2, max(-1, at - 14), -1):
        known = form(lower[index])
        measure = _STATES.get(lower[index]) or (known.verb.subject if known is not None else "")
        if measure in ("casualties", "captives") and index:
            return Governor(index, measure, "state", ("participle",), known, f"{lower[index]} with")
        if lower[index] in _BREAKS or measure:
            break
    return None


def _foe(known: Form) -> bool:
    return known.verb.owner == "foe"


def _is_adverb(word: str) -> bool:
    return word in ADVERBS or (word.endswith("ly") and len(word) > 4)


def _takes_object(words: Words, at: int) -> bool:
    """Whether a form like "killed" is the past of an active verb: a noun phrase follows it."""
    following = words.lower[at + 1] if at + 1 < len(words) else "."
    if following in _PARTICLES and words.lower[at + 2 : at + 3] != ["the"]:
        return False
    if following in _PREPOSITIONS or _is_adverb(following) or not following[0].isalnum():
        return False
    return following not in _SUBORDINATORS and following not in ("and", "or", "to", "who", "that")


# 2. Numbers that are joined


def _is_joint(between: Sequence[str]) -> bool:
    """Whether the words between two numbers join them: "and", ", ", "along with"."""
    return len(between) <= 3 and all(word in _JOINTS for word in between)


_JOINTS = frozenset({",", "and", "or", "along", "with", "as", "well", "plus", "together", "&"})


def _group_end(figure: Figure, items: Sequence[Figure]) -> int:
    """The end of the last number joined to this one: "35 guerrillas and 5 soldiers [dead]"."""
    words, end = figure.words, figure.end
    for other in items:
        if other.first >= end and other.sort != "bare":
            if not _is_joint(words.lower[end : other.first]):
                break
            if other.sort == "thing":
                return figure.end
            end = max(other.end, end)
            if other.sort == "person" and other.head is None:
                end = _skip_noun(words, other.end)
    joint = words.lower[end : end + 2]
    if len(joint) == 2 and joint[0] == "and" and joint[1] in _DETERMINERS | {"one"}:
        end = _skip_noun(words, end + 2)
    return end


def _skip_noun(words: Words, at: int) -> int:
    """The end of a plain noun phrase: "a [police officer]", "6 [civilians]"."""
    lower, start = words.lower, at
    while at < len(words) and at - start < 6:
        word = lower[at]
        if not word[0].isalpha() or word in _PREPOSITIONS or word in AUXILIARIES:
            break
        if at > start and (verb_at(words, at) is not None or word in ("and", "or", "who", "dead")):
            break
        at += 1
    return at


def _group_first(figure: Figure, items: Sequence[Figure]) -> int:
    """The first word of the first number joined to this one."""
    words, first = figure.words, figure.first
    for other in reversed(items):
        if other.end <= first and other.sort in ("troops", "person"):
            other_end = other.end if other.head is not None else _skip_noun(words, other.end)
            if other.rule and other.head is None:
                other_end = other.end
            if not _is_joint(words.lower[other_end:first]):
                break
            first = other.first
    return first


# 3. To the left: the figure as an object


def _before(words: Words, first: int, figure: Figure, depth: int = 0) -> Governor | None:
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
        and ((lower[at] in _PARTICLES and lower[at] != "in") or _is_adverb(lower[at]))
    ):
        at -= 1
    word = lower[at]
    if word in ("of", "in") and depth < 2:
        return _before_of(words, at, figure, depth)
    if word in _GRADES:
        return _change(words, at)
    if word in ("with", "by", "for"):
        return _PREPOSITIONAL[word](words, at)
    if word in ("including", "among"):
        return None
    known = verb_at(words, at)
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
    return Governor(at, measure, "object", chain, known, f"{known.verb.base} before")


def _copula(words: Words, at: int) -> Governor:
    """ "there are 17,000", "the ceiling was 549,500", "among the dead were 20"."""
    chain = (*chain_before(words, at), words.lower[at])
    for index in range(at - 1, max(-1, at - 4), -1):
        measure = _STATES.get(words.lower[index])
        if measure is not None:
            return Governor(at, measure, "state", chain, None, f"{words.lower[index]} is")
    return Governor(at, "level", "copula", chain, None, "is")


_GRADES = frozenset({"to", "from", "at", "below", "under", "above", "against"})


def _before_of(words: Words, at: int, figure: Figure, depth: int) -> Governor | None:
    """ "the withdrawal of 441 troops", "the death in combat of 139", "a garrison of 720"."""
    lower, stop = words.lower, max(-1, at - 7)
    index = at - 1
    while index > stop:
        word = lower[index]
        if word in _BREAKS or word in AUXILIARIES or (word == "," and depth):
            return None
        trigger = triggers().get(word)
        if trigger is not None and (lower[at] == "of" or not trigger.size):
            if word == "lives" and _TAKING.isdisjoint(lower[max(0, index - 4) : index]):
                return None  # "putting the lives of 300 troops on the line"
            if not trigger.size:
                chain = _chain_of_noun(words, index)
                return Governor(index, trigger.measure, "noun", chain, form(word), f"{word} of")
            outer = _before(words, _phrase_start(words, index), figure, depth + 1)
            if outer is not None and outer.role not in ("copula", "size"):
                return outer._replace(rule=f"{outer.rule}, {word} of")
            return Governor(index, "level", "size", (), None, f"{word} of")
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
        if word in _DETERMINERS:
            return start - 1
        if not word[0].isalnum() or word in _PREPOSITIONS or is_verb(word):
            break
        start -= 1
    return start


def _change(words: Words, at: int) -> Governor | None:
    """ "cut to 2,000", "fell from 4,000 to", "stands at 500": a level at either end."""
    lower, index = words.lower, at - 1
    stop = max(-1, at - 13)
    while index > stop:
        word = lower[index]
        if word in _BREAKS:
            break
        known = verb_at(words, index)
        if known is not None and (known.verb.object or known.verb.subject):
            base = known.verb.base
            if (
                at < len(lower)
                and lower[at] == "to"
                and (base in _MOVERS or base in ("join", "add"))
            ):
                return None
            chain = chain_before(words, index)
            if _foe(known):
                measure: Measure = known.verb.object or "level"
                return Governor(index, measure, "object", chain, known, f"{base} before")
            return Governor(index, "level", "change", chain, known, f"{base} {lower[at]}")
        trigger = triggers().get(word)
        if trigger is not None and trigger.size and word not in ("company", "group", "force"):
            return Governor(index, "level", "change", (), None, f"{word} {lower[at]}")
        if word in ("up", "down"):
            return Governor(index, "level", "was", (), None, f"{word} {lower[at]}")
        index -= 1
    return None


def _with(words: Words, at: int) -> Governor:
    """ "reinforced the fort with 12,000 men" adds them; "marched with 1,700" does not."""
    lower = words.lower
    for index in range(at - 1, max(-1, at - 8), -1):
        if lower[index] in _BREAKS or lower[index] == ",":
            break
        known = phrasal(lower, index) or verb_at(words, index)
        if known is None or lower[index] in _NOUNISH:
            continue
        chain = chain_before(words, index)
        if known.verb.base in ("reinforce", "augment", "bolster", "supply"):
            return Governor(index, "increase", "object", chain, known, "reinforced with")
        if known.verb.base in ("participate", "train", "exercise", "take part"):
            return Governor(index, "other", "object", chain, known, f"{known.verb.base} with")
        if known.verb.base in ("go down", "sink"):
            return Governor(index, "casualties", "object", chain, known, "went down with")
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
        if word in _BREAKS:
            break
        if word in _ASKING:
            return Governor(index, "increase", "object", (word, "to"), None, "asked for")
        if word in ("exchange", "swap", "return", "ransom", "traded"):
            return Governor(index, "captives", "noun", (), None, "in exchange for")
    return None


_ASKING = word_class("verbs of asking")
_PREPOSITIONAL = {"with": _with, "by": _by, "for": _for}


def _far(words: Words, figure: Figure) -> Governor | None:
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
            return Governor(at, trigger.measure, "noun", _chain_of_noun(words, at), None, word)
        at -= 1
    return None


# 4. To the right: the figure as a subject


def _relative(words: Words, end: int) -> Governor | None:
    """ "400 comrades who have served in Haiti"."""
    if words.lower[end : end + 1] in (["who"], ["that"], ["which"]):
        return _after(words, end)
    return None


def _after(words: Words, end: int) -> Governor | None:
    """The verb to the right whose subject the figure is: "75 troops [arrive] in Haiti"."""
    lower, at, relative = words.lower, end, False
    stop = min(len(words), end + _REACH)
    while at < stop:
        word = lower[at]
        if word in ("(", ","):
            skipped = _skip_aside(words, at, stop)
            if skipped is None:
                return None
            at = skipped
            continue
        if word in ("who", "that", "which", "whom") and not relative:
            relative = True
            at += 1
            continue
        if word in _BREAKS or word in _SUBORDINATORS or word in ("including", "among"):
            return None
        if word in ("and", "or"):
            if at + 1 < stop and is_verb(lower[at + 1]):
                return None
            at += 1
            continue
        if word in AUXILIARIES or (word == "to" and lower[at + 1 : at + 2] in (["be"], ["have"])):
            return _finite(words, at)
        if word == "to" and at + 1 < stop and "base" in _kinds(lower[at + 1]):
            return _infinitive(words, at, end)
        if word == "due" and at == end:
            home = "home" in lower[at : at + 3] or "out" in lower[at : at + 3]
            measure: Measure = "decrease" if home else "increase"
            return Governor(at, measure, "subject", ("due", "to"), None, "due")
        two = phrasal(lower, at)
        if two is not None and two.verb.subject:
            return Governor(at, two.verb.subject, "subject", (), two, two.verb.base)
        known = form(word) if at == end and word not in _NOUNISH else verb_at(words, at)
        if known is not None and (at == end or _may_be_verb(words, at, known)):
            active = _active(words, at, known)
            if active is not None:
                return active
        if at == end and known is None and word.endswith("ed") and not words.capital(at):
            return Governor(at, "level", "subject", ("past",), None, f"{word} after")
        at += 1
    return None


def _kinds(word: str) -> frozenset[str]:
    known = form(word)
    return known.kinds if known is not None else frozenset()


def _infinitive(words: Words, at: int, end: int) -> Governor | None:
    """ "thousands more [to return] by July"; "200 troops to run a centre" says nothing."""
    known = phrasal(words.lower, at + 1) or form(words.lower[at + 1])
    if known is None or not known.verb.subject or at != end or known.verb.subject == "level":
        return None
    return Governor(at + 1, known.verb.subject, "subject", ("to",), known, f"to {known.verb.base}")


def _skip_aside(words: Words, at: int, stop: int) -> int | None:
    """The word after an aside: "nine soldiers (two of them officers) were", "…, 3 of them, are"."""
    lower = words.lower
    close = ")" if lower[at] == "(" else ","
    for index in range(at + 1, stop):
        if lower[index] == close:
            following = lower[index + 1] if index + 1 < stop else "."
            if close == ")":
                return index + 1
            if following in AUXILIARIES or "past" in _kinds(following):
                return index + 1
        elif lower[index] in _BREAKS and close == ",":
            return None
    return None


def _may_be_verb(words: Words, at: int, known: Form) -> bool:
    """ "soldiers in Goma [surrendered]", but not "in an [attack]", "during [raids]"."""
    before = words.lower[at - 1]
    if known.kinds & {"past", "participle"}:
        return before not in _DETERMINERS and before not in ("of", "and", "with", "by", "in")
    if known.kinds == {"ing"} or words.lower[at] in _NOUNISH:
        return False
    return words.capital(at - 1) or _is_adverb(before) or before in ("who", "that", ",")


def _active(words: Words, at: int, known: Form) -> Governor | None:
    word = words.lower[at]
    known = phrasal(words.lower, at) or known
    passive = "past" not in known.kinds or not _takes_object(words, at)
    if "participle" in known.kinds and known.verb.object and passive:
        own = not _foe(known) and bool(known.verb.subject)
        measure = known.verb.subject if own else known.verb.object
        role, chain = (
            ("subject", ()) if own and "past" in known.kinds else ("passive", ("participle",))
        )
        return Governor(at, measure or "level", role, chain, known, f"{word} after")
    if known.verb.base == "join" and _joins_others(words, at):
        return Governor(at, "other", "subject", (), known, "joins others")
    if known.verb.subject:
        return Governor(at, known.verb.subject, "subject", (), known, f"{word} after")
    if known.verb.object and known.kinds == {"ing"}:
        return None
    return Governor(at, "level", "subject", (), known, f"{word} after")


def _joins_others(words: Words, at: int) -> bool:
    """ "join the M23 movement": going over to another side is no increase."""
    return not _SIDES.isdisjoint(words.lower[at + 1 : at + 7])


_SIDES = frozenset({"movement", "rebels", "rebellion", "insurgency", "militia", "insurgents"})


def _finite(words: Words, at: int) -> Governor | None:
    """The verb after auxiliaries: "[are expected to be] released", "[have] surrendered"."""
    lower, chain = words.lower, list[str]()
    stop = min(len(words), at + 14)
    while at < stop:
        word = lower[at]
        if word in AUXILIARIES or _is_adverb(word) or word in NEGATIONS or word == "to":
            chain.append(word)
            at += 1
            continue
        if word in RAISING and _raises(words, at, stop):
            chain.append(word)
            at += 1
            continue
        break
    if at >= len(words):
        return Governor(at - 1, "level", "copula", tuple(chain), None, "is")
    word = lower[at]
    if word in ("dead", "missing"):
        return Governor(at, "casualties", "passive", tuple(chain), None, f"is {word}")
    if word in ("home", "back") and "be" in chain:
        return Governor(at, "decrease", "subject", tuple(chain), None, "is home")
    if word == "on" and lower[at + 1 : at + 3] in (
        ["their", "way"],
        ["the", "way"],
        ["its", "way"],
    ):
        return Governor(at, "increase", "subject", (*chain, "going"), None, "on their way")
    known = phrasal(lower, at) or form(word)
    if known is None:
        return Governor(at, "level", "copula", tuple(chain), None, f"is {word}")
    if known.kinds & {"participle"} and _last_be(chain):
        measure: Measure = known.verb.object or known.verb.subject or "level"
        return Governor(at, measure, "passive", tuple(chain), known, f"be {word}")
    if known.verb.base == "join" and _joins_others(words, at):
        return Governor(at, "other", "subject", tuple(chain), known, "joins others")
    measure = known.verb.subject or "level"
    return Governor(at, measure, "subject", tuple(chain), known, f"{word} after")


def _raises(words: Words, at: int, stop: int) -> bool:
    """ "are [expected] to leave", "were [reported] killed"; "are going to Erbil" is a move."""
    following = words.lower[at + 1] if at + 1 < stop else "."
    if following == "to":
        return not (at + 2 < stop and words.capital(at + 2))
    return form(following) is not None or following in ("dead", "missing", "in")


def _last_be(chain: Sequence[str]) -> bool:
    for word in reversed(chain):
        if word in BE:
            return True
        if word in HAVE or word == "to":
            return False
    return False


# 5. The words over a verb or noun


def chain_before(words: Words, at: int) -> tuple[str, ...]:
    """The auxiliaries and the verbs over a verb: "[has agreed to] send", "[plans to] deploy"."""
    lower, start = words.lower, at
    while start > 0 and at - start < 9:
        word = lower[start - 1]
        upward = lower[start] if start < at else ""
        if word in AUXILIARIES or word in NEGATIONS or word == "to" or _is_adverb(word):
            start -= 1
            continue
        over = word in RAISING or word in _OVER
        if over and (upward == "to" or (start == at and _kinds(lower[at]) == {"ing"})):
            start -= 1
            continue
        break
    return tuple(lower[start:at])


_OVER = word_class("verbs over verbs")


def _chain_of_noun(words: Words, at: int) -> tuple[str, ...]:
    """The words over a noun of movement: "[orders] the deployment", "[plans for] withdrawal"."""
    lower, start = words.lower, max(0, at - 7)
    for index in range(at - 1, start - 1, -1):
        if lower[index] in _BREAKS or lower[index] == ",":
            start = index + 1
            break
    return ("noun", *lower[start:at])


def _imprisoned(figure: Figure, found: Governor) -> Governor:
    """ "thousands of fighters are behind the walls of prisons"."""
    lower = figure.words.lower
    if _PRISONS.isdisjoint(lower[figure.end : figure.end + 12]):
        return found
    return found._replace(measure="captives", rule=f"{found.rule}, in prison")
