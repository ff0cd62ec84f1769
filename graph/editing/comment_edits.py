"""Editing a comment: only its author may, and its history keeps the earlier versions."""

from dataclasses import dataclass

from graph import clock
from graph.cards import PostKind
from graph.conduct import refusals
from graph.driver import only, write
from graph.editing.edits import OUTRUN
from graph.errors import Conflict, Forbidden, Invalid, NotFound
from graph.ids import CommentId, PostId, new_id
from graph.posts.comments import COMMENT_CHARACTERS
from graph.posts.texts import GONE
from graph.prose import Prose
from graph.rows import read_as
from graph.viewers import Viewer


@dataclass(frozen=True, kw_only=True)
class CommentText:
    """A comment to be edited, and the post on whose page it is. `version` counts from 1."""

    id: CommentId
    post: PostId
    kind: PostKind
    body: str
    version: int


@dataclass(frozen=True, kw_only=True)
class _Row:
    text: CommentText
    is_mine: bool


def get(id: CommentId, *, viewer: Viewer) -> CommentText:
    """Return a comment of this person as it is now.

    Raises `NotFound`, also for what they may not see, and `Forbidden` for the comments of others.
    """
    rows = read_as(
        _Row,
        """
        MATCH (comment:Comment {id: $id})-[:ON]->(remarked)
        OPTIONAL MATCH (remarked)-[:ANSWERS|LEFT_IN]->(above:Post)
        WITH comment, coalesce(above, remarked) AS post
        WHERE {{post is open}}
        RETURN {id: comment.id, post: post.id, kind: post.kind, body: comment.body,
                version: coalesce(comment.version, 1)} AS text,
               EXISTS { (comment)<-[:MADE]-(writer:Person) WHERE writer.id = $viewer } AS is_mine
        """,
        id=id,
        viewer=viewer.id,
        audiences=viewer.audiences,
    )
    row = only(rows, otherwise=NotFound(GONE))
    if not row.is_mine:
        raise Forbidden("Only its author can edit a comment.")
    return row.text


def make(text: CommentText, body: Prose, *, version: int, by: Viewer) -> None:
    """Store a new version, made from this `version`. The same words change nothing.

    Raises `Invalid` if it is empty or has more than 1,000 characters, and while its author is silenced or has a warning
    to read; `Conflict` if the comment has changed since.
    """
    if not 0 < len(body.markdown.strip()) <= COMMENT_CHARACTERS:
        raise Invalid(body=f"A comment must have between 1 and {COMMENT_CHARACTERS:,} characters.")
    if body.markdown == text.body:
        return
    now = clock.now()
    rows = write(
        """
        MATCH (comment:Comment {id: $id})<-[:MADE]-(me:Person {id: $by})
        MATCH (post:Post {id: $post})
        // Writing before reading takes the lock: of two who save the same version, the second must see the first.
        SET comment.edited_key = $key
        WITH comment, me, post
        WHERE coalesce(comment.version, 1) = $version AND {{me is free to reply}}
        FOREACH (_ IN CASE WHEN comment.version IS NULL THEN [1] ELSE [] END |
            CREATE (me)-[:REVISED]->(first:Revision {id: $first, number: 1, title: post.title, summary: '',
                    skills: []})
                -[:OF]->(comment)
            SET first.body = comment.body, first.at = comment.made_at)
        CREATE (me)-[:REVISED]->(revision:Revision {id: $revision, number: $version + 1, body: $body})-[:OF]->(comment)
        SET revision.title = post.title, revision.summary = '', revision.skills = [], revision.at = datetime($now),
            comment.version = $version + 1, comment.edited_at = datetime($now),
            comment.body = $body, comment.html = $html, post.changed_key = $key
        RETURN comment.id AS id
        """,
        id=text.id,
        post=text.post,
        version=version,
        by=by.id,
        first=new_id(),
        revision=new_id(),
        body=body.markdown,
        html=body.html,
        now=now.isoformat(),
        key=clock.key(now),
    )
    if not rows:
        refusals.refuse_addition("body", on=text.id, by=by)
    only(rows, otherwise=Conflict(OUTRUN))
