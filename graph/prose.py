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
    plain = re.sub(r"```.*?(```|\Z)|<[^>\n]*>", " ", markdown[: EXCERPT_CHARACTERS * 8], flags=re.DOTALL)
    plain = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", plain)
    plain = re.sub(
        r"^\s*(#+|>|[-*+]|\d+\.)\s+|[*_`]{1,3}(?=\w)|(?<=\w)[*_`]{1,3}|^\s*[-*_]{3,}\s*$", "", plain, flags=re.MULTILINE
    )
    words = " ".join(re.sub(r"\\([^\w\s])", r"\1", plain).split())
    if len(words) <= EXCERPT_CHARACTERS:
        return words
    return words[:EXCERPT_CHARACTERS].rsplit(" ", 1)[0].rstrip(",;:") + "…"
