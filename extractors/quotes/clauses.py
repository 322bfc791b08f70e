"""Attributions inside one frame: the cue, who speaks, and which words of the frame are reported.

>>> attributions(frame)  # "The ministry said in a statement that 12 soldiers had died."
[Attribution(cue=(2, 2), subject=(0, 1), left=None, right=(7, 10), …)]

All spans are token numbers, both inclusive.
"""

from dataclasses import dataclass
from functools import cache

from troopfacts.extractors.lexicons import words

from . import phrases
from .cues import Form, forms
from .frames import Frame
from .phrases import Span, media


@cache
def _roles(role: str) -> frozenset[str]:
    """The words of cue_words.tsv that play a role."""
    return frozenset(word for word, its in words("cue_words", "role").items() if its == role)


@dataclass(slots=True)
class Attribution:
    """One cue with what was found around it."""

    cue: Span
    form: Form
    subject: Span | None  # None: inherited, or nobody
    inherits: bool  # "…, adding that": the speaker is the one before
    inverted: bool
    left: Span | None  # reported words before the cue
    right: Span | None  # and after it
    extent: Span  # subject, cue, addressee, time: what is no content
    rule: str


def attributions(frame: Frame) -> list[Attribution]:
    """All attributions of a frame in order, their contents cut where the next one begins."""
    found: list[Attribution] = []
    tags, lows = frame.tags, frame.lows
    table = forms()
    floor = 0
    for at, tag in enumerate(tags):
        if tag == "V" or tag == "G":
            one = _verb(frame, at, table[lows[at]], floor)
        elif lows[at] == "according" and lows[at + 1 : at + 2] == ["to"]:
            one = _according(frame, at)
        else:
            continue
        if one is not None:
            found.append(one)
    _cut(frame, found)
    return [one for one in found if one.left or one.right]


def _according(frame: Frame, at: int) -> Attribution | None:
    """ "According to the ministry, X", "X, according to the ministry"."""
    tags = frame.tags
    source = phrases.after(frame, at + 2)
    if source is None:
        return None
    end = source[1]
    while end + 1 < len(tags) and tags[end + 1] in "PZDKN0JRp":  # "in a statement on Tuesday"
        end += 1
    left = right = None
    following = tags[end + 1 : end + 2]
    if at > 0 and tags[at - 1] not in ";:(":
        left = _left(frame, at - 1)
    if following == "," and (left is None or end + 2 < len(tags)):
        right = _span(frame, end + 2, len(tags) - 1)
    elif left is None and following:
        right = _span(frame, end + 1, len(tags) - 1)
    form = Form("according", "speech", "cq", False, "phrase")
    return Attribution(
        (at, at + 1), form, source, False, False, left, right, (at, end), "according"
    )


def _verb(frame: Frame, at: int, form: Form, floor: int) -> Attribution | None:
    tags, lows = frame.tags, frame.lows
    be, raising = _roles("be"), _roles("raising")
    k = at - 1
    passive = negated = False
    chained = False
    while k >= floor:
        tag, low = tags[k], lows[k]
        if tag == "R":
            negated = negated or low in ("not", "never")
        elif tag == "X":
            passive = passive or (low in be and form.form in ("past", "participle"))
            chained = True
        elif tag == "M":
            chained = True
        elif tag == "t":
            if (k > floor and lows[k - 1] in raising) or (
                k > floor + 1 and lows[k - 1] == "on" and lows[k - 2] in raising
            ):
                k -= 2 if lows[k - 1] == "on" else 1
                chained = True
            else:
                return None
        else:
            break
        k -= 1
    previous = tags[k] if k >= floor else ""
    if (
        form.form == "base"
        and not chained
        and not (
            previous
            and (previous in "WI" or (previous in "NKp" and _plural(lows[k])) or previous in ",)A")
        )
    ):
        return None
    if form.form in ("third", "past") and previous in ("D", "P", "p", "J"):
        return None
    if form.form == "third" and form.noun and previous in ("N", "L") and not _reports(tags, at):
        return None
    if passive:
        return _passive(frame, at, form, k, floor)
    inherits = inverted = False
    subject: Span | None = None
    if form.form == "ing" and not chained:
        if (
            previous in ("", ",", "Q", "P", "S", "A", "B", "-")
            or lows[k] in media()
            or previous in ("K", "N", "I")
        ):
            inherits = True
        else:
            return None
        start = at
    else:
        if form.form == "participle" and form.verb in ("write", "speak", "read") and not chained:
            return None
        if not previous or previous in ",Q-":
            turned = _inverted(frame, at, k)
            if turned is not None:
                subject, inverted = turned, True
        if subject is None and previous:
            if previous in "AB":
                inherits = True
                start = k
            else:
                subject = phrases.before(frame, k, floor)
                if subject is None and previous == ",":
                    inherits = True
        if subject is None and not inherits:
            return None
        start = min(subject[0], at) if subject else k + 1
    first = min(start, at)
    end = _past_adjuncts(frame, subject[1] + 1 if inverted and subject else at + 1, form)
    return _contents(frame, at, form, subject, inherits, inverted, first, end)


