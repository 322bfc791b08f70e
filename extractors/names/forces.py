"""Finds the forces named in a text: countries by name, demonym or service, groups, missions.

>>> [(force.text, force.name, force.code) for force in find("2,000 Kenyan and M23 troops", 0, 27)]
[('Kenyan', 'Kenya', 'KE'), ('M23', 'March 23 Movement', None)]
"""

import re
from functools import cache
from typing import NamedTuple

from troopfacts.extractors.lexicons import table


class Force(NamedTuple):
    """A force as it stands in a text; `kind`: country, capital, service, group, alliance, mission.

    A `risky` form is a word, a place or an acronym with other readings as well.
    """

    text: str
    start: int
    end: int
    name: str
    code: str | None
    kind: str
    risky: bool


class _Entry(NamedTuple):
    form: str
    name: str
    code: str | None
    kind: str
    risky: bool


# The first run of letters and digits of a name: "al" of "al-Shabaab", "U" of "U.S."
_RUN = re.compile(r"[^\W_]+")


@cache
def _index() -> dict[str, list[_Entry]]:
    """First run of a form -> the entries that begin with it, the longest form first."""
    found: dict[str, list[_Entry]] = {}
    for row in table("forces"):
        code, risky = row["code"] or None, set(row["risky"].split("|"))
        kinds = [(form, row["kind"]) for form in row["forms"].split("|")]
        kinds += [(form, "capital") for form in row["capitals"].split("|")]
        for form, kind in kinds:
            if match := _RUN.match(form):
                entry = _Entry(form, row["name"], code, kind, form in risky)
                found.setdefault(match[0], []).append(entry)
    for entries in found.values():
        entries.sort(key=lambda entry: -len(entry.form))
    return found


def find(text: str, start: int, end: int) -> list[Force]:
    """The forces named in text[start:end], from left to right, the longest form at each place."""
    index, found, free = _index(), list[Force](), start
    for match in _RUN.finditer(text, start, end):
        at = match.start()
        if at < free:
            continue
        for form, name, code, kind, risky in index.get(match[0], ()):
            stop = at + len(form)
            if stop <= end and text.startswith(form, at) and not text[stop : stop + 1].isalnum():
                found.append(Force(form, at, stop, name, code, kind, risky))
                free = stop
                break
    return found
