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

from . import containment, contexts
from .mentions import Mention
from .votes import Votes, bears, count

# A city of so many people is named in news without a word about where it is. A round number, chosen
# on LGL, TR-News and GeoWebNews, as LOCAL is.
LARGE = 100_000
LOCAL = 4.0  # votes for the division a small place lies in

_STRONG_LEVELS = frozenset(("country", "adm1", "capital", "continent"))
_LISTED = frozenset((", ", " and ", ", and ", " or ", ", or ", "/", " to ", " & "))
_WIDEST = max(map(len, _LISTED))


def judge(tokens: Tokens, people: People, mentions: list[Mention]) -> Votes:
    """Sets `out` of every mention that is no place; returns what the places vote for."""
    standing: list[Mention] = []
    surnames: set[str] = set()
    for mention in mentions:
        contexts.look(tokens, mention)
        mention.out = _blocked(tokens, people, mention)
        if mention.senses and mention.senses[0].common == "person" and _is_surname(tokens, mention):
            surnames.add(mention.text)
        if not mention.out:
            mention.need = _need(mention, tokens.entries[mention.first].given == "")
            standing.append(mention)
    for mention in standing:
        mention.support = contexts.weigh(tokens, people, surnames, mention)
        if mention.before == "of" or tokens.links[mention.last + 1] == SPACE:
            mention.hint = contexts.hint(tokens, mention)
    containment.read(tokens, mentions)
    _list(tokens, mentions)
    votes = count(tokens, mentions)
    _decide(mentions, votes)
    return votes


def _decide(mentions: list[Mention], votes: Votes) -> None:
    """Drops what has less than it needs, unless the name is a place elsewhere in the document or
    lies where the document's other places do."""
    lacking: list[Mention] = []
    sure: set[str] = set()
    for mention in mentions:
        if mention.out:
            continue
        if mention.need and mention.support >= 0 and _is_local(mention, votes):
            mention.support += 1
        if mention.support < mention.need:
            lacking.append(mention)
        else:
            sure.add(mention.key)
    for mention in lacking:
        if mention.support < 0 or mention.key not in sure:
            mention.out = f"needs {mention.need}, has {mention.support}"


def _is_local(mention: Mention, votes: Votes) -> bool:
    """Whether a small place lies in a division the document speaks of: "Decatur" in Illinois's
    news."""
    if not mention.senses or mention.senses[0].common:
        return False
    return any(
        sense.code and sense.admin1 and votes.division.get((sense.code, sense.admin1), 0.0) >= LOCAL
        for sense in mention.senses
    )


def _need(mention: Mention, given: bool) -> int:
    """How much must speak for a name."""
    if not mention.senses and mention.type == "area":
        return 1  # "Buck Hill" may be somebody
    if mention.type or not mention.senses or mention.abbreviated:
        return 0
    known = _needs.get(mention.text)
    if known is None or known[0] is not mention.senses:
        if len(_needs) > _KNOWN:
            _needs.clear()
        known = _needs[mention.text] = (mention.senses, _name_needs(mention, given))
    return known[1]


_KNOWN = 20_000
_needs: dict[str, tuple[tuple[Place, ...], int]] = {}


def _name_needs(mention: Mention, given: bool) -> int:
    best = mention.senses[0]
    several = mention.first != mention.last
    population = max(sense.population for sense in mention.senses)
    if mention.text.startswith(("St. ", "St ")):
        return 0 if population >= LARGE else 1
    if several and all(contexts.stop().get(w) == "direction" for w in mention.text.split()):
        return 2  # "the Far North"
    if best.curated and (several or best.level not in ("city", "adm1", "adm2")):
        return 0
    large = several or population >= LARGE
    if best.level in _STRONG_LEVELS and (large or best.curated):
        return 1 if best.common == "word" and best.population < 5 * LARGE else 0
    if not several and (given or not any(bears(sense, mention.key) for sense in mention.senses)):
        return 2  # "Patrick"; "Molotov", as Perm was called
    if not several and mention.text in forces.fighters():
        return 2  # "Wagner has 1,000 men", "shelled Amal positions"
    if best.common == "word":
        if several and (mention.text.split()[-1] in contexts.stop() or best.level == "adm2"):
            return 0  # "Peace River", "Barren County"
        return 1 if large else 2
    return 0 if large else 1


