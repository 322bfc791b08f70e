"""A document and the structure of its text, found once and only when asked for.

>>> document = Document("a.txt", "U.S. troops left. Gen. Ray stayed.")
>>> [document.text[start:end] for start, end in document.sentences]
['U.S. troops left.', 'Gen. Ray stayed.']

Everything is offsets in code points, never copies, and linear in the text, whatever the text is.
"""

import datetime
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, lru_cache
from itertools import chain
from operator import attrgetter
from typing import cast

from .facts import Date, Fact, Location, Quote
from .lexicons import words

# A sentence that does not end (a table, a list) is cut, so that work per sentence stays bounded.
MAX_SENTENCE = 1000
MAX_LINE = 160  # of wrapped text, in characters
MAX_EVIDENCE = 400  # the contract's cap on `sentence`

Span = tuple[int, int]

MAX_ABBREVIATION = 20  # characters
MAX_PLAIN = 6  # letters of the longest abbreviation without a dot or hyphen inside: "Messrs."

_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
_NOT_SPACE = re.compile(r"\S")
_SENTENCE_END = re.compile(r"[.!?…]['\"”’»)\]]*+\s++(?=[^\Wa-z_]|['\"“‘«„(\[])")
_LAST_WORD = re.compile(r"[\w.’'-]*$")
_NEXT_WORD = re.compile(r"['\"“‘«„(\[]*(\w+)")
# Words that begin with a capital or a digit; "U.S" without its last dot, "Iraq" without its "'s".
# No possessive group: before 3.11.5 `re` may match too much with one (python/cpython#106052).
_WORD = re.compile(r"[A-Z0-9À-ÖØ-ÞĀ-ɏḀ-ỿ]\w*(?:[-.,'’](?!s\b)\w+)*")


class Document:
    """One text and what is known about it before it is read.

    `date` is its reference date as the record or the user gave it, `date_origin` which of the two
    ("record", "--date"); `extractors.reference_date` looks further where there is none.
    """

    def __init__(
        self,
        id: str,
        text: str,
        date: datetime.date | None = None,
        date_origin: str | None = None,
        title: str | None = None,
        url: str | None = None,
    ) -> None:
        self.id = id
        self.text = text
        self.date = date
        self.date_origin = date_origin
        self.title = title
        self.url = url
        self._sentences_of: dict[int, list[Span]] = {}  # by the number of their paragraph
        self._evidence: dict[int, str] = {}

    def with_text(self, text: str) -> "Document":
        """The same document with another text."""
        return Document(self.id, text, self.date, self.date_origin, self.title, self.url)

    @cached_property
    def words(self) -> list[tuple[int, str]]:
        """(start, word) of every word with a leading capital or digit: the shared scan."""
        return [(match.start(), match[0]) for match in _WORD.finditer(self.text)]

    @cached_property
    def paragraphs(self) -> list[Span]:
        """Spans of the paragraphs: parted by blank lines, and by line ends unless wrapped."""
        return _paragraphs(self.text)

    @cached_property
    def sentences(self) -> list[Span]:
        """Spans of the sentences, none longer than MAX_SENTENCE, none across a paragraph's end."""
        return list(chain.from_iterable(map(self._sentences_in, range(len(self.paragraphs)))))

    def _sentences_in(self, number: int) -> list[Span]:
        """The sentences of a paragraph, found when first asked for: most hold no date."""
        found = self._sentences_of.get(number)
        if found is None:
            found = self._sentences_of[number] = []
            _add_sentences(found, self.text, *self.paragraphs[number])
        return found

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [start for start, _ in self.sentences]

    def sentence_index(self, offset: int) -> int:
        """The number of the sentence that holds `offset` (in white space: the one before)."""
        return max(0, bisect_right(self._sentence_starts, offset) - 1)

    def sentence_at(self, offset: int) -> Span:
        """The span of the sentence that holds `offset`."""
        if not self.paragraphs:
            return (0, len(self.text))
        sentences = self._sentences_in(self._paragraph_index(offset))
        return sentences[max(0, bisect_right(sentences, (offset, len(self.text))) - 1)]

    @cached_property
    def _paragraph_starts(self) -> list[int]:
        return [start for start, _ in self.paragraphs]

    def paragraph_at(self, offset: int) -> Span:
        """The span of the paragraph that holds `offset`."""
        if not self.paragraphs:
            return (0, len(self.text))
        return self.paragraphs[self._paragraph_index(offset)]

    def _paragraph_index(self, offset: int) -> int:
        return max(0, bisect_right(self._paragraph_starts, offset) - 1)

    def evidence(self, start: int, end: int) -> str:
        """The sentence around a span as a reader checks it: folded, at most 400 code points."""
        low, high = self.sentence_at(start)
        if low <= start and end <= high and high - low <= MAX_EVIDENCE:
            known = self._evidence.get(low)
            if known is None:
                known = self._evidence[low] = _fold(self.text[low:high])
            return known
        last = self.sentence_at(max(start, end - 1))
        low, high = min(low, start), max(last[1], end)
        if high - low > MAX_EVIDENCE:
            return _window(self.text, low, high, start, end)
        return _fold(self.text[low:high])


