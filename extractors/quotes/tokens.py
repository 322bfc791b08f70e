"""Words as a frame reads them, whatever stands around: how they are split, and a letter for each.

>>> LETTERS["Reports,"], SPLITS["Reports,"]
('v,', (['reports', ','], [0, 7]))

A text is split at its spaces at the speed of C, and what stands between two of them is read once
for the whole run. The letters are those of a frame's tags (see frames) and, where the sentence
decides what a word is, finer ones:
V cue that reports by itself  U only where "that" stands in its sentence  E only what is quoted
G H Y  the same in -ing  C noun that reports  F "according"
and small letters for the same with a capital, which inside a sentence makes a name ("Will").
"""

import re
from collections.abc import Callable
from functools import cache
from typing import TypeVar

from msgspec import Struct

from troopfacts.extractors.lexicons import lines, words

from .cues import nouns, rows_of_forms

# A word with all that hangs on it ("U.S.", "2,500", "2:30", "don't"), or one mark; the second
# pattern, for words with "--", is three times slower.
_TOKEN = re.compile(
    r"""
    [^\s,;:()\[\]—–―?!…]+ (?: [,:] (?:(?<=:)\d\d|\d\d\d) \b [^\s,;:()\[\]—–―?!…]* )*
    | [,;:()\[\]—–―?!…]
    """,
    re.X,
)
_MARGIN = "'’‘`\"“”„«»‹›$£€#@%*/&+=<>|~^_-.•·"
_LETTERS = {
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
    "?": ".",
    "!": ".",
    "…": ".",
}
QUOTED = "\0"  # stands for a quoted stretch among the words of a frame
_WITHOUT_THAT = frozenset("ciwnf")
_ING = str.maketrans("VUE", "GHY")
_BECOME_NAMES = frozenset("VUEGHYCFLNM")
_MOST = 100_000  # words remembered; then all are forgotten, to keep memory flat

Value = TypeVar("Value")


def plain_text(text: str) -> str:
    """A text that can be split at its spaces, with letters as wide in lower case as they are, and
    none that stands for a quoted stretch."""
    return text.replace("\n", " ").replace("İ", "I").replace(QUOTED, "\1")


class _Token(Struct, gc=False):
    low: str
    letter: str
    start: int  # in what stands between two spaces


class _Memory(dict[str, Value]):
    """Something of each word, read when it is first asked for."""

    def __init__(self, read: Callable[[str], Value]) -> None:
        self._read = read

    def __missing__(self, word: str) -> Value:
        if len(self) >= _MOST:
            self.clear()
        value = self[word] = self._read(word)
        return value


@cache
def letters() -> dict[str, str]:
    """Lower-case word -> letter, for words of the language, cues and nouns that report."""
    found = dict.fromkeys(nouns(), "C")
    found["according"] = "F"
    rows = [line.split("\t") for line in lines("cues")]
    for word, numbers in rows_of_forms().items():
        letter = "U" if word in nouns() else "E"
        for number in numbers:
            _, particle, _, taken, noun, *_ = rows[number]
            if not _WITHOUT_THAT.isdisjoint(taken):
                letter = "V"
            elif "t" in taken and letter != "V":
                letter = "U" if noun or particle else "V"
        found[word] = letter.translate(_ING) if rows[numbers[0]][-1] == word else letter
    for word, kind in words("clause_words", "class").items():
        found[word] = _LETTERS[kind]
    return found


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


def _tokens(word: str) -> list[_Token]:
    """ "(Reuters)," as its words and marks."""
    if word == QUOTED:
        return [_Token("“", "Q", 0)]
    pattern = _token_or_dashes() if "--" in word else _TOKEN
    return [token for match in pattern.finditer(word) if (token := _token(match[0], match.start()))]


def _letters(word: str) -> str:
    if word.isalpha():
        return _letter(word, word.lower(), False)
    core, mark = word[:-1], word[-1:]
    if core.isalpha():
        if mark == "." and not _keeps_dot(word):
            return _letter(core, core.lower(), False)
        if mark in ",;:)?!":
            return _letter(core, core.lower(), False) + _PUNCTUATION[mark]
    return "".join([token.letter for token in _tokens(word)])


def _split(word: str) -> tuple[list[str], list[int]]:
    core, mark = word[:-1], word[-1:]
    if core.isalpha():
        if mark == "." and not _keeps_dot(word):
            return [core.lower()], [0]
        if mark in ",;:)?!":
            return [core.lower(), mark], [0, len(core)]
    tokens = _tokens(word)
    return [token.low for token in tokens], [token.start for token in tokens]


def _token(token: str, start: int) -> _Token | None:
    """What one match is; None for a mark that is no word: "$", "*", a lone quotation mark."""
    mark = _PUNCTUATION.get(token[:2] if token[0] == "-" else token)
    if mark is not None:
        return _Token(token, mark, start)
    core = token.lstrip(_MARGIN)
    before = len(token) - len(core)
    core = core.rstrip(_MARGIN)
    if not core:
        return None
    after = before + len(core)
    if token[after : after + 1] == "." and _keeps_dot(core + "."):
        core += "."
        after += 1
    low = core.lower().replace("’", "'")
    owned = low.endswith("'s") or (low.endswith("s") and token[after : after + 1] in ("'", "’"))
    return _Token(low, _letter(core, low, owned), start + before)


def _letter(word: str, low: str, owned: bool) -> str:
    letter = letters().get(low)
    if letter is None or letter in "CF":
        letter = "p" if owned else letter or _guess(word, low)
    if letter in "OW" and len(word) > 1 and word.isupper():
        return "K"  # "US", "WHO"
    if letter in _BECOME_NAMES and word[0].isupper():
        return letter.lower()
    return letter


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


LETTERS: _Memory[str] = _Memory(_letters)
# A word that is not letters alone as its tokens in lower case, and where in it they start.
SPLITS: _Memory[tuple[list[str], list[int]]] = _Memory(_split)
