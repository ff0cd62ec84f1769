"""Bookmarks: posts that a person wants to find again. They are private."""

from graph import clock
from graph.cards import Page, PostKind, page
from graph.driver import only, read, write
from graph.errors import NotFound
from graph.ids import PostId
from graph.viewers import Viewer


def keep(id: PostId, *, by: Viewer) -> PostKind:
    """Bookmark a post and return its kind; twice changes nothing. Raises `NotFound` for a post you may not see."""
    now = clock.now()
    rows = write(
        """
        MATCH (me:Person {id: $by})
        MATCH (post:Post {id: $id})
        WHERE {{post is open}}
        MERGE (me)-[bookmark:BOOKMARKED]->(post)
            ON CREATE SET bookmark.key = $key
        RETURN post.kind AS kind
        """,
        id=id,
        by=by.id,
        audiences=by.audiences,
        key=clock.key(now),
    )
    return only(rows, otherwise=NotFound("This post doesn't exist, or you don't have access to it."))["kind"]


def drop(id: PostId, *, by: Viewer) -> PostKind:
    """Remove a bookmark and return the post's kind; twice changes nothing. Raises `NotFound` as `keep` does."""
    rows = write(
        """
        MATCH (post:Post {id: $id})
        WHERE {{post is open}}
        OPTIONAL MATCH (post)<-[bookmark:BOOKMARKED]-(me:Person)
            WHERE me.id = $by
        DELETE bookmark
        RETURN DISTINCT post.kind AS kind
        """,
        id=id,
        by=by.id,
        audiences=by.audiences,
    )
    return only(rows, otherwise=NotFound("This post doesn't exist, or you don't have access to it."))["kind"]


def listed(*, viewer: Viewer, before: int = clock.FAR_FUTURE) -> Page:
    """Return a page of the viewer's bookmarks from before this key, newest first."""
    rows = read(
        """
        MATCH (:Person {id: $viewer})-[bookmark:BOOKMARKED]->(post:Post)
        WHERE bookmark.key < $before AND {{post is open}}
        RETURN post.id AS id, bookmark.key AS key
        ORDER BY key DESC
        LIMIT 21
        """,
        viewer=viewer.id,
        audiences=viewer.audiences,
        before=before,
    )
    return page(rows, viewer=viewer)