class Found:
    """The facts of one document, each kind looked for when it is first asked for.

    >>> found = Found(document, {"date": dates.find, …})
    >>> found.dates  # runs dates.find(document, found)
    """

    def __init__(
        self,
        document: Document,
        finders: Mapping[str, "Finder"],
        explain: bool = False,
    ) -> None:
        self.document = document
        self.explain = explain
        self._finders = finders
        self._facts: dict[str, list[Fact]] = {}

    def of(self, kind: str) -> list[Fact]:
        """The facts of a kind, by their start."""
        if kind not in self._facts:
            facts = self._finders[kind](self.document, self)
            self._facts[kind] = sorted(facts, key=_PLACE)
        return self._facts[kind]

    @property
    def dates(self) -> list[Date]:
        return cast(list[Date], self.of("date"))

    @property
    def locations(self) -> list[Location]:
        return cast(list[Location], self.of("location"))

    @property
    def quotes(self) -> list[Quote]:
        return cast(list[Quote], self.of("quote"))


_PLACE = attrgetter("start", "end")
Finder = Callable[[Document, Found], Iterator[Fact]]


def _paragraphs(text: str) -> list[Span]:
    if "\r" in text:  # every line end as one "\n", the offsets as they were
        text = text.replace("\r\n", " \n").replace("\r", "\n")
    found: list[Span] = []
    wrapped = _is_wrapped(text)
    first = _NOT_SPACE.search(text)
    while first:
        start = first.start()
        if wrapped:
            blank = _BLANK_LINE.search(text, start)
            end = blank.start() if blank else len(text)
        else:
            end = text.find("\n", start)
            if end < 0:
                end = len(text)
        first = _NOT_SPACE.search(text, end)
        if text[end - 1].isspace():
            end = start + len(text[start:end].rstrip())
        found.append((start, end))
    return found


def _is_wrapped(text: str) -> bool:
    """Whether a line's end is only where the line was full: the next begins in lower case in at
    least a fifth of cases, and no line is longer than a page is wide ("the KSF was founded in …"
    may open a line of its own in country data). Looks at the first 400 line ends."""
    lower = total = 0
    line = len(text) - len(text.lstrip())
    while total < 400:
        end = text.find("\n", line)
        if (end if end >= 0 else len(text)) - line > MAX_LINE:
            return False
        if end < 0:
            break
        line = end + 1
        following = text[line : line + 1]
        if following.strip():
            total += 1
            lower += following.islower()
    return total > 0 and lower * 5 >= total


def _add_sentences(found: list[Span], text: str, start: int, end: int) -> None:
    """Adds the spans of the sentences of a paragraph."""
    for match in _SENTENCE_END.finditer(text, start, end):
        mark, following = match.span()
        long = mark - start > MAX_PLAIN and text[mark - MAX_PLAIN - 1 : mark].isalpha()
        if long or text[mark] != "." or _ends_sentence(text, start, mark, following):
            stop = mark + 1 if following - mark == 2 else mark + len(match[0].rstrip())
            if stop - start <= MAX_SENTENCE:
                found.append((start, stop))
            else:
                found.extend(_capped(text, start, stop))
            start = following
    if end - start > MAX_SENTENCE:
        found.extend(_capped(text, start, end))
    elif start < end:
        found.append((start, end))


