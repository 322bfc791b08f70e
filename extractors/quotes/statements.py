"""Statements of a document: attributions of its frames, joined where a quote goes on.

>>> document = Document("a", "“We stay,” he said. “We always did.”")
>>> [one.quote for one in statements(document, list(frames(document)), explain=False)]
['We stay, We always did.']
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from msgspec import UNSET, Struct

from troopfacts.extractors.document import Document
from troopfacts.extractors.facts import Cue, Quote, Speaker, Style

from . import inversions, phrases
from .attributions import attributions
from .contents import Attribution, dateline
from .cues import form_at, nouns
from .frames import Frame, framed
from .marks import Region
from .verbs import opens_with_cue

if TYPE_CHECKING:
    from .identities import Identity

Span = tuple[int, int]  # offsets

# "You mentioned the war", "it emphasises speed": a bare thing is told by those spoken of.
_TELL_NO_THING = frozenset(("i", "you", "it"))
_CONTRACTED = re.compile(r"['’](?:s|d|ll|re|ve|m)?$")


@cache
def _unnamed() -> re.Pattern[str]:
    """Why a source has no name is no part of who it is: "an envoy who asked not to be named"."""
    return re.compile(
        r"""
        ,?\s+ (?: who | speaking ) \b [^,]{0,80}?
        \b (?: anonym\w+ | named | identified | authori[sz]ed | permitted | allowed ) \b .*
        """,
        re.X | re.S,
    )


class Statement(Struct):
    """A quote in the making."""

    parts: list[tuple[int, int]]
    style: Style
    cue: tuple[int, int] | None
    speaker: tuple[int, int] | None
    rule: str
    regions: list[Region] = []
    frame: Frame | None = None


def statements(document: Document, heard: list[Frame], explain: bool) -> Iterator[Quote]:
    """The quote facts of a document, given its frames."""
    found = [*_gather(heard), *_turns(document)]
    who = _identified(document, {one.speaker for one in found if one.speaker})
    given: set[tuple[int, int]] = set()
    for one in sorted(found, key=lambda one: one.parts[0]):
        if len(one.parts) > 1 or one.parts[0][0] >= one.parts[0][1]:
            one.parts = sorted(part for part in one.parts if part[0] < part[1])
        span = (one.parts[0][0], one.parts[-1][1]) if one.parts else None  # no words: “” she added
        if span and span not in given:  # "“Yes,” Lund agreed said": one quote, whatever the cue
            given.add(span)
            yield _fact(document, one, who, explain)


def _identified(document: Document, speakers: set[Span]) -> dict[Span, "Identity"]:
    """Who each speaker is, in the order they stand in."""
    if not speakers:
        return {}
    from .identities import Identities  # reads the names of the world

    identities = Identities(document)
    return {span: identities.of(*span) for span in sorted(speakers)}


def _turns(document: Document) -> Iterator[Statement]:
    """The turns of a transcript, quoted without marks."""
    if document.text.count(":") < 3:
        return
    from .turns import turns

    for turn in turns(document):
        yield Statement(turn.parts, "direct", None, turn.speaker, "turn")


def _gather(heard_frames: list[Frame]) -> Iterator[Statement]:
    last: Statement | None = None  # the quote that may go on
    heard: Statement | None = None  # the last statement of this paragraph
    before: Frame | None = None
    for frame in _joined(heard_frames):
        if before and before.paragraph != frame.paragraph:
            heard = None
            if not frame.regions:
                last = None
        if not frame.regions and not _reports(frame):
            before = frame
            if ":" in frame.tags:
                yield from _headline(frame)
            continue
        inside: list[Statement] = []
        for one in attributions(frame):
            statement = _statement(frame, one)
            if statement is not None:
                if one.inherits and statement.speaker is None and heard is not None:
                    statement.speaker = heard.speaker  # "Adding, “Not yet.”"
                inside.append(statement)
        rest = frame.regions
        if rest and inside:
            used = {region.open for one in inside for region in one.regions}
            rest = [region for region in rest if region.open not in used]
        if rest and not frame.tags.strip("Q,;:-.()"):
            if last is not None and _goes_on(last, frame):
                last.parts.extend((region.start, region.end) for region in rest)
                last.regions.extend(rest)
                last.frame = before = frame
                continue
            orphan = _orphan(frame, rest, heard)
            inside = [orphan] if orphan else []
        elif rest:
            inside.extend(_led_in(frame, rest))
        yield from inside
        quoted = [one for one in inside if one.regions]
        last = quoted[-1] if quoted else None
        heard = inside[-1] if inside else _announced(frame) or heard
        before = frame


def _headline(frame: Frame) -> Iterator[Statement]:
    """ "Pentagon: 900 troops to stay"."""
    from .turns import headline

    if (line := headline(frame)) is not None:
        yield Statement([line[1]], "indirect", None, line[0], "headline")


def _announced(frame: Frame) -> Statement | None:
    """Who a sentence says will speak, and no more: "Holt agreed." before "“We leave.”"."""
    end = len(frame.tags) - 1
    if frame.tags[-1:] != "V":
        return None
    form = form_at(frame.lows, end)
    subject = phrases.before(frame, end - 1)
    if form is None or subject is None or form.form not in ("past", "third"):
        return None
    cue = (frame.starts[end], frame.end_of(end))
    return Statement([], "direct", cue, _offsets(frame, subject), "announced", [], frame)


def _orphan(frame: Frame, rest: list[Region], heard: Statement | None) -> Statement | None:
    """A quoted sentence without a cue: of whoever spoke last in this paragraph."""
    if heard is None or not _is_speech(frame, rest[0]):
        return None
    parts = [(region.start, region.end) for region in rest]
    if heard.rule == "asked" and heard.frame is not None:
        answering = _answering(heard.frame)
        return Statement(parts, "direct", None, answering, "answered", rest, frame)
    return Statement(parts, "direct", heard.cue, heard.speaker, "goes on", rest, frame)


def _answering(frame: Frame) -> tuple[int, int] | None:
    """Who is asked: "Asked if he feared a war, Holt was curt. “No.”"."""
    comma = frame.tags.find(",")
    subject = inversions.after(frame, comma + 1, closed=True) if comma > 0 else None
    return _offsets(frame, subject) if subject else None


def _led_in(frame: Frame, rest: list[Region]) -> Iterator[Statement]:
    """Quotes that a colon leads in without a cue: "Holt had one wish: “Send us home.”"."""
    for token, tag in enumerate(frame.tags):
        if tag != "Q" or token < 2 or frame.tags[token - 1] != ":":
            continue
        region = frame.region(token)
        if region not in rest or not _is_speech(frame, region):
            continue
        subject = phrases.before(frame, token - 2)
        if subject is None or (subject[0] and frame.tags[subject[0] - 1] not in "-:;"):
            subject = _subject_before(frame, token - 1) or subject
        speaker = _offsets(frame, subject) if subject else None
        parts = [(region.start, region.end)]
        yield Statement(parts, "direct", None, speaker, "led in", [region], frame)


def _is_speech(frame: Frame, region: Region) -> bool:
    """Whether a quoted stretch is long enough to be said, not named."""
    return frame.text.count(" ", region.start, region.end) > 2


def _reports(frame: Frame) -> bool:
    """Whether a frame holds a word that may report."""
    tags = frame.tags
    if "V" in tags or "G" in tags or "according" in frame.lows:
        return True
    return "T" in tags and not nouns().keys().isdisjoint(frame.lows)


def _joined(found: list[Frame]) -> Iterator[Frame]:
    """Frames, with "“Why now?” Holt asked." made one: the mark's "?" does not end the sentence."""
    held: Frame | None = None
    for frame in found:
        if held is not None:
            mark = frame.text[held.regions[-1].end - 1]
            near = frame.start - held.end < 4 and held.paragraph == frame.paragraph
            if near and opens_with_cue(frame, mark):
                frame = framed(
                    frame.text, held.start, frame.end, held.regions + frame.regions, held.paragraph
                )
            else:
                yield held
            held = None
        if frame.tags[-1:] == "Q" and frame.text[frame.regions[-1].end - 1] in "?!…—-.’'":
            held = frame
        else:
            yield frame
    if held is not None:
        yield held


