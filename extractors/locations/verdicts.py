"""Which names are places here: what speaks for a mention against what its name needs.

A country needs nothing; the name of a hamlet that is also a surname needs a preposition, a state
after it, or a place it is listed with. What stands inside a person's or an organisation's name is
no place whatever speaks for it.
"""

from itertools import pairwise

from troopfacts.extractors.gazetteer import Place
from troopfacts.extractors.names import forces
from troopfacts.extractors.names.people import People, is_introduced
from troopfacts.extractors.names.runs import SPACE, Tokens

from . import containment, contexts, usage, votes
from .mentions import Mention, Name
from .votes import Votes, bears

# A city of so many people is named in news without a word about where it is. A round number, chosen
# on LGL, TR-News and GeoWebNews, as LOCAL is.
LARGE = 100_000
LOCAL = 4.0  # votes for the division a small place lies in

_NORTHERN = frozenset("åäöøæ")
_STRONG_LEVELS = frozenset(("country", "adm1", "capital", "continent"))
_LISTED = frozenset((", ", " and ", ", and ", " or ", ", or ", "/", " to ", " & "))


def prepare(tokens: Tokens, people: People, name: Name) -> None:
    """Sets what a name's run alone says for it and against it."""
    if name.first:
        name.before = contexts.before(tokens.text, name.start)
    if name.end < tokens.end:
        name.after = contexts.after(tokens.text, name.end)
    name.out = _blocked(tokens, people, name)
    name.votes = votes.is_certain(name)
    name.surname = _may_be_surname(tokens, name)
    if name.out:
        return
    entry = tokens.entries[name.first]
    name.need = _need(name, entry.given == "")
    name.hint = contexts.hint(tokens, name)
    name.qualifies = usage.qualifies(tokens, name)
    if name.before is not None:
        name.support += contexts.support_before(tokens, name, name.before)
    if name.after is not None:
        name.support += contexts.support_after(tokens, name, name.after)
    single = name.first == name.last and name.type is None and not name.abbreviated
    if single or (name.type and name.text.endswith(" camp")):
        name.word = entry.word
    if name.need and name.senses and not name.senses[0].common:
        name.divisions = tuple((s.code, s.admin1) for s in name.senses if s.code and s.admin1)


def judge(text: str, mentions: list[Mention], surnames: set[str], given: set[str]) -> None:
    """Sets `out` of every mention that is no place by what stands beside it in the text."""
    named = surnames | given
    for mention in mentions:
        if mention.name.surname and contexts.speaks(text, mention):
            named.add(mention.name.text)
    for mention in mentions:
        if mention.name.word in named and not mention.out:
            _doubt(text, mention, surnames)
    pairs = [
        (here, there, text[here.end : there.start])
        for here, there in pairwise(mentions)
        if there.start - here.end <= containment.APPOSITION
    ]
    containment.read(pairs)
    _list(pairs)


def _doubt(text: str, mention: Mention, surnames: set[str]) -> None:
    """Lets somebody of its name speak against a mention."""
    name = mention.name
    if name.type:
        if name.word in surnames:
            mention.out = "person"  # "the Clinton camp"
        return
    owns = text[mention.end : mention.end + 1] in ("'", "’")  # "at Kelly's reply"
    if owns or mention.before.role != "locative":
        mention.support -= 1 if name.senses and name.senses[0].level == "country" else 2


def decide(mentions: list[Mention], counted: Votes) -> None:
    """Drops what has less than it needs, unless the name is a place elsewhere in the document or
    lies where the document's other places do."""
    lacking: list[Mention] = []
    sure: set[str] = set()
    for mention in mentions:
        if mention.out:
            continue
        need = mention.name.need
        if need > mention.support >= 0 and _is_local(mention.name, counted):
            mention.support += 1
        if mention.support < need:
            lacking.append(mention)
        else:
            sure.add(mention.name.key)
    for mention in lacking:
        if mention.support < 0 or mention.name.key not in sure:
            mention.out = f"needs {mention.name.need}, has {mention.support}"


def _is_local(name: Name, counted: Votes) -> bool:
    """Whether a small place lies in a division the document speaks of: "Decatur" in Illinois's
    news."""
    return any(counted.division.get(division, 0.0) >= LOCAL for division in name.divisions)


def _need(name: Name, given: bool) -> int:
    """How much must speak for a name."""
    if not name.senses and name.type == "area":
        return 1  # "Buck Hill" may be somebody
    if name.type or not name.senses or name.abbreviated:
        return 0
    known = _needs.get(name.text)
    if known is None or known[0] is not name.senses:
        if len(_needs) > _KNOWN:
            _needs.clear()
        known = _needs[name.text] = (name.senses, _name_needs(name, given))
    return known[1]


_KNOWN = 20_000
_needs: dict[str, tuple[tuple[Place, ...], int]] = {}


