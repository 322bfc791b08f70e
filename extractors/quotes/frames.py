"""Sentences with their quoted stretches as single tokens, and the words around them tagged.

>>> frame.lows, frame.tags
(['“', 'mr.', 'kirby', 'said', 'on', 'tuesday', '.'], 'QKKVPZ.')

A frame is a sentence of the writer's: `"We left. We won't return," he said.` is one. Tags are one
letter each, so that a sentence's grammar can be read as a string; `letters` has finer ones for what
may report (see tokens):
D determiner  P preposition  A and/or  B but  S subordinator  T that  W wh-word  I pronoun
O object pronoun  M modal  X auxiliary  R adverb  Z time word  t to  V cue, finite or participle
G cue in -ing  K capitalised  N other word  L other verb  J other word in -ing  0 number
Q quoted stretch  and , : ; - ( ) . themselves
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate, compress, count
from operator import add, not_

from troopfacts.extractors.document import Document

from .cues import form_at, forms
from .marks import Region, regions
from .tokens import LETTERS, QUOTED, SPLITS, letters, plain_text

_ONE = [0]  # a word that is one token
_CAPITAL = re.compile(r"[ ][A-Z]")
_SMALL = re.compile(r"[a-z]{2,}")
_ANY_CUE = re.compile("[VUEGHYCFvueghycf]")
_LONE_CUE = re.compile("[VGF]")
_WITH_THAT = re.compile("[UHC]")
_NAME = re.compile(r"[vueghyclnm](?<=[^QA:(-].)")  # a capital inside a sentence
# "to" before a noun phrase is a preposition; "the meeting", "the bankruptcy filing says" have
# nouns in -ing.
_TO = re.compile("t(?=[DKpO0])")
_NOUN_IN_ING = re.compile("J(?: (?<=[DpNK]J) (?=[VUE]) | (?<=[Dp]J) (?![NKJC]) )", re.X)
_CUE = re.compile("[VG]")
_AS_TAGS = str.maketrans("UEHYCFvueghylnmcf", "VVGGNJVVVGGGLNMKK")


class Frame:
    """One sentence of the writer's; `tags[i]` is the tag of the token lows[i]."""

    __slots__ = (
        "_edges",
        "_starts",
        "_words",
        "end",
        "letters",
        "lows",
        "paragraph",
        "regions",
        "start",
        "tags",
        "text",
    )

    def __init__(
        self,
        text: str,
        start: int,
        end: int,
        regions: list[Region],
        paragraph: int,
        words: list[str],
        read: str,
    ) -> None:
        self.text = text
        self.start = start
        self.end = end
        self.regions = regions
        self.paragraph = paragraph
        self._words = words
        self._starts: list[int] = []
        self._edges: list[tuple[int, list[int]]] = []  # of words with tokens inside, last first
        self.lows = lows = list(map(str.lower, words))
        mixed = list(compress(count(), map(not_, map(str.isalpha, words))))
        for at in reversed(mixed):
            parts, edges = SPLITS[words[at]]
            if edges == _ONE:
                lows[at] = parts[0]
            else:
                lows[at : at + 1] = parts
                self._edges.append((at, edges))
        self.letters = read = _NAME.sub("K", read)
        self.tags = _decided(lows, read.translate(_AS_TAGS))
        if self.tags.count("K") * 2 > len(self.tags) > 4:
            self._read_as_headline()

    @property
    def starts(self) -> list[int]:
        """Where each token starts in the text."""
        if not self._starts:
            self._starts = self._found_starts()
        return self._starts

    def end_of(self, token: int) -> int:
        """Where a token ends in the text."""
        if self.tags[token] == "Q":
            return self.region(token).close
        return self.starts[token] + len(self.lows[token])

    def region(self, token: int) -> Region:
        """The quoted stretch of a Q token."""
        return self.regions[self.tags.count("Q", 0, token)]

    def closes_clause(self, token: int) -> bool:
        """Whether a quoted stretch has a comma before its closing mark."""
        return self.text[self.region(token).end - 1] == ","

    def _found_starts(self) -> list[int]:
        words = self._words
        starts: list[int] = []  # of words, then of tokens
        at, first = self.start, 0
        for region in self.regions:
            last = words.index(QUOTED, first)
            starts.extend(_begins(words[first:last], at))
            starts[-1] = region.open
            first, at = last + 1, region.close
        starts.extend(_begins(words[first:], at))
        starts.pop()
        for number, edges in self._edges:
            at = starts[number]
            starts[number : number + 1] = [at + edge for edge in edges]
        return starts

    def _read_as_headline(self) -> None:
        """Where nearly every word has a capital, a capital says nothing: "Kirby Says No Exit"."""
        text, starts = self.text, self.starts
        long = [at for at, low in enumerate(self.lows) if len(low) > 3 and low[0].isalpha()]
        capitals = sum(text[starts[at]].isupper() for at in long)
        if len(long) < 4 or capitals < 0.8 * len(long):
            return
        known = letters()
        read = self.letters[:1]
        for low, letter in zip(self.lows[1:], self.letters[1:], strict=True):
            read += known.get(low, "K") if letter == "K" else letter
        self.letters = read
        self.tags = _decided(self.lows, read.translate(_AS_TAGS))


