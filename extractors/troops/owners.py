"""Whose people a figure counts.

>>> find_owner(sentence, figure, governor)  # "The Pentagon will send 200 troops to Chad"
(Named('Pentagon', …, 'United States', 'US'), 'subject')

In this order: the name inside the span, the name behind it, the possessive or list item before it,
"its" and "whose", the complement, the subject of a verb, the victims named after "on" or "to", the
base's; then (`homes`) the government that reports, the fronted country, the group just named, the
subject of a verb that does not say whose they are. A casualty is never given to the killer's side,
and where the sentence names nobody there is no force.
"""

from collections.abc import Callable

from troopfacts.extractors.facts import Named
from troopfacts.extractors.names.forces import Force

from .actors import TROOP_WORDS, backward, is_chain, is_place, subject_before
from .figures import Figure
from .governors import Governor
from .homes import announcer, fronted, inherited, is_state_unit, nearest
from .sentences import Sentence
from .sizes import size
from .verbs import form, is_verb, statuses, triggers
from .words import word_class

_TARGETS = word_class("targets")
_AIMS = word_class("words of aiming")
_LOSSES = word_class("states of loss")  # "KIA" is the Kachin army elsewhere
_MOVING = word_class("verbs of transport")

_Rule = Callable[[Sentence, Figure, Governor | None], Force | Named | None]


def find_owner(
    sentence: Sentence, figure: Figure, governor: Governor | None
) -> tuple[Named | None, str]:
    """The force of a figure and the rule that found it."""
    for name, rule in _RULES:
        force = rule(sentence, figure, governor)
        if isinstance(force, Force) and name == "contributor" and force.kind == "mission":
            return None, ""  # "LEBANON: UNIFIL 8": sent by whose list this is
        if force is not None:
            if isinstance(force, Force):
                force = Named(force.text, force.start, force.end, force.name, force.code)
            return force, name
    return None, ""


def _inside(sentence: Sentence, figure: Figure, governor: Governor | None) -> Force | None:
    """ "2,000 Kenyan police officers", "six FARC rebels"."""
    low, high = figure.start_offset, figure.end_offset
    inside = [
        force
        for force in sentence.forces
        if low <= force.start
        and force.end <= high
        and force.text.lower() not in _LOSSES
        and _is_own_service(sentence, force)
    ]
    # "three U.S.-trained Pakistani Taliban fighters": a group says more than a country
    groups = [force for force in inside if force.kind in ("group", "mission")]
    return next(iter(groups or inside), None)


def _is_own_service(sentence: Sentence, force: Force) -> bool:
    """Many states have a "Gendarmerie" or a "National Guard": it is the one of a state near by."""
    if force.kind != "service" or not force.risky or force.text.isupper():
        return True
    return force.name in sentence.countries_around


def _behind(sentence: Sentence, figure: Figure, governor: Governor | None) -> Force | None:
    """ "three members of the Ohio Guard", "200 soldiers from Kenya", "a 900-strong KSF"."""
    words, at = figure.words, figure.end
    link = words.lower[at] if at < len(words) else ""
    verb = governor.form.verb.base if governor is not None and governor.form is not None else ""
    near = figure.measure == "increase" and verb not in _MOVING
    if near and "from" in words.lower[at : at + 4]:
        at = at + words.lower[at : at + 4].index("from")
        link = "from"  # "450 troops due in from Kenya"
    if figure.rule == "strong":
        return sentence.force_from(at)
    sent = form(link)
    if sent is not None and sent.verb.owner == "own" and words.lower[at + 1 : at + 2] == ["by"]:
        return sentence.force_from(at + 2 + (words.lower[at + 2 : at + 3] == ["the"]))
    if link not in ("of", "from", "belonging", "for"):
        return None
    at += 1
    while at < len(words) and words.lower[at] in ("the", "a", "an", "to", "its", "some"):
        at += 1
    force = _in_phrase(sentence, at)
    if link == "for":  # "authorised 5,000 personnel for UNMISS"
        return force if force is not None and force.kind == "mission" else None
    if force is None or (link == "from" and force.kind == "capital"):
        return None
    leaving = governor is not None and governor.measure == "decrease"
    return None if link == "from" and leaving and force.kind == "country" else force


def _in_phrase(sentence: Sentence, at: int) -> Force | None:
    """The first force of the noun phrase at word `at`: "16 Air Assault Brigade, the Royal Marines",
    "the 5th battalion of the Kenyan army"."""
    words, stop = sentence.words, at + 10
    while at < min(len(words), stop):
        force = sentence.force_from(at)
        if force is not None:
            return force
        linked = words.lower[at] in ("of", "the", ",", "and", "a", "an")
        if not (
            linked
            or words.capital(at)
            or words.lower[at] in TROOP_WORDS
            or words.lower[at][0].isdecimal()
        ):
            return None
        at += 1
    return None


