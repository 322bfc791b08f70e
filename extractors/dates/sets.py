"""What comes again: "every six months", "daily", "$5 million a year", "on Mondays"."""

from .contexts import Context
from .durations import is_always, number_of
from .grammar import Rule, Timex
from .phrases import Phrase
from .values import duration_value
from .words import guards


def every(phrase: Phrase, context: Context) -> Timex | None:
    """ "every six months", "each week", "every Monday", "every other day", "every January"."""
    if phrase.has("weekday"):
        return weekdays(phrase, context)
    if phrase.has("month"):
        return Timex("SET", f"XXXX-{phrase.number('month'):02}", anchor=False)
    if phrase.has("season"):
        return Timex("SET", f"XXXX-{phrase.value('season')}", anchor=False)
    if phrase.has("daypart"):
        return Timex("SET", f"XXXX-XX-XXT{phrase.value('daypart')}", anchor=False)
    amount = number_of(phrase.word("number")) if phrase.has("number") else 1.0
    if amount is None:
        return None
    amount = 2.0 if phrase.has("other") else amount
    return Timex("SET", duration_value(amount, phrase.value("unit")), anchor=False)


def rate(phrase: Phrase, context: Context) -> Timex | None:
    """ "$5 million a year", "three times a week", "per day"."""
    if phrase.has("article") and not phrase.has("counted") and not follows_amount(phrase):
        return None
    if is_always(phrase, phrase.start - 4):
        return None
    return Timex("SET", phrase.value("unit"), anchor=False)


def follows_amount(phrase: Phrase) -> bool:
    """Whether what stands before "a year" can be done, paid or counted by the year."""
    before = phrase.previous
    if phrase.gap_before == "%":
        return True
    if phrase.gap_before != " " or before in guards("not_rated"):
        return False
    if before in guards("before_rate") or before[:1].isdigit():
        return True
    words = [phrase.token(place) for place in range(phrase.start - 8, phrase.start, 2)]
    return before.endswith("s") and any(
        word[:1].isdigit() or word.lower() in guards("rated") for word in words
    )


def frequency(phrase: Phrase, context: Context) -> Timex | None:
    """ "daily", "annually", "weekly"; not "The Daily Telegraph"."""
    word, named = phrase.token(phrase.start), phrase.token(phrase.end + 1)[:1].isupper()
    if word[0].isupper() and (named or (phrase.gap_before == " " and not word.isupper())):
        return None
    if not context.narrative and phrase.text == "daily" and phrase.previous == "average":
        return None  # "the average daily volume", a measure
    if not context.narrative and word == "annually" and follows_amount(phrase):
        return None  # "to grow by 8% annually", "10,000 units annually": a rate
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
        "every",
        """{every} _
        (?: (?: {other:alternate} _ | (?P<number> {NUMBER}) _)? {unit:unit|units|quarter}
          | {weekday:weekday} (?: _ {part:daypart})? | {month:month} | {season:season}
          | {daypart:daypart})""",
        every,
    ),
    Rule("frequency", "(?: {counting} _)? {frequency:frequency}", frequency),
    Rule("weekdays", "{weekday:weekdays} | {weekends:weekends}", weekdays),
    Rule("weekday nights", "{weekday:weekday} _ {part:dayparts}", weekdays),
]
