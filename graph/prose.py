"""What a person wrote, kept twice: as typed, and as the safe HTML made of it once, when it was written."""

import re
from dataclasses import dataclass

EXCERPT_CHARACTERS = 200


@dataclass(frozen=True, kw_only=True)
class Prose:
    """Markdown for the author and the index, HTML for the page. Only `webapp.rendering` makes the HTML."""

    markdown: str
    html: str


def excerpt(markdown: str) -> str:
    """Return the first words as plain text, at most 200 characters, cut between words."""
    words = _unmarked(re.sub(r"```.*?(```|\Z)", " ", markdown[: EXCERPT_CHARACTERS * 8], flags=re.DOTALL))
    if len(words) <= EXCERPT_CHARACTERS:
        return words
    return words[:EXCERPT_CHARACTERS].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def plain(markdown: str) -> str:
    """Return all the words, code and all, on one line and without the marks of Markdown."""
    return _unmarked(re.sub(r"^\s*```.*$", " ", markdown, flags=re.MULTILINE))


def _unmarked(markdown: str) -> str:
    plain = re.sub(r"<[^>\n]*>", " ", markdown)
    plain = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", plain)
    plain = re.sub(
        r"^\s*(#+|>|[-*+]|\d+\.)\s+|[*_`]{1,3}(?=\w)|(?<=\w)[*_`]{1,3}|^\s*[-*_]{3,}\s*$", "", plain, flags=re.MULTILINE
    )
    return " ".join(re.sub(r"\\([^\w\s])", r"\1", plain).split())
