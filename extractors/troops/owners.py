"""Whose people a figure counts.

>>> find_owner(sentence, figure, governor)  # "The Pentagon will send 200 troops to Chad"
(Named('Pentagon', …, 'United States', 'US'), 'subject')

In this order: the name inside the span, the name behind it, the possessive or list item before it,
the subject of a verb that owns its object, the victims named after "on" or "to", the government
that reports of "soldiers". A casualty is never given to the killer's side, and where the sentence
names nobody the figure has no force.
"""

from collections.abc import Callable, Iterator

from troopfacts.extractors.facts import Named
from troopfacts.extractors.names.forces import Force

from .figures import Figure
from .governors import Governor
from .sentences import Sentence
from .verbs import form, is_verb, statuses, triggers
from .words import word_class

_PREPOSITIONS = word_class("prepositions of circumstance")
_TROOP_WORDS = word_class("troop words")
_MILITARY = word_class("military words")
_STATE_UNITS = word_class("people of a state")
_AUTHORITIES = word_class("authorities")
_TARGETS = word_class("targets")
_AIMS = word_class("words of aiming")
_LOSSES = word_class("states of loss")  # "KIA" is the Kachin army elsewhere
_MOVING = word_class("verbs of transport")
_PRONOUNS = frozenset({"it", "they", "which", "who", "that"})

_Rule = Callable[[Sentence, Figure, Governor | None], Force | Named | None]


def find_owner(
    sentence: Sentence, figure: Figure, governor: Governor | None
) -> tuple[Named | None, str]:
    """The force of a figure and the rule that found it."""
    for name, rule in _RULES:
        force = rule(sentence, figure, governor)
        if force is not None:
            if isinstance(force, Force):
                force = Named(force.text, force.start, force.end, force.name, force.code)
            return force, name
    return None, ""


def _trusted(sentence: Sentence, force: Force) -> bool:
    """Whether the form speaks for the force: a country's name is a place somewhere ("Chad" is a
    first name as well), another risky form stands before a word of war."""
    if force.kind == "country" and force.text == force.name and sentence.locations is not None:
        return any(
            place.start < force.end and force.start < place.end for place in sentence.locations
        )
    if force.risky and not (force.text.isupper() and len(force.text) > 2):
        words, at = sentence.words, sentence.words.index(force.end - 1) + 1
        following = words.lower[at] if at < len(words) else ""
        return following in _TROOP_WORDS or following in _MILITARY
    return True


def _before(sentence: Sentence, offset: int, capitals: bool = False) -> Iterator[Force]:
    """The trusted forces that end before an offset, the nearest first."""
    for force in reversed(sentence.forces):
        if force.end > offset or not (capitals or force.kind != "capital"):
            continue
        if _trusted(sentence, force) and not (force.risky and _owned(sentence, force)):
            yield force


def _is_place(sentence: Sentence, force: Force) -> bool:
    """Whether the name is only a place here: "in Ballymena, Northern Ireland"."""
    first = sentence.words.index(force.start)
    if first == 0 or sentence.words.lower[first - 1] in ("that", "“", '"', ":", "—", "–"):
        return False
    return any(
        place.use == "literal" and place.start < force.end and force.start < place.end
        for place in sentence.locations or ()
    )


def _owned(sentence: Sentence, force: Force) -> bool:
    """ "Mexican National Guard" is no U.S. service."""
    return any(other.end == force.start - 1 for other in sentence.forces)


def _is_state_unit(figure: Figure) -> bool:
    """ "soldiers", "police officers": the people a government speaks of as its own."""
    return figure.unit is not None and not _STATE_UNITS.isdisjoint(figure.unit.split())


def _inside(sentence: Sentence, figure: Figure, governor: Governor | None) -> Force | None:
    """ "2,000 Kenyan police officers", "six FARC rebels"."""
    low, high = figure.start_offset, figure.end_offset
    inside = [
        force
        for force in sentence.forces
        if low <= force.start and force.end <= high and force.text.lower() not in _LOSSES
    ]
    # "three U.S.-trained Pakistani Taliban fighters": a group says more than a country
    groups = [force for force in inside if force.kind in ("group", "mission")]
    return next(iter(groups or inside), None)


