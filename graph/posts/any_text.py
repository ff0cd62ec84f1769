"""Texts of any kind: posts, answers and comments, and the posts on whose pages they are. For workers."""

from dataclasses import dataclass
from datetime import datetime

from graph import clock
from graph.driver import read
from graph.ids import PersonId, PostId
from graph.rows import read_as


@dataclass(frozen=True, kw_only=True)
class Writing:
    """A text as Markdown, the post on whose page it is, and who wrote it."""

    post: PostId
    text: str
    writers: tuple[PersonId, ...]


def find(on: str, *, naming: str) -> Writing | None:
    """Return a post, answer or comment if it exists and contains these characters."""
    found = read_as(
        Writing,
        """
        OPTIONAL MATCH (direct:Post {id: $on})
        OPTIONAL MATCH (answer:Answer {id: $on})-[:ANSWERS]->(answered:Post)
        OPTIONAL MATCH (comment:Comment {id: $on})-[:ON]->(remarked)
        OPTIONAL MATCH (remarked)-[:ANSWERS|LEFT_IN]->(above:Post)
        WITH coalesce(direct, answer, comment) AS thing, coalesce(direct, answered, above, remarked) AS post
        WHERE thing.body CONTAINS $naming
        RETURN post.id AS post, thing.body AS text,
               [(thing)<-[:ASKED|POSTED|GAVE|MADE]-(writer:Person) | writer.id] AS writers
        """,
        on=on,
        naming=naming,
    )
    return found[0] if found else None


def naming_people(*, since: datetime) -> tuple[str, ...]:
    """Return the posts, answers and comments that name a person or a group, on posts that changed since this moment."""
    rows = read(
        """
        MATCH (post:Post)
        WHERE post.changed_key >= $since
        WITH [post] + [(post)<-[:ANSWERS]-(answer:Answer) | answer]
             + [(post)<-[:ON]-(comment:Comment) | comment]
             + [(post)<-[:ANSWERS|LEFT_IN]-()<-[:ON]-(comment:Comment) | comment] AS things
        UNWIND things AS thing
        WITH thing
        WHERE thing.body CONTAINS '[@'
        RETURN DISTINCT thing.id AS id
        """,
        since=clock.key(since),
    )
    return tuple(row["id"] for row in rows)


def names_something(on: str) -> bool:
    """Return whether a post, answer or comment contains the address of a file, or mentions someone."""
    rows = read(
        """
        OPTIONAL MATCH (post:Post {id: $on})
        OPTIONAL MATCH (answer:Answer {id: $on})
        OPTIONAL MATCH (comment:Comment {id: $on})
        WITH coalesce(post.body, answer.body, comment.body) AS text
        WHERE text CONTAINS '/files/' OR text CONTAINS '[@'
        RETURN true AS it_does
        """,
        on=on,
    )
    return bool(rows)