def _reports(tags: str, at: int) -> bool:
    return tags[at + 1 : at + 2] in ("T", "Q", "I", ":", "W") or tags[at + 1 : at + 3] == ",Q"


def _plural(low: str) -> bool:
    return low.endswith("s") or low in _roles("plural")


def _passive(frame: Frame, at: int, form: Form, k: int, floor: int) -> Attribution | None:
    """ "It was reported that X", "he was told by Y that X", "was quoted as saying"."""
    tags, lows = frame.tags, frame.lows
    end = at + 1
    subject: Span | None = None
    if lows[end : end + 1] == ["by"]:
        subject = phrases.after(frame, end + 1)
        if subject is None:
            return None
        end = subject[1] + 1
    if lows[end : end + 2] == ["as", "saying"]:
        speaker = phrases.before(frame, k, floor)
        end = _past_adjuncts(frame, end + 2, form)
        return _contents(frame, at, form, speaker, False, False, speaker[0] if speaker else at, end)
    end = _past_adjuncts(frame, end, form._replace(takes=form.takes.replace("o", "")))
    if tags[end : end + 1] not in ("T", "W", "S", "t"):
        return None
    if tags[end] == "S" and lows[end] not in ("whether", "if"):
        return None
    first = phrases.before(frame, k, floor)
    one = _contents(frame, at, form, subject, False, False, first[0] if first else at, end)
    if one is not None:
        one.rule = "passive"
    return one


def _inverted(frame: Frame, at: int, k: int) -> Span | None:
    """ "…", said Holt, a spokesman: the subject after the verb, if the verb stands after content
    and nothing that the verb could report follows the phrase."""
    tags = frame.tags
    if k >= 0 and tags[k] == "," and tags[k - 1] != "Q" and not _finite(tags, 0, k - 1):
        return None
    subject = phrases.after(frame, at + 1)
    if subject is None:
        return None
    following = tags[subject[1] + 1 : subject[1] + 2]
    if following and following in "XMVLI":
        return None
    if k < 0 and following not in (":", ","):
        return None
    if k >= 0 and tags[k] == "Q" and _small_inside(frame, k):
        return None
    return subject


def _small_inside(frame: Frame, token: int) -> bool:
    """A scare quote inside the subject: "the 'experts' said"."""
    return phrases._small(frame, token) and token > 0 and frame.tags[token - 1] in "DKNJP"


def _finite(tags: str, first: int, last: int) -> bool:
    return any(tag in "XMVLI" for tag in tags[first : last + 1])