def _ends_sentence(text: str, begin: int, mark: int, following: int) -> bool:
    """Whether the dot at `mark` ends a sentence: not after "Gen.", and after "U.S." only before a
    word that commonly opens a sentence."""
    if not text[mark + 1].isspace():
        return True  # "… left the base.”"
    low = max(begin, mark - MAX_ABBREVIATION)
    kind = _dotted(text[text.rfind(" ", low, mark) + 1 or low : mark])
    if not kind or kind == "title":  # "Gen. Ray", "Lt. Col. Smith"
        return not kind
    opener = _NEXT_WORD.match(text, following, following + 40)
    opening = opener[1] if opener else ""
    if kind == "number" and opening[:1].isdigit():  # "No. 2", "Aug. 2"; "He said no. Then …"
        return False
    return opening in words("sentence_openers")


@lru_cache(4096)
def _dotted(word: str) -> str:
    """What the word before a dot is: "title", "number", "either" (with a dot that may end a
    sentence as well), or "" where the dot is none of its own."""
    if not word.isalpha():
        last = _LAST_WORD.search(word)
        word = last[0].lstrip("'’-") if last else ""
    word += "."
    kind = words("abbreviations", "kind").get(word.lower(), "")
    dotted = len(word) >= 4 and word[-3] == "."  # "the U.S. Army", "5 p.m. Smith"
    initial = len(word) == 2 and word[0].isupper()  # "J. Smith"; "Plan B. The"
    if kind in ("title", "number"):
        return kind
    return "either" if kind == "either" or dotted or initial else ""


def _capped(text: str, start: int, end: int) -> Iterator[Span]:
    while end - start > MAX_SENTENCE:
        cut = text.rfind(" ", start + MAX_SENTENCE // 2, start + MAX_SENTENCE)
        if cut < 0:
            cut = start + MAX_SENTENCE
        yield (start, cut)
        start = cut + (text[cut] == " ")
    yield (start, end)


def _fold(text: str) -> str:
    if text.isprintable() and "  " not in text and text.strip(" ") == text:
        return text  # the common case: every white space is one space
    return " ".join(text.split())


def _window(text: str, low: int, high: int, start: int, end: int) -> str:
    """`MAX_EVIDENCE` code points around a span, cut at white space, "…" at a cut end."""
    span = _fold(text[start : min(end, start + 2 * MAX_EVIDENCE)])
    if len(span) > MAX_EVIDENCE - 2:
        head = span[: MAX_EVIDENCE - 2].rpartition(" ")[0] or span[: MAX_EVIDENCE - 2]
        return ("…" if start > low else "") + head + "…"
    room = MAX_EVIDENCE - 2 - len(span)
    left = _edge(text[max(low, start - MAX_EVIDENCE) : start])
    right = _edge(text[end : min(high, end + MAX_EVIDENCE)])
    share = min(len(right), max(room // 2, room - len(left)))
    left_kept = left if len(left) <= room - share else left[len(left) - (room - share) :]
    if len(left_kept) < len(left) or start - low > MAX_EVIDENCE:
        left_kept = "…" + left_kept.partition(" ")[2] if " " in left_kept else "…"
    right_kept = right if len(right) <= share else right[:share]
    if len(right_kept) < len(right) or high - end > MAX_EVIDENCE:
        right_kept = (right_kept.rpartition(" ")[0] if " " in right_kept else "") + "…"
    return (left_kept + span + right_kept).strip()


def _edge(text: str) -> str:
    """Folded, with one space kept at either end where there was any."""
    folded = _fold(text)
    if not folded:
        return " " if text else ""
    return (" " if text[0].isspace() else "") + folded + (" " if text[-1].isspace() else "")
