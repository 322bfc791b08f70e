"""So long ago, so long after: "two years ago", "a week later", "year-earlier"."""

from .contexts import Context
from .durations import amount_of, bound_mod
from .grammar import Rule, Timex
from .phrases import Phrase
from .values import DAY

FARTHEST = 5000  # units or years; what lies beyond is only past or future
YEARS = {"P10Y": 10, "P100Y": 100}


def distance(phrase: Phrase, context: Context) -> Timex | None:
    """ "two years ago", "a week later", "several months earlier", "year-earlier profit"."""
    amount, unit = amount_of(phrase), phrase.value("unit")
    hyphened = phrase.token(phrase.end - 2) == "-"
    if amount is None or (phrase.is_bare_unit and not hyphened):
        return None
    if phrase.is_bare_unit:
        amount = 1
    tail = phrase.word("tail")
    sign = 1 if tail in ("later", "afterwards", "afterward") else -1
    mod = "APPROX" if phrase.has("or_so") else bound_mod(phrase)
    if isinstance(amount, str) or amount * YEARS.get(unit, 1) > FARTHEST:
        return Timex("DATE", "PAST_REF" if sign < 0 else "FUTURE_REF", mod, anchor=False)
    if unit == "P1Y" and amount == 1 and sign < 0 and context.quarter:
        year, number = context.quarter  # "a year earlier" than the quarter reported
        return Timex("DATE", f"{year - 1}-Q{number}", mod, anchor=False)
    unit, count = whole(unit, sign * amount)
    if context.narrative or (context.value and tail != "ago"):
        value = from_last(context, unit, count)
        # "two days later" goes on with the story, "a decade earlier" looks back from it.
        return Timex("DATE", value, mod, anchor=context.narrative and unit[-1] in "DW")
    return Timex("DATE", context.unit(*in_years(unit, count)), mod, anchor=False)


def whole(unit: str, amount: float) -> tuple[str, int]:
    """A whole number of units: half a year is 6 months, a fortnight 2 weeks, 30 hours a day."""
    if amount != int(amount) and unit == "P1Y":
        return "P1M", round(12 * amount)
    if unit == "P2W":
        return "P1W", round(2 * amount)
    if unit.startswith("PT"):
        return "P1D", round(amount / {"PT1H": 24, "PT1M": 1440}.get(unit, 86_400))
    return unit, round(amount)


def in_years(unit: str, count: int) -> tuple[str, int]:
    """Two decades ago is a year, as four years ago is."""
    return ("P1Y", 10 * count) if unit == "P10Y" else (unit, count)


def from_last(context: Context, unit: str, count: int) -> str:
    """So many units from what the text dated last: "a week later" than a day is a day."""
    if unit == "P1W" and context.last_day:
        return (context.last_day + 7 * count * DAY).isoformat()
    return context.unit_from_last(*in_years(unit, count))


RULES = [
    Rule("year-earlier", "{unit:unit} - {tail:ago|earlier} (?! _ {quarter|period})", distance),
    Rule(
        "so long ago",
        """{SIZE} (?: _ {more})? _ {UNITS} (?P<or_so> _ {or} _ {so})? _
        {tail:ago|later|earlier}""",
        distance,
    ),
    Rule("units ago", "{UNITS} _ {tail:ago|later|earlier}", distance),
]
