"""Finding the words of a search in a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from search import excerpts

FILLING = "Look around first. " * 40


def marked(text: str, words: str) -> str:
    """Return a passage with its matches in brackets."""
    pieces = excerpts.passage(text, excerpts.sought(words)).pieces
    return "".join(f"[{piece.text}]" if piece.is_match else piece.text for piece in pieces)


def test_words_are_marked_in_any_form_and_in_no_other() -> None:
    assert marked("Rotate certificates, not a certifier", "rotating certificate") == (
        "[Rotate] [certificates], not a certifier"
    )


@pytest.mark.parametrize(
    ("text", "words", "shown"),
    [
        ("La búsqueda avanzada", "busqueda", "La [búsqueda] avanzada"),
        ("Die Größe des Speichers", "grösse", "Die [Größe] des Speichers"),
        ("La straße, unten", "strasse", "La [straße], unten"),
        ("Die Zertifikate der Server", "Wie erneuere ich ein Zertifikat?", "Die [Zertifikate] der Server"),
    ],
)
def test_words_of_other_languages_are_marked_as_they_are_found(text: str, words: str, shown: str) -> None:
    assert marked(text, words) == shown


def test_the_part_with_most_of_the_words_is_shown() -> None:
    text = f"Kafka. {FILLING} Here Kafka has a lag. {FILLING}"
    passage = excerpts.passage(text, excerpts.sought("kafka lag"))
    assert passage.found == 2
    assert "Here [Kafka] has a [lag]." in marked(text, "kafka lag")


@pytest.mark.parametrize(("text", "words"), [("", "kafka"), ("Kafka", ""), ("Kafka", "tax")])
def test_without_a_match_there_is_no_passage(text: str, words: str) -> None:
    assert excerpts.passage(text, excerpts.sought(words)) == excerpts.NO_PASSAGE


@given(some.text(max_size=600), some.text(max_size=40))
def test_a_passage_is_a_part_of_the_text_and_short(text: str, words: str) -> None:
    passage = excerpts.passage(text, excerpts.sought(words))
    shown = "".join(piece.text for piece in passage.pieces)
    assert shown.strip("…") in text
    assert len(shown) <= excerpts.LONGEST_CHARACTERS + 2
