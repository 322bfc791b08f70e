"""Where names stand in a text, and what stands beside them there.

"in Gao": the name is known from its run; that "in" speaks for it is seen here.
"""

import re
from functools import cache, lru_cache

from troopfacts.extractors.document import Document
from troopfacts.extractors.gazetteer import Place
from troopfacts.extractors.names import people
from troopfacts.extractors.names.people import lower_titles
from troopfacts.extractors.names.runs import Tokens, article_before, match_at, scan

from . import candidates, contexts, readings, unlisted, verdicts
from .mentions import Beside, Mention, Name
from .readings import AHEAD, BACK, TITLE, Reading

_LIST = 400  # characters that a list may take
_LEADS = frozenset(("a", "in", "of", "near", "at", "from", "to", "outside"))
_TAILS = (" attorney", " court", " judge", " council", " school", " prosecutor", " store")
_HOLDERS = frozenset(("country", "adm1", "adm2"))
_UNREAD = Reading()


class Occurrences:
    """The mentions of a document in order, none overlapping another, the people it names, and what
    votes for a country without being a place."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.text
        self.breaks = frozenset(start for start, _ in document.paragraphs)
        self.mentions: list[Mention] = []
        self.unlisted: list[Mention] = []  # what the words around alone make a place
        self.surnames: set[str] = set()
        self.given: set[str] = set()
        self.votes: list[tuple[str, Place]] = []

    def add_run(self, run: str, start: int, reading: Reading) -> None:
        """Adds what a run says where it stands."""
        if reading.torn:
            self._add_pieces(run, start)
            return
        text, end = self.text, start + len(run)
        word = contexts.before(text, start) if reading.opens else contexts.NONE
        if reading.looks:
            looks_back = reading.looks & BACK or (word.is_title and reading.looks & TITLE)
            lead = _lead(text, start) if looks_back else ""
            tail = _tail(text, end) if reading.looks & AHEAD else ""
            if lead or tail:
                beside = readings.read_beside(run, lead, tail)
                if beside is None:
                    return
                reading = beside
        if reading.people:
            self.surnames.update(reading.surnames)
            self.given.update(reading.given)
        if reading.votes:
            self.votes += reading.votes
        for name in reading.names:
            mention = self._mention(name, start, word)
            if mention is not None:
                self.mentions.append(mention)
        if reading.ends_list:
            self._add_list(start, end)

    def add_name(self, name: Name, start: int, end: int) -> None:
        """Adds a run that is one name and nothing else: `_mention` for most names."""
        text = self.text
        before, after = contexts.before(text, start), contexts.after(text, end)
        support = name.support + before.support + after.support
        if support < 0 or start in self.breaks or before.word == "of":
            mention = self._mention(name, start, before)
            if mention is not None:
                self.mentions.append(mention)
        else:
            self.mentions.append(Mention(name, start, end, before, after, support))

    def _mention(self, name: Name, base: int, word: Beside | None = None) -> Mention | None:
        """A name of the run that starts at `base`, with the words beside it; None if nothing can
        make it a place."""
        text = self.text
        start, end = base + name.start, base + name.end
        before, after, support = name.before, name.after, name.support
        if before is None:
            before = word or contexts.before(text, start)
            support += before.support
        if after is None:
            after = contexts.after(text, end)
            support += after.support
        is_dateline = False
        if name.upper or start in self.breaks:
            is_dateline = contexts.is_dateline(text, start in self.breaks, start, end)
            support += 4 * is_dateline
        mention = Mention(name, start, end, before, after, support)
        if support < 0 and not (name.out or name.beside or contexts.is_beside(text, mention)):
            if name.surname and contexts.speaks(text, mention):
                self.given.add(name.text)
            if name.votes:
                self.votes.append((name.key, name.senses[0]))
            return None
        if is_dateline:
            mention.is_dateline = True
        if name.out:
            mention.out = name.out
        elif name.unless:
            mention.out = verdicts.blocked(mention)
        if name.hint:
            mention.hint = name.hint
        elif before.word == "of" and contexts.is_town_of(text, start):
            mention.hint = "city"
        return mention

    def _add_pieces(self, run: str, start: int) -> None:
        """Adds a run in which lines end, parted where a paragraph does."""
        begin = at = 0
        while at >= 0:
            at = run.find("\n", at + 1)
            following = at + 1
            while at >= 0 and run[following].isspace():
                following += 1
            if at < 0 or start + following in self.breaks:
                piece = run[begin : at if at >= 0 else len(run)].rstrip()
                reading = readings.read_beside(piece, "", "")
                if reading is not None:
                    self.add_run(piece, start + begin, reading)
                begin = following

    def _add_unlisted(self, name: Name, base: int) -> None:
        mention = self._mention(name, base)
        if mention is not None:
            self.unlisted.append(mention)

    def _add_list(self, start: int, end: int) -> None:
        """Adds the names of "Pike, Jackson and Monroe counties"."""
        begin = max(self.document.paragraph_at(start)[0], end - _LIST)
        tokens = Tokens(self.text[begin:end])
        persons = people.read(tokens)
        for first, last, type_ in unlisted.listed(tokens, persons):
            name = candidates.listed(tokens, first, last, type_)
            verdicts.prepare(tokens, persons, name)
            self._add_unlisted(name, begin)

    def add_held(self, previous: re.Match[str], index: int) -> None:
        """Adds the unlisted name that ends the run before a mention, if that is a place which holds
        it: "in Kettlewick, Suffolk"."""
        holder = self.mentions[index]
        free = self.mentions[index - 1].end if index else 0
        comma = self.text.startswith(", ", previous.end()) and holder.start == previous.end() + 2
        if not comma or free >= previous.end() or not _is_holder(holder.name):
            return
        start = previous.start()
        name = _held(previous[0], _lead(self.text, start))
        if name is None or start + name.start < free:
            return
        if unlisted.is_held(self.text, start + name.start):
            self._add_unlisted(name, start)

    def add_named_by_kind(self) -> None:
        """Adds "Umm Zariba" of "the village of Umm Zariba"."""
        text = self.text
        starts: set[int] = set()
        kinds = contexts.kinds()
        at = text.find(" of ")
        while at > 0:
            kind = text[at - 14 if at > 14 else 0 : at].rpartition(" ")[2]
            if kind in kinds:
                starts = starts or {mention.start for mention in self.mentions}
                if kind.endswith("s") or at + 4 not in starts:
                    self._add_named_by_kind(at, kind)
            at = text.find(" of ", at + 4)

    def _add_named_by_kind(self, at: int, kind: str) -> None:
        match = match_at(self.text, at + 4)
        if match is None:
            return
        end = match.end()
        if kind.endswith("s"):
            end = min(at + _LIST, self.document.paragraph_at(at)[1])
        for name in _named_by_kind(self.text[at:end], kind):
            self._add_unlisted(name, at)

    def settle(self) -> None:
        """Puts unlisted names among the mentions, in order; none overlaps another."""
        if not self.unlisted:
            return
        ranked = [
            (mention.start, rank, mention)
            for rank, mentions in enumerate((self.unlisted, self.mentions))
            for mention in mentions
        ]
        ranked.sort(key=lambda item: item[:2])
        self.mentions = []
        free = 0
        for start, _, mention in ranked:
            if start >= free:
                self.mentions.append(mention)
                free = mention.end


def read(document: Document) -> Occurrences:
    """The names of a document."""
    found = Occurrences(document)
    mentions, text, known = found.mentions, document.text, readings.known
    previous = None
    for match in scan(text):
        run = match[0]
        if match.lastindex:
            run = article_before(text, match.start()) + run
        reading = known.get(run, _UNREAD)
        if reading is _UNREAD:
            reading = readings.read_anew(run)
        if reading is not None:
            end = match.end()
            start = end - len(run)
            count = len(mentions)
            if reading.alone is not None:
                found.add_name(reading.alone, start, end)
            else:
                found.add_run(run, start, reading)
            if len(mentions) > count and previous and previous.end() == start - 2:
                found.add_held(previous, count)
        previous = match
    found.add_named_by_kind()
    found.settle()
    return found


def _is_holder(name: Name) -> bool:
    """Whether a name can tell where a place no gazetteer lists lies: "Kettlewick, Suffolk"."""
    if name.abbreviated:
        return name.text.endswith(".")
    best = name.senses[0] if name.senses else None
    return best is not None and best.level in _HOLDERS and best.common == ""


def _lead(text: str, start: int) -> str:
    """What of the text before a run matters: ", " after another word, "coach " or "the "."""
    if start < 2 or text[start - 1] != " ":
        return ""
    low = max(0, start - 18)
    space = text.rfind(" ", low, start - 1)
    word = text[space + 1 if space >= 0 else low : start - 1]
    if word[-1:] == "," and text[start - 3].isalnum():
        first = word.rpartition("\n")[2].lstrip("(\"'“‘[")[:1]
        return ", " if first.isupper() or first.isdigit() else ""
    if word in _LEADS or word in lower_titles() or word.endswith(("the", "an")):
        return f" {word} "
    return ""


@cache
def _name_follows() -> re.Pattern[str]:
    return re.compile(r", (?:[ae](?:[ldnrstz]|[sdt]h)-)?[A-Z0-9À-ÖØ-ÞĀ-ɏḀ-ỿ]")


def _tail(text: str, end: int) -> str:
    """What of the text after a run matters: ".", ", " before another word, " court"."""
    mark = text[end : end + 1]
    if mark == ".":
        following = text[end + 1 : end + 3]
        if following[:1] == "-":  # "U.S.-led"
            return text[end : end + 8]
        if following[:1] == " " and following[1:].islower():
            return ". x"
        return ". X" if following.strip()[:1].isupper() else "."
    if mark == ",":
        return ", " if _name_follows().match(text, end, end + 8) else ""
    if mark == " ":
        return next((tail for tail in _TAILS if text.startswith(tail, end)), "")
    return mark if mark in ("'", "’") else ""


@lru_cache(1 << 12)
def _held(run: str, before: str) -> Name | None:
    """The name that ends a run, if no gazetteer lists it."""
    tokens = Tokens(before + run, len(before))
    persons = people.read(tokens)
    found = unlisted.last_of(tokens, persons)
    if found is None:
        return None
    name = candidates.composed(tokens, *found, "unlisted, in a larger place")
    verdicts.prepare(tokens, persons, name)
    name.start -= len(before)
    name.end -= len(before)
    return name


@lru_cache(1 << 12)
def _named_by_kind(text: str, kind: str) -> tuple[Name, ...]:
    """The names in " of Umm Zariba" that no gazetteer lists."""
    tokens = Tokens(text, 4)
    persons = people.read(tokens)
    unknown = dict(unlisted.named_by_kind(tokens, persons, kind))
    names = candidates.read(tokens, persons, unknown) if unknown else []
    found = [name for name in names if name.rule == "unlisted" and name.first in unknown]
    for name in found:
        verdicts.prepare(tokens, persons, name)
    return tuple(found)
