"""Verbs of saying in a frame: with their subject before them or behind, participle, passive.

>>> by_verb(frame, 2, form)  # "The ministry said that 12 soldiers had died."
Attribution(cue=(2, 2), subject=(0, 1), left=None, right=(4, 7), …)
"""

from msgspec import Struct

from troopfacts.extractors.lexicons import words

from . import inversions, phrases
from .adjuncts import past_adjuncts
from .contents import Attribution, Site, attributed, clear_clause, finite, span
from .cues import Form, form_at, roles
from .frames import Frame
from .phrases import Span, media
from .stretches import is_small

# Between a subject and its verb, though no adverbs: "has since said", "the papers both said".
_BETWEEN = frozenset(("both", "all", "each", "since", "himself", "herself", "itself", "themselves"))
# Any verb may report the quote it stands behind: "We are done," the colonel shrugged.
_ANY = Form("", "", "speech", "q", False, "past")


class Verb(Struct):
    """A reporting verb with the auxiliaries before it; `before` is the token before those."""

    at: int
    form: Form
    before: int
    passive: bool
    chained: bool  # has an auxiliary: a finite verb whatever its form
    infinitive: bool


def opens_with_cue(frame: Frame, mark: str) -> bool:
    """Whether a frame is only who said it, and how: "Holt asked." after "“Why now?”"; `mark` is
    the one that ends the quote."""
    tags, lows = frame.tags, frame.lows
    for at in range(min(len(tags), 24)):
        if tags[at] == "V":
            form = form_at(lows, at)
            if form is None:
                continue
            verb = _chain(frame, at, form)
            if (
                verb.passive
                or verb.infinitive
                or (
                    verb.before >= 0
                    and not verb.chained
                    and not _is_verb(frame, verb, tags[verb.before])
                )
            ):
                continue
            subject = phrases.before(frame, verb.before) if at else inversions.after(frame, at + 1)
            if subject is None or (at and subject[0] != 0):
                return False
            if mark not in "?!…—-" and verb.form.verb not in ("say", "add", "write", "tell"):
                return False
            end = past_adjuncts(frame, at + 1 if at else subject[1] + 1, verb.form)
            if tags[end : end + 2] in (",Q", ":Q"):
                return False  # "He added, “Not yet.”" after another's quote
            return tags[end : end + 1] in ("", ",", "G", "S", "P", "J", "-", "Z", "t", "A")
        if tags[at] in "QI;:-" and at:
            return False
    return False


def _chain(frame: Frame, at: int, form: Form) -> Verb:
    """Back over "has repeatedly", "did not", "went on to"."""
    tags, lows = frame.tags, frame.lows
    verb = Verb(at, form, at - 1, False, False, False)
    k = at - 1
    if k >= 0 and tags[k] in "KNpQ,":
        return verb
    while k >= 0:
        tag = tags[k]
        if tag == "X":
            verb.passive = verb.passive or (
                form.form in ("past", "participle") and lows[k] in roles("be")
            )
            verb.chained = True
        elif tag == "M":
            verb.chained = True
        elif tag == "t":
            verb.infinitive = verb.chained = True
            if k and (lows[k - 1] in roles("raising") or lows[k - 1] in roles("refuses")):
                k -= 1
            elif k > 1 and lows[k - 1] == "on" and lows[k - 2] in roles("raising"):
                k -= 2
            else:
                k -= 1
                break
            verb.infinitive = False
        elif tag == "Z" and k and (tags[k - 1] == "D" or lows[k - 1] == "on"):
            k -= 1  # "this month", "on Thursday"
        elif tag not in "RZ" and lows[k] not in _BETWEEN:
            break
        k -= 1
    verb.before = k
    return verb


