"""The first words of a text."""

from hypothesis import given
from hypothesis import strategies as st

from graph import prose


def test_an_excerpt_has_the_words_without_the_marks() -> None:
    text = "# Why?\n\nUse **bold** and [a link](https://example.com), see `code`.\n\n```\nx = 1\n```\n> said"
    assert prose.excerpt(text) == "Why? Use bold and a link, see code. said"


@given(st.text(max_size=3000))
def test_an_excerpt_is_at_most_two_hundred_characters_on_one_line(text: str) -> None:
    cut = prose.excerpt(text)
    assert len(cut) <= prose.EXCERPT_CHARACTERS + 1
    assert "\n" not in cut
