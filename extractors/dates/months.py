"""Months: "March", "early March", "last May", "June last year", "the end of August 1944"."""

from .contexts import Context
from .grammar import Rule, Timex
from .phrases import Phrase
from .values import month_value
from .words import class_letters, guards
from .years import written_year, year_ahead


def month(phrase: Phrase, context: Context) -> Timex | None:
    """ "March", "early March", "last May", "June last year", "the end of August 1944"."""
    if not is_month(phrase):
        return None
    if phrase.has("mod") and phrase.mod is None:
        return None  # "the second week of May"
    number = phrase.number("month")
    year = year_of(number, phrase, context)
    aside = year is not None and phrase.has("year") and context.is_aside(year, phrase)
    span = None
    if phrase.text.startswith("the ") and phrase.token(phrase.start + 2) in (
        "early",
        "mid",
        "late",
    ):
        span = (phrase.start + 2, phrase.end)  # the [late-November] trip
    return Timex("DATE", month_value(year, number), phrase.mod, span, not aside)


def year_of(month: int, phrase: Phrase, context: Context) -> int | None:
    """The year of a month or of a day in it: as written, of "last May", or the nearest."""
    year = written_year(phrase, context)
    if year is None and phrase.has("direction"):
        return context.year_of_month(month, phrase.word("direction"))
    return context.year_near(month, phrase) if year is None else year


def is_month(phrase: Phrase) -> bool:
    """Keeps out "may", "march" and people called April: a lone "May" opens no sentence, a lone
    "Jan" is in "in Jan.", and no name follows."""
    if phrase.names_event:
        return False
    if phrase.end - phrase.start > 1 or year_ahead(phrase):
        return True
    word, dated = phrase.token(phrase.start), phrase.previous in guards("dating")
    if phrase.passage.codes[phrase.start] == class_letters()["month_short"]:
        return phrase.token(phrase.end).startswith(".") and dated  # not "Jan Kavan"
    if word.capitalize() not in ("May", "March", "April", "June", "August"):
        return True
    if word == "March" and phrase.following in ("for", "of", "on"):
        return False  # the March for Peace
    if dated:
        return True
    if phrase.gap_behind == " " and phrase.token(phrase.end + 1)[:1].isupper():
        return False  # "April Glaspie"
    if word.capitalize() in ("May", "March"):
        before = phrase.token(phrase.start - 2)
        inside = before.islower() or before == "The"  # "The March vote"
        return phrase.gap_before == " " and inside and not word.isupper()
    return True


RULES = [
    Rule(
        "month",
        """{PART}?
        (?: (?P<direction> {last|next|this|past|coming} | {this} _ {coming|past}) _)?
        (?P<month> {MONTH}) {DAY_YEAR}?""",
        month,
    ),
    Rule("short month and year", "{PART}? {month:month_short} [.] {year:year}", month),
]
