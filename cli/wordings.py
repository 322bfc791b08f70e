"""Fields as they are told to a reader, on one line.

>>> when(fact.time), speaker(fact.source)  # "last year", written in 2025; an unnamed official
('2024', 'a senior defence official ~')
"""

from troopfacts.extractors.facts import Speaker, When

_PRONOUNS = frozenset({"he", "she", "it", "they", "who", "which"})


def when(time: When) -> str:
    """What is written where it holds the year, else the value: "last year" -> "2024", "Monday
    evening" -> "2025-01-13"."""
    text = " ".join(time.text.split()).removeprefix("the ")
    value = time.value.partition("T")[0]
    return value if value[:4].isdigit() and value[:4] not in text else text


def speaker(speaker: Speaker) -> str:
    """`~` marks one who is not named."""
    return f"{name(speaker)} ~" if speaker.anonymous else name(speaker)


def name(speaker: Speaker) -> str:
    """What a speaker is called; for an unnamed "it" what it belongs to says more."""
    called = speaker.name or speaker.text
    if not speaker.name and speaker.affiliation and speaker.text.lower() in _PRONOUNS:
        called = speaker.affiliation
    return " ".join(called.split())
