"""What stands around a name and speaks for a place or against it.

"in Kenton" is a place though Kenton is a surname; "Kenton said" is not.
"""

import re
from collections.abc import Iterable
from functools import cache

from troopfacts.extractors.lexicons import words
from troopfacts.extractors.names.people import lower_titles
from troopfacts.extractors.names.runs import APART, HYPHEN, JOINER, SPACE, Tokens

from .mentions import Beside, Mention, Name

_WORD = re.compile(r"[a-z]+")
_HYPHENS = frozenset(("-", "–"))
_BASED = ("based", "area", "born", "bound")
_DEEDS = frozenset(("resigned", "retired", "signed", "smiled", "vetoed", "married", "graduated"))
_MARKS = " ,’'”\"\n"
_PARTIES = frozenset(("R", "D", "DFL", "I"))
_BODIES = frozenset(("Police", "Council", "County", "City"))
_STATE_OFFICES = frozenset(("Gov", "Governor", "Legislature", "Sen", "Senator", "State"))
_PARTICLES = frozenset(("de", "del", "di", "do", "du", "la"))
_DIVISIONS = ("County", "Township", "Province", "Parish")


NONE = Beside("")
OTHER = Beside("…")  # a word that says nothing
_FROM = Beside("", 2)  # "Kenton-based"
MAX_WORDS = 10_000  # that are kept
_SUPPORT = {"locative": 2, "helpful": 1, "local": 2, "office": -2}
_LISTING = frozenset(("and", "or", "to", "of", "in"))
_BEFORE_LISTED, _AFTER_LISTED = frozenset(",/(&\n"), frozenset(",/")


@cache
def before_roles() -> dict[str, str]:
    """Word before a name -> locative, helpful, kind or speech."""
    return words("location_contexts", "before")


@cache
def kinds() -> frozenset[str]:
    """What a name after "of" is: "village", "provinces"."""
    return frozenset(word for word, role in before_roles().items() if role == "kind")


@cache
def after_roles() -> dict[str, str]:
    """Word after a name -> local, plural, office or speech."""
    return words("location_contexts", "after")


class _Words(dict[str, Beside]):
    """Word -> what it says beside a name, made when it is first met."""

    def __init__(self, column: str, others: Iterable[str]) -> None:
        self._roles = words("location_contexts", column)
        self._uses = words("location_uses", column)
        self._others = frozenset(others)
        self._column = column

    def __missing__(self, word: str) -> Beside:
        plain = word.lower() if self._column == "before" and word.istitle() else word
        role, use = self._roles.get(plain, ""), self._uses.get(plain, "")
        is_title = self._column == "before" and plain in lower_titles()
        found = OTHER
        if role or use or is_title or plain in self._others:
            found = Beside(plain, _SUPPORT.get(role, 0), role, use, is_title)
        if len(self) < MAX_WORDS:
            self[word] = found
        return found


@cache
def _befores() -> _Words:
    return _Words("before", _LISTING)


@cache
def _afters() -> _Words:
    return _Words("after", _PARTICLES | _DEEDS)


@cache
def stop() -> dict[str, str]:
    """Word -> opener, time, direction, noun or institution."""
    return words("location_stop", "kind")


def before(text: str, start: int) -> Beside:
    """The word before an offset, an article left out: "in" of "in the Delta"."""
    end = start - 1
    if end < 1 or not text[end].isspace():
        return NONE
    space = text.rfind(" ", end - 20 if end > 20 else 0, end)
    known = _befores()
    if space < 0:
        return known[_bare(text[max(0, end - 20) : end])]
    word = text[space + 1 : end]
    found = known[word]
    if found is not OTHER:
        return found
    if word == "the":
        word = text[text.rfind(" ", max(0, end - 20), space) + 1 or max(0, end - 20) : space]
        found = known[word]
    return found if found is not OTHER or word.isalpha() else known[_bare(word)]


def _bare(word: str) -> str:
    """ "(In" -> "in"."""
    if not word.isalpha():
        word = word.rpartition("\n")[2].lstrip("(“\"'‘")
    return word.lower()


def after(text: str, end: int) -> Beside:
    """The word in lower case right after an offset, or "-based"."""
    following = text[end : end + 2]
    if following[:1] == " ":
        if not following[1:].islower():
            return NONE
        found = _WORD.match(text, end + 1, end + 20)
        return _afters()[found[0]] if found else NONE
    based = following[:1] in _HYPHENS and text.startswith(_BASED, end + 1)
    return _FROM if based else NONE


