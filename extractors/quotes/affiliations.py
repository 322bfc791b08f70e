"""The body a speaker belongs to, from the words of his phrase.

>>> Affiliations(document, roster).before(["NATO", "spokesman"], named=True)
'NATO'
"""

import re
from functools import cache, cached_property

from troopfacts.extractors.document import Document
from troopfacts.extractors.lexicons import lines, words

from .phrases import titles
from .rosters import Entry, Roster, capitals

WORD = re.compile(r"[^\W_]+(?:\.?['’.&-][^\W_]+)*\.?(?:['’](?!\w))?|[,(—–]")
LINKS = frozenset(("of", "for", "at", "with", "from"))
STOPS = LINKS | frozenset(
    ("in", "on", "to", "by", "who", "which", "whose", "that", "about", "near", "familiar", "close")
)
DETERMINERS = frozenset(
    ("the", "a", "an", "its", "his", "her", "their", "our", "my", "one", "two", "three", "some")
)
# Who holds a place, not a post in a body.
_ELECTED = frozenset(
    ("mayor", "governor", "gov", "gov.", "senator", "sen", "sen.", "rep", "rep.", "sheriff")
)
_LOCAL = _ELECTED | frozenset(("resident", "native", "president", "king", "author"))
_LEADS = frozenset(("heads", "leads", "runs", "commands", "chairs", "directs", "headed", "led"))
# Capitals before a title or name that no body's name begins with: "Special Envoy", "For Col. Holt".
_NO_BODY = (
    DETERMINERS
    | STOPS
    | frozenset(
        (
            "special",
            "permanent",
            "retired",
            "then",
            "acting",
            "democratic",
            "republican",
            "presumptive",
        )
    )
)
_OPENING = frozenset(
    ("determiner", "preposition", "coordinator", "contrast", "subordinator", "time", "wh")
)
_MARKS = frozenset(",(—–")
# Bodies every state has: which one's is meant, the text around says, "the Colombian army".
NATIONAL = frozenset(("army", "military", "police", "navy"))
_MISSIONS = frozenset(("mission", "force"))
_HEAD = 100_000  # characters in which a capital word is looked for without its capital
_NEAR = 300  # how far back the state a body belongs to is looked for
_OWNED = re.compile(r"['’]s?$")


@cache
def nouns() -> dict[str, str]:
    """Kinds of what may be credited with words."""
    return words("speaker_nouns", "kind")


@cache
def _names() -> dict[str, dict[str, str]]:
    """Kind of force -> its forms and their full names: of a "country", which say where somebody is
    from and name no body; of an "alliance", the bodies of many states ("U.N.", "EU")."""
    found: dict[str, dict[str, str]] = {}
    for line in lines("forces")[1:]:
        name, _, kind, others = line.split("\t", 3)
        if kind not in ("group", "service"):
            forms = others.partition("\t")[0].split("|")
            found.setdefault(kind, {}).update(dict.fromkeys(forms, name))
    return found


def _names_of(kind: str) -> dict[str, str]:
    return _names()[kind]


@cache
def _missions() -> frozenset[str]:
    """ "UNIFIL", "KFOR": missions of one word."""
    return frozenset(_names_of("mission").values())


def is_origin(word: str) -> bool:
    """Whether a word names a country or tells where somebody is from."""
    if nouns().get(word.lower()) == "body":
        return False  # "Pentagon" stands for the country, but is a body
    return word in _names_of("country") or nouns().get(word.lower()) == "adjective"


def country(words_after: list[str]) -> str | None:
    """The country whose name these words are, with or without "the": "the United States"."""
    kept = words_after[1:] if words_after[:1] in (["the"], ["The"]) else words_after
    for size in range(min(len(kept), 6), 0, -1):
        if (name := _OWNED.sub("", " ".join(kept[:size]))) in _names_of("country"):
            return name
    return None


