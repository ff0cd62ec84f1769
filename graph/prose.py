"""A text that a person wrote, stored twice: as typed, and as safe HTML that is made once, when the text is saved."""

import re
from dataclasses import dataclass

EXCERPT_CHARACTERS = 200

FENCE = re.compile(r"^\s*```.*$", re.MULTILINE)
# A tag ends at the next "<". Otherwise a line of many "<" would be read to its end from each of them.
TAG = re.compile(r"<[^<>\n]*>")
LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
BEGINNING = re.compile(r"\s*((#+|>|[-*+]|\d+\.)\s+|[-*_]{3,}\s*$)")
# Underscores inside a word are part of it: snake_case.
EMPHASIS = re.compile(r"[*`]{1,3}(?=\w)|(?<=\w)[*`]{1,3}|(?<![^\W_])_{1,3}(?=[^\W_])|(?<=[^\W_])_{1,3}(?![^\W_])")
ESCAPE = re.compile(r"\\([^\w\s])")


@dataclass(frozen=True, kw_only=True)
class Prose:
    """Markdown for the author and the index, HTML for the page. Only `webapp.markdown.rendering` makes the HTML."""

    markdown: str
    html: str


def excerpt(markdown: str) -> str:
    """Return the first words as plain text, at most 200 characters, cut between words."""
    words = _unmarked(re.sub(r"```.*?(```|\Z)", " ", markdown[: EXCERPT_CHARACTERS * 8], flags=re.DOTALL))
    if len(words) <= EXCERPT_CHARACTERS:
        return words
    return words[:EXCERPT_CHARACTERS].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def plain(markdown: str) -> str:
    """Return all the words, including code, on one line and without Markdown syntax."""
    return _unmarked(FENCE.sub(" ", markdown) if "```" in markdown else markdown)


def _unmarked(markdown: str) -> str:
    # Most texts use few kinds of syntax, and finding a character takes a tenth of the time of finding a pattern.
    plain = TAG.sub(" ", markdown) if "<" in markdown else markdown
    plain = LINK.sub(r"\1", plain) if "](" in plain else plain
    plain = "\n".join(map(_begun, plain.split("\n")))
    plain = EMPHASIS.sub("", plain) if "*" in plain or "_" in plain or "`" in plain else plain
    return " ".join((ESCAPE.sub(r"\1", plain) if "\\" in plain else plain).split())


def _begun(line: str) -> str:
    found = BEGINNING.match(line)
    return line[found.end() :] if found else line
