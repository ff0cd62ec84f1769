"""Saved searches: what was typed into the search box, and what came since their keeper last looked."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from graph import clock
from graph.driver import only, write
from graph.errors import Conflict, NotFound, refuse_if_any
from graph.ids import PersonId, PostId, SavedSearchId, new_id
from graph.rows import read_as
from graph.viewers import Viewer

TEXT_CHARACTERS = 300
MOST = 50
NOT_HERE = "This saved search doesn't exist, or you don't have access to it."


@dataclass(frozen=True, kw_only=True)
class SearchDraft:
    """What stands in the box, and what it meant when it was kept: words, other names for them, and marks that must
    be there (`skill:kafka`). Raises `Invalid` for nothing and for too much."""

    text: str
    words: str
    synonyms: tuple[str, ...]
    marks: tuple[str, ...]

    def __post_init__(self) -> None:
        fits = 0 < len(self.text.strip()) <= TEXT_CHARACTERS
        refuse_if_any(
            {"text": None if fits else f"A saved search must have between 1 and {TEXT_CHARACTERS} characters."}
        )


@dataclass(frozen=True, kw_only=True)
class SavedSearch:
    """A search in its keeper's list. `new` counts posts since the last look, as far as they may be seen now."""

    id: SavedSearchId
    text: str
    is_alert: bool
    new: int


@dataclass(frozen=True, kw_only=True)
class DueSearch:
    """A search whose keeper wants to hear of what is new, for the worker."""

    id: SavedSearchId
    keeper: PersonId
    words: str
    synonyms: tuple[str, ...]
    marks: tuple[str, ...]
    since: datetime


@dataclass(frozen=True, kw_only=True)
class _DueRow:
    id: SavedSearchId
    keeper: PersonId
    words: str
    synonyms: tuple[str, ...]
    marks: tuple[str, ...]
    since: int


def save(draft: SearchDraft, *, by: PersonId) -> None:
    """Keep a search, with an alert; twice changes nothing. Raises `Conflict` beyond fifty."""
    rows = write(
        """
        MATCH (keeper:Person {id: $by})
        OPTIONAL MATCH (known:SavedSearch {key: $key})
        WITH keeper, known
        WHERE known IS NOT NULL OR COUNT { (keeper)-[:SAVED]->(:SavedSearch) } < $most
        MERGE (search:SavedSearch {key: $key})
        ON CREATE SET search.id = $id, search.text = $text, search.is_alert = true, search.saved_key = $now_key,
                      search.seen_key = $now_key, search.found = []
        SET search.words = $words, search.synonyms = $synonyms, search.marks = $marks
        MERGE (keeper)-[:SAVED]->(search)
        RETURN search.id AS id
        """,
        by=by,
        key=f"{by}:{hashlib.sha256(draft.text.strip().casefold().encode()).hexdigest()[:32]}",
        id=new_id(),
        text=draft.text.strip(),
        words=draft.words,
        synonyms=list(draft.synonyms),
        marks=list(draft.marks),
        most=MOST,
        now_key=clock.key(clock.now()),
    )
    only(rows, otherwise=Conflict(f"You already have {MOST} saved searches. Remove one first."))


def listed(*, viewer: Viewer) -> tuple[SavedSearch, ...]:
    """Return one's own saved searches, the latest first."""
    return read_as(
        SavedSearch,
        """
        MATCH (:Person {id: $viewer})-[:SAVED]->(search:SavedSearch)
        RETURN search.id AS id, search.text AS text, search.is_alert AS is_alert,
               COUNT {
                   UNWIND search.found AS id
                   MATCH (post:Post {id: id})
                   WHERE {{post is open}} AND post.retired_at IS NULL
               } AS new
        ORDER BY search.saved_key DESC
        """,
        viewer=viewer.id,
        audiences=viewer.audiences,
    )


def see(id: SavedSearchId, *, by: PersonId) -> str:
    """Note that its keeper looks at what it finds now, and return what stands in the box. Raises `NotFound`."""
    rows = write(
        """
        MATCH (search:SavedSearch {id: $id})<-[:SAVED]-(keeper:Person)
        WHERE keeper.id = $by
        SET search.seen_key = $key, search.found = []
        RETURN search.text AS text
        """,
        id=id,
        by=by,
        key=clock.key(clock.now()),
    )
    return only(rows, otherwise=NotFound(NOT_HERE))["text"]


def alert(id: SavedSearchId, *, is_wanted: bool, by: PersonId) -> None:
    """Want to hear of what is new, or not; twice changes nothing. Raises `NotFound`."""
    rows = write(
        """
        MATCH (search:SavedSearch {id: $id})<-[:SAVED]-(keeper:Person)
        WHERE keeper.id = $by
        SET search.is_alert = $is_wanted, search.found = []
        RETURN search.id AS id
        """,
        id=id,
        by=by,
        is_wanted=is_wanted,
    )
    only(rows, otherwise=NotFound(NOT_HERE))


def remove(id: SavedSearchId, *, by: PersonId) -> None:
    """Keep it no longer; twice changes nothing."""
    write(
        """
        MATCH (search:SavedSearch {id: $id})<-[:SAVED]-(keeper:Person)
        WHERE keeper.id = $by
        DETACH DELETE search
        """,
        id=id,
        by=by,
    )


def due() -> tuple[DueSearch, ...]:
    """Return the searches of people who are here and want to hear of what is new."""
    rows = read_as(
        _DueRow,
        """
        MATCH (keeper:Person)-[:SAVED]->(search:SavedSearch)
        WHERE search.is_alert AND keeper.state = 'active'
        RETURN search.id AS id, keeper.id AS keeper, search.words AS words, search.synonyms AS synonyms,
               search.marks AS marks, search.seen_key AS since
        """,
    )
    return tuple(
        DueSearch(
            id=row.id,
            keeper=row.keeper,
            words=row.words,
            synonyms=row.synonyms,
            marks=row.marks,
            since=clock.EPOCH + timedelta(microseconds=row.since),
        )
        for row in rows
    )


def found(id: SavedSearchId, posts: Sequence[PostId], *, since: datetime) -> None:
    """Note what came since the last look, unless its keeper has looked meanwhile."""
    write(
        "MATCH (search:SavedSearch {id: $id}) WHERE search.seen_key = $since SET search.found = $posts",
        id=id,
        posts=list(posts),
        since=clock.key(since),
    )
