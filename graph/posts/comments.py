"""Comments: short remarks on posts and answers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import LiteralString

from graph import clock
from graph.cards import Author, PostKind
from graph.driver import only
from graph.errors import Invalid, NotFound
from graph.ids import AnswerId, CommentId, PostId, new_id
from graph.prose import Prose
from graph.rows import write_as
from graph.viewers import Viewer

COMMENT_CHARACTERS = 1_000

# A `comment` on `post` or on one of its answers, as a map. `author` wrote the post, and `nameless` is the id of the
# asker if this viewer must not learn it.
COMMENT: LiteralString = """{
    id: comment.id,
    html: comment.html,
    made_at: comment.made_at,
    was_answer: coalesce(comment.was_answer, false),
    is_mine: post.kind = 'question' AND EXISTS { (comment)<-[:MADE]-(me:Person) WHERE me.id = $viewer },
    author: [(comment)<-[:MADE]-(person:Person) WHERE person.id <> nameless
        | {id: person.id, name: person.name}][0],
    is_askers: coalesce([(comment)<-[:MADE]-(person:Person) | person.id = author.id][0], false)
}"""


@dataclass(frozen=True, kw_only=True)
class Comment:
    """A comment on a page. `is_askers` marks those of the post's author, who has no name on an anonymous question.

    `is_mine` is only set on questions, where your own comment can become an answer. `was_answer` marks a former answer,
    whose address leads here.
    """

    id: CommentId
    html: str
    made_at: datetime
    author: Author | None
    is_askers: bool
    is_mine: bool
    was_answer: bool


@dataclass(frozen=True, kw_only=True)
class Made:
    """A comment that was made, and the post whose page shows it."""

    id: CommentId
    post: PostId
    kind: PostKind


def make(on: PostId | AnswerId, body: Prose, *, by: Viewer) -> Made:
    """Comment on a post or an answer, and return the comment and where it is shown.

    Raises `Invalid` if it is empty or has more than 1,000 characters, `NotFound` if the viewer may not see the post.
    """
    if not 0 < len(body.markdown.strip()) <= COMMENT_CHARACTERS:
        raise Invalid(body=f"A comment must have between 1 and {COMMENT_CHARACTERS:,} characters.")
    now = clock.now()
    made = write_as(
        Made,
        """
        OPTIONAL MATCH (direct:Post {id: $on})
        OPTIONAL MATCH (answer:Answer {id: $on})-[:ANSWERS]->(answered:Post)
        WITH coalesce(direct, answered) AS post, coalesce(direct, answer) AS thing
        WHERE {{post is open}}
        MATCH (person:Person {id: $by})
        CREATE (person)-[:MADE]->(comment:Comment {id: $id, body: $body, html: $html})-[:ON]->(thing)
        SET comment.made_at = datetime($now), person.last_active_at = {{person is active now}}, post.changed_key = $key
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
    return only(made, otherwise=NotFound("This post doesn't exist, or you don't have access to it."))


def oldest_first(comments: Iterable[Comment]) -> tuple[Comment, ...]:
    """Return comments in the order in which they were made."""
    return tuple(sorted(comments, key=lambda comment: comment.made_at))