def by_verb(frame: Frame, at: int, form: Form) -> Attribution | None:
    """What the verb at `at` reports, and whose words they are."""
    verb = _chain(frame, at, form)
    tags = frame.tags
    if verb.infinitive:
        return _infinitive(frame, verb)
    if verb.passive:
        return _passive(frame, verb)
    previous = tags[verb.before] if verb.before >= 0 else ""
    if form.form == "ing" and not verb.chained:
        return _participle(frame, verb, previous)
    if not verb.chained and not _is_verb(frame, verb, previous):
        return None
    if form.form == "past" and not verb.chained and _has_agent(frame, at):
        return None  # "the truce proposed by Holt"
    turns = (not previous or previous in ",Q-") and form.verb not in roles("never turned")
    if turns and not _stands_alone(frame, verb.before):
        subject = _inverted(frame, at, verb.before)
        if subject is not None:
            end = past_adjuncts(frame, subject[1] + 1, form)
            return attributed(frame, at, Site(form, verb.before + 1, end, False), subject)
    if form.verb == "ask" and form.form == "past" and (not previous or previous in "S,"):
        return _asked(frame, at)
    if not previous:
        return None
    subject = phrases.before(frame, verb.before) if previous not in "AB" else None
    inherits = subject is None
    if subject and tags[subject[0]] == "I" and tags[subject[0] - 1 : subject[0]] in ("M", "X"):
        return None  # a question: "May I add that"
    if inherits and previous not in "AB,":
        return None
    bare = form.form == "base" and not verb.chained and previous not in "WT"
    if bare and subject and not _is_plural(frame, subject):
        return None
    first = subject[0] if subject else verb.before + (previous not in "AB")
    end = past_adjuncts(frame, at + 1, form)
    one = attributed(frame, at, Site(form, first, end, inherits), subject)
    if one and one.rule == "infinitive" and subject and not _can_ask(frame, subject):
        return None
    if (
        one
        and one.right is None
        and not roles("refuses").isdisjoint(frame.lows[verb.before + 1 : at])
    ):
        return None  # "Asked how many, Holt declined to say"
    return one


def _can_ask(frame: Frame, subject: Span) -> bool:
    """Whether a subject is somebody who may promise or ask for something: no thing, "the debate
    promised to be long", no end of a list, "[a liar, bigot and] cheat who vowed to stay"."""
    first, last = subject
    tags, lows = frame.tags, frame.lows
    if tags[first] == "I":
        return lows[first] != "it"
    head = first
    while head < last and tags[head + 1] in "DNKpJ0":
        head += 1
    return tags[head] != "N" or lows[head] in words("speaker_nouns", "kind")


def _has_agent(frame: Frame, at: int) -> bool:
    """Whether "by" and somebody follow a verb: no phone, no letter."""
    lows = frame.lows[at + 1 : at + 3]
    by = lows[:1] == ["by"] and media().keys().isdisjoint(lows)
    return by and frame.tags[at + 2 : at + 3] in ("K", "D", "I")


def _asked(frame: Frame, at: int) -> Attribution | None:
    """ "Asked whether X, Holt said": nobody is credited with the question."""
    tags = frame.tags
    if tags[at + 1 : at + 2] != "W" and frame.lows[at + 1 : at + 2] not in (["whether"], ["if"]):
        return None
    comma = tags.find(",", at + 2)
    right = span(frame, at + 1, comma if comma > 0 else len(tags) - 1)
    form = Form("ask", "", "speech", "w", False, "past")
    return Attribution((at, at), form, None, False, None, right, (at, at), "asked")


def _stands_alone(frame: Frame, comma: int) -> bool:
    """Whether all before a comma is a subject with its insertions, which nobody can have said:
    "The mission, which began in May, [denied the report, …]"."""
    tags = frame.tags
    if comma < 1 or tags[comma] != "," or "Q" in tags[:comma]:
        return False
    subject = phrases.before(frame, comma)
    if subject is None or (subject[1] == comma - 1 and "," not in tags[subject[0] : comma]):
        return False
    front = tags[: subject[0]].strip("RAB,")
    return not front or (front[0] in "PZ" and not finite(front, 0, len(front)))


