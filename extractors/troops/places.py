"""Where a figure's people are.

>>> settle_places(scene)  # "In Niger 300 soldiers remained, and another 120 in Mali."

A figure's own stretch runs to the next figure that is no part of it. A place in that stretch comes
first, then that of its base, then what stands before it in the clause or at its front.
"""

from collections.abc import Sequence

from troopfacts.extractors.facts import Location, Named

from .figures import Figure
from .governors import Governor
from .nouns import STOPS, goes_on
from .scenes import ARTICLES, Scene, stop_after
from .unlisted import SIDES
from .verbs import ADVERBS, BE, base_of, form, is_verb
from .words import Words, word_class

_PLACE_WORDS = word_class("prepositions of place")
_GENERICS = word_class("generic words of places")
_SPEAKING_FOR = word_class("what a place stands for")
_SECURING = word_class("verbs of securing")
_HOLDING = word_class("verbs with a place")
_ASIDES = frozenset(
    {"with", "most", "mostly", "mainly", "chiefly", "half", "many", "some", "all", "as"}
)


_FOUND = ("after", "shared")
_TAKEN = {"casualties", "captives"}  # "wiped out 47 and captured eight in the Mudug region"


def settle_places(scene: Scene) -> None:
    """Gives every figure of a sentence its place."""
    for index, figure in enumerate(scene.figures):
        figure.place, figure.place_rule = _place(scene, index)
    _share(scene)


def _place(scene: Scene, index: int) -> tuple[Named | None, str]:
    figure, governor = scene.figures[index], scene.governors[index]
    host = _host(scene, figure, governor)
    if host is not None:
        return _named(host), "host"
    role = governor.role if governor is not None else ""
    held = _held(scene, figure)
    if held is not None:
        return _named(held), "held"
    if role in ("with", "agent"):
        before = _place_before(scene, figure, with_it=True)
        if before is not None:
            return _named(before), "before"
    after = _place_after(scene, index)
    if after is not None:
        return _named(after), "after"
    base = figure.beside
    if base is not None and base.place is not None:
        return base.place, "base"
    if "there" in _words_after(figure):
        there = _nearest(scene, figure)
        if there is not None:
            return _named(there), "there"
    before = _place_before(scene, figure)
    return (_named(before), "before") if before is not None else (None, "")


def _held(scene: Scene, figure: Figure) -> Location | None:
    """ "The line, completed in 1957, was guarded by 80,000 soldiers", "Ann, which is defended by":
    the nearest place before, whatever it does in the sentence."""
    lower, at = figure.words.lower, figure.first - 1
    if at < 2 or lower[at] != "by" or base_of(lower[at - 1]) not in _HOLDING | _SECURING:
        return None
    passive = lower[at - 2] in BE or lower[at - 2] in ADVERBS
    return _nearest(scene, figure) if passive else None


def _words_after(figure: Figure) -> list[str]:
    """The words right after a figure, where "there" may stand."""
    return figure.words.lower[figure.end : figure.end + 8]


def _nearest(scene: Scene, figure: Figure) -> Location | None:
    """What "there" means: the last place before, whatever it does in the sentence."""
    earlier = [place for place in scene.places if place.end <= figure.start_offset]
    return earlier[-1] if earlier else None


def _named(location: Location) -> Named:
    return Named(location.text, location.start, location.end, location.name, location.code)


def _host(scene: Scene, figure: Figure, governor: Governor | None) -> Location | None:
    """ "Poland hosts 10,000 U.S. soldiers and Germany 35,000", "Guam has over 9,000"."""
    words, base = figure.words, figure.base
    form = governor.form if governor is not None else None
    hosted = form is not None and form.verb.base == "host" and figure.force is None
    foreign = (
        hosted
        or figure.force_rule == "inside"
        or (base is not None and base.force_rule == "inside")
    )
    if not foreign or (figure.force is None and not hosted):
        return None
    code = figure.force.code if figure.force is not None else None
    last = figure.first
    hosts = {"host", "hosts"} & set(words.lower[: figure.first])
    if governor is None and hosts and figure.rule != "contributor":
        last = words.lower.index(next(iter(hosts)))
    elif governor is not None and governor.form is not None and governor.role == "object":
        if governor.form.verb.base not in ("host", "have", "house") or governor.at > last:
            return None
        last = governor.at
    elif figure.rule != "contributor":
        return None
    for place in reversed(scene.places):
        at = words.index(place.end - 1) + 1
        if at <= last and last - at <= 2:
            return place if place.code != code or place.code is None else None
    return None


