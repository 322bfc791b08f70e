"""Which names are places here: what speaks for a mention against what its name needs.

A country needs nothing; the name of a hamlet that is also a surname needs a preposition, a state
after it, or a place it is listed with. What stands inside a person's or an organisation's name is
no place whatever speaks for it.
"""

import re
from functools import cache

from troopfacts.extractors.document import Document
from troopfacts.extractors.gazetteer import Place
from troopfacts.extractors.lexicons import words
from troopfacts.extractors.names.people import People, titles
from troopfacts.extractors.names.runs import APART, COMMA, HYPHEN, JOINER, SPACE, Tokens

from .mentions import Mention

LARGE = 100_000  # people: a city that news names without saying where it is

_STRONG_LEVELS = frozenset(("country", "adm1", "capital", "continent"))

# Before a name, these say that it is a place …
_LOCATIVE = frozenset(
    """in at near from outside inside around across throughout into toward towards downtown
    northern southern eastern western central northeastern northwestern southeastern southwestern
    northeast northwest southeast southwest neighboring neighbouring nearby leaving visiting
    suburban rural upstate mainland entire""".split()
)
# … and these that it may well be one.
_HELPFUL = frozenset("to of between through off via over visited visit and or for outside".split())

_AFTER = re.compile(
    r"(?:[-–](?:based|area|born|bound|native)\b|\s(?:area|region|resident|residents|native|police|mayor|"
    r"man|woman|suburb|suburbs|neighborhood|metro|headquarters|home|community|city|town|village|"
    r"border|countryside|outskirts|downtown|airport)\b)"
)


@cache
def _organisations() -> dict[str, str]:
    return words("location_organisations", "kind")


@cache
def _stop() -> frozenset[str]:
    return frozenset(words("location_stop"))


@cache
def _openers() -> frozenset[str]:
    return frozenset(words("sentence_openers"))


def judge(document: Document, tokens: Tokens, people: People, mentions: list[Mention]) -> None:
    """Sets `out` of every mention that is no place."""
    for number, mention in enumerate(mentions):
        mention.need = _need(mention)
        mention.out = _blocked(tokens, people, mention)
        if not mention.out:
            _weigh(document, tokens, people, mention)
    _contain(tokens, mentions)
    _list(tokens, mentions)
    best: dict[str, int] = {}
    for mention in mentions:
        if not mention.out:
            best[mention.core] = max(best.get(mention.core, -9), mention.support - mention.need)
    for mention in mentions:
        if not mention.out:
            surplus = mention.support - mention.need
            if surplus < 0 and best[mention.core] >= 0 and mention.support >= 0 and mention.need<4:
                continue
            if surplus < 0:
                mention.out = f"needs {mention.need}, has {mention.support}"


def _need(mention: Mention) -> int:
    """How much must speak for a name."""
    if mention.type or not mention.senses or mention.abbreviated:
        return 0
    best = mention.senses[0]
    several = mention.first != mention.last
    if any(s.curated for s in mention.senses) and not best.common:
        return 0
    if best.level in _STRONG_LEVELS:
        return 0 if best.common != "word" or best.level == "country" else 1
    population = max(s.population for s in mention.senses)
    large = several or population >= LARGE
    if best.common == "word":
        return 1 if large else 2
    if best.common == "person":
        return 0 if large else 1
    return 0 if large else 1 if population >= 5000 else 2


def _blocked(tokens: Tokens, people: People, mention: Mention) -> str:
    """Why a mention cannot be a place; "" if it can."""
    words_ = tokens.words
    first, last = mention.first, mention.last
    word = words_[first]
    if not mention.known:
        return "person" if first in people.inside and last in people.inside else ""
    if first == last and mention.type is None and word in _stop() and not _is_area(mention):
        return "stop list"
    if first in people.inside and last in people.inside:
        whole = first < last and not mention.senses[0].common
        if not whole:
            return "person"
    if word.isupper() and first == last and len(word) <= 5 and not _is_capitals_place(tokens, mention):
        return "acronym"
    nxt = last + 1
    kind = _run_kind(tokens, nxt)
    if kind and not mention.abbreviated:
        return kind
    return ""


def _is_area(mention: Mention) -> bool:
    return any(s.curated for s in mention.senses)


def _is_capitals_place(tokens: Tokens, mention: Mention) -> bool:
    """Whether a word in capitals is "US", or "IRAQ" in a dateline or headline."""
    best = mention.senses[0]
    if mention.abbreviated or (best.level == "country"):
        return True
    if len(mention.text) < 4:
        return False
    return mention.start in tokens.breaks or best.level in _STRONG_LEVELS


