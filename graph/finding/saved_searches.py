"""Saved searches: the text in the search box, and the posts found since their owner (`keeper`) last looked."""

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
    """The text in the search box, and what it meant when it was saved.

    That is its words, other names for them, and marks that a result must have (`skill:kafka`). Raises `Invalid` for an
    empty text and for more than 300 characters.
    """

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
    """A search in its owner's list. `new` counts the posts since the last look that the owner may see now."""

    id: SavedSearchId
    text: str
    is_alert: bool
    new: int


@dataclass(frozen=True, kw_only=True)
class DueSearch:
    """A search with an alert, for the worker. `since` is when its owner last looked."""

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
    """Save a search, with an alert. The same text again only updates what it means. Raises `Conflict` beyond 50."""
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
    """Return the viewer's own saved searches, newest first."""
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
    """Note that its owner looks at the results now, and return its text. Raises `NotFound` for anyone else."""
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
    """Turn the alert on or off. Both forget the posts found so far. Raises `NotFound` for anyone but its owner."""
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
    """Delete a saved search; twice changes nothing. Other people's searches stay."""
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
    """Return the searches with an alert of all people who are active."""
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
    """Store the posts found since the last look, unless its owner has looked in the meantime."""
    write(
        "MATCH (search:SavedSearch {id: $id}) WHERE search.seen_key = $since SET search.found = $posts",
        id=id,
        posts=list(posts),
        since=clock.key(since),
    )
