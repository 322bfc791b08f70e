"""What a place's name does in its sentence: names the place, stands for its people, or qualifies.

literal: "in Iraq"; metonym: "Oslo agreed", "Oslo’s offer"; modifier: "U.S. troops".
"""

import re
from functools import cache
from itertools import pairwise

from troopfacts.extractors.facts import Use
from troopfacts.extractors.lexicons import words
from troopfacts.extractors.names.people import titles
from troopfacts.extractors.names.runs import DOT, HYPHEN, SPACE, Tokens

from .mentions import Mention, Name

_NEXT = re.compile(r"\s([a-z]+)(?:['’][a-z]+)?(-?)(?:\s(\w+))?")
_APOSTROPHES = frozenset(("'", "’"))
_CLAUSES = (", which ", " itself ", ", itself ", "; itself ")

# Who acts or is spoken for; a sea or a base does not.
_ACTORS = frozenset(("country", "capital", "adm1", "adm2", "city", "continent", "area", "landmark"))
_STATE = frozenset(
    ("Ministry", "Government", "Parliament", "Prime", "Foreign", "Defense", "Defence", "Interior")
)


@cache
def _owned() -> re.Pattern[str]:
    return re.compile(r"['’]s?\s(\w+)")


@cache
def _which() -> re.Pattern[str]:
    return re.compile(r", which (\w+)|[,;]? itself (\w+)")


@cache
def _on_day() -> re.Pattern[str]:
    return re.compile(r" on [A-Z][a-z]{2,7}day\b")


@cache
def _after() -> dict[str, str]:
    return words("location_uses", "after")


@cache
def _before() -> dict[str, str]:
    return words("location_uses", "before")


def qualifies(tokens: Tokens, name: Name) -> bool | None:
    """Whether a name stands before a noun of its run that it qualifies; None if it ends its run."""
    following = name.last + 1
    link = tokens.links[following]
    if link in (SPACE, DOT) and tokens.starts[following] == name.end + 1:
        entry = tokens.entries[following]
        return entry.kind not in ("opener", "time") and not entry.word[0].isdigit()
    return True if link == HYPHEN else None


def read(text: str, mentions: list[Mention]) -> None:
    """Sets `use` of all mentions."""
    for mention in mentions:
        mention.use = _use(text, mention)
    for here, there in pairwise(mentions):
        width = there.start - here.end
        if width > 6 or text[here.end : there.start] not in (" and ", ", ", ", and "):
            continue
        if _level(here) in ("country", "capital") and _level(there) in ("country", "capital"):
            # "China and Russia welcome", "with China and Russia": what one does, the other does
            toward = here.before.use
            if there.use == "metonym" and here.use == "literal" and toward != "place":
                here.use = "metonym"
            elif here.use == "metonym" and there.use == "literal" and toward == "toward":
                there.use = "metonym"


def _level(mention: Mention) -> str:
    return mention.place.level if mention.place else ""


def _use(text: str, mention: Mention) -> Use:
    name = mention.name
    if mention.inside is not None or name.of_state:
        return "literal"  # "Mosul, Iraq", "Mobile, Ala."
    end = mention.end
    mark = text[end : end + 1]
    alone = name.qualifies is None and mark.isspace()
    found = _NEXT.match(text, end, end + 60) if alone else None
    level = _level(mention)
    if level not in _ACTORS or name.type == "landmark":
        return "modifier" if _qualifies(text, mention, mark, found) else "literal"
    if mention.is_dateline and name.upper:
        return "literal"
    if mark in _APOSTROPHES:
        owned = _owned().match(text, end, end + 40)
        if owned:
            return _possessed(owned[1])
    if _qualifies(text, mention, mark, found):
        return "modifier"
    role = mention.before.use
    if role != "place" and _acts(text, end, found):
        return "metonym"
    if role == "toward":
        return "metonym" if _faces(text, mention) else "literal"
    between = text.find("between ", max(0, mention.start - 70), mention.start) >= 0
    if between and _is_side(text, mention):
        return "metonym"
    # "Kenya (310), Nepal (205)": a list of contributors
    counted = level == "country" and mark == " " and role != "place"
    if counted and text[end + 1 : end + 3].lstrip("(")[:1].isdigit():
        return "metonym"
    return "literal"


