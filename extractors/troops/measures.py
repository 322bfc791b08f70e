"""What a figure's governor makes it: its measure.

>>> measure(figure, governor)
('increase', 'send before')
"""

from .figures import Figure
from .governors import STATES, Governor, verb_at
from .verbs import ADVERBS, BE, HAVE, NEGATIONS, Sense, form, triggers
from .words import word_class

_LOSS_WORDS = word_class("words of loss")
_CAPTIVE_WORDS = word_class("words of captivity")
_BREAKS = frozenset({";", ":", ".", "?", "!"})
_CARRYING = frozenset(
    {"part", "more", "contributor", "list", "series", "reference", "shared noun", "group", "change"}
)


_DRILLS = word_class("drills")
_SIZING = ("copula", "change", "size", "was")
_REACHING = ("reach", "number", "total", "exceed")


def measure(figure: Figure, governor: Governor | None) -> tuple[Sense, str]:
    """The measure and the rule that gave it; "" where the figure's base must say."""
    if figure.rule == "strong":
        moved = governor is not None and governor.role == "object" and governor.at < figure.first
        if moved and governor and governor.measure in ("increase", "decrease"):
            return governor.measure, governor.rule  # "withdraws its 15-person team"
        return "level", "strong"
    captive = figure.head is not None and (
        figure.head.kind == "captive" or figure.unit in ("prisoners of war", "pows")
    )
    if captive and (governor is None or governor.measure != "casualties"):
        return "captives", "prisoners"
    before = figure.words.lower[figure.first - 1] if figure.first else ""
    if before == "among" and figure.base:
        return "level", "among"  # "600 dead among 15,000 soldiers"
    if before in ("against", "versus", "facing"):
        return "level", f"{before} them"  # "held the ridge against 4,000"
    drills = figure.words.lower[figure.end : figure.end + 5]
    moved = governor is not None and governor.measure != "level"
    if not moved and not _DRILLS.isdisjoint(drills) and not figure.rule and "," not in drills:
        return "other", "drills after"  # "4,000 troops conclude live-fire drills"
    dated = figure.rule == "series" and figure.words.lower[figure.end] == "by"
    if dated and figure.words.lower[figure.first - 1] != "and":
        return "level", "by a date"
    behind = figure.words.lower[figure.end : figure.end + 3]
    if behind[:1] == ["already"] and behind[1:2] and behind[1] in _PRESENT:
        return "level", "already"  # "joining the 600 already there"
    if figure.rule == "change" and ("already" in behind or behind[:1] == ["there"]):
        return "level", "already"  # "adds 1,000 to the 9,500 already posted"
    if _is_left_over(figure, before):
        return "level", "left over"
    if _is_sent_away(figure, governor):
        return "decrease", "ordered to leave"
    if _is_there(figure, governor):
        return "level", "there"
    if _is_posted(governor):
        return "level", "posted"
    if _is_joined(figure, governor):
        return "level", "join others"
    if governor is None:
        return _headed(figure)
    if _is_wanted(figure, governor):
        return "increase", f"{governor.rule}, more"
    back = _come_back(figure, governor)
    if back:
        return back
    reaches = governor.form is not None and governor.form.verb.base in _REACHING
    if governor.measure == "level" and (governor.role in _SIZING or reaches):
        named = _size_of(figure, governor)
        if named:
            return named, f"{governor.rule}, number of them"
        lost = figure.base is not None and figure.base.measure in ("casualties", "captives")
        if (
            lost
            and governor.role == "copula"
            and not _SIZES & set(figure.words.lower[max(0, governor.at - 4) : governor.at + 1])
        ):
            return "", ""  # "then that 34 were hurt; the final tally was 110"
        carries = (
            not (governor.rule == "is on" and figure.rule == "more")  # "another 400 are on call"
            and governor.role != "size"
            and not _is_total(figure)
            and figure.base is not None
            and figure.rule in _CARRYING
        )
        if carries and (governor.form is None or _counts_moves(figure, governor)):
            return "", ""
    told = governor.form is not None and governor.form.verb.base in _TELLING
    if told and figure.base is not None and figure.base.measure != "level":
        return figure.base.measure, "told"  # "the army lost 60; a hospital counted 41"
    unknown = governor.role == "subject" and governor.form is None
    if unknown and figure.rule == "more" and figure.base is not None:
        return "", ""
    return governor.measure, governor.rule


def _headed(figure: Figure) -> tuple[Sense, str]:
    """ "Reinforcements 64", "Enemy losses: 340": the noun right before, as lists have it."""
    if figure.rule in ("deployment", "reference", "contributor"):
        return "", ""  # "Deployments: 190 Latvia (NATO)": those there
    lower, at = figure.words.lower, figure.first - 1
    at -= at > 0 and lower[at] in (":", "-", "–", "—", "=")
    word = lower[at] if at >= 0 else ""
    trigger = triggers().get(word)
    if trigger is not None and not trigger.size and figure.head is None:
        return trigger.measure, f"{word} N"
    found = STATES.get(word)
    return (found, f"{word} N") if found and figure.head is None else ("", "")


def _is_left_over(figure: Figure, before: str) -> bool:
    """ "There are fewer than 400 of us left"."""
    there = before in BE or before in HAVE or before == "with"
    return there and figure.words.lower[figure.end : figure.end + 1] == ["left"]


