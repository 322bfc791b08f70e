"""When a figure holds.

>>> settle_times(scene)  # "The force fell from 4,000 in May to 2,600 in June."

The date beside it comes first ("in June to 278,760"), then one in its own stretch of the sentence
that no other verb claims, then that of its base, then one before it in the clause.
"""

from troopfacts.extractors.facts import Date, When

from .figures import Figure
from .governors import Governor
from .scenes import ARTICLES, Scene, stop_after
from .verbs import AUXILIARIES, form, is_verb
from .words import Words, word_class

_PASTS = word_class("past of common verbs")
_DURATIONS = frozenset({"past", "last", "next", "coming", "recent", "previous", "following"})


def settle_times(scene: Scene) -> None:
    """Gives every figure of a sentence its time."""
    for index, figure in enumerate(scene.figures):
        figure.time, figure.time_rule = _time(scene, index)
    for figure in scene.figures:
        base = figure.base
        near = base is not None and base.words is figure.words
        if near and base and base.time and figure.time is None and figure.time_rule != "none":
            figure.time, figure.time_rule = base.time, "base"


def _time(scene: Scene, index: int) -> tuple[When | None, str]:
    figure, governor = scene.figures[index], scene.governors[index]
    words = figure.words
    usable = [date for date in scene.dates if _dates(words, date, figure)]
    for date in usable:
        if date.end <= figure.start_offset and _is_beside(scene, index, date):
            return _when(date), "beside"
    high = stop_after(scene, index)
    for date in usable:
        if figure.end_offset <= date.start < high:
            at = words.index(date.start)
            if not _has_other_verb(words, figure.end, at, governor):
                return _when(date), "after"
            break
    closing = _closing(scene)
    if closing is not None and (governor is None or governor.role == "size"):
        return _when(closing), "bracket"
    earlier = governor is not None and governor.role == "was"
    if earlier:
        return None, "none"
    if figure.base is not None and figure.base.words is figure.words:
        return None, "" if _shares_clause(scene, index) else "none"
    for date in reversed(usable):
        if date.end <= figure.start_offset:
            at = words.index(date.end - 1) + 1
            aside = _is_aside(words, words.index(date.start), at, figure.first)
            if not aside and not _has_other_verb(words, at, figure.first, governor):
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


def _is_aside(words: Words, first: int, end: int, figure: int) -> bool:
    """ "The force, set up in 2014, has 900 soldiers": the date of the aside's own verb."""
    if "," not in words.lower[end:figure]:
        return False
    start = first
    while start > 0 and words.lower[start - 1] not in (",", ";", "("):
        start -= 1
    inside = words.lower[start:first]
    return start > 0 and any(is_verb(word) or word.endswith("ed") for word in inside)


def _has_other_verb(words: Words, start: int, end: int, governor: Governor | None) -> bool:
    """Whether a verb stands between that may own the date: "formed in 2014", "said Friday"."""
    at = governor.at if governor is not None else -1
    beside = words.lower[end] if end < len(words) else ""
    if beside[:1].isdecimal() or beside in ("at", "about", "some"):
        end -= 1  # "today [left] 35 dead": the figure's own verb
    for index in range(start, end):
        word = words.lower[index]
        if word in (";", ".", "when", "after", "before", "while", "but", "although", "though"):
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
        if word.endswith("ed") and len(word) > 4 and words.lower[index - 1] not in ARTICLES:
            return True
    return False