def _place_after(scene: Scene, index: int) -> Location | None:
    """The first place after the figure that a fitting preposition leads to."""
    figure, governor = scene.figures[index], scene.governors[index]
    words, start = figure.words, figure.end
    low, high = words.ends[start - 1], stop_after(scene, index)
    second: Location | None = None
    for place in scene.places:
        if not low <= place.start < high or _is_modifier(words, place):
            continue
        if _owns_next(words, place, scene.places):
            continue  # "sent to Russia's Kursk region"
        at = words.index(place.start)
        if _is_parted(words, start, at):
            break
        lead = _lead(words, at, scene.places)
        if lead == "" and figure.rule == "contributor" and words.lower[start] == "(":
            return None if ")" in words.lower[start:at] else place  # "Poland 421 (Iriba; …)"
        if lead == "" and words.lower[at - 1] == "(" and at - 1 > start:
            continue  # the bracket of another item
        if lead == "" and figure.measure == "increase" and words.lower[at - 1] == "for":
            lead = "for"  # "21,500 more troops for Iraq"
        if lead == "from":
            if figure.measure == "decrease":
                return place
            continue
        if lead == "to" and figure.measure in ("casualties", "captives"):
            continue  # "will surrender to the U.S."
        if lead == "" and (_labels(words, place) or not _is_object(words, at, governor)):
            continue
        if figure.measure == "decrease" and lead == "to":
            second = second or place
            continue
        return place
    return second


def _owns_next(words: Words, place: Location, places: Sequence[Location]) -> bool:
    """Whether a place is named as the owner of another."""
    at = words.index(place.end - 1) + 1
    if words.lower[at : at + 1] not in (["'s"], ["’s"]) or at + 1 >= len(words):
        return False
    return any(other.start == words.starts[at + 1] for other in places)


def _labels(words: Words, place: Location) -> bool:
    """ "Kenya 1,460, Ethiopia 650": the name of a list's next item."""
    at = words.index(place.end - 1) + 1
    if words.lower[at : at + 1] == ["("]:
        at += 1  # "Rwanda (2,100) and Bangladesh (1,400)"
    return at < len(words) and words.lower[at][0].isdecimal()


def _is_parted(words: Words, start: int, at: int) -> bool:
    """Whether a break or an aside about others parts a figure from a place."""
    lower = words.lower
    for index in range(start, at):
        word = lower[index]
        if word in (";", "“", "”", "—", "–"):
            return True
        if word == "," and index + 1 < at and _is_aside(lower, index + 1):
            return "," not in lower[index + 1 : at]  # but "1,800 troops, mainly French, to Bunia"
        if word in ("which", "that", "whose", "where") and index > start + 1:
            return lower[index + 1] not in ("took", "occurred", "happened", "began")
    return False


def _is_aside(lower: list[str], at: int) -> bool:
    """ "29 fighters, [11 of them] in Syria": a part may be elsewhere than the whole."""
    part = any(lower[index : index + 2] in _OF_THEM for index in range(at, at + 4))
    return part or lower[at] in _ASIDES


_OF_THEM = (["of", "them"], ["of", "whom"], ["of", "which"])


def _is_modifier(words: Words, place: Location) -> bool:
    """ "U.S. troops", "the Kabul government": no place, whatever stands before it."""
    if place.use == "literal" or place.text.split()[-1].lower() in _GENERICS:
        return False
    at = words.index(place.end - 1) + 1
    if words.lower[at : at + 1] in (["direction"], ["sector"], ["axis"], ["front"]):
        return False  # "in the Kursk direction"
    return goes_on(words, at) or words.lower[at : at + 1] in (["'s"], ["’s"])


def _lead(words: Words, at: int, places: Sequence[Location]) -> str:
    """The preposition that leads to the place at word `at`; "" where none does."""
    lower, steps = words.lower, 0
    while at > 0 and steps < 7:
        word = lower[at - 1]
        if word in _PLACE_WORDS:
            stepped = words.lower[at] if steps else ""
            if word == "to" and stepped not in ARTICLES and not words.capital(at):
                return ""  # "continues to worry Washington"
            return word
        if word in (",", "and", "or", "of", "with", "'s", "’s"):  # "to Russia's Kursk region"
            if word == "of" and words.lower[at - 2] == "out":
                return "from"
            if word == "with" and words.lower[at - 2] == "border":
                return "border"
            if word == "of" and words.lower[at - 2] in SIDES:
                return "near"  # "south of the Litani"
            if word == "of":
                at -= 1
                steps += 1
                continue
            edge = words.ends[at - 2] if at > 1 else -1
            before = next((place for place in places if place.end == edge), None)
            if before is None:
                return ""
            at = words.index(before.start)
            steps += 1
            continue
        if not word[0].isalnum() or is_verb(word) or (word in STOPS and word not in ARTICLES):
            return ""
        at -= 1
        steps += 1
    return ""


