"""What stands between a reporting verb and what it reports: to whom, when, where, in what.

>>> past_adjuncts(frame, 2, form)  # "Holt told reporters in Riga on Tuesday that …"
7
"""

from troopfacts.extractors.lexicons import words

from .cues import Form, roles
from .frames import Frame
from .phrases import media

_NO_ADJUNCT = frozenset("TQ:;IXMW") | {""}


def past_adjuncts(frame: Frame, at: int, form: Form) -> int:
    """Past whom it was said to, when and in what: "told reporters in Riga on Tuesday [that]"."""
    tags, lows = frame.tags, frame.lows
    size = len(tags)
    addressed = "o" not in form.takes
    if addressed and not form.particle and tags[at : at + 1] in _NO_ADJUNCT:
        return at
    while at < size:
        tag, low = tags[at], lows[at]
        if not addressed:
            addressed = True
            end = _addressee(frame, at, "f" in form.takes)
            if end > at:
                at = end
                continue
        following = tags[at + 1 : at + 2]
        if low in ("last", "next", "this") and following and following in "ZN":
            end = at + 1
            while (end < size and tags[end] in "Z") or lows[end : end + 1] in (
                ["spring"],
                ["fall"],
                ["quarter"],
            ):
                end += 1
            if end == at + 1:
                break
            at = end
        elif low == form.particle or (tag == "R" and low not in roles("degree")):
            at += 1
        elif tag == "," and (end := _insertion(tags, at)):
            at = end
        elif tag == "Z":
            end = at
            while end < size and tags[end] in "Z0":
                end += 1
            if tags[end : end + 1] and tags[end] in "XMLp":
                break
            at = end
        elif low in ("of", "about", "against") and "f" in form.takes:
            break
        elif _opens_adjunct(frame, at):
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


def _opens_adjunct(frame: Frame, at: int) -> bool:
    """Whether "in", "on", "after" or "to" opens a phrase, and no infinitive: "to reporters"."""
    low = frame.lows[at]
    if frame.tags[at] == "t":
        following = frame.lows[at + 1] if at + 1 < len(frame.lows) else ""
        return words("speaker_nouns", "kind").get(following) == "person"
    if frame.tags[at] == "P":
        return low in roles("adjunct")
    return low in ("after", "before")


def _insertion(tags: str, at: int) -> int:
    """The token after ", without evidence," where "that" or a quote follows; else 0."""
    end = tags.find(",", at + 1, at + 16)
    if end < 0 or tags[end + 1 : end + 2] not in ("T", "Q"):
        return 0
    if tags[at + 1] in "DKIQT0" and tags[at:end] not in (",K", ",KK"):  # "in Toledo, Ohio, that"
        return 0
    if set(tags[at:end]) & set("VGQ"):
        return 0
    return end + 1


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
        if tags[end : end + 2] in ("LP", "VP", "LZ", "VZ", "LR") and tags[end - 1] in "NK":
            end += 1  # "a statement read on state television"
    if end == at + 1:
        if tags[end : end + 1] in ("G", "O") and lows[at] in ("in", "by", "after", "to", "of"):
            return end + 1 if tags[end] == "O" else at
        return at
    following = tags[end : end + 1]
    if following == "" or following in "TQ:,-;":
        return end
    if following in "DI" and (known or set(tags[at + 1 : end]) <= {"K", "Z", "0"}):
        return end
    if known and following and following in "QR":
        return end
    return at


def _addressee(frame: Frame, at: int, topical: bool) -> int:
    """Past the person addressed: "told [reporters]", "told [the BBC]", "accused [Riga] of"."""
    tags = frame.tags
    if tags[at] == "O" or frame.lows[at] in ("you", "it"):
        return at + 1
    if tags[at] == "I":
        return at
    end = at
    size = len(tags)
    while end < size and tags[end] in "DKNp0AJP":
        if topical and frame.lows[end] in ("of", "about", "against"):
            return end
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
