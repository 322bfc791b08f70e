"""What stands around a name and speaks for a place or against it.

"in Kenton" is a place though Kenton is a surname; "Kenton said" is not.
"""

import re
from functools import cache

from troopfacts.extractors.lexicons import words
from troopfacts.extractors.names.people import People
from troopfacts.extractors.names.runs import APART, HYPHEN, JOINER, SPACE, Tokens

from .mentions import Mention

_WORD = re.compile(r"[a-z]+")
_AGE = re.compile(r", \d\d,|,? who ")
_SPEECH = re.compile(r"[,’'”\"\s]{1,3}([a-z]+)")
_HYPHEN = re.compile(r"[-–](?:based|area|born|bound)\b")
_HYPHENS = frozenset(("-", "–"))
_DATELINE = re.compile(r",? ?(?:[-–—]{1,2} |\(|:|, [A-Z])")
_AGENCY = re.compile(r" \([A-Z]")
_HEADLESS = re.compile(r" [A-Z][a-z]")
_PARTIES = frozenset(("R", "D", "DFL", "I"))
_BODIES = frozenset(("Police", "Council", "County", "City"))
_STATE_OFFICES = frozenset(("Gov", "Governor", "Legislature", "Sen", "Senator", "State"))
_PARTICLES = frozenset(("de", "del", "di", "do", "du", "la"))
_DIVISIONS = ("County", "Township", "Province", "Parish")


@cache
def before_roles() -> dict[str, str]:
    """Word before a name -> locative, helpful, kind or speech."""
    return words("location_contexts", "before")


@cache
def after_roles() -> dict[str, str]:
    """Word after a name -> local, plural, office or speech."""
    return words("location_contexts", "after")


@cache
def stop() -> dict[str, str]:
    """Word -> opener, time, direction, noun or institution."""
    return words("location_stop", "kind")


def look(tokens: Tokens, mention: Mention) -> None:
    """Notes the words beside a mention, and whether it is a dateline."""
    text, end = tokens.text, mention.end
    mention.before = _word_before(text, mention.start)
    if text.startswith(" ", end) and text[end + 1 : end + 2].islower():
        found = _WORD.match(text, end + 1, end + 20)
        mention.after = found[0] if found else ""
    if mention.start in tokens.breaks or mention.text.isupper():
        mention.is_dateline = _is_dateline(tokens, mention)


def _word_before(text: str, start: int) -> str:
    """The word before an offset in lower case, an article left out: "in" of "in the Delta"."""
    end = start - 1
    if end < 1 or not text[end].isspace():
        return ""
    low = end - 20 if end > 20 else 0
    space = text.rfind(" ", low, end)
    word = text[space + 1 if space >= 0 else low : end]
    if word == "the" and space >= 0:
        word = text[text.rfind(" ", low, space) + 1 or low : space]
    if not word.isalpha():
        word = word.rpartition("\n")[2].lstrip("(“\"'‘")
    return word.lower()


def _is_dateline(tokens: Tokens, mention: Mention) -> bool:
    """Whether a mention opens its paragraph as "BAGHDAD (AP) —", "Muscat:" do."""
    text, start, end = tokens.text, mention.start, mention.end
    capitals = mention.text.isupper() and len(mention.text) > 3
    opens = start in tokens.breaks
    if capitals:
        if _AGENCY.match(text, end, end + 4):
            return True  # "By Ann Porter, Associated Press WASHINGTON (AP) —"
        if opens and _HEADLESS.match(text, end, end + 4):
            return True  # "DETROIT The court said"
        if not opens and text[max(0, start - 2) : start] not in (". ", ".\n", "! ", "? "):
            return False
    elif not opens or not mention.text.istitle():
        return False
    found = _DATELINE.match(text, end, end + 8)
    return found is not None and (capitals or text[end] != ",")


def is_locative(word: str) -> bool:
    """Whether a place follows a word: "in", "near", "northern"."""
    return before_roles().get(word) == "locative"


def weigh(tokens: Tokens, people: People, surnames: set[str], mention: Mention) -> int:
    """What speaks for a mention less what speaks against it, by the words around it."""
    role = before_roles().get(mention.before)
    support = 2 if role == "locative" else _before(tokens, mention, role)
    support += _after(tokens, mention)
    if mention.is_dateline:
        support += 4
    word = tokens.words[mention.last]
    if word in people.surnames or word in people.given or word in surnames:
        named = mention.first == mention.last and mention.type is None and not mention.abbreviated
        owns = tokens.text[mention.end : mention.end + 1] in ("'", "’")  # "at Kelly's reply"
        if named and (owns or role != "locative"):
            support -= 1 if mention.senses and mention.senses[0].level == "country" else 2
    return support


def _before(tokens: Tokens, mention: Mention, role: str | None) -> int:
    link = tokens.links[mention.first]
    if link == APART and role is None:
        return 0
    if link == HYPHEN and tokens.words[mention.first - 1] in _PARTIES:
        return 3
    if role == "helpful":
        return 1
    if link == SPACE and tokens.entries[mention.first - 1].is_name:
        if mention.text.isupper() and tokens.words[mention.first - 1].isupper():
            return 0  # "HQ MOMBASA"
        return 0 if mention.text.endswith("County") else -2
    return 0


def _after(tokens: Tokens, mention: Mention) -> int:
    if mention.after:
        role = after_roles().get(mention.after)
        if mention.after in _PARTICLES and tokens.links[mention.last + 1] == JOINER:
            return -2  # "Flores de Tepeyac"
        return 2 if role == "local" else -2 if role == "office" else 0
    following = mention.last + 1
    if tokens.links[following] == SPACE:
        entry = tokens.entries[following]
        if entry.title == "office" or entry.word in _BODIES:
            return 1
        if entry.is_name and not entry.titled and not (entry.word.isupper() and not mention.need):
            return -2 if mention.need else 0 if _is_firm(mention) else -1
    elif tokens.text[mention.end : mention.end + 1] in _HYPHENS and _HYPHEN.match(
        tokens.text, mention.end, mention.end + 8
    ):
        return 2
    return 0


def _is_firm(mention: Mention) -> bool:
    """Whether a name is a place whatever capitals follow: "Minnesota House", "Laurel County"."""
    if mention.text.endswith(_DIVISIONS):
        return True
    return bool(mention.senses) and mention.senses[0].level in ("country", "adm1")


def hint(tokens: Tokens, mention: Mention) -> str:
    """The gazetteer's level that the words beside a name ask for: "New York Gov.", "the city of
    Turkey"."""
    following = mention.last + 1
    if tokens.links[following] == SPACE and tokens.words[following] in _STATE_OFFICES:
        return "adm1"
    if mention.before != "of":
        return ""
    before = tokens.text[max(0, mention.start - 8) : mention.start].lower()
    return "city" if before.endswith(("city of ", "town of ")) else ""


def follows_name(tokens: Tokens, mention: Mention) -> bool:
    """Whether a capitalised word of a longer name stands right before a mention."""
    first = mention.first
    return tokens.links[first] == SPACE and tokens.entries[first - 1].is_name


def speaks(tokens: Tokens, mention: Mention) -> bool:
    """Whether a mention stands where a person does: "Weston said", "told Weston", "Weston, 43,"."""
    if before_roles().get(mention.before) == "speech":
        return True
    if mention.after:
        return after_roles().get(mention.after) in ("speech", "office")
    if _AGE.match(tokens.text, mention.end, mention.end + 6):
        return True
    found = _SPEECH.match(tokens.text, mention.end, mention.end + 20)
    return found is not None and after_roles().get(found[1]) == "speech"
