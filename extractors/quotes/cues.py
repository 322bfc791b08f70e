"""Reporting verbs and phrases: the table of cues by form.

>>> forms("told")
[Form(verb='tell', particle='', kind='speech', takes='cqow', noun=False, form='past')]
"""

from functools import cache
from typing import NamedTuple

from troopfacts.extractors.lexicons import lines, row_at, table, words


class Form(NamedTuple):
    """A form of a reporting verb; `particle`, `takes` and `noun` as in the table's head."""

    verb: str
    particle: str
    kind: str
    takes: str
    noun: bool
    form: str


_NAMES = ("past", "third", "participle", "ing", "base")  # "put" is past before it is base


@cache
def rows_of_forms() -> dict[str, list[int]]:
    """Word -> the rows of cues.tsv of which it is a form, those with a particle first."""
    found: dict[str, list[int]] = {}
    without: list[tuple[str, int]] = []
    for number, line in enumerate(lines("cues")[1:], start=1):
        verb, particle, _, _, _, *others = line.split("\t")
        for form in dict.fromkeys((*others, verb)):
            if particle:
                found.setdefault(form, []).append(number)
            else:
                without.append((form, number))
    for form, number in without:
        found.setdefault(form, []).append(number)
    return found


class _Forms(dict[str, list[Form]]):
    """Forms by word, read when a text first has the word."""

    def __missing__(self, word: str) -> list[Form]:
        found = self[word] = [_form(word, number) for number in rows_of_forms()[word]]
        return found


_FORMS = _Forms()


def _form(word: str, number: int) -> Form:
    row = row_at("cues", number)
    name = next(name for name in _NAMES if word == row["verb" if name == "base" else name])
    noun = row["noun"] == "yes"
    return Form(row["verb"], row["particle"], row["class"], row["takes"], noun, name)


def forms(word: str) -> list[Form]:
    """The forms that a word is, those with a particle first; [] for no cue."""
    return _FORMS[word] if word in rows_of_forms() else []


def form_at(lows: list[str], at: int) -> Form | None:
    """The form that the word at `at` is, with the particle after it where it must have one."""
    for form in _FORMS[lows[at]]:
        if not form.particle or form.particle in lows[at + 1 : at + 3]:
            return form
    return None


@cache
def roles(role: str) -> frozenset[str]:
    """The words of cue_words.tsv that play a role."""
    return frozenset(word for word, its in words("cue_words", "role").items() if its == role)


@cache
def nouns() -> dict[str, str]:
    """Nouns that report -> "speech", or "feeling" where a verb of saying must stand before."""
    found = words("cue_nouns", "class")
    plurals = {row["plural"]: row["class"] for row in table("cue_nouns") if row["plural"]}
    return found | plurals
