"""Weighs whether a number that no troop noun follows counts people under arms.

>>> weigh(case)  # "Togo kept back another 80.", after "Ghana sent 420 troops."
Evidence(6, ('counted before +2', 'adds +2', 'military text +1', 'verb +1'))

Few signs, each worth a point to four: what was counted last, the verb, whose number it is, what
the text around speaks of; against it other people and things counted in the clause, crime, sport
and money. `ENOUGH` makes a figure of it. The points are a judgement, not fitted to a corpus.
"""

from collections.abc import Iterator
from typing import NamedTuple

from .contexts import BY_NAME
from .governors import is_adverb
from .nouns import STOPS
from .sentences import CIVIL_WORDS, Case
from .verbs import AUXILIARIES, BE, RAISING, Form, form, phrasal
from .words import word_class

ENOUGH = 4
_MOST = 1_000_000  # without a noun these are rather people at large

_MILITARY = word_class("military words")
_CIVIL = word_class("crime words") | CIVIL_WORDS | word_class("signs of civilians")
_CIVIL |= word_class("disasters")
_BODIES = word_class("bodies of troops")
_ARMED = word_class("armed bodies") | _MILITARY
_SURE_VERBS = word_class("verbs of war")
_LABELS = word_class("before a label number")
_NAMING = frozenset({"called", "named", "aged", "page", "no", "version", "age"})
_SIZES = word_class("sizes")
_UNITS = word_class("units of troops")
_PRONOUNS = frozenset({"them", "us", "whom", "these", "those", "ours", "theirs"})
_REACH = 12  # words of the clause before the number
_FATES = word_class("states of loss")
_SETTING = frozenset({"put", "puts", "estimated", "stood", "stands", "toll", "losses", "dead"})
_AGING = frozenset({"died", "joined", "retired"})
_TELLING = word_class("words of telling a number")
_PEACE = word_class("topics of peace")
_RESCUES = word_class("words of civil life")
_THINGS = word_class("arms and events")
_MONTHS = word_class("months and short months")
_CLAUSE = frozenset({";", ".", ":", "?", "!", "(", ")", "—", "–", "“", '"'})


_OWN = ("counted beside", "counted after", "verb", "body", "force", "name of")


class Evidence(NamedTuple):
    """The points for troops, and the signs that gave them."""

    score: int
    signs: tuple[str, ...]

    @property
    def civil(self) -> bool:
        """The sentence speaks of civilians, crime or sport."""
        return any(sign.startswith("civil") for sign in self.signs)

    @property
    def acts(self) -> bool:
        """Whether the clause itself says something of troops, not only the text around it."""
        return any(sign.startswith(_OWN) for sign in self.signs)


def is_of_peace(case: Case) -> bool:
    """Whether a bare number stands in talk of sport, trade or civil life: "Attendance was 300"."""
    if _PEACE.isdisjoint(case.lower) or any(i.sort == "troops" for i in case.sentence.items):
        return False
    return _MILITARY.isdisjoint(case.lower)


def weigh(case: Case, end: int) -> Evidence:
    """The evidence that a number whose phrase ends before word `end` counts troops."""
    found = list(_signs(case, end))
    return Evidence(
        sum(points for _, points in found), tuple(f"{sign} {points:+d}" for sign, points in found)
    )


def _signs(case: Case, end: int) -> Iterator[tuple[str, int]]:
    yield from _counted_before(case)
    if any(other.sort == "troops" for other in case.sentence.items[case.index + 1 :][:2]):
        yield "counted after", 2
    yield from _clause(case, end)
    yield from _surroundings(case)
    yield from _number(case)