class Affiliations:
    """Reads the bodies of a document's speakers."""

    def __init__(self, document: Document, roster: Roster) -> None:
        self._text = document.text
        self._roster = roster

    def of(self, before: list[str], tail: list[str], at: int, *, named: bool) -> str | None:
        """The body told by the words before a name or noun, or by those after it; `named` where
        it is a person's name, before which "army" is a body: in "army officers" it is none."""
        found = self.before(before, named=named)
        if found is None and named:
            found = self._secretariat([*before, *tail[:3]], at)
        found = found or self._after(before, tail, named=named)
        if found in NATIONAL:
            found = self.national(found, at)
        return found

    def introduced(self, entry: Entry) -> str | None:
        """The body told where the full name stands: "Col. Dana White, task force spokesperson"."""
        if (
            full := self._roster.full(entry.name.rpartition(" ")[2], entry.start, entry.name)
        ) is None:
            return None
        text, end = self._text, full.start + len(full.name)
        before = text[max(0, full.start - 60) : full.start]
        cut = max(before.rfind(mark) for mark in (". ", ", ", "\n", "”", '"', ": ", ") "))
        tail: list[str] = []
        if text[end : end + 2] == ", ":
            piece = re.split(
                r"(?<![A-Z])[.;)“”\"\n]\s|\n|(?<=.),", text[end : end + 110], maxsplit=1
            )[0]
            tail = WORD.findall(piece)
        spoken = WORD.findall(before[cut + 1 :])
        if not spoken or not _is_office(spoken[-1]):
            spoken = []  # "Ana White and Jan Holt", "On Tuesday Jan Holt"
        while spoken and spoken[0][0].islower():
            spoken = spoken[1:]
        return self.of(spoken, tail, full.start, named=True)

    def before(self, before: list[str], *, named: bool) -> str | None:
        """The body before a title or noun, "Pentagon" in "Pentagon spokesman": no country is one,
        nor is a word that only begins the sentence, "Military sources"."""
        for index in range(len(before) - 1, -1, -1):
            if before[index] in _MARKS:
                before = before[index + 1 :]
                break
        last = len(before)
        while last and (before[last - 1].lower() in titles() or before[last - 1][0].islower()):
            if named and nouns().get(before[last - 1]) == "body":
                return _common(before[:last])
            last -= 1
        if not _ELECTED.isdisjoint(word.lower() for word in before[last:]) and (
            not last or nouns().get(before[last - 1].lower()) != "body"
        ):
            return None  # "Texas Sen. Ana White"
        first = last
        while first and (
            not before[first - 1][0].islower() or (before[first - 1] == "of" and first > 1)
        ):
            first -= 1
        run = before[first:last]
        for index, word in enumerate(run):
            if word.endswith(("'s", "’s")) and is_origin(word[:-2]):
                run = run[index + 1 :]  # "Greenland's Prime Minister"
                break
        for index in range(len(run) - 1, 0, -1):
            if run[index] == "of" and _is_office(run[index - 1]):
                if run[index - 1].lower() in ("secretary", "minister"):
                    return None  # "Secretary of State Ana White"
                run = run[index + 1 :]  # "Director General of Public Relations"
                break
        while len(run) > 1 and run[-1].lower() in ("majority", "minority"):
            run = run[:-1]  # "Senate Majority Leader"
        whole = bool(run) and nouns().get(run[-1].lower()) == "body" and len(run) > 1
        while run and (
            _is_no_body(run[0].lower()) or run[0][-2:] == "ly" or (is_origin(run[0]) and not whole)
        ):
            run = run[1:]
        name = _OWNED.sub("", " ".join(run))
        if not name or (name[0].isdigit() and len(run) == 1) or is_origin(name):
            return None
        if is_origin(run[-1]) or (len(run) == 1 and self._roster.full(name, 0)):
            return None  # "West African leaders", "a Holt adviser"
        if " " in name and name.isupper():
            return None  # a heading in capitals
        if "-" in name and name.rpartition("-")[2].islower():
            return None  # "U.N.-backed"
        if name.lower() in NATIONAL:
            return name.lower() if named else None  # "Military spokesman Col. Holt"
        lower = len(run) == 1 and self._text.find(f" {name.lower()}", 0, _HEAD) >= 0
        return None if lower else _names_of("alliance").get(name, name)

    def _after(self, before: list[str], tail: list[str], *, named: bool) -> str | None:
        """The body in "a planner at Pacific Command", "the brigade's deputy commander"."""
        local = any(word.lower() in _LOCAL for word in [*before, *tail])
        for index, word in enumerate(tail):
            if word in ("who", "which", "whose"):
                if tail[index + 1 : index + 2] and tail[index + 1] in _LEADS:
                    return body_after(tail[index + 2 :])
                break
            if index and word.endswith(("'s", "’s")) and tail[index - 1].lower() in ("the", ","):
                return self._owner(word[:-2])
            if named and _is_role(word) and tail[0] == ",":
                piece = tail[1:index]  # "Holt, an army spokesman"
                if (
                    piece
                    and LINKS.isdisjoint(piece)
                    and "," not in piece
                    and (body := self.before(piece, named=True))
                ):
                    return body
            if word not in LINKS or local:
                continue
            body = body_after(tail[index + 1 :])
            if body and _names_role(body):
                continue  # "Representative of the Secretary-General and Head of the mission"
            if body and body.rpartition(" ")[2] in _MISSIONS and (mission := self._mission):
                return mission  # "the U.N. force"
            if body and (" " in body or body.isupper() or word in ("for", "at", "with")):
                return _names_of("alliance").get(body, body)
        return None

    def _owner(self, word: str) -> str | None:
        if word[0].isupper():
            return None if is_origin(word) else word
        return self._roster.body(word) or (self._mission if word in _MISSIONS else None)

    @cached_property
    def _mission(self) -> str | None:
        """The first mission named: whose "the mission's press officer" is."""
        names = (_OWNED.sub("", word) for _, word in capitals(self._text, 0, len(self._text)))
        return next((name for name in names if name in _missions()), None)

    def _secretariat(self, spoken: list[str], at: int) -> str | None:
        """Whose a Secretary-General is: of the alliance named last before him."""
        if not any(word.lower().endswith("secretary-general") for word in spoken):
            return None
        before = self._text[max(0, at - 2000) : at]
        if before.rfind("NATO") > max(before.rfind("United Nations"), before.rfind("UN ")):
            return "NATO"
        return "United Nations"

    def national(self, body: str, at: int) -> str:
        """ "army" as "Colombian army" where Colombian soldiers were spoken of right before."""
        for start, word in self._back(at):
            end = start + len(word)
            if (
                word in _names_of("country")
                and word != _names_of("country")[word]
                and word[-1] not in "s."
            ):
                after = self._text[end : end + 2]
                if after[:1] == " " and after[1:].islower() and not word.isupper():
                    return f"{word} {body}"
        return body

    def owner_state(self, at: int) -> str | None:
        """The state "its" means: the last one named before."""
        for _, word in self._back(at):
            name = _OWNED.sub("", word)
            if _names_of("country").get(name) == name:
                return name
        return None

    def _back(self, at: int) -> list[tuple[int, str]]:
        """The capitalised words shortly before an offset, the last one first."""
        low = self._text.rfind(" ", 0, max(0, at - _NEAR)) + 1
        return list(capitals(self._text, low, at))[::-1]


