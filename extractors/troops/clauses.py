"""Finds the verb (or noun) that governs a figure, and how the sentence stands to it.

>>> govern(figure, items)  # "killing 12 soldiers"
Governor(at=0, measure='casualties', role='object', …)

Looks right first where a participle or a verb follows the figure at once ("12 soldiers
killed"), then left for a verb or a noun whose object it is, then right for its subject's verb.
"""

from bisect import bisect_left
from collections.abc import Sequence

from .figures import Figure
from .governors import (
    BREAKS,
    DETERMINERS,
    PREPOSITIONS,
    STATES,
    Governor,
    chain_before,
    verb_at,
)
from .objects import before, far
from .subjects import after, participle, relative
from .verbs import AUXILIARIES, BE, form, is_verb, phrasal
from .words import Words, word_class

_PRISONS = word_class("prisons")
_JOINTS = frozenset({",", "and", "or", "along", "with", "as", "well", "plus", "together", "&"})


def govern(figure: Figure, items: Sequence[Figure]) -> Governor | None:
    """What governs the figure; None where nothing does ("Kenya: 1,460")."""
    found = _govern(figure, items)
    if found is not None and found.measure == "level" and found.role in ("copula", "with"):
        return _imprisoned(figure, found)
    return found


def _govern(figure: Figure, items: Sequence[Figure]) -> Governor | None:
    words = figure.words
    if figure.rule == "deployment":
        return None
    whole = _whole(figure, items)
    if whole is not None:
        return _govern(whole, items)
    inner = _inside(figure)
    if inner is not None:
        return _outer(figure, items, inner) or inner
    parted = _parted_verb(figure)
    if parted is not None:
        return parted
    beside = _beside_state(figure)
    if beside is not None:
        return beside
    end = _group_end(figure, items)
    adjacent = participle(words, end) or participle(words, figure.end)
    if adjacent is not None:
        return adjacent
    first = _group_first(figure, items)
    if (
        first != figure.first
        and words.lower[figure.end : figure.end + 1][0:1]
        and (words.lower[figure.end] in AUXILIARIES)
    ):  # "to 65,000 men, and 35,000 volunteers have been enlisted"
        return after(words, figure.end)
    left = before(words, first, figure)
    if left is not None and left.role in ("object", "change", "noun"):
        joins = left.rule.startswith("join") and words.lower[figure.end - 1] != "others"
        own = relative(words, figure.end) if joins else None
        return own or left
    aside = figure.rule != "part" and _is_aside(words, first, end)
    right = after(words, end + 1 if aside else end)  # "gunmen, 30 or more, stormed the post"
    if left is not None and (right is None or left.role == "agent"):
        return left
    return right or far(words, figure)


def _is_aside(words: Words, first: int, end: int) -> bool:
    """Whether commas stand about words `first` to `end`, and a verb behind."""
    commas = words.lower[first - 1 : first] == [","] == words.lower[end : end + 1]
    return commas and end + 1 < len(words) and is_verb(words.lower[end + 1])


def _imprisoned(figure: Figure, found: Governor) -> Governor:
    """ "thousands of fighters are behind the walls of prisons"."""
    lower = figure.words.lower
    if _PRISONS.isdisjoint(lower[figure.end : figure.end + 12]):
        return found
    return found._replace(measure="captives", rule=f"{found.rule}, in prison")


def _whole(figure: Figure, items: Sequence[Figure]) -> Figure | None:
    """ "31 people were killed, among them four soldiers": what killed the 31 killed the four."""
    lower, first = figure.words.lower, _group_first(figure, items)
    before = lower[max(0, first - 2) : first]
    if before[-1:] != ["including"] and before != ["among", "them"]:
        return None
    if figure.head is not None and figure.head.kind == "loss":
        return None
    place = _place(figure, items)
    for item in reversed(items[max(0, place - _MOST_JOINED) : place]):
        if item.end < first and item.sort in ("troops", "person"):
            return item
    return None


def _outer(figure: Figure, items: Sequence[Figure], inner: Governor) -> Governor | None:
    """What happens to "2,000 wounded soldiers" who are flown home, to captives who are shot."""
    acts = _ACTS.get(figure.words.lower[inner.at])
    if acts is None or figure.head is None or inner.at >= figure.head.first:
        return None
    end = _group_end(figure, items)
    found = participle(figure.words, end) or before(figure.words, figure.first, figure)
    found = found if found is not None and found.measure != "level" else after(figure.words, end)
    moved = found is not None and found.role in ("object", "passive", "subject")
    return found if moved and found and found.measure in acts else None


_ACTS = {
    **dict.fromkeys(("wounded", "injured", "hurt"), frozenset({"decrease", "increase"})),
    **dict.fromkeys(("captive", "captured", "imprisoned"), frozenset({"casualties"})),
}


