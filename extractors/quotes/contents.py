"""Which words of a frame an attribution reports.

>>> reported(frame, site)  # "The ministry said in a statement that 12 soldiers had died."
Reported(left=None, right=(7, 10), rule='that')

Spans are token numbers, both inclusive.
"""

import re

from msgspec import Struct

from .cues import Form, roles
from .frames import Frame
from .phrases import Span, before
from .stretches import is_short, is_small, is_title


class Site(Struct):
    """Where an attribution stands: its first token, and the first after it and its adjuncts."""

    form: Form
    first: int
    end: int
    inherits: bool


class Reported(Struct):
    """The reported words before the attribution and after it."""

    left: Span | None
    right: Span | None
    rule: str


class Attribution(Struct):
    """One cue with what was found around it."""

    cue: Span
    form: Form
    subject: Span | None  # None: nobody is credited
    inherits: bool  # "…, adding that": the speaker is the clause's, said before
    left: Span | None  # reported words before the cue
    right: Span | None  # and after it
    extent: Span  # subject, cue, addressee, time: what is no content
    rule: str


# After ", he said," these go on with the reported words; "adding", "when", "but" do not.
_GOES_ON = frozenset("DKNp0IXMLJRPAWQtV(ZT")
_CLAUSE_END = re.compile(";|:(?=Q)|,(?=[AB]V)")
_SUBORDINATE = frozenset(("while", "because", "if", "although", "unless", "though", "so", "than"))


def attributed(
    frame: Frame, at: int, site: Site, subject: Span | None, rule: str = ""
) -> Attribution | None:
    found = reported(frame, site)
    if found is None:
        return None
    return Attribution(
        cue=(at, at),
        form=site.form,
        subject=subject,
        inherits=site.inherits,
        left=found.left,
        right=found.right,
        extent=(site.first, site.end - 1),
        rule=rule or found.rule,
    )


def reported(frame: Frame, site: Site) -> Reported | None:
    """What is reported, if it is something the cue's verb takes."""
    tags, lows = frame.tags, frame.lows
    form, first, end = site.form, site.first, site.end
    takes = form.takes
    following = tags[end : end + 1]
    left = None if site.inherits else _before(frame, first)
    if left and _after_quote(frame, first, end):
        return Reported(left, _later_quote(frame, end), "after quote")
    if following == "Q" or tags[end : end + 2] in (",Q", ":Q", "-Q", ",,"):
        return _with_quote(frame, site, left)
    if following == "T" and set("tcq") & set(takes):
        pronoun = tags[end + 1 : end + 2] in ("X", "M")  # "said that was no comparison"
        return _right(frame, end if pronoun else end + 1, "that")
    if tags[end : end + 2] == ",T" and left is None:
        return _right(frame, end + 2, "that")  # "He added, that X"
    if following == ":" and not site.inherits:
        return _right(frame, end + 1, "colon")
    if following == "," and first and lows[first - 1] == "as" and left is None:
        return _right(frame, end, "as")  # "As Holt noted, …"
    if following == "" or following in ",;-)B" or (left and lows[end] in ("as", "when", "while")):
        return _around(frame, site, left)
    low = lows[end]
    if following in "MX" and "c" in takes and first and not site.inherits:
        return _inside(frame, site)
    if following == "W" or low in ("whether", "if") or (low == "when" and _denied(lows, end)):
        if form.verb == "tell" and tags[end - 1] == "V":
            return None  # "how can you tell whether"
        return _right(frame, end, "question") if set("wc") & set(takes) else None
    if lows[end : end + 3] == ["not", "to", "be"]:
        return None  # "an envoy who asked not to be named"
    if following == "t" or (low == "not" and tags[end + 1 : end + 2] == "t"):
        return _right(frame, end, "infinitive") if "i" in takes else None
    counted = low == "about" and tags[end + 1 : end + 2] == "0"  # "said about 1,100 men left"
    if low in ("of", "about", "against") and not counted:
        if "f" not in takes or (form.verb == "accuse" and tags[end - 1] == "V"):
            return None  # "a man accused of theft"
        return _right(frame, end, "topic")
    if "c" in takes and _is_clause(frame, end, form):
        return _right(frame, end, "clause")
    if "t" in takes and clear_clause(tags, end):
        return _right(frame, end, "clause")
    lead = tags.find(":Q", end)
    if (
        lead > 0
        and "q" in takes
        and following in "JPND"
        and not set(tags[end:lead]) & set("XMVGTW")
    ):
        return Reported(None, (lead + 1, lead + 1), "quote")  # "wrote using his account: “…”"
    if "n" in takes and following in "DKNpJL0O":
        return _right(frame, end, "noun phrase")
    return None


