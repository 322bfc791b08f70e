"""The verb to the right of a figure: the figure as its subject, active or passive.

>>> after(words, 2)  # "75 troops [will be sent] to Haiti"
Governor(at=4, measure='increase', role='passive', chain=('will', 'be'), …)
"""

from collections.abc import Sequence

from troopfacts.extractors.facts import Measure

from .governors import (
    BREAKS,
    DETERMINERS,
    NOUNISH,
    STATES,
    SUBORDINATORS,
    Governor,
    chain_of_noun,
    is_adverb,
    is_foe,
    kinds_of,
    takes_object,
    verb_at,
)
from .verbs import AUXILIARIES, BE, HAVE, NEGATIONS, RAISING, Form, form, is_verb, phrasal, triggers
from .words import Words, word_class

_QUOTES = frozenset({'"', "“", "‘", "'", "``"})
_REACH = 40  # words looked at
_SIDES = frozenset({"movement", "rebels", "rebellion", "insurgency", "militia", "insurgents"})


def participle(words: Words, end: int) -> Governor | None:
    """ "12 soldiers killed in …", "35 guerrillas dead", "50 troops based in Korea"."""
    lower, at = words.lower, _past_quote(words, end)
    while at < len(words) and is_adverb(lower[at]):
        at += 1
    if at + 1 < len(words) and lower[at] in RAISING and _is_event(lower[at + 1]):
        at += 1  # "50 men [reported] killed"
    if at >= len(words):
        return None
    word = lower[at]
    if at + 1 < len(words) and lower[at : at + 1] in (["'s"], ["’s"], ["'"], ["’"]):
        trigger = triggers().get(lower[at + 1])
        if trigger is not None and not trigger.size:  # "the five soldiers' release"
            chain = chain_of_noun(words, at)
            return Governor(at + 1, trigger.measure, "noun", chain, None, lower[at + 1])
    two = phrasal(lower, at)
    if two is not None and two.verb.object and "participle" in two.kinds:
        return Governor(at, two.verb.object, "passive", ("participle",), two, two.verb.base)
    if word == "taken" and _ends_at(words, at + 1):
        return Governor(at, "captives", "state", ("participle",), None, "taken after")
    if word in STATES and word not in ("captured", "imprisoned", "kidnapped"):
        if form(word) is None or not takes_object(words, at):
            return Governor(at, STATES[word], "state", ("participle",), None, f"{word} after")
        return None
    known = verb_at(words, at)
    if known is None or "participle" not in known.kinds or not known.verb.object:
        return None
    if "past" in known.kinds and (known.verb.subject and not is_foe(known)):
        return None  # "200 men returned", "3,000 troops landed": their own verb
    if "past" in known.kinds and takes_object(words, at):
        return None
    return Governor(at, known.verb.object, "passive", ("participle",), known, f"{word} after")


def _past_quote(words: Words, at: int) -> int:
    """ "'Dozens of fighters' died": where the words after a closing mark begin."""
    return at + (words.lower[at : at + 1] in (['"'], ["”"], ["''"], ["’"], ["'"]))


def _is_event(word: str) -> bool:
    return word in STATES or "participle" in kinds_of(word)


def relative(words: Words, end: int) -> Governor | None:
    """ "400 comrades who have served in Haiti"."""
    if words.lower[end : end + 1] in (["who"], ["that"], ["which"]):
        return after(words, end)
    return None


