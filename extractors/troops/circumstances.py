"""Where and when a figure's people are.

>>> settle(scene)  # "In Niger 300 soldiers remained in May, and another 120 in Mali."

A figure's own stretch runs to the next figure that is no part of it. What stands in that stretch
comes first, then what its base has, then what stands before it in the clause or at its front.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from troopfacts.extractors.facts import Date, Location, Named, When

from .clauses import Governor
from .ellipses import Sentence
from .figures import Figure
from .nouns import STOPS, goes_on
from .verbs import AUXILIARIES, form, is_verb
from .words import Words, word_class

_PLACE_WORDS = word_class("prepositions of place")
_SPEAKING_FOR = word_class("what a place stands for")
_ASIDES = frozenset({"with", "most", "half", "many", "some", "all", "as"})
_PASTS = word_class("past of common verbs")
_PARTS = frozenset({"part", "contributor"})
_ARTICLES = frozenset({"the", "a", "an", "its", "their", "our", "neighboring", "neighbouring"})
_SECURING = word_class("verbs of securing")
_HOLDING = word_class("verbs with a place")
_JOINTS = frozenset({",", "and", "or", "along", "with", "as", "well", "plus", "together"})
_DURATIONS = frozenset({"past", "last", "next", "coming", "recent", "previous", "following"})


@dataclass(slots=True)
class Scene:
    """One sentence's figures with their governors, and the places and dates found in it."""

    sentence: Sentence
    figures: Sequence[Figure]
    governors: Sequence[Governor | None]
    places: list[Location]
    dates: list[Date]

    @property
    def words(self) -> Words:
        return self.sentence.words


def settle(scene: Scene) -> None:
    """Gives every figure of a sentence its place and time."""
    front = _dateline_end(scene.words)
    scene.places = [place for place in scene.places if place.start >= front]
    scene.dates = [date for date in scene.dates if date.start >= front and date.type != "SET"]
    for index, figure in enumerate(scene.figures):
        figure.place, figure.place_rule = _place(scene, index)
        figure.time, figure.time_rule = _time(scene, index)
    _share(scene)


def _dateline_end(words: Words) -> int:
    """Where the text after a dateline begins: "BOGOTÁ, 3 May (Newswire) — "."""
    for at in range(min(len(words), 18)):
        word = words.words[at]
        if at and word in ("—", "–", "-", ":") and not words.touches(at):
            return words.ends[at]
        if word == ":" and at and words.words[at - 1].isupper():
            return words.ends[at]
        if word[0].islower() and word not in ("and", "de", "del", "of", "al"):
            break
    return words.start


def _stop(scene: Scene, index: int) -> int:
    """Where the stretch after a figure ends: at the next figure that is no part of it."""
    words, figure = scene.words, scene.figures[index]
    end = figure.end
    for other in scene.figures[index + 1 :]:
        joint = words.lower[end : other.first]
        joined = 0 < len(joint) <= 3 and all(word in _JOINTS for word in joint)
        part = other.rule == "contributor" and _root(other) is figure
        part = part or _is_included(words, other)
        if not joined and not part:
            return other.start_offset
        end = other.end
    return words.end


def _is_included(words: Words, figure: Figure) -> bool:
    before = words.lower[max(0, figure.first - 3) : figure.first]
    return "including" in before or "plus" in before or before[-2:] == ["among", "them"]


def _root(figure: Figure) -> Figure:
    """The total a part belongs to."""
    seen = 0
    while figure.base is not None and figure.rule in _PARTS and seen < 30:
        figure = figure.base
        seen += 1
    return figure


# Places


def _place(scene: Scene, index: int) -> tuple[Named | None, str]:
    figure, governor = scene.figures[index], scene.governors[index]
    host = _host(scene, figure, governor)
    if host is not None:
        return _named(host), "host"
    role = governor.role if governor is not None else ""
    if role in ("with", "agent"):
        before = _place_before(scene, figure, with_it=True)
        if before is not None:
            return _named(before), "before"
    after = _place_after(scene, index)
    if after is not None:
        return _named(after), "after"
    base = figure.base
    if base is not None and base.words is figure.words and base.place is not None:
        return base.place, "base"
    if "there" in words_after(figure):
        there = _nearest(scene, figure)
        if there is not None:
            return _named(there), "there"
    before = _place_before(scene, figure)
    return (_named(before), "before") if before is not None else (None, "")


def words_after(figure: Figure) -> list[str]:
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
    foreign = figure.force_rule == "inside" or (base is not None and base.force_rule == "inside")
    if not foreign or figure.force is None:
        return None
    last = figure.first
    hosts = {"host", "hosts"} & set(words.lower[: figure.first])
    if governor is None and hosts:
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
            return place if place.code != figure.force.code or place.code is None else None
    return None