def _past_adjuncts(frame: Frame, at: int, form: Form) -> int:
    """Past whom it was said to, when and in what: "told reporters in Riga on Tuesday [that]"."""
    tags, lows = frame.tags, frame.lows
    size = len(tags)
    addressed = "o" not in form.takes
    while at < size:
        tag, low = tags[at], lows[at]
        if not addressed:
            addressed = True
            end = _addressee(frame, at)
            if end > at:
                at = end
                continue
        if tag == "R" and low not in ("not",):
            at += 1
        elif tag == "Z":
            end = at
            while end < size and tags[end] in "Z0":
                end += 1
            if tags[end : end + 1] and tags[end] in "XMLp":
                break
            at = end
        elif tag == "t" or (tag == "P" and low in _roles("adjunct")):
            end = _adjunct(frame, at, size)
            if end == at:
                break
            at = end
        elif (tag in "DJN" and lows[at + 1 : at + 2] and tags[at + 1] == "Z") or (
            tag in "D0" and tags[at + 1 : at + 3] in ("NZ", "ZR", "ZZ")
        ):
            end = at + 1
            while end < size and tags[end] in "NZ":
                end += 1
            at = end
        else:
            break
    return at


def _adjunct(frame: Frame, at: int, size: int) -> int:
    """Past "in a statement", "on Tuesday", "to reporters", or `at` where it may be content."""
    tags, lows = frame.tags, frame.lows
    end = at + 1
    known = False
    while end < size and tags[end] in "DKNp0JZPAt":
        if tags[end] == "D" and end > at + 1 and tags[end - 1] not in "PtDA":
            break  # "in a statement the troops"
        known = known or lows[end] in media() or tags[end] == "Z"
        if known and tags[end] in "NK" and tags[end - 1] == "Z":
            break
        end += 1
    if end == at + 1:
        if tags[end : end + 1] in ("G", "O") and lows[at] in ("in", "by", "after", "to", "of"):
            return end + 1 if tags[end] == "O" else at
        return at
    following = tags[end : end + 1]
    if following == "" or following in "TQ:,-;":
        return end
    if known and following in "DI":
        return end
    if known and following == "Q":
        return end
    return at


def _addressee(frame: Frame, at: int) -> int:
    """Past the person addressed: "told [reporters]", "told [the BBC]"."""
    tags = frame.tags
    if tags[at] in "OI":
        return at + 1
    end = at
    size = len(tags)
    while end < size and tags[end] in "DKNp0AJP":
        end += 1
    if end == at:
        return at
    following = tags[end : end + 1]
    if following == "" or following in "TtQ,:WSZ" or following in "I":
        if following == "I" or "P" not in tags[at:end]:
            return end
        return end
    # The content begins inside the run: after the first name or noun.
    end = at
    while end < size and tags[end] in "D":
        end += 1
    kind = tags[end : end + 1]
    if kind == "K":
        while end < size and tags[end] == "K":
            end += 1
    elif kind:
        end += 1
        if "D" in tags[at:end]:
            while end < size and tags[end] == "N" and tags[end + 1 : end + 2] == "D":
                end += 1
    return end