def after(words: Words, end: int) -> Governor | None:
    """The verb to the right whose subject the figure is: "75 troops [arrive] in Haiti"."""
    lower, relative = words.lower, False
    at = end = _past_quote(words, end)
    stop = min(len(words), end + _REACH)
    while at < stop:
        word = lower[at]
        if word in ("(", ","):
            skipped = _skip_aside(words, at, stop)
            if skipped is None:
                return None
            at = skipped
            continue
        if word == "that" and at > end and is_verb(lower[at - 1]):
            return None  # "400 men report [that] a farmer has moved a fence"
        if word in ("who", "that", "which", "whom") and not relative:
            relative = True
            at += 1
            continue
        if word in BREAKS or word in SUBORDINATORS or word in ("including", "among"):
            return None
        if word == "-" and not words.touches(at):
            return None
        if word in ("and", "or"):
            if at + 1 < stop and is_verb(lower[at + 1]):
                return None
            at += 1
            continue
        if word in AUXILIARIES or (word == "to" and lower[at + 1 : at + 2] in (["be"], ["have"])):
            return _finite(words, at)
        if word == "to" and at + 1 < stop and "base" in kinds_of(lower[at + 1]):
            return _infinitive(words, at)
        if word == "due" and at == end:
            home = "home" in lower[at : at + 3] or "out" in lower[at : at + 3]
            measure: Measure = "decrease" if home else "increase"
            return Governor(at, measure, "subject", ("due", "to"), None, "due")
        two = phrasal(lower, at)
        if two is not None and two.verb.subject:
            return Governor(at, two.verb.subject, "subject", (), two, two.verb.base)
        known = form(word) if at == end and word not in NOUNISH else verb_at(words, at)
        if known is not None and (at == end or _may_be_verb(words, at, known)):
            active = _active(words, at, known)
            if active is not None:
                return active
        if at == end and known is None and word.endswith("ed") and not words.capital(at):
            return Governor(at, "level", "subject", ("past",), None, f"{word} after")
        at += 1
    return None


def _infinitive(words: Words, at: int) -> Governor | None:
    """ "thousands more [to return] by July"; "200 troops to run a centre" says nothing."""
    known = phrasal(words.lower, at + 1) or form(words.lower[at + 1])
    measure = known.verb.subject if known is not None else ""
    if known is None or not measure or measure in ("level", "other"):
        return None
    return Governor(at + 1, measure, "subject", ("to",), known, f"to {known.verb.base}")


def _skip_aside(words: Words, at: int, stop: int) -> int | None:
    """The word after an aside: "nine soldiers (two of them officers) were", "…, 3 of them, are"."""
    lower = words.lower
    close = ")" if lower[at] == "(" else ","
    for index in range(at + 1, stop):
        if lower[index] == close:
            following = lower[index + 1] if index + 1 < stop else "."
            if close == ")":
                return index + 1
            finite = kinds_of(following) & {"past", "base"} and following not in NOUNISH
            if following in AUXILIARIES or finite:
                return index + 1
            if index + 1 < stop and phrasal(lower, index + 1) is not None:
                return index + 1
        elif lower[index] in BREAKS and close == ",":
            return None
    return None


def _may_be_verb(words: Words, at: int, known: Form) -> bool:
    """ "soldiers in Goma [surrendered]", but not "in an [attack]", "during [raids]"."""
    before = words.lower[at - 1]
    if known.kinds & {"past", "participle"}:
        return before not in DETERMINERS and before not in ("of", "and", "with", "by", "in")
    if known.kinds == {"ing"} or words.lower[at] in NOUNISH:
        return False
    return words.capital(at - 1) or is_adverb(before) or before in ("who", "that", ",")


def _active(words: Words, at: int, known: Form) -> Governor | None:
    word = words.lower[at]
    known = phrasal(words.lower, at) or known
    passive = "past" not in known.kinds or not takes_object(words, at)
    if "participle" in known.kinds and known.verb.object and passive:
        own = not is_foe(known) and bool(known.verb.subject)
        measure = known.verb.subject if own else known.verb.object
        role, chain = (
            ("subject", ()) if own and "past" in known.kinds else ("passive", ("participle",))
        )
        return Governor(at, measure or "level", role, chain, known, f"{word} after")
    if known.verb.base == "join" and _joins_others(words, at):
        return Governor(at, "other", "subject", (), known, "joins others")
    got = form(words.lower[at + 1]) if known.verb.base == "get" and at + 1 < len(words) else None
    if got is not None and got.verb.object and "participle" in got.kinds:  # "four got injured"
        return Governor(at, got.verb.object, "passive", (), known, f"got {words.lower[at + 1]}")
    if known.verb.base in _GETTING:
        measure = _hurt(words, at, known)
        return Governor(at, measure, "subject", (), known, f"{word} after")
    if known.verb.subject:
        return Governor(at, known.verb.subject, "subject", (), known, f"{word} after")
    if known.verb.object and known.kinds == {"ing"}:
        return None
    return Governor(at, "level", "subject", (), known, f"{word} after")


