"""Finds the figures that leave their noun out: "and 300 in Niger", "9 dead", "Italy (1,164)".

>>> resolve(sentence, memory)  # "Ghana sent 420 troops and Togo 80."
[Figure(420 troops), Figure(80, rule="list")]

A bare number is a figure only in one of the frames below, and (but for KIA and "-strong") only
where an antecedent makes it one: a troop figure in the sentence, or shortly before it.
"""

from collections.abc import Callable, Sequence

from .figures import Figure
from .nouns import STOPS, THINGS, unit_of
from .sentences import Case, Memory, Sentence
from .verbs import ADVERBS, AUXILIARIES, BE, form, is_verb, triggers
from .words import Words, word_class


def resolve(sentence: Sentence, memory: Memory) -> list[Figure]:
    """The troop figures of a sentence; bare numbers are given their base and unit."""
    for index, item in enumerate(sentence.items):
        if item.sort != "troops":
            case = Case(sentence, index, item, memory)
            for name, rule in (
                _ONE_RULES if case.lower[item.amount.number.first] == "one" else _RULES
            ):
                if rule(case):
                    item.rule, item.base = name, case.base
                    if case.base is not None and item.unit is None:
                        item.unit = case.base.unit
                    item.sort = "troops"
                    break
        elif sentence.kept and _adds(sentence.words, item):
            item.base = sentence.kept[-1]
        if item.sort == "troops":
            _stretch(sentence, item)
            sentence.kept.append(item)
            memory.figure, memory.sentence = item, sentence.number
        elif item.sort == "person":
            memory.other = sentence.number
    return sentence.kept


def _stretch(sentence: Sentence, item: Figure) -> None:
    """ "two members [of the U.S. National Guard]": members are nothing without whose."""
    if item.head is None or item.head.kind != "member":
        return
    words, at = sentence.words, item.end
    if words.lower[at : at + 1] == ["of"]:
        at += 1 + (words.lower[at + 1 : at + 2] == ["the"])
        force = sentence.force_from(at)
        while force is not None:
            item.end = words.index(force.end - 1) + 1
            force = sentence.force_from(item.end)
        while (
            item.end > at
            and words.lower[item.end : item.end + 1][0:1]
            and (words.lower[item.end] in _ARMED_BODIES)
        ):
            item.end += 1


def _adds(words: Words, item: Figure) -> bool:
    """ "4,700 casualties, including 600 fatalities", "and another 2,200 Marines aboard"."""
    before = words.lower[max(0, item.first - 2) : item.first]
    if not {"including", "among", "plus"}.isdisjoint(before):
        return True
    if "leaving" in words.lower[max(0, item.first - 5) : item.first]:
        return True
    return "more" in item.amount.marks or words.lower[item.amount.end] == "more"


def _is_strong(case: Case) -> bool:
    """ "a 900-strong battalion", "a 10,000-man army", "a 25-person signals team"."""
    item, at = case.item, case.item.amount.end
    if case.word(at) == "strong" and item.sort != "troops":
        at -= 1
    elif case.word(at) not in ("-", "‑"):
        return False
    kind = case.word(at + 1)
    if kind not in ("strong", "man", "men", "member", "person", "soldier"):
        return False
    named = not _BODIES.isdisjoint(case.lower[at + 2 : at + 5])
    if kind in ("member", "person") and not named:
        return False
    crowd = not _CROWDS.isdisjoint(case.lower[at + 2 : at + 5])
    if crowd or not (named or case.sentence.context.military_nearby):
        return False
    item.end, item.unit = at + 2, None
    item.first += case.word(item.first) in ("a", "an", "the")
    case.base = None
    return True


_BODIES = word_class("bodies of troops")
_ARMED_BODIES = word_class("armed bodies")
_CROWDS = word_class("crowds")


def _is_reported_loss(case: Case) -> bool:
    """ "2 KIA, 5 WIA"."""
    if case.after not in ("kia", "wia", "mia", "pow", "pows"):
        return False
    case.item.end += 1
    return True


