"""What surrounds a post for one viewer, beside its text: their ties to it, who keeps it fresh, what holds it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from graph import clock
from graph.cards import Author, Freshness, Kind, author
from graph.driver import Row, having, only, read
from graph.errors import NotFound
from graph.ids import CollectionId, PostId
from graph.posts import text_status as traces
from graph.posts.roles import STANDING, Standing
from graph.posts.text_status import TRACES, Trace
from graph.viewers import EVERYONE, Viewer


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """A collection beside a post."""

    id: CollectionId
    name: str


@dataclass(frozen=True, kw_only=True)
class Source:
    """An outdated post on which this one builds."""

    id: PostId
    title: str
    kind: Kind


@dataclass(frozen=True, kw_only=True)
class Doubt:
    """What somebody found outdated. There is no name where it could be that of an asker who wants none."""

    by: Author | None
    reason: str
    at: datetime
    is_mine: bool


@dataclass(frozen=True, kw_only=True)
class Care:
    """One viewer's ties to a post, and how it is kept fresh.

    `mine` are the collections that they could still add it to, `because` the outdated posts that it builds on.
    `traces` are of the post and of its answers.
    An anonymous asker is never named as the owner or as the one who verified it.
    """

    post: PostId
    kind: Kind
    is_followed: bool
    is_bookmarked: bool
    mine: tuple[Shelf, ...]
    kept_in: tuple[Shelf, ...]
    freshness: Freshness
    owner: Author | None
    verified_at: datetime | None
    verified_by: Author | None
    due_at: datetime | None
    doubts: tuple[Doubt, ...]
    because: tuple[Source, ...]
    standing: Standing
    traces: Mapping[str, Trace]


def of(id: PostId, *, viewer: Viewer) -> Care:
    """Return what surrounds a post. Raises `NotFound`, also for what the viewer may not see."""
    rows = read(
        """
        MATCH (post:Post {id: $id})
        WHERE post.audience IN $audiences
        WITH post, CASE WHEN post.is_anonymous THEN coalesce([(post)<-[:ASKED]-(asker:Person) | asker.id][0], '')
                        ELSE '' END AS nameless
        WITH post, nameless, CASE WHEN nameless = $viewer THEN '' ELSE nameless END AS unnamed
        RETURN post.id AS post,
               post.kind AS kind,
               EXISTS { (post)<-[:FOLLOWS]-(me:Person) WHERE me.id = $viewer } AS is_followed,
               EXISTS { (post)<-[:BOOKMARKED]-(me:Person) WHERE me.id = $viewer } AS is_bookmarked,
               COLLECT {
                   MATCH (:Person {id: $viewer})-[:KEEPS]->(collection:Collection)
                   WHERE NOT collection.is_automatic AND collection.audience IN $seen_through
                   RETURN {id: collection.id, name: collection.name} AS mine
                   ORDER BY collection.created_key DESC
                   LIMIT 50
               } AS mine,
               [(post)<-[:HOLDS]-(collection:Collection) WHERE collection.audience IN $seen_through
                   | {id: collection.id, name: collection.name}] AS kept_in,
               coalesce(post.freshness, 'fresh') AS freshness,
               coalesce([(post)<-[:OWNS]-(owner:Person) WHERE owner.id <> nameless
                            | {id: owner.id, name: owner.name}][0],
                        [(post)<-[:ASKED|POSTED]-(author:Person) WHERE author.id <> nameless
                            | {id: author.id, name: author.name}][0]) AS owner,
               post.verified_at AS verified_at,
               [(post)<-[:VERIFIED]-(person:Person) WHERE person.id <> nameless
                   | {id: person.id, name: person.name}][0] AS verified_by,
               post.due_key AS due_at,
               [(post)<-[doubt:DOUBTED]-(person:Person) | {
                   reason: doubt.reason, at: doubt.at, is_mine: person.id = $viewer,
                   by: CASE WHEN person.id <> nameless THEN {id: person.id, name: person.name} END
               }] AS doubts,
               [(post)-[:CHECK_BECAUSE]->(source:Post) WHERE source.audience IN $audiences
                   | {id: source.id, title: source.title, kind: source.kind}] AS because,
        """
        + STANDING
        + " AS standing, "
        + TRACES
        + " AS traces",
        id=id,
        viewer=viewer.id,
        audiences=viewer.audiences,
        seen_through=(*viewer.audiences, viewer.id),
        everyone=EVERYONE,
    )
    return _care(only(rows, otherwise=NotFound("This post doesn't exist, or you don't have access to it.")))


def _care(row: Row) -> Care:
    kept_in = tuple(Shelf(**shelf) for shelf in row["kept_in"])
    mine = tuple(shelf for shelf in (Shelf(**shelf) for shelf in row["mine"]) if shelf not in kept_in)
    return Care(
        **having(
            row,
            kept_in=kept_in,
            mine=mine,
            owner=author(row["owner"]),
            verified_by=author(row["verified_by"]),
            due_at=clock.EPOCH + timedelta(microseconds=row["due_at"]) if row["due_at"] else None,
            doubts=tuple(Doubt(**having(doubt, by=author(doubt["by"]))) for doubt in row["doubts"]),
            because=tuple(Source(**source) for source in row["because"]),
            standing=Standing(**row["standing"]),
            traces=traces.by_id(row["traces"]),
        )
    )
