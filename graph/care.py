"""What surrounds a post for one viewer, beside its text: their ties to it, and the collections that hold it."""

from dataclasses import dataclass

from graph.driver import having, only, read
from graph.errors import NotFound
from graph.ids import CollectionId, PostId
from graph.posts import Kind
from graph.viewers import Viewer


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """A collection beside a post."""

    id: CollectionId
    name: str


@dataclass(frozen=True, kw_only=True)
class Care:
    """One viewer's ties to a post. `mine` are the collections that they could still add it to."""

    post: PostId
    kind: Kind
    is_followed: bool
    is_bookmarked: bool
    mine: tuple[Shelf, ...]
    kept_in: tuple[Shelf, ...]


def of(id: PostId, *, viewer: Viewer) -> Care:
    """Return what surrounds a post. Raises `NotFound`, also for what the viewer may not see."""
    rows = read(
        """
        MATCH (post:Post {id: $id})
        WHERE post.audience IN $audiences
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
                   | {id: collection.id, name: collection.name}] AS kept_in
        """,
        id=id,
        viewer=viewer.id,
        audiences=viewer.audiences,
        seen_through=(*viewer.audiences, viewer.id),
    )
    row = only(rows, otherwise=NotFound("There is no such post, or it is not open to you."))
    kept_in = tuple(Shelf(**shelf) for shelf in row["kept_in"])
    mine = tuple(shelf for shelf in (Shelf(**shelf) for shelf in row["mine"]) if shelf not in kept_in)
    return Care(**having(row, kept_in=kept_in, mine=mine))