_FATES = word_class("fates")


def _is_fate(case: Case) -> bool:
    """ "and 6 wounded", "Union casualties were 500 killed, 2,108 wounded"."""
    if case.blocked or case.item.sort != "bare" or case.after not in _FATES:
        return False
    if case.after == "taken" and case.word(case.item.end + 1) not in ("prisoner", "captive"):
        return False
    lost = case.before in ("lost", "suffered", "sustained", "losing", "suffering")
    if not case.near and not lost and not _names_troops(case.lower[: case.item.first]):
        return False
    if not case.near:
        case.base = None
    case.item.end += 2 if case.after == "taken" else 1
    return True


def _names_troops(words: Sequence[str]) -> bool:
    return not _TROOP_WORDS.isdisjoint(words) and _CIVIL_WORDS.isdisjoint(words)


_TROOP_WORDS = word_class("troop words")
_CIVIL_WORDS = frozenset(
    ["civilian", "civilians", "people", "residents", "passengers", "person", "villagers"]
)


def _is_apposed(case: Case) -> bool:
    """ "a company of Danish troops – about 150 – is here", "half the force, some 5,500, left"."""
    if case.item.sort != "bare":
        return False
    if case.before == "at" and case.word(case.item.first - 2) in ("estimated", "put"):
        case.item.unit = unit_of(case.word(case.item.first - 4))  # "rebels, estimated at 800"
        if case.item.unit is not None:
            case.base = None
            return True
    if case.before not in ("–", "—", "(", ","):
        return False
    if case.after not in ("–", "—", ")", ",") or (case.before == "," and not case.bounded):
        return False
    noun = case.word(case.item.first - 2)
    unit = unit_of(noun)
    trigger = triggers().get(noun)
    if unit is None and (trigger is None or not trigger.size):
        return False
    case.base, case.item.unit = None, unit
    return case.sentence.context.military_nearby


def _is_more(case: Case) -> bool:
    """ "and 18 more were injured", "thirteen others", "another 300 in Gabon"."""
    item = case.item
    last = case.word(item.end - 1)
    adds = last in ("more", "others") or "more" in item.amount.marks
    if not adds or item.sort != "bare" or case.blocked or case.base is None:
        return False
    return case.near or case.memory.other < case.memory.sentence


def _is_part(case: Case) -> bool:
    """ "600 of his original 1,100 men", "of whom 26,000", "1,500 of them", "including two"."""
    if case.item.sort == "person":
        return False
    first, end = case.item.first, case.item.end
    if case.after == "of":
        if case.word(end + 1) in ("them", "whom", "these", "those"):
            if case.base is not None and not case.blocked:
                case.item.end = end + 2
                return True
            return False
        following = case.sentence.items[case.index + 1 : case.index + 2]
        if following and following[0].sort == "troops":
            between = case.lower[end + 1 : following[0].first + 1]
            if len(between) <= 4 and not any(mark in between for mark in (",", ".", "from", "in")):
                case.base = following[0]
                case.item.unit = following[0].unit
                return True
    if case.blocked or case.base is None:
        return False
    if case.before == "whom" or case.lower[max(0, first - 3) : first] == ["of", "these", ","]:
        return True
    if case.before in ("including", "them") or (
        case.before == "," and case.word(first - 2) in ("including", "these", "them")
    ):
        return case.near and case.item.sort == "bare"
    return False


