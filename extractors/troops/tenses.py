"""How a sentence stands to a figure's time: past, current, planned, possible or denied.

>>> status(figure, governor, "increase")  # "Kenya will send 200 officers"
('planned', 'chain')
"""

from troopfacts.extractors.facts import Measure, Status

from .figures import Figure
from .governors import Governor
from .predicates import AIMS, BREAKS, tense_left, tense_right
from .verbs import BE, HAVE, MODALS, NEGATIONS, is_verb, statuses
from .words import Words, word_class

_BODIES = word_class("bodies of troops") | {"group", "movement", "organization"}
_CARRYING = frozenset(
    {"part", "more", "contributor", "list", "series", "reference", "shared noun", "group", "change"}
)


_DRILLS = word_class("drills")


def status(figure: Figure, governor: Governor | None, found: Measure) -> tuple[Status, str]:
    """The status and the rule that gave it."""
    words, base = figure.words, figure.base
    if _is_denied(words, figure, governor):
        return "denied", "denied"
    if _is_earlier(figure, governor):
        return _earlier(figure, governor), "from"
    if figure.rule == "strong" and found == "level":
        tense = tense_right(words, figure.end)
        return ("past" if tense == "past" else "current"), "strong"
    if governor is not None and governor.rule.startswith("longer "):
        return "current", "extended"
    if figure.measure_rule == "already":
        return "current", "already"
    before = words.lower[figure.first - 1] if figure.first else ""
    if before in _INTENDED:
        return statuses().get(before, "planned"), "intended"  # "a planned 400 engineers"
    if figure.measure_rule in ("left over", "there"):  # "there are 90 left"
        return _settle(tense_left(words, figure.first), found, None), figure.measure_rule
    if governor is not None and governor.rule.endswith(" of") and governor.rule.split()[-2] in AIMS:
        return "planned", "aim"  # "a goal of 300,000"
    carried = governor is None or (figure.rule in _CARRYING and governor.role in ("copula", "with"))
    apart = figure.rule in ("bare", "change") and base is not None and base.words is not words
    own = figure.measure_rule not in ("base", "beside", "told")
    apart = apart or (base is not None and base.words is not words and own)
    if base is not None and carried and governor is None and not apart:
        return base.status, "base"
    if governor is None:
        return _loose(figure, found)
    tense = _tense(words, governor)
    if governor.chain[:1] == ("to",) and figure.first:
        tense = statuses().get(words.lower[figure.first - 1], tense)  # "wants 900 men to leave"
        if governor.at < figure.first:
            tense = _ordered(words, governor) or tense
    if tense == "present" and found in ("increase", "decrease"):
        tense = _asked(words, figure) or tense
    if _is_coordinated(words, governor):
        tense = tense_left(words, governor.at - 1)
    if tense in ("planned", "possible", "denied"):
        return _softened(figure, tense), "chain"
    if governor.role == "noun":
        return _of_noun(figure, governor, found)
    if tense == "none":
        return _loose(figure, found, governor)
    if tense == "past" and (rule := _still_holds(figure, governor, found)):
        return "current", rule
    return _settle(tense, found, governor), tense


def _ordered(words: Words, governor: Governor) -> str:
    """ "has ordered the army [to recruit] 20,000": what is over the verb's subject."""
    start = governor.at - len(governor.chain)
    for at in range(start - 1, max(-1, start - 6), -1):
        word = words.lower[at]
        if not word[0].isalnum() or word in MODALS:
            break
        if statuses().get(word) in ("planned", "possible"):
            return statuses()[word]
    return ""


def _asked(words: Words, figure: Figure) -> str:
    """ "voted to ask that the 2,500 troops leave": the wish before the clause."""
    for at in range(max(1, figure.first - 4), figure.first):
        if words.lower[at] == "that":
            over = statuses().get(words.lower[at - 1], "")
            return over if over in ("planned", "possible") else ""
    return ""


def _is_coordinated(words: Words, governor: Governor) -> bool:
    """ "could field 4,500 and, on paper, [mobilise] 15,000": the auxiliary stands before."""
    if governor.form is None or governor.chain or governor.form.kinds != {"base"}:
        return False
    return not {"and", "or"}.isdisjoint(words.lower[max(0, governor.at - 5) : governor.at])


def _still_holds(figure: Figure, governor: Governor, found: Measure) -> str:
    """ "As at 1 June it had 900 men"; "said Moscow was moving 300"; "had been cut to 6,000"."""
    lower = figure.words.lower
    ing = governor.form is not None and governor.form.kinds == {"ing"}
    if ing and governor.role == "object" and not _REPORTS.isdisjoint(lower[: governor.at]):
        return "was moving"
    if found != "level":
        return ""
    if governor.role == "change" and figure.first and lower[figure.first - 1] == "to":
        return "changed to" if {"been", "had"} & set(governor.chain) else ""
    for at in range(max(0, governor.at - 12), governor.at):
        if lower[at] == "as" and lower[at + 1] in ("of", "at"):
            return "as of"
    return ""


