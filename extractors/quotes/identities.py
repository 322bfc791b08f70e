"""Who a speaker is: full name, affiliation, whether unnamed; whom "she" and "the diplomat" mean.

>>> identities = Identities(document)
>>> identities.of(4, 44)  # "Pentagon spokesman Sean Parnell"
Identity(name='Sean Parnell', affiliation='Pentagon', anonymous=False)
"""

import re
from bisect import bisect_right
from functools import cache
from typing import NamedTuple

from troopfacts.extractors.document import Document
from troopfacts.extractors.lexicons import table, words

from .phrases import titles
from .rosters import Entry, Roster

_WORD = re.compile(r"[^\W_]+(?:['’.&-][^\W_]+)*\.?(?:['’](?!\w))?|[,(—–]")
_FEMALE, _MALE = frozenset(("she", "her")), frozenset(("he", "his", "him"))
_PRONOUNS = _FEMALE | _MALE | frozenset(("it", "its", "they", "their"))
_LINKS = frozenset(("of", "for", "at", "with", "from"))
_STOPS = _LINKS | frozenset(
    ("in", "on", "to", "by", "who", "which", "whose", "that", "about", "near", "familiar", "close")
)
_DETERMINERS = frozenset(
    ("the", "a", "an", "its", "his", "her", "their", "our", "my", "one", "two", "three", "some")
)
_SOME = frozenset(("those", "some", "many", "others", "several", "few", "most", "all", "both"))
_LOCAL = frozenset(
    ("mayor", "governor", "resident", "native", "president", "king", "senator", "author")
)


class Identity(NamedTuple):
    """The name, the affiliation and the anonymity of a speaker."""

    name: str | None
    affiliation: str | None
    anonymous: bool


NOBODY = Identity(None, None, False)


@cache
def _nouns() -> dict[str, str]:
    return words("speaker_nouns", "kind")


@cache
def _origins() -> frozenset[str]:
    """Names and adjectives of countries: they say where somebody is from and name no body."""
    forms: set[str] = set()
    for row in table("forces"):
        if row["kind"] == "country":
            forms.update(row["forms"].split("|"))
    return frozenset(forms)


def _is_origin(word: str) -> bool:
    if _nouns().get(word.lower()) == "body":
        return False  # "Pentagon" stands for the country, but is a body
    return word in _origins() or _nouns().get(word.lower()) == "adjective"


