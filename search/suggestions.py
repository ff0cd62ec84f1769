"""Suggestions while someone is typing, and for misspelt words.

The beginning of a word and a misspelt word are looked up only in titles and names, a complete word everywhere.
"""

from collections.abc import Collection

from search import analysis, index
from search.documents import Kind
from search.engines import Hit, Wanted
from search.filters import NO_FILTERS, Filters

# A single letter would match half of all titles.
LEAST_CHARACTERS = 2
LONGEST_CHARACTERS = 200


def begun(typed: str, *, kinds: Collection[Kind], audiences: Collection[str], limit: int) -> tuple[Hit, ...]:
    """Return hits of these kinds with any of the words typed so far, best first. The last word may be incomplete."""
    typed = typed[:LONGEST_CHARACTERS]
    wanted = Wanted(terms=analysis.terms(typed), beginnings=_beginnings(typed))
    if len(typed.strip()) < LEAST_CHARACTERS or not wanted.ranks:
        return ()
    filters = Filters(marks={"type": tuple(kinds)})
    return index.reader("posts").find(wanted, audiences=audiences, filters=filters, limit=limit, offset=0).hits


def is_known(word: str, *, audiences: Collection[str]) -> bool:
    """Tell whether anything that these audiences may see has this word in any form."""
    wanted = Wanted(terms=dict.fromkeys(analysis.phrase(word), 1.0))
    found = index.reader("posts").find(wanted, audiences=audiences, filters=NO_FILTERS, limit=1, offset=0)
    return not wanted.ranks or bool(found.hits)


def is_phrase(words: str, *, audiences: Collection[str]) -> bool:
    """Tell whether anything that these audiences may see has these words beside each other, in any form."""
    wanted = Wanted(terms={}, phrases=(analysis.phrase(words),))
    return bool(index.reader("posts").find(wanted, audiences=audiences, filters=NO_FILTERS, limit=1, offset=0).hits)


def alike(word: str, *, kinds: Collection[Kind], audiences: Collection[str], limit: int) -> tuple[Hit, ...]:
    """Return hits of these kinds with a word in their title that is spelled almost like this one or begins with it."""
    wanted = Wanted(terms={}, misspelt=analysis.spelled(word), beginnings=_beginnings(word))
    if not wanted.ranks:
        return ()
    filters = Filters(marks={"type": tuple(kinds)})
    return index.reader("posts").find(wanted, audiences=audiences, filters=filters, limit=limit, offset=0).hits


def _beginnings(typed: str) -> tuple[str, ...]:
    """Return the last word as it is spelled: the end of an incomplete word is no suffix."""
    words = () if typed[-1:].isspace() else analysis.spelled(typed)
    return tuple(word for word in words[-1:] if len(word) >= LEAST_CHARACTERS)
