"""Reporting verbs and phrases: the table of cues by form.

>>> forms()["told"]
[Form(verb='tell', kind='speech', takes='cqow', noun=False, form='past')]
"""

from functools import cache
from typing import NamedTuple

from troopfacts.extractors.lexicons import table, words


class Form(NamedTuple):
    """A form of a reporting verb; `takes` and `noun` as in the table's head."""

    verb: str
    kind: str
    takes: str
    noun: bool
    form: str


@cache
def forms() -> dict[str, Form]:
    """Word -> the form it is; "put" as past before base, "read" likewise."""
    found: dict[str, Form] = {}
    for row in table("cues"):
        for name in ("past", "third", "participle", "ing", "verb"):
            word = row[name]
            if word not in found:
                form = "base" if name == "verb" else name
                found[word] = Form(
                    row["verb"], row["class"], row["takes"], row["noun"] == "yes", form
                )
    return found


@cache
def roles(role: str) -> frozenset[str]:
    """The words of cue_words.tsv that play a role."""
    return frozenset(word for word, its in words("cue_words", "role").items() if its == role)
