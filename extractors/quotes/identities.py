"""Who a speaker is: full name, affiliation, whether unnamed; whom "she" and "the diplomat" mean.

>>> identities = Identities(document)
>>> identities.of(4, 44)  # "Pentagon spokesman Sean Parnell"
Identity(name='Sean Parnell', affiliation='Pentagon', anonymous=False)
"""

import re
from bisect import bisect_right
from functools import lru_cache
from typing import NamedTuple

from troopfacts.extractors.document import Document

from .affiliations import (
    DETERMINERS,
    NATIONAL,
    STOPS,
    WORD,
    Affiliations,
    country,
    is_origin,
    nouns,
    parted,
)
from .antecedents import Antecedents
from .introductions import first_name, guest
from .phrases import titles
from .rosters import Entry, Roster, is_first_name, organisations

_OWNED = re.compile(r"['’]s?$")
_FEMALE, _MALE = frozenset(("she", "her")), frozenset(("he", "his", "him"))
_PLURAL = frozenset(("they", "their"))
_PRONOUNS = _FEMALE | _MALE | _PLURAL | frozenset(("it", "its"))
_SOME = frozenset(
    ("those", "some", "many", "others", "several", "few", "most", "all", "both", "another", "one")
)
_ORDINALS = frozenset(("second", "third", "fourth"))
_DELEGATES = frozenset(("representative", "delegate", "ambassador", "counterpart", "envoy"))
# They speak for those they lead, and are no source that hides: "West African leaders".
_LEADERS = frozenset(("leaders", "presidents", "ministers"))
# "the think tank", "the group": any body named before may be meant.
_ANY_BODY = frozenset(("group", "agency", "organisation", "organization", "tank", "institute"))


class Identity(NamedTuple):
    """The name, the affiliation and the anonymity of a speaker."""

    name: str | None
    affiliation: str | None
    anonymous: bool


NOBODY = Identity(None, None, False)


