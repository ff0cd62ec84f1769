"""Posts in archived communities, to which nobody adds: graph/communities/archives.py."""

from graph.driver import read
from graph.errors import Invalid
from graph.ids import AnswerId, PostId
from graph.viewers import Viewer

NOBODY_ADDS = "Its community is archived. People can read this, but not add to it."


def refuse(on: PostId | AnswerId, *, by: Viewer) -> None:
    """Raise `Invalid` for a new text on a post, or on an answer to one, that is archived."""
    rows = read(
        """
        OPTIONAL MATCH (direct:Post {id: $on})
        OPTIONAL MATCH (:Answer {id: $on})-[:ANSWERS]->(answered:Post)
        WITH coalesce(direct, answered) AS post
        WHERE {{post is open}} AND post.is_archived
        RETURN post.id AS id
        """,
        on=on,
        audiences=by.audiences,
    )
    if rows:
        raise Invalid(body=NOBODY_ADDS)