def _is_verb(frame: Frame, verb: Verb, previous: str) -> bool:
    """Whether a bare form is the verb: not "claims" in "his claims", "report" in "a report"."""
    form, tags = verb.form, frame.tags
    if form.form == "base":
        return bool(previous) and previous in "WI,)ABNKp0LDO-"
    if previous and previous in "PpJ":
        return False
    if previous == "D" and (
        tags[verb.at + 1 : verb.at + 2] not in ("T", "Q", "I", ",", ":", "D", "W")
        or frame.lows[verb.before] in ("the", "a", "an", "his", "her", "its", "their", "our", "my")
    ):
        return False
    told = form.form == "past" and previous == "N" and frame.lows[verb.before] in media()
    if (told or form.verb == "read") and tags[verb.at + 1 : verb.at + 2] in ("P", "Z"):
        return False  # "a statement read on state television"
    if form.form == "third" and form.noun and previous in ("N", "L"):
        at = verb.at
        following = tags[at + 1 : at + 3]
        if following[:1] == "T" and following[1:] and following[1] in "XMLV":
            return False  # "states that voted late"
        if (following == "" and "," in tags[:at]) or clear_clause(tags, at + 1):
            return True  # "…, Lithuanian intelligence estimates.", "the union claims it was"
        return following == ",Q" or following[:1] in ("T", "Q", "I", ":", "W")
    return form.form != "participle"


def _is_plural(frame: Frame, subject: Span) -> bool:
    """Whether the phrase can have "say", not "says": by its head, the last noun before "of"."""
    tags, lows = frame.tags, frame.lows
    first, last = subject
    if tags[first] in "I0" or "A" in tags[first : last + 1]:
        return lows[first] not in ("he", "she", "it")
    head = first
    while head < last and tags[head + 1] not in "PtWTL,(-SXM":
        head += 1
    for at in range(first, head + 1):
        if lows[at] in roles("plural") or (lows[at].endswith("s") and tags[at] != "p"):
            return True
    return tags[first] == "0" or lows[first] in roles("several")


def _participle(frame: Frame, verb: Verb, previous: str) -> Attribution | None:
    """ "…, adding that X", "a statement saying X", "by saying X"."""
    if (previous and previous not in ",QPSAB-KNI") or _is_quoted_as(frame, verb):
        return None
    subject: Span | None = None
    if previous and previous in "KNI" and frame.lows[verb.before] not in media():
        subject = phrases.before(frame, verb.before)  # "critics saying", "with Holt adding"
        if subject and _is_mere_object(frame, subject, verb.form):
            subject = None
    end = past_adjuncts(frame, verb.at + 1, verb.form)
    site = Site(verb.form, verb.at, end, True)
    one = attributed(frame, verb.at, site, subject)
    if one is not None and one.right is not None and not finite(frame.tags, 0, verb.before):
        _end_insertion(frame, one, previous)
    return one


def _is_mere_object(frame: Frame, subject: Span, form: Form) -> bool:
    """Whether what stands before a participle is only the main verb's object, "Holt fired back a
    letter saying": papers read and suggest, "wore a hat reading"."""
    first, last = subject
    return (
        form.verb not in ("read", "suggest", "indicate")
        and first > 1
        and frame.tags[first - 1] in "LVR"
        and frame.tags[last] == "N"
        and frame.lows[last] not in words("speaker_nouns", "kind")
    )


def _end_insertion(frame: Frame, one: Attribution, previous: str) -> None:
    """End what a participle reports where the main clause goes on: "By saying that X, Holt …",
    "the mission, stating that X, left"."""
    tags = frame.tags
    if one.right is None:
        return
    first, last = one.right
    quote = tags.find("Q", first, last)
    if not previous and quote > 0 and frame.text[frame.region(quote).end - 1] == ",":
        one.right = span(frame, first, quote)  # "Lauding the “brave few,” Holt said"
        return
    comma = tags.find(",", first, last)
    while previous == "," and comma > 0 and tags[comma + 1] not in "XMLV":
        comma = tags.find(",", comma + 1, last)
    if comma > 0 and "Q" not in tags[first:comma]:
        one.right = span(frame, first, comma)


def _is_quoted_as(frame: Frame, verb: Verb) -> bool:
    """Whether "saying" stands in "was quoted as saying", which is one cue."""
    return frame.lows[verb.before] == "as" and frame.lows[verb.before - 1] in ("quoted", "cited")


