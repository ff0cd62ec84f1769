"""Comments: short remarks on posts and answers."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import LiteralString

from graph import clock
from graph.cards import Author, PostKind
from graph.conduct import refusals
from graph.driver import only
from graph.errors import Invalid, NotFound
from graph.ids import AnswerId, CommentId, PostId, new_id
from graph.posts import archived
from graph.prose import Prose
from graph.rows import read_as, write_as
from graph.viewers import Viewer

COMMENT_CHARACTERS = 1_000

# On a page of all comments. Below its text there are the newest fifty.
ON_A_PAGE = 100

# A `comment` on `post` or on one of its answers, as a map. `author` wrote the post, and `nameless` is the id of the
# asker if this viewer must not learn it.
COMMENT: LiteralString = """{
    id: comment.id,
    html: comment.html,
    made_at: comment.made_at,
    was_answer: coalesce(comment.was_answer, false),
    edited_at: comment.edited_at,
    is_written: EXISTS { (comment)<-[:MADE]-(me:Person) WHERE me.id = $viewer },
    is_mine: post.kind = 'question' AND EXISTS { (comment)<-[:MADE]-(me:Person) WHERE me.id = $viewer },
    author: [(comment)<-[:MADE]-(person:Person) WHERE person.id <> nameless
        | {{person is named}}][0],
    is_askers: coalesce([(comment)<-[:MADE]-(person:Person) | person.id = author.id][0], false)
}"""

# The newest comments on a `post` and on its `answer`, and how many there are in all, as maps.
_NEWEST: LiteralString = "RETURN " + COMMENT + " AS one ORDER BY comment.made_at DESC LIMIT 50"
ON_POST: LiteralString = (
    "{count: COUNT { (post)<-[:ON]-(:Comment) }, newest: COLLECT { MATCH (post)<-[:ON]-(comment:Comment) "
    + _NEWEST
    + " }}"
)
ON_ANSWER: LiteralString = (
    "{count: COUNT { (answer)<-[:ON]-(:Comment) }, newest: COLLECT { MATCH (answer)<-[:ON]-(comment:Comment) "
    + _NEWEST
    + " }}"
)

# The same where an answer was that is withdrawn now: a `line`.
ON_LINE: LiteralString = (
    "{count: COUNT { (line)<-[:ON]-(:Comment) }, newest: COLLECT { MATCH (line)<-[:ON]-(comment:Comment) "
    + _NEWEST
    + " }}"
)


@dataclass(frozen=True, kw_only=True)
class Comment:
    """A comment on a page. `is_askers` marks those of the post's author, who has no name on an anonymous question.

    `is_written` marks your own. `is_mine` is only set on questions, where your own comment can become an answer.
    `was_answer` marks a former answer, whose address leads here. `edited_at` is `None` until the first edit.
    """

    id: CommentId
    html: str
    made_at: datetime
    author: Author | None
    is_askers: bool
    is_mine: bool
    was_answer: bool
    is_written: bool
    edited_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class Comments:
    """The newest comments on a text, at most fifty, and how many there are in all."""

    count: int
    newest: tuple[Comment, ...]

    @property
    def in_order(self) -> "Comments":
        """The same, the oldest of them first, as pages show them."""
        return replace(self, newest=tuple(sorted(self.newest, key=lambda comment: comment.made_at)))


@dataclass(frozen=True, kw_only=True)
class Thread:
    """A page of all comments on a text, the post that they belong to, and how many there are in all."""

    post: PostId
    kind: PostKind
    title: str
    is_anonymous: bool
    count: int
    comments: tuple[Comment, ...]


@dataclass(frozen=True, kw_only=True)
class Made:
    """A comment that was made, and the post whose page shows it."""

    id: CommentId
    post: PostId
    kind: PostKind


def make(on: PostId | AnswerId, body: Prose, *, by: Viewer) -> Made:
    """Comment on a post or an answer, and return the comment and where it is shown.

    Raises `Invalid` if it is empty, has more than 1,000 characters or is on a post that is archived, and while they are
    silenced or have a warning to read; `NotFound` if the viewer may not see the post.
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
        WHERE {{post is open}} AND post.is_archived IS NULL
        MATCH (person:Person {id: $by})
        WHERE {{person is free to reply}}
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
    if not made:
        refusals.refuse_addition("body", on=on, by=by)
        archived.refuse(on, by=by)
    return only(made, otherwise=NotFound("This post doesn't exist, or you don't have access to it."))


def thread(on: PostId | AnswerId, *, page: int, viewer: Viewer) -> Thread:
    """Return a page of a hundred comments on a post or an answer, oldest first. The first page is 1.

    Raises `NotFound`, also for what the viewer may not see.
    """
    found = read_as(
        Thread,
        """
        OPTIONAL MATCH (direct:Post {id: $on})
        OPTIONAL MATCH (answer:Answer {id: $on})-[:ANSWERS]->(answered:Post)
        OPTIONAL MATCH (line:WithdrawnAnswer {id: $on})-[:LEFT_IN]->(left:Post)
        WITH coalesce(direct, answered, left) AS post, coalesce(direct, answer, line) AS thing
        WHERE {{post is open}}
        OPTIONAL MATCH (post)<-[:ASKED|POSTED]-(author:Person)
        WITH post, thing, author, {{author is nameless to the viewer}} AS nameless
        RETURN post.id AS post,
               post.kind AS kind,
               post.title AS title,
               coalesce(post.is_anonymous, false) AS is_anonymous,
               COUNT { (thing)<-[:ON]-(:Comment) } AS count,
               COLLECT {
                   MATCH (thing)<-[:ON]-(comment:Comment)
                   RETURN """
        + COMMENT
        + """ AS one
                   ORDER BY comment.made_at, comment.id
                   SKIP $skip
                   LIMIT $limit
               } AS comments
        """,
        on=on,
        skip=(page - 1) * ON_A_PAGE,
        limit=ON_A_PAGE,
        viewer=viewer.id,
        audiences=viewer.audiences,
    )
    return only(found, otherwise=NotFound("This post doesn't exist, or you don't have access to it."))