def is_label(case: Case) -> bool:
    """ "a hill called 235", "aged 92", "Tower 22", "posts 542 and 543", "at 0600", "2. The"."""
    words, at = case.words, case.item.amount.number.first
    number = words.words[at]
    if _names_number(case.before) or (case.before == "." and case.word(at - 2) in _NAMING):
        return True  # "Communique No. 27"
    if _is_age(case, at):
        return True
    if case.before in ("and", ",", "or") and case.word(at - 2).isdecimal():
        return _names_number(case.word(at - 3))
    if at == 0 and case.after == "." and number.isdecimal():
        return True
    if case.before == "in" and at == case.item.first and case.item.amount.number.low <= 10:
        return True  # "one recruit in four"
    if case.before == "at" and case.item.amount.number.low <= 12 and at == case.item.first:
        return _SETTING.isdisjoint(case.lower[max(0, at - 8) : at])  # "went forward at three"
    clock = len(number) == 4 and number.isdecimal() and case.before in ("at", "from", "until", "by")
    after = [case.word(case.item.end + step) for step in range(3)]
    if after[0] == "and" and after[1].isdecimal() and after[2] in _MONTHS:
        return True  # "on 25 and 26 June"
    return number[0] == "0" or clock or after[0] in _MONTHS


def _is_age(case: Case, at: int) -> bool:
    """ "Service age: 18-47", "died at 97", "both 92"; "not one of them" counts nobody."""
    before = case.lower[max(0, at - 3) : at]
    low = case.item.amount.number.low
    if low == 1:
        return before[-1:] == ["not"]
    if not {"age", "ages", "aged"}.isdisjoint(before):
        return True
    if before[-1:] == ["both"]:
        return low != 2
    return before[-1:] == ["at"] and not _AGING.isdisjoint(case.lower[max(0, at - 6) : at])


def _names_number(word: str) -> bool:
    """ "aged", "page", "resolution", "posts"."""
    return word in _NAMING or word in _LABELS or word.removesuffix("s") in _LABELS


def _counted_before(case: Case) -> Iterator[tuple[str, int]]:
    """What was counted last: troops in the sentence, or shortly before; other people; things."""
    if case.crowded:
        yield "a thing beside", -2  # "from six months to nine"
    for other in reversed(case.sentence.items[: case.index]):
        if other.sort == "troops":
            yield "counted beside", 3
            return
        if other.sort == "person":
            yield "other people beside", -4
            return
    memory, number = case.memory, case.sentence.number
    if memory.figure is None:
        return
    if memory.other > memory.sentence and number - memory.other <= 2:
        yield "other people before", -2
    elif number - memory.sentence <= 2:
        yield "counted before", 2
    elif number - memory.sentence <= 5:
        yield "counted further before", 1


def _clause(case: Case, end: int) -> Iterator[tuple[str, int]]:
    """The verb and the owner of the number's own clause."""
    verb, body, thing = _before(case)
    verb = max(verb, _verb_after(case, end))
    if case.before == "(" and case.word(case.item.first - 2) in _UNITS:
        yield "size of units", 4  # "2 companies (240)"
    elif not _SIZES.isdisjoint(case.lower[max(0, case.item.first - 5) : case.item.first]):
        yield "size", 2  # "Strength this week: 1,140"
    if thing:
        yield "things in the clause", -2
    if verb:
        yield ("verb of war" if verb == 2 else "verb"), verb
    if body:
        yield "body of troops", body
    elif case.forced:
        yield "force", 1
    named = case.sentence.force_from(case.item.amount.end)
    if named is not None and named.kind in ("group", "service"):
        yield "name of a force", 2
    if case.item.head is not None and case.item.head.unit not in BY_NAME:
        yield "people", 1
    warlike = case.near or body == 2 or (verb == 2 and case.item.head is not None)
    if case.sentence.context.depth == 0 and not warlike:
        yield "no military text", -2


def _before(case: Case) -> tuple[int, int, bool]:
    """The verb, a body of troops, and other things in the clause before the number."""
    verb, body, thing, comma = 0, 0, False, False
    for at in range(case.item.first - 1, max(-1, case.item.first - 1 - _REACH), -1):
        word = case.lower[at]
        if word in _CLAUSE:
            break
        if not verb and (known := form(word)) is not None:
            verb = _weight(case, known)
        body = max(body, 2 * (word in _ARMED), word in _BODIES)
        thing = thing or (word in _THINGS and not comma)
        comma = comma or word in (",", "that")
    return verb, body, thing