class Identities:
    """Resolves the speakers of a document in the order they stand in."""

    def __init__(self, document: Document) -> None:
        self._text = document.text
        self._roster = Roster(document)
        self._known: dict[str, Identity] = {}  # full name or head noun -> who it was
        self._bearers: dict[str, Identity | None] = {}
        self._last: list[tuple[str, Identity]] = []  # ("f" | "m" | "u" | "thing", who), in order
        people = {(e.start, e) for entries in self._roster.people.values() for e in entries}
        self._people = sorted(people)
        self._starts = [start for start, _ in self._people]

    def of(self, start: int, end: int) -> Identity:
        """Who text[start:end] is."""
        tokens = _WORD.findall(self._text, start, end)
        if not tokens:
            return NOBODY
        low = tokens[0].lower().replace("’", "'").split("'")[0]
        if len(tokens) == 1 and low in _PRONOUNS:
            return self._pronoun(low, start)
        if low in _SOME and (len(tokens) == 1 or tokens[1] in _STOPS):
            return Identity(None, None, True)
        if len(tokens) == 1 and low in ("i", "we", "you", "q", "a", "moderator", "question"):
            return NOBODY
        return self._phrase(tokens, start)

    def _pronoun(self, low: str, start: int) -> Identity:
        """The last speaker or person of that gender before."""
        wanted = "f" if low in _FEMALE else "m" if low in _MALE else "thing"
        for kind, who in reversed(self._last[-6:]):
            if kind == wanted or (kind == "u" and wanted != "thing"):
                return who
        if wanted == "thing":
            return NOBODY
        at = bisect_right(self._starts, start)
        for _, entry in reversed(self._people[max(0, at - 12) : at]):
            if entry.gender in (wanted, "u"):
                return self._known.get(entry.name, Identity(entry.name, None, False))
        return NOBODY

    def _phrase(self, tokens: list[str], start: int) -> Identity:
        core, tail = _split(tokens)
        while core and core[0].lower() in _DETERMINERS:
            core = core[1:]
        if not core:
            return NOBODY
        named = self._named(core, start) or self._named_apposition(tail, start)
        if named is not None:
            entry, before = named
            return self._person(entry, before, tail)
        return self._other(core, tail, tokens)

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
            if word.lower() in titles() and word.lower() not in ("king", "prince", "deputy"):
                cut, gender = index + 1, titles()[word.lower()]
        introduced = cut > 0 or (first > 0 and core[first - 1].lower() in titles())
        if first and core[first - 1].lower() in titles():
            gender = gender or titles()[core[first - 1].lower()]
        name = [re.sub(r"['’]s?$", "", word) for word in run[cut:]]
        if not name or _nouns().get(name[-1].lower()) in ("body", "bodies", "paper"):
            return None
        full = self._roster.full(name[-1], start)
        if full is None and len(name) > 1 and self._roster.is_first_name(name[0]):
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

    def _person(self, entry: Entry, before: list[str], tail: list[str]) -> Identity:
        known = self._known.get(entry.name)
        affiliation = self._modifier(before) or self._linked(before, tail)
        if affiliation is None and known is not None:
            affiliation = known.affiliation
        who = Identity(entry.name, affiliation, False)
        for word in before:  # "Mayor Tillo", later "the mayor"
            if _nouns().get(word.lower()) == "person":
                self._known[word.lower()] = who
        self._remember(entry.name, entry.gender, who)
        return who

    def _other(self, core: list[str], tail: list[str], tokens: list[str]) -> Identity:
        head = core[-1].lower()
        kind = _nouns().get(head)
        definite = tokens[0].lower() in ("the", "this", "that")
        titled = len(tail) > 1 and tail[0] == "of" and tail[1][0].isupper()
        proper = core[-1][0].isupper() and (definite or titled or not kind or len(core) > 1)
        if kind == "person" and definite and head in self._known:
            return self._known[head]
        if kind == "person" and proper and definite and (found := self._bearer(head)):
            self._remember(head, "u", found)
            return found
        if kind == "person" or (kind is None and not proper):
            body = (self._modifier(core[:-1]) or self._linked(core, tail)) if kind else None
            who = Identity(None, body, kind == "person")
            self._remember(head, "u", who)
            return who
        inner = [word for word in tail if word not in ",(—–"]
        if kind != "person" and len(inner) == 1 and inner[0].isupper() and len(inner[0]) > 2:
            core, tail, proper = inner, [], True  # "the UN mission, UNMISS"
        if proper:
            return self._proper(core, tail)
        if kind == "paper":
            who = Identity(None, self._modifier(core[:-1]), False)
        elif kind == "bodies" or "and" in core:
            who = NOBODY
        elif head == "intelligence":
            who = Identity(" ".join(core), None, False)
        else:
            who = Identity(None, " ".join(core), False)
        self._remember(head, "thing", who)
        return who

    def _proper(self, core: list[str], tail: list[str]) -> Identity:
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
            if rest and (kind := _nouns().get(head.lower())) in ("paper", "person"):
                return Identity(None, name, kind == "person")  # "a Ministry of Defence summary"
        elif len(core) == 1 and _nouns().get(name.lower()) in ("body", "bodies"):
            name = self._roster.body(name) or name
        who = Identity(re.sub(r"['’]s$", "", name), None, False)
        self._remember(name, "thing", who)
        return who

    def _bearer(self, role: str) -> Identity | None:
        """The person a document introduces by a role: "the Spokesperson"."""
        if role not in self._bearers:
            self._bearers[role] = self._introduced(role)
        return self._bearers[role]

    def _introduced(self, role: str) -> Identity | None:
        """Whose name the role follows in the head: "Miriam Cole, Associate Spokesperson"."""
        head = self._text[:3000].lower()
        at = head.find(role)
        while at >= 0:
            found = bisect_right(self._starts, at) - 1
            if found >= 0:
                start, entry = self._people[found]
                between = head[start + len(entry.name) : at]
                if len(between) < 40 and between[:2] in (", ", " (") and between.count(",") < 2:
                    return Identity(entry.name, None, False)
            at = head.find(role, at + 1)
        return None

    def _modifier(self, before: list[str]) -> str | None:
        """The body before a title or noun, "Pentagon" in "Pentagon spokesman": no country is one,
        nor is a word that only begins the sentence, "Military sources"."""
        last = len(before)
        while last and (before[last - 1].lower() in titles() or before[last - 1][0].islower()):
            last -= 1
        first = last
        while first and (
            not before[first - 1][0].islower() or (before[first - 1] == "of" and first > 1)
        ):
            first -= 1
        run = before[first:last]
        while run and (_is_origin(run[0]) or run[0].lower() in _DETERMINERS or run[0][-2:] == "ly"):
            run = run[1:]
        name = " ".join(run)
        if not name or (name[0].isdigit() and len(run) == 1) or _is_origin(name):
            return None
        return None if len(run) == 1 and f" {name.lower()}" in self._text else name

    def _linked(self, before: list[str], tail: list[str]) -> str | None:
        """The body in "a planner at Pacific Command", "the brigade's deputy commander"."""
        local = any(word.lower() in _LOCAL for word in [*before, *tail])
        for index, word in enumerate(tail):
            if word in ("who", "which", "whose"):
                break
            if index and word.endswith(("'s", "’s")) and tail[index - 1].lower() in ("the", ","):
                return self._owner(word[:-2])
            if word not in _LINKS or local:
                continue
            body = _body_after(tail[index + 1 :])
            if body and (" " in body or body.isupper() or word in ("for", "at", "with")):
                return body
        return None

    def _owner(self, word: str) -> str | None:
        if word[0].isupper():
            return None if _is_origin(word) else word
        return self._roster.body(word)

    def _remember(self, key: str, kind: str, who: Identity) -> None:
        self._known[key] = who
        self._last.append((kind, who))


