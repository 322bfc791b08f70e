"""Attributions inside one frame: the cue, who speaks, and which words of the frame are reported.

>>> attributions(frame)  # "The ministry said in a statement that 12 soldiers had died."
[Attribution(cue=(2, 2), subject=(0, 1), left=None, right=(7, 10), …)]

All spans are token numbers, both inclusive.
"""

import re

from . import inversions, phrases
from .contents import Attribution, clause_end, dateline, span
from .cues import Form, form_at, nouns, roles
from .frames import Frame
from .nominal import Nominal, nominal
from .phrases import Span
from .verbs import by_any_verb, by_verb

_ACCORDING = Form("according", "", "speech", "cq", False, "phrase")
_NOUN = Form("", "", "speech", "t", True, "noun")
_CUES = re.compile("[VUEGHYCFvueghyf]")
_CUES_AND_VERBS = re.compile("[VUEGHYCFvueghyfLl]")


def attributions(frame: Frame) -> list[Attribution]:
    """All attributions of a frame in order, their contents cut where the next one begins."""
    found = _found(frame)
    if len(found) < 2:
        return [one for one in found if _says_something(one)]
    sources = [one.extent for one in found if one.form is _ACCORDING]
    if sources:
        found = [
            one
            for one in found
            if one.form is _ACCORDING or not any(a < one.cue[0] <= b for a, b in sources)
        ]  # "according to press reports"
    starts = {one.right[0] for one in found if one.right and one.form is not _NOUN}
    found = [
        one for one in found if one.form is not _NOUN or not one.right or one.right[0] not in starts
    ]  # "said in her opening remarks that"
    _cut(frame, found)
    return [one for one in found if _says_something(one) and not _is_nested(frame, one, found)]


def _says_something(one: Attribution) -> bool:
    """Whether anything is left to report, and more than a name: not "denied the report"."""
    if one.rule == "noun phrase" and one.right and one.right[1] - one.right[0] < 2:
        return False
    return one.left is not None or one.right is not None


def _found(frame: Frame) -> list[Attribution]:
    """What each token that may be a cue reports: verbs of saying, nouns that report, "according",
    and behind a quote any verb."""
    tags, lows, letters = frame.tags, frame.lows, frame.letters
    quote = tags.find("Q") if frame.regions else -1
    found: list[Attribution] = []
    for match in (_CUES if quote < 0 else _CUES_AND_VERBS).finditer(letters):
        at = match.start()
        tag, low = tags[at], lows[at]
        one = None
        if tag in "VG":
            form = form_at(lows, at)
            one = by_verb(frame, at, form) if form is not None else None
            if one is None and at and low in nouns():
                one = _noun(frame, at)
        elif tag == "L":
            one = by_any_verb(frame, at) if 0 <= quote < at else None
        elif tag == "N":
            one = _noun(frame, at) if low in nouns() else None
        elif low == "according" and lows[at + 1 : at + 2] == ["to"]:
            one = _according(frame, at)
        if one is not None:
            found.append(one)
    return found


def _is_nested(frame: Frame, one: Attribution, found: list[Attribution]) -> bool:
    """Whether an attribution of another speaker's stands inside what one reports: of "The paper
    said that Holt told it the base was safe" the paper is the source. Quoted words stay."""
    start = one.extent[0]
    if one.inherits and frame.tags[start] in "ABG":
        return False
    if one.right and "Q" in frame.tags[one.right[0] : one.right[1] + 1]:
        return False
    return any(
        other is not one and other.right and other.right[0] <= start <= other.right[1]
        for other in found
    )


def _noun(frame: Frame, at: int) -> Attribution | None:
    """ "His claim that X", "leaders voiced concerns that X"."""
    found = nominal(frame, at)
    if found is None:
        return None
    if found.subject is None:
        return _fronted(frame, found)
    first = found.subject[0] if found.subject else found.cue[0]
    right = span(frame, found.that + 1, clause_end(frame, found.that + 1))
    extent = (min(first, found.cue[0]), found.that)
    return Attribution(found.cue, _NOUN, found.subject, False, None, right, extent, "noun")


