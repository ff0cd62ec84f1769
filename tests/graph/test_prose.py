"""The first words of a text."""

from hypothesis import given
from hypothesis import strategies as st

from graph import prose


def test_an_excerpt_has_the_words_without_the_marks() -> None:
    text = "# Why?\n\nUse **bold** and [a link](https://example.com), see `code`.\n\n```\nx = 1\n```\n> said"
    assert prose.excerpt(text) == "Why? Use bold and a link, see code. said"


def test_underscores_within_a_word_are_no_marks() -> None:
    assert (
        prose.plain("_Set_ `POD_ORDINAL` __before__ consumer_group starts")
        == "Set POD_ORDINAL before consumer_group starts"
    )


@given(st.text(max_size=3000))
def test_an_excerpt_is_at_most_two_hundred_characters_on_one_line(text: str) -> None:
    cut = prose.excerpt(text)
    assert len(cut) <= prose.EXCERPT_CHARACTERS + 1
    assert "\n" not in cut


def test_signs_that_begin_tags_and_end_none_are_read_in_no_time() -> None:
    assert prose.plain("a <b>c</b> " + "<" * 50_000) == "a c " + "<" * 50_000
