"""Vectors in memory take little more than their numbers."""

import tracemalloc

from search.filters import NO_FILTERS, mark
from search.matrix import Matrix

THINGS = 5_000
# A set of five marks alone takes 700 bytes, and its strings 300.
MOST_BYTES = 500


def test_what_is_known_of_a_thing_takes_little_memory() -> None:
    held = Matrix(dimensions=1)
    tracemalloc.start()
    try:
        held.follow(
            (
                change,
                f"question/{change}",
                "question",
                "everyone",
                " ".join(
                    (mark("type", "question"), *(mark("skill", f"s{place}") for place in range(3)), f"by:{change}")
                ),
                change,
                None,
            )
            for change in range(THINGS)
        )
        taken, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert taken / THINGS < MOST_BYTES


def test_marks_are_kept() -> None:
    held = Matrix(dimensions=1)
    held.follow([(1, "wifi", "question", "everyone", "type:question by:ada", 7, None)])
    assert held.near(0, 1.0).marks == {"type:question", "by:ada"}
    assert held.is_wanted(0, NO_FILTERS)