def _blocked(tokens: Tokens, people: People, mention: Mention) -> str:
    """Why a mention cannot be a place; "" if it can."""
    first, last = mention.first, mention.last
    single = first == last
    entry = tokens.entries[first]
    # "Queen Victoria" is no place in Mauritius
    within = last in people.inside and (entry.titled or first in people.inside)
    if within and (single or not mention.senses or mention.senses[0].common):
        return "person"
    if mention.type and entry.word in people.surnames and mention.text.endswith(" camp"):
        return "person"  # "the Clinton camp"
    kind = entry.kind if single else contexts.stop().get(mention.text)
    if kind and mention.type is None:
        if kind != "institution":
            return "stop list"
        if not contexts.is_locative(mention.before):
            return "institution"
    if not mention.senses:
        if is_introduced(tokens, first):
            return "person"  # "coach Jordan Hill"
        return _organisation(tokens, last + 1)
    if mention.abbreviated:
        return ""
    if single and entry.word.isupper() and not _is_capitals_place(mention):
        return "acronym"
    mark = tokens.text[mention.end : mention.end + 1]
    if mark == "-" and _is_participle(tokens, mention):
        return "participle"
    if mark in ("'", "’") and entry.word in ("St", "ST"):
        return "saint"
    if entry.kind == "direction" and _is_direction(tokens, mention):
        return "direction"
    if mark != " " or mention.after or mention.text.endswith(("County", "county")):
        return ""
    return _organisation(tokens, last + 1)


def _is_capitals_place(mention: Mention) -> bool:
    """Whether a word in capitals is "US", or "IRAQ" in a dateline or headline."""
    best = mention.senses[0]
    length = len(mention.text)
    if best.level == "country" or (best.curated and length < 4):
        return True
    return length > 5 or (length > 3 and (mention.is_dateline or best.level in _STRONG_LEVELS))


def _is_direction(tokens: Tokens, mention: Mention) -> bool:
    """Whether a name is of directions only: "Far North" is in Cameroon only where nothing goes
    on, not in "Far North Queensland"."""
    if mention.type is not None:
        return False
    if mention.first < mention.last and tokens.link(mention.last + 1) != SPACE:
        return False
    return all(contexts.stop().get(word) == "direction" for word in mention.text.split())


def _is_participle(tokens: Tokens, mention: Mention) -> bool:
    """Whether a name qualifies by its hyphen: "Iran-backed"; not "Boston-based"."""
    tail = tokens.text[mention.end + 1 : mention.end + 8]
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


def _is_surname(tokens: Tokens, mention: Mention) -> bool:
    """Whether a name is somebody's here: "Thorley Weston", "Weston said"."""
    if mention.first != mention.last or mention.type:
        return False
    best = mention.senses[0]
    if best.level in _STRONG_LEVELS or best.population > 5 * LARGE:
        return False
    return contexts.speaks(tokens, mention) or contexts.follows_name(tokens, mention)


def _list(tokens: Tokens, mentions: list[Mention]) -> None:
    """ "in Gao, Kidal and Timbuktu": what supports one supports its neighbours."""
    listed = [
        (here, there)
        for here, there in pairwise(mentions)
        if there.start - here.end <= _WIDEST
        and tokens.text[here.end : there.start] in _LISTED
        and not (here.out or there.out)
    ]
    for here, there in listed:
        if here.support >= here.need and (here.support >= 2 or here.need == 0):
            there.support += 2
    for there, here in reversed(listed):
        if here.support >= max(here.need, 1):
            there.support += 1
