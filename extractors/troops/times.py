"""When a figure holds.

>>> settle_times(scene)  # "The force fell from 4,000 in May to 2,600 in June."

The date beside it comes first ("in June to 278,760"), then one in its own stretch of the sentence
that no other verb claims, then that of its base, then one before it in the clause.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec.structs import replace

from troopfacts.extractors.facts import Date, When

from .figures import Figure
from .governors import Governor
from .scenes import ARTICLES, Scene, stop_after
from .verbs import AUXILIARIES, form, is_verb
from .words import Words, word_class

_PASTS = word_class("past of common verbs")
_LOSSES = word_class("states of loss")
_DURATIONS = frozenset({"past", "last", "next", "coming", "recent", "previous", "following"})


def settle_times(scene: Scene) -> None:
    """Gives every figure of a sentence its time."""
    single = scene.dates
    scene.dates = list(_spans(scene.words, single))
    for index, figure in enumerate(scene.figures):
        figure.time, figure.time_rule = _time(scene, index)
    for figure in scene.figures:
        base = figure.beside
        if base and base.time and figure.time is None and figure.time_rule != "none":
            figure.time, figure.time_rule = base.time, "base"
    _share_out(scene, single)
    for earlier, figure in pairwise(scene.figures):
        between = scene.words.lower[earlier.end : figure.first]
        joined = between in (["and"], [","], [",", "and"], ["or"])
        if joined and figure.time is None and figure.measure == earlier.measure and not figure.rule:
            figure.time, figure.time_rule = earlier.time, "joined"


def _share_out(scene: Scene, dates: Sequence[Date]) -> None:
    """ "Between 1936 and 1939 it grew from 2,000 to 5,000 men": a date for each level."""
    words = scene.words
    for low, high in pairwise(dates):
        at = words.index(low.start)
        gap = words.text[low.end : high.start].strip()
        if words.lower[at - 1 : at] != ["between"] or gap != "and":
            continue
        for first, last in pairwise(scene.figures):
            froms = words.lower[first.first - 1 : first.first] == ["from"]
            if froms and words.lower[first.end : last.first] == ["to"]:
                first.time, first.time_rule = _when(low), "range"
                last.time, last.time_rule = _when(high), "range"


def _spans(words: Words, dates: Sequence[Date]) -> Iterator[Date]:
    """The dates, two that make a span joined: "from July 1946 to June 1950", "between …"."""
    index = 0
    while index < len(dates):
        date = dates[index]
        index += 1
        if index < len(dates) and date.type == dates[index].type == "DATE":
            last = dates[index]
            gap, at = words.text[date.end : last.start], words.index(date.start)
            before = words.lower[at - 1] if at else ""
            joint = (before, gap.strip())
            if joint[1] in ("-", "–", "—") or joint in (("from", "to"), ("between", "and")):
                index += 1
                yield replace(
                    date,
                    end=last.end,
                    text=words.text[date.start : last.end],
                    value=f"{date.value}/{last.value}",
                    last=last.last,
                )
                continue
        yield date


def _time(scene: Scene, index: int) -> tuple[When | None, str]:
    figure, governor = scene.figures[index], scene.governors[index]
    words = figure.words
    usable = [date for date in scene.dates if _dates(words, date, figure)]
    own_date = next((date for date in usable if _is_right_behind(words, figure, date)), None)
    for date in usable:
        if date.end <= figure.start_offset and _is_beside(scene, index, date):
            return _when(own_date or date), "beside"
    high = stop_after(scene, index)
    own = 1 if governor is not None and governor.role in ("noun", "size") else 0
    own += words.lower[figure.end : figure.end + 1] in (["that"], ["who"], ["which"])
    for date in usable:
        if figure.end_offset <= date.start < high:
            at = words.index(date.start)
            if _other_verbs(words, figure.end, at, governor) <= own:
                return _when(date), "after"
            break
    closing = _closing(scene)
    if closing is not None and (governor is None or governor.role == "size"):
        return _when(closing), "bracket"
    if governor is not None and governor.role == "was":
        return None, "none"
    base = figure.beside
    if base is not None and base.first < figure.first:
        return None, "" if _shares_clause(scene, index) else "none"
    accompanies = governor is not None and governor.role in ("with", "state")
    for date in reversed(usable):
        if date.end <= figure.start_offset:
            at = words.index(date.end - 1) + 1
            aside = _is_aside(words, words.index(date.start), at, figure.first)
            aside = aside or words.lower[at] == "that"  # "denied on Thursday that 300 fled"
            if not aside and _other_verbs(words, at, figure.first, governor) <= accompanies:
                return _when(date), "before"
            break
    front = _front(words, usable)
    return (_when(front), "front") if front is not None else (None, "")


def _front(words: Words, dates: Sequence[Date]) -> Date | None:
    """ "[The same day], the outpost was shelled and the rebels said they had killed two": a date
    that opens a sentence, the only one there, is that of all that happens in it."""
    if len(dates) != 1:
        return None
    at = words.index(dates[0].end - 1) + 1
    opens = words.index(dates[0].start) <= 2
    return dates[0] if opens and words.lower[at : at + 1] == [","] else None


def _is_right_behind(words: Words, figure: Figure, date: Date) -> bool:
    """ "under 100 in 2008, from a high of 300 [in summer 2007]"."""
    leads = words.lower[figure.end : figure.end + 1] in (["in"], ["on"], ["by"], ["during"])
    return leads and figure.end < len(words) - 1 and words.starts[figure.end + 1] == date.start


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
    if not AUXILIARIES.isdisjoint(scene.words.lower):
        return None  # a sentence, no statistic
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


_MANY = 9  # verbs: a break in the sentence counts as that many


def _other_verbs(words: Words, start: int, end: int, governor: Governor | None) -> int:
    """How many verbs stand between that may own the date: "formed in 2014", "said Friday"."""
    at, found = governor.at if governor is not None else -1, 0
    if end > start and words.lower[end - 1] in _LEAVING:
        end -= 1  # "today [left] 35 dead": the figure's own verb
    for index in range(start, end):
        word = words.lower[index]
        if word == "when" and index > start:
            return found  # "killed when the ship was sunk on 4 March": one event
        if word in _BREAKS or word == "when":
            return _MANY
        counted = word in _LOSSES and index and words.lower[index - 1][0].isdecimal()
        if index == at or word in AUXILIARIES or words.capital(index) or counted:
            continue
        if word in _PASTS:
            found += 1
            continue
        near = abs(index - at) <= 3 and index < at
        if near or (index and words.lower[index - 1] in ARTICLES):
            continue  # "our authorized ceiling was"
        known = form(word)
        verb = is_verb(word) and (known is None or bool(known.kinds & _TENSED))
        found += verb or (word.endswith("ed") and len(word) > 4)
    return found


_BREAKS = frozenset({";", ".", "after", "before", "while", "but", "although", "though"})
_LEAVING = frozenset({"left", "leave", "leaves", "leaving"})
_TENSED = frozenset({"past", "participle", "third"})