def _common(before: list[str]) -> str | None:
    """ "Romanian defence ministry" at the end of the words before a title; not any "government"."""
    first = len(before) - 1
    while first and before[first - 1][0].islower() and before[first - 1] not in DETERMINERS:
        first -= 1
        if before[first].endswith(("'s", "’s")) or nouns().get(before[first]) == "adjective":
            first += 1
            break
    while first and before[first - 1][0].isupper() and before[first - 1].lower() not in DETERMINERS:
        first -= 1
        if before[first].endswith(("'s", "’s")):
            first += 1
            break
    body = before[first:]
    return " ".join(body) if len(body) > 1 or body[0] in NATIONAL else None


def _is_no_body(low: str) -> bool:
    """Whether no body's name begins with a word: "Special Envoy", "Several", "Democratic"."""
    opens = words("clause_words", "class").get(low) in _OPENING
    return low in _NO_BODY or opens or nouns().get(low) == "person"


def _is_office(word: str) -> bool:
    return word.lower() in titles() or nouns().get(word.lower()) == "person"


def _is_role(word: str) -> bool:
    """Whether a body's name may stand before a noun: not in "the Ohio Democrat"."""
    return nouns().get(word.lower()) == "person" and word.lower() not in ("democrat", "republican")


def _names_role(body: str) -> bool:
    """Whether what follows "of" is an office, not a body."""
    return any(word.lower().endswith("secretary-general") for word in body.split())


def body_after(words_after: list[str]) -> str | None:
    """The body a preposition leads to: capitals, or a noun like "military" with what is before."""
    piece: list[str] = []
    for word in words_after:
        if word in ",(—–" or (word in STOPS and word != "of"):
            break
        piece.append(word)
    while piece and piece[0].lower() in DETERMINERS:
        piece = piece[1:]
    capitals: list[str] = []
    for word in piece:
        if not (word[0].isupper() or (capitals and word in ("of", "and", "for", "the"))):
            break
        capitals.append(word)
    while capitals and capitals[-1][0].islower():
        capitals.pop()
    rest = piece[len(capitals) :]
    if rest and nouns().get(rest[-1].lower()) in ("body",):
        return _OWNED.sub("", " ".join(piece))
    if len(capitals) > 1 and capitals[0].endswith(("'s", "’s")) and is_origin(capitals[0][:-2]):
        capitals = capitals[1:]  # "Iraq's Health Ministry", but "Basra's Health Directorate"
    capitals = [_OWNED.sub("", word) for word in capitals]
    if rest or not capitals or (len(capitals) == 1 and is_origin(capitals[0])):
        return None  # "a trader at Katako market"
    return _OWNED.sub("", " ".join(capitals))


def parted(tokens: list[str]) -> tuple[list[str], list[str]]:
    """The phrase up to its first preposition, "who" or comma, and the rest."""
    for index, word in enumerate(tokens):
        if index and (word in ",(—–" or word in STOPS):
            before = tokens[index - 1].lower()
            if word == "of" and nouns().get(before) == "body":
                if not set(tokens[index:]).isdisjoint(titles()):
                    continue  # "University of Texas president Sehar Memon"
            elif word == "of" and before in titles() and _names_office(tokens[index + 1 :]):
                continue  # "Secretary of Defense Robert Gates"
            return tokens[:index], tokens[index:]
        if index and word.endswith("ed") and nouns().get(tokens[index - 1].lower()) == "paper":
            return tokens[:index], tokens[index:]  # "a report released on Monday"
    return tokens, []


def _names_office(tokens: list[str]) -> bool:
    """Whether an office and a name follow "Secretary of": three capitals and more."""
    return len(tokens) > 2 and all(token[0].isupper() for token in tokens[:3])
