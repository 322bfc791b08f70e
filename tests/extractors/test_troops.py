"""What holds of every troop figure, whatever the sentence."""

import datetime

import pytest

from troopfacts.extractors import Document, extract
from troopfacts.extractors.facts import Troops
from troopfacts.extractors.names import forces

SENTENCES = [
    "Kenya sent 217 police officers to Haiti, and another 60 are on their way.",
    "Of its 1,100 men the regiment lost 600, 45 of them at the ford.",
    "The peacekeeping mission has 800 personnel: 617 from Kenya, 150 from Guatemala.",
    "Own losses: 2 KIA, 5 WIA, up to 3 missing.",
    "The force fell from 13,000 to 8,600 soldiers, an army spokesman said on Tuesday.",
]


def figures(text: str, explain: bool = False) -> list[Troops]:
    document = Document("a.txt", text, datetime.date(2025, 10, 1), "record")
    return [fact for fact in extract(document, ["troops"], explain) if isinstance(fact, Troops)]


@pytest.mark.parametrize("text", SENTENCES)
def test_every_span_is_a_slice(text: str) -> None:
    found = figures(text)
    assert found
    for fact in found:
        assert fact.text == text[fact.start : fact.end]
        for part in (fact.force, fact.place, fact.time, fact.source):
            if part is not None:
                assert part.text == text[part.start : part.end]


@pytest.mark.parametrize("text", SENTENCES)
def test_rules_are_named_only_when_asked_for(text: str) -> None:
    assert all("figure: " in str(fact.rule) for fact in figures(text, explain=True))
    assert not any(isinstance(fact.rule, str) for fact in figures(text))


def test_a_text_without_troops_is_not_read() -> None:
    assert figures("The choir sang 12 songs for 400 guests.") == []


@pytest.mark.parametrize(
    "unit", ["5 troops in Iraq, ", "2,500 ", "more than ", "one hundred and ", "5 U.S. ", "“5 men "]
)
def test_repetition_is_read(unit: str) -> None:
    figures(unit * 400 + "soldiers")


def test_blank_lines_before_shift_offsets_only() -> None:
    plain = figures(SENTENCES[0])
    shifted = figures("\n\n" + SENTENCES[0])
    assert [(fact.start + 2, fact.count) for fact in plain] == [
        (fact.start, fact.count) for fact in shifted
    ]


def test_forces_take_the_longest_name() -> None:
    text = "South Sudan and the Nigerian Army"
    assert [force.text for force in forces.find(text, 0, len(text))][:1] == ["South Sudan"]