def _contributor(sentence: Sentence, figure: Figure, governor: Governor | None) -> Force | None:
    """ "Italy (1,164)", "Norway's 310", "Denmark with 420", "Kenya 1,460"."""
    words, at, base = figure.words, figure.first, figure.base
    before = words.lower[at - 1] if at else ""
    if before in ("'s", "’s", "'", "’"):
        return sentence.force_to(at - 1)
    acting = base is not None and base.force_rule in ("subject", "nearest", "contributor")
    if figure.rule != "contributor" and not (figure.rule == "list" and acting):
        return None  # "Greece keeps 950 men here, and Britain about 3,000"
    if base is not None and base.force_rule == "inside":
        return None  # "Poland hosts 10,000 U.S. troops and Germany 35,000": these are places
    return sentence.force_to(at - 1 if before in ("(", "with") else at)


def _headed(sentence: Sentence, figure: Figure, governor: Governor | None) -> Force | Named | None:
    """ "Kenya: 370 South Sudan (UNMISS)", "Kenya: approximately 24,000 personnel (20,000 Army; …)":
    the country of an entry, not that of a list of missions ("LEBANON: UNIFIL 8")."""
    first = next((force for force in sentence.forces if force.kind == "country"), None)
    if first is None or sentence.words.text[first.end : first.end + 1] != ":":
        return None
    if figure.rule == "deployment":
        return first
    base, start = figure.beside, sentence.words.index(first.end) + 1
    if base is not None and base.force_rule == "headed":
        return base.force
    opens = figure.head is not None and figure.first == start and not first.text.isupper()
    return first if opens else None


def _its(sentence: Sentence, figure: Figure, governor: Governor | None) -> Force | Named | None:
    """ "Sudan's army denied that 3,000 of its men had surrendered"."""
    lower, first = figure.words.lower, max(0, figure.first - 1)
    earlier = sentence.earlier
    acted = earlier is not None and earlier.force_rule == "subject"
    if lower[0] in ("its", "their") and acted and earlier is not None:
        opening = lower[1 : min(figure.first, 4)]
        if not TROOP_WORDS.isdisjoint(opening) or any(word in triggers() for word in opening):
            return earlier.force  # "Russia has 9,000 troops there. Its losses reached 300."
    if "whose" in lower[first : figure.first + 1] and first:
        at = lower.index("whose", first)
        return sentence.force_to(at - (lower[at - 1] == ","))  # "Rwanda, whose 4,000 soldiers"
    if not {"its", "their", "his"} & set(lower[first : figure.end]):
        return None
    holder = None
    if figure.measure == "captives" and governor is not None and governor.role == "object":
        holder = subject_before(sentence, governor.at)  # "Kyiv says Moscow holds 8,000 of its men"
    named = backward(sentence, figure.start_offset, capitals=True)
    return next((f for f in named if holder is None or f.name != holder.name), None)


def _subject(sentence: Sentence, figure: Figure, governor: Governor | None) -> Force | None:
    """ "Azerbaijan has deployed 151", "the Army suffered 20 casualties"."""
    if governor is not None and governor.role == "state" and figure.first:
        known = form(figure.words.lower[figure.first - 1])  # "suffered 260,000 KIA"
        owns = known is not None and known.verb.owner == "own"
        return subject_before(sentence, figure.first - 1) if owns else None
    if governor is not None and governor.role == "noun":
        moved = governor.measure in ("increase", "decrease")
        ordered = any(word in statuses() for word in governor.chain)
        return subject_before(sentence, governor.at) if moved and ordered else None
    if governor is None or governor.form is None:
        return None
    if governor.role == "change":  # "NATO has raised its presence in Kosovo to 4,500"
        changed = figure.words.lower[governor.at + 1 : governor.at + 3]
        own = not {"its", "their"}.isdisjoint(changed)
        return subject_before(sentence, governor.at) if own else None
    owns = governor.form.verb.owner == "own" and governor.role in ("object", "far")
    drills = governor.measure == "other" and governor.role == "object"
    if owns or drills:
        force = subject_before(sentence, governor.at)
    else:
        force = _right_before(sentence, figure, governor)
    base = figure.base
    if force is None or (
        base is not None and base.force_rule == "inside" and _is_host(force, base)
    ):
        return None
    return force


