"""The tables of words: well formed all, and what the tables of names and forces promise."""

import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from troopfacts.extractors.lexicons import table

LEXICONS = Path(__file__).parents[2] / "extractors" / "lexicons"
TABLES = sorted(path.stem for path in LEXICONS.glob("*.tsv"))
APOSTROPHES = str.maketrans("’", "'")


def rows_of(name: str) -> list[list[str]]:
    """Header and rows of a table as they are written."""
    text = (LEXICONS / f"{name}.tsv").read_bytes().decode("utf-8")
    return [line.split("\t") for line in text.split("\n") if line and not line.startswith("#")]


def forms_of(row: dict[str, str], column: str = "forms") -> list[str]:
    return [form for form in row[column].split("|") if form]


@pytest.mark.parametrize("name", TABLES)
def test_table_is_well_formed(name: str) -> None:
    text = (LEXICONS / f"{name}.tsv").read_bytes().decode("utf-8")
    assert unicodedata.is_normalized("NFC", text)
    assert text.endswith("\n")
    assert "\r" not in text
    assert text.startswith("#"), "a comment says what the table is and where it is from"
    header, *rows = rows_of(name)
    assert len(set(header)) == len(header)
    assert all(re.fullmatch(r"[a-z][a-z0-9_]*", column) for column in header)
    for row in rows:
        assert row[0], row
        assert len(row) <= len(header), row
        assert all(field == field.strip() for field in row), row


@pytest.mark.parametrize("name", TABLES)
def test_table_is_sorted(name: str) -> None:
    """By the first column, in the order of code points (`LC_ALL=C sort`); no line stands twice."""
    _, *rows = rows_of(name)
    assert [row[0] for row in rows] == sorted(row[0] for row in rows)
    assert [row for row, count in Counter(map(tuple, rows)).items() if count > 1] == []


def test_first_names() -> None:
    rows = table("first_names")
    assert max(Counter(row["name"] for row in rows).values()) == 1
    assert {row["gender"] for row in rows} == {"f", "m", "u"}
    assert {row["also"] for row in rows} == {"", "place", "word"}
    assert all(row["name"][0].isupper() and len(row["name"]) > 1 for row in rows)
    genders = Counter(row["gender"] for row in rows)
    assert genders["f"] >= 2500
    assert genders["m"] >= 4000


def test_first_names_of_all_the_world() -> None:
    genders = {row["name"]: row["gender"] for row in table("first_names")}
    men = "Ahmed Ibrahim Kofi Mohammed Ousmane Oleksandr Recep Sergei Volodymyr Yoweri Yoshihide"
    women = "Aïssa Annalena Fatima Giorgia Maryam Nkosazana Olena Sheikha Tzipi Yingluck"
    assert {name: genders.get(name) for name in men.split()} == dict.fromkeys(men.split(), "m")
    assert {name: genders.get(name) for name in women.split()} == dict.fromkeys(women.split(), "f")


def test_first_names_that_are_words_or_places_say_so() -> None:
    also = {row["name"]: row["also"] for row in table("first_names")}
    assert [also[name] for name in ("Grace", "Mark", "May", "Said")] == ["word"] * 4
    assert [also[name] for name in ("Chad", "Georgia", "Jordan", "Sydney")] == ["place"] * 4
    assert [also[name] for name in ("John", "Maria", "Vladimir")] == [""] * 3


def test_forces_cover_the_world() -> None:
    kinds = Counter(row["kind"] for row in table("forces"))
    assert set(kinds) == {"alliance", "country", "group", "mission", "service"}
    assert kinds["country"] >= 200
    assert kinds.total() - kinds["country"] >= 400


def test_forces_have_one_row_a_name_and_kind() -> None:
    keys = Counter((row["name"], row["kind"]) for row in table("forces"))
    assert [key for key, count in keys.items() if count > 1] == []


def test_only_states_have_codes() -> None:
    countries = {r["name"]: r["code"] for r in table("forces") if r["kind"] == "country"}
    codes = [code for code in countries.values() if code]
    assert len(set(codes)) == len(codes) >= 195
    assert all(re.fullmatch("[A-Z]{2}", code) for code in codes)
    for row in table("forces"):
        if row["kind"] == "service":
            assert row["code"] == countries[row["name"]], row["name"]
        elif row["kind"] != "country":
            assert (row["code"], row["capitals"]) == ("", ""), row["name"]


def test_every_form_names_one_force() -> None:
    forms = Counter(form for row in table("forces") for form in forms_of(row))
    capitals = Counter(form for row in table("forces") for form in forms_of(row, "capitals"))
    assert [form for form, count in (forms + capitals).items() if count > 1] == []


def test_forms_hold_the_name_and_the_risky_ones() -> None:
    for row in table("forces"):
        known = {*forms_of(row), *forms_of(row, "capitals")}
        assert set(forms_of(row, "risky")) <= known, row["name"]
        if row["kind"] != "service":
            assert row["name"].translate(APOSTROPHES) in forms_of(row), row["name"]


def test_forms_are_written_as_in_news() -> None:
    """No owner's 's, and both apostrophes wherever there is one: Sana'a, Sana’a."""
    for row in table("forces"):
        forms = forms_of(row) + forms_of(row, "capitals")
        assert not [form for form in forms if form.endswith(("'s", "’s"))], row["name"]
        assert {form.translate(APOSTROPHES) for form in forms} <= set(forms), row["name"]
