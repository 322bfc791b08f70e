"""Sentences, paragraphs, words and the evidence around a span."""

import random

import pytest

from troopfacts.extractors.document import MAX_EVIDENCE, MAX_SENTENCE, Document


def pieces(text: str) -> list[str]:
    document = Document("a", text)
    return [text[start:end] for start, end in document.sentences]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("U.S. troops left. Gen. Ray stayed.", ["U.S. troops left.", "Gen. Ray stayed."]),
        ("Lt. Col. J. Smith left the U.S. Army.", ["Lt. Col. J. Smith left the U.S. Army."]),
        ("They reached the U.S. The army left.", ["They reached the U.S.", "The army left."]),
        ("Camp No. 2 was hit on Aug. 2 at night.", ["Camp No. 2 was hit on Aug. 2 at night."]),
        ("It came at 5 p.m. Tuesday. He ran.", ["It came at 5 p.m. Tuesday.", "He ran."]),
        ("It came at 5 p.m. The rest ran.", ["It came at 5 p.m.", "The rest ran."]),
        ("“We left.” The rest stayed.", ["“We left.”", "The rest stayed."]),
        ('He said "no." Then he left.', ['He said "no."', "Then he left."]),
        ("Where? Here! So it is…", ["Where?", "Here!", "So it is…"]),
        ("About 2.5 million men. None came.", ["About 2.5 million men.", "None came."]),
        ("One line\nAnother line", ["One line", "Another line"]),
        ("", []),
        (" \n\t\r\n ", []),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    assert pieces(text) == sentences


def test_wrapped_lines_do_not_end_a_paragraph() -> None:
    text = (
        "The army said that\nmore troops would come\nnext week. It\nis ready.\n\nA new paragraph."
    )
    assert pieces(text) == [
        "The army said that\nmore troops would come\nnext week.",
        "It\nis ready.",
        "A new paragraph.",
    ]


def test_line_ends_of_every_system_part_paragraphs() -> None:
    assert pieces("One\r\nTwo\rThree\nFour") == ["One", "Two", "Three", "Four"]


def test_a_sentence_that_does_not_end_is_cut_at_white_space() -> None:
    text = "word " * 1000
    sentences = Document("a", text).sentences
    assert all(end - start <= MAX_SENTENCE for start, end in sentences)
    assert "".join(pieces(text)).replace(" ", "") == "word" * 1000


def test_words() -> None:
    words = Document("a", "In the U.S., Al-Asad's 2,500 men of Éire met O'Brien’s.").words
    assert [word for _, word in words] == ["In", "U.S", "Al-Asad", "2,500", "Éire", "O'Brien"]


def test_evidence_is_the_folded_sentence() -> None:
    document = Document("a", "First one. The  army\tleft   Iraq. Last one.")
    start = document.text.index("army")
    assert document.evidence(start, start + 4) == "The army left Iraq."
    assert document.evidence(start, len(document.text)) == "The army left Iraq. Last one."


def test_evidence_of_a_long_sentence_is_cut_at_white_space() -> None:
    text = "before " * 80 + "THE SPAN " + "after " * 80
    start = text.index("THE SPAN")
    evidence = Document("a", text).evidence(start, start + 8)
    assert len(evidence) <= MAX_EVIDENCE
    assert evidence.startswith("…before ")
    assert evidence.endswith(" after…")
    assert " THE SPAN " in evidence


def test_evidence_of_a_long_span_is_its_beginning() -> None:
    text = "word " * 400
    evidence = Document("a", text).evidence(0, 1990)
    assert len(evidence) <= MAX_EVIDENCE
    assert evidence.startswith("word word")
    assert evidence.endswith("word…")


@pytest.mark.parametrize("unit", ["word ", "x", "5 troops. ", " ", "é\n", "a\u00a0b"])
def test_evidence_always_holds_the_span_or_its_beginning(unit: str) -> None:
    chance = random.Random(7)
    document = Document("a", unit * (4000 // len(unit)))
    for _ in range(200):
        start = chance.randrange(3900)
        end = start + chance.choice([1, 5, 50, 500])
        evidence = document.evidence(start, end)
        folded = " ".join(document.text[start:end].split())
        assert len(evidence) <= MAX_EVIDENCE
        assert folded in evidence or folded[: MAX_EVIDENCE // 2] in evidence
