"""Texts as they are compared with words."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from queries.words import folding


@pytest.mark.parametrize(
    "typed",
    [
        "FALCON",
        "f\u0430lc\u043en",  # Cyrillic a and o
        "\uff46\uff41\uff4c\uff43\uff4f\uff4e",  # full width
        "\U0001d41f\U0001d41a\U0001d425\U0001d41c\U0001d428\U0001d427",  # mathematical
        "fal\u200bcon",  # zero width
        "fal\u00adcon",  # soft hyphen
        "f\u0336a\u0336l\u0336c\u0336o\u0336n\u0336",  # crossed out
        "f" + "\u0336" * 500 + "alcon",
    ],
)
def test_however_it_is_written_it_looks_the_same(typed: str) -> None:
    assert folding.fold(typed).looks == "falcon"


def test_letters_with_accents_are_other_letters() -> None:
    assert folding.fold("Ha\u0308r här har").looks == "här här har"


def test_words_in_another_script_stay_readable() -> None:
    folded = folding.fold("Вода")
    assert (folded.spelled, folded.looks != folded.spelled) == ("вода", True)


@given(some.text())
def test_every_place_is_in_the_text(typed: str) -> None:
    folded = folding.fold(typed)
    assert len(folded.spelled) == len(folded.looks)
    places = [(folded.begins(at), folded.ends(at + 1)) for at in range(len(folded.spelled))]
    assert all(0 <= begin <= end <= len(typed) for begin, end in places)
