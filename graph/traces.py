"""Traces: what a post and each of its answers went through since they were written, and what its viewer may do."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from graph.driver import having, read
from graph.ids import PostId, SuggestedEditId
from graph.viewers import Viewer


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


def of(id: PostId, *, viewer: Viewer) -> Mapping[str, Trace]:
    """Return the traces of a post and of its answers by their ids; nothing for what the viewer may not see."""
    rows = read(
        """
        MATCH (post:Post {id: $id})
        WHERE post.audience IN $audiences
        WITH post,
             EXISTS {
                 MATCH (post)-[:IN]->(:Community)<-[coaching:MEMBER_OF]-(coach:Person)
                 WHERE coach.id = $viewer AND coaching.is_coach
             } OR EXISTS { MATCH (me:Person {id: $viewer}) WHERE me.is_admin } AS moderates
        UNWIND [post] + [(post)<-[:ANSWERS]-(answer:Answer) | answer] AS thing
        WITH post, thing, moderates OR EXISTS {
                 MATCH (thing)<-[:ASKED|POSTED|GAVE|OWNS]-(writer:Person)
                 WHERE writer.id = $viewer
             } AS may_edit
        RETURN thing.id AS id,
               thing.id <> post.id AS is_answer,
               thing.edited_at AS edited_at,
               may_edit,
               [(thing)<-[:WOULD_CHANGE]-(suggestion:SuggestedEdit)
                   WHERE may_edit AND suggestion.open_key IS NOT NULL | suggestion.id] AS suggestions
        """,
        id=id,
        viewer=viewer.id,
        audiences=viewer.audiences,
    )
    return {row["id"]: Trace(**having(row, suggestions=tuple(row["suggestions"]))) for row in rows}
