"""Texts: what somebody wrote and may still be changed: title, words and skills of a post, the words of an answer."""

from dataclasses import dataclass, replace

from graph.cards import Kind
from graph.driver import having, only, read
from graph.errors import NotFound
from graph.ids import AnswerId, PostId
from graph.viewers import Viewer

GONE = "This text doesn't exist, or you don't have access to it."


@dataclass(frozen=True, kw_only=True)
class Text:
    """A post or an answer as it can be changed. `version` counts from 1; `skills` are names, `title` is the post's.

    Only tips can be cheat sheets.
    """

    id: PostId | AnswerId
    post: PostId
    kind: Kind
    is_answer: bool
    title: str
    body: str
    skills: tuple[str, ...]
    is_cheat_sheet: bool
    version: int
    may_edit: bool

    @property
    def anchor(self) -> str | None:
        """Where it stands on the page of its post."""
        return f"answer-{self.id}" if self.is_answer else None


def get(id: PostId | AnswerId, *, viewer: Viewer) -> Text:
    """Return a text as it stands now. Its writer, a post's owner, coaches and admins may edit it.

    Raises `NotFound`, also for what the viewer may not see.
    """
    rows = read(
        """
        OPTIONAL MATCH (direct:Post {id: $id})
        OPTIONAL MATCH (answer:Answer {id: $id})-[:ANSWERS]->(answered:Post)
        WITH coalesce(direct, answered) AS post, coalesce(direct, answer) AS thing
        WHERE post.audience IN $audiences
        RETURN thing.id AS id,
               post.id AS post,
               post.kind AS kind,
               thing.id <> post.id AS is_answer,
               post.title AS title,
               coalesce(thing.body, '') AS body,
               [(post)-[:ABOUT]->(skill:Skill) | skill.name] AS skills,
               coalesce(thing.is_cheat_sheet, false) AS is_cheat_sheet,
               coalesce(thing.version, 1) AS version,
               EXISTS { (thing)<-[:ASKED|POSTED|GAVE|OWNS]-(writer:Person) WHERE writer.id = $viewer }
               OR EXISTS {
                   MATCH (post)-[:IN]->(:Community)<-[coaching:MEMBER_OF]-(coach:Person)
                   WHERE coach.id = $viewer AND coaching.is_coach
               }
               OR EXISTS { MATCH (me:Person {id: $viewer}) WHERE me.is_admin } AS may_edit
        """,
        id=id,
        viewer=viewer.id,
        audiences=viewer.audiences,
    )
    row = only(rows, otherwise=NotFound(GONE))
    return Text(**having(row, skills=tuple(sorted(row["skills"], key=str.casefold))))


def at(text: Text, *, version: int) -> Text:
    """Return the same for somebody who saw it at this version."""
    return replace(text, version=version)