def _is_contributor(case: Case) -> bool:
    """ "nine from Ghana, three from Mali", "Italy (1,164)", "Norway with 310", "Kenya 1,460"."""
    item, words = case.item, case.words
    listed = any("contribut" in word for word in case.lower[:6])
    if listed and case.base is None:
        case.base = case.memory.figure
    known = case.base is not None or (listed and _names_troops(case.lower))
    if (case.blocked and not listed) or not known or item.sort != "bare":
        return False
    if case.after == "from" and item.end + 1 < len(words):
        at = item.end + 1 + (case.word(item.end + 1) == "the")
        return at < len(words) and words.capital(at)
    if case.before == "(" and case.after in (")", ",", ";"):
        return case.sentence.force_to(item.first - 1) is not None
    if case.before == "with" and not case.after[0].isalnum() and not case.near:
        return case.sentence.force_from(0) is not None  # "Italy comes second with 900"
    owner = case.sentence.force_to(item.first)
    if owner is None and case.before in ("'s", "’s", "with", "'", "’"):
        owner = case.sentence.force_to(item.first - 1)
    return owner is not None and not case.after[0].isalpha()


def _is_placed(case: Case) -> bool:
    """ "and over 900 in neighboring Syria", "Germany about 35,000", "and 5,000 at sea"."""
    if case.blocked or case.item.sort != "bare":
        return False
    if not case.near:  # "The numbers of U.S. troops were different: 2,000 in 1961"
        before = case.lower[: case.item.first]
        return case.after == "in" and "numbers" in before and _names_troops(before)
    return case.after in _AT or (case.after in (",", ".", ";", ")") and case.before in _LISTING)


_AT = word_class("prepositions of a listed place")
_LISTING = word_class("before a listed number")


def _is_size(case: Case) -> bool:
    """ "our troop ceiling was 549,500", "a force of 40,000", "bringing the total to 17"."""
    if case.blocked or case.item.sort != "bare":
        return False
    at, steps = case.item.first - 1, 0
    while at >= 0 and steps < 9:
        word = case.lower[at]
        if word in (";", ":", ".", "(") or (word in _AT and word not in ("at", "to", "in")):
            return False
        trigger = triggers().get(word)
        if trigger is not None and (trigger.size or word in _TOTALS):
            return _is_military_size(case, at)
        if trigger is not None and case.before == "of" and trigger.measure in _MOVES:
            return _is_military_size(case, at)  # "the deployment of 3,500 in March"
        if word in ("numbered", "number", "numbers", "numbering", "totaled", "totaling"):
            return _is_military_size(case, at)
        linked = word in _LINKS or word in BE or word in ADVERBS or _changes(word)
        if steps == 0 and not linked:
            return False
        at -= 1
        steps += 1
    return False


_LINKS = word_class("between size and number")


_TOTALS = frozenset({"toll", "losses", "casualties", "tally"})
_MOVES = frozenset({"increase", "decrease"})


def _changes(word: str) -> bool:
    known = form(word)
    return known is not None and known.verb.base in _CHANGES


_CHANGES = word_class("verbs of change")


def _is_military_size(case: Case, at: int) -> bool:
    """A body of troops, or a size near a word for troops: no "total of 40 people"."""
    near = case.lower[max(0, at - 7) : at]
    if ";" in near:
        near = near[near.index(";") :]
    if not _CIVIL_WORDS.isdisjoint(case.lower) or not THINGS.isdisjoint(near):
        case.item.sort = "person"  # and what follows "as against" counts the same
        return False
    if case.lower[at] in _BODIES:
        return case.sentence.context.military_nearby
    return case.base is not None or case.sentence.context.military


def _is_change(case: Case) -> bool:
    """ "shrink from roughly 1,700 to …", "down from 12,000", "cut by almost half, to 6,000"."""
    if case.blocked or case.item.sort != "bare" or case.crowded:
        return False
    if case.base is None:  # "cut its troops from 2,000 to fewer than 1,000"
        case.item.unit = unit_of(case.word(case.item.first - 2)) if case.before == "from" else None
        return case.item.unit is not None
    links = ("from", "to", "below", "under", "against", "by")
    if case.before == "with" and case.word(case.item.first - 2) == "compared":
        return True
    marked = "from" in case.item.amount.marks
    if case.before not in links and not marked and case.item.amount.count.qualifier != "under":
        return False
    start = max(0, case.item.first - 9)
    stretch = case.lower[start : case.item.first]
    moved = any(_changes(word) for word in stretch) or not _TURNS.isdisjoint(stretch)
    return moved or (case.near and case.before in ("against", "from", "to"))


