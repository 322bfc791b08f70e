"""What a run of capitalised words says wherever it stands, and where it stands in a document.

>>> reading = read("Gen. Austin Holland of Fort Bragg")
>>> [name.text for name in reading.names], reading.surnames
(['Fort Bragg'], ('Holland',))

News says the same names again and again: a run is read once and remembered, most runs as nothing.
"""

from functools import cache
from itertools import pairwise

from troopfacts.extractors import gazetteer
from troopfacts.extractors.gazetteer import Place
from troopfacts.extractors.names import people
from troopfacts.extractors.names.runs import Tokens
from troopfacts.extractors.names.vocabulary import entry_of

from . import candidates, contexts, unlisted, verdicts
from .mentions import Name

MAX_KNOWN = 30_000  # runs kept; then all are forgotten, so that memory stays flat
MAX_RUN = 200  # characters of a run that is worth keeping
UNHEARD = frozenset(("person", "acronym", "saint"))


BACK, AHEAD, TITLE = 1, 2, 4


class Reading:
    """What a run says.

    `looks`: what stands before it (BACK) or after it (AHEAD) matters, or a title before it (TITLE);
    `opens`: the word before it does; `torn`: a line ends in it, and perhaps a paragraph;
    `ends_list`: it ends in "counties". `alone` is the one name of most runs, which says all.
    """

    __slots__ = (
        "alone",
        "ends_list",
        "given",
        "looks",
        "names",
        "opens",
        "people",
        "surnames",
        "torn",
        "votes",
    )

    def __init__(self) -> None:
        self.alone: Name | None = None
        self.names: tuple[Name, ...] = ()
        self.surnames: tuple[str, ...] = ()
        self.given: tuple[str, ...] = ()
        self.votes: tuple[tuple[str, Place], ...] = ()  # of demonyms
        self.looks = 0
        self.opens = self.people = self.torn = self.ends_list = False


_TORN = Reading()
_TORN.torn = True
# Run -> what it says, None if nothing …
known: dict[str, Reading | None] = {}
# … and where what stands before and after it matters.
_beside: dict[tuple[str, str, str], Reading | None] = {}


def read_anew(run: str) -> Reading | None:
    """What a run that is not in `known` says."""
    reading: Reading | None = _TORN if "\n" in run else read(run)
    if len(run) <= MAX_RUN:
        if len(known) >= MAX_KNOWN:
            known.clear()
        known[run] = reading
    return reading


def read_beside(run: str, before: str, after: str) -> Reading | None:
    """What a run says between these words."""
    key = (run, before, after)
    if key in _beside:
        return _beside[key]
    reading = read(run, before, after)
    if len(run) <= MAX_RUN:
        if len(_beside) >= MAX_KNOWN:
            _beside.clear()
        _beside[key] = reading
    return reading


def read(run: str, before: str = "", after: str = "") -> Reading | None:
    """What a run says, with what of the text before and after it matters; None if nothing."""
    if run.isalnum() and not before and not after:
        entry = entry_of(run)
        if not entry.senses and not entry.short:
            return _demonym(entry.demonym) if entry.demonym else None
    tokens = Tokens(before + run + after, len(before), len(before) + len(run))
    persons = people.read(tokens)
    given = list(persons.given)
    kept: list[Name] = []
    for name in candidates.read(tokens, persons):
        verdicts.prepare(tokens, persons, name)
        if name.surname and contexts.follows_name(tokens, name):
            given.append(name.text)
        name.start -= len(before)
        name.end -= len(before)
        if name.surname or name.out not in UNHEARD:
            kept.append(name)
    for one, two in pairwise(kept):
        if two.first == one.last + 1:
            one.beside = two.beside = True
    demonyms = [entry.demonym for entry in tokens.entries if entry.demonym]
    looks = BACK * tokens.looked_back | AHEAD * tokens.looked_ahead | TITLE * tokens.asked_title
    ends_list = unlisted.ends_list(tokens)
    if not (kept or persons.surnames or given or demonyms or looks or ends_list):
        return None
    reading = Reading()
    reading.names = tuple(kept)
    reading.surnames = tuple(persons.surnames)
    reading.given = tuple(given)
    reading.votes = tuple(("", place) for code in demonyms if (place := gazetteer.country(code)))
    reading.looks = looks
    reading.people = bool(persons.surnames or given)
    reading.opens = bool(looks & (BACK | TITLE)) or any(name.before is None for name in kept)
    reading.ends_list = ends_list
    if len(kept) == 1 and not (looks or demonyms or ends_list or reading.people):
        reading.alone = kept[0] if _is_simple(kept[0]) else None
    return reading


def _is_simple(name: Name) -> bool:
    """Whether nothing but the words beside it tells more of a name: most are so."""
    open_ = name.before is None and name.after is None
    return open_ and not (name.out or name.unless or name.hint or name.upper)


@cache
def _demonym(code: str) -> Reading | None:
    """What "Kenyan" alone says."""
    place = gazetteer.country(code)
    if place is None:
        return None
    reading = Reading()
    reading.votes = (("", place),)
    return reading
