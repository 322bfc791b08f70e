"""Whose people a figure counts.

>>> owner(reading)  # "The Pentagon will send 200 troops to Chad"
(Named('Pentagon', …, 'United States', 'US'), 'subject')

In this order: the name inside the span, the name behind it, the possessive or list item before it,
the subject of a verb that owns its object, the victims named after "on" or "to". A casualty is
never given to the killer's side.
"""

from troopfacts.extractors.facts import Named
from troopfacts.extractors.names.forces import Force

from .clauses import Governor
from .ellipses import Sentence
from .figures import Figure
from .words import word_class

Owner = tuple[Named | None, str]


def named(force: Force) -> Named:
    """The force as a troop figure carries it."""
    return Named(force.text, force.start, force.end, force.name, force.code)


def find_owner(sentence: Sentence, figure: Figure, governor: Governor | None) -> Owner:
    """The force of a figure and the rule that found it."""
    for rule in (_inside, _behind, _contributor, _subject, _victim, _announcer, _carried):
        force = rule(sentence, figure, governor)
        if force is not None:
            return force if isinstance(force, Named) else named(force), rule.__name__[1:]
    return None, ""


def _inside(sentence: Sentence, figure: Figure, governor: Governor | None) -> Force | None:
    """ "2,000 Kenyan police officers", "six FARC rebels", "Sudan's 3,000 men"."""
    low, high = figure.start_offset, figure.end_offset
    inside = [force for force in sentence.forces if low <= force.start and force.end <= high]
    if not inside:
        return None
    # "three U.S. Pakistani Taliban fighters": the name nearest the noun says most
    groups = [force for force in inside if force.kind in ("group", "mission")]
    return (groups or inside)[0]


def _behind(sentence: Sentence, figure: Figure, governor: Governor | None) -> Force | None:
    """ "two members of the U.S. National Guard", "200 soldiers from Kenya", "nine of the FARC"."""
    words, at = figure.words, figure.end
    if at >= len(words) or words.lower[at] not in ("of", "from", "under", "belonging", "with"):
        return None
    if words.lower[at] == "with" and figure.head is None:
        return None
    link = words.lower[at]
    at += 1
    while at < len(words) and words.lower[at] in ("the", "to", "its", "some"):
        at += 1
    force = sentence.force_from(at)
    if force is None:
        return None
    if link == "from" and governor is not None and governor.measure == "decrease":
        return None
    return force if link in ("of", "from") or force.kind in ("group", "service") else None


def _contributor(sentence: Sentence, figure: Figure, governor: Governor | None) -> Force | None:
    """ "Italy (1,164)", "Norway's 310", "Denmark with 420", "Kenya 1,460"."""
    words, at = figure.words, figure.first
    before = words.lower[at - 1] if at else ""
    if before in ("(", "'s", "’s", "'", "’"):
        return sentence.force_to(at - 1)
    if figure.rule in ("contributor", "list"):
        if before == "with":
            return sentence.force_to(at - 1)
        return sentence.force_to(at)
    return None


_PREPOSITIONS = word_class("prepositions of circumstance")


def _subject(sentence: Sentence, figure: Figure, governor: Governor | None) -> Force | None:
    """ "Azerbaijan has deployed 151", "the Army suffered 20 casualties"."""
    if governor is None or governor.form is None:
        return None
    if governor.form.verb.owner != "own" or governor.role not in ("object", "far"):
        return None
    return _subject_before(sentence, governor.at)


def _subject_before(sentence: Sentence, at: int) -> Force | None:
    """The nearest force before a verb that no preposition makes a mere circumstance."""
    words = sentence.words
    limit = words.starts[at]
    for force in reversed([force for force in sentence.forces if force.end <= limit]):
        first = words.index(force.start)
        before = words.lower[first - 1] if first else ""
        if before == "the" and first > 1:
            before = words.lower[first - 2]
        if before in _PREPOSITIONS:
            continue
        between = words.lower[words.index(force.end - 1) + 1 : at]
        if any(word in (";", ".", ":") for word in between):
            return None
        return force
    return None


def _victim(sentence: Sentence, figure: Figure, governor: Governor | None) -> Force | None:
    """ "inflicted 90 casualties on the Salvadoran Army", "caused 28 Army casualties"."""
    if figure.measure != "casualties":
        return None
    words = figure.words
    for at in range(figure.end, min(len(words), figure.end + 4)):
        if words.lower[at] in ("on", "to", "among"):
            start = at + 1 + (words.lower[at + 1 : at + 2] == ["the"])
            return sentence.force_from(start)
    return None


def _announcer(sentence: Sentence, figure: Figure, governor: Governor | None) -> Force | None:
    """ "U.S. officials announced that 200 troops will be sent": they announce what is theirs."""
    if figure.measure not in ("increase", "decrease") or governor is None:
        return None
    if governor.role not in ("passive", "noun", "object"):
        return None
    force = _subject_before(sentence, figure.first)
    return force if force is not None and force.kind == "country" else None


def _carried(sentence: Sentence, figure: Figure, governor: Governor | None) -> Named | None:
    """A part, an addition or a next item has the force of its base."""
    if figure.base is None or figure.base.words is not figure.words:
        return None
    if figure.rule in ("part", "more", "change", "series", "list", "size", "fate", "object"):
        return figure.base.force
    return None