_TURNS = word_class("words of comparison")


def _is_object(case: Case) -> bool:
    """ "we have sent 1,950,513", "killing 12 and wounding 5"."""
    if case.blocked or case.item.sort != "bare":
        return False
    at = case.item.first - 1
    while at > 0 and case.lower[at] in _PARTICLES:
        at -= 1
    known = form(case.lower[at]) if at >= 0 else None
    if known is None or not known.verb.object:
        return False
    if known.verb.owner == "foe":
        return case.near  # "killing 12" alone counts anybody
    if known.verb.object == "level" or known.verb.base in _LIGHT:
        return (case.base is not None and not case.after[0].isalpha()) or case.near
    return case.base is not None or _names_troops(case.lower[:at])


_PARTICLES = word_class("adverbs before a number")
_LIGHT = word_class("light verbs")


def _is_hit(case: Case) -> bool:
    """ "killing two officers and wounding one"."""
    known = form(case.before)
    hit = known is not None and known.verb.owner == "foe" and not case.after[0].isalpha()
    return hit and case.near and not case.blocked


def _is_subject(case: Case) -> bool:
    """ "10,000 were in Missouri", "thousands remained", "12,000 returned"."""
    if case.blocked or case.item.sort != "bare" or case.base is None:
        return False
    fate = not _FATES.isdisjoint(case.lower[case.item.end : case.item.end + 5])
    told = case.base.measure == "casualties"  # "Seoul counts 4,700. London: more than 6,000."
    if fate and not (case.near or told or _names_troops(case.lower)):
        return False  # "Dozens have been killed": of anybody
    if case.after in AUXILIARIES:
        return True
    known = form(case.after)
    return known is not None and bool(known.verb.subject or known.verb.object)


def _is_copula(case: Case) -> bool:
    """ "By summer we expect to be below 1,000", "before that it was always 900"."""
    if case.blocked or case.base is None or case.item.sort != "bare":
        return False
    at = case.item.first - 1
    while at > 0 and case.lower[at] in ("always", "still", "now", "only", "once", "then"):
        at -= 1
    subject = not _PRONOUNS.isdisjoint(case.lower[max(0, at - 5) : at])
    return case.lower[at] in BE and subject and (case.after in _AT or not case.after[0].isalnum())


_PRONOUNS = frozenset({"it", "they", "we", "there"})


def _is_series(case: Case) -> bool:
    """ "in June to 278,760, … and in September 257,438"."""
    if not case.near or case.blocked or case.item.sort != "bare":
        return False
    return case.before in _MONTHS or (
        case.before == "to" and case.word(case.item.first - 2) in _MONTHS
    )


_MONTHS = word_class("months")


def _is_shared_noun(case: Case) -> bool:
    """ "2,300 Filipino, 1,200 U.S. and 100 British marines": the noun at the end serves all."""
    force = case.sentence.force_from(case.item.amount.end)
    if force is None or case.item.sort != "thing":
        return False
    own = end = case.words.index(force.end - 1) + 1
    if case.word(end) not in (",", "and", "or", "&"):
        return False
    for following in case.sentence.items[case.index + 1 :]:
        if following.first - end > 2:
            return False
        if following.sort == "troops":
            case.base, case.item.unit, case.item.end = None, following.unit, own
            return True
        after = case.sentence.force_from(following.amount.end)
        if after is None:
            return False
        end = case.words.index(after.end - 1) + 1
    return False


