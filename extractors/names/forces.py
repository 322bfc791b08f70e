"""Finds the forces named in a text: countries by name, demonym or service, groups, missions.

>>> [(force.text, force.name, force.code) for force in find("2,000 Kenyan and M23 troops", 0, 27)]
[('Kenyan', 'Kenya', 'KE'), ('M23', 'March 23 Movement', None)]
"""

import re
from functools import cache
from typing import NamedTuple

from troopfacts.extractors.lexicons import table


class Force(NamedTuple):
    """A force as it stands in a text; `kind`: country, service, group, alliance or mission."""

    text: str
    start: int
    end: int
    name: str
    code: str | None
    kind: str


class _Entry(NamedTuple):
    form: str
    name: str
    code: str | None
    kind: str


# The first run of letters and digits of a name: "al" of "al-Shabaab", "U" of "U.S."
_RUN = re.compile(r"[^\W_]+")


@cache
def _index() -> dict[str, list[_Entry]]:
    """First run of a form -> the entries that begin with it, the longest form first."""
    found: dict[str, list[_Entry]] = {}
    for row in table("forces"):
        code = row["code"].strip() or None
        for form in dict.fromkeys([row["name"], *filter(None, row["forms"].split("|"))]):
            if match := _RUN.match(form):
                entry = _Entry(form, row["name"], code, row["kind"])
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
        for entry in index.get(match[0], ()):
            stop = at + len(entry.form)
            if text.startswith(entry.form, at) and stop <= end and not _goes_on(text, stop):
                found.append(Force(entry.form, at, stop, entry.name, entry.code, entry.kind))
                free = stop
                break
    return found


def _goes_on(text: str, at: int) -> bool:
    return text[at : at + 1].isalnum()
