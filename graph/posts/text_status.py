"""Traces: what a post and each of its answers went through since they were written, and what its viewer may do."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, LiteralString

from graph.cards import Author, author
from graph.driver import Row, having
from graph.ids import SuggestedEditId


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


# The traces of `post` and of its answers; `unnamed` is whom this viewer must not learn. Part of what surrounds a post.
# A list of one is unwound where WITH would hide the post from what follows.
TRACES: LiteralString = """COLLECT {
    UNWIND [post] + [(post)<-[:ANSWERS]-(answer:Answer) | answer] AS thing
    UNWIND [EXISTS {
        MATCH (post)-[:IN]->(:Community)<-[coaching:MEMBER_OF]-(coach:Person)
        WHERE coach.id = $viewer AND coaching.is_coach
    } OR EXISTS { MATCH (me:Person {id: $viewer}) WHERE me.is_admin } OR EXISTS {
        MATCH (thing)<-[:ASKED|POSTED|GAVE|OWNS]-(writer:Person)
        WHERE writer.id = $viewer
    }] AS may_edit
    RETURN {
        id: thing.id,
        is_answer: thing.id <> post.id,
        edited_at: thing.edited_at,
        may_edit: may_edit,
        suggestions: [(thing)<-[:WOULD_CHANGE]-(suggestion:SuggestedEdit)
            WHERE may_edit AND suggestion.open_key IS NOT NULL | suggestion.id],
        may_react: (thing.id <> post.id OR post.kind <> 'question')
            AND NOT EXISTS { (thing)<-[:POSTED|GAVE]-(me:Person) WHERE me.id = $viewer },
        reactions: [(thing)<-[reaction:REACTED]-(person:Person) | {
            kind: reaction.kind, comment: reaction.comment, at: reaction.at, is_mine: person.id = $viewer,
            by: CASE WHEN person.id <> unnamed THEN {id: person.id, name: person.name} END
        }]
    } AS trace
}"""


def by_id(rows: Iterable[Row]) -> Mapping[str, Trace]:
    """Return the traces that were read, by the ids of what they are of."""
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