def _goes_on(last: Statement, frame: Frame) -> bool:
    if last.frame is None or last.style == "indirect":
        return False
    if last.frame.paragraph == frame.paragraph:
        return True
    return (
        last.frame.paragraph + 1 == frame.paragraph
        and bool(last.regions)
        and not last.regions[-1].closed
    )


def _statement(frame: Frame, one: Attribution) -> Statement | None:
    parts: list[tuple[int, int]] = []
    regions: list[Region] = []
    plain = False
    starts = frame.starts
    for span in (one.left, one.right):
        if span is None:
            continue
        first, last = span
        tags = frame.tags[first : last + 1]
        if "Q" in tags:
            inner = [frame.region(first + i) for i, tag in enumerate(tags) if tag == "Q"]
            regions.extend(inner)
            if not tags.strip("Q,;:-."):
                parts.extend((region.start, region.end) for region in inner)
                continue
        plain = True
        parts.append((starts[first], frame.end_of(last)))
    if not parts:
        return None
    style: Style = "indirect"
    if regions:
        style = "mixed" if plain else "direct"
    speaker: tuple[int, int] | None = None
    if one.subject is not None:
        speaker = _offsets(frame, one.subject)
    elif one.inherits:
        speaker = _inherited(frame, one)
    if one.rule == "noun phrase" and (
        speaker is None or frame.text[speaker[0] : speaker[1]].lower() in _TELL_NO_THING
    ):
        return None
    first, last = one.cue
    cue = (starts[first], frame.end_of(last))
    return Statement(parts, style, cue, speaker, one.rule, regions, frame)


