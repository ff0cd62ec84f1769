"""Suggestions while someone is typing, and for misspelt words.

The beginning of a word and a misspelt word are looked up only in titles and names, a complete word everywhere.
"""

from collections.abc import Collection

from search import analysis, index
from search.accents import folded
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


def alike(word: str, *, audiences: Collection[str], limit: int) -> tuple[Hit, ...]:
    """Return hits whose title has a word that is spelled almost like this one or begins with it, best first."""
    wanted = Wanted(terms={}, misspelt=analysis.phrase(word), beginnings=_beginnings(word))
    if not wanted.ranks:
        return ()
    return index.reader("posts").find(wanted, audiences=audiences, filters=NO_FILTERS, limit=limit, offset=0).hits


def _beginnings(typed: str) -> tuple[str, ...]:
    last = analysis.phrase(typed.split()[-1]) if typed.split() and not typed[-1].isspace() else ()
    return tuple(word for word in (*last, _as_typed(typed)) if len(word) >= LEAST_CHARACTERS)[-1:]


def _as_typed(typed: str) -> str:
    """Return the last word in lower case, without stemming: the end of an incomplete word is not a suffix."""
    return "" if not typed or typed[-1].isspace() else folded(typed.split()[-1].casefold())
