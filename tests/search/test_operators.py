"""Operators typed next to words."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from search import operators


@pytest.mark.parametrize(
    ("box", "words", "read"),
    [
        ("kafka skill:tls lag", "kafka lag", [("skill", "tls")]),
        ('by:"Ada Lovelace"', "", [("by", "Ada Lovelace")]),
        ("created:<1m is:accepted", "", [("created", "<1m"), ("is", "accepted")]),
        ("https://example.com/a std::vector", "https://example.com/a std::vector", []),
        ("skill: kafka", "skill: kafka", []),
        # As phones and word processors write it.
        ("\u201cconsumer lag\u201d \u2013spark", '"consumer lag" -spark', []),
        ("\u00abconsumer lag\u00bb \u2212spark a\u2013b \u2013 c", '"consumer lag" -spark a\u2013b \u2013 c', []),
        ("Type:question BY:\u201eAda Lovelace\u201c", "", [("type", "question"), ("by", "Ada Lovelace")]),
        ("Skill\uff1akafka", "", [("skill", "kafka")]),
        ("Error:timeout Note:x", "Error:timeout Note:x", []),
    ],
)
def test_words_and_operators_are_told_apart(box: str, words: str, read: list[tuple[str, str]]) -> None:
    typed = operators.read(box)
    assert (typed.words, [(one.name, one.value) for one in typed.operators]) == (words, read)


@given(some.text(max_size=80))
def test_nothing_that_is_typed_fails_or_is_lost(box: str) -> None:
    typed = operators.read(box)
    assert all(one.text in operators.straight(box) for one in typed.operators)
    assert bool(typed.words or typed.operators) == bool(box.strip())
