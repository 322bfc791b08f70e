"""What can govern a figure, and the verbs as they stand in a sentence.

>>> verb_at(words, 2).verb.base, chain_before(words, 2)  # "has agreed to [send]"
('send', ('has', 'agreed', 'to'))
"""

from typing import NamedTuple

from troopfacts.extractors.facts import Measure

from .verbs import ADVERBS, AUXILIARIES, NEGATIONS, RAISING, Form, form, statuses
from .words import Words, word_class

BREAKS = frozenset({";", ":", ".", "?", "!", "—", "–", "(", ")", "“", "”", '"', "``", "''"})
SUBORDINATORS = word_class("subordinators")
PREPOSITIONS = word_class("prepositions")
PARTICLES = word_class("particles")
DETERMINERS = word_class("determiners")
NOUNISH = word_class("verbs that are nouns")
STATES: dict[str, Measure] = {
    **dict.fromkeys(word_class("states of loss"), "casualties"),
    **dict.fromkeys(word_class("states of capture"), "captives"),
}
_OVER = word_class("verbs over verbs")
_NOT_BEFORE = frozenset({"of", "in", "on", "with", "by", "for", "'s", "’s"})


class Governor(NamedTuple):
    """What governs a figure: the word `at`, the auxiliaries before it (`chain`), and the `role`
    of the people: object, subject, passive, noun ("withdrawal of"), size ("garrison of"), change
    ("cut to"), copula, with, agent, loss ("casualties"), state ("9 dead")."""

    at: int
    measure: Measure
    role: str
    chain: tuple[str, ...]
    form: Form | None
    rule: str


def verb_at(words: Words, at: int) -> Form | None:
    """The form of the troop verb at word `at`; None for a noun of the same spelling or a name."""
    known = form(words.lower[at])
    if known is None:
        return None
    inner = at > 0 and words.lower[at - 1] not in BREAKS
    if words.capital(at) and inner and not words.titled:
        return None
    if known.kinds & {"past", "participle", "ing"}:
        return known
    before = words.lower[at - 1] if at else ""
    if before in ("that", "this") and (at == 1 or words.lower[at - 2] in BREAKS):
        return known  # "That leaves 1,500"
    if before in DETERMINERS or before in _NOT_BEFORE or before[:1].isdecimal():
        return None
    return known


def is_foe(known: Form) -> bool:
    return known.verb.owner == "foe"


def is_adverb(word: str) -> bool:
    return word in ADVERBS or (word.endswith("ly") and len(word) > 4)


def kinds_of(word: str) -> frozenset[str]:
    known = form(word)
    return known.kinds if known is not None else frozenset()


def takes_object(words: Words, at: int) -> bool:
    """Whether a form like "killed" is the past of an active verb: a noun phrase follows it."""
    following = words.lower[at + 1] if at + 1 < len(words) else "."
    if following in PARTICLES and words.lower[at + 2 : at + 3] != ["the"]:
        return False
    if following in PREPOSITIONS or is_adverb(following) or not following[0].isalnum():
        return False
    return following not in SUBORDINATORS and following not in ("and", "or", "to", "who", "that")


def chain_before(words: Words, at: int) -> tuple[str, ...]:
    """The auxiliaries and the verbs over a verb: "[has agreed to] send", "[plans to] deploy"."""
    lower, start = words.lower, at
    while start > 0 and at - start < 9:
        word = lower[start - 1]
        upward = lower[start] if start < at else ""
        if word in AUXILIARIES or word in NEGATIONS or word == "to" or is_adverb(word):
            start -= 1
            continue
        talked = word in ("of", "about") and start == at and kinds_of(lower[at]) == {"ing"}
        if talked and start > 1 and lower[start - 2] in statuses():
            start -= 2  # "has [talked of] sending"
            continue
        over = word in RAISING or word in _OVER
        if over and (upward == "to" or (start == at and kinds_of(lower[at]) == {"ing"})):
            start -= 1
            continue
        break
    return tuple(lower[start:at])


def chain_of_noun(words: Words, at: int) -> tuple[str, ...]:
    """The words over a noun of movement: "[orders] the deployment", "[plans for] withdrawal"."""
    lower, start = words.lower, max(0, at - 7)
    for index in range(at - 1, start - 1, -1):
        if lower[index] in BREAKS or lower[index] == ",":
            start = index + 1
            break
    return ("noun", *lower[start:at])