class Identities:
    """Resolves the speakers of a document in the order they stand in."""

    def __init__(self, document: Document) -> None:
        self._text = document.text
        self._roster = Roster(document)
        self._bodies = Affiliations(document, self._roster)
        self._antecedents = Antecedents(document, self._roster)
        self._known: dict[str, Identity] = {}  # full name or head noun -> who it was
        # ("f" | "m" | "u" | "people" | "thing", who, where), in order
        self._last: list[tuple[str, Identity, int]] = []

    def of(self, start: int, end: int) -> Identity:
        """Who text[start:end] is."""
        phrase = self._text[start:end]
        if phrase.isalpha():
            if (low := phrase.lower()) in _PRONOUNS:
                return self._pronoun(low, start)
            if phrase != low and (who := self._short(phrase, low, start)) is not None:
                return who
        tokens = WORD.findall(phrase)
        if not tokens:
            return NOBODY
        low = tokens[0].lower().replace("’", "'").split("'")[0]
        if len(tokens) == 1 and low in _PRONOUNS:
            return self._pronoun(low, start)
        if low in _SOME and (len(tokens) == 1 or tokens[1] in STOPS):
            return self._unnamed(start)
        if low in ("a", "the") and tokens[-1] in _ORDINALS and len(tokens) == 2:
            return self._unnamed(start)
        if len(tokens) == 1 and low in ("q", "question") and (asks := guest(self._text, end)):
            return Identity(*asks, False)
        if len(tokens) == 1 and low in ("i", "we", "you", "q", "a", "moderator", "question"):
            return NOBODY
        if given := first_name(self._text[start : min(end, start + 300)]):
            return Identity(given, None, False)
        return self._phrase(tokens, start)

    def _short(self, word: str, low: str, start: int) -> Identity | None:
        """Whom a name alone means: "Holt" is the Jan Holt spoken of before."""
        if low in titles() or low in DETERMINERS or low in _SOME:
            return None
        if nouns().get(low) in ("body", "bodies", "paper"):
            return None
        entry = self._roster.full(word, start, word)
        return self._person(entry, [], [], start) if entry else None

    def _unnamed(self, start: int) -> Identity:
        """ "Another", "a second": one more of those who have no name."""
        who = Identity(None, None, True)
        self._remember("another", "u", who, start)
        return who

    def _pronoun(self, low: str, start: int) -> Identity:
        """The last speaker of that gender, or whom a sentence after him opens with."""
        if low in _PLURAL:
            return self._they(start)
        wanted = "f" if low in _FEMALE else "m" if low in _MALE else "thing"
        who, at = self._speaker(wanted, start)
        if wanted == "thing":
            return who or NOBODY
        found = self._antecedents.before(start, at, wanted)
        if found is not None:
            return self._mentioned(found[1])
        if who is not None:
            return who
        named = self._roster.named
        before = bisect_right(named, start, key=lambda entry: entry.start)
        for entry in reversed(named[max(0, before - 12) : before]):
            if entry.gender in (wanted, "u"):
                return self._mentioned(entry)
        return NOBODY

    def _speaker(self, wanted: str, start: int) -> tuple[Identity | None, int]:
        """The last speaker of a kind, and where he was credited."""
        for kind, who, at in reversed(self._last[-6:]):
            if kind in (wanted, "any") or (
                kind in "fmu" and "u" in (kind, wanted) and wanted != "thing"
            ):
                return who, at
        return None, max(0, start - 1500)

    def _they(self, start: int) -> Identity:
        for kind, who, _ in reversed(self._last[-4:]):
            if kind in ("people", "thing"):
                return who
        before = self._text[max(0, start - 250) : start].lower()
        for word in reversed(WORD.findall(before)):
            if word[-1:] == "s" and nouns().get(word) == "person":
                return Identity(None, None, word not in _LEADERS)
        return NOBODY

    def _mentioned(self, entry: Entry) -> Identity:
        """Somebody spoken of, as known so far or as his full mention tells."""
        who = self._known.get(entry.name)
        return who or Identity(entry.name, self._bodies.introduced(entry), False)

    def _phrase(self, tokens: list[str], start: int) -> Identity:
        core, tail = parted(tokens)
        first = 0
        while first < len(core) and core[first].lower() in DETERMINERS:
            first += 1
        core = core[first:]
        if not core:
            return NOBODY
        named = self._named(core, start) or self._named_apposition(tail, start)
        if named is None and len(core) == len(tokens) - len(tail):
            named = self._described(core, tail, start)
        if named is not None:
            entry, before = named
            return self._person(entry, before, tail, start)
        return self._other(core, tail, tokens, start)

    def _described(
        self, core: list[str], tail: list[str], start: int
    ) -> tuple[Entry, list[str]] | None:
        """Two capitals with an age or a trade behind are a person: "Kiari Daouda, a trader"."""
        if not 1 < len(core) < 4 or tail[:1] != [","] or len(tail) < 2:
            return None
        if not all(word[0].isupper() and not is_origin(word) for word in core):
            return None
        first = tail[1]
        piece = tail[1 : tail.index(",", 1)] if "," in tail[1:] else tail[1:]
        person = any(nouns().get(word.lower()) == "person" for word in piece)
        aged = first.isdigit() and len(first) == 2
        if not (aged or first in ("who", "whose") or (person and first.lower() in DETERMINERS)):
            return None
        entry = Entry(" ".join(core), start, "u")
        self._roster.enter(entry, core[0], core[-1])
        return entry, []

    def _named(self, core: list[str], start: int) -> tuple[Entry, list[str]] | None:
        """The person at the end of a phrase, and the words before the name."""
        first = len(core)
        while first and (core[first - 1][0].isupper() or core[first - 1][:3] in ("al-", "el-")):
            first -= 1
        run = core[first:]
        if not run:
            return None
        cut = 0
        gender = ""
        for index, word in enumerate(run):
            if (low := word.lower()) in titles() and low not in ("king", "prince", "deputy"):
                cut, gender = index + 1, titles()[low]
        introduced = cut > 0
        if first and (low := core[first - 1].lower()) in titles():
            introduced = True
            gender = gender or titles()[low]
        name = [_OWNED.sub("", word) for word in run[cut:]]
        if not name or nouns().get(name[-1].lower()) in ("body", "bodies", "paper"):
            return None
        full = self._roster.full(name[-1], start, " ".join(name))
        if full is None and len(name) > 1 and is_first_name(name[0]):
            full = self._roster.full(name[0], start)
        if full and (len(name) == 1 or full.name.endswith(name[-1]) or introduced):
            if len(name) > full.name.count(" ") + 1 and introduced:
                full = Entry(" ".join(name), start, gender or full.gender)
            return full, core[: first + cut]
        if introduced:
            text = " ".join(name)
            if text.isupper():
                text = text.title()
            return Entry(text, start, gender or "u"), core[: first + cut]
        if len(name) == 1 and self._roster.full(name[0], start):
            return self._roster.full(name[0], start) or None, core[:first]  # type: ignore[return-value]
        return None

    def _named_apposition(self, tail: list[str], start: int) -> tuple[Entry, list[str]] | None:
        """ "the mission's head, Jean Duval": a name alone between commas."""
        piece: list[str] = []
        for word in [*tail, ","]:
            if word in ",(—–":
                if 1 < len(piece) < 5 and all(part[0].isupper() for part in piece):
                    full = self._roster.full(piece[-1], start + 400)
                    if full:
                        return full, []
                piece = []
            else:
                piece.append(word)
        return None

    def _person(self, entry: Entry, before: list[str], tail: list[str], start: int) -> Identity:
        known = self._known.get(entry.name)
        told = bool(before or tail)
        affiliation = self._bodies.of(before, tail, start, named=True) if told else None
        if affiliation is None:
            affiliation = known.affiliation if known else self._bodies.introduced(entry)
        who = Identity(entry.name, affiliation, False)
        for word in [*before, *tail[:8]]:  # "Mayor Tillo", later "the mayor"
            if nouns().get(word.lower()) == "person":
                self._known[word.lower()] = who
        self._remember(entry.name, entry.gender, who, start)
        return who

    def _other(self, core: list[str], tail: list[str], tokens: list[str], start: int) -> Identity:
        head = core[-1].lower()
        kind = nouns().get(head)
        definite = tokens[0].lower() in ("the", "this", "that")
        titled = len(tail) > 1 and tail[0] == "of" and tail[1][0].isupper()
        proper = core[-1][0].isupper() and (definite or titled or not kind or len(core) > 1)
        if titled and kind == "person" and head[-1] == "s" and core[-1][0].isupper():
            kind = None  # "the Joint Chiefs of Staff"
        if head in _DELEGATES and (state := self._delegating(core, tail)):
            who = Identity(None, state, False)
            self._remember(head, "u", who, start)
            return who
        alone = tail[:1] not in (["who"], [","])  # "the woman, who gave no name"
        if kind == "person" and definite and alone and (found := self._meant(head, start)):
            self._remember(head, "u", found, start)
            return found
        if (kind == "body" or head == "tank") and (
            body_meant := self._body_meant(core, tail, tokens, start)
        ):
            return body_meant
        if kind == "person" or (kind is None and not proper):
            body = self._bodies.of(core[:-1], tail, start, named=False) if kind else None
            who = Identity(None, body, kind == "person" and head not in _LEADERS)
            plural = head.endswith("s") or head in ("men", "women", "people")
            self._remember(head, "people" if plural else "u", who, start)
            return who
        inner = [word for word in tail if word not in ",(—–"]
        if kind != "person" and len(inner) == 1 and inner[0].isupper() and len(inner[0]) > 2:
            core, tail, proper = inner, [], True  # "the UN mission, UNMISS"
        if proper:
            return self._proper(core, tail, start)
        if kind == "paper":
            who = Identity(None, self._bodies.before(core[:-1], named=False), False)
        elif kind == "bodies" or "and" in core:
            who = NOBODY
        elif head == "intelligence":
            who = Identity(" ".join(core), None, False)
        else:
            who = Identity(None, " ".join(core), False)
        self._remember(head, "thing", who, start)
        return who

    def _proper(self, core: list[str], tail: list[str], start: int) -> Identity:
        """A body or place by its name; "The Ministry" is the one whose name the document gives."""
        name = " ".join(core)
        if tail and tail[0] in ("of", "for"):
            rest = []
            for word in tail:
                if word in ",(—–" or not (word[0].isupper() or word in ("of", "and", "for", "the")):
                    break
                rest.append(word)
            head = tail[len(rest)] if len(rest) < len(tail) else ""
            while rest and rest[-1] in ("of", "and", "for", "the"):
                rest.pop()
            name = " ".join([*core, *rest])
            if rest and (kind := nouns().get(head.lower())) in ("paper", "person"):
                return Identity(None, name, kind == "person")  # "a Ministry of Defence summary"
        elif len(core) == 1 and nouns().get(name.lower()) in ("body", "bodies"):
            name = self._roster.body(name) or name
        who = Identity(re.sub(r"['’]s$", "", name), None, False)
        self._remember(name, "any" if _may_be_person(who) else "thing", who, start)
        return who

    def _delegating(self, core: list[str], tail: list[str]) -> str | None:
        """The state of "Rwanda's delegate", "the representative of the United States"."""
        if tail[:1] and tail[0] in ("of", "from", "for"):
            return country(tail[1:])
        return country(core[:-1]) if len(core) > 1 and core[-2].endswith(("'s", "’s")) else None

    def _meant(self, role: str, start: int) -> Identity | None:
        """Whom "the president" means: who was given that name before, or the last one spoken of
        if nothing speaks against it."""
        if role in self._known:
            return self._known[role]
        if role.startswith("spokes") and (found := self._known.get("spokesperson")):
            return found
        if (entry := self._antecedents.holder(role, start)) is not None:
            return self._mentioned(entry)
        near = self._text[max(0, start - 600) : start]
        if role[-1:] == "s" or (role in near and _one_of(role).search(near)):
            return None
        one, at = self._speaker("u", start)
        if (opener := self._antecedents.before(start, at)) is not None and self._antecedents.fits(
            role, opener[1]
        ):
            return self._mentioned(opener[1])
        if one is None or one.name is None or start - at > 600:
            return None
        return one if self._antecedents.fits(role, Entry(one.name, at, "u")) else None

    def _body_meant(
        self, core: list[str], tail: list[str], tokens: list[str], start: int
    ) -> Identity | None:
        """Which body "the ministry", "the army" or "its army" is, where the text around tells."""
        first = tokens[0].lower()
        if first == "its" and (state := self._bodies.owner_state(start)):
            who = Identity(None, state, False)
            self._remember(core[-1], "thing", who, start)
            return who
        if first != "the" or tail or not core[-1].islower():
            return None
        for kind, who, _ in reversed(self._last[-12:]):
            if kind not in ("thing", "any") or not who.name:
                continue
            shared = [word for word in who.name.lower().split() if word in core]
            if core[-1] in _ANY_BODY or shared == core:
                return who
        if len(core) > 1 or core[0] not in NATIONAL:
            return None
        body = self._bodies.national(core[0], start)
        who = Identity(None, body, False)
        self._remember(core[0], "thing", who, start)
        return who

    def _remember(self, key: str, kind: str, who: Identity, start: int) -> None:
        self._known[key] = who
        self._last.append((kind, who, start))


@lru_cache(maxsize=500)
def _one_of(role: str) -> re.Pattern[str]:
    """ "a senior official": somebody unnamed of that role."""
    return re.compile(rf"\b(?:an?|one|another) (?:[\w.-]+ ){{0,2}}{re.escape(role)}\b", re.I)


def _may_be_person(who: Identity) -> bool:
    """Whether a name that no list knows may be a person's: "Kiari Daouda", not "Radio Riga"."""
    parts = (who.name or "").split()
    return 1 < len(parts) < 4 and not any(
        not part[0].isupper()
        or part.isupper()
        or part.lower() in nouns()
        or part in organisations()
        or is_origin(part)
        for part in parts
    )
