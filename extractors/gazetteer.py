"""Names of places: what a name may stand for, over gazetteer.sqlite.

>>> [(place.name, place.level, place.code) for place in lookup("Deir al-Zour")]
[('Deir ez-Zor', 'city', 'SY'), ('Deir ez-Zor', 'adm1', 'SY')]

The file is read-only and opened on first use; nothing of it is held in memory but what was asked
for. `extractors/lexicons/build_gazetteer.py` makes it.
"""

import os
import re
import sqlite3
from functools import cache, lru_cache
from pathlib import Path
from struct import Struct
from typing import NamedTuple
from unicodedata import normalize
from zlib import crc32

from .facts import PlaceType

DATABASE = Path(__file__).parent / "lexicons" / "gazetteer.sqlite"

# The level of a sense, in the order of the number stored, and the contract's type of each.
LEVELS: dict[str, PlaceType] = {
    "country": "country",
    "adm1": "region",
    "adm2": "region",
    "capital": "city",
    "city": "city",
    "base": "base",
    "water": "water",
    "area": "area",
    "landmark": "landmark",
    "continent": "area",
}
COMMON = ("", "word", "person")
# One sense: level | curated << 7, common | own name << 2, division, GeoNames id (0: none), latitude
# and longitude in 1e-5 degrees, population; then, where the name is not the key's title case, its
# length in bytes and its UTF-8.
SENSE = Struct("<BBHIiiI")
NO_POINT = -(2**31)

_LEVELS = tuple(LEVELS)
_TYPES = tuple(LEVELS.values())
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"}
    | dict.fromkeys("'’‘ʼʻʿʾ`´′\".", "")
    | dict.fromkeys("-‐‑–—,/()", " ")
)
_MARKS = re.compile(r"[\u0300-\u036f]+")
_SELECT = "SELECT words, seconds, senses FROM names WHERE key = ?"
_INITIALS = re.compile(r"(?:[A-Z]\.){2,}[A-Z]?|[A-Z]\.[A-Z]|[A-Z]{2,5}")
# The Arabic article as it is written before each letter: "Deir ez-Zor", "ash-Shaddadi", "El Obeid".
_ARTICLE = {vowel + letter for vowel in "ae" for letter in [*"ldnrstz", "sh", "th", "dh"]}
_SHORT = {"saint": "st", "sainte": "st", "ste": "st", "fort": "ft", "mount": "mt"}


class Place(NamedTuple):
    """One sense of a name."""

    name: str
    type: PlaceType
    code: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    geonameid: int | None
    population: int  # 0: unknown
    level: str  # one of LEVELS
    curated: bool  # kept by hand in places.tsv: the sense that news means
    common: str  # one of COMMON: the name looked up is also a lower-case word, or a person's name


def fold(name: str) -> str:
    """ "Deir ez-Zôr" -> "deir al zor", "U.S." -> "US": the key that spellings of a name share.

    An abbreviation in capitals keeps them, so that "us" and "Us" are not the country.
    """
    if name.isupper() and _INITIALS.fullmatch(name):
        return name.replace(".", "")
    if name.isascii() and name.isalpha():
        key = name.lower()
        return _SHORT.get(key, key)
    if name.isascii():
        key = name.lower().translate(_LETTERS)
    else:
        key = _MARKS.sub("", normalize("NFKD", name).casefold().translate(_LETTERS))
    words = [_SHORT.get(word, word) for word in key.split()]
    for at, word in enumerate(words[:-1]):
        if word in _ARTICLE and (word[1:] == "l" or words[at + 1].startswith(word[1:])):
            words[at] = "al"
    return " ".join(words)


