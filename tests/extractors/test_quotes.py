"""Quotation marks that do not pair, quotes that go on, and who the speakers of the reports are."""

from typing import Any

import pytest

from troopfacts.extractors import Document, extract
from troopfacts.extractors.facts import Quote, Speaker
from troopfacts.extractors.quotes.marks import regions

NAMES_RIGHT = 0.9  # of the reports' quotes: name, affiliation and anonymity all three


def quotes(text: str) -> list[Quote]:
    return [fact for fact in extract(Document("a", text), ["quote"]) if isinstance(fact, Quote)]


def stretches(text: str) -> list[str]:
    document = Document("a", text)
    return [text[one.start : one.end] for one in regions(text, document.paragraphs)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("“a b” and “c d”", ["a b", "c d"]),
        ('"a b" and "c d"', ["a b", "c d"]),
        ("''a b'' and ''c d''", ["a b", "c d"]),
        ("``a b'' and ``c d''", ["a b", "c d"]),
        ("«a b» and « c d »", ["a b", "c d"]),
        ("„a b“ and „c d”", ["a b", "c d"]),
        ("“a ‘b’ c” and 'd e'", ["a ‘b’ c", "d e"]),
        ("the soldiers' pay and the men's pay", []),
        ("in the '90s and '80s", []),
        ("'''a' b'' c", ["'a' b"]),
        ("6'2\" tall", []),
        ("“a b", ["a b"]),
        ("a b” c", []),
        ('"a b\n"c d"', ["a b", "c d"]),
        ("", []),
        ("“”", [""]),
    ],
)
def test_marks(text: str, found: list[str]) -> None:
    assert stretches(text) == found


def test_an_odd_mark_costs_its_own_paragraph_alone() -> None:
    text = "He held the “key.\nThe gate was shut.\n“We wait,” Lund said."
    assert [quote.quote for quote in quotes(text)] == ["We wait,"]


def test_an_unclosed_quote_ends_after_two_thousand_characters() -> None:
    text = "Lund said: “" + "all is well and " * 500
    (quote,) = quotes(text)
    assert quote.end - quote.start <= 2000


def test_a_reopened_paragraph_goes_on_with_the_quote() -> None:
    text = "“We left,” Lund said. “We had to.\n“Nobody stayed.”\nThe road is empty."
    (quote,) = quotes(text)
    assert quote.quote == "We left, We had to. Nobody stayed."
    assert [text[start:end] for start, end in quote.parts] == [
        "We left,",
        "We had to.",
        "Nobody stayed.",
    ]


def test_offsets_are_slices() -> None:
    text = "“We left,” said Col. Ray Holt, a spokesman, adding that “nobody” stayed."
    for quote in quotes(text):
        assert quote.text == text[quote.start : quote.end]
        for part in (quote.cue, quote.speaker):
            assert part is not None
            assert part.text == text[part.start : part.end]


def test_explain_names_the_rule() -> None:
    document = Document("a", "The army said that it left.")
    (fact,) = extract(document, ["quote"], explain=True)
    assert isinstance(fact, Quote)
    assert fact.rule == "that"


@pytest.mark.parametrize(
    "text",
    [
        *("'\" '" * 50, "“" * 50, "“x said " * 50, "“" * 50 + "”" * 50, "' " * 50),
        *('"a", he said ' * 50, "said", "said “”", "“” said", "according to", "“a”, said"),
        *("that said that", "he said, he said, he said", ": “a”", "he, who, said", "Q: \nA: \nQ: "),
    ],
)
def test_no_text_raises(text: str) -> None:
    quotes(text)


def test_names_of_the_reports(reports: list[tuple[dict[str, Any], Document]]) -> None:
    asked = right = 0
    for record, document in reports:
        found = {(quote.start, quote.style): quote for quote in quotes_of(document)}
        for gold in record["gold"]:
            if gold["kind"] != "quote" or not gold.get("core", True) or not gold["speaker"]:
                continue
            quote = found.get((gold["parts"][0][0], gold["style"]))
            if quote is not None:
                asked += 1
                right += is_right(gold["speaker"], quote.speaker)
    assert asked > 50
    assert right / asked >= NAMES_RIGHT


def quotes_of(document: Document) -> list[Quote]:
    return [fact for fact in extract(document, ["quote"]) if isinstance(fact, Quote)]


def is_right(gold: dict[str, Any], speaker: Speaker | None) -> bool:
    return speaker is not None and (gold["name"], gold["affiliation"], gold["anonymous"]) == (
        speaker.name,
        speaker.affiliation,
        speaker.anonymous,
    )