def _run_kind(tokens: Tokens, index: int) -> str:
    """Whether the capitalised words from a token on end in an organisation's noun."""
    organisations = _organisations()
    kind = ""
    steps = 0
    while index < len(tokens.words) and steps < 4:
        link = tokens.link(index)
        if link != SPACE:
            break
        word = tokens.words[index]
        if titles().get(word, "lower") != "lower" and word not in organisations:
            break
        if word in _openers():
            break
        if word in organisations:
            kind = organisations[word]
        index += 1
        steps += 1
    return kind


def _weigh(document: Document, tokens: Tokens, people: People, mention: Mention) -> None:
    """Adds up what speaks for a mention, and against it."""
    text = tokens.text
    start, end = mention.start, mention.end
    support = 0
    before = text[max(0, start - 24) : start]
    if before.endswith((" ", "\n")):
        word = before[:-1].rpartition(" ")[2].rpartition("\n")[2]
        low = word.lower().strip("(“\"'‘")
        if low == "the":
            low = before[:-1].rpartition(" ")[0].rpartition(" ")[2].lower()
        if low in _LOCATIVE:
            support += 2
        elif low in _HELPFUL:
            support += 1
    previous = mention.first - 1
    link = tokens.link(mention.first)
    if link == SPACE and support <= 0:
        word = tokens.words[previous]
        if word not in _openers() and word not in _stop() and not word[0].isdigit():
            support -= 2
    elif link == HYPHEN and tokens.words[previous] in ("R", "D", "DFL", "I"):
        support += 3
    following = mention.last + 1
    if tokens.link(following) == SPACE and following < len(tokens.words):
        word = tokens.words[following]
        if (
            word not in _openers()
            and word not in _stop()
            and titles().get(word, "lower") == "lower"
            and not word[0].isdigit()
            and not text.startswith(word.upper(), tokens.starts[following])
        ):
            support -= 1 if mention.need == 0 else 2
    if _AFTER.match(text, end, end + 16):
        support += 2
    if start in tokens.breaks and text[start:end].isupper() and len(mention.text) > 3:
        support += 4
    core = tokens.words[mention.last]
    if mention.first == mention.last and mention.type is None and not mention.abbreviated:
        if core in people.surnames or core in people.given:
            support -= 2 if mention.senses[0].level != "country" else 1
    mention.support = support


def _contain(tokens: Tokens, mentions: list[Mention]) -> None:
    """ "Tripoli, Lebanon": the second holds the first."""
    for here, there in zip(mentions, mentions[1:], strict=False):
        if there.first != here.last + 1 or there.out in ("person", "acronym", "stop list"):
            continue
        gap = tokens.text[here.end : there.start]
        if gap not in (", ", " (", ",", " ") and not gap.isspace():
            continue
        holders = [s for s in there.senses if s.level in ("country", "adm1", "adm2", "area")]
        if not holders:
            continue
        if any(_holds(holder, s) for holder in holders for s in here.senses):
            if gap in (" ", "\n") and not there.abbreviated and holders[0].level != "country":
                continue
            here.inside = there
            here.support += 4
            there.support += 1
            if here.out in ("", ) or here.out == "stop list" and gap == ", ":
                here.out = ""


def _holds(holder: Place, place: Place) -> bool:
    """Whether one place lies in another by country and division."""
    if place.code != holder.code or holder.code is None or place.level == "country":
        return False
    if holder.level == "country":
        return True
    if holder.level == "adm1":
        return place.admin1 == holder.admin1 or place.admin1 == holder.name
    return place.admin1 == holder.admin1 and place.level not in ("adm1",)


def _list(tokens: Tokens, mentions: list[Mention]) -> None:
    """ "in Gao, Kidal and Timbuktu": what supports the first supports the others."""
    for here, there in zip(mentions, mentions[1:], strict=False):
        if here.out or there.out:
            continue
        gap = tokens.text[here.end : there.start]
        if gap in (", ", " and ", ", and ", " or ", "/", " to ", ", or ") and here.support >= here.need:
            if here.support >= 2 or here.need == 0:
                there.support += 2
    for there, here in zip(mentions[-2::-1], mentions[:0:-1], strict=False):
        if here.out or there.out:
            continue
        gap = tokens.text[there.end : here.start]
        if gap in (", ", " and ", ", and ", " or ") and here.support >= max(here.need, 1):
            there.support += 1
