"""How text becomes terms: in any language, with accents or without."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from search import analysis
from search.accents import folded, same_length


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("How do I renew a certificate?", "en"),
        ("Wie erneuere ich ein Zertifikat?", "de"),
        ("Comment renouveler le certificat de la machine ?", "fr"),
        ("¿Cómo renuevo un certificado para el servidor?", "es"),
        ("como renuevo un certificado para el servidor", "es"),
        ("CI kafka lag", "en"),
    ],
)
def test_a_language_is_told_by_its_small_words_also_without_accents(text: str, language: str) -> None:
    assert analysis.language(text) == language


def test_the_marks_of_markdown_are_no_part_of_a_word() -> None:
    text = "**Kafka** *lags* _behind_ __init__ `consumer_group` on node.js, 3.11 a*b"
    assert analysis.phrase(text) == (
        "kafka",
        "lag",
        "behind",
        "init",
        "consumer_group",
        "on",
        "node.j",
        "3.11",
        "a",
        "b",
    )


def test_what_is_asked_in_another_language_has_its_stems_and_the_english_ones() -> None:
    assert analysis.terms("Wie erneuere ich die Zertifikate?") == {
        "erneuer": 0.5,
        "erneu": 0.5,
        "zertifik": 0.5,
        "zertifikat": 0.5,
    }


def test_english_has_english_stems_alone() -> None:
    assert analysis.written("How the certificates rotate") == analysis.phrase("How the certificates rotate")


def test_a_phrase_stands_in_a_text_of_another_language_as_it_was_written() -> None:
    text = "Die Zertifikate der Server laufen nach einem Jahr ab."
    stems, wanted = analysis.written(text), analysis.phrase("Zertifikate der Server")
    assert wanted in {stems[start : start + 3] for start in range(len(stems))}


@pytest.mark.parametrize(
    ("text", "as_a_term", "letter_by_letter"),
    [
        ("größer", "grosser", "großer"),
        ("Łódź", "Lodz", "Lodz"),
        ("œuvre", "oeuvre", "œuvre"),
        ("тёмный", "темный", "темный"),
    ],
)
def test_a_letter_loses_its_accents_and_where_places_count_stays_one_letter(
    text: str, as_a_term: str, letter_by_letter: str
) -> None:
    assert (folded(text), same_length(text)) == (as_a_term, letter_by_letter)


@given(some.text(max_size=80))
def test_no_letter_breaks_it_and_none_moves_where_it_must_not(text: str) -> None:
    assert len(same_length(text)) == len(text)
    assert folded(folded(text)) == folded(text)
    analysis.terms(text)
    analysis.written(text)