def _right_before(sentence: Sentence, figure: Figure, governor: Governor) -> Force | None:
    """ "Ugandan forces left 6,000 men": its troops are whose their noun phrase says, whatever the
    verb, as long as it hits nobody."""
    if governor.role != "object" or figure.measure in ("casualties", "captives"):
        return None
    if governor.form is None or governor.form.verb.owner == "foe":
        return None
    if governor.form.verb.base in ("host", "expel"):
        return None  # "Romania hosts 5,000 allied soldiers"
    words = sentence.words
    force = subject_before(sentence, governor.at)
    if force is None:
        return None
    between = words.lower[words.index(force.end - 1) + 1 : governor.at]
    plain = [word for word in between if word not in TROOP_WORDS]
    return force if is_chain(plain) else None


def _loser(sentence: Sentence, figure: Figure, governor: Governor | None) -> Force | None:
    """ "The Prussians were beaten with the loss of 16,000 men"."""
    if governor is None or governor.role != "noun" or governor.rule != "loss of":
        return None
    led = sentence.words.lower[max(0, governor.at - 2) : governor.at]
    fits = led[-1:] in (["with"], ["at"]) or led in (["with", "the"], ["at", "the"])
    return subject_before(sentence, governor.at) if fits else None


def _complement(sentence: Sentence, figure: Figure, governor: Governor | None) -> Force | None:
    """ "68,000 men, of whom 25,000 were British"."""
    lower, at = figure.words.lower, figure.end
    if figure.rule != "part":
        return None
    at += lower[at : at + 1] in (["are"], ["were"])  # "73,000 of them American"
    force = sentence.force_from(at)
    return force if force is not None and force.text != force.name else None


def _is_host(force: Force, base: Figure) -> bool:
    """ "Guam has over 9,000" after "500 U.S. personnel": a place among places."""
    states = force.kind in ("country", "capital")
    return states and base.force is not None and base.force.name != force.name


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
    if not is_state_unit(figure):
        return None
    for force in backward(sentence, figure.start_offset):
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
    if before in _RATED and first > 1 and words.lower[first - 2] == "(":
        before = "("  # "MINURCAT (authorised 5,200 military)"
    sized = (before == "of" and figure.rule == "size") or (
        before == "," and figure.rule == "strong"
    )
    if before not in ("with", "(") and not sized:
        return None
    if figure.base is not None and figure.base.rule == "reference":
        return None
    for force in backward(sentence, figure.start_offset):
        at = words.index(force.end - 1) + 1
        if at < first - 9:
            return None
        if is_place(sentence, force):
            continue
        between = words.lower[at : first - 1]
        if before == "with" and not (between[:1] == [","] or between == []):
            return None
        return None if any(is_verb(word) and word not in triggers() for word in between) else force
    return None


_RATED = frozenset({"authorised", "authorized", "currently", "now", "strength", "establishment"})


def _after_break(sentence: Sentence, figure: Figure) -> Force | None:
    """The name between the last semicolon and the figure, with a comma after it."""
    lower, first = figure.words.lower, figure.first
    if first < 2 or lower[first - 1] != ",":
        return None
    force = sentence.force_to(first - 1)
    at = sentence.words.index(force.start) if force is not None else 0
    at -= at > 1 and lower[at - 1] == "the"
    return force if at and lower[at - 1] in (";", "and") else None


def _carried(sentence: Sentence, figure: Figure, governor: Governor | None) -> Named | Force | None:
    """A part, an addition or a next item has the force of its base."""
    base = figure.beside
    if base is None and {"enemy", "enemy's"} & set(figure.words.lower[: figure.first]):
        return None  # "Losses of the enemy for the day: personnel - 890", after "40 Ukrainians"
    if figure.rule == "gap":
        return None  # "Lee had 75,000 men, Meade 90,000"
    if base is not None:
        between = figure.words.lower[base.end : figure.first]
        if ";" in between and (own := _after_break(sentence, figure)) is not None:
            return own  # "Azerbaijan lost 2,900 soldiers; Armenia, 3,800"
        if ";" in between and figure.rule == "object":
            return None  # "the guards lost 40 men; the militia lost 20"
        return base.force
    base = figure.base
    return base.force if base is not None and base.force_rule == "inside" else None


_RULES: list[tuple[str, _Rule]] = [
    ("inside", _inside),
    ("its", _its),
    ("behind", _behind),
    ("contributor", _contributor),
    ("headed", _headed),
    ("complement", _complement),
    ("loser", _loser),
    ("subject", _subject),
    ("size", size),
    ("victim", _victim),
    ("deserted", _deserted),
    ("apposed", _apposed),
    ("base", _carried),
    ("announcer", announcer),
    ("fronted", fronted),
    ("inherited", inherited),
    ("nearest", nearest),
]
