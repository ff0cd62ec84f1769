"""Posts to which nobody adds: in archived communities (graph/communities/archives.py), and closed questions."""

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


def refuse_answer(question: PostId, *, by: Viewer) -> None:
    """Raise `Invalid` for an answer to a question that is archived, or that a coach closed with a reason.

    Coaches and admins may answer a closed one.
    """
    refuse(question, by=by)
    rows = read(
        """
        MATCH (post:Post {id: $question})
        WHERE {{post is open}} AND post.closed_reason IS NOT NULL
          AND NOT ({{post is coached}} OR {{viewer is the admin}})
        RETURN post.closed_reason AS reason
        """,
        question=question,
        viewer=by.id,
        audiences=by.audiences,
    )
    if rows:
        raise Invalid(body=f"A coach has closed this question, so it gets no more answers: {rows[0]['reason']}")
