"""What stands around a name and speaks for a place or against it.

"in Hinton" is a place though Hinton is a surname; "Hinton said" is not.
"""

import re
from functools import cache

from troopfacts.extractors.lexicons import words
from troopfacts.extractors.names.people import People, titles
from troopfacts.extractors.names.runs import HYPHEN, SPACE, Tokens

from .mentions import Mention

_WORD = re.compile(r"[-–\s,’'”\"]{0,3}([a-z]+)")
_AGE = re.compile(r", \d\d,|,? who ")
_HYPHEN = re.compile(r"[-–](?:based|area|born|bound)\b")
_DATELINE = re.compile(r",? ?(?:[-–—]{1,2} |\(|:|, [A-Z])")
_PARTIES = frozenset(("R", "D", "DFL", "I"))


@cache
def before_roles() -> dict[str, str]:
    """Word before a name -> locative, helpful, kind or speech."""
    return words("location_contexts", "before")


@cache
def after_roles() -> dict[str, str]:
    """Word after a name -> local, plural or speech."""
    return words("location_contexts", "after")


@cache
def stop() -> dict[str, str]:
    """Word -> opener, time, direction, noun or institution."""
    return words("location_stop", "kind")


@cache
def _says_nothing() -> frozenset[str]:
    """Words that say nothing about a capitalised word beside them."""
    neutral = {word for word, kind in stop().items() if kind in ("opener", "time", "direction")}
    return frozenset(neutral | set(words("sentence_openers")))


def weigh(tokens: Tokens, people: People, surnames: set[str], mention: Mention) -> int:
    """What speaks for a mention less what speaks against it, by the words around it."""
    support = _before(tokens, mention) + _after(tokens, mention)
    if is_dateline(tokens, mention):
        support += 4
    if mention.first == mention.last and mention.type is None and not mention.abbreviated:
        word = tokens.words[mention.last]
        if word in people.surnames or word in people.given or word in surnames:
            support -= 1 if mention.senses and mention.senses[0].level == "country" else 2
    return support


def preposition(tokens: Tokens, start: int) -> str:
    """The lower-case word before an offset, an article between them left out: "in the Delta"."""
    before = tokens.text[max(0, start - 32) : start]
    parts = before.split()
    if not parts or not before[-1].isspace():
        return ""
    word = parts[-1].lower().lstrip("(“\"'‘")
    if word == "the" and len(parts) > 1:
        word = parts[-2].lower()
    return word


def is_locative(word: str) -> bool:
    """Whether a place follows a word: "in", "near", "northern"."""
    return before_roles().get(word) == "locative"


def _before(tokens: Tokens, mention: Mention) -> int:
    link = tokens.link(mention.first)
    if link == HYPHEN and tokens.words[mention.first - 1] in _PARTIES:
        return 3
    word = preposition(tokens, mention.start)
    role = before_roles().get(word)
    if role == "locative":
        return 2
    if role == "helpful":
        return 1
    if link == SPACE and is_name(tokens, mention.first - 1):
        return 0 if mention.text.endswith("County") else -2
    return 0


def _after(tokens: Tokens, mention: Mention) -> int:
    support = 0
    following = mention.last + 1
    if tokens.link(following) == SPACE and tokens.starts[following] - mention.end < 30:
        word = tokens.words[following]
        if titles().get(word) == "office" or word in ("Police", "Council", "County", "City"):
            support += 1
        elif titles().get(word, "lower") == "lower" and is_name(tokens, following):
            support -= 2 if mention.need else 0 if _is_firm(mention) else 1
    text, end = tokens.text, mention.end
    if text[end : end + 1] == " ":
        found = _WORD.match(text, end, end + 20)
        role = after_roles().get(found[1]) if found else None
        if role == "local":
            support += 2
        elif role == "office":
            support -= 2
    elif _HYPHEN.match(text, end, end + 8):
        support += 2
    return support


def _is_firm(mention: Mention) -> bool:
    """Whether a name is a place whatever capitals follow: "Minnesota House", "Laurel County"."""
    if mention.text.endswith(("County", "Township", "Province", "Parish")):
        return True
    return bool(mention.senses) and mention.senses[0].level in ("country", "adm1")


def hint(tokens: Tokens, mention: Mention) -> str:
    """The gazetteer's level that the words beside a name ask for: "New York Gov.", "the city of
    Turkey"."""
    following = mention.last + 1
    if tokens.link(following) == SPACE and tokens.words[following] in _STATE_OFFICES:
        return "adm1"
    before = tokens.text[max(0, mention.start - 8) : mention.start].lower()
    return "city" if before.endswith(("city of ", "town of ")) else ""


_STATE_OFFICES = frozenset(("Gov", "Governor", "Legislature", "Sen", "Senator", "State"))


def is_name(tokens: Tokens, index: int) -> bool:
    """Whether a capitalised word beside a name makes a longer name with it."""
    word = tokens.words[index]
    return word not in _says_nothing() and not word[0].isdigit()


def follows_name(tokens: Tokens, mention: Mention) -> bool:
    """Whether a capitalised word of a longer name stands right before a mention."""
    return tokens.link(mention.first) == SPACE and is_name(tokens, mention.first - 1)


def speaks(tokens: Tokens, mention: Mention) -> bool:
    """Whether a mention stands where a person does: "Walsh said", "told Walsh", "Walsh, 43,"."""
    before = tokens.text[max(0, mention.start - 10) : mention.start]
    if before[-1:] == " " and before_roles().get(before[:-1].rpartition(" ")[2]) == "speech":
        return True
    if _AGE.match(tokens.text, mention.end, mention.end + 6):
        return True
    found = _WORD.match(tokens.text, mention.end, mention.end + 20)
    return found is not None and after_roles().get(found[1]) == "speech"


def is_dateline(tokens: Tokens, mention: Mention) -> bool:
    """Whether a mention opens its paragraph as "BAGHDAD (AP) —", "Muscat:" do."""
    start = mention.start
    capitals = mention.text.isupper() and len(mention.text) > 3
    before = tokens.text[max(0, start - 2) : start]
    if start not in tokens.breaks and not (capitals and before in (". ", ".\n", "! ", "? ")):
        return False
    if not capitals and not mention.text.istitle():
        return False
    found = _DATELINE.match(tokens.text, mention.end, mention.end + 8)
    return found is not None and (capitals or tokens.text[mention.end] != ",")