def _infinitive(frame: Frame, verb: Verb) -> Attribution | None:
    """ "They took to the streets to demand that X": only before "that" or a quote."""
    end = past_adjuncts(frame, verb.at + 1, verb.form)
    following = frame.tags[end : end + 2]
    said = verb.form.verb == "say" and following[:1] == "I"  # "stood up to say he was leaving"
    if not said and following[:1] not in ("T", "Q") and following not in (":Q", ",Q"):
        return None
    subject: Span | None = None
    if verb.before >= 0 and frame.tags[verb.before] in "KNI,":
        subject = phrases.before(frame, verb.before)  # "forced Holt to admit that"
        if subject and subject[0] and not _may_act(frame, subject):
            subject = None  # "Holt went out of his way to say that"
    site = Site(verb.form, verb.at, end, True)
    return attributed(frame, verb.at, site, subject)


def _may_act(frame: Frame, subject: Span) -> bool:
    """Whether what stands before an infinitive is somebody, no thing or place."""
    last = subject[1]
    if frame.tags[last] != "N":
        return True
    return frame.lows[last] in words("speaker_nouns", "kind")


def _passive(frame: Frame, verb: Verb) -> Attribution | None:
    """ "It was reported that X", "he was told by Y that X", "was quoted as saying X"."""
    tags, lows = frame.tags, frame.lows
    form = verb.form
    end = verb.at + 1
    subject: Span | None = None
    about = phrases.before(frame, verb.before)
    first = about[0] if about else verb.at
    if lows[end : end + 2] == ["as", "saying"]:
        end = past_adjuncts(frame, end + 2, form)
        return attributed(frame, verb.at, Site(form, first, end, False), about)
    if lows[end : end + 1] == ["by"]:
        subject = inversions.after(frame, end + 1)
        if subject is None:
            return None
        end = subject[1] + 1
    end = past_adjuncts(frame, end, form._replace(takes=form.takes.replace("o", "")))
    following = tags[end : end + 1]
    if (
        following not in ("T", "W", "t", "Q")
        and tags[end : end + 2] not in (",Q", ":Q")
        and (lows[end : end + 1] not in (["whether"], ["if"]))
    ):
        return None
    site = Site(form._replace(takes=form.takes + "iw"), first, end, False)
    return attributed(frame, verb.at, site, subject, "passive")


def by_any_verb(frame: Frame, at: int) -> Attribution | None:
    """A verb of no list behind a finished quote: "We are done," the colonel shrugged."""
    tags = frame.tags
    subject = phrases.before(frame, at - 1)
    if subject is None or subject[0] == 0:
        return None
    quote = subject[0] - 1
    if tags[quote] == ",":
        quote -= 1
    if quote < 0 or tags[quote] != "Q" or is_small(frame, quote):
        return None
    if tags[:quote].strip("Q,-"):
        return None  # "Shown “our last best hope,” the crowd roared"
    end = past_adjuncts(frame, at + 1, _ANY)
    return attributed(frame, at, Site(_ANY, subject[0], end, False), subject)


def _inverted(frame: Frame, at: int, before: int) -> Span | None:
    """The subject after the verb, "…", said Holt, a spokesman: where content stands before it and
    nothing that the verb could report follows the phrase."""
    tags = frame.tags
    subject = inversions.after(frame, at + 1)
    if subject is None:
        return None
    following = tags[subject[1] + 1 : subject[1] + 2]
    if tags[subject[0]] == "I" and before > 0 and "Q" not in tags[before - 1 : before + 1]:
        return None
    content = before < 1 or tags[before] != "," or tags[before - 1] == "Q" or following == ","
    if not content and not finite(tags, 0, before - 1):
        return None
    if following and following in "XMVLI":
        return None
    if before < 0:
        return subject if following in (":", ",") else None
    if tags[before] == "Q" and is_small(frame, before) and before and tags[before - 1] in "DKNJP":
        return None  # a scare quote in the subject: the "experts" said
    return subject