def _contents(
    frame: Frame,
    at: int,
    form: Form,
    subject: Span | None,
    inherits: bool,
    inverted: bool,
    first: int,
    end: int,
) -> Attribution | None:
    """The attribution with what it reports before and after, if that is what its verb takes."""
    tags, lows = frame.tags, frame.lows
    size = len(tags)
    takes = form.takes
    left: Span | None = None
    right: Span | None = None
    rule = "verb"
    following = tags[end : end + 1]
    low = lows[end] if end < size else ""
    quote_after = following == "Q" or tags[end : end + 2] in (",Q", ":Q", "-Q")
    before = tags[first - 1] if first else ""
    if before and before in ",Q-":
        left = _left(frame, first - 1)
    if left and "Q" not in tags[left[0] : left[1] + 1] and not _finite(tags, *left):
        left = None
    if following == "T" and ("t" in takes or "c" in takes or "q" in takes):
        right, rule = _span(frame, end + 1, size - 1), "that"
        left = None
    elif quote_after:
        right, rule = _span(frame, end + (following != "Q"), size - 1), "quote"
        if left is not None and before != "Q" and following == "Q":
            left = None
    elif following == ":":
        right, rule = _span(frame, end + 1, size - 1), "colon"
        left = None
    elif following == "" or following in ",;-)B" or (left is not None and before == "Q"):
        if left is None and following == "," and not inherits and ("c" in takes or "t" in takes):
            pass
        if left is not None and following in (",", "-"):
            right = _span(frame, end + 1, size - 1)
            if right is not None and not _continues(frame, end + 1):
                right = None
            rule = "around"
        elif left is not None and before == "Q" and following:
            later = tags.find(",Q", end)
            if later > 0:
                right = _span(frame, later + 1, size - 1)
            rule = "before"
        else:
            rule = "before"
        if left is None:
            return None
    elif following == "W" or low in ("whether", "if"):
        if "w" not in takes and "c" not in takes:
            return None
        right, rule = _span(frame, end, size - 1), "question"
        left = None
    elif following == "t":
        if "i" not in takes:
            return None
        right, rule = _span(frame, end, size - 1), "infinitive"
        left = None
    elif "c" in takes or ("t" in takes and _clear_clause(tags, end)):
        right, rule = _span(frame, end, size - 1), "clause"
        left = None
        if (
            form.verb not in ("say", "tell", "deny")
            and not _clear_clause(tags, end)
            and ("n" not in takes)
        ):
            return None
    elif "n" in takes and following in "DKN":
        return None
    else:
        return None
    if left is None and right is None:
        return None
    return Attribution(
        (at, at), form, subject, inherits, inverted, left, right, (first, end - 1), rule
    )


def _continues(frame: Frame, at: int) -> bool:
    """Whether what follows ", he said," goes on with the reported words."""
    tags = frame.tags
    if at >= len(tags):
        return False
    if tags[at] == "Q":
        return True
    return tags[at] not in "G"


def _clear_clause(tags: str, at: int) -> bool:
    """Whether a clause with its own subject and finite verb begins at `at`."""
    seen = False
    for token in range(at, min(len(tags), at + 14)):
        tag = tags[token]
        if tag in "XM" or (tag in "LV" and seen):
            return seen
        if tag in "KNpI0D":
            seen = True
        if tag == "I":
            return True
        if tag in ",;:-TWGt" or (tag == "Q" and not seen):
            return False
    return False


def _left(frame: Frame, last: int) -> Span | None:
    """The frame's tokens up to `last`, without a comma or dash at the end."""
    tags = frame.tags
    while last >= 0 and tags[last] in ",-;:":
        last -= 1
    return (0, last) if last >= 0 else None


def _span(frame: Frame, first: int, last: int) -> Span | None:
    tags = frame.tags
    while first <= last and tags[first] in ",:;-)":
        first += 1
    while last >= first and tags[last] in ",:;-(AB":
        last -= 1
    return (first, last) if first <= last else None


def _cut(frame: Frame, found: list[Attribution]) -> None:
    """End what an earlier cue reports where a later one of the same rank begins."""
    for index, one in enumerate(found):
        if one.right is None:
            continue
        first = one.right[0]
        for later in found[index + 1 :]:
            if later.extent[0] > first and _same_rank(frame, one, later):
                one.right = _span(frame, first, later.extent[0] - 1)
                break
    for index, one in enumerate(found):
        for earlier in found[:index]:
            left = one.left
            if left and left[0] <= earlier.extent[1] < one.extent[0]:
                start = earlier.right[0] if earlier.right else earlier.extent[1] + 1
                one.left = _span(frame, start, left[1])


def _same_rank(frame: Frame, one: Attribution, later: Attribution) -> bool:
    """Whether a later attribution stands beside `one`, not inside what it reports."""
    tags = frame.tags
    start = later.extent[0]
    border = tags[start - 1]
    if later.rule == "according" and border == "," and later.left and one.left is None:
        later.left = None if later.right is None else later.left
        return True
    if border in "AB" and tags[start - 2] == ",":  # "…, and he said"
        return True
    if not later.inherits or tags[start] not in "GAB":
        return False
    return later.form.form != "ing" or border in ",Q"
