"""The words of the grammar of dates: the class each belongs to, a letter for the class, its value.

>>> LETTERS["March"] == class_letters()["month"], meaning("March")
(True, '3')

Words are data (lexicons/date_words.tsv and its neighbours); numbers are told by their looks. All
other words share `OTHER`.
"""

import re
from collections.abc import Callable
from functools import cache, lru_cache

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
GAPS |= {" " * n: " " for n in range(2, 9)}
GAPS |= {before + "\n" + " " * n: " " for before in ("", " ") for n in range(9)}

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


@cache
def class_letters() -> dict[str, str]:
    """ "month" -> its letter, for every class of words."""
    names = sorted({row["class"] for row in table("date_words")})
    names += ["day", "number", "year", "word_number", "ordinal", "decade", "holiday"]
    names += ["zulu", "digits", "group", "foreign_month", "fiscal_year"]
    letters = {name: chr(ord(FIRST_LETTER) + place) for place, name in enumerate(names)}
    return letters | {"other": OTHER}


# --- words of the lists --------------------


@cache
def known_words() -> dict[str, tuple[str, str]]:
    """Word -> (letter of its class, what it means): months and days of the week counted from one,
    ISO durations…"""
    letters = class_letters()
    known: dict[str, tuple[str, str]] = {}

    def enter(word: str, name: str, value: object) -> None:
        known[word] = (letters[name], str(value))

    for row in table("date_holidays"):
        enter(re.split(r"\W", row["name"])[0], "holiday", "")
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
    return known


def _in_cases(
    enter: Callable[[str, str, object], None], word: str, name: str, value: object, case: str
) -> None:
    """Enter a word in the cases it is written in: "capital" is "March" and "MARCH"."""
    if case == "any":
        enter(word, name, value)
    if case != "upper":
        enter(word.capitalize(), name, value)
    enter(word.upper(), name, value)


# --- numbers --------------------

_NUMBER = re.compile(r"([0-9]{1,4})(st|nd|rd|th|s|Z|am|AM|pm|PM)?|FY([0-9]{4}|[0-9]{2})")
_GROUP = re.compile(r"[0-3][0-9](?:[01][0-9]|2[0-4])[0-5][0-9][A-Z]")


def _number(word: str) -> tuple[str, object] | None:
    """The class of what holds a digit, and what it means: "1998" is a year, "5th" an ordinal."""
    found = _NUMBER.fullmatch(word)
    if not found:
        return ("group", word) if _GROUP.fullmatch(word) else None
    digits, tail, fiscal = found.groups()
    if fiscal:
        year = int(fiscal) if len(fiscal) > 2 else 1950 + (int(fiscal) + 50) % 100
        return ("fiscal_year", year) if 1950 <= year < 2100 else None
    if not tail:
        name = _plain_number(digits)
        return (name, digits) if name else None
    number, padded = int(digits), digits[0] == "0"
    if tail == "s":  # "1990s", "490s", "90s", "00s"
        if number % 10 == 0 and (len(digits) == 2 or (100 <= number < 2200 and not padded)):
            return "decade", number
    elif tail == "Z":
        if len(digits) == 4 and number < 2400 and number % 100 < 60:
            return "zulu", digits
    elif padded and number:
        return None
    elif tail in ("am", "AM", "pm", "PM"):
        if 1 <= number <= 12:
            return "noon", f"{number % 12 + (12 if tail in ('pm', 'PM') else 0)}:00"
    elif number < 1000 and digits == str(number) and tail == _suffix(digits):
        return "ordinal", number
    return None


def _plain_number(digits: str) -> str | None:
    """What up to four digits may be: "7" and "07" a day, "1998" a year, "0940" a clock time, "700"
    a number; those beyond the years are mostly round, or have a comma."""
    number = int(digits)
    if digits[0] == "0" and len(digits) > 2:
        return "digits" if len(digits) == 4 and number % 100 < 60 else None
    if 1 <= number <= 31:
        return "day"
    if 1000 <= number < 2200:
        return "year"
    return "number" if number < 1000 or number % 10 == 0 else None


def _suffix(number: str) -> str:
    """ "st" of "1", "th" of "11", "rd" of "23"."""
    return "th" if number[-2:-1] == "1" else {"1": "st", "2": "nd", "3": "rd"}.get(number[-1], "th")


# --- what is asked of them --------------------

MEMORY = 1 << 14  # words whose letters are remembered


class _Letters(dict[str, str]):
    """Word or gap -> its letter."""

    def __missing__(self, token: str) -> str:
        if len(self) >= MEMORY or not self:
            self.clear()
            self.update(GAPS)
            self.update((word, letter) for word, (letter, _) in known_words().items())
            return self[token]
        number = _number(token)
        letter = self[token] = class_letters()[number[0]] if number else OTHER
        return letter


LETTERS = _Letters()


@lru_cache(MEMORY)
def meaning(word: str) -> str:
    """What a word of a class stands for: "March" for 3, "5th" for 5, "week" for P1W."""
    known = known_words().get(word)
    if known:
        return known[1]
    number = _number(word)
    return str(number[1]) if number else ""
