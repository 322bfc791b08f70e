"""Finds the forces named in a text: countries by name, demonym or service, groups, missions.

>>> [(force.text, force.name, force.code) for force in find("2,000 Kenyan and M23 troops", 0, 27)]
[('Kenyan', 'Kenya', 'KE'), ('M23', 'March 23 Movement', None)]
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from troopfacts.extractors.lexicons import lines, row_at


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
_RUNS = re.compile(r"[\t|][^\w\t|]*([^\W_]+)")  # of all the fields and forms of a row


@cache
def _index() -> dict[str, list[int]]:
    """First run of a form, or a code -> the numbers of the rows of the table that may hold it. The
    rows themselves are read when a text has such a word."""
    found: dict[str, list[int]] = defaultdict(list)
    for number, line in enumerate(lines("forces")[1:], start=1):
        for run in _RUNS.findall(line):
            found[run].append(number)
    return found


@cache
def _entries(run: str) -> list[_Entry]:
    """The forms that begin with a run, the longest first."""
    found: list[_Entry] = []
    for number in sorted(set(_index().get(run, ()))):
        row = row_at("forces", number)
        code, risky = row["code"] or None, set(row["risky"].split("|"))
        kinds = [(form, row["kind"]) for form in row["forms"].split("|")]
        kinds += [(form, "capital") for form in row["capitals"].split("|")]
        for form, kind in kinds:
            if first_run(form) == run:
                found.append(_Entry(form, row["name"], code, kind, form in risky))
    return sorted(found, key=lambda entry: -len(entry.form))


def country(code: str) -> str | None:
    """The name of the country with an ISO code: country("GE") is "Georgia"."""
    rows = (row_at("forces", number) for number in _index().get(code, ()))
    return next((r["name"] for r in rows if (r["kind"], r["code"]) == ("country", code)), None)


def demonyms() -> dict[str, str]:
    """ "Syrian" -> "SY": the forms of countries that are not their names."""
    return _forms()[0]


def fighters() -> frozenset[str]:
    """The forms of groups and services, many of which are places too: "Wagner", "Azov"."""
    return _forms()[1]


@cache
def _forms() -> tuple[dict[str, str], frozenset[str]]:
    peoples: dict[str, str] = {}
    groups: set[str] = set()
    for line in lines("forces")[1:]:
        name, code, kind, forms = line.split("\t", 4)[:4]
        if kind == "country":
            if code:
                forms_ = forms.split("|")
                peoples |= {f: code for f in forms_ if f != name and not f.isupper()}
        elif kind in ("group", "service"):
            groups.update(forms.split("|"))
    return peoples, frozenset(groups)


def find(text: str, start: int, end: int) -> list[Force]:
    """The forces named in text[start:end], from left to right, the longest form at each place."""
    runs = [(match.start(), match[0]) for match in _RUN.finditer(text, start, end)]
    return find_among(text, runs, end)


def find_among(text: str, runs: Iterable[tuple[int, str]], end: int) -> list[Force]:
    """The forces that begin at one of the given words: (start, first run of letters and digits)."""
    index, found, free = _index(), list[Force](), 0
    for at, run in runs:
        if at < free or run not in index:
            continue
        for form, name, code, kind, risky in _entries(run):
            stop = at + len(form)
            if stop <= end and text.startswith(form, at) and not _goes_on(text, stop):
                found.append(Force(form, at, stop, name, code, kind, risky))
                free = stop
                break
    return found


def _goes_on(text: str, at: int) -> bool:
    """Whether the word goes on: "Iranians", "Iran-backed"; "Al-Shabaab-held" is of Al-Shabaab."""
    following = text[at : at + 1]
    return following.isalnum() or (following == "-" and _OTHERS.match(text, at) is not None)


# "Iran-backed fighters" are not Iran's.
_OTHERS = re.compile(
    r"-(?:back|support|fund|arm|train|align|alli|link|friendly|made|style|inspir|led\b|run\b)"
)


def first_run(word: str) -> str:
    """The part of a word that a name is looked up by: "al" of "al-Shabaab"."""
    match = _RUN.match(word)
    return match[0] if match else word
