"""Texts that can be edited: the title, body and skills of a post, and the body of an answer."""

from dataclasses import dataclass, replace

from graph.cards import PostKind
from graph.driver import only
from graph.errors import NotFound
from graph.ids import AnswerId, PostId
from graph.rows import read_as
from graph.viewers import Viewer

GONE = "This text doesn't exist, or you don't have access to it."


@dataclass(frozen=True, kw_only=True)
class Text:
    """A post or an answer to be edited. `version` counts from 1, `skills` are names, `title` is the post's.

    Only tips can be cheat sheets. Its author, the owner of its post, coaches and admins `may_decide` about it.
    `is_trusted` says whether the viewer may edit it because others found their help good, `is_wiki` whether
    they may because it is a wiki.
    """

    id: PostId | AnswerId
    post: PostId
    kind: PostKind
    is_answer: bool
    title: str
    body: str
    skills: tuple[str, ...]
    is_cheat_sheet: bool
    version: int
    may_decide: bool
    is_trusted: bool
    is_wiki: bool

    @property
    def may_edit(self) -> bool:
        """Whether they may edit it, rather than suggest an edit."""
        return self.may_change_skills or self.is_wiki

    @property
    def may_change_skills(self) -> bool:
        """Whether they may say what it is about. That decides for what it is evidence, so a wiki leaves it alone."""
        return self.may_decide or self.is_trusted

    @property
    def anchor(self) -> str | None:
        """Where it is on the page of its post; none for the post itself."""
        return f"answer-{self.id}" if self.is_answer else None


def get(id: PostId | AnswerId, *, viewer: Viewer) -> Text:
    """Return a text as it is now. Its author, the post's owner, coaches and admins may edit it.

    So may people who are trusted, if it is a tip, and members if it is a wiki.

    Raises `NotFound`, also for what the viewer may not see.
    """
    found = read_as(
        Text,
        """
        OPTIONAL MATCH (direct:Post {id: $id})
        OPTIONAL MATCH (answer:Answer {id: $id})-[:ANSWERS]->(answered:Post)
        WITH coalesce(direct, answered) AS post, coalesce(direct, answer) AS thing
        WHERE {{post is open}}
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
               OR {{post is coached}}
               OR {{viewer is the admin}} AS may_decide,
               coalesce(thing.kind = 'tip', false) AND {{viewer is the trusted}} AS is_trusted,
               thing.id = post.id AND {{post is a wiki of the viewer}} AS is_wiki
        """,
        id=id,
        viewer=viewer.id,
        audiences=viewer.audiences,
    )
    text = only(found, otherwise=NotFound(GONE))
    return replace(text, skills=tuple(sorted(text.skills, key=str.casefold)))


def at(text: Text, *, version: int) -> Text:
    """Return the same text, as seen by someone who began to edit at this version."""
    return replace(text, version=version)
