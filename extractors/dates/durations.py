"""Durations: "two months", "more than 90 days", "the next few weeks", "recent years"."""

from troopfacts.extractors.numbers import CARDINALS, SCALES

from .contexts import Context
from .grammar import Rule, Timex
from .phrases import Phrase
from .values import duration_value
from .words import guards

Span = tuple[int, int]
Amount = float | str  # "X" where the text does not say how many

_BOUNDS = {
    "more than": "MORE_THAN", "less than": "LESS_THAN", "fewer than": "LESS_THAN",
    "no more than": "EQUAL_OR_LESS", "no less than": "EQUAL_OR_MORE",
    "no fewer than": "EQUAL_OR_MORE",
    "at least": "EQUAL_OR_MORE", "at most": "EQUAL_OR_LESS", "up to": "EQUAL_OR_LESS",
    "over": "MORE_THAN", "under": "LESS_THAN", "nearly": "LESS_THAN", "almost": "LESS_THAN",
}  # fmt: skip


def amount_of(phrase: Phrase) -> Amount | None:
    """How many: 2, 5.5, 20, "X" for "several" and for a bare plural; None for what is no number."""
    if phrase.has("single"):
        return 1
    if not phrase.has("number"):
        return "X"
    return number_of(phrase.word("number"))


def number_of(text: str) -> float | None:
    """ "2,500" -> 2500, "5 1/2" -> 5.5, "twenty-five" -> 25, "a dozen" -> 12, "half a" -> 0.5."""
    total, extra = 0.0, 0.0
    words = text.replace("-", " ").replace(",", "").split()
    for place, word in enumerate(words):
        if "/" in word:
            top, _, bottom = word.partition("/")
            extra += int(top) / int(bottom) if int(bottom) else 0
        elif word.replace(".", "", 1).isdecimal():
            total += float(word)
        elif word in CARDINALS:
            total += CARDINALS[word]
        elif word in SCALES:
            total = (total or 1) * SCALES[word]
        elif word in ("couple", "dozen"):
            total = (total or 1) * (2 if word == "couple" else 12)
        elif word == "half":
            extra += 0.5
        elif word in ("a", "an") and place == 0 and len(words) == 1:
            total = 1
    return total + extra or None


def bound_mod(phrase: Phrase) -> str | None:
    """ "about" is APPROX, "more than" MORE_THAN, "at least" EQUAL_OR_MORE."""
    words = phrase.word("bound").strip()
    if not words:
        return "APPROX" if "couple" in phrase.word("number") else None
    return _BOUNDS.get(words) or ("APPROX" if words != "only" else None)


def duration(phrase: Phrase, context: Context) -> Timex | list[Timex] | None:
    """ "two months", "more than 90 days", "a year and a half", "ten-week", "8-month-old"."""
    amount = amount_of(phrase)
    if amount is None:
        return None
    if phrase.has("old") and phrase.word("unit").startswith("year") and not context.narrative:
        return []  # people's ages
    if phrase.token(phrase.end) == "-" and phrase.following in ("ago", "earlier"):
        return None  # a [year-earlier] loss
    if phrase.has("single") and phrase.token(phrase.after("single")) == " " and phrase.has("old"):
        return None  # "a year-long"
    unit = phrase.token(phrase.at("unit"))
    if unit[0].isupper() and not unit.isupper() and not context.narrative:
        return None  # CBS's "60 Minutes"
    if phrase.text.endswith("-quarters"):
        return None  # "three-quarters of its food"
    if phrase.text == "one day" and phrase.previous in guards("before_one_day"):
        return Timex("DATE", "FUTURE_REF", anchor=False)  # "he may one day return"
    if is_always(phrase, phrase.start):
        return []
    if phrase.text == "a day" and phrase.previous not in guards("before_day"):
        return None
    if phrase.has("and_half") and not isinstance(amount, str):
        amount += 0.5
    span, mod = bounded(phrase, context)
    return Timex("DURATION", duration_value(amount, phrase.value("unit")), mod, span, False)


def is_always(phrase: Phrase, place: int) -> bool:
    """Whether "24 hours a day" or "seven days a week" stands at a place of the text."""
    words = phrase.passage.slice(place, place + 7)
    return words in ("24 hours a day", "seven days a week", "7 days a week")