def is_beside(text: str, mention: Mention) -> bool:
    """Whether a list may go on before or after a mention, or a larger place follow it."""
    start, end = mention.start, mention.end
    last = text[max(0, start - 2) : start]
    if mention.before.word in _LISTING or not _BEFORE_LISTED.isdisjoint(last) or last.isspace():
        return True
    following = text[end : end + 2]
    if mention.after.word in _LISTING or following[:1] in _AFTER_LISTED:
        return True
    return following[:1].isspace() and (following != " " and not following[1:].isalnum())


def is_dateline(text: str, opens: bool, start: int, end: int) -> bool:
    """Whether a name opens its paragraph as "BAGHDAD (AP) —", "Muscat:" do."""
    name = text[start:end]
    capitals = name.isupper() and len(name) > 3
    if capitals:
        if text.startswith(" (", end) and text[end + 2 : end + 3].isupper():
            return True  # "By Ann Porter, Associated Press WASHINGTON (AP) —"
        if opens and _begins_sentence(text[end : end + 3]):
            return True  # "DETROIT The court said"
        if not opens and text[max(0, start - 2) : start] not in (". ", ".\n", "! ", "? "):
            return False
    elif not opens or not name.istitle():
        return False
    found = _dateline().match(text, end, end + 8)
    return found is not None and (capitals or text[end] != ",")


def _begins_sentence(following: str) -> bool:
    """Whether a capitalised word follows: " The"."""
    return following[:1] == " " and following[1:2].isupper() and following[2:].islower()


@cache
def _dateline() -> re.Pattern[str]:
    return re.compile(r",? ?(?:[-–—]{1,2} |\(|:|, [A-Z])")


def support_before(tokens: Tokens, name: Name, beside: Beside) -> int:
    """What speaks for a name that another word of its run stands before."""
    link, previous = tokens.links[name.first], name.first - 1
    if beside.role == "locative":
        return 2
    if link == APART and not beside.role:
        return 0
    if link == HYPHEN and tokens.words[previous] in _PARTIES:
        return 3
    if beside.role == "helpful":
        return 1
    if link == SPACE and tokens.entries[previous].is_name:
        if name.upper and tokens.words[previous].isupper():
            return 0  # "HQ MOMBASA"
        return 0 if name.text.endswith("County") else -2
    return 0


def support_after(tokens: Tokens, name: Name, beside: Beside) -> int:
    """What speaks for a name that its run goes on after."""
    following = name.last + 1
    if beside.word:
        if tokens.links[following] == JOINER and beside.word in _PARTICLES:
            return -2  # "Flores de Tepeyac"
        return beside.support
    if tokens.links[following] == SPACE:
        entry = tokens.entries[following]
        if entry.title == "office" or entry.word in _BODIES:
            return 1
        if entry.is_name and not entry.titled and not (entry.word.isupper() and not name.need):
            return -2 if name.need else 0 if _is_firm(name) else -1
        return 0
    return beside.support


def is_town_of(text: str, start: int) -> bool:
    """Whether a name stands after "the city of"."""
    return text[max(0, start - 8) : start].lower().endswith(("city of ", "town of "))


def _is_firm(name: Name) -> bool:
    """Whether a name is a place whatever capitals follow: "Minnesota House", "Laurel County"."""
    if name.text.endswith(_DIVISIONS):
        return True
    return bool(name.senses) and name.senses[0].level in ("country", "adm1")


def hint(tokens: Tokens, name: Name) -> str:
    """The gazetteer's level that the word after a name asks for: "New York Gov."."""
    following = name.last + 1
    state = tokens.links[following] == SPACE and tokens.words[following] in _STATE_OFFICES
    return "adm1" if state else ""


def follows_name(tokens: Tokens, name: Name) -> bool:
    """Whether a capitalised word of a longer name stands right before a name."""
    first = name.first
    return tokens.links[first] == SPACE and tokens.entries[first - 1].is_name


def speaks(text: str, mention: Mention) -> bool:
    """Whether a mention stands where a person does: "Weston said", "told Weston", "Weston, 43,"."""
    if mention.before.role == "speech":
        return True
    if mention.after.word:
        return mention.after.role in ("speech", "office") or mention.after.word in _DEEDS
    following = text[mention.end : mention.end + 20]
    if following.startswith((" who ", ", who ")):
        return True
    if following.startswith(", ") and following[2:4].isdigit() and following[4:5] == ",":
        return True  # "Weston, 43,"
    said = following.lstrip(_MARKS)
    if not 0 < len(following) - len(said) < 4:
        return False
    found = _WORD.match(said)
    return found is not None and after_roles().get(found[0]) == "speech"
