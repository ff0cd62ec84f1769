"""Traces: what a post and each of its answers went through since they were written, and what its viewer may do."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from graph.driver import Row, having, read
from graph.ids import PostId, SuggestedEditId
from graph.posts import Author, author
from graph.viewers import Viewer


@dataclass(frozen=True, kw_only=True)
class Reaction:
    """What somebody says of a text. There is no name where it could be that of an asker who wants none."""

    kind: Literal["works", "outdated", "dangerous", "settled"]
    comment: str
    at: datetime
    by: Author | None
    is_mine: bool


@dataclass(frozen=True, kw_only=True)
class Trace:
    """What happened to one text. `edited_at` is none until it is changed for the first time.

    `suggestions` are the edits that wait for the viewer's decision.
    """

    id: str
    is_answer: bool
    edited_at: datetime | None
    may_edit: bool
    suggestions: tuple[SuggestedEditId, ...]
    may_react: bool
    reactions: tuple[Reaction, ...]

    @property
    def works(self) -> int:
        """For how many it works."""
        return sum(one.kind == "works" for one in self.reactions)

    @property
    def is_warned_of(self) -> bool:
        """Whether somebody finds it outdated or dangerous."""
        return any(one.kind in ("outdated", "dangerous") for one in self.reactions)

    @property
    def mine(self) -> str:
        """Which reaction the viewer chose; empty if none."""
        return next((one.kind for one in self.reactions if one.is_mine), "")


def of(id: PostId, *, viewer: Viewer) -> Mapping[str, Trace]:
    """Return the traces of a post and of its answers by their ids; nothing for what the viewer may not see."""
    rows = read(
        """
        MATCH (post:Post {id: $id})
        WHERE post.audience IN $audiences
        OPTIONAL MATCH (post)<-[:ASKED]-(asker:Person)
        WITH post, CASE WHEN post.is_anonymous AND asker.id <> $viewer THEN asker.id ELSE '' END AS nameless,
             EXISTS {
                 MATCH (post)-[:IN]->(:Community)<-[coaching:MEMBER_OF]-(coach:Person)
                 WHERE coach.id = $viewer AND coaching.is_coach
             } OR EXISTS { MATCH (me:Person {id: $viewer}) WHERE me.is_admin } AS moderates
        UNWIND [post] + [(post)<-[:ANSWERS]-(answer:Answer) | answer] AS thing
        WITH post, thing, nameless, moderates OR EXISTS {
                 MATCH (thing)<-[:ASKED|POSTED|GAVE|OWNS]-(writer:Person)
                 WHERE writer.id = $viewer
             } AS may_edit
        RETURN thing.id AS id,
               thing.id <> post.id AS is_answer,
               thing.edited_at AS edited_at,
               may_edit,
               [(thing)<-[:WOULD_CHANGE]-(suggestion:SuggestedEdit)
                   WHERE may_edit AND suggestion.open_key IS NOT NULL | suggestion.id] AS suggestions,
               (thing.id <> post.id OR post.kind <> 'question')
                   AND NOT EXISTS { (thing)<-[:POSTED|GAVE]-(me:Person) WHERE me.id = $viewer } AS may_react,
               [(thing)<-[reaction:REACTED]-(person:Person) | {
                   kind: reaction.kind, comment: reaction.comment, at: reaction.at, is_mine: person.id = $viewer,
                   by: CASE WHEN person.id <> nameless THEN {id: person.id, name: person.name} END
               }] AS reactions
        """,
        id=id,
        viewer=viewer.id,
        audiences=viewer.audiences,
    )
    return {row["id"]: _trace(row) for row in rows}


def _trace(row: Row) -> Trace:
    reactions = [Reaction(**having(one, by=author(one["by"]))) for one in row["reactions"]]
    return Trace(
        **having(
            row,
            suggestions=tuple(row["suggestions"]),
            reactions=tuple(sorted(reactions, key=lambda one: one.at)),
        )
    )