@lru_cache(1 << 15)
def lookup(name: str) -> tuple[Place, ...]:
    """All senses of a name as written, the likeliest first.

    >>> lookup("U.S.")[0].name, lookup("us"), lookup("El Fasher") == lookup("al-Fashir")
    ('United States', (), True)

    Accents, hyphens, apostrophes and the forms of the Arabic article are folded. Capitals of up to
    five letters are an abbreviation: "IRAQ" in a headline is to be looked up as "Iraq".
    """
    if name.islower() and not name[0].isdigit():
        return ()
    return _senses(fold(name))


def starts(word: str) -> int:
    """How many words the longest name has that begins with this word: 0 where none does.

    >>> starts("Ain") >= 3, starts("Whereas")
    (True, 0)
    """
    return _row(_head(word))[0]


def seconds(word: str) -> bytes:
    """The marks of the words that come second in the names that begin with this word.

    >>> mark("sudan") in seconds("Port"), mark("smith") in seconds("Goose")
    (True, False)
    """
    return _row(_head(word))[1]


def mark(word: str) -> int:
    """One of 256 marks of a folded word: names that begin alike are told apart without a look."""
    return crc32(word.encode()) & 255


def is_article(word: str) -> bool:
    """Whether a word may be the Arabic article: "al", "ez"."""
    return word in _ARTICLE


def _head(word: str) -> str:
    key = fold(word)
    head, _, rest = key.partition(" ")
    if head in _ARTICLE:
        return f"al {rest.partition(' ')[0]}" if rest else "al"
    return head


@lru_cache(1 << 10)
def abbreviation(text: str) -> Place | None:
    """The state or province of "Ala.", "B.C.", "W.Va", "TX", as after a town and a comma.

    >>> abbreviation("Ont.").name
    'Ontario'
    """
    key = "." + text.rstrip(".")
    return _senses(key)[0] if key in _abbreviations() else None


@lru_cache(1 << 9)
def country(code: str) -> Place | None:
    """The country of an ISO 3166-1 alpha-2 code.

    >>> country("IQ").name
    'Iraq'
    """
    senses = _senses("=" + code)
    return senses[0] if senses else None


@cache
def _abbreviations() -> frozenset[str]:
    rows = _database().execute("SELECT key FROM names WHERE key >= '.' AND key < '/'")
    return frozenset(key for (key,) in rows)


@lru_cache(1 << 15)
def _row(key: str) -> tuple[int, bytes, bytes]:
    row: tuple[int, bytes, bytes] | None = _database().execute(_SELECT, (key,)).fetchone()
    return row or (0, b"", b"")


def _senses(key: str) -> tuple[Place, ...]:
    packed = _row(key)[2]
    if not packed:
        return ()
    senses: list[Place] = []
    at = 0
    while at < len(packed):
        level, kind, division, geonameid, lat, lon, population = SENSE.unpack_from(packed, at)
        at += SENSE.size
        if kind & 4:
            end = at + 1 + packed[at]
            name = packed[at + 1 : end].decode()
            at = end
        else:
            name = key.title()
        code, admin1 = _division(division)
        senses.append(
            Place(
                name,
                _TYPES[level & 127],
                code,
                admin1,
                None if lat == NO_POINT else lat / 1e5,
                None if lat == NO_POINT else lon / 1e5,
                geonameid or None,
                population,
                _LEVELS[level & 127],
                level > 127,
                COMMON[kind & 3],
            )
        )
    return tuple(senses)


@cache
def _database() -> sqlite3.Connection:
    uri = DATABASE.as_uri() + "?mode=ro&immutable=1"
    database = sqlite3.connect(uri, uri=True, check_same_thread=False)
    database.execute("PRAGMA mmap_size = 33554432")  # a look-up takes four fifths of the time
    return database


# Two processes must not seek in one open file.
os.register_at_fork(after_in_child=_database.cache_clear)


@lru_cache(1 << 12)
def _division(number: int) -> tuple[str | None, str | None]:
    """The country code and the name of a first-level division, both where known."""
    select = "SELECT code, name FROM divisions WHERE number = ?"
    code, name = _database().execute(select, (number,)).fetchone()
    return code or None, name or None