def _place_after(scene: Scene, index: int) -> Location | None:
    """The first place after the figure that a fitting preposition leads to."""
    figure, governor = scene.figures[index], scene.governors[index]
    words, start = figure.words, figure.end
    low, high = words.ends[start - 1], _stop(scene, index)
    second: Location | None = None
    for place in scene.places:
        if not low <= place.start < high or _is_modifier(words, place):
            continue
        at = words.index(place.start)
        if _is_parted(words, start, at):
            break
        lead = _lead(words, at, scene.places)
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


def _labels(words: Words, place: Location) -> bool:
    """ "Kenya 1,460, Ethiopia 650": the name of a list's next item."""
    at = words.index(place.end - 1) + 1
    return at < len(words) and words.lower[at][0].isdecimal()


def _is_parted(words: Words, start: int, at: int) -> bool:
    """Whether a break or an aside about others parts a figure from a place."""
    lower = words.lower
    for index in range(start, at):
        word = lower[index]
        if word in (";", "“", "”", "—", "–"):
            return True
        if word == "," and index + 1 < at and lower[index + 1] in _ASIDES:
            return True
        if word in ("which", "that", "whose", "where") and index > start + 1:
            return True
    return False


def _is_modifier(words: Words, place: Location) -> bool:
    """ "U.S. troops", "the Kabul government": no place, whatever stands before it."""
    if place.use == "literal":
        return False
    at = words.index(place.end - 1) + 1
    return goes_on(words, at) or words.lower[at : at + 1] in (["'s"], ["’s"])


def _lead(words: Words, at: int, places: Sequence[Location]) -> str:
    """The preposition that leads to the place at word `at`; "" where none does."""
    lower, steps = words.lower, 0
    while at > 0 and steps < 7:
        word = lower[at - 1]
        if word in _PLACE_WORDS:
            stepped = words.lower[at] if steps else ""
            if word == "to" and stepped not in _ARTICLES and not words.capital(at):
                return ""  # "continues to worry Washington"
            return word
        if word in (",", "and", "or", "of"):
            edge = words.ends[at - 2] if at > 1 else -1
            listed = any(place.end == edge for place in places)
            if word == "of":
                at -= 1
                steps += 1
                continue
            if not listed:
                return ""
            before = next(place for place in places if place.end == edge)
            at = words.index(before.start)
            steps += 1
            continue
        if not word[0].isalnum() or is_verb(word) or (word in STOPS and word not in _ARTICLES):
            return ""
        at -= 1
        steps += 1
    return ""


def _is_object(words: Words, at: int, governor: Governor | None) -> bool:
    """ "had left [Burma]", "attacked [Goose Green]"; the bare place of a telegraphic list."""
    before = at - 1
    while before > 0 and words.lower[before] in ("the", "fob", "camp", "fort", "town", "base"):
        before -= 1
    if before < 0:
        return False
    if governor is not None and governor.at == before:
        return True
    if words.lower[before - 1] == "to" and words.lower[before] in _SECURING:
        return True  # "massed to defend Saudi Arabia"
    return governor is None and form(words.lower[before]) is None and words.lower[before] != ","


def _place_before(scene: Scene, figure: Figure, with_it: bool = False) -> Location | None:
    """The nearest place before the figure: in its clause, or at the front of the sentence."""
    words = figure.words
    for place in reversed(scene.places):
        if place.end > figure.start_offset or _is_modifier(words, place):
            continue
        at = words.index(place.start)
        lead = _lead(words, at, scene.places)
        if lead == "" and not _is_object_of_other(words, at):
            continue
        if lead == "from" and figure.measure != "decrease" and not with_it:
            continue
        if _speaks(words, at) or ";" in words.lower[at : figure.first]:
            continue
        return place
    return None


def _is_object_of_other(words: Words, at: int) -> bool:
    """ "attacked Tejutepeque …, inflicting 90 casualties"."""
    known = form(words.lower[at - 1]) if at else None
    return known is not None and known.verb.base in _HOLDING


def _speaks(words: Words, at: int) -> bool:
    """ "Pentagon sources in Washington said": the seat of who speaks, not of the people."""
    return not _SPEAKING_FOR.isdisjoint(words.lower[max(0, at - 2) : at])


def _share(scene: Scene) -> None:
    """ "Five soldiers are killed and six hurt in an attack in Goma": the place serves both."""
    for index in range(len(scene.figures) - 2, -1, -1):
        figure, following = scene.figures[index], scene.figures[index + 1]
        between = scene.words.lower[figure.end : following.first]
        governor = scene.governors[index + 1]
        agents = governor is not None and governor.role == "agent"
        if ";" in between or not (agents or figure.measure == following.measure):
            continue
        parted = any(word in ("while", "but", ":") for word in between)
        own = following.rule in ("list", "contributor", "part", "more", "change")
        if figure.place is None and following.place_rule == "after" and not parted and not own:
            figure.place, figure.place_rule = following.place, "shared"
    for figure in scene.figures:
        base = figure.base
        if base is not None and base.words is figure.words:
            if figure.place is None and base.place is not None:
                figure.place, figure.place_rule = base.place, "base"
            if figure.time is None and base.time is not None and figure.time_rule != "none":
                figure.time, figure.time_rule = base.time, "base"


