"""A name in a text that may be a place, and what was found out about it."""

from troopfacts.extractors.facts import PlaceType, Use
from troopfacts.extractors.gazetteer import Place


class Mention:
    """A name as it stands, from token `first` to `last`, and what it may be.

    What most mentions leave as it is are defaults of the class, not set in each.
    """

    type: PlaceType | None = None  # by the generic word taken in
    abbreviated: bool = False
    before: str = ""  # the word before it in lower case, an article between them left out
    after: str = ""  # the lower-case word after it
    is_dateline: bool = False
    support: int = 0
    need: int = 0
    out: str = ""  # why it is no place
    inside: "Mention | None" = None  # the larger place named right after it
    within: tuple[Place, ...] = ()  # the senses that lie in it
    holder: Place | None = None  # the sense that holds the place named right before it
    hint: str = ""  # the gazetteer's level that the words beside it ask for: "New York Gov."
    place: Place | None = None
    code: str | None = None  # the country of a place that the gazetteer does not know
    use: Use = "literal"

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
        self.key = key  # mentions of one key are one name: "IRAQ", "Iraq"
        self.rule = rule  # that found it
