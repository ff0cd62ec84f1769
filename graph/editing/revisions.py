"""Revisions: the versions of a text, and the people who wrote them."""

from dataclasses import dataclass
from datetime import datetime

from graph.cards import Author, PostKind
from graph.driver import only
from graph.errors import NotFound
from graph.ids import AnswerId, CommentId, PostId
from graph.posts.texts import GONE
from graph.rows import read_as
from graph.viewers import Viewer


@dataclass(frozen=True, kw_only=True)
class Revision:
    """A version of a text. `accepted_by` accepted what `by` suggested. Neither names an anonymous asker to others."""

    number: int
    title: str
    body: str
    skills: tuple[str, ...]
    is_cheat_sheet: bool
    summary: str
    at: datetime
    by: Author | None
    is_askers: bool
    accepted_by: Author | None
    is_suggested: bool


@dataclass(frozen=True, kw_only=True)
class History:
    """The versions of a text, newest first. A text that was never edited has one."""

    id: PostId | AnswerId | CommentId
    post: PostId
    kind: PostKind
    title: str
    anchor: str | None
    is_anonymous: bool
    revisions: tuple[Revision, ...]

    def at(self, number: int) -> Revision | None:
        """Return the revision with this number, or `None`."""
        return next((one for one in self.revisions if one.number == number), None)


@dataclass(frozen=True, kw_only=True)
class _Row:
    post: PostId
    kind: PostKind
    title: str
    anchor: str | None
    is_anonymous: bool
    present: Revision
    revisions: tuple[Revision, ...]


def of(id: PostId | AnswerId | CommentId, *, viewer: Viewer) -> History:
    """Return the history of a post, answer or comment. Raises `NotFound`, also for what the viewer may not see."""
    rows = read_as(
        _Row,
        """
        OPTIONAL MATCH (direct:Post {id: $id})
        OPTIONAL MATCH (answer:Answer {id: $id})-[:ANSWERS]->(answered:Post)
        OPTIONAL MATCH (comment:Comment {id: $id})-[:ON]->(remarked)
        OPTIONAL MATCH (remarked)-[:ANSWERS|LEFT_IN]->(above:Post)
        WITH coalesce(direct, answered, above, remarked) AS post, coalesce(direct, answer, comment) AS thing,
             CASE WHEN answer IS NOT NULL THEN 'answer-' WHEN comment IS NOT NULL THEN 'comment-' END AS place
        WHERE {{post is open}}
        OPTIONAL MATCH (post)<-[:ASKED]-(asker:Person)
        WITH post, thing, place, asker, {{asker is nameless to the viewer}} AS nameless
        RETURN post.id AS post, post.kind AS kind, post.title AS title,
               place + thing.id AS anchor, coalesce(post.is_anonymous, false) AS is_anonymous,
               {number: 1, title: post.title, body: coalesce(thing.body, ''), summary: '', is_suggested: false,
                skills: [(post)-[:ABOUT]->(skill:Skill) | skill.name],
                is_cheat_sheet: coalesce(thing.is_cheat_sheet, false),
                at: coalesce(thing.given_at, thing.made_at, thing.posted_at), accepted_by: null,
                by: [(thing)<-[:ASKED|POSTED|GAVE|MADE]-(person:Person) WHERE person.id <> nameless
                    | {{person is named}}][0],
                is_askers: coalesce([(thing)<-[:ASKED|POSTED|GAVE|MADE]-(person:Person) | person.id = asker.id][0],
                                    false)} AS present,
               [(thing)<-[:OF]-(revision:Revision) | {
                   number: revision.number, title: revision.title, body: revision.body, skills: revision.skills,
                   is_cheat_sheet: coalesce(revision.is_cheat_sheet, thing.is_cheat_sheet, false),
                   summary: revision.summary, at: revision.at,
                   by: [(revision)<-[:REVISED]-(person:Person) WHERE person.id <> nameless
                       | {{person is named}}][0],
                   is_askers: coalesce([(revision)<-[:REVISED]-(person:Person) | person.id = asker.id][0], false),
                   accepted_by: [(revision)<-[:ACCEPTED_REVISION]-(person:Person) WHERE person.id <> nameless
                       | {{person is named}}][0],
                   is_suggested: EXISTS { (revision)<-[:ACCEPTED_REVISION]-(:Person) }
               }] AS revisions
        """,
        id=id,
        viewer=viewer.id,
        audiences=viewer.audiences,
    )
    row = only(rows, otherwise=NotFound(GONE))
    return History(
        id=id,
        post=row.post,
        kind=row.kind,
        title=row.title,
        anchor=row.anchor,
        is_anonymous=row.is_anonymous,
        revisions=tuple(sorted(row.revisions or (row.present,), key=lambda one: -one.number)),
    )
