"""The home page: what is new for me, and what I could do."""

from dataclasses import dataclass
from typing import Literal

from graph.cards import Kind, Page, page
from graph.clock import FAR_FUTURE
from graph.driver import read
from graph.ids import PostId
from graph.viewers import Viewer

Duty = Literal["answer", "accept", "verify"]


@dataclass(frozen=True, kw_only=True)
class ToDo:
    """Something that only this person can do, with the post it is about."""

    duty: Duty
    post: PostId
    kind: Kind
    title: str


def to_do(viewer: Viewer) -> tuple[ToDo, ...]:
    """Return open asks, one's own questions that wait for a decision, and posts to check, in this order; at most 11."""
    rows = read(
        """
        MATCH (me:Person {id: $viewer})
        RETURN COLLECT {
                   MATCH (me)<-[:PROPOSES]-(ask:Suggestion)-[:FOR]->(question:Post)
                   WHERE ask.open_key IS NOT NULL AND question.open_key IS NOT NULL AND question.audience IN $audiences
                   RETURN {duty: 'answer', post: question.id, kind: question.kind, title: question.title} AS asked
                   ORDER BY ask.made_at DESC
                   LIMIT 5
               } AS asked,
               COLLECT {
                   MATCH (me)-[:ASKED]->(question:Post)
                   WHERE question.answers > 0 AND NOT question.is_accepted AND question.closed_at IS NULL
                     AND question.audience IN $audiences
                   RETURN {duty: 'accept', post: question.id, kind: question.kind, title: question.title} AS answered
                   ORDER BY question.asked_key DESC
                   LIMIT 3
               } AS answered,
               COLLECT {
                   MATCH (me)<-[:ASKS]-(check:Check)-[:CONCERNS]->(post:Post)
                   WHERE check.open_key IS NOT NULL AND post.audience IN $audiences
                   RETURN {duty: 'verify', post: post.id, kind: post.kind, title: post.title} AS checked
                   ORDER BY check.open_key
                   LIMIT 3
               } AS checked
        """,
        viewer=viewer.id,
        audiences=viewer.audiences,
    )
    return tuple(ToDo(**row) for found in rows for row in (*found["asked"], *found["answered"], *found["checked"]))


def newest(viewer: Viewer) -> Page:
    """Return the latest posts of every kind that the viewer may see."""
    rows = read(
        """
        MATCH (post:Post)
        WHERE post.posted_key < $before AND post.audience IN $audiences
        RETURN post.id AS id, post.posted_key AS key
        ORDER BY post.posted_key DESC
        LIMIT 10
        """,
        before=FAR_FUTURE,
        audiences=viewer.audiences,
    )
    return page(rows, viewer=viewer)
