"""Amounts of time: "two months", "two months ago", "the next few days", "every six months"."""

import datetime

from troopfacts.extractors.numbers import CARDINALS, SCALES

from .contexts import Context
from .days import DAY
from .grammar import Rule, Timex
from .periods import step_value
from .phrases import Phrase
from .values import duration_value, month_value, shift_months, year_value
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
    if phrase.text == "a day" and phrase.previous not in guards("before_day"):
        return None
    if phrase.has("and_half") and not isinstance(amount, str):
        amount += 0.5
    span, mod = bounded(phrase, context)
    return Timex("DURATION", duration_value(amount, phrase.value("unit")), mod, span, False)


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
    if phrase.word("adjective") == "future":
        return Timex("DATE", "FUTURE_REF", anchor=False)
    return Timex("DURATION", duration_value("X", phrase.value("unit")), anchor=False)


# --- so long ago, so long after --------------------


def distance(phrase: Phrase, context: Context) -> Timex | None:
    """ "two years ago", "a week later", "several months earlier", "three days before"."""
    amount, unit = amount_of(phrase), phrase.value("unit")
    if amount is None:
        return None
    if amount == "X" and not phrase.has("vague") and not phrase.word("unit").endswith("s"):
        amount = 1  # "year-earlier profit"
        if phrase.token(phrase.end - 2) != "-":
            return None
    word = phrase.word("tail")
    sign = 1 if word in ("later", "afterwards", "afterward", "after") else -1
    mod = bound_mod(phrase)
    if phrase.has("or_so"):
        mod = "APPROX"
    if isinstance(amount, str):
        return Timex("DATE", "PAST_REF" if sign < 0 else "FUTURE_REF", mod, anchor=False)
    if unit == "P1Y" and amount == 1 and word in ("ago", "earlier") and context.quarter:
        year, number = context.quarter  # "a year earlier" than the quarter reported
        return Timex("DATE", f"{year - 1}-Q{number}", mod, anchor=False)
    if context.narrative or (context.value and word != "ago"):
        value = shifted_from_last(context, sign * amount, unit)
        # "two days later" goes on with the story, "a decade earlier" looks back from it.
        return Timex("DATE", value, mod, anchor=context.narrative and unit[-1] in "DW")
    return Timex("DATE", shifted(context.reference, sign * amount, unit), mod, anchor=False)


def shifted(base: datetime.date | None, amount: float, unit: str) -> str:
    """So many units from a day, to the unit's precision; "XXXX" where there is no day."""
    if amount != int(amount):
        if unit == "P1Y":
            unit, amount = "P1M", round(amount * 12)
        elif unit == "P1D" or unit.startswith("PT"):
            amount = round(amount)
        else:
            amount = round(amount)
    whole = int(amount)
    if abs(whole) > 5000:
        return "PAST_REF" if whole < 0 else "FUTURE_REF"
    if unit == "P2W":
        unit, whole = "P1W", 2 * whole
    if unit.startswith("PT"):
        days = {"PT1H": whole / 24, "PT1M": whole / 1440}.get(unit, 0)
        return (base + round(days) * DAY).isoformat() if base else "XXXX-XX-XX"
    if unit == "P10Y":
        return year_value(base.year + 10 * whole) if base and base.year + 10 * whole > 0 else "XXXX"
    if unit == "P100Y":
        return (
            f"{(base.year + 100 * whole) // 100:02}"
            if base and base.year + 100 * whole > 0
            else "XX"
        )
    if base and unit == "P1Y" and base.year + whole < 1:
        return "XXXX"
    return step_value(unit, whole, base)


def shifted_from_last(context: Context, amount: float, unit: str) -> str:
    """The same from what the text dated last."""
    if amount != int(amount) and unit == "P1Y":
        amount, unit = round(amount * 12), "P1M"
    whole = round(amount)
    year, month = context.year, context.month
    if year is None or abs(whole) > 5000:
        return shifted(None, amount, unit)
    if unit == "P1Y":
        return year_value(year + whole)
    if unit == "P10Y":
        return year_value(year + 10 * whole)
    if unit == "P1M" and month:
        return month_value(*shift_months(year, month, whole))
    if unit in ("P1D", "P1W", "P2W") and context.last_day:
        days = {"P1D": 1, "P1W": 7, "P2W": 14}[unit] * whole
        try:
            return (context.last_day + days * DAY).isoformat()
        except OverflowError:
            return "XXXX-XX-XX"
    if unit.startswith("PT") and context.last_day:
        return shifted(context.last_day, whole, unit)
    return shifted(None, whole, unit)