def _head(frame: Frame, phrase: Span) -> str:
    """The last noun of a phrase before its first preposition: "plan" in "the plan for May"."""
    first, last = phrase
    inner = frame.tags[first : last + 1]
    ends = [at for at, tag in enumerate(inner) if tag in "PW," and at]
    return frame.lows[first + (ends[0] - 1 if ends else len(inner) - 1)]


def _fronted(frame: Frame, found: Nominal) -> Attribution | None:
    """ "In a warning that X, the militia …": the speaker is the subject of the main clause."""
    tags = frame.tags
    comma = tags.find(",", found.that)
    if tags[0] != "P" or found.cue[0] > 4 or comma < 0:
        return None
    subject = inversions.after(frame, comma + 1, closed=True)
    right = span(frame, found.that + 1, comma)
    if subject is None or right is None:
        return None
    return Attribution(found.cue, _NOUN, subject, False, None, right, (0, found.that), "noun")


def _according(frame: Frame, at: int) -> Attribution | None:
    """ "According to the ministry, X", "X, according to the ministry"."""
    tags = frame.tags
    source = inversions.after(frame, at + 2, closed=True)
    if source is None or _head(frame, source) in roles("no source"):
        return None
    end = source[1]
    if at > 2 and tags[end + 1 : end + 3] == ",D" and tags[at - 1] == ",":
        whole = inversions.after(
            frame, at + 2
        )  # "X, according to Holt, the spokesman of the mission"
        last = whole[1] if whole else end
        described = any(phrases.is_person(low) for low in frame.lows[end + 2 : last + 1])
        if whole and last == len(tags) - 1 and described:
            source, end = whole, last
    told = tags[end + 1 : end + 2] == "L"  # "a poll [released Thursday]"
    while end + 1 < len(tags) and tags[end + 1] in ("PZDKN0JRpL" if told else "PZDKN0JRp"):
        end += 1  # "in a statement on Tuesday"
    if told and (end + 1 == len(tags) or tags[end + 1] in ",;)-."):
        source = source[0], end
    left = right = None
    following = tags[end + 1 : end + 2]
    if at > 0 and tags[at - 1] not in ";:(":
        left = span(frame, dateline(frame), at - 1)
    if left and not set(tags[left[0] : left[1] + 1]) - set("RABS,"):
        left = None  # "Nevertheless, according to …"
    if following == "," and (left is None or end + 2 < len(tags)):
        right = span(frame, end + 2, len(tags) - 1)
    elif left is None and following:
        right = span(frame, end + 1, len(tags) - 1)
    cue = (at, at + 1)
    return Attribution(cue, _ACCORDING, source, False, left, right, (at, end), "according")


def _cut(frame: Frame, found: list[Attribution]) -> None:
    """End what an earlier cue reports where a later one of the same rank begins."""
    for index, one in enumerate(found):
        if one.right is None:
            continue
        first = one.right[0]
        for later in found[index + 1 :]:
            if later.extent[0] > first and _same_rank(frame, later):
                end = later.extent[0] - 1
                if frame.tags[end] == "S":
                    end -= 1  # ", while others said"
                one.right = span(frame, first, min(one.right[1], end))
                break
    for index, one in enumerate(found):
        for earlier in found[:index]:
            left = one.left
            if not left or not left[0] <= earlier.extent[1] < one.extent[0]:
                continue
            if one.form is _ACCORDING or (one.right is None and earlier.left is None):
                # "Holt said it was over, the paper reported": the paper reports all of it
                if earlier.right and earlier.right[1] > left[1] and not earlier.inherits:
                    earlier.right = span(frame, earlier.right[0], left[1])
            else:
                start = earlier.right[0] if earlier.right else earlier.extent[1] + 1
                one.left = span(frame, start, left[1])


def _same_rank(frame: Frame, later: Attribution) -> bool:
    """Whether a later attribution stands beside an earlier one, not inside what that reports."""
    tags = frame.tags
    start = later.extent[0]
    border = tags[start - 1]
    if later.form is _ACCORDING:
        return border == ","
    if border in "AB" and tags[start - 2] == ",":  # "…, and he said"
        return True
    if tags[start - 2 : start] == ",S" and frame.lows[start - 1] in ("while", "whereas"):
        return True  # "…, while 22 percent said"
    if not later.inherits or tags[start] not in "GAB":
        return False
    return later.form.form != "ing" or border in ",Q"
