"""Sentences with their quoted stretches as single tokens, and the words around them tagged.

>>> frame.lows, frame.tags
(['“', 'mr.', 'kirby', 'said', 'on', 'tuesday', '.'], 'QKKVPZ.')

A frame is a sentence of the writer's: `"We left. We won't return," he said.` is one. Tags are one
letter each, so that a sentence's grammar can be read as a string:
D determiner  P preposition  A and/or  B but  S subordinator  T that  W wh-word  I pronoun
O object pronoun  M modal  X auxiliary  R adverb  Z time word  t to  V cue, finite or participle
G cue in -ing  K capitalised  N other word  L other verb  J other word in -ing  0 number
Q quoted stretch  and , : ; - ( ) . themselves
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

from troopfacts.extractors.document import Document
from troopfacts.extractors.lexicons import words

from .cues import form_at, forms
from .marks import Region, regions

_TOKEN = re.compile(
    r"[^\W_]+(?:['’.&/-]?[^\W_]+)*\.?|['’][a-z]{1,2}\b|--+|[,;:()\[\]—–?!…]| -(?= )|\.\.+"
)
_TAGS = {
    "determiner": "D",
    "preposition": "P",
    "coordinator": "A",
    "contrast": "B",
    "subordinator": "S",
    "that": "T",
    "wh": "W",
    "pronoun": "I",
    "object": "O",
    "modal": "M",
    "auxiliary": "X",
    "adverb": "R",
    "time": "Z",
    "to": "t",
    "verb": "L",
    "noun": "N",
}
_PUNCTUATION = {
    ",": ",",
    ";": ";",
    ":": ":",
    "(": "(",
    ")": ")",
    "[": "(",
    "]": ")",
    "—": "-",
    "–": "-",
    "-": "-",
    "--": "-",
}


@cache
def _word_tags() -> dict[str, str]:
    """Lower-case word -> tag, for words of the language and forms of cues."""
    tags = {}
    for form, found in forms().items():
        tags[form] = "G" if found[0].form == "ing" else "V"
    for word, kind in words("clause_words", "class").items():
        tags[word] = _TAGS[kind]
    return tags


class Frame:
    """One sentence of the writer's; `tags[i]` is the tag of the token lows[i]."""

    __slots__ = ("end", "ends", "lows", "paragraph", "regions", "start", "starts", "tags", "text")

    def __init__(
        self, text: str, start: int, end: int, regions: list[Region], paragraph: int
    ) -> None:
        self.text = text
        self.start = start
        self.end = end
        self.regions = regions
        self.paragraph = paragraph
        self.lows: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        tags: list[str] = []
        at = start
        for region in regions:
            self._add(at, region.open, tags)
            self.lows.append("“")
            self.starts.append(region.open)
            self.ends.append(region.close)
            tags.append("Q")
            at = region.close
        self._add(at, end, tags)
        self.tags = _nouns_told(self.lows, tags)
        if self.tags.count("K") * 2 > len(tags) > 4:
            self._read_as_headline()

    def region(self, token: int) -> Region:
        """The quoted stretch of a Q token."""
        return self.regions[self.tags.count("Q", 0, token)]

    def _read_as_headline(self) -> None:
        """Where nearly every word has a capital, a capital says nothing: "Kirby Says No Exit"."""
        long = [at for at, low in enumerate(self.lows) if len(low) > 3 and low[0].isalpha()]
        capitals = sum(self.text[self.starts[at]].isupper() for at in long)
        if len(long) < 4 or capitals < 0.8 * len(long):
            return
        known = _word_tags()
        tags = list(self.tags)
        for at, tag in enumerate(tags):
            if tag == "K" and at:
                tags[at] = known.get(self.lows[at], "K")
        self.tags = _nouns_told(self.lows, tags)

    def _add(self, start: int, end: int, tags: list[str]) -> None:
        text = self.text
        known = _word_tags()
        for match in _TOKEN.finditer(text, start, end):
            token = match[0]
            begin, stop = match.span()
            if token[0] == " ":
                token, begin = "-", begin + 1
            tag = _PUNCTUATION.get(token[:2] if token[0] == "-" else token)
            if tag is None:
                if token[-1] == "." and len(token) > 1 and not _keeps_dot(token):
                    token, stop = token[:-1], stop - 1
                low = token.lower()
                if "’" in low:
                    low = low.replace("’", "'")
                tag = known.get(low) or ("p" if low.endswith(("'s", "s'")) else _guess(token, low))
                if tag in "VGLZNM" and token[0].isupper() and (tags and tags[-1] not in "QA:-("):
                    tag = "Z" if tag == "Z" else "K"
            else:
                low = token
            self.lows.append(low)
            self.starts.append(begin)
            self.ends.append(stop)
            tags.append(tag)


def _nouns_told(lows: list[str], tags: list[str]) -> str:
    """The tags with cues that are nouns here made N, "the report", "a new claim", "reports said",
    and "to" before a noun phrase made P."""
    table = forms()
    last = len(tags) - 1
    for at, tag in enumerate(tags):
        if tag in "VG" and table[lows[at]][-1].particle and form_at(lows, at) is None:
            tags[at] = "J" if tag == "G" else "L"  # "pointing", not "pointing out"
        elif tag == "G" and at and tags[at - 1] in "Dp":
            tags[at] = "N"  # "the briefing"
        elif tag == "V" and at and table[lows[at]][0].noun:
            form = table[lows[at]][0].form
            before, after = tags[at - 1], tags[at + 1] if at < last else ""
            counted = form == "base" and before == "N" and tags[at - 2 : at - 1] == ["D"]
            if (
                before in "DpJ0P"
                or lows[at - 1] == "news"
                or (counted and not lows[at - 1].endswith("s"))
                or (after and after in "XML" and form in ("base", "third"))
            ):
                tags[at] = "N"
        elif tag == "t" and at < last and tags[at + 1] in "DKpO0":
            tags[at] = "P"
    return "".join(tags)


def _keeps_dot(token: str) -> bool:
    low = token.lower()
    return len(token) == 2 or "." in token[:-1] or low in words("abbreviations", "kind")


def _guess(token: str, low: str) -> str:
    first = token[0]
    if not (first.isalnum()):
        return "X" if low in ("'s", "'re", "'ve", "'m", "'d", "'ll") else "."
    if first.isdigit():
        return "0"
    if first.isupper():
        return "K"
    if low.endswith("ed"):
        return "L"
    if low.endswith("ing") and len(low) > 5:
        return "J"
    if low.endswith("ly") and len(low) > 4:
        return "R"
    return "N"


def frames(document: Document) -> Iterator[Frame]:
    """The frames of a document in order."""
    text = document.text
    found = regions(text, document.paragraphs)
    sentences = document.sentences
    paragraphs = document.paragraphs
    at = number = 0
    paragraph = 0
    while number < len(sentences):
        start, end = sentences[number]
        number += 1
        while paragraphs[paragraph][1] <= start:
            paragraph += 1
        inside: list[Region] = []
        while at < len(found) and found[at].open < end:
            region = found[at]
            at += 1
            inside.append(region)
            while end < region.close:  # a sentence's end inside the marks
                end = sentences[number][1] if number < len(sentences) else region.close
                number += 1
        yield Frame(text, start, end, inside, paragraph)


def token_at(frame: Frame, offset: int) -> int:
    """The first token that starts at or after an offset."""
    return bisect_left(frame.starts, offset)
