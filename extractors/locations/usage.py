"""What a place's name does in its sentence: names the place, stands for its people, or qualifies.

literal: "in Iraq"; metonym: "Oslo agreed", "Oslo’s offer"; modifier: "U.S. troops".
"""

import re
from functools import cache
from itertools import pairwise

from troopfacts.extractors.facts import Use
from troopfacts.extractors.lexicons import words
from troopfacts.extractors.names.people import titles
from troopfacts.extractors.names.runs import COMMA, DOT, HYPHEN, SPACE, Tokens

from .mentions import Mention

_NEXT = re.compile(r"\s([a-z]+)(?:['’][a-z]+)?(-?)(?:\s(\w+))?")
_OWNED = re.compile(r"['’]s?\s(\w+)")
_WHICH = re.compile(r", which (\w+)|[,;]? itself (\w+)")
_ON_DAY = re.compile(r" on [A-Z][a-z]{2,7}day\b")
_APOSTROPHES = frozenset(("'", "’"))
_CLAUSES = (", which ", " itself ", ", itself ", "; itself ")
_COUNT = re.compile(r" \(?\d")

# Who acts or is spoken for; a sea or a base does not.
_ACTORS = frozenset(("country", "capital", "adm1", "adm2", "city", "continent", "area", "landmark"))
_STATE = frozenset(
    ("Ministry", "Government", "Parliament", "Prime", "Foreign", "Defense", "Defence", "Interior")
)


@cache
def _after() -> dict[str, str]:
    return words("location_uses", "after")


@cache
def _before() -> dict[str, str]:
    return words("location_uses", "before")


def read(tokens: Tokens, mentions: list[Mention]) -> None:
    """Sets `use` of all mentions."""
    for mention in mentions:
        mention.use = _use(tokens, mention)
    for here, there in pairwise(mentions):
        if tokens.text[here.end : there.start] not in (" and ", ", ", ", and "):
            continue
        if _level(here) in ("country", "capital") and _level(there) in ("country", "capital"):
            # "China and Russia welcome", "with China and Russia": what one does, the other does
            if there.use == "metonym" and here.use == "literal" and not _is_placed(tokens, here):
                here.use = "metonym"
            elif here.use == "metonym" and there.use == "literal" and _is_toward(tokens, here):
                there.use = "metonym"


def _level(mention: Mention) -> str:
    return mention.place.level if mention.place else ""


def _is_toward(tokens: Tokens, mention: Mention) -> bool:
    return _before().get(mention.before) == "toward"


def _is_placed(tokens: Tokens, mention: Mention) -> bool:
    return _before().get(mention.before) == "place"


def _use(tokens: Tokens, mention: Mention) -> Use:
    if mention.inside is not None or (mention.abbreviated and tokens.link(mention.first) == COMMA):
        return "literal"  # "Mosul, Iraq", "Mobile, Ala."
    if _level(mention) not in _ACTORS or mention.type == "landmark":
        return "modifier" if _qualifies(tokens, mention) else "literal"
    if mention.is_dateline and mention.text.isupper():
        return "literal"
    if tokens.text[mention.end : mention.end + 1] in _APOSTROPHES:
        owned = _OWNED.match(tokens.text, mention.end, mention.end + 40)
        if owned:
            return _possessed(owned[1])
    if _qualifies(tokens, mention):
        return "modifier"
    role = _before().get(mention.before)
    if role != "place" and _acts(tokens, mention):
        return "metonym"
    if role == "toward":
        return "metonym" if _faces(tokens, mention) else "literal"
    if _is_side(tokens, mention):
        return "metonym"
    # "Kenya (310), Nepal (205)": a list of contributors
    counted = _COUNT.match(tokens.text, mention.end, mention.end + 4)
    if counted and role != "place" and _level(mention) == "country":
        return "metonym"
    return "literal"


def _possessed(owned: str) -> Use:
    """ "Oslo’s offer" is its government’s; "Oslo’s harbour" and "Oslo’s Frogner" lie in it."""
    if owned[0].isupper():
        return "metonym" if owned in _STATE or owned in titles() else "literal"
    return "literal" if _after().get(owned) == "part" or owned.endswith("est") else "metonym"


def _qualifies(tokens: Tokens, mention: Mention) -> bool:
    """Whether a name stands before the noun it qualifies."""
    following = mention.last + 1
    link = tokens.links[following]
    if link in (SPACE, DOT) and tokens.starts[following] == mention.end + 1:
        word = tokens.words[following]
        return tokens.entries[following].kind not in ("opener", "time") and not word[0].isdigit()
    mark = tokens.text[mention.end : mention.end + 1]
    if link == HYPHEN or mark == "-":
        return True
    if not mark.isspace():
        return False
    before = mention.first - 1
    found = _NEXT.match(tokens.text, mention.end, mention.end + 40)
    if not found:
        return False
    word, hyphen, then = found.groups()
    role = _after().get(word)
    if role == "link":
        # "900 U.S. and 60 Dutch marines"
        return (
            word == "and"
            and tokens.link(mention.first) == SPACE
            and tokens.words[before][0].isdigit()
        )
    if hyphen or role == "noun":
        return role != "act"
    if role == "either":  # "U.S. claims of victory", "Oslo claims that it won"
        return then is not None and then not in _OBJECTS and not then[0].isdigit()
    if word.endswith("ing"):  # "a UK driving licence", "Oslo leading the talks"
        return role is None and then is not None and then.islower() and then not in _after()
    return role in (None, "part") and not word.endswith(("ly", "ed"))


_OBJECTS = frozenset(("to", "that", "it", "the", "a", "its", "his"))


def _acts(tokens: Tokens, mention: Mention) -> bool:
    """Whether a name is the subject of what governments do: "Oslo agreed", "Oslo is asking"."""
    text, end = tokens.text, mention.end
    clause = _WHICH.match(text, end, end + 40) if text.startswith(_CLAUSES, end) else None
    if clause:
        return _after().get(clause[1] or clause[2]) in ("act", "either")
    day = _ON_DAY.match(text, end, end + 20) if text.startswith(" on ", end) else None
    found = _NEXT.match(text, day.end() if day else end, end + 60)
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


def _faces(tokens: Tokens, mention: Mention) -> bool:
    """Whether "with Oslo" is a partner: "a pact with Oslo", not "its border with Oslo"."""
    start = mention.start
    before = tokens.text[max(0, start - 30) : start].split()
    return not any(_before().get(word) == "side" for word in before[-3:])


def _is_side(tokens: Tokens, mention: Mention) -> bool:
    """Whether a name is one side of "talks between Oslo and Rome"."""
    before = tokens.text[max(0, mention.start - 70) : mention.start]
    head, mark, between = before.rpartition("between ")
    if (
        not mark
        or len(between) > 30
        or (between and not between.endswith(("and ", "and the ", "the ")))
    ):
        return False
    role = _before().get(head.rstrip().rpartition(" ")[2].lower())
    return role == "relation" or (role != "side" and _level(mention) == "capital")
