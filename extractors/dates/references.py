"""Words for now, the past and the future: "now", "currently", "recent", "the future"."""

from .contexts import Context
from .grammar import Rule, Timex
from .phrases import Phrase
from .words import guards


def reference(phrase: Phrase, context: Context) -> Timex | None:
    """ "now", "currently", "recently" (not "until recently" alone: it counts as well)."""
    value = phrase.value("reference")
    if phrase.word("reference") == "now" and phrase.gap_before == "-":
        return None
    opens = phrase.token(phrase.start) == "Now" and phrase.gap_behind == ","
    if opens and not context.narrative:
        return None  # "Now, he says, …"
    if phrase.previous == "most" or phrase.text in ("right recently", "more now"):
        return None
    return Timex("DATE", value, anchor=False)


def adjective(phrase: Phrase, context: Context) -> Timex | list[Timex] | None:
    """ "current", "the future"; "recent", "future", "former" as adjectives only in narrative, where
    corpora mark them (30 of 33); in news it is 8 of 35 for the first two, none of 31 for the last.
    """
    word = phrase.word("adjective")
    if phrase.has("foreseeable") or phrase.gap_before == "-":
        return []  # "for the foreseeable future", "a high-current line"
    if phrase.has("the") and word == "future":
        return Timex("DATE", "FUTURE_REF", anchor=False)
    if phrase.has("near") or (word != "current" and not context.narrative):
        return None
    span = (phrase.at("adjective"), phrase.end)
    return Timex("DATE", phrase.value("adjective"), None, span, False)


def the_past(phrase: Phrase, context: Context) -> Timex | None:
    """ "in the past", "at present"."""
    if phrase.has("present"):
        before = phrase.previous
        if before not in ("at", "the") or phrase.following in ("time",):
            return None
        return Timex("DATE", "PRESENT_REF", anchor=False)
    if phrase.previous not in ("in", "of", "from", "with"):
        return None
    return Timex("DATE", "PAST_REF", anchor=False)


def these_days(phrase: Phrase, context: Context) -> Timex | None:
    """ "these days", "the time being"."""
    return Timex("DATE", "PRESENT_REF", anchor=False) if phrase.value("unit") == "P1D" else None


def same_time(phrase: Phrase, context: Context) -> Timex | None:
    """ "this period", "at that time", "at the same time": in narrative, of what it last dated."""
    if not context.narrative or (phrase.has("the") and phrase.previous != "at"):
        return None
    return Timex("DATE", context.value or "XXXX", anchor=False)


def time_being(phrase: Phrase, context: Context) -> Timex | None:
    """ "for the time being", "the present day"."""
    return Timex("DATE", "PRESENT_REF", anchor=False)


def at_night(phrase: Phrase, context: Context) -> Timex | None:
    """ "at night", "a night raid": in narrative."""
    if not context.narrative:
        return None
    if phrase.previous != "at" and phrase.following not in guards("after_night"):
        return None
    return Timex("TIME", f"XXXX-XX-XXT{phrase.value('part')}", anchor=False)


RULES = [
    Rule("reference word", "(?: {right|more} _)? {reference:reference}", reference),
    Rule(
        "reference adjective",
        "(?: {the:the} _ (?: {near:near} _)? | {foreseeable:foreseeable} _)? {adjective:adjective}",
        adjective,
    ),
    Rule(
        "the past",
        "{the} _ {past} (?! _ {word_number|vague|day|number|adjective}) | {present:present}",
        the_past,
    ),
    Rule("time being", "{the} _ {time} _ {being} | {present} [-_] {unit}", time_being),
    Rule("same time", "(?: {this|that} | {the:the} | {the} _ {same}) _ {time|period}", same_time),
    Rule("at night", "{part:daypart}", at_night),
    Rule("these days", "{this} _ {unit:units}", these_days),
]