def _name_needs(name: Name, given: bool) -> int:
    best = name.senses[0]
    several = name.first != name.last
    population = max(sense.population for sense in name.senses)
    if name.text.startswith(("St. ", "St ")):
        return 0 if population >= LARGE else 1
    if several and all(contexts.stop().get(w) == "direction" for w in name.text.split()):
        return 2  # "the Far North"
    if best.curated and (several or best.level not in ("city", "adm1", "adm2")):
        return 0
    large = several or population >= LARGE
    if best.level in _STRONG_LEVELS and (large or best.curated):
        return 1 if best.common == "word" and best.population < 5 * LARGE else 0
    small = not several and best.population < LARGE and not best.curated
    if small and name.text.isascii() and _is_spelt_otherwise(best):
        return 3  # "near Amal" is not in Sweden's Åmål
    if not several and (given or not any(bears(sense, name.key) for sense in name.senses)):
        return 2  # "Patrick"; "Molotov", as Perm was called
    if not several and name.text in forces.fighters():
        return 2  # "Wagner has 1,000 men", "shelled Amal positions"
    if best.common == "word":
        if several and (name.text.split()[-1] in contexts.stop() or best.level == "adm2"):
            return 0  # "Peace River", "Barren County"
        return 1 if large else 2
    return 0 if large else 1


def _is_spelt_otherwise(place: Place) -> bool:
    """Whether a place is written with letters of the North that its name in the text lacks."""
    return not _NORTHERN.isdisjoint(place.name.lower())


def _blocked(tokens: Tokens, people: People, name: Name) -> str:
    """Why a name cannot be a place; "" if it can, or if the text must tell (`unless`)."""
    first, last = name.first, name.last
    single = first == last
    entry = tokens.entries[first]
    # "Queen Victoria" is no place in Mauritius
    within = last in people.inside and (entry.titled or first in people.inside)
    if within and (single or not name.senses or name.senses[0].common):
        return "person"
    kind = entry.kind if single else contexts.stop().get(name.text)
    if kind and name.type is None:
        if kind != "institution":
            return "stop list"
        name.unless = "institution"
    if not name.senses:
        if is_introduced(tokens, first):
            return "person"  # "coach Jordan Hill"
        return _organisation(tokens, last + 1)
    if name.abbreviated:
        return ""
    if single and entry.word.isupper():
        if not _is_capitals_place(name):
            return "acronym"
        if not _is_always_capitals(name):
            name.unless = "acronym"
    mark = tokens.text[name.end : name.end + 1]
    if mark == "-" and _is_participle(tokens, name):
        return "participle"
    if entry.word in ("St", "ST") and tokens.after(name.end, 1) in ("'", "’"):
        return "saint"
    if entry.kind == "direction" and _is_direction(tokens, name):
        return "direction"
    if mark != " " or (name.after and name.after.word) or name.text.endswith(("County", "county")):
        return ""
    return _organisation(tokens, last + 1)


def blocked(mention: Mention) -> str:
    """Why a mention is no place where its run leaves that to the text."""
    name = mention.name
    if name.unless == "institution":
        return "" if mention.before.role == "locative" else "institution"
    return "" if mention.is_dateline else "acronym"


def _is_capitals_place(name: Name) -> bool:
    """Whether a word in capitals may be "US", or "IRAQ" in a dateline or headline."""
    return _is_always_capitals(name) or len(name.text) > 3


def _is_always_capitals(name: Name) -> bool:
    """Whether a word in capitals is a place outside datelines too."""
    best = name.senses[0]
    length = len(name.text)
    if best.level == "country" or (best.curated and length < 4):
        return True
    return length > 5 or (length > 3 and best.level in _STRONG_LEVELS)


def _is_direction(tokens: Tokens, name: Name) -> bool:
    """Whether a name is of directions only: "Far North" is in Cameroon only where nothing goes
    on, not in "Far North Queensland"."""
    if name.type is not None:
        return False
    if name.first < name.last and tokens.link(name.last + 1) != SPACE:
        return False
    return all(contexts.stop().get(word) == "direction" for word in name.text.split())


def _is_participle(tokens: Tokens, name: Name) -> bool:
    """Whether a name qualifies by its hyphen: "Iran-backed"; not "Boston-based"."""
    tail = tokens.text[name.end + 1 : name.end + 8]
    return tail[:1].islower() and not tail.startswith(("based", "area", "bound", "wide", "held"))


def _organisation(tokens: Tokens, index: int) -> str:
    """The kind of organisation whose noun ends the capitalised words from a token on, or ""."""
    kind = ""
    for following in range(index, index + 4):
        if tokens.link(following) != SPACE:
            break
        entry = tokens.entries[following]
        if entry.noun:
            kind = entry.noun
        elif entry.titled or entry.kind in ("opener", "time"):
            break
    return kind


def _may_be_surname(tokens: Tokens, name: Name) -> bool:
    """Whether a name is somebody's if it stands as people do: "Weston said"."""
    if name.first != name.last or name.type or not name.senses:
        return False
    best = name.senses[0]
    large = best.level in _STRONG_LEVELS or best.population > 5 * LARGE
    return best.common == "person" and not large


def _list(pairs: list[tuple[Mention, Mention, str]]) -> None:
    """ "in Gao, Kidal and Timbuktu": what supports one supports its neighbours."""
    listed = [
        (here, there)
        for here, there, gap in pairs
        if gap in _LISTED and not (here.out or there.out)
    ]
    for here, there in listed:
        need = here.name.need
        if here.support >= need and (here.support >= 2 or need == 0):
            there.support += 2
    for there, here in reversed(listed):
        if here.support >= max(here.name.need, 1):
            there.support += 1
