"""What people say of themselves: a reporter his paper, a villager her first name.

>>> guest("Q (by phone): Ana White, Riga Courier. How many?", 1)
('Ana White', 'Riga Courier')
"""

import re
from functools import cache


@cache
def _first_name() -> re.Pattern[str]:
    return re.compile(
        r"\b first [ ] name (?: ,? [ ] (?:as|was) | , )? [ ] (?P<name> [A-Z][\w’'-]+ ) $", re.X
    )


@cache
def _guest() -> re.Pattern[str]:
    return re.compile(
        r"""
        (?: [ ] \( [^()\n]{1,40} \) )? : \s+
        (?P<name> [A-Z][\w’'-]+ (?: [ ] [A-Z][\w’'-]+ ){1,2} ) , [ ] (?: with [ ] )? (?: the [ ] )?
        (?P<body> [A-Z][\w’'-]* (?: [ ] [A-Z][\w’'-]* ){0,3} ) \.
        """,
        re.X,
    )


def first_name(phrase: str) -> str | None:
    """ "Paris" of "a shepherd, who gave only her first name, Paris"."""
    found = _first_name().search(phrase) if "first name" in phrase else None
    return found["name"] if found else None


def guest(text: str, end: int) -> tuple[str, str] | None:
    """The name and the body that a questioner gives after a label that ends at an offset."""
    found = _guest().match(text, end, end + 160)
    return (found["name"], found["body"]) if found else None