def _behind(sentence: Sentence, figure: Figure, governor: Governor | None) -> Force | None:
    """ "two members of the U.S. National Guard", "200 soldiers from Kenya", "a 900-strong KSF"."""
    words, at = figure.words, figure.end
    link = words.lower[at] if at < len(words) else ""
    verb = governor.form.verb.base if governor is not None and governor.form is not None else ""
    near = figure.measure == "increase" and verb not in _MOVING
    if near and "from" in words.lower[at : at + 4]:
        at = at + words.lower[at : at + 4].index("from")
        link = "from"  # "450 troops due in from Kenya"
    if figure.rule == "strong":
        return sentence.force_from(at)
    if link not in ("of", "from", "belonging"):
        return None
    at += 1
    while at < len(words) and words.lower[at] in ("the", "to", "its", "some"):
        at += 1
    force = sentence.force_from(at)
    if force is None or (link == "from" and force.kind == "capital"):
        return None
    leaving = governor is not None and governor.measure == "decrease"
    return None if link == "from" and leaving and force.kind == "country" else force


def _contributor(sentence: Sentence, figure: Figure, governor: Governor | None) -> Force | None:
    """ "Italy (1,164)", "Norway's 310", "Denmark with 420", "Kenya 1,460"."""
    words, at, base = figure.words, figure.first, figure.base
    before = words.lower[at - 1] if at else ""
    if before in ("'s", "’s", "'", "’"):
        return sentence.force_to(at - 1)
    if figure.rule != "contributor":
        return None
    if base is not None and base.force_rule == "inside":
        return None  # "Poland hosts 10,000 U.S. troops and Germany 35,000": these are places
    return sentence.force_to(at - 1 if before in ("(", "with") else at)


def _its(sentence: Sentence, figure: Figure, governor: Governor | None) -> Force | None:
    """ "Sudan's army denied that 3,000 of its men had surrendered"."""
    first = max(0, figure.first - 1)
    if not {"its", "their", "his"} & set(figure.words.lower[first : figure.end]):
        return None
    return next(_before(sentence, figure.start_offset, capitals=True), None)


def _subject(sentence: Sentence, figure: Figure, governor: Governor | None) -> Force | None:
    """ "Azerbaijan has deployed 151", "the Army suffered 20 casualties"."""
    if governor is not None and governor.role == "state" and figure.first:
        known = form(figure.words.lower[figure.first - 1])  # "suffered 260,000 KIA"
        owns = known is not None and known.verb.owner == "own"
        return _subject_before(sentence, figure.first - 1) if owns else None
    if governor is not None and governor.role == "noun":
        moved = governor.measure in ("increase", "decrease")
        ordered = any(word in statuses() for word in governor.chain)
        return _subject_before(sentence, governor.at) if moved and ordered else None
    if governor is None or governor.form is None:
        return None
    owns = governor.form.verb.owner == "own" and governor.role in ("object", "far")
    drills = governor.measure == "other" and governor.role == "object"
    if not owns and not drills:
        return None
    force = _subject_before(sentence, governor.at)
    base = figure.base
    if force is None or (
        base is not None and base.force_rule == "inside" and _is_host(force, base)
    ):
        return None
    return force


def _is_host(force: Force, base: Figure) -> bool:
    """ "Guam has over 9,000" after "500 U.S. personnel": a place among places."""
    return base.force is not None and base.force.name != force.name


def _subject_before(sentence: Sentence, at: int) -> Force | None:
    """The nearest force before a verb that is no circumstance of another subject."""
    words = sentence.words
    for force in _before(sentence, words.starts[at], capitals=True):
        first = words.index(force.start)
        before = words.lower[first - 1] if first else ""
        if before == "the" and first > 1:
            before = words.lower[first - 2]
        if before in _PREPOSITIONS or _is_place(sentence, force):
            continue
        between = words.lower[words.index(force.end - 1) + 1 : at]
        if ";" in between or "that" in between:
            tail = between[max(map(_last(between), (";", "that"))) + 1 :]
            if not _PRONOUNS & set(tail):
                return None
        return force
    return None


def _last(between: list[str]) -> Callable[[str], int]:
    def find(word: str) -> int:
        return len(between) - 1 - between[::-1].index(word) if word in between else -1

    return find


