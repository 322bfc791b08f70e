"""Seasons: "the summer of 1963", "last fall", "early spring", "the winter"."""

from .contexts import Context
from .grammar import Rule, Timex
from .phrases import Phrase
from .values import year_value
from .words import guards
from .years import written_year


def season(phrase: Phrase, context: Context) -> Timex | None:
    """ "the summer of 1963", "last fall", "this spring", "early summer", "the winter"."""
    if phrase.names_event:
        return None
    code, direction = phrase.value("season"), phrase.word("direction")
    year = written_year(phrase, context)
    if year is None:
        if not direction and not _is_season(phrase, context):
            return None
        year = _season_year(code, direction.split()[-1] if direction else "", context)
    span = None
    if phrase.has("article") and phrase.following in guards("after_season"):
        span = (phrase.at("season"), phrase.end)  # the [summer] offensive
    return Timex("DATE", f"{year_value(year)}-{code}", phrase.mod, span)


def _is_season(phrase: Phrase, context: Context) -> bool:
    """Keeps out "to fall", "spring to mind", "winter wheat": a lone season has an article or a
    preposition."""
    if "-" in (phrase.gap_before, phrase.gap_behind):
        return False
    if context.narrative and phrase.following in guards("after_season"):
        return True  # "the main summer offensive"
    before = phrase.previous if phrase.gap_before == " " else ""
    if phrase.word("season") in ("fall", "spring"):
        if phrase.has("article"):
            return phrase.following not in ("of", "in", "from")
        return before in guards("before_spring") or phrase.has("mod")
    return phrase.has("article") or phrase.has("mod") or before in guards("before_season")


_MIDDLE = {"SP": 4, "SU": 7, "FA": 10, "WI": 13}


def _season_year(code: str, direction: str, context: Context) -> int | None:
    """The year of a season that stands without one: the nearest, "last", "next", or the story's."""
    if context.narrative:
        if context.year is None:
            return None
        if code == "SP" and context.value == f"{year_value(context.year)}-WI":
            return context.year + 1
        step = {"next": 1, "following": 1, "last": -1, "previous": -1}.get(direction, 0)
        return context.year + step
    reference = context.reference
    if reference is None:
        return None
    if direction == "this" and code != "WI":
        return reference.year
    # Months from now to the season's middle, by year.
    ahead = {
        year: 12 * (year - reference.year) + _MIDDLE[code] - reference.month
        for year in range(reference.year - 2, reference.year + 2)
    }
    if direction in ("last", "past"):
        return max(year for year in ahead if ahead[year] < -1)
    if direction in ("next", "coming"):
        return min(year for year in ahead if ahead[year] > 1)
    return min(ahead, key=lambda year: (abs(ahead[year]), year))


RULES = [
    Rule(
        "season",
        """{PART}?
        (?: (?P<direction> {last|next|this|past|coming} | {this} _ {coming|past}) _
          | {article:the} _)?
        {season:season}
        (?: (?: _ {of} _ | , | _) {year:year} (?: [-/] {number|day|year})? | _ {of} _ {WHICH})?""",
        season,
    ),
]
