"""Reporting verbs and phrases: the table of cues by form.

>>> forms()["told"]
[Form(verb='tell', particle='', kind='speech', takes='cqow', noun=False, form='past')]
"""

from functools import cache
from typing import NamedTuple

from troopfacts.extractors.lexicons import table, words


class Form(NamedTuple):
    """A form of a reporting verb; `particle`, `takes` and `noun` as in the table's head."""

    verb: str
    particle: str
    kind: str
    takes: str
    noun: bool
    form: str


@cache
def forms() -> dict[str, list[Form]]:
    """Word -> the forms it is, those with a particle first; "put" is past before it is base."""
    found: dict[str, list[Form]] = {}
    for row in sorted(table("cues"), key=lambda row: not row["particle"]):
        verb, particle, noun = row["verb"], row["particle"], row["noun"] == "yes"
        for name in ("past", "third", "participle", "ing", "verb"):
            known = found.setdefault(row[name], [])
            for one in known:
                if one.verb == verb and one.particle == particle:
                    break
            else:
                form = "base" if name == "verb" else name
                known.append(Form(verb, particle, row["class"], row["takes"], noun, form))
    return found


def form_at(lows: list[str], at: int) -> Form | None:
    """The form that the word at `at` is, with the particle after it where it must have one."""
    for form in forms()[lows[at]]:
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