def _is_object(words: Words, at: int, governor: Governor | None) -> bool:
    """ "had left [Burma]", "attacked [Goose Green]"; the bare place of a telegraphic list."""
    before = at - 1
    while before > 0 and words.lower[before] in _TITLES:
        before -= 1  # "guard [the district of] Ancuabe"
    if before < 0:
        return False
    if governor is not None and governor.at == before:
        return True
    if words.lower[before - 1] == "to" and words.lower[before] in _SECURING:
        return True  # "massed to defend Saudi Arabia"
    loose = governor is None and form(words.lower[before]) is None
    return loose and words.lower[before] not in (",", "by", "of", "with")


_TITLES = frozenset({"the", "fob", "camp", "fort", "base", "of"}) | _GENERICS


def _place_before(scene: Scene, figure: Figure, with_it: bool = False) -> Location | None:
    """The nearest place before the figure: in its clause, or at the front of the sentence."""
    words = figure.words
    for place in reversed(scene.places):
        if place.end > figure.start_offset:
            continue
        beside = words.index(place.end - 1) + 1 == figure.first  # "strength in Lower Juba est 300"
        if not beside and _is_modifier(words, place):
            continue
        at = words.index(place.start)
        lead = _lead(words, at, scene.places)
        if lead == "" and not (_is_object_of_other(words, at) or _is_topic(words, place, figure)):
            continue
        if lead == "border" or (lead == "from" and figure.measure != "decrease" and not with_it):
            continue
        if _speaks(words, at) or ";" in words.lower[at : figure.first]:
            continue
        return _most_specific(words, place, scene.places)
    return None


def _most_specific(words: Words, place: Location, places: Sequence[Location]) -> Location:
    """ "in Bannu, Khyber Pakhtunkhwa, Pakistan, killing five": the first of the chain."""
    for other in reversed(places):
        gap = words.text[other.end : place.start]
        if other.end <= place.start and (gap in (", ", ",") or _is_within(gap)):
            place = other
    return place


def _is_within(gap: str) -> bool:
    """ "Kidal[ in the region of ]Azawad"."""
    inner = gap.split()
    return inner[:1] == ["in"] and 2 < len(inner) < 7 and inner[-1] == "of"


def _is_object_of_other(words: Words, at: int) -> bool:
    """ "attacked Tejutepeque …, inflicting 90 casualties"."""
    known = form(words.lower[at - 1]) if at else None
    return known is not None and known.verb.base in _HOLDING


def _is_topic(words: Words, place: Location, figure: Figure) -> bool:
    """ "stormed the town of Macomia, where 10 soldiers died"; "GAMBIA: ECOWAS 250"."""
    at = words.index(place.end - 1) + 1
    following = words.lower[at : at + 2]
    if following[:1] == [":"]:
        if figure.force_rule == "headed":
            return False  # "Kenya: approximately 24,000 personnel"
        return "\n" not in words.text[place.end : figure.start_offset].strip()
    return following == [",", "where"] or following[:1] == ["where"]


def _speaks(words: Words, at: int) -> bool:
    """ "Pentagon sources in Washington said": the seat of who speaks, not of the people."""
    before = words.lower[max(0, at - 2) : at]
    return before[:1] != ["army"] and not _SPEAKING_FOR.isdisjoint(before)


def _share(scene: Scene) -> None:
    """ "Five soldiers are killed and six hurt in an attack in Goma": the place serves both."""
    for index in range(len(scene.figures) - 2, -1, -1):
        figure, following = scene.figures[index], scene.figures[index + 1]
        between = scene.words.lower[figure.end : following.first]
        governor = scene.governors[index + 1]
        agents = governor is not None and governor.role == "agent"
        alike = figure.measure == following.measure or {figure.measure, following.measure} == _TAKEN
        if ";" in between or not (agents or alike):
            continue
        parted = any(word in ("while", "but", ":", "against") for word in between)
        own = following.rule in ("list", "contributor", "part", "change")
        own = own or any(
            figure.end_offset <= date.start < following.start_offset for date in scene.dates
        )  # "hurt in Goma in May, and two killed in Bunia": two events
        if figure.place is None and following.place_rule in _FOUND and not parted and not own:
            figure.place, figure.place_rule = following.place, "shared"
    for figure in scene.figures:
        base = figure.beside
        if base is not None and base.place is not None and figure.place is None:
            figure.place, figure.place_rule = base.place, "base"
