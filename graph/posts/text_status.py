"""The status of a post's text and of each answer: edits, reactions, and what the viewer may do with it."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal, LiteralString

from graph.cards import Author
from graph.ids import SuggestedEditId


@dataclass(frozen=True, kw_only=True)
class Reaction:
    """What someone says about a text. There is no name if it could be that of an anonymous asker."""

    kind: Literal["works", "outdated", "dangerous", "settled"]
    comment: str
    at: datetime
    by: Author | None
    is_mine: bool


@dataclass(frozen=True, kw_only=True)
class TextStatus:
    """What happened to one text. `edited_at` is `None` until its first edit.

    `suggestions` are the suggested edits that wait for the viewer's decision. If it `is_shut`, because it
    is archived or locked, this viewer doesn't add to it.
    """

    id: str
    is_answer: bool
    edited_at: datetime | None
    may_decide: bool
    may_edit: bool
    suggestions: tuple[SuggestedEditId, ...]
    may_react: bool
    reactions: tuple[Reaction, ...]
    is_shut: bool

    @property
    def works(self) -> int:
        """How many people say that it works for them."""
        return sum(one.kind == "works" for one in self.reactions)

    @property
    def is_warned_of(self) -> bool:
        """Whether someone finds it outdated or dangerous."""
        return any(one.kind in ("outdated", "dangerous") for one in self.reactions)

    @property
    def mine(self) -> str:
        """The viewer's own reaction, empty if there is none."""
        return next((one.kind for one in self.reactions if one.is_mine), "")


# The statuses of `post` and of its answers, as maps; `unnamed` is the id of the asker if this viewer must not learn it.
# A list of one is unwound where WITH would hide the post from what follows.
STATUSES: LiteralString = """COLLECT {
    UNWIND [post] + [(post)<-[:ANSWERS]-(answer:Answer) | answer] AS thing
    UNWIND [{{post is coached}} OR {{viewer is the admin}} OR EXISTS {
        MATCH (thing)<-[:ASKED|POSTED|GAVE|OWNS]-(writer:Person)
        WHERE writer.id = $viewer
    }] AS may_decide
    RETURN {
        id: thing.id,
        is_answer: thing.id <> post.id,
        edited_at: thing.edited_at,
        is_shut: coalesce(post.is_archived, false)
            OR (post.locked_at IS NOT NULL AND NOT ({{post is coached}} OR {{viewer is the admin}})),
        may_decide: may_decide,
        may_edit: may_decide OR (coalesce(thing.kind = 'tip', false) AND {{viewer is the trusted}})
            OR (thing.id = post.id AND {{post is a wiki of the viewer}}),
        suggestions: [(thing)<-[:WOULD_CHANGE]-(suggestion:SuggestedEdit)
            WHERE may_decide AND suggestion.open_key IS NOT NULL | suggestion.id],
        may_react: (thing.id <> post.id OR post.kind <> 'question')
            AND NOT EXISTS { (thing)<-[:POSTED|GAVE]-(me:Person) WHERE me.id = $viewer },
        reactions: [(thing)<-[reaction:REACTED]-(person:Person) | {
            kind: reaction.kind, comment: reaction.comment, at: reaction.at, is_mine: person.id = $viewer,
            by: CASE WHEN person.id <> unnamed THEN {{person is named}} END
        }]
    } AS status
}"""


def oldest_first(status: TextStatus) -> TextStatus:
    """Return a status with its reactions in the order in which they were made."""
    return replace(status, reactions=tuple(sorted(status.reactions, key=lambda one: one.at)))