# Times


def _time(scene: Scene, index: int) -> tuple[When | None, str]:
    figure, governor = scene.figures[index], scene.governors[index]
    words = figure.words
    usable = [date for date in scene.dates if _dates(words, date, figure)]
    for date in usable:
        if date.end <= figure.start_offset and _is_beside(scene, index, date):
            return _when(date), "beside"
    high = _stop(scene, index)
    for date in usable:
        if figure.end_offset <= date.start < high:
            at = words.index(date.start)
            if not _has_other_verb(words, figure.end, at, governor):
                return _when(date), "after"
            break
    closing = _closing(scene)
    if closing is not None and governor is None:
        return _when(closing), "bracket"
    earlier = governor is not None and governor.role == "was"
    if earlier:
        return None, "none"
    if figure.base is not None and figure.base.words is figure.words:
        return None, "" if _shares_clause(scene, index) else "none"
    for date in reversed(usable):
        if date.end <= figure.start_offset:
            at = words.index(date.end - 1) + 1
            if not _has_other_verb(words, at, figure.first, governor):
                return _when(date), "before"
            break
    return None, ""


_GAP = frozenset({"to", ",", "was", "were", "at", "had", ":", "of"})


def _is_beside(scene: Scene, index: int, date: Date) -> bool:
    """ "in June to 278,760", "on 2 April, when about 600 marines"."""
    words, figure = scene.words, scene.figures[index]
    gap = words.lower[words.index(date.end - 1) + 1 : figure.first]
    if gap in ([",", "when"], ["when"]):
        return True
    if len(gap) > 2 or not set(gap) <= _GAP:
        return False
    if index and gap[:1] == ["to"]:  # "from 4,000 in the 1980s to 2,000"
        between = words.lower[scene.figures[index - 1].end : words.index(date.start)]
        return len(between) > 2 or "," in between
    return True


def _shares_clause(scene: Scene, index: int) -> bool:
    """Whether a figure and its base hang on one verb: then what dates the base dates it as well."""
    figure, governor = scene.figures[index], scene.governors[index]
    if governor is None or figure.rule in ("part", "contributor", "", "more", "fate"):
        return True
    for other, base in zip(scene.figures, scene.governors, strict=True):
        if other is figure.base:
            return base is not None and base.at == governor.at
    return False


def _when(date: Date) -> When:
    return When(date.text, date.start, date.end, date.type, date.value, date.first, date.last)


def _dates(words: Words, date: Date, figure: Figure) -> bool:
    """Whether an expression can date a figure: a calendar date, or "the past two weeks"."""
    at = words.index(date.start)
    if date.type == "DURATION":
        own = set(date.text.lower().split())
        return bool(_DURATIONS & own) or words.lower[at - 1] in _DURATIONS
    if date.value in ("PRESENT_REF", "PAST_REF", "FUTURE_REF"):
        return abs(at - figure.first) < 6 or abs(at - figure.end) < 5
    return True


def _closing(scene: Scene) -> Date | None:
    """The year in brackets that ends a statistic: "… South Sudan (UNMISS) (2025)"."""
    if not scene.dates or scene.words.lower[-1] != ")":
        return None
    date = scene.dates[-1]
    return date if date.end == scene.words.starts[-1] else None


def _has_other_verb(words: Words, start: int, end: int, governor: Governor | None) -> bool:
    """Whether a verb stands between that may own the date: "formed in 2014", "said Friday"."""
    at = governor.at if governor is not None else -1
    beside = words.lower[end] if end < len(words) else ""
    if beside[:1].isdecimal() or beside in ("at", "about", "some"):
        end -= 1  # "today [left] 35 dead": the figure's own verb
    for index in range(start, end):
        word = words.lower[index]
        if word in (";", ".", "when", "after", "before", "while"):
            return True
        if index == start and word == "that":
            return True  # "denied on Thursday that 300 men had fled"
        if index == at or word in AUXILIARIES or words.capital(index):
            continue
        if word in _PASTS:
            return True
        if abs(index - at) <= 3 and index < at:
            continue
        known = form(word)
        if is_verb(word) and (known is None or known.kinds & {"past", "participle", "third"}):
            return True
        if word.endswith("ed") and len(word) > 4 and words.lower[index - 1] not in _ARTICLES:
            return True
    return False
