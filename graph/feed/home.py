"""The latest posts, for the home page."""

from graph.cards import Page, page
from graph.clock import FAR_FUTURE
from graph.driver import read
from graph.viewers import Viewer


def newest(viewer: Viewer) -> Page:
    """Return the ten latest posts of every kind that the viewer may see, newest first."""
    rows = read(
        """
        MATCH (post:Post)
        WHERE post.posted_key < $before AND {{post is open}}
        RETURN post.id AS id, post.posted_key AS key
        ORDER BY post.posted_key DESC
        LIMIT 10
        """,
        before=FAR_FUTURE,
        audiences=viewer.audiences,
    )
    return page(rows, viewer=viewer)
