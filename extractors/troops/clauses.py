"""Finds the verb (or noun) that governs a figure, and how the sentence stands to it.

>>> govern(sentence, figure)  # "killing 12 soldiers"
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
    triggers,
)
from .words import Words, word_class


class Governor(NamedTuple):
    """`at`: the word that governs; `chain`: the auxiliaries before it; `role`: what the people are
    to it: object, subject, passive (object of a passive verb), size (of a body), agent, with."""

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
_REACH = 30  # words looked at to the right
_BACK = 14  # and to the left


def govern(figure: Figure, items: Sequence[Figure]) -> Governor | None:
    """What governs the figure; None where nothing does ("Kenya: 1,460")."""
    words = figure.words
    inner = _inside(figure)
    if inner is not None:
        return inner
    end = _group_end(figure, items)
    adjacent = _participle(words, end) or (
        _participle(words, figure.end) if end != figure.end else None
    )
    if adjacent is not None:
        return adjacent
    first = _group_first(figure, items)
    before = _before(words, first, 0)
    if before is not None and before.role in ("object", "change"):
        return before
    after = _after(words, figure.end, end, items)
    if before is not None and (after is None or before.role == "agent"):
        return before
    if after is not None:
        return after
    return None


_STATES: dict[str, Measure] = {
    "killed": "casualties",
    "wounded": "casualties",
    "injured": "casualties",
    "dead": "casualties",
    "missing": "casualties",
    "slain": "casualties",
    "fallen": "casualties",
    "hurt": "casualties",
    "captured": "captives",
    "captive": "captives",
    "imprisoned": "captives",
    "kidnapped": "captives",
    "kia": "casualties",
    "wia": "casualties",
    "mia": "casualties",
    "pow": "captives",
    "pows": "captives",
}


def _inside(figure: Figure) -> Governor | None:
    """ "9 wounded soldiers", "2,108 wounded", "310 killed", "one captured officer"."""
    lower = figure.words.lower
    for at in range(figure.amount.end, figure.end):
        measure = _STATES.get(lower[at])
        if measure is not None:
            return Governor(at, measure, "passive", (), form(lower[at]), f"{lower[at]} inside")
    if figure.head is not None and figure.head.kind == "loss":
        return _loss(figure)
    return None


def _loss(figure: Figure) -> Governor:
    """Casualties are casualties; the verb that gives them says whose and when."""
    lower, at = figure.words.lower, figure.first - 1
    while at >= 0 and figure.first - at < 6 and lower[at] not in _BREAKS:
        known = form(lower[at])
        if known is not None:
            chain = _chain_before(lower, at)
            return Governor(at, "casualties", "object", chain, known, f"{known.verb.base} losses")
        at -= 1
    return Governor(figure.end - 1, "casualties", "loss", (), None, "noun of loss")


def _participle(words: Words, end: int) -> Governor | None:
    """ "12 soldiers killed in …", "35 guerrillas dead", "50 troops based in Korea"."""
    lower = words.lower
    at = end
    while at < len(words) and lower[at] in ADVERBS:
        at += 1
    if at >= len(words):
        return None
    word = lower[at]
    if word == "taken" and lower[at + 1 : at + 2] in (["prisoner"], ["captive"], ["hostage"]):
        return Governor(at, "captives", "passive", (), None, "taken prisoner")
    if word in ("dead", "missing", "captive", "kia", "wia", "mia", "pow", "pows"):
        return Governor(at, _STATES[word], "passive", (), None, f"{word} after")
    known = form(word)
    if known is None or "participle" not in known.kinds or not known.verb.object:
        return None
    if "past" in known.kinds and _takes_object(words, at):
        return None
    return Governor(at, known.verb.object, "passive", ("participle",), known, f"{word} after")


def _takes_object(words: Words, at: int) -> bool:
    """Whether a form like "killed" is the past of an active verb: a noun phrase follows it."""
    following = words.lower[at + 1] if at + 1 < len(words) else "."
    if following in _PARTICLES and words.lower[at + 2 : at + 3] != ["the"]:
        return False
    if following in _PREPOSITIONS or following in ADVERBS or not following[0].isalnum():
        return False
    return following not in _SUBORDINATORS and following not in ("and", "or", "to", "who", "that")


def _group_end(figure: Figure, items: Sequence[Figure]) -> int:
    """The end of the last number joined to this one: "35 guerrillas and 5 soldiers [dead]"."""
    words, end = figure.words, figure.end
    for other in items:
        if other.first >= end and other.sort != "bare":
            between = words.lower[end : other.first]
            if len(between) > 2 or not all(word in (",", "and", "or") for word in between):
                break
            end = max(other.end, end)
            if other.sort == "thing":
                return figure.end
            if other.sort == "person" and other.head is None:
                end = _skip_noun(words, other.end)
    joint = words.lower[end : end + 2]
    if (
        len(joint) == 2
        and joint[0] == "and"
        and joint[1] in ("a", "an", "the", "one", "his", "their")
    ):
        end = _skip_noun(words, end + 2)
    return end


def _skip_noun(words: Words, at: int) -> int:
    """The end of a plain noun phrase: "a [police officer]", "6 [civilians]"."""
    lower, start = words.lower, at
    while at < len(words) and at - start < 6:
        word = lower[at]
        if not word[0].isalpha() or word in _PREPOSITIONS or word in AUXILIARIES:
            break
        if at > start and (form(word) is not None or word in ("and", "or", "who", "that", "dead")):
            break
        at += 1
    return at


def _group_first(figure: Figure, items: Sequence[Figure]) -> int:
    """The first word of the first number joined to this one."""
    words, first = figure.words, figure.first
    for other in reversed(items):
        if other.end <= first and other.sort in ("troops", "person"):
            other_end = other.end if other.head is not None else _skip_noun(words, other.end)
            between = words.lower[other_end:first]
            if len(between) > 2 or not all(word in (",", "and", "or") for word in between):
                break
            first = other.first
    return first


def _before(words: Words, first: int, depth: int) -> Governor | None:
    """The verb or noun to the left whose object the figure is."""
    lower, at = words.lower, first - 1
    while at >= 0 and lower[at] in _PARTICLES and lower[at] != "in" and first - at < 4:
        at -= 1
    if at < 0:
        return None
    word = lower[at]
    if word in ("of", "in") and depth < 2:
        return _before_of(words, at, depth)
    if word in _GRADES:
        return _change(words, at)
    if word == "with":
        return _with(words, at)
    if word == "by":
        return _by(words, at)
    if word == "for":
        return _for(words, at)
    known = form(word)
    if known is not None:
        measure = known.verb.object
        if measure and not (word in _NOUNISH and _is_noun(lower, at)):
            return Governor(
                at, measure, "object", _chain_before(lower, at), known, f"{word} before"
            )
        return None
    if word in BE:
        return Governor(at, "level", "copula", (*_chain_before(lower, at), word), None, "is")
    if word in ("including", "among") or not is_object_gap(word):
        return None
    return _before_far(words, at)


_GRADES = frozenset(["to", "from", "at", "below", "under", "above", "against"])
_NOUNISH = word_class("verbs that are nouns")


def is_object_gap(word: str) -> bool:
    """Whether a verb may still be to the left: adverbs, "a raid", "the army" between."""
    return word in ADVERBS or word.isalpha()


def _is_noun(lower: Sequence[str], at: int) -> bool:
    return at > 0 and lower[at - 1] in ("a", "an", "the", "their", "its", "his", "of", "in", "on")


def _before_far(words: Words, at: int) -> Governor | None:
    """A verb a few words to the left in the same phrase: "sent to Chad 200 men"."""
    lower, stop = words.lower, max(-1, at - 6)
    while at > stop:
        word = lower[at]
        if word in _BREAKS or word == "," or word in _SUBORDINATORS:
            return None
        known = form(word)
        if known is not None and known.verb.object:
            chain = _chain_before(lower, at)
            return Governor(at, known.verb.object, "far", chain, known, f"{word} before")
        if word in AUXILIARIES:
            return None
        at -= 1
    return None


def _before_of(words: Words, at: int, depth: int) -> Governor | None:
    """ "the withdrawal of 441 troops", "the death in combat of 139", "a garrison of 720"."""
    lower, stop = words.lower, max(-1, at - 7)
    index = at - 1
    while index > stop:
        word = lower[index]
        if word in _BREAKS or word in AUXILIARIES or (word == "," and depth):
            return None
        trigger = triggers().get(word)
        if trigger is not None and (lower[at] == "of" or not trigger.size):
            if not trigger.size:
                chain = _chain_of_noun(lower, index)
                return Governor(index, trigger.measure, "noun", chain, form(word), f"{word} of")
            outer = _before(words, _phrase_start(lower, index), depth + 1)
            if outer is not None and outer.role != "copula":
                return outer._replace(rule=f"{outer.rule}, {word} of")
            return Governor(index, "level", "size", (), None, f"{word} of")
        known = form(word)
        if known is not None and known.verb.object and index < at - 1:
            return None
        index -= 1
    if lower[at] == "in":
        return None
    return None


def _phrase_start(lower: Sequence[str], at: int) -> int:
    """The first word of the noun phrase whose head is `at`."""
    start = at
    while start > 0 and at - start < 5:
        word = lower[start - 1]
        if word in _DETERMINERS:
            return start - 1
        if not word[0].isalnum() or word in _PREPOSITIONS or is_verb(word):
            break
        start -= 1
    return start


_DETERMINERS = word_class("determiners")


def _chain_of_noun(lower: Sequence[str], at: int) -> tuple[str, ...]:
    """The words over a noun of movement: "[orders] the deployment", "[plans for] withdrawal"."""
    start = max(0, at - 7)
    for index in range(at - 1, start - 1, -1):
        if lower[index] in _BREAKS or lower[index] == ",":
            start = index + 1
            break
    return tuple(lower[start:at])


def _change(words: Words, at: int) -> Governor | None:
    """ "cut to 2,000", "fell from 4,000 to", "numbers at 500": a level at either end."""
    lower = words.lower
    index, stop = at - 1, max(-1, at - 13)
    while index > stop:
        word = lower[index]
        if word in _BREAKS:
            break
        known = form(word)
        if known is not None and (known.verb.object or known.verb.subject):
            base = known.verb.base
            if base in _MOVERS and lower[at] == "to":
                return None
            if lower[at] == "to" and base in ("join", "add"):
                return None
            chain = _chain_before(lower, index)
            return Governor(index, "level", "change", chain, known, f"{base} {lower[at]}")
        trigger = triggers().get(word)
        if trigger is not None and word not in ("company", "group"):
            return Governor(index, "level", "change", (), None, f"{word} {lower[at]}")
        if word in ("up", "down"):
            return Governor(index, "level", "was", (), None, f"{word} {lower[at]}")
        index -= 1
    return None


_MOVERS = word_class("verbs of transport")


def _with(words: Words, at: int) -> Governor | None:
    """ "reinforced the fort with 12,000 men" adds them; "marched with 1,700" does not."""
    lower = words.lower
    for index in range(at - 1, max(-1, at - 8), -1):
        if lower[index] in _BREAKS or lower[index] == ",":
            break
        known = form(lower[index])
        if known is not None and known.verb.base in ("reinforce", "augment", "bolster", "supply"):
            chain = _chain_before(lower, index)
            return Governor(index, "increase", "object", chain, known, "reinforced with")
        if known is not None and known.verb.base in ("participate", "take", "train", "exercise"):
            return Governor(index, "other", "with", _chain_before(lower, index), known, "with")
    return Governor(at, "level", "with", (), None, "with")


def _by(words: Words, at: int) -> Governor | None:
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
        chain = _chain_before(words.lower, at - 1)
        return Governor(at - 1, "decrease", "object", chain, known, "cut by")
    if known is not None and known.verb.base in ("rise", "grow", "increase", "expand", "swell"):
        chain = _chain_before(words.lower, at - 1)
        return Governor(at - 1, "increase", "object", chain, known, "grown by")
    return Governor(at, "level", "agent", (), None, "by")


def _for(words: Words, at: int) -> Governor | None:
    """ "asked the governor for 200 gendarmes", "in exchange for 15 soldiers"."""
    lower = words.lower
    for index in range(at - 1, max(-1, at - 7), -1):
        word = lower[index]
        if word in _BREAKS:
            break
        if word in (
            "asked",
            "ask",
            "asks",
            "asking",
            "call",
            "called",
            "calls",
            "request",
            "requests",
        ):
            return Governor(index, "increase", "object", ("ask",), None, "asked for")
        if word in ("exchange", "swap", "return", "ransom", "traded"):
            return Governor(index, "captives", "noun", (), None, "in exchange for")
    return None


def _after(words: Words, near: int, end: int, items: Sequence[Figure]) -> Governor | None:
    """The verb to the right whose subject the figure is: "75 troops [arrive] in Haiti"."""
    lower, at, relative = words.lower, end, False
    stop = min(len(words), end + _REACH)
    while at < stop:
        word = lower[at]
        if word == "(":
            close = next((i for i in range(at, min(stop, at + 15)) if lower[i] == ")"), None)
            if close is None:
                return None
            at = close + 1
            continue
        if word == ",":
            skipped = _skip_aside(lower, at, stop)
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
            if at + 1 < stop and (is_verb(lower[at + 1]) or form(lower[at + 1])):
                return None
            at += 1
            continue
        if word in AUXILIARIES:
            return _finite(words, at)
        if word == "to" and at + 1 < stop and lower[at + 1] in ("be", "have"):
            return _finite(words, at)
        if (
            word == "to"
            and at + 1 < stop
            and form(lower[at + 1])
            and "base" in _kinds(lower[at + 1])
        ):
            known = form(lower[at + 1])
            if known is not None and known.verb.subject and at == near:
                return Governor(
                    at + 1, known.verb.subject, "subject", ("to",), known, "to " + lower[at + 1]
                )
            return None
        known = form(word)
        if known is not None and (at == end or _may_be_verb(words, at, known)):
            active = _active(words, at, known)
            if active is not None:
                return active
        at += 1
    return None


def _kinds(word: str) -> frozenset[str]:
    known = form(word)
    return known.kinds if known is not None else frozenset()


def _skip_aside(lower: Sequence[str], at: int, stop: int) -> int | None:
    """The word after an aside between commas: "nine soldiers, two of them officers, were"."""
    for index in range(at + 1, min(stop, at + 24)):
        if lower[index] == ",":
            following = lower[index + 1] if index + 1 < stop else "."
            if following in AUXILIARIES or form(following) is not None:
                return index + 1
            if following in ("and", "from") or not following[0].isalpha():
                continue
        if lower[index] in _BREAKS:
            return None
    return None


def _may_be_verb(words: Words, at: int, known: Form) -> bool:
    """ "soldiers in Goma [surrendered]", but not "in an [attack]", "during [raids]"."""
    if "past" in known.kinds or "participle" in known.kinds:
        return words.lower[at - 1] not in ("the", "a", "an", "of", "and", "with", "by")
    if known.kinds == {"ing"}:
        return False
    before = words.lower[at - 1]
    return words.capital(at - 1) or before in ADVERBS or before in ("who", "that", ",")


def _active(words: Words, at: int, known: Form) -> Governor | None:
    word = words.lower[at]
    passive = "past" not in known.kinds or not _takes_object(words, at)
    if "participle" in known.kinds and known.verb.object and passive:
        foe = known.verb.owner == "foe"
        measure = known.verb.object if foe else known.verb.subject or known.verb.object
        role = "passive" if foe else "subject"
        return Governor(at, measure, role, ("participle",), known, f"{word} after")
    if known.verb.subject:
        return Governor(at, known.verb.subject, "subject", (), known, f"{word} after")
    if known.verb.object and known.kinds == {"ing"}:
        return None
    return Governor(at, "level", "subject", (), known, f"{word} after")


def _finite(words: Words, at: int) -> Governor | None:
    """The verb after auxiliaries: "[are expected to be] released", "[have] surrendered"."""
    lower, chain = words.lower, list[str]()
    stop = min(len(words), at + 14)
    while at < stop:
        word = lower[at]
        if word in AUXILIARIES or word in ADVERBS or word in NEGATIONS or word == "to":
            chain.append(word)
            at += 1
            continue
        if word in RAISING:
            following = lower[at + 1] if at + 1 < stop else "."
            if following == "to" or form(following) is not None or following in ("dead", "missing"):
                chain.append(word)
                at += 1
                continue
        break
    if at >= len(words):
        return Governor(at - 1, "level", "copula", tuple(chain), None, "is")
    word = lower[at]
    if word in ("dead", "missing"):
        return Governor(at, "casualties", "passive", tuple(chain), None, f"is {word}")
    if word == "taken" and lower[at + 1 : at + 2] in (["prisoner"], ["captive"], ["hostage"]):
        return Governor(at, "captives", "passive", tuple(chain), None, "taken prisoner")
    if word == "home":
        return Governor(at, "decrease", "subject", tuple(chain), None, "is home")
    known = form(word)
    if known is None:
        if word == "killed" or word == "dying":
            return None
        return Governor(at, "level", "copula", tuple(chain), None, f"is {word}")
    passive = bool("participle" in known.kinds and chain and _last_be(chain))
    if passive:
        measure: Measure = known.verb.object or known.verb.subject or "level"
        if known.verb.owner == "foe" and known.verb.object:
            measure = known.verb.object
        if _goes_home(lower, at):
            measure = "decrease"
        return Governor(at, measure, "passive", tuple(chain), known, f"be {word}")
    measure = known.verb.subject or "level"
    if _goes_home(lower, at):
        measure = "decrease"
    return Governor(at, measure, "subject", tuple(chain), known, f"{word} after")


def _goes_home(lower: Sequence[str], at: int) -> bool:
    """ "came home", "flown home", "return to base at home"."""
    return "home" in lower[at + 1 : at + 3]


def _last_be(chain: Sequence[str]) -> bool:
    for word in reversed(chain):
        if word in BE:
            return True
        if word in HAVE or word == "to":
            return False
    return False


def _chain_before(lower: Sequence[str], at: int) -> tuple[str, ...]:
    """The auxiliaries and the verbs over a verb: "[has agreed to] send", "[plans to] deploy"."""
    start = at
    while start > 0 and at - start < 7:
        word = lower[start - 1]
        if word in _BREAKS or word == ",":
            break
        start -= 1
        if word in AUXILIARIES and (start == 0 or lower[start - 1] not in AUXILIARIES):
            break
    return tuple(lower[start:at])
