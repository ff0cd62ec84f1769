"""Patterns that coaches write, looked for in a time that no text can prolong."""

from time import process_time

from graph.words import patterns
from graph.words.patterns import Patterns


def test_each_pattern_is_found_where_it_is() -> None:
    found = Patterns([r"proj-\d+", "nothing", "ö+"]).find("PROJ-17 and öö proj-2")
    assert sorted(found) == [(0, 0, 7), (0, 15, 21), (2, 12, 14)]


def test_no_pattern_finds_nothing() -> None:
    assert list(Patterns([]).find("proj-17")) == []


def test_what_would_keep_another_engine_busy_for_years_takes_no_time() -> None:
    begun = process_time()
    assert list(Patterns(["(a+)+$", "(a|aa)+$", "(.*a){12}$"]).find("a" * 5_000 + "!")) == []
    assert process_time() - begun < 1


def test_what_is_wrong_with_a_pattern_is_said() -> None:
    assert patterns.problem(r"proj-\d+") is None
    assert "missing )" in str(patterns.problem("(a"))
    assert "every text" in str(patterns.problem("a*"))
    assert "200 characters" in str(patterns.problem("a" * 201))