def _inherited(frame: Frame, one: Attribution) -> tuple[int, int] | None:
    """Whose words "…, adding that" and "… and said" go on with: the subject of the nearest main
    verb before; after "Conceding that …, " in front, the one behind it."""
    tags = frame.tags
    start = one.extent[0]
    subject = _subject_before(frame, start)
    if subject is None and start > 1 and tags[start - 1] == ",":
        subject = phrases.before(frame, start - 2)  # "the mission, stating that X, left"
    if subject is None:
        comma = tags.find(",", start)
        while subject is None and comma >= 0 and start == dateline(frame):
            subject = inversions.after(frame, comma + 1, closed=True)
            comma = tags.find(",", comma + 1)
    return _offsets(frame, subject) if subject else None


def _offsets(frame: Frame, subject: phrases.Span) -> tuple[int, int]:
    """Where a subject stands in the text; of "he's" and "you'll" the pronoun."""
    start, end = frame.starts[subject[0]], frame.end_of(subject[1])
    last = frame.tags[subject[1]]
    if last == "p" or (last == "I" and subject[0] == subject[1]):
        found = _CONTRACTED.search(frame.text, start, end)
        return start, found.start() if found else end
    phrase = frame.text[start:end]
    if " who " not in phrase and " speaking " not in phrase:
        return start, end
    found = _unnamed().search(phrase)
    return start, start + found.start() if found else end


def _subject_before(frame: Frame, until: int) -> phrases.Span | None:
    """The subject of the nearest verb before a token that no "that" or "who" holds."""
    tags = frame.tags
    fallback: phrases.Span | None = None
    for token in range(until - 1, 0, -1):
        if tags[token] == "I" and "'" in frame.lows[token]:
            return token, token  # "she's a farmer but says"
        if tags[token] not in "XMLV":
            continue
        if tags[token] == "L" and tags[token + 1] in "NK" and tags[token - 1] in "DpJP":
            continue  # "a wounded soldier"
        k = token - 1
        while k > 0 and tags[k] == "R":
            k -= 1
        if tags[k] == "W" and "," not in tags[token:until] and frame.lows[k] == "who":
            return phrases.before(frame, k)  # "Holt, who left in May and said"
        if tags[k] in "WTXMtAP":
            continue
        subject = phrases.before(frame, k)
        if subject is None:
            continue
        border = tags[subject[0] - 1] if subject[0] else ""
        word = frame.lows[subject[0] - 1] if subject[0] else ""
        if word == "where" and tags[subject[0] - 2 : subject[0] - 1] == ",":
            continue  # "they met in Riga, where it rained, saying"
        if not border or border in ",;:-ABSQ" or word in ("where", "when"):
            return subject
        fallback = fallback or subject
    return fallback


def _fact(
    document: Document,
    one: Statement,
    who: dict[Span, "Identity"],
    explain: bool,
) -> Quote:
    text = document.text
    parts = one.parts
    start, end = parts[0][0], max(part[1] for part in parts)
    speaker = None
    if one.speaker:
        first, last = one.speaker
        speaker = Speaker(text[first:last], first, last, *who[one.speaker])
    return Quote(
        doc=document.id,
        start=start,
        end=end,
        text=text[start:end],
        sentence=document.evidence(start, end),
        style=one.style,
        quote=" ".join(text[a:b] for a, b in parts),
        parts=parts,
        cue=Cue(text[one.cue[0] : one.cue[1]], *one.cue) if one.cue else None,
        speaker=speaker,
        rule=one.rule if explain else UNSET,
    )
