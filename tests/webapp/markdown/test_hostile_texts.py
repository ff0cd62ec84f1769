"""The cost of any text, in time and in HTML, is proportional to its length."""

import sys
from types import FrameType

import pytest

from tests.webapp.markdown.hostile import HOSTILE, PATTERNS
from webapp.markdown import bounds, rendering

CHARACTERS = 1_000

# The small patterns are left out: each repetition becomes only a few letters of HTML.
OTHERS = [name for name in HOSTILE if name not in map(repr, PATTERNS)]


@pytest.mark.parametrize("name", HOSTILE)
def test_twice_the_text_takes_twice_the_work(name: str) -> None:
    once, twice = (work(HOSTILE[name](characters)) for characters in (CHARACTERS, 2 * CHARACTERS))
    assert twice < 3 * once


@pytest.mark.parametrize("name", [*OTHERS, repr("&"), repr("http://a.b/c "), repr("- ")])
def test_no_text_becomes_a_page_that_nobody_can_load(name: str) -> None:
    assert len(rendering.prose(HOSTILE[name](rendering.MOST_TYPED_CHARACTERS)).html) < bounds.MOST_HTML_CHARACTERS


def test_what_is_too_long_is_not_even_read() -> None:
    assert rendering.prose("*a* " * rendering.MOST_TYPED_CHARACTERS).html == ""
    assert rendering.described("*a* " * rendering.MOST_TYPED_CHARACTERS).html == ""


def test_lines_end_alike_wherever_a_text_comes_from() -> None:
    for kept in (rendering.prose, rendering.described, rendering.imported):
        assert kept("a\r\nb\rc").markdown == "a\nb\nc"


def test_what_lies_too_deep_is_shown_without_more_depth() -> None:
    quote = "\n".join(">" * depth + f" reply{depth}\n" + ">" * depth for depth in range(1, 100))
    bullets = "\n".join("  " * depth + f"- level{depth}" for depth in range(50))
    html = rendering.html(f"{quote}\n\n{bullets}")
    assert all(f"reply{depth}" in html for depth in range(1, 100))
    assert all(f"level{depth}" in html for depth in range(50))


def work(text: str) -> int:
    """Return the number of function calls, which is the same on every machine, however busy."""
    called = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal called
        called += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        rendering.prose(text)
    finally:
        sys.setprofile(None)
    return called