_HOLDING = frozenset({"held", "remain", "remains", "still"})
_STRIKING = frozenset({"attack", "ambush", "storm", "raid", "kill", "capture", "kidnap", "assault"})
_BEGINNING = frozenset({"begins", "starts", "continues", "begin", "start", "continue"})


def _settle(tense: str, found: Measure, governor: Governor | None) -> Status:
    """A tense against a measure: levels hold in the present, events are over in any telling."""
    if tense == "past":
        return "past"
    if tense == "progressive":
        return "current"
    base = governor.form.verb.base if governor is not None and governor.form is not None else ""
    if governor is not None and governor.role == "subject" and base in _STRIKING:
        return "past"  # "100 militants attack the town": an event in the news present
    if found == "level" or (found == "captives" and base in ("hold", "", "keep")):
        return "current"
    if found == "captives" and governor is not None and governor.role == "copula":
        return "current"
    return "past"


def _tense(words: Words, governor: Governor) -> str:
    """past, present, perfect, progressive, planned, possible, denied; none for a bare -ing."""
    chain = governor.chain
    counted = governor.form is not None and governor.form.verb.base in ("count", "estimate")
    if counted and governor.role == "object":
        return "present"  # the count may be old, the number stands
    for index in range(len(chain) - 1, -1, -1):
        word = chain[index]
        known = statuses().get(word)
        if known is not None and governor.rule != "on their way":
            return known
        if word in ("is", "are") and chain[index + 1 : index + 2] == ("to",):
            return "planned"
    if chain[-1:] and chain[-1] in _BEGINNING and governor.measure in ("increase", "decrease"):
        return "progressive"  # "begins withdrawing its 1,000 troops"
    if chain[:1] == ("be",):
        return "planned"  # "directed that the force be reduced"
    if chain[:1] == ("to",) and governor.role in ("subject", "passive"):
        return "planned"  # "thousands more to return"
    base = governor.form.verb.base if governor.form is not None else "go"
    verb = base != "go" and " " not in base  # "set off" is no "set to"
    own = statuses().get(words.lower[governor.at]) if verb else None
    moved = governor.measure in ("increase", "decrease")
    wanted = own == "possible" and governor.measure == "level"  # "7,000 are needed"
    if own in ("planned", "possible") and (moved or wanted):
        return own
    if chain[:1] == ("noun",):
        return "none"
    kinds = governor.form.kinds if governor.form is not None else frozenset()
    if any(word in ("was", "were", "had", "did") for word in chain):
        return "past"
    if governor.rule == "on their way" or {"are", "being"} <= set(chain):
        return "progressive"
    if any(word in ("is", "are", "am") for word in chain):
        return "progressive" if "ing" in kinds and "participle" not in kinds else "present"
    if any(word in HAVE for word in chain):
        return "perfect"
    if "past" in chain or governor.role == "was":
        return "past"
    if "participle" in chain or governor.role in (
        "size",
        "with",
        "agent",
        "loss",
        "state",
        "copula",
    ):
        return "none"
    if kinds == {"ing"} or (chain and chain[-1] == "to"):
        return "none"
    if "past" in kinds:
        return "past"
    if kinds & {"base", "third"}:
        return "present"
    return "none"


def _softened(figure: Figure, tense: str) -> Status:
    """ "would" after "said" tells of a plan, elsewhere of a possibility."""
    words = figure.words
    if tense == "possible":
        stretch = words.lower[max(0, figure.first - 25) : figure.first + 12]
        if "would" in stretch and "could" not in stretch and "might" not in stretch:
            reported = not _REPORTS.isdisjoint(stretch[: stretch.index("would")])
            if reported and _OPTIONS.isdisjoint(words.lower):
                return "planned"
    return tense  # type: ignore[return-value]


_REPORTS = word_class("verbs of report")
_OPTIONS = word_class("words of option")


def _of_noun(figure: Figure, governor: Governor, found: Measure) -> tuple[Status, str]:
    """ "the deployment of 500 Marines" is as real as the verb over it makes it."""
    if found in ("casualties", "captives"):
        return "past", "noun"
    tense = tense_left(figure.words, governor.at)
    if found == "level":
        return _settle(tense, found, governor), "noun"
    return ("past" if tense not in ("planned", "possible") else _softened(figure, tense)), "noun"


