"""Forces as they are asked for -> the names that facts give them.

>>> names_of("daesh"), names_of("US"), names_of("the Marines of Oz")
({'Islamic State'}, {'United States'}, set())

Any form of the list of forces counts, in whatever case: a name, an abbreviation, a people, an armed
service (which is its country's); where it is none of these, a country's code.
"""

from collections.abc import Iterator
from functools import cache

from troopfacts.extractors.lexicons import lines


def names_of(name: str) -> frozenset[str]:
    """The canonical names that a form or a code stands for; none where no force has it."""
    name = " ".join(name.split()).removeprefix("the ")
    exact, folded, codes = _index()
    key = name.casefold().replace("’", "'")
    return exact.get(name) or folded.get(key) or codes.get(name.upper()) or frozenset()


def country_of(code: str) -> str | None:
    """The force of a country's code: "AU" -> "Australia"."""
    return next(iter(_index()[2].get(code.upper(), ())), None)


def close_to(name: str) -> str | None:
    """A name that may have been meant."""
    from difflib import get_close_matches

    close = get_close_matches(name.casefold(), _index()[1], 1, 0.8)
    return min(_index()[1][close[0]]) if close else None


_Names = dict[str, frozenset[str]]


@cache
def _index() -> tuple[_Names, _Names, _Names]:
    """Form, case-folded form, country's code -> names."""
    exact: dict[str, set[str]] = {}
    folded: dict[str, set[str]] = {}
    codes: dict[str, set[str]] = {}
    for name, code, kind, forms in _rows():
        if code and kind == "country":
            codes.setdefault(code, set()).add(name)
        for form in {name, *forms}:
            exact.setdefault(form, set()).add(name)
            folded.setdefault(form.casefold().replace("’", "'"), set()).add(name)
    return _frozen(exact), _frozen(folded), _frozen(codes)


def _rows() -> Iterator[tuple[str, str, str, list[str]]]:
    for line in lines("forces")[1:]:
        name, code, kind, forms = line.split("\t")[:4]
        yield name, code, kind, forms.split("|")


def _frozen(names: dict[str, set[str]]) -> _Names:
    return {form: frozenset(found) for form, found in names.items()}
