"""What is known of a capitalised word before anything is read around it.

>>> entry = entry_of("Georgia")
>>> entry.reach, entry.given, entry.title
(2, 'place', '')

Lexicons and gazetteer are asked once for each word of a process, not once for each occurrence.
"""

from functools import cache
from typing import NamedTuple

from troopfacts.extractors import gazetteer
from troopfacts.extractors.gazetteer import Place
from troopfacts.extractors.lexicons import row, table, words

from . import forces

MAX_ENTRIES = 30_000  # kept; then all are forgotten, so that memory stays flat


class Entry:
    """A word as written and what it may be."""

    __slots__ = (
        "begins_generic",
        "begins_person",
        "demonym",
        "generic",
        "given",
        "is_candidate",
        "is_name",
        "is_place",
        "is_single",
        "key",
        "kind",
        "mark",
        "noun",
        "reach",
        "seconds",
        "senses",
        "short",
        "title",
        "titled",
        "word",
    )

    def __init__(self, word: str) -> None:
        known = _tables()
        lower, shouted = word.lower(), len(word) > 1 and word.isupper()
        self.word = word
        # rank, office, social, or lower ("coach"); `titled`: as it stands before a name
        self.title = known.titles.get(word, "")
        self.titled = self.title not in ("", "lower") or (
            shouted and known.titles.get(word.title()) == "rank"
        )
        # "word" or "place" for a first name that is one as well, else "" for a first name
        self.given = row("first_names", word).get("also")
        # opener, time, direction, noun; "FROM" is "From"
        plain = word.title() if shouted and len(word) > 2 else word
        self.kind = known.stop.get(word) or known.stop.get(plain, "")
        # whether it makes a longer name with a capitalised word beside it
        self.is_name = not (
            self.kind in ("opener", "time", "direction")
            or plain in known.openers
            or word[0].isdigit()
        )
        self.noun = known.organisations.get(word, "")
        self.generic = lower in known.after or f"{lower}." in known.after
        self.begins_generic = lower in known.before or f"{lower}." in known.before
        self.demonym = known.demonyms.get(word)
        self.begins_person = self.titled or (self.given is not None and word not in known.no_names)
        self.short = len(word) < 6 and gazetteer.abbreviation(f"{word}.") is not None
        self.reach = _reach(word)
        self.senses: tuple[Place, ...] = gazetteer.lookup(spelling(word)) if self.reach else ()
        if self.demonym and self.senses and not self.senses[0].curated:
            self.senses = ()  # "Somali forces" are not those of Ethiopia's Somali Region
        # whether the word alone may be a place, as far as it is no word that opens sentences
        self.is_place = bool(self.senses) and (not self.kind or self.senses[0].curated)
        # no longer name begins with it
        self.is_single = self.reach == 1 and not self.begins_generic
        # by which a look-up is spared where no name goes on so: "John Smith" from "John Day"
        self.seconds = b""
        if self.reach > 1:
            self.seconds = gazetteer.seconds(word)
            if shouted:
                self.seconds += gazetteer.seconds(word.title())
        self.mark = _mark(lower)
        self.key = gazetteer.fold(spelling(word)) if self.senses else ""
        self.is_candidate = bool(self.reach or self.begins_generic or self.short)


class _Tables(NamedTuple):
    """The lexicons that an entry is made of."""

    titles: dict[str, str]
    stop: dict[str, str]
    organisations: dict[str, str]
    openers: dict[str, str]
    demonyms: dict[str, str]
    after: frozenset[str]
    before: frozenset[str]
    no_names: frozenset[str]


@cache
def _tables() -> _Tables:
    return _Tables(
        words("location_titles", "kind"),
        words("location_stop", "kind"),
        words("location_organisations", "kind"),
        words("sentence_openers"),
        forces.demonyms(),
        _generics("after"),
        _generics("before"),
        no_names(),
    )


ENTRIES: dict[str, Entry] = {}


def entry_of(word: str) -> Entry:
    """The entry of a word; all numbers share one."""
    entry = ENTRIES.get(word)
    if entry is None:
        if len(ENTRIES) > MAX_ENTRIES:
            ENTRIES.clear()
        entry = entry_of("0") if word[0].isdigit() and word != "0" else Entry(word)
        ENTRIES[word] = entry
    return entry


def senses_of(name: str) -> tuple[Place, ...]:
    """The senses of a name as it stands in a text, in a headline's capitals too."""
    return gazetteer.lookup(spelling(name))


def _mark(word: str) -> int:
    """The mark of a word where it stands second in a name; -1 where that depends on more."""
    if word[0].isdigit() or "-" in word or gazetteer.is_article(word):
        return -1
    return gazetteer.mark(gazetteer.fold(word))


def spelling(name: str) -> str:
    """ "IRAQ" -> "Iraq", as the gazetteer wants a headline's capitals; "US", "VRAEM" stay."""
    if len(name) > 3 and name.isupper() and "." not in name.rstrip("."):
        short = len(name) < 6 and name.isalpha()
        return name if short and gazetteer.lookup(name) else name.title()
    return name


_ARTICLES = frozenset(("El", "Al", "EL", "AL"))


def _reach(word: str) -> int:
    """The most words of a place's name that begins with a word; 0 if none does."""
    if word == "A" or word[0].isdigit():
        return 0
    if word in _ARTICLES:  # the gazetteer folds "El Fasher" and "al-Fasher"
        return gazetteer.starts("Al")
    if word.isupper() and len(word) > 1:
        return max(gazetteer.starts(word.title()), gazetteer.starts(word))
    return gazetteer.starts(word)


@cache
def _generics(place: str) -> frozenset[str]:
    """First words of the generic words that stand after a name, or before it."""
    rows = table("location_generics")
    return frozenset(row["word"].split()[0] for row in rows if row["place"] == place)


@cache
def trailing_generics() -> frozenset[str]:
    """Generic words that stand in lower case after a name: "airstrip", "province", "counties"."""
    found = {
        row["word"]
        for row in table("location_generics")
        if row["place"] == "after" and row["case"] != "upper"
    }
    after = words("location_contexts", "after")
    return frozenset(found | {word for word, role in after.items() if role == "plural"})


@cache
def no_names() -> frozenset[str]:
    """Words that no person's name goes on with: "Austin Police", "Virginia Street"."""
    found = set(words("location_organisations")) | set(words("location_stop"))
    found.update(row["word"].title() for row in table("location_generics"))
    found.update(word for word, kind in words("location_titles", "kind").items() if kind != "lower")
    return frozenset(found | set(words("sentence_openers")))
