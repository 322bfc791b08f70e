"""Places of whole documents: what holds whatever the sentence, and what hangs on the document."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troopfacts.extractors import Document, extract
from troopfacts.extractors.facts import Location
from troopfacts.extractors.names import people, runs


def places(text: str, explain: bool = False) -> list[Location]:
    facts = extract(Document("a.txt", text), ["location"], explain)
    return [fact for fact in facts if isinstance(fact, Location)]


PIECES = [
    "Baghdad", "Paris", "Texas", "Georgia", "U.S.", "B.C.", "al-Tanf", "Camp", "Lake", "Street",
    "province", "counties", "Gen.", "Austin", "University", "said", "in", "of the", "village of",
    "the", ", ", "-", "'s", "’", "“", "\n", "\n\n", "\r\n", "  ", ".", "2,500", "É", "O'", "A",
    "St.", "R-", "MOSUL", "\u200d", "\ufffd", "d’",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join) | st.text(max_size=80))
def test_spans_are_exact_in_order_and_apart(text: str) -> None:
    last = 0
    for fact in places(text):
        assert text[fact.start : fact.end] == fact.text
        assert last <= fact.start < fact.end
        last = fact.end
        assert (fact.lat is None) == (fact.lon is None)
        assert fact.name


def test_the_same_whatever_was_read_before() -> None:
    text = "Officials in Alexandria, Minn., met. Alexandria is calm, and so is Paris."
    first = places(text)
    places("Paris, Texas, and Alexandria, Egypt, are far apart.")
    assert places(text) == first


def test_rules_are_named_where_asked_for() -> None:
    (fact,) = places("They fought in Anbar province.", explain=True)
    assert fact.rule == "gazetteer and generic word"
    (fact,) = places("They fought in Anbar province.")
    assert not isinstance(fact.rule, str)


@pytest.mark.parametrize(
    ("text", "name", "code", "admin1"),
    [
        ("{} is quiet. Farms near Duluth, Minn., and Moorhead, Minn., flooded.", "Alexandria",
         "US", "Minnesota"),
        ("{} is quiet. Ferries left Cairo and Port Said for the Nile.", "Alexandria", "EG", None),
        ("Police in {} met. Hamilton and Toronto, Ont., sent help, the Ontario premier said.",
         "London", "CA", "Ontario"),
        ("Police in {} met the prime minister.", "London", "GB", None),
    ],
)  # fmt: skip
def test_a_name_means_what_the_document_speaks_of(
    text: str, name: str, code: str, admin1: str | None
) -> None:
    fact = next(fact for fact in places(text.format(name)) if fact.text == name)
    assert fact.code == code
    assert admin1 in (None, fact.admin1)


def test_a_place_without_a_point_says_so() -> None:
    (fact,) = places("The patrol reached FOB Kettlewick at dusk.")
    assert (fact.name, fact.type) == ("FOB Kettlewick", "base")
    assert (fact.lat, fact.lon, fact.geonameid) == (None, None, None)


def test_people_and_the_words_they_stand_on() -> None:
    tokens = runs.Tokens("Gen. Austin Holland and Bashar al-Assad")
    found = people.read(tokens)
    assert [person.text for person in found.full] == ["Austin Holland", "Bashar al-Assad"]
    assert {"Holland", "al-Assad", "Assad"} <= set(found.surnames)
    assert tokens.words[:2] == ["Gen", "Austin"]


@pytest.mark.parametrize("gap", [gap for gap in runs.GAPS if gap != ", "] + [". ", "\n", "  "])
def test_no_name_goes_beyond_its_run(gap: str) -> None:
    text = f"near Kettle{gap}Smithby"
    assert [match[0] for match in runs.scan(text)] == [text[5:]]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("fled Anbar province’s towns", ["Anbar province"]),
        ("fled Anbar provincial towns", ["Anbar"]),
        ("at Deir ez-Zor air base, and", ["Deir ez-Zor air base"]),
        ("in Kenya and Gao or Tessalit districts", ["Kenya and Gao", "Tessalit districts"]),
        ("a 3M plant and U.S.-led units", ["U.S"]),
    ],
)
def test_runs_end_with_their_generic_word(text: str, found: list[str]) -> None:
    assert [match[0] for match in runs.scan(text)] == found


def test_a_run_says_the_same_whatever_was_read_before() -> None:
    near, held = "They met near Kettle Hill.", "They met coach Kettle Hill."
    assert [fact.text for fact in places(near)] == ["Kettle Hill"]
    assert places(held) == []
    assert [fact.text for fact in places(near)] == ["Kettle Hill"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("DFL-Minneapolis", ["DFL", "Minneapolis"]),
        ("the U.S. Army", ["U.S", "Army"]),
        ("from al-Hol to Deir ez-Zor", ["al-Hol", "Deir", "ez-Zor"]),
        ("Val-d’Or, O'Brien", ["Val", "Or", "O'Brien"]),
        ("Gao,Kidal", ["Gao", "Kidal"]),
    ],
)
def test_words_part_where_names_may(text: str, words: list[str]) -> None:
    assert runs.Tokens(text).words == words
