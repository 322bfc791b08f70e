"""A name that may be a place: what its run of words says of it, and what its text does.

The same run stands in a thousand texts. `Name` holds what is so in all of them, `Mention` one
occurrence.
"""

from typing import NamedTuple

from troopfacts.extractors.facts import PlaceType, Use
from troopfacts.extractors.gazetteer import Place


class Beside(NamedTuple):
    """A word beside a name: what it says for a place, its role there, and its role in the use."""

    word: str  # in lower case; "" for none
    support: int = 0  # where nothing capitalised is between: "in Kenton", "Kenton man"
    role: str = ""
    use: str = ""
    is_title: bool = False  # "coach"


Ranked = tuple[float, Place]  # a sense, and what it is worth before the document is read


class Name:
    """A name in a run of words, from token `first` to `last`, and what it may be.

    Its verdict alone is set by `verdicts.prepare`; offsets are in the run.
    """

    __slots__ = (
        "abbreviated",
        "after",
        "before",
        "beside",
        "divisions",
        "end",
        "first",
        "hint",
        "key",
        "last",
        "need",
        "of_state",
        "out",
        "qualifies",
        "ranked",
        "rule",
        "senses",
        "start",
        "support",
        "surname",
        "text",
        "type",
        "unless",
        "upper",
        "votes",
        "word",
    )

    def __init__(
        self,
        first: int,
        last: int,
        start: int,
        end: int,
        text: str,
        senses: tuple[Place, ...],
        key: str,
        rule: str,
    ) -> None:
        self.first = first
        self.last = last
        self.start = start
        self.end = end
        self.text = text
        self.senses = senses
        self.key = key  # names of one key are one name: "IRAQ", "Iraq"
        self.rule = rule  # that found it
        self.type: PlaceType | None = None  # by the generic word taken in
        self.abbreviated = False
        # The words beside it; None where the run does not tell.
        self.before: Beside | None = None
        self.after: Beside | None = None
        self.need = 0
        self.support = 0
        self.out = ""  # why it is no place
        self.unless = ""  # … unless the text says otherwise: "institution", "acronym"
        self.hint = ""  # the gazetteer's level that the words beside it ask for: "New York Gov."
        self.word = ""  # by which it may be somebody's name
        self.surname = False  # whether it is one where it stands as people do
        self.upper = text.isupper()
        self.divisions: tuple[tuple[str, str], ...] = ()  # where its senses lie
        self.ranked: list[Ranked] | None = None
        self.votes = False  # whether its first sense is meant whatever the document
        self.qualifies: bool | None = None  # stands before the noun it qualifies; None: see text
        self.beside = False  # another name of the run stands beside it
        self.of_state = False  # "Mobile, Ala."


class Mention:
    """A name as it stands in a text, and what was found out about it.

    What most mentions leave as it is are defaults of the class, not set in each.
    """

    is_dateline: bool = False
    out: str = ""  # why it is no place
    inside: "Mention | None" = None  # the larger place named right after it
    within: tuple[Place, ...] = ()  # the senses that lie in it
    holder: Place | None = None  # the sense that holds the place named right before it
    hint: str = ""  # the gazetteer's level that the words beside it ask for
    place: Place | None = None
    code: str | None = None  # the country of a place that the gazetteer does not know
    use: Use = "literal"

    def __init__(
        self, name: Name, start: int, end: int, before: Beside, after: Beside, support: int
    ) -> None:
        self.name = name
        self.start = start
        self.end = end
        self.before = before
        self.after = after
        self.support = support
