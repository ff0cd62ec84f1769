"""Locked posts: everyone reads why nobody but coaches and admins adds to them or edits them, until one unlocks them.

The rules of graph/clauses.py (`is free to add`, `is free to reply`) hold everyone else back, in the statements that add
and edit. Nobody is asked about a locked question. Voting, accepting an answer and withdrawing one's own text go on.
"""

from typing import LiteralString

from graph.cards import PostKind
from graph.driver import only
from graph.editing import keeping
from graph.errors import Forbidden, Invalid
from graph.ids import PostId
from graph.viewers import Viewer

REASON_CHARACTERS = 200

COACHES_ONLY = Forbidden("Only a coach of its community or an admin can lock or unlock a post.")

# The post, if `$viewer` may lock and unlock it. Writing before looking takes the lock: of two coaches, one acts.
_MAY: LiteralString = """
    MATCH (post:Post {id: $post})
    WHERE {{post is open}} AND ({{post is coached}} OR {{viewer is the admin}})
    SET post.lock_turn = $entry, post.changed_key = $key
    WITH post
    """

_LOCK: tuple[LiteralString, ...] = (
    _MAY
    + """
    WHERE post.locked_at IS NULL
    SET post.locked_at = datetime($now), post.locked_by = $viewer, post.lock_reason = $reason,
        post.ring_key = null, post.alone_key = null, post.unsolved_key = null
    SET {{post is no longer to be matched}}
    """
    + keeping.RECORDED,
    keeping.ASKS_EXPIRE,
)
_UNLOCK: tuple[LiteralString, ...] = (
    _MAY
    + """
    WHERE post.locked_at IS NOT NULL
    REMOVE post.locked_at, post.locked_by, post.lock_reason
    SET {{post is to be matched again}}
    """
    + keeping.RECORDED,
)
_MAY_STILL: LiteralString = """
    MATCH (post:Post {id: $post})
    WHERE {{post is open}} AND ({{post is coached}} OR {{viewer is the admin}})
    RETURN post.kind AS kind
    """


def lock(post: PostId, reason: str, *, by: Viewer) -> PostKind:
    """Lock a post, with a reason that everyone reads. The audit log records it. Twice changes nothing.

    People who were asked needn't reply any more. Raises `Invalid` without a reason of at most 200 characters,
    `NotFound` for what the viewer may not see, `Forbidden` for everyone but coaches and admins.
    """
    if not 0 < len(reason.strip()) <= REASON_CHARACTERS:
        raise Invalid(reason=f"Give a reason of at most {REASON_CHARACTERS} characters. Everyone will read it.")
    return _change(_LOCK, post, "locked_post", reason.strip(), by)


def unlock(post: PostId, *, by: Viewer) -> PostKind:
    """Unlock a post: people are asked again about a question that waits. Audit and refusals as in `lock`."""
    return _change(_UNLOCK, post, "unlocked_post", "", by)


def _change(steps: tuple[LiteralString, ...], post: PostId, act: str, reason: str, by: Viewer) -> PostKind:
    rows = keeping.carry_out((*steps, _MAY_STILL), post, act=act, reason=reason, by=by)
    return only(rows, otherwise=COACHES_ONLY)["kind"]