def _split(tokens: list[str]) -> tuple[list[str], list[str]]:
    """The phrase up to its first preposition, "who" or comma, and the rest."""
    for index, word in enumerate(tokens):
        if index and (word in ",(—–" or word in _STOPS):
            before = tokens[index - 1].lower()
            if word == "of" and _nouns().get(before) == "body":
                if not set(tokens[index:]).isdisjoint(titles()):
                    continue  # "University of Texas president Sehar Memon"
            elif word == "of" and before in titles() and _names_office(tokens[index + 1 :]):
                continue  # "Secretary of Defense Robert Gates"
            return tokens[:index], tokens[index:]
    return tokens, []


def _names_office(tokens: list[str]) -> bool:
    """Whether an office and a name follow "Secretary of": three capitals and more."""
    return len(tokens) > 2 and all(token[0].isupper() for token in tokens[:3])


def _body_after(words_after: list[str]) -> str | None:
    """The body a preposition leads to: capitals, or a noun like "military" with what is before."""
    piece: list[str] = []
    for word in words_after:
        if word in ",(—–" or (word in _STOPS and word != "of"):
            break
        piece.append(word)
    while piece and piece[0].lower() in _DETERMINERS:
        piece = piece[1:]
    capitals: list[str] = []
    for word in piece:
        if not (word[0].isupper() or (capitals and word in ("of", "and", "for", "the"))):
            break
        capitals.append(word)
    while capitals and capitals[-1][0].islower():
        capitals.pop()
    rest = piece[len(capitals) :]
    if rest and _nouns().get(rest[-1].lower()) in ("body",):
        return " ".join(piece)
    if not capitals or (len(capitals) == 1 and _is_origin(capitals[0])):
        return None
    return " ".join(capitals)