def _loose(figure: Figure, found: Measure, governor: Governor | None = None) -> tuple[Status, str]:
    """A figure without a tense of its own takes the clause's; without a verb it holds now."""
    words, lower = figure.words, figure.words.lower
    if found == "level" and lower[figure.end : figure.end + 1] in (
        ["now"],
        ["currently"],
        ["today"],
    ):
        return "current", "now"
    if found == "level" and figure.first and lower[figure.first - 1] == "(":
        return "current", "aside"
    if governor is not None and governor.role == "with" and found == "level":
        before = lower[governor.at - 1]
        if before in _BODIES or before == ",":
            return "current", "group with"  # "The army itself, with 40,000 men, lost 40"
    leaving = governor is not None and governor.form is not None and lower[governor.at] == "leaving"
    if leaving and figure.base is not None and figure.base.status in ("planned", "possible"):
        return figure.base.status, "base"
    held = not _HOLDING.isdisjoint(lower[figure.end : figure.end + 14])
    if found == "captives" and held and tense_right(words, figure.end + 1) == "present":
        return "current", "held"  # "Twelve soldiers taken in May are still held in the town"
    start = governor.at if governor is not None and governor.at < figure.first else figure.first
    tense = tense_left(words, start)
    if tense == "none":  # past the participle itself: "fighters still [held] in prisons"
        tense = tense_right(words, max(figure.end, (governor.at if governor else 0) + 1))
    if found == "level" and tense in ("perfect", "past") and _is_promised(words, start):
        return "planned", "promised"
    if tense == "none" and governor is not None and governor.chain[-1:] == ("to",):
        return "planned", "headline"  # "Ethiopia to deploy 2,500 troops"
    if tense == "none":
        return ("current" if found == "level" else "past"), "no verb"
    if tense in ("planned", "possible"):
        return _softened(figure, tense), "clause"
    if governor is not None and governor.role == "agent" and tense == "present":
        tense = "past"  # "five are killed by ten gunmen": an event, in the news present
    return _settle(tense, found, governor), f"clause {tense}"


def _is_promised(words: Words, at: int) -> bool:
    """ "has promised a brigade of 4,800"."""
    stretch = words.lower[max(0, at - 5) : at]
    return not _INTENDED.isdisjoint(stretch) and BREAKS.isdisjoint(stretch)


_INTENDED = frozenset(
    {"planned", "proposed", "promised", "pledged", "intended", "envisaged", "mooted"}
)


def _is_earlier(figure: Figure, governor: Governor | None) -> bool:
    """ "down from 12,000", "against 904 in 2007", "fell from 4,000 to 2,000": the level before."""
    lower, first = figure.words.lower, figure.first
    before = lower[first - 1] if first else ""
    if figure.measure in ("increase",) and figure.rule != "change":
        return False
    if before in ("against", "from") and figure.rule in ("bare", "list"):
        return True  # "40,000 are there, against a usual 30,000"
    if "from" in figure.amount.marks and figure.amount.count.qualifier != "range":
        return figure.rule in ("change", "size") or _follows_change(figure)
    raised = governor is not None and governor.role == "change" and before == "from"
    if raised and governor is not None and governor.chain[-1:] == ("to",):
        return True  # "aims to raise the army from 182,000 to 255,000"
    if before in ("from", "against") or lower[max(0, first - 3) : first - 1] == ["as", "against"]:
        return figure.rule in ("change", "size") or _follows_change(figure)
    if lower[max(0, first - 4) : first - 1] and before in ("'s", "’s"):
        return "from" in lower[max(0, first - 3) : first] and bool(
            {"up", "down"} & set(lower[max(0, first - 5) : first])
        )
    return False


def _follows_change(figure: Figure) -> bool:
    stretch = figure.words.lower[max(0, figure.first - 6) : figure.first]
    return bool({"up", "down"} & set(stretch))


def _earlier(figure: Figure, governor: Governor | None) -> Status:
    """The level before a change that is still to come is the present one."""
    tense = tense_left(figure.words, figure.first)
    chain = governor.chain if governor is not None else ()
    over = any(statuses().get(word) in ("planned", "possible") for word in chain)
    coming = over or tense in ("planned", "possible")
    return "current" if coming and figure.measure == "level" else "past"


def _is_denied(words: Words, figure: Figure, governor: Governor | None) -> bool:
    """ "denied that 3,000 men had surrendered", "claims that twelve were hurt are false"."""
    lower = words.lower
    if _DENIALS.isdisjoint(lower) and "true" not in lower:
        return _is_negated(words, figure, governor)
    for at in range(max(0, figure.first - 25), figure.first):
        if statuses().get(lower[at]) == "denied" or lower[at : at + 2] == ["not", "true"]:
            return not _CLOSING.intersection(lower[at + 1 : figure.first])
    for at in range(figure.end, len(words)):
        before, after = lower[at - 1], lower[at + 1 : at + 2]
        denied = statuses().get(lower[at]) == "denied"
        if denied and (before in BE or before in ("been", "as") or after == ["by"]):
            return True
    return _is_negated(words, figure, governor)


_CLOSING = frozenset({";", "stated", "said", "added", "confirmed", "insisted"})
_DENIALS = frozenset(word for word, status in statuses().items() if status == "denied")


def _is_negated(words: Words, figure: Figure, governor: Governor | None) -> bool:
    """ "did not lose 200 soldiers"."""
    if governor is None or governor.role in ("size", "with", "agent"):
        return False
    if governor.form is not None and governor.form.verb.base == "exceed":
        return False  # "its strength never exceeded 2,000"
    if governor.measure != figure.measure and figure.measure == "casualties":
        return False  # "43 never came back"
    negated = any(word in NEGATIONS for word in governor.chain)
    return negated and "only" not in governor.chain and is_verb(words.lower[governor.at])
