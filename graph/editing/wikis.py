"""Wikis: tips that a community edits together. docs/decisions/0051-wikis-and-machines.md.

While it is one, members edit it directly (`is a wiki of the viewer` in graph/clauses.py). Its history names them.
"""

from typing import Literal, LiteralString

from graph import clock
from graph.conduct import refusals
from graph.driver import only, write_together
from graph.errors import Conflict, Forbidden
from graph.ids import PostId, new_id
from graph.posts import roles
from graph.viewers import Viewer

NOT_YOURS = Forbidden("Only the author or a coach of its community can make this a wiki, or end it.")
TIPS_ONLY = Conflict("Only tips can be wikis.")

Act = Literal["made_wiki", "ended_wiki"]

# The tip, for the second step to see whether anything changes. Writing before looking takes the lock: one of two acts.
_TAKE: LiteralString = """
    MATCH (post:Post {id: $post})
    WHERE {{post is open}} AND post.kind = 'tip'
    MATCH (me:Person {id: $viewer})
    WHERE {{me is free to reply}}
    SET post.lock_turn = $entry
    WITH post, me
    WHERE (post.wiki_at IS NULL) = ($act = 'made_wiki')
    SET post.changed_key = $key, post.wiki_changed_at = datetime($now), post.wiki_changed_by = $viewer,
        post.wiki_change = $act, post.wiki_at = CASE WHEN $act = 'made_wiki' THEN datetime($now) END
    WITH post, me, [(post)-[:IN]->(community:Community) | community] AS places
    // What authors do with their own tips is nobody's to check.
    WHERE NOT EXISTS { (me)-[:POSTED|OWNS]->(post) }
    CREATE (me)-[:DID]->(entry:AuditEntry {id: $entry, act: $act, reason: '', at_key: $key})
    SET entry.at = datetime($now)
    FOREACH (place IN places | CREATE (entry)-[:RECORDS]->(place))
    """

_MAY_STILL: LiteralString = """
    MATCH (post:Post {id: $post})
    MATCH (me:Person {id: $viewer})
    WHERE {{post is open}} AND {{me is free to reply}}
    RETURN post.id AS id
    """


def refuse_others(id: PostId, *, viewer: Viewer) -> None:
    """Raise `NotFound` for what the viewer may not see, `Forbidden` unless they may decide about it, or `Conflict`."""
    role = roles.of(id, viewer=viewer)
    if role.kind != "tip":
        raise TIPS_ONLY
    if not role.may_decide:
        raise NOT_YOURS


def make(id: PostId, *, by: Viewer) -> None:
    """Let members edit a tip directly: those of its community or, outside communities, everyone. Twice changes nothing.

    Its author is told, and the audit log records it, if a coach or an admin does it. Raises like `refuse_others`, and
    `Invalid` while they are silenced or have a warning to read.
    """
    _change("made_wiki", id, by=by)


def end(id: PostId, *, by: Viewer) -> None:
    """Let others only suggest edits again. Its text and its history stay. As in `make`, otherwise."""
    _change("ended_wiki", id, by=by)


def _change(act: Act, id: PostId, *, by: Viewer) -> None:
    refuse_others(id, viewer=by)
    now = clock.now()
    rows = write_together(
        (_TAKE, _MAY_STILL),
        act=act,
        post=id,
        entry=new_id(),
        viewer=by.id,
        audiences=by.audiences,
        now=now.isoformat(),
        key=clock.key(now),
    )
    if not rows:
        refusals.refuse_addition("wiki", on=id, by=by)
    only(rows, otherwise=NOT_YOURS)