def _denied(lows: list[str], end: int) -> bool:
    """Whether the cue just before `end` is denied: "would not say", "didn't say"."""
    return any(low == "not" or low.endswith("n't") for low in lows[max(0, end - 4) : end])


def _before(frame: Frame, first: int) -> Span | None:
    """The tokens before the attribution, where a comma, a dash or a mark parts them from it."""
    tags = frame.tags
    if first > 2 and frame.lows[first - 1] == "as" and tags[first - 2] == ",":
        return span(frame, dateline(frame), first - 2)  # "…, as the police have said"
    if first == 0 or tags[first - 1] not in ",Q-":
        return None
    return span(frame, dateline(frame), first - 1)


def _after_quote(frame: Frame, first: int, end: int) -> bool:
    """Whether a finished quote stands right before the attribution: "We left," he said."""
    tags = frame.tags
    quote = first - 1 if tags[first - 1] == "Q" else first - 2
    if quote < 0 or tags[quote] != "Q":
        return False
    if tags[end : end + 1] == "T" and quote and is_short(frame, quote):
        return False  # citing "other duties," he said that
    region = frame.region(quote)
    finished = frame.text[region.end - 1] in ",.?!…—-–'’" and region.end > region.start
    if not finished and (quote == first - 1 or tags[end : end + 1] == "T"):
        return quote == first - 1 and not is_small(frame, quote) and tags[end : end + 1] != "T"
    return not is_title(frame, quote)


def _later_quote(frame: Frame, end: int) -> Span | None:
    """The quote that goes on after "he said on Friday, "."""
    tags = frame.tags
    for token in range(end, len(tags)):
        tag = tags[token]
        if tag == "Q":
            if token == 0 or (tags[token - 1] not in ",-:;Q" and token != end):
                return None
            last = token
            while tags[last + 1 : last + 3] == ",Q":
                last += 2
            return token, last
        if tag in "VG":
            return None
    return None


def _with_quote(frame: Frame, site: Site, left: Span | None) -> Reported | None:
    """ "He said, "We left": quoted words right after the cue."""
    tags = frame.tags
    quote = tags.index("Q", site.end) if "Q" in tags[site.end : site.end + 3] else -1
    if quote < 0 or (quote > site.end and is_title(frame, quote)):
        return None
    region = frame.region(quote)
    text = frame.text
    if left is not None:
        opening = text[region.start : region.start + 1]
        if (
            tags[site.end] == "Q"
            or not opening.islower()
            or site.inherits
            or ("Q" not in tags[left[0] : left[1] + 1] and not finite(tags, *left))
        ):
            left = None
    last = quote
    closing = text[region.end - 1 : region.end]
    if (
        not region.closed
        or (closing and closing in ",.?!…—")
        or tags[quote + 1 : quote + 3] in ("AG", "AV", "AL")
    ):
        while tags[last + 1 : last + 2] == "Q" or tags[last + 1 : last + 3] == ",Q":
            last += 1 if tags[last + 1] == "Q" else 2
        return Reported(left, (quote, last), "quote")
    return Reported(left, span(frame, quote, _quote_end(frame, quote)), "quote")


def _quote_end(frame: Frame, quote: int) -> int:
    """Where a clause that opens with quoted words ends: not in "when asked", "and vowing"."""
    tags = frame.tags
    for token in range(quote + 1, len(tags)):
        if tags[token] in "S:" or (tags[token] == "A" and tags[token + 1 : token + 2] in "GV"):
            return token - 1
        if tags[token] in "XMLVI":
            break
    return len(tags) - 1


def _around(frame: Frame, site: Site, left: Span | None) -> Reported | None:
    """ "X will leave, he said." and "X, he said, will leave"."""
    tags, end = frame.tags, site.end
    if left is None or site.inherits:
        return None
    if "Q" not in tags[left[0] : left[1] + 1] and not set("ct") & set(site.form.takes):
        return None
    right: Span | None = None
    following = tags[end : end + 1]
    if following and following in ",-" and tags[site.first - 1] in ",-" and end + 1 < len(tags):
        after = tags[end + 1]
        if after in _GOES_ON or (after in "SB" and frame.lows[end + 1] in _SUBORDINATE):
            right = span(frame, end + 1, _without_source(frame, end, len(tags)) - 1)
    plain = "Q" not in tags[left[0] : left[1] + 1] and not finite(tags, *left)
    if right is None and plain and (following or left[1] - left[0] < 3):
        return None
    return Reported(left, right, "around" if right else "before")


