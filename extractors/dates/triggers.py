"""Where in a text a date may be: words of which every date has at least one.

>>> find("He left on March 5, two years ago.")
[(11, b' march'), (24, b' years')]

Most sentences hold no date, most words are in none. So the text is not split into words: one scan
finds these triggers, and only around them it is read (readings.py). For that scan, letters and
digits are all in lower case and everything else is a blank, at the same offsets: so the pattern
begins with a blank and goes on like a tree, where `re` is fastest.
"""

import re
from collections.abc import Iterable
from functools import cache
from string import ascii_letters, digits

from troopfacts.extractors.lexicons import table

# Of each rule's classes those that are rare in texts: "years" of "the last two years".
CLASSES = """
    month month_short weekday weekdays day_word tonight daypart dayparts noon half_day clock zone
    unit units quarter quarters quarter_name half_name half season seasons weekend weekends fiscal
    period time era reference adjective past present frequency"""
# Hundreds of a spelled year and decades; "a.m.", "B.C.", "A.D." as the scan sees them.
_OTHERS = """eighteen nineteen seventeen sixteen twenty twenties thirties forties fifties sixties
    seventies eighties nineties"""
_INITIALS = ["a m", "an m", "a p", "m m", "m p", "p m", "p p", "b c", "a d", "an d"]
# "1998", "90s", "10am", "0940Z", "10:35", behind their first digit
_NUMBER = "[0-9](?:[0-9]{3}[sz]?|[0-9]{1,2}s|[0-9]?[ap]m|[0-9]? [0-9]{2})"
_MARKED = "d [0-9]{1,2}|fy[0-9]{2,4}"  # "D+3", "FY25"

_SCANNED = bytes(
    ord(chr(byte).lower()) if chr(byte) in ascii_letters + digits + "_" else ord(" ")
    for byte in range(256)
)


Trigger = tuple[int, bytes]  # where it begins, the word as the scan sees it, with its blank


def find(text: str, numbers: bool = False) -> list[Trigger]:
    """The triggers of a text; with all `numbers` where it counts years before Christ."""
    scanned = b" " + text.encode("ascii", "replace").translate(_SCANNED)
    pattern, capital = (_numbers() if numbers else _pattern()), _capital()
    triggers = [
        (found.start(), found[0])
        for found in pattern.finditer(scanned)
        if found[0] not in capital or not text[found.start()].islower()  # "he may"
    ]
    if text.isascii():
        return triggers
    # The scan sees a blank in "È" of "NOV È25", where no word begins.
    return [found for found in triggers if not (found[0] and text[found[0] - 1].isalnum())]


@cache
def _pattern() -> re.Pattern[bytes]:
    """A blank and one of the words, or a number that is a trigger by its looks."""
    names = {row["name"].lower().translate(_PLAIN) for row in table("date_holidays")}
    branches = _branches({*_words(), *names, *_OTHERS.split(), *_INITIALS})
    return re.compile(f" (?:{branches}|{_NUMBER}|{_MARKED})\\b".encode())


@cache
def _numbers() -> re.Pattern[bytes]:
    return re.compile(rb" (?:[0-9]{1,4}|" + _pattern().pattern[4:])


@cache
def _capital() -> frozenset[bytes]:
    """Words that are triggers only with a capital."""
    return frozenset(f" {word}".encode() for word, case in _words().items() if case != "any")


@cache
def _words() -> dict[str, str]:
    """The words of the classes, with the case they are written in."""
    classes = CLASSES.split()
    return {row["word"]: row["case"] for row in table("date_words") if row["class"] in classes}


_PLAIN = str.maketrans("'-.", "   ")


def _branches(words: Iterable[str]) -> str:
    """A pattern for words that tries no letter twice: "d(?:ay(?:s)?|ecade)|year"."""
    tails: dict[str, list[str]] = {}
    for word in words:
        tails.setdefault(word[0], []).append(word[1:])
    return "|".join(letter + _tail(ends) for letter, ends in sorted(tails.items()))


def _tail(ends: list[str]) -> str:
    if len(ends) == 1:
        return ends[0]
    longer = _branches(filter(None, ends))
    if "" in ends:
        return f"(?:{longer})?"
    return f"(?:{longer})" if len({end[0] for end in ends}) > 1 else longer