def _begins(words: list[str], at: int) -> Iterator[int]:
    """Where words stand of which the first starts at `at`, and what follows them."""
    return map(add, accumulate(map(len, words), initial=at), count())


def _decided(lows: list[str], tags: str) -> str:
    """The tags with cues that are nouns here made N, "the report", "a new claim", "reports said",
    and "to" before a noun phrase made P."""
    if "t" in tags:
        tags = _TO.sub("P", tags)
    if "J" in tags:
        tags = _NOUN_IN_ING.sub("N", tags)
    for match in _CUE.finditer(tags):
        at = match.start()
        if not _is_sure(lows[at]) and (tag := _cue_tag(lows, tags, at)) != match[0]:
            tags = f"{tags[:at]}{tag}{tags[at + 1 :]}"
    return tags


@lru_cache(maxsize=2000)
def _is_sure(word: str) -> bool:
    """Whether a cue is a verb wherever it stands: "said"."""
    found = forms(word)
    past = found[0].form in ("past", "participle")
    return past and not (found[0].noun or found[-1].particle)


def _cue_tag(lows: list[str], tags: str, at: int) -> str:
    """V or G where the cue at `at` is a verb here, else what it is instead."""
    tag = tags[at]
    before, after = tags[at - 1] if at else "", tags[at + 1 : at + 2]
    found = forms(lows[at])
    if found[-1].particle and form_at(lows, at) is None:
        return "J" if tag == "G" else "L"  # "pointing", not "pointing out"
    if tag == "G":
        return "N" if before and before in "Dp" and (not after or after not in "NKJ") else "G"
    form = found[0].form
    if not at:
        return "K" if form in ("base", "third") else "V"  # "State said"
    if not found[0].noun:
        return "V"
    counted = form == "base" and before == "N" and tags[at - 2 : at - 1] == "D"
    if (
        before in "DpJ0P"
        or (form == "base" and lows[at - 1] == "news")
        or (counted and not lows[at - 1].endswith("s"))
        or (after and after in "XML" and form in ("base", "third"))
        or (after == "V" and form == "base")
    ):
        return "N"
    return "V"


def frames(document: Document) -> Iterator[Frame]:
    """The frames of a document in order, but those in which nobody can be heard."""
    text = document.text
    found = regions(text, document.paragraphs)
    sentences = document.sentences
    paragraphs = document.paragraphs
    plain = plain_text(text)
    letter = LETTERS.__getitem__
    at = number = paragraph = 0
    regions_left = len(found)
    while number < len(sentences):
        start, end = sentences[number]
        number += 1
        while paragraphs[paragraph][1] <= start:
            paragraph += 1
        if at < regions_left and found[at].open < end:
            inside: list[Region] = []
            while at < regions_left and found[at].open < end:
                region = found[at]
                at += 1
                inside.append(region)
                while end < region.close:  # a sentence's end inside the marks
                    end = sentences[number][1] if number < len(sentences) else region.close
                    number += 1
            yield framed(text, start, end, inside, paragraph)
        else:
            words = plain[start:end].split(" ")
            read = "".join(map(letter, words))
            if _may_report(text, start, end, read):
                yield Frame(text, start, end, [], paragraph, words, read)


def framed(text: str, start: int, end: int, inside: list[Region], paragraph: int) -> Frame:
    """The frame of a stretch of text with quoted stretches in it."""
    words: list[str] = []
    at = start
    for region in inside:
        words += plain_text(text[at : region.open]).split(" ")
        words.append(QUOTED)
        at = region.close
    words += plain_text(text[at:end]).split(" ")
    read = "".join(map(LETTERS.__getitem__, words))
    return Frame(text, start, end, inside, paragraph, words, read)


def _may_report(text: str, start: int, end: int, read: str) -> bool:
    """Whether a sentence without quotation marks holds a cue, or is a line without a full stop."""
    if text[end - 1] not in ".!?":
        return ":" in read or _ANY_CUE.search(read) is not None
    if not _ANY_CUE.search(read):
        return False
    if read[0] in "vgf" or _LONE_CUE.search(read):
        return True
    if _WITH_THAT.search(read):
        if "T" in read:
            return True  # "a claim that"
        if "t" in read and ("U" in read or "H" in read):
            return True  # "is believed to"
        if read.rstrip(",;:-().0")[-1:] in ("U", "H", "C"):
            return True  # "…, the ministry estimates."
    if end - start >= 160:
        return False
    capitals = len(_CAPITAL.findall(text, start, end))
    return capitals * 2 > len(_SMALL.findall(text, start, end))
