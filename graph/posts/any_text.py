"""What somebody wrote, be it a post, an answer or a comment, and on the page of which post it stands."""

from dataclasses import dataclass

from graph.driver import having, read
from graph.ids import PersonId, PostId


@dataclass(frozen=True, kw_only=True)
class Writing:
    """Its Markdown, and who wrote it."""

    post: PostId
    text: str
    writers: tuple[PersonId, ...]


def find(on: str, *, naming: str) -> Writing | None:
    """Return a post, answer or comment if it is there and has these characters in it."""
    rows = read(
        """
        OPTIONAL MATCH (direct:Post {id: $on})
        OPTIONAL MATCH (answer:Answer {id: $on})-[:ANSWERS]->(answered:Post)
        OPTIONAL MATCH (comment:Comment {id: $on})-[:ON]->(remarked)
        OPTIONAL MATCH (remarked)-[:ANSWERS]->(above:Post)
        WITH coalesce(direct, answer, comment) AS thing, coalesce(direct, answered, above, remarked) AS post
        WHERE thing.body CONTAINS $naming
        RETURN post.id AS post, thing.body AS text,
               [(thing)<-[:ASKED|POSTED|GAVE|MADE]-(writer:Person) | writer.id] AS writers
        """,
        on=on,
        naming=naming,
    )
    return Writing(**having(rows[0], writers=tuple(rows[0]["writers"]))) if rows else None


def names_something(on: str) -> bool:
    """Tell whether a post, answer or comment has the address of a file or of a person in it."""
    rows = read(
        """
        OPTIONAL MATCH (post:Post {id: $on})
        OPTIONAL MATCH (answer:Answer {id: $on})
        OPTIONAL MATCH (comment:Comment {id: $on})
        WITH coalesce(post.body, answer.body, comment.body) AS text
        WHERE text CONTAINS '/files/' OR text CONTAINS '/people/'
        RETURN true AS it_does
        """,
        on=on,
    )
    return bool(rows)
