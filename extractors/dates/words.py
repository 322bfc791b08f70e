"""A text as the grammar of dates reads it: one letter a word.

>>> reading = Reading("On March 5, he left")
>>> reading.codes  # a letter for each word and for each gap between two words

Every word that means something to the grammar belongs to a class (lexicons/date_words.tsv: "month",
"weekday", "unit"), every class has a letter, all other words share `OTHER`. The whole text is split
and looked up at the speed of C, so that the patterns of the grammar run over a short string in
which only dates stand out; a pattern names classes, never words.
"""

import re
from collections.abc import Callable
from functools import cache
from itertools import chain, repeat

from troopfacts.extractors.lexicons import table
from troopfacts.extractors.numbers import CARDINALS

FIRST_LETTER = "\x80"  # of the classes; gaps have ASCII letters
OTHER = "\xff"  # all below 256, where `re` has cheap sets of letters

# Gaps between words have the letter they look like; every other gap (a sentence's end with
# quotation marks, a blank line) is OTHER and ends a phrase.
GAPS = {
    " ": " ",
    ", ": ",",
    ",": ";",
    ". ": ".",
    ".": "*",
    ".\n": ".",
    "., ": ",",
    "-": "-",
    "–": "-",
    "—": "-",
    "--": "-",
    " - ": "~",
    " – ": "~",
    " — ": "~",
    "'": "'",
    "’": "'",
    "/": "/",
    ":": ":",
    " (": "(",
    "(": "(",
    ") ": ")",
    " '": "`",
    " ’": "`",
    " $": "$",
    " ($": "$",
    " #": "$",
    " €": "$",
    " £": "$",
    "% ": "%",
    "+": "+",
    "-\n": "-",
    ",\n": ",",
}
_BLANKS = [" " * n for n in range(2, 9)]
_BLANKS += [before + "\n" + " " * n for before in ("", " ", "\r") for n in range(9)]

_ORDINALS = [
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth",
    "eighteenth", "nineteenth", "twentieth", "twenty-first",
]  # fmt: skip
_DECADES = ["twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties"]
_DECADES += ["nineties"]


@cache
def guards(role: str) -> frozenset[str]:
    """The neighbouring words that play a role in deciding what is a date (date_guards.tsv)."""
    return frozenset(row["word"] for row in table("date_guards") if row["role"] == role)


# What words mean: numbers, months and days of the week counted from one, ISO durations…
VALUES: dict[str, str] = {}


@cache
def class_letters() -> dict[str, str]:
    """ "month" -> its letter in `Reading.codes`, for every class of words."""
    names = sorted({row["class"] for row in table("date_words")})
    names += ["day", "number", "year", "word_number", "ordinal", "decade", "holiday"]
    names += ["zulu", "digits", "foreign_month", "fiscal_year"]
    letters = {name: chr(ord(FIRST_LETTER) + place) for place, name in enumerate(names)}
    return letters | {"other": OTHER}


@cache
def _codes() -> dict[str, str]:
    """Word or gap -> its letter; fills VALUES."""
    letters = class_letters()
    codes = dict(GAPS)
    codes.update(dict.fromkeys(_BLANKS, " "))

    def enter(word: str, name: str, value: object) -> None:
        codes[word] = letters[name]
        VALUES[word] = str(value)

    def enter_all(words: list[str], name: str, values: list[str]) -> None:
        codes.update(dict.fromkeys(words, letters[name]))
        VALUES.update(zip(words, values, strict=True))

    for row in table("date_holidays"):
        enter(re.split(r"\W", row["name"])[0], "holiday", "")
    for name, numbers in _plain_numbers().items():
        enter_all(numbers, name, numbers)
    ordinals = list(map(str, range(1000)))
    enter_all([number + _suffix(number) for number in ordinals], "ordinal", ordinals)
    clocks = [f"{hour:02}{minute:02}" for hour in range(24) for minute in range(60)]
    enter_all([clock + "Z" for clock in clocks], "zulu", clocks)
    enter_all(clocks[:600], "digits", clocks[:600])  # "0940"; later ones are numbers or years
    for hour in range(1, 13):
        for half, start in (("am", 0), ("pm", 12)):
            _in_cases(enter, f"{hour}{half}", "noon", f"{hour % 12 + start}:00", "any")
    for year in range(1950, 2100):
        enter(f"FY{year}", "fiscal_year", year)
        enter(f"FY{year % 100:02}", "fiscal_year", year if year < 2050 else year - 100)
    for decade in range(100, 2200, 10):
        enter(f"{decade}s", "decade", decade)
    for decade in range(0, 100, 10):
        enter(f"{decade:02}s", "decade", decade)
    for place, word in enumerate(_DECADES, start=2):
        _in_cases(enter, word, "decade", 10 * place, "any")
    for word, number in CARDINALS.items():
        if "-" not in word:
            _in_cases(enter, word, "word_number", number, "any")
    for number, word in enumerate(_ORDINALS, start=1):
        _in_cases(enter, word, "ordinal", number, "any")
    for row in table("date_foreign_months"):
        _in_cases(enter, row["word"], "foreign_month", "", "any")
    for row in table("date_words"):
        _in_cases(enter, row["word"], row["class"], row["value"], row["case"])
    return codes


def _plain_numbers() -> dict[str, list[str]]:
    """Numbers in digits by what they may be: "7" and "07" a day, "1998" a year, "700" a number."""
    return {
        "day": [str(day) for day in range(1, 32)] + [f"{day:02}" for day in range(1, 10)],
        "year": [str(year) for year in range(1000, 2200)],
        # Those that look like no year are mostly round, or have a comma.
        "number": ["0", "00", *map(str, chain(range(32, 1000), range(2200, 10_000, 10)))],
    }


def _suffix(number: str) -> str:
    """ "st" of "1", "th" of "11", "rd" of "23"."""
    return "th" if number[-2:-1] == "1" else {"1": "st", "2": "nd", "3": "rd"}.get(number[-1], "th")


def _in_cases(
    enter: Callable[[str, str, object], None], word: str, name: str, value: object, case: str
) -> None:
    """Enter a word in the cases it is written in: "capital" is "March" and "MARCH"."""
    if case == "any":
        enter(word, name, value)
    if case != "upper":
        enter(word.capitalize(), name, value)
    enter(word.upper(), name, value)


_GAP = re.compile(r"(\W+)")


class Reading:
    """A text split into words and gaps, with the letter of each."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._place = self._offset = 0
        self.tokens: list[str] = _GAP.split(text)  # words and gaps in turn
        self.codes = "".join(map(_codes().get, self.tokens, repeat(OTHER)))

    def offset(self, place: int) -> int:
        """Where a token starts in the text: counted on from the place asked for last."""
        if place >= self._place:
            self._offset += len("".join(self.tokens[self._place : place]))
        else:
            self._offset -= len("".join(self.tokens[place : self._place]))
        self._place = place
        return self._offset

    def token_at(self, place: int, length: int) -> int:
        """The first token that begins `length` code points or more after the one at `place`."""
        while length > 0:
            length -= len(self.tokens[place])
            place += 1
        return place
