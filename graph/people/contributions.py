"""What a person has contributed: their posts, and the posts that they answered."""

from graph.cards import Page, page
from graph.driver import read
from graph.ids import PersonId
from graph.viewers import Viewer


def of(id: PersonId, *, viewer: Viewer, before: int) -> Page:
    """Return a page of what a person asked, answered and posted before this key, newest post first.

    It has no anonymous questions of theirs unless the viewer is that person.
    """
    rows = read(
        """
        MATCH (person:Person {id: $id})-[:ASKED|POSTED|GAVE]->(thing)
        WITH person, coalesce([(thing)-[:ANSWERS]->(answered:Post) | answered][0], thing) AS post
        WHERE post.posted_key < $before AND {{post is open}}
          AND ($id = $viewer OR NOT post.is_anonymous OR NOT EXISTS { (person)-[:ASKED]->(post) })
        RETURN DISTINCT post.id AS id, post.posted_key AS key
        ORDER BY key DESC
        LIMIT 21
        """,
        id=id,
        viewer=viewer.id,
        audiences=viewer.audiences,
        before=before,
    )
    return page(rows, viewer=viewer)