def _inside(frame: Frame, site: Site) -> Reported | None:
    """ "a base which he said was safe": the verb after the cue has its subject before it."""
    tags = frame.tags
    head = site.first - 1
    left = (head, head) if tags[head] in "WT" else before(frame, head)
    right = span(frame, site.end, clause_end(frame, site.end))
    return Reported(left, right, "inside") if left and right else None


def _right(frame: Frame, start: int, rule: str) -> Reported | None:
    right = span(frame, start, clause_end(frame, start))
    return Reported(None, right, rule) if right else None


def dateline(frame: Frame) -> int:
    """The first token after "WASHINGTON: " or "GOMA, Congo (AP) -"; 0 where none is."""
    for token, tag in enumerate(frame.tags[:14]):
        if tag in ":-":
            capitals = frame.text[frame.starts[0] : frame.end_of(0)].isupper()
            return token + 1 if capitals and frame.end_of(0) - frame.starts[0] > 2 else 0
        if tag not in "K,Z0()":
            return 0
    return 0


def clause_end(frame: Frame, start: int) -> int:
    """Where a reported clause ends: with its frame, at a semicolon, before a colon that leads a
    quote in or a second verb of saying."""
    tags = frame.tags
    border = _CLAUSE_END.search(tags, start + 1)
    return _without_source(frame, start, border.start() if border else len(tags)) - 1


def _without_source(frame: Frame, start: int, end: int) -> int:
    """The end of a clause, before "…, citing the agency", "…, without giving evidence" in it."""
    lows = frame.lows
    if "J" in frame.tags and "citing" in lows:
        citing = lows.index("citing")
        if start < citing < end:
            return citing
    if "without" in lows:
        without = lows.index("without")
        following = lows[without + 1 : without + 2]
        if start < without < end and not roles("proving").isdisjoint(following):
            return without
    return end


def _is_clause(frame: Frame, at: int, form: Form) -> bool:
    """Whether a clause without "that" begins at `at`; for "said" any finite verb will do."""
    tags = frame.tags
    if form.verb not in ("say", "tell"):
        return clear_clause(tags, at)
    if tags[at] == "S" and frame.lows[at] not in _SUBORDINATE:
        return False
    if frame.lows[at] in ("it", "you"):
        return clear_clause(tags, at)
    if tags[at] == "N" and frame.lows[at] not in roles("no clause") and len(tags) > at + 2:
        return True
    return tags[at] in "IDK0" or finite(tags, at, at + 30) or "Q" in tags[at : at + 8]


def clear_clause(tags: str, at: int) -> bool:
    """Whether a clause with its own subject and finite verb begins at `at`."""
    if tags[at : at + 1] in ("", "P", "R", "t"):
        return False
    if tags[at] == "I":
        return tags[at + 1 : at + 2] not in ("", "P", "Z", ",", "A", "D", "t")
    seen = False
    for token in range(at, min(len(tags), at + 16)):
        tag = tags[token]
        if tag in "XM" or tag == "V":
            return seen and tags[token - 1] not in "AW"
        if (
            tag == "L"
            and seen
            and tags[token + 1 : token + 2] in ("D", "K", "I", "N", "p", "t", "T")
        ):
            return True
        if tag in "KNpI0DO":
            seen = True
        if tag == "Q" and seen:
            return True  # "noting the deal “makes no sense”"
        if tag in ",;:-TWGtSQ":
            return False
    return False


def finite(tags: str, first: int, last: int) -> bool:
    """Whether a finite verb, or a pronoun that must have one, stands in the span."""
    return any(tag in "XMVLI" for tag in tags[first : last + 1])


def span(frame: Frame, first: int, last: int) -> Span | None:
    """The span without punctuation and conjunctions at its ends; None where nothing is left."""
    tags = frame.tags
    while first <= last and tags[first] in ",:;-)":
        first += 1
    while last >= first and tags[last] in ",:;-(AB":
        last -= 1
    return (first, last) if first <= last else None
