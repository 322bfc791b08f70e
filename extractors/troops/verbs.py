"""The verbs of troop movements and losses, and the words that set their time.

>>> form("deployed").verb.object
'increase'
"""

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Literal, NamedTuple, cast

from troopfacts.extractors.facts import Measure, Status
from troopfacts.extractors.lexicons import table, words

from .words import word_class

# A measure, or "" where a word says nothing of it.
Sense = Measure | Literal[""]


class Verb(NamedTuple):
    """A verb with the measure of its object and of its subject ("" where it says nothing)."""

    base: str
    object: Sense
    subject: Sense
    owner: str


class Form(NamedTuple):
    """A verb's form and what it may be: base, third, past, participle, ing."""

    verb: Verb
    kinds: frozenset[str]


@cache
def _forms() -> dict[str, Form]:
    found: dict[str, Form] = {}
    for row in table("troop_verbs"):
        verb = Verb(
            row["verb"],
            cast(Sense, row["object"]),
            cast(Sense, row["subject"]),
            row["owner"],
        )
        kinds: dict[str, set[str]] = {}
        for kind in ("verb", "third", "past", "participle", "ing"):
            kinds.setdefault(row[kind], set()).add("base" if kind == "verb" else kind)
        for spelled, which in kinds.items():
            found.setdefault(spelled, Form(verb, frozenset(which)))
            if spelled.endswith("led") or spelled.endswith("ling"):  # "travelled"
                doubled = spelled.replace("led", "lled").replace("ling", "lling")
                found.setdefault(doubled, Form(verb, frozenset(which)))
    return found


@lru_cache(1 << 15)
def form(word: str) -> Form | None:
    """The form a (lower-case) word is of a troop verb; None for other words."""
    return _forms().get(word)


BE = word_class("be")
HAVE = frozenset(["have", "has", "had", "having", "'ve", "’ve", "hasn", "haven", "hadn"])
DO = frozenset(["do", "does", "did", "don", "doesn", "didn"])
MODALS = word_class("modals")
AUXILIARIES = BE | HAVE | DO | MODALS
NEGATIONS = word_class("negations")
ADVERBS = word_class("adverbs")
# Verbs that say how sure the next verb is: "are [expected] to leave", "were [reported] killed".
RAISING = word_class("raising verbs")


_COMMON = word_class("common verbs")


@lru_cache(1 << 15)
def is_verb(word: str) -> bool:
    """Whether a word is a verb this program knows, auxiliary or not."""
    return word in _forms() or word in AUXILIARIES or word in _COMMON


@cache
def statuses() -> dict[str, Status]:
    """Word over a verb -> planned, possible or denied."""
    return cast(dict[str, Status], words("troop_statuses", "status"))


def base_of(word: str) -> str:
    """ "shrank" -> "shrink"; a word that is no troop verb stays itself."""
    known = form(word)
    return known.verb.base if known is not None else word


def phrasal(lower: Sequence[str], at: int) -> Form | None:
    """The form of a verb of two to four words that begins at word `at`: "turning back"."""
    if lower[at] not in _phrasal_openers():
        return None
    for length in (4, 3, 2):
        known = _forms().get(" ".join(lower[at : at + length]))
        if known is not None and at + length <= len(lower):
            return known
    return None


@cache
def _phrasal_openers() -> frozenset[str]:
    return frozenset(spelled.split()[0] for spelled in _forms() if " " in spelled)


class Trigger(NamedTuple):
    """A noun before "of N": what it counts, and whether it is a body of people ("garrison")."""

    measure: Measure
    size: bool


@cache
def triggers() -> dict[str, Trigger]:
    """Noun -> what the number after its "of" counts."""
    return {
        row["noun"]: Trigger(cast(Measure, row["measure"]), bool(row["size"]))
        for row in table("troop_triggers")
    }