# --- sets --------------------


def every(phrase: Phrase, context: Context) -> Timex | None:
    """ "every six months", "each week", "every Monday", "every other day", "every January"."""
    if phrase.has("weekday"):
        tail = f"T{phrase.value('part')}" if phrase.has("part") else ""
        return Timex("SET", f"XXXX-WXX-{phrase.value('weekday')}{tail}", anchor=False)
    if phrase.has("month"):
        return Timex("SET", f"XXXX-{phrase.number('month'):02}", anchor=False)
    if phrase.has("season"):
        return Timex("SET", f"XXXX-{phrase.value('season')}", anchor=False)
    if phrase.has("daypart"):
        return Timex("SET", f"XXXX-XX-XXT{phrase.value('daypart')}", anchor=False)
    amount = (
        2.0
        if phrase.has("other")
        else number_of(phrase.word("number"))
        if phrase.has("number")
        else 1
    )
    if amount is None:
        return None
    return Timex("SET", duration_value(amount, phrase.value("unit")), anchor=False)


def rate(phrase: Phrase, context: Context) -> Timex | None:
    """ "$5 million a year", "three times a week", "per day"."""
    if phrase.has("article") and not phrase.has("counted") and not follows_amount(phrase):
        return None
    return Timex("SET", phrase.value("unit"), anchor=False)


def follows_amount(phrase: Phrase) -> bool:
    """Whether what stands before "a year" can be done, paid or counted by the year."""
    tokens, start = phrase.reading.tokens, phrase.start
    before = tokens[start - 2].lower() if start >= 2 else ""
    if phrase.codes_before(1) not in (" ", "%"):
        return False
    if phrase.codes_before(1) == "%":
        return True
    if before in (
        "times",
        "once",
        "twice",
        "thrice",
        "percent",
        "million",
        "billion",
        "thousand",
        "dollars",
        "pounds",
        "euros",
        "cents",
    ):
        return True
    if before[:1].isdigit():
        return True
    window = tokens[max(0, start - 8) : start]
    if before in guards("not_rated"):
        return False
    return before.endswith("s") and any(
        token[:1].isdigit() or token.lower() in guards("rated") for token in window
    )


def frequency(phrase: Phrase, context: Context) -> Timex | None:
    """ "daily", "annually", "weekly"; not "The Daily Telegraph"."""
    word = phrase.token(phrase.start)
    following = phrase.token(phrase.end + 1)
    if word[:1].isupper() and following[:1].isupper():
        return None
    return Timex("SET", phrase.value("frequency"), anchor=False)


def weekdays(phrase: Phrase, context: Context) -> Timex | None:
    """ "on Mondays", "Tuesday nights", "weekends"."""
    if phrase.has("weekends"):
        return Timex("SET", "XXXX-WXX-WE", anchor=False)
    tail = f"T{phrase.value('part')}" if phrase.has("part") else ""
    return Timex("SET", f"XXXX-WXX-{phrase.value('weekday')}{tail}", anchor=False)


RULES = [
    Rule(
        "rate",
        """(?: (?P<counted> (?: {word_number|vague} _)? {counting}) _)?
        (?: {per} | {article:article}) _ {unit:unit}""",
        rate,
    ),
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
    Rule("year-earlier", "{unit:unit} - {tail:ago|earlier} (?! _ {quarter|period})", distance),
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
    Rule(
        "so long ago",
        """{SIZE} (?: _ {more})? _ {UNITS} (?P<or_so> _ {or} _ {so})? _
        {tail:ago|later|earlier}""",
        distance,
    ),
    Rule("units ago", "{UNITS} _ {tail:ago|later|earlier}", distance),
    Rule(
        "every",
        """{every} _
        (?: (?: {other:alternate} _ | (?P<number> {NUMBER}) _)? {unit:unit|units|quarter}
          | {weekday:weekday} (?: _ {part:daypart})? | {month:month} | {season:season}
          | {daypart:daypart})""",
        every,
    ),
    Rule("frequency", "{frequency:frequency}", frequency),
    Rule("weekdays", "{weekday:weekdays} | {weekends:weekends}", weekdays),
    Rule("weekday nights", "{weekday:weekday} _ {part:dayparts}", weekdays),
]