def bounded(phrase: Phrase, context: Context) -> tuple[Span, str | None]:
    """Span and mod of an amount: "over" is a preposition but in "for over a year", news has "only"
    outside."""
    start, mod = phrase.start, bound_mod(phrase)
    bound = phrase.word("bound").strip()
    if (bound == "over" and phrase.previous not in guards("before_over")) or (
        bound == "only" and not context.narrative
    ):
        start, mod = phrase.after("bound"), None
    if phrase.word("vague").endswith("several") and "-" in phrase.text:
        start = phrase.after("vague") - 1  # a [several-year] tenure
    return (start, phrase.end), "APPROX" if phrase.has("or_so") else mod


def bare_units(phrase: Phrase, context: Context) -> Timex | None:
    """ "for months", "within weeks", "years of war"."""
    if phrase.previous not in guards("before_units"):
        return None
    return Timex("DURATION", duration_value("X", phrase.value("unit")), anchor=False)


def unit_long(phrase: Phrase, context: Context) -> Timex | None:
    """ "a year-long trial", "their decades-long feud"."""
    if phrase.word("old") != "long":
        return None
    amount: Amount = "X" if phrase.word("unit").endswith("s") else 1
    return Timex("DURATION", duration_value(amount, phrase.value("unit")), anchor=False)


def span_of_units(phrase: Phrase, context: Context) -> Timex | None:
    """ "the last two weeks", "the next few months", "the first nine months", "the coming weeks"."""
    amount = amount_of(phrase)
    if amount is None:
        return None
    if phrase.value("unit") == "P1M":
        context.quarter = None  # "in the nine months": no longer a quarter
    span, mod = bounded(phrase, context)
    return Timex("DURATION", duration_value(amount, phrase.value("unit")), mod, span, False)


def recent_units(phrase: Phrase, context: Context) -> Timex | None:
    """ "recent weeks", "the coming years", "the weeks ahead"."""
    if phrase.text.endswith("early hours"):
        return None  # "in the small hours of the morning"
    if phrase.word("adjective") == "future":
        return Timex("DATE", "FUTURE_REF", anchor=False)
    return Timex("DURATION", duration_value("X", phrase.value("unit")), anchor=False)


RULES = [
    Rule(
        "duration",
        """{SIZE} (?: (?: _ {to|or} _ | - | - {to} -) {NUMBER})? (?: _ {more|additional|full})? [-_]
        {unit:unit|units|quarters} (?: _ {or} _ (?: {units} | {word_number}))?
        (?P<and_half> _ {and} _ {article} _ {half})? (?: [-_] {old:old})?
        (?P<or_so> _ {or} _ {so})?""",
        duration,
    ),
    Rule("unit long", "{UNITS} - {old:old}", unit_long),
    Rule(
        "spell called a period",
        """(?: {article} | {the} _ {same}) _ (?P<number> {NUMBER}) [-_] {unit:unit} _ {period}""",
        duration,
    ),
    Rule("bare units", "{unit:units} (?: _ {or} _ {units})?", bare_units),
    Rule(
        "spell of units",
        """(?: (?! {over}) (?P<bound> {BOUND}))? {the|its} _
        (?: {last|past|next|coming|following|previous|ordinal|latest|same|adjective} [-_]
          | {unit} - {earlier|ago} _)?
        (?: (?P<number> {NUMBER}) (?: (?: _ {to|or} _ | -) {NUMBER})? | {vague:vague}) _
        (?: {more|full|last|past|next|coming|previous} _)? {unit:units|unit|quarters}
        (?! _ {ago}) (?P<or_so> _ {or} _ {so})?""",
        span_of_units,
    ),
    Rule(
        "last units",
        """{last|past|next} _ (?: (?P<number> {NUMBER}) | {vague:vague}) _
        {unit:units|quarters}""",
        span_of_units,
    ),
    Rule(
        "recent units",
        """(?: {the} _)?
        (?: {adjective:adjective} | {coming|past|last|next|following|previous|early}) _
        {unit:units|quarters} (?: _ {and|or} _ {units})?""",
        recent_units,
    ),
    Rule("units ahead", "{the} _ {unit:units} _ {ahead}", recent_units),
]