def _verb_after(case: Case, end: int) -> int:
    """The verb of which the number is the subject: "4,000 Danes [are stationed]"."""
    at = _past_list(case, end)
    while at < len(case.lower) and _is_chain(case.lower[at]):
        at += 1
    known = phrasal(case.lower, at) if at < len(case.lower) else None
    known = known or form(case.word(at))
    return _weight(case, known) if known is not None else 0


def _is_chain(word: str) -> bool:
    return word in AUXILIARIES or word in RAISING or word == "to" or is_adverb(word)


def _weight(case: Case, known: Form) -> int:
    """2 for a verb of war, and for "12,000 Danes were sent": people who are moved."""
    moved = known.verb.object in ("increase", "decrease") and known.verb.owner == "own"
    return 2 if known.verb.base in _SURE_VERBS or (moved and case.item.sort == "thing") else 1


def _past_list(case: Case, end: int) -> int:
    """The word after a list: "3,000 Poles, 1,100 Danes and a handful of Finns [are] training"."""
    joined = case.word(end) in (",", "and")
    if not joined and (case.item.sort != "thing" or form(case.word(end)) is not None):
        return end
    for at in range(end, min(len(case.lower), end + (16 if joined else 6))):
        if case.lower[at] in _CLAUSE:
            break
        if case.lower[at] in AUXILIARIES and case.lower[at][0].isalpha():
            return at
    return end


def _surroundings(case: Case) -> Iterator[tuple[str, int]]:
    """What the sentence and the text around it speak of."""
    context = case.sentence.context
    if not _CIVIL.isdisjoint(case.lower):
        yield "civil sentence", -2
    elif case.item.sort == "thing" and not _RESCUES.isdisjoint(case.lower):
        yield "a people rescued", -3  # "The army flew 400 Germans to safety."
    if context.military:
        yield "military text", 1
    if context.depth >= 6:
        yield "deep in war", 1


def _number(case: Case) -> Iterator[tuple[str, int]]:
    """The number itself: "another 60" adds to troops, "one" and "hundreds" count anything."""
    amount, at = case.item.amount, case.item.first
    named = at > 0 and case.words.capital(at - 1) and case.before.isalpha()
    if case.before in _FATES:
        yield "a fate before", 4 if len(case.before) == 3 else 2  # "KIA 26, WIA 89"
    elif named and case.before not in STOPS and case.sentence.force_to(at) is None:
        yield "a name before", -3  # "Tower 22", "World War Three"
    last = case.word(case.item.end - 1)
    if "more" in amount.marks or last in ("more", "others"):
        yield ("adds", 1) if case.base is not None else ("adds to nothing", -3)
    if amount.number.kind == "indefinite":
        yield "anybody's number", -2 if case.near else -3
    elif amount.number.low == 1:
        yield "pronoun", -3 if case.after == "of" else -5
    elif amount.number.low < 10 and amount.count.qualifier == "exact":
        yield "small number", -1 if case.near else -2
    elif amount.number.low >= _MOST:
        yield "more than an army", -2
    elif amount.number.low >= 100:
        yield "large number", 1
    if not _TELLING.isdisjoint(case.lower[max(0, at - 3) : at]):
        yield "told", 1  # "The prosecutor spoke of 41."
    if case.after in BE:
        yield "subject", 1  # "12,000 are in Kursk"
    if _is_answer(case):
        yield "all of the sentence", 2
    if case.after == "of" and case.item.head is None and not _is_of_troops(case):
        yield "of other things", -3


def _is_answer(case: Case) -> bool:
    """ "Up to 12,000.", "GEN. PORTER: About 200.": the number is all that is said."""
    before = case.lower[: case.item.first]
    if ":" in before:
        before = before[before.index(":") :]
    return not any(word[0].isalnum() for word in before + case.lower[case.item.end :])


def _is_of_troops(case: Case) -> bool:
    """ "71 [of the Army]", "400 [of us]", but "six [of the country's departments]"."""
    at = case.item.end + 1
    if case.word(at) in _PRONOUNS:
        return True
    following = case.lower[at : at + 4]
    return not (_BODIES | _ARMED).isdisjoint(following)
