"""Runs interpreted searches, always with the permissions of one viewer."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from graph import cards
from graph.ids import PostId
from graph.viewers import Viewer
from queries import other_names
from queries.search_box import SearchBox
from search import filters, query
from search.documents import Kind
from search.filters import Filters
from search.query import Results


def find(
    asked: SearchBox,
    *,
    also: Iterable[str] | None = None,
    kinds: Sequence[Kind] = (),
    limit: int,
    offset: int = 0,
    viewer: Viewer,
) -> Results:
    """Return the results for a search box, best first.

    `also` are more words to look for, which count half: by default, the other names of the skills in the box.
    """
    return _find(asked.words, asked.filters, also, kinds=kinds, limit=limit, offset=offset, viewer=viewer)


def posts(asked: SearchBox, *, limit: int, viewer: Viewer) -> tuple[PostId, ...]:
    """Return the posts among the results, best first."""
    kinds = () if asked.filters.marks.get("type") else cards.KINDS
    return tuple(PostId(hit.key) for hit in find(asked, kinds=kinds, limit=limit, viewer=viewer).hits)


def new_posts(
    words: str,
    *,
    marks: Iterable[str],
    also: Iterable[str] | None = None,
    since: datetime,
    limit: int,
    viewer: Viewer,
) -> tuple[PostId, ...]:
    """Return the posts since a moment that a saved search would find, best first.

    A post from exactly that second is included, because people would rather hear of it twice than never.
    """
    found = _find(words, filters.kept(marks, since=int(since.timestamp())), also, limit=limit, viewer=viewer)
    return tuple(PostId(hit.key) for hit in found.hits if hit.kind in cards.KINDS)


def _find(
    words: str,
    narrowed: Filters,
    also: Iterable[str] | None,
    *,
    kinds: Sequence[Kind] = (),
    limit: int,
    offset: int = 0,
    viewer: Viewer,
) -> Results:
    return query.find(
        words,
        audiences=viewer.audiences,
        kinds=kinds,
        filters=narrowed,
        synonyms=other_names.of(words, viewer=viewer) if also is None else also,
        limit=limit,
        offset=offset,
    )