def _possessed(owned: str) -> Use:
    """ "Oslo’s offer" is its government’s; "Oslo’s harbour" and "Oslo’s Frogner" lie in it."""
    if owned[0].isupper():
        return "metonym" if owned in _STATE or owned in titles() else "literal"
    return "literal" if _after().get(owned) == "part" or owned.endswith("est") else "metonym"


def _qualifies(text: str, mention: Mention, mark: str, found: re.Match[str] | None) -> bool:
    """Whether a name stands before the noun it qualifies; `found`: the words after it."""
    if mention.name.qualifies is not None:
        return mention.name.qualifies
    if mark == "-" or not found:
        return mark == "-"
    word, hyphen, then = found.groups()
    role = _after().get(word)
    if role == "link":
        # "900 U.S. and 60 Dutch marines"
        return word == "and" and _follows_figure(text, mention.start)
    if hyphen or role == "noun":
        return role != "act"
    if role == "either":  # "U.S. claims of victory", "Oslo claims that it won"
        return then is not None and then not in _OBJECTS and not then[0].isdigit()
    if word.endswith("ing"):  # "a UK driving licence", "Oslo leading the talks"
        return role is None and then is not None and then.islower() and then not in _after()
    return role in (None, "part") and not word.endswith(("ly", "ed"))


def _follows_figure(text: str, start: int) -> bool:
    """Whether a number stands right before: "900 U.S. and 60 Dutch marines"."""
    if text[start - 1 : start] != " ":
        return False
    number = text[max(0, start - 16) : start - 1].rpartition(" ")[2].lstrip("(£€$")
    return number[:1].isdigit() and number[-1].isalnum()


_OBJECTS = frozenset(("to", "that", "it", "the", "a", "its", "his"))


def _acts(text: str, end: int, found: re.Match[str] | None) -> bool:
    """Whether a name is the subject of what governments do: "Oslo agreed", "Oslo is asking";
    `found`: the words after it."""
    if text.startswith(_CLAUSES, end):
        clause = _which().match(text, end, end + 40)
        if clause:
            return _after().get(clause[1] or clause[2]) in ("act", "either")
    if not found:
        return False
    if found[1] == "on":
        day = _on_day().match(text, end, end + 20)
        if day:
            found = _NEXT.match(text, day.end(), end + 60)
            if not found:
                return False
    word, _, then = found.groups()
    then = then or ""
    if _after().get(word) == "skip" or word.endswith("ly"):
        word, then = then, ""
    if word in ("has", "have", "had") and then == "been":
        return False  # "Yemen has been calm"
    if word in ("is", "are", "was", "were"):
        return then.endswith("ing") or _after().get(then) in ("passive", "skip")
    role = _after().get(word)
    return role in ("act", "either") or (role is None and word.endswith("ed") and then != "by")


def _faces(text: str, mention: Mention) -> bool:
    """Whether "with Oslo" is a partner: "a pact with Oslo", not "its border with Oslo"."""
    start = mention.start
    before = text[max(0, start - 30) : start].split()
    return not any(_before().get(word) == "side" for word in before[-3:])


def _is_side(text: str, mention: Mention) -> bool:
    """Whether a name is one side of "talks between Oslo and Rome"."""
    before = text[max(0, mention.start - 70) : mention.start]
    head, mark, between = before.rpartition("between ")
    if (
        not mark
        or len(between) > 30
        or (between and not between.endswith(("and ", "and the ", "the ")))
    ):
        return False
    role = _before().get(head.rstrip().rpartition(" ")[2].lower())
    return role == "relation" or (role != "side" and _level(mention) == "capital")
