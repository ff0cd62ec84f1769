"""Patterns that people write themselves, for an engine that takes time in proportion to the text, whatever they write.

RE2 has no backtracking, so that no pattern and no text can keep a page waiting. It refuses what would need it.
"""

# The engine ships without types.
# pyright: reportUnknownVariableType=false, reportUnknownMemberType=false, reportUnknownArgumentType=false

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

import re2

CHARACTERS = 200

# More than the longest list has, with those that are only tried.
COMPILED = 4_000

# Of one pattern, no more places in a text are looked at.
MOST = 20


class Patterns:
    """Several patterns, looked for in one go. Upper and lower case are the same to them."""

    def __init__(self, patterns: Sequence[str]) -> None:
        self._patterns = tuple(patterns)
        self._set = re2.Set.SearchSet(_options())
        for one in self._patterns:
            self._set.Add(one)
        if self._patterns:
            self._set.Compile()

    def find(self, text: str) -> Iterator[tuple[int, int, int]]:
        """Yield the number of a pattern, and where what it finds begins and ends in the text."""
        for number in (self._set.Match(text) or ()) if self._patterns else ():
            for place, found in enumerate(_compiled(self._patterns[number]).finditer(text)):
                if place == MOST:
                    break
                if found.end() > found.start():
                    yield number, found.start(), found.end()


def problem(pattern: str) -> str | None:
    """Return what is wrong with a pattern, as a sentence, or `None`."""
    if len(pattern) > CHARACTERS:
        return f"Use a pattern of at most {CHARACTERS} characters."
    try:
        compiled = _compiled(pattern)
    except re2.error as error:
        return f"This pattern can't be used: {_said(error)}. Look-around and back-references aren't possible."
    if compiled.search("") is not None:
        return "This pattern is found in every text. Add something that must be there."
    return None


@lru_cache(COMPILED)
def _compiled(pattern: str) -> Any:
    return re2.compile(pattern, _options())


def _options() -> Any:
    options = re2.Options()
    options.case_sensitive = False
    options.log_errors = False
    return options


def _said(error: Exception) -> str:
    said = error.args[0]
    return said.decode(errors="replace") if isinstance(said, bytes) else str(said)