def _is_nation(case: Case) -> bool:
    """ "taken the lives of 649 Argentines", "400 Americans taken prisoner"."""
    at = case.item.amount.end
    force = case.sentence.force_from(at) or case.sentence.force_from(at + 1)
    if force is None or force.kind != "country" or force.text == force.name:
        return False
    end = case.words.index(force.end - 1) + 1
    after = case.word(end) or "."
    closing = after in STOPS or after in ADVERBS or is_verb(after) or after == "taken"
    known = not after[0].isalpha() or closing
    if not known or not _CIVIL_WORDS.isdisjoint(case.lower):
        return False
    if case.before == "including" and case.near:
        case.item.end = end
        return True
    war = case.sentence.context.military_nearby or "casualties" in case.lower
    if _SOLDIERLY.isdisjoint(case.lower) or not war:
        return False
    case.item.end, case.base = end, None
    return True


_SOLDIERLY = word_class("what soldiers do")


def _is_named_group(case: Case) -> bool:
    """ "some 520,000 KMT", "20 Taliban", "4,000 Navy"."""
    force = case.sentence.force_from(case.item.amount.end)
    if force is None or case.item.sort != "thing":
        return False
    listed = force.text.isupper() and _names_troops(case.lower[: case.item.first])
    if force.kind not in ("group", "service") and not listed:
        return False
    if case.item.amount.number.low == 1:
        return False
    end = case.words.index(force.end - 1) + 1
    after = case.word(end) or "."
    if after[0].isalpha() and after not in STOPS and not form(after) and after != "dead":
        return False
    if after in ("-", "'s", "’s"):
        return False
    case.item.end, case.base = end, None
    return case.sentence.context.military_nearby


def _is_branch(case: Case) -> bool:
    """ "(150,000 Army; 20,000 Navy; 30,000 Air Force)"."""
    at = case.item.amount.end
    name = case.word(at) + " " + case.word(at + 1)
    length = 2 if name in _BRANCHES else 1 if case.word(at) in _BRANCHES else 0
    if not length or not case.words.capital(at) or case.word(at + length)[:1].isalnum():
        return False
    case.item.end = at + length
    return case.near or case.sentence.context.military_nearby


_BRANCHES = frozenset(
    {"army", "navy", "marines", "air force", "marine corps", "coast guard", "space force"}
    | {"ground forces", "land forces", "naval forces", "air forces", "national guard"}
)


def _is_reference(case: Case) -> bool:
    """Telegraphic country data: "approximately 3,200 Central African Republic (about 2,200 …)"."""
    item = case.item
    if case.base is None or item.sort == "person" or _has_verb(case.lower[: item.first]):
        return False
    if item.first and case.before not in (";", "(", ",", "plus"):
        return False
    if item.first == 0 or case.before == ";":
        force = case.sentence.force_from(item.end)
        return case.after == "(" or (force is not None and force.text == force.name)
    return case.near


def _has_verb(lower: Sequence[str]) -> bool:
    """Whether a list has a verb outside its brackets: then it is no list."""
    depth = 0
    for word in lower:
        depth += (word == "(") - (word == ")")
        if depth == 0 and word != "estimated" and (form(word) or word in AUXILIARIES):
            return True
    return False


# "one from Uruguay"; elsewhere a bare "one" is a pronoun, or "Air Force One".
_ONE_RULES: list[tuple[str, Callable[[Case], bool]]] = [
    ("strong", _is_strong),
    ("fate", _is_reported_loss),
    ("fate", _is_fate),
    ("part", _is_part),
    ("contributor", _is_contributor),
    ("object", _is_hit),
]
_RULES: list[tuple[str, Callable[[Case], bool]]] = [
    ("strong", _is_strong),
    ("fate", _is_reported_loss),
    ("fate", _is_fate),
    ("part", _is_part),
    ("apposed", _is_apposed),
    ("more", _is_more),
    ("contributor", _is_contributor),
    ("change", _is_change),
    ("size", _is_size),
    ("copula", _is_copula),
    ("series", _is_series),
    ("list", _is_placed),
    ("object", _is_object),
    ("subject", _is_subject),
    ("shared noun", _is_shared_noun),
    ("nation", _is_nation),
    ("group", _is_named_group),
    ("branch", _is_branch),
    ("reference", _is_reference),
]