def _joins_others(words: Words, at: int) -> bool:
    """ "join the M23 movement": going over to another side is no increase."""
    return not _SIDES.isdisjoint(words.lower[at + 1 : at + 7])


def _finite(words: Words, at: int) -> Governor | None:
    """The verb after auxiliaries: "[are expected to be] released", "[have] surrendered"."""
    lower, chain = words.lower, list[str]()
    stop = min(len(words), at + 14)
    while at < stop:
        word = lower[at]
        if word in AUXILIARIES or is_adverb(word) or word in NEGATIONS or word == "to":
            chain.append(word)
            at += 1
            continue
        if word in _QUOTES or (word in ("found", "left") and lower[at + 1 : at + 2] == ["dead"]):
            at += 1  # "were 'neutralised'"
            continue
        if word in RAISING and phrasal(lower, at) is None and _raises(words, at, stop):
            chain.append(word)
            at += 1
            continue
        break
    if at >= len(words):
        return Governor(at - 1, "level", "copula", tuple(chain), None, "is")
    word = lower[at]
    if word == "due":
        return Governor(at, "increase", "subject", (*chain, "due", "to"), None, "due")
    if word in STATES and form(word) is None:
        return Governor(at, STATES[word], "passive", tuple(chain), None, f"is {word}")
    if word == "taken" and _ends_at(words, at + 1):
        return Governor(at, "captives", "passive", tuple(chain), None, "were taken")
    gone = word == "gone" and _last_be(chain)
    if gone or word == "home" or (word == "back" and "be" in chain):
        return Governor(at, "decrease", "subject", tuple(chain), None, "is home")
    if word == "on" and lower[at + 1 : at + 3] in (
        ["their", "way"],
        ["the", "way"],
        ["its", "way"],
    ):
        return Governor(at, "increase", "subject", (*chain, "going"), None, "on their way")
    known = phrasal(lower, at) or form(word)
    if known is None and chain[-1] in HAVE and not _HARMS.isdisjoint(lower[at : at + 3]):
        return Governor(at, "casualties", "subject", tuple(chain), None, f"has {word}")
    if known is None and chain[-1:] == ["expected"] and word == "in":
        return Governor(at, "increase", "subject", tuple(chain), None, "expected in")
    if known is None:
        return Governor(at, "level", "copula", tuple(chain), None, f"is {word}")
    if known.kinds & {"participle"} and _last_be(chain):
        measure: Measure = known.verb.object or known.verb.subject or "level"
        if measure == "increase" and "home" in lower[at + 1 : at + 5]:
            measure = "decrease"  # "were flown or railed home"
        return Governor(at, measure, "passive", tuple(chain), known, f"be {word}")
    if known.verb.base == "join" and _joins_others(words, at):
        return Governor(at, "other", "subject", tuple(chain), known, "joins others")
    measure = known.verb.subject or "level"
    if known.verb.base in _GETTING:
        measure = _hurt(words, at, known)
    return Governor(at, measure, "subject", tuple(chain), known, f"{word} after")


_GETTING = frozenset({"have", "suffer", "sustain", "receive"})
_HARMS = word_class("injuries")
_DEFEATS = frozenset({"losses", "casualties", "defeat", "defeats", "setback", "setbacks"})


def _hurt(words: Words, at: int, known: Form) -> Measure:
    """ "Five [suffered] cuts", "11 [had] concussion", but "The 300 men [had] two guns"."""
    following = words.lower[at + 1 : at + 6]
    if not _HARMS.isdisjoint(following):
        return "casualties"
    if known.verb.subject == "casualties" and _DEFEATS.isdisjoint(following):
        return "casualties"
    return "level"


def _ends_at(words: Words, at: int) -> bool:
    """ "19,000 had been [taken], …", but "taken to hospital"."""
    following = words.lower[at] if at < len(words) else "."
    return not following[0].isalnum() or following in ("and", "in", "at", "by", "as", "while")


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