def _is_sent_away(figure: Figure, governor: Governor | None) -> bool:
    """ "orders the 1,100 soldiers stationed at the base to leave"."""
    if governor is None or governor.form is None or governor.form.verb.base not in _ORDERING:
        return False
    lower = figure.words.lower
    for at in range(figure.end, min(len(lower) - 1, figure.end + 9)):
        if lower[at] in _BREAKS:
            break
        known = form(lower[at + 1]) if lower[at] == "to" else None
        if known is not None:
            return known.verb.subject == "decrease" and lower[at + 2 : at + 3] != ["for"]
    return False


_ORDERING = frozenset({"want", "tell", "urge", "order", "ask", "force", "request", "demand"})


def _is_there(figure: Figure, governor: Governor | None) -> bool:
    """ "There are today 8,400 men deployed abroad"."""
    if governor is None or governor.form is None or governor.at != figure.end:
        return False
    at = figure.first - 1
    while at > 0 and figure.words.lower[at] in ADVERBS:
        at -= 1
    before = figure.words.lower[at] if at >= 0 else ""
    return (before in BE or before in HAVE) and governor.form.verb.base in _STANDING


_PRESENT = frozenset({"there", "in", "on", "at", "posted", "stationed", "present", "based"})
_STANDING = frozenset({"deploy", "post", "assign", "commit", "dispatch", "send"})


def _is_posted(governor: Governor | None) -> bool:
    """ "half of the 7,500 soldiers are posted abroad"."""
    if governor is None or governor.form is None or governor.role != "passive":
        return False
    present = governor.chain == ("participle",) or governor.chain[-1:] in (("is",), ("are",))
    return present and governor.form.verb.base == "post"


def _is_total(figure: Figure) -> bool:
    """ "bringing the total strength of the mission to 1,000", "raising its contingent to 780"."""
    before = figure.words.lower[max(0, figure.first - 12) : figure.first]
    if figure.rule != "change":
        return False
    if not {"bring", "brings", "bringing", "brought"}.isdisjoint(before):
        return not _SIZES.isdisjoint(before) or not {"number", "total"}.isdisjoint(before)
    return not _SIZES.isdisjoint(before) and before[-1:] == ["to"]


_SIZES = frozenset({"strength", "presence", "contingent", "garrison", "deployment"})


def _is_joined(figure: Figure, governor: Governor | None) -> bool:
    """ "58 soldiers arrive, joining about 60 others": those were there before."""
    joins = governor is not None and governor.form is not None
    if not joins or governor is None or governor.form is None or governor.role != "object":
        return False
    last = figure.words.lower[figure.end - 1]
    return governor.form.verb.base == "join" and last in ("others", "colleagues", "comrades")


def _size_of(figure: Figure, governor: Governor) -> Sense:
    """ "the casualty figure was 314", "the number of those who surrendered has reached 68"."""
    lower, words = figure.words.lower, figure.words
    start = figure.first - 1
    while start > 0 and figure.first - start < 16 and lower[start] not in _BREAKS:
        start -= 1
    stretch = lower[start : figure.first]
    if not _LOSS_WORDS.isdisjoint(stretch):
        return "casualties"
    if not _CAPTIVE_WORDS.isdisjoint(stretch):
        return "captives"
    counted = _COUNTED.intersection(stretch)
    for at in range(start, governor.at) if counted else ():
        known = verb_at(words, at)
        if known is not None and known.kinds & {"past", "participle"}:
            found = known.verb.object or known.verb.subject
            if found in ("casualties", "captives"):
                return found
    return ""


_COUNTED = frozenset({"number", "total", "tally", "count", "toll"})


def _is_wanted(figure: Figure, governor: Governor) -> bool:
    """ "needs 60,000 more soldiers", "must find 4,000 additional troops": what is not there yet."""
    if governor.form is None or governor.form.verb.base not in _WANTING:
        return False
    inside = figure.words.lower[figure.amount.end : figure.end]
    more = "more" in figure.amount.marks or not _NEW.isdisjoint(inside)
    return governor.role == "object" and more


_TELLING = frozenset({"count", "estimate", "put", "claim", "list", "give"})
_WANTING = frozenset({"need", "want", "require", "find", "lack", "have", "keep"})
_NEW = frozenset({"more", "additional", "extra", "further", "new", "fresh"})


def _come_back(figure: Figure, governor: Governor) -> tuple[Sense, str] | None:
    """ "43 did not return" are lost; of prisoners just told of "nine have come home" are freed."""
    known = governor.form.verb.base if governor.form is not None else governor.rule
    if governor.role != "subject" or known not in _RETURNS | _MOVES:
        return None
    if not NEGATIONS.isdisjoint(governor.chain):
        return ("casualties", f"never {known}") if known in _RETURNS else None
    freed = figure.frame == "captives" and (known in _RETURNS or figure.base is not None)
    if freed and (known in _RETURNS or figure.beside is not None):
        return "captives", f"{known} of captives"
    return None


_RETURNS = frozenset(
    {"return", "return home", "come back", "come home", "go home", "get home", "is home"}
)
_MOVES = frozenset({"come", "go", "cross", "cross over", "arrive"})


def _counts_moves(figure: Figure, governor: Governor) -> bool:
    """ "the number in fact rising to 245,951": of those sent, where the base was sent."""
    moved = figure.base is not None and figure.base.measure == "increase"
    return moved and "number" in figure.words.lower[max(0, governor.at - 4) : governor.at]
