"""Patterns over classes of words, and the pieces that several of them share.

>>> expanded("{month:month} (?: _ {year:year})?")  # with a letter for each class

`{month}` is a word of the class "month", `{month|weekday}` of either, `{first:month}` names what
was found, `{PART}` (capitals) stands for a piece of PATTERNS. "_" is white space in the text; "-",
",", "." … are gaps of that look (words.GAPS). White space in a pattern means nothing, everything
else what it means to `re`.
"""

import re
from functools import cache

from .words import class_letters

# Pieces that several rules share. A piece with names in it is used once in a rule.
PATTERNS = {
    # "two", "twenty-five", "2,500", "5 1/2", "a hundred", "two and a half", "a couple of", "half a"
    "NUMBER": """
        (?: {day|number|year} (?: [;*] {day|number|year})? (?: _ {day}/{day})?
          | {word_number} (?: [-_] {word_number})?)
        (?: _ {scale})? (?: _ {and} _ {article} _ {half})?
        | {article} _ {scale} | {article} _ {couple} (?: _ {of})?
        | {couple} (?: _ {of})?
        | {half} _ {article}""",
    # "about", "more than", "at least", "up to", "no more than"
    "BOUND": """
        {about} [_.] (?: {the} _)? | {over} _ | (?: {no} _)? {more|less} _ {than} _
        | {at} _ {least|most} _ | {up} _ {to} _ | (?: {about} _)? {only} _""",
    # "about three", "several", "a few", "a", "more than a"
    "SIZE": """
        (?P<bound> {BOUND})?
        (?: (?P<number> {NUMBER}) | (?P<vague> {article} _ {vague} | {vague})
          | {single:article})""",
    # "early", "mid-", "later in", "the end of", "the early part of the", "the last days of"
    "PART": """
        (?P<mod> (?: {the} _)? {early} (?: [-_`] | _ {in|on} _ (?: {the} _)?)
          | {earlier|later} _ {in} _ (?: {the} _)?
          | {the} _ (?: {early|latter} _ {part} | {ordinal|last} _ {unit|units})
            _ {of} _ (?: {the} _)?
          | (?: {the} _)? (?: {early} [-_])? {edge} _ {of} (?: _ (?: {the} [_`])? | `))""",
    # "BC", "A.D.", "B.C."
    "ERA": "(?P<era> {era} | {letter_b} [*] {letter_c} (?: [*] {letter_e})?)",
    # "earlier", "later"
    "SHIFT": "(?P<shift> {earlier|later}) _",
    "MONTH": "{month|month_short}",
    "UNITS": "{unit:unit|units}",
    # "Tue, ", "Friday "
    "WEEKDAY": "(?: {weekday} [,_] | {weekday_short} [.,_])",
    # "the night of", "in the early morning hours of"
    "NIGHT_OF": """
        (?: (?: {the} _)? (?: (?P<mod> {early}) _ (?: {in} _ {the} _)?)?
          {night:daypart} _ (?: {units} _)? {of|on} _ (?: {the} _)?)""",
    # "this year", "that year", "the following year"
    "WHICH": """
        (?P<which> {this|last|next|that} _ {unit}
          | {the} _ {same|following|next|previous} _ {unit})""",
    # "1998" or "of that year" after a month or a day
    "DAY_YEAR": """
        (?: (?: [,_;] | ,? {of} _ | _ {of} _) {year:year} | _ (?: {of} _)? {WHICH})""",
    # "of 1998", "of this year", "last year", "of the year" after a quarter
    "OF_YEAR": """
        (?: (?: _ {of} _ | [,_]) (?: {fiscal} _)? {year:year|fiscal_year}
          | _ (?: {of|in} _)? (?: {WHICH} | (?P<the_year> {the} _ (?: {adjective} _)? {unit})))""",
    # "last", "this past", "the coming"
    "DIRECTION": """
        (?P<direction> {this|last|next|past|coming} | {this} _ {coming|past}
          | {the} _ {adjective|next|coming|past|last})""",
    # "that", "the same", "the following"
    "CHAIN": """
        (?P<direction> {that} (?: _ {same})? | {the} _ {same|following|next|previous})""",
    # "10:35 a.m.", "4 p.m.", "9am", "noon"
    "CLOCK": """
        (?: {noon:noon} | {hour:day|number} (?: : {minute:day|number})? (?P<half> {HALF}))""",
    "HALF": "_? {half_day} | _? {article|initial} \\* {initial}",
    # A gap, and the dot of "p.m." but not that of "at noon."
    "BEHIND_CLOCK": "[_,)] | (?<= {initial}) [.]",
    "ZONE": "[_.] (?: {zone} | {local} _ {time})",
}

_SYMBOL = re.compile(r"(\(\?P<\w+>)|\{([A-Z_]+)\}|\{(?:(\w+):)?([a-z_|]+)\}|\s+|(_)")


@cache
def expanded(pattern: str) -> str:
    """A pattern of classes as a pattern of letters."""
    return _SYMBOL.sub(_letters, pattern)


def _letters(match: re.Match[str]) -> str:
    group, piece, name, classes, gap = match.groups()
    if group:
        return str(group)
    if piece:
        return f"(?:{expanded(PATTERNS[piece])})"
    if not classes:
        return " " if gap else ""
    letters = "".join(class_letters()[each] for each in classes.split("|"))
    found = f"[{letters}]" if len(letters) > 1 else letters
    return f"(?P<{name}>{found})" if name else found
