"""Comments: short remarks on a post or an answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from graph import clock
from graph.cards import Author, Kind, author
from graph.driver import Row, having, only, write
from graph.errors import Invalid, NotFound
from graph.ids import AnswerId, CommentId, PostId, new_id
from graph.prose import Prose
from graph.viewers import Viewer

COMMENT_CHARACTERS = 1_000


@dataclass(frozen=True, kw_only=True)
class Comment:
    """A comment on a page. In an anonymous question the asker's own have no author; `is_askers` says so.

    `was_answer` if it was converted: addresses that led to the answer lead here.
    """

    id: CommentId
    html: str
    made_at: datetime
    author: Author | None
    is_askers: bool
    is_mine: bool = False
    was_answer: bool = False


@dataclass(frozen=True, kw_only=True)
class Made:
    """A comment that was made, and the post whose page shows it."""

    id: CommentId
    post: PostId
    kind: Kind


def make(on: PostId | AnswerId, body: Prose, *, by: Viewer) -> Made:
    """Comment on a post or an answer and return where it stands.

    Raises `Invalid` if it is empty or above 1,000 characters, `NotFound` if the viewer may not see the post.
    """
    if not 0 < len(body.markdown.strip()) <= COMMENT_CHARACTERS:
        raise Invalid(body=f"A comment must have between 1 and {COMMENT_CHARACTERS:,} characters.")
    now = clock.now()
    rows = write(
        """
        OPTIONAL MATCH (direct:Post {id: $on})
        OPTIONAL MATCH (answer:Answer {id: $on})-[:ANSWERS]->(answered:Post)
        WITH coalesce(direct, answered) AS post, coalesce(direct, answer) AS thing
        WHERE post.audience IN $audiences
        MATCH (person:Person {id: $by})
        CREATE (person)-[:MADE]->(comment:Comment {id: $id, body: $body, html: $html})-[:ON]->(thing)
        SET comment.made_at = datetime($now), person.last_active_at = datetime($now), post.changed_key = $key
        RETURN comment.id AS id, post.id AS post, post.kind AS kind
        """,
        on=on,
        id=new_id(),
        body=body.markdown,
        html=body.html,
        by=by.id,
        audiences=by.audiences,
        now=now.isoformat(),
        key=clock.key(now),
    )
    return Made(**only(rows, otherwise=NotFound("This post doesn't exist, or you don't have access to it.")))


def comments_of(rows: Sequence[Row]) -> tuple[Comment, ...]:
    """Make comments of rows that name their fields, oldest first."""
    made = [Comment(**having(row, author=author(row["author"]))) for row in rows]
    return tuple(sorted(made, key=lambda comment: comment.made_at))
