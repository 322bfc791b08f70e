"""Who says a figure: the speaker of the statement it stands in, or the subject of a counting verb.

>>> find_source(document, figure, quotes)
(Speaker('The officer', …), 'counts')
"""

from collections.abc import Sequence

from troopfacts.extractors.facts import Quote, Speaker

from .figures import Figure
from .governors import Governor
from .verbs import AUXILIARIES, is_verb
from .words import Words, word_class

_COUNTING = word_class("verbs of counting")
_ANNOUNCING = word_class("verbs of announcing")
_NO_SPEECH = word_class("verbs that say nothing")
_BREAKS = frozenset({";", ":", ".", "”", '"', "—", "–"})


def find_source(
    figure: Figure, governor: Governor | None, quotes: Sequence[Quote]
) -> tuple[Speaker | None, str]:
    """The speaker and the rule that found it."""
    low, high = figure.start_offset, figure.end_offset
    inside = [quote for quote in quotes if quote.start <= low and high <= quote.end]
    inside = [quote for quote in inside if not _is_no_speech(quote)]
    if inside:
        quote = min(inside, key=lambda quote: quote.end - quote.start)
        speaker = quote.speaker
        if speaker is not None and speaker.text.lower() in ("i", "we", "q", "a"):
            return None, ""
        return speaker, "statement"
    counter, rule = _counter(figure, governor)
    if counter is not None:
        return counter, rule
    return _according(figure.words)


def _according(words: Words) -> tuple[Speaker | None, str]:
    """ "According to military sources, today left 35 guerrillas dead"."""
    lower = words.lower
    for at in range(len(words) - 2):
        if lower[at] == "according" and lower[at + 1] == "to":
            end = at + 2
            while end < len(words) and end - at < 12 and lower[end] not in _ENDS:
                end += 1
            start, stop = words.starts[at + 2], words.ends[end - 1]
            if end > at + 2:
                name = words.text[start:stop]
                return Speaker(name, start, stop, None, None, False), "according to"
    return None, ""


_ENDS = _BREAKS | {",", "issued", "who", "which", "that", "in", "on"}


def _is_no_speech(quote: Quote) -> bool:
    """An actor who orders or accuses is no source of the number."""
    return quote.cue is not None and quote.cue.text.lower() in _NO_SPEECH


def _counter(figure: Figure, governor: Governor | None) -> tuple[Speaker | None, str]:
    """ "The officer reported 17 casualties", "Seoul counts 4,700", "announced the death of"."""
    words, lower = figure.words, figure.words.lower
    noun = governor is not None and governor.role == "noun"
    for at in range(figure.first - 1, max(-1, figure.first - 16), -1):
        word = lower[at]
        if word in _BREAKS:
            return None, ""
        if word in ("claim", "claims", "report") and lower[at + 1] == "by":
            return _after_by(words, at + 2), "claim by"
        if lower[at - 1 : at] in (["in"], ["the"], ["a"], ["of"], ["with"]):
            continue  # "in reported attacks"
        if lower[at + 1] == "of":
            continue  # "estimates of"
        if word in _COUNTING or (noun and word in _ANNOUNCING):
            if not {"not", "no", "never"}.isdisjoint(lower[max(0, at - 3) : at]):
                return None, ""
            speaker = _subject(words, at)
            return speaker, "counts" if speaker is not None else ""
    return None, ""


def _after_by(words: Words, first: int) -> Speaker | None:
    """ "Claim by rebel media [that] …"."""
    end = first
    while end < len(words) and end - first < 6 and words.lower[end] != "that":
        end += 1
    if end in (first, len(words)):
        return None
    start, stop = words.starts[first], words.ends[end - 1]
    return Speaker(words.text[start:stop], start, stop, None, None, False)


def _subject(words: Words, verb: int) -> Speaker | None:
    """The noun phrase before a counting verb."""
    lower, end = words.lower, verb
    while end > 0 and (lower[end - 1] in AUXILIARIES or lower[end - 1] in ("also", "and")):
        end -= 1
    first = end
    while first > 0 and end - first < 9 and lower[first - 1] not in _BREAKS:
        if lower[first - 1] in (",", "that", "but", "and") and first < end:
            break
        first -= 1
    if first >= end:  # "Moscow denies …, and dismisses talk of an army"
        first, end = 0, 0
        while end < verb and end < 8 and not is_verb(lower[end]) and lower[end] != ",":
            end += 1
    if first < end and lower[first] in ("by", "in", "on", "at", "since"):
        return None  # "By 1865 the army counted 1,000,000 men"
    if first >= end or not (words.capital(first) or lower[first] in ("the", "a", "its", "one")):
        return None
    start, stop = words.starts[first], words.ends[end - 1]
    return Speaker(words.text[start:stop], start, stop, None, None, False)
