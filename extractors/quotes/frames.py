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
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from troopfacts.extractors.document import Document
from troopfacts.extractors.lexicons import words

from .cues import form_at, forms, nouns
from .marks import Region, regions

# A word with all that hangs on it ("U.S.", "2,500", "2:30", "don't"), or one mark; the second
# pattern, for texts that write "--", is three times slower.
_TOKEN = re.compile(
    r"""
    [^\s,;:()\[\]—–―?!…]+ (?: [,:] (?:(?<=:)\d\d|\d\d\d) \b [^\s,;:()\[\]—–―?!…]* )*
    | [,;:()\[\]—–―?!…]
    """,
    re.X,
)
_LOWER = re.compile(r"[a-z]{2,}")
_MARGIN = "'’‘`\"“”„«»‹›$£€#@%*/&+=<>|~^_-.•·"
_CAPITAL = re.compile(r"[ ][A-Z]")
_WITHOUT_THAT = frozenset("ciwnf")
_UNSURE = re.compile("[VGJt]")  # tags that what stands around them decides
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
    "―": "-",
    "-": "-",
    "--": "-",
}


@cache
def _token_or_dashes() -> re.Pattern[str]:
    return re.compile(
        r"""
        (?: [^\s,;:()\[\]—–―?!…-] | -(?!-) )+
        (?: [,:] (?:(?<=:)\d\d|\d\d\d) \b (?: [^\s,;:()\[\]—–―?!…-] | -(?!-) )* )*
        | --+ | [,;:()\[\]—–―?!…]
        """,
        re.X,
    )


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
        pattern = _token_or_dashes() if text.find("--", start, end) >= 0 else _TOKEN
        lows, starts, ends, known = self.lows, self.starts, self.ends, _READ
        last = tags[-1] if tags else "-"
        for match in pattern.finditer(text, start, end):
            token = match[0]
            read = known.get(token) or _remember(token)
            low, tag, inside, before, after = read
            if not low:
                continue
            if tag is not inside and last not in "QA:-(":
                tag = inside
            begin = match.start()
            lows.append(low)
            starts.append(begin + before)
            ends.append(begin + after)
            tags.append(tag)
            last = tag


class _Token(NamedTuple):
    """How a token is read, whatever stands around it."""

    low: str
    tag: str
    inside: str  # its tag inside a sentence, where a capital makes a name of "Will"
    before: int  # what its own start is in the match, and its end
    after: int


_READ: dict[str, _Token] = {}
_MOST_READ = 50_000  # words remembered; then all is forgotten, to keep memory flat


def _remember(token: str) -> _Token:
    if len(_READ) >= _MOST_READ:
        _READ.clear()
    found = _READ[token] = _read(token)
    return found


_SKIPPED = _Token("", "", "", 0, 0)  # a mark that is no word: "$", "*", a lone quotation mark


def _read(token: str) -> _Token:
    tag = _PUNCTUATION.get(token[:2] if token[0] == "-" else token)
    if tag is not None:
        return _Token(token, tag, tag, 0, len(token))
    if token in "?!…":
        return _Token(token, ".", ".", 0, 1)
    core = token.lstrip(_MARGIN)
    before = len(token) - len(core)
    core = core.rstrip(_MARGIN)
    if not core:
        return _SKIPPED
    after = before + len(core)
    if token[after : after + 1] == "." and _keeps_dot(core + "."):
        core += "."
        after += 1
    low = core.lower().replace("’", "'")
    owned = low.endswith("'s") or (low.endswith("s") and token[after : after + 1] in ("'", "’"))
    tag = _word_tags().get(low) or ("p" if owned else _guess(core, low))
    inside = tag
    if tag in "VGLNM" and core[0].isupper():
        inside = "K"
    return _Token(low, tag, inside, before, after)


def _nouns_told(lows: list[str], tags: list[str]) -> str:
    """The tags with cues that are nouns here made N, "the report", "a new claim", "reports said",
    and "to" before a noun phrase made P."""
    joined = "".join(tags)
    last = len(tags) - 1
    for match in _UNSURE.finditer(joined):
        at = match.start()
        tag = tags[at]
        if tag == "t":
            if at < last and tags[at + 1] in "DKpO0":
                tags[at] = "P"
        elif tag == "J":
            if at < last and tags[at + 1] == "V" and at and tags[at - 1] in "DpNK":
                tags[at] = "N"  # "the bankruptcy filing says"
            elif at and tags[at - 1] in "Dp" and (at == last or tags[at + 1] not in "NKJ"):
                tags[at] = "N"  # "the meeting"
        else:
            tags[at] = _cue_tag(lows, tags, at)
    return "".join(tags)