def _size(sentence: Sentence, figure: Figure, governor: Governor | None) -> Force | None:
    """ "the U.S. contingent would shrink to 900", "Union casualties were 500 killed"."""
    near = figure.base is not None and figure.base.words is figure.words
    if near and figure.rule not in ("size", "change"):
        return None
    role = governor.role if governor is not None else ""
    fits = role in ("copula", "change", "size", "was", "state", "subject") and not figure.head
    if not fits and role != "change" and figure.rule != "size":
        return None
    words = figure.words
    for force in _before(sentence, figure.start_offset):
        at = words.index(force.end - 1) + 1
        following = words.lower[at : at + 3]
        if any(word in (";", ".") for word in words.lower[at : figure.first]):
            return None
        if any(word in _TROOP_WORDS or word in triggers() for word in following):
            return force
        adjective = force.kind == "country" and force.text != force.name
        if following[:1] in (["'s"], ["’s"]) or (following[:1] in ([","], [")"]) and not adjective):
            return force
    return None


def _victim(sentence: Sentence, figure: Figure, governor: Governor | None) -> Force | None:
    """ "inflicted 90 casualties on the Salvadoran Army", "an attack on Somali bases, killing 3"."""
    if figure.measure != "casualties":
        return None
    words = figure.words
    for at in range(figure.end, min(len(words), figure.end + 4)):
        if words.lower[at] in ("on", "to", "among"):
            start = at + 1 + (words.lower[at + 1 : at + 2] == ["the"])
            found = sentence.force_from(start)
            if found is not None:
                return found
    if not _is_state_unit(figure):
        return None
    for force in _before(sentence, figure.start_offset):
        first, at = words.index(force.start), words.index(force.end - 1) + 1
        aimed = not _AIMS.isdisjoint(words.lower[max(0, first - 4) : first])
        if aimed and not _TARGETS.isdisjoint(words.lower[at : at + 3]) and force.kind != "group":
            return force
    return None


def _deserted(sentence: Sentence, figure: Figure, governor: Governor | None) -> Force | None:
    """ "22 rebels deserted from the FMLN"."""
    if governor is None or governor.form is None:
        return None
    if governor.form.verb.base not in ("desert", "defect"):
        return None
    after = figure.words.ends[governor.at]
    return next((force for force in sentence.forces if force.start > after), None)


def _apposed(sentence: Sentence, figure: Figure, governor: Governor | None) -> Force | None:
    """ "the ELN, a guerrilla group with 6,000 fighters", "the Salvadoran Army (30,000 men)"."""
    words, first = figure.words, figure.first
    before = words.lower[first - 1] if first else ""
    sized = (before == "of" and figure.rule == "size") or (
        before == "," and figure.rule == "strong"
    )
    if before not in ("with", "(") and not sized:
        return None
    if figure.base is not None and figure.base.rule == "reference":
        return None
    for force in _before(sentence, figure.start_offset):
        at = words.index(force.end - 1) + 1
        if at < first - 9:
            return None
        if _is_place(sentence, force):
            continue
        between = words.lower[at : first - 1]
        if before == "with" and not (between[:1] == [","] or between == []):
            return None
        return None if any(is_verb(word) and word not in triggers() for word in between) else force
    return None


def _announcer(sentence: Sentence, figure: Figure, governor: Governor | None) -> Force | None:
    """ "U.S. officials say 200 troops will go", "Mali's army says 20 soldiers died": its own."""
    if not _is_state_unit(figure):
        return None
    if governor is not None and governor.role in ("agent", "object", "far"):
        return None  # whom it says it killed, or whose it says somebody else sent
    words = figure.words
    for force in _before(sentence, figure.start_offset):
        if force.kind not in ("country", "service"):
            continue
        first, at = words.index(force.start), words.index(force.end - 1) + 1
        if (first and words.lower[first - 1] in _PREPOSITIONS) or _is_place(sentence, force):
            continue
        stretch = words.lower[at : at + 3]
        acts = force.kind == "service" or not _AUTHORITIES.isdisjoint(stretch)
        if force.text in ("Pentagon", "White House"):
            acts = True
        return force if acts and "intelligence" not in stretch else None
    return None


def _carried(sentence: Sentence, figure: Figure, governor: Governor | None) -> Named | None:
    """A part, an addition or a next item has the force of its base."""
    base = figure.base
    if base is not None and (base.words is figure.words or base.force_rule == "inside"):
        return base.force
    return None


_RULES: list[tuple[str, _Rule]] = [
    ("inside", _inside),
    ("behind", _behind),
    ("contributor", _contributor),
    ("its", _its),
    ("subject", _subject),
    ("size", _size),
    ("victim", _victim),
    ("deserted", _deserted),
    ("apposed", _apposed),
    ("base", _carried),
    ("announcer", _announcer),
]
