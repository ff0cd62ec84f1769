"""The mark of a text that a machine helped to write: authors set it while they write, coaches set or remove it later.

What has it is evidence for its author only once somebody else finds it good: graph/expertise/weighing.py.
"""

from dataclasses import dataclass
from typing import LiteralString

from graph import clock
from graph.cards import PostKind
from graph.driver import only, write
from graph.editing import keeping
from graph.errors import Forbidden, Invalid, NotFound
from graph.ids import AnswerId, PostId, new_id
from graph.posts.texts import GONE
from graph.rows import read_as
from graph.viewers import Viewer

REASON_CHARACTERS = 200

COACHES_ONLY = Forbidden("Only a coach of its community or an admin can set or remove this mark.")

_FOUND: LiteralString = """
    OPTIONAL MATCH (direct:Post {id: $id})
    OPTIONAL MATCH (answer:Answer {id: $id})-[:ANSWERS]->(answered:Post)
    WITH coalesce(direct, answered) AS post, coalesce(direct, answer) AS thing
    WHERE {{post is open}}
    """

# Writing before looking takes the lock: of two coaches, one acts.
_CHANGE: LiteralString = (
    _FOUND
    + """
      AND ({{post is coached}} OR {{viewer is the admin}})
    SET thing.lock_turn = $entry, post.changed_key = $key
    WITH post, thing
    WHERE coalesce(thing.is_machine_written, false) <> $is_marked
    SET thing.is_machine_written = $is_marked, thing.mark_reason = $reason,
        thing.marked_at = datetime($now), thing.marked_by = $viewer
    """
    + keeping.RECORDED
)


@dataclass(frozen=True, kw_only=True)
class MarkedText:
    """A post or an answer of which a coach can say whether a machine helped to write it. `title` is the post's."""

    id: PostId | AnswerId
    post: PostId
    kind: PostKind
    title: str
    anchor: str | None
    is_marked: bool


@dataclass(frozen=True, kw_only=True)
class _Row:
    text: MarkedText
    may_mark: bool


def get(id: PostId | AnswerId, *, viewer: Viewer) -> MarkedText:
    """Return a text with its mark. Raises `NotFound`, also for what the viewer may not see, and `Forbidden`."""
    found = read_as(
        _Row,
        _FOUND
        + """
        RETURN {id: thing.id, post: post.id, kind: post.kind, title: post.title,
                anchor: CASE WHEN thing.id <> post.id THEN 'answer-' + thing.id END,
                is_marked: coalesce(thing.is_machine_written, false)} AS text,
               {{post is coached}} OR {{viewer is the admin}} AS may_mark
        """,
        id=id,
        viewer=viewer.id,
        audiences=viewer.audiences,
    )
    row = only(found, otherwise=NotFound(GONE))
    if not row.may_mark:
        raise COACHES_ONLY
    return row.text


def change(id: PostId | AnswerId, reason: str, *, is_marked: bool, by: Viewer) -> MarkedText:
    """Set or remove the mark of a text. Its author is told and can read why. Twice changes nothing.

    Raises `Invalid` without a reason of at most 200 characters, which the audit log keeps, and otherwise like `get`.
    """
    if not 0 < len(reason.strip()) <= REASON_CHARACTERS:
        raise Invalid(reason=f"Give a reason of at most {REASON_CHARACTERS} characters. The author will read it.")
    text, now = get(id, viewer=by), clock.now()
    write(
        _CHANGE,
        id=id,
        is_marked=is_marked,
        act="marked_machine" if is_marked else "unmarked_machine",
        reason=reason.strip(),
        entry=new_id(),
        viewer=by.id,
        audiences=by.audiences,
        now=now.isoformat(),
        key=clock.key(now),
    )
    return text