def _cue_tag(lows: list[str], tags: list[str], at: int) -> str:
    """V or G where the cue at `at` is a verb here, else what it is instead."""
    tag = tags[at]
    last = len(tags) - 1
    before, after = tags[at - 1] if at else "", tags[at + 1] if at < last else ""
    found = forms()[lows[at]]
    if found[-1].particle and form_at(lows, at) is None:
        return "J" if tag == "G" else "L"  # "pointing", not "pointing out"
    if tag == "G":
        return "N" if before and before in "Dp" and (not after or after not in "NKJ") else "G"
    form = found[0].form
    if not at:
        return "K" if form in ("base", "third") else "V"  # "State said"
    if not found[0].noun:
        return "V"
    counted = form == "base" and before == "N" and tags[at - 2 : at - 1] == ["D"]
    if (
        before in "DpJ0P"
        or (form == "base" and lows[at - 1] == "news")
        or (counted and not lows[at - 1].endswith("s"))
        or (after and after in "XML" and form in ("base", "third"))
        or (after == "V" and form == "base")
    ):
        return "N"
    return "V"


def _keeps_dot(token: str) -> bool:
    low = token.lower()
    return len(token) == 2 or "." in token[:-1] or low in words("abbreviations", "kind")


def _guess(token: str, low: str) -> str:
    first = token[0]
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
    """The frames of a document in order, but those in which nobody can be heard."""
    text = document.text
    found = regions(text, document.paragraphs)
    sentences = document.sentences
    paragraphs = document.paragraphs
    at = number = paragraph = 0
    regions_left = len(found)
    while number < len(sentences):
        start, end = sentences[number]
        number += 1
        while paragraphs[paragraph][1] <= start:
            paragraph += 1
        inside: list[Region] = []
        while at < regions_left and found[at].open < end:
            region = found[at]
            at += 1
            inside.append(region)
            while end < region.close:  # a sentence's end inside the marks
                end = sentences[number][1] if number < len(sentences) else region.close
                number += 1
        if inside or _may_report(text, start, end):
            yield Frame(text, start, end, inside, paragraph)


@cache
def _triggers() -> tuple[frozenset[str], frozenset[str]]:
    """Words without which no sentence reports unless it quotes: those that report by themselves,
    and those that only do where "that" stands in the sentence as well."""
    alone, with_that = {"according"}, set(nouns())
    for word, found in forms().items():
        for form in found:
            if not _WITHOUT_THAT.isdisjoint(form.takes):
                alone.add(word)
            elif "t" in form.takes:
                (with_that if form.noun or form.particle else alone).add(word)
    return frozenset(alone), frozenset(with_that)


def _may_report(text: str, start: int, end: int) -> bool:
    """Whether a sentence without quotation marks holds a cue, or is a line without a full stop."""
    if text[end - 1] not in ".!?":
        return text.find(":", start, end) >= 0 or _holds_cue(text, start, end)
    found = _LOWER.findall(text, start, end)
    alone, with_that = _triggers()
    if not alone.isdisjoint(found):
        return True
    if "that" in found and not with_that.isdisjoint(found):
        return True  # "a claim that"
    if "to" in found and any(word in with_that and word in forms() for word in found):
        return True  # "is believed to"
    if found and found[-1] in with_that:
        return True  # "…, the ministry estimates."
    if text[start : start + 16].partition(" ")[0].lower() in alone:
        return True
    return (
        end - start < 160
        and len(_CAPITAL.findall(text, start, end)) * 2 > len(found)
        and _holds_cue(text, start, end)
    )


@cache
def _cue_words() -> frozenset[str]:
    return frozenset((*forms(), *nouns(), "according"))


def _holds_cue(text: str, start: int, end: int) -> bool:
    """Whether a title or headline holds a word that may report, capital or not."""
    return not _cue_words().isdisjoint(_LOWER.findall(text[start:end].lower()))