def _inside(figure: Figure) -> Governor | None:
    """ "9 wounded soldiers", "2,108 wounded", "one captured officer", "45 captured or missing"."""
    lower, found = figure.words.lower, None
    for at in range(figure.amount.end, figure.end):
        measure = STATES.get(lower[at])
        if measure is not None and (found is None or measure == "casualties"):
            found = Governor(at, measure, "state", (), form(lower[at]), f"{lower[at]} inside")
    if found is None and figure.head is not None and figure.head.kind == "loss":
        return _loss(figure)
    return found


def _loss(figure: Figure) -> Governor:
    """Casualties are casualties; the verb that gives them says whose and when."""
    lower, at = figure.words.lower, figure.first - 1
    while at >= 0 and figure.first - at < 6 and lower[at] not in BREAKS:
        known = form(lower[at])
        if known is not None:
            chain = chain_before(figure.words, at)
            return Governor(at, "casualties", "object", chain, known, f"{known.verb.base} losses")
        at -= 1
    return Governor(figure.end - 1, "casualties", "loss", (), None, "noun of loss")


def _beside_state(figure: Figure) -> Governor | None:
    """ "95 soldiers killed along with 1,350 insurgents", "700 died, as well as 79 soldiers"."""
    lower, at = figure.words.lower, figure.first - 1
    joint = " ".join(lower[max(0, at - 2) : at + 1])
    if not joint.endswith(("along with", "together with", "as well as")):
        return None
    for index in range(at - 2, max(-1, at - 14), -1):
        known = phrasal(lower, index) or form(lower[index])
        measure = STATES.get(lower[index]) or (known.verb.subject if known is not None else "")
        if measure in ("casualties", "captives") and index:
            return Governor(index, measure, "state", ("participle",), known, f"{lower[index]} with")
        if lower[index] in BREAKS or measure:
            break
    return None


def _parted_verb(figure: Figure) -> Governor | None:
    """ "[pull] 2,200 Marines [out] of Okinawa", "[put] 40 men [out of action]"."""
    words, at = figure.words, figure.first - 1
    if at < 0 or (form(words.lower[at]) is None and words.lower[at] not in _PARTED):
        return None
    for length in (3, 2, 1):
        rest = words.lower[figure.end : figure.end + length]
        known = form(" ".join((words.lower[at], *rest)))
        if known is not None and known.verb.object and " " in known.verb.base:
            break
    else:
        return None
    chain = chain_before(words, at)
    return Governor(at, known.verb.object, "object", chain, known, known.verb.base)


_PARTED = word_class("past of common verbs") | word_class("common verbs")
_MOST_JOINED = 8  # numbers of one list that share a verb


def _place(figure: Figure, items: Sequence[Figure]) -> int:
    """Which number of the sentence the figure is."""
    return bisect_left(items, figure.first, key=lambda item: item.first)


def _is_joint(between: Sequence[str]) -> bool:
    """Whether the words between two numbers join them: "and", ", ", "along with"."""
    return len(between) <= 3 and all(word in _JOINTS for word in between)


def _group_end(figure: Figure, items: Sequence[Figure]) -> int:
    """The end of the last number joined to this one: "35 guerrillas and 5 soldiers [dead]"."""
    words, end = figure.words, figure.end
    if figure.first and words.lower[figure.first - 1] in BE:
        return end  # "losses were 400, and 1,300 men were captured"
    place = _place(figure, items)
    for other in items[place + 1 : place + 1 + _MOST_JOINED]:
        if other.base is figure and other.rule == "part":
            break  # "500 soldiers, 300 of them wounded, surrendered"
        if other.first >= end and other.sort != "bare":
            if not _is_joint(words.lower[end : other.first]):
                break
            if other.sort == "thing":
                return figure.end
            end = max(other.end, end)
            if other.sort == "person" and other.head is None:
                end = _skip_noun(words, other.end)
    joint = words.lower[end : end + 2]
    if len(joint) == 2 and joint[0] == "and" and joint[1] in DETERMINERS | {"one"}:
        end = _skip_noun(words, end + 2)
    return end


def _skip_noun(words: Words, at: int) -> int:
    """The end of a plain noun phrase: "a [police officer]", "6 [civilians]"."""
    lower, start = words.lower, at
    while at < len(words) and at - start < 6:
        word = lower[at]
        if not word[0].isalpha() or word in PREPOSITIONS or word in AUXILIARIES:
            break
        if at > start and (verb_at(words, at) is not None or word in ("and", "or", "who", "dead")):
            break
        at += 1
    return at


def _group_first(figure: Figure, items: Sequence[Figure]) -> int:
    """The first word of the first number joined to this one."""
    words, first = figure.words, figure.first
    place = _place(figure, items)
    for other in reversed(items[max(0, place - _MOST_JOINED) : place]):
        if other.end <= first and other.sort in ("troops", "person"):
            other_end = other.end if other.head is not None else _skip_noun(words, other.end)
            if other.rule and other.head is None:
                other_end = other.end
            if not _is_joint(words.lower[other_end:first]):
                break
            first = other.first
    return first
