"""Withdrawing a text: what the table says happens, at once and for everyone."""

from dataclasses import dataclass
from datetime import timedelta
from math import ceil
from typing import LiteralString

from graph import clock, decay
from graph.cards import PostKind
from graph.driver import write_together
from graph.errors import Conflict, Forbidden, Invalid
from graph.expertise import evidence
from graph.ids import AnswerId, CommentId, PostId, WithdrawalId, new_id
from graph.rows import read_as
from graph.viewers import EVERYONE, Viewer
from graph.withdrawal import removal
from graph.withdrawal.rules import FIND, Outcome, Outlook, TextKind

UNDO_WITHIN = timedelta(minutes=10)
# What a coach withdrew is kept so long, for its author to appeal: graph/withdrawal/appeals.py.
APPEAL_WITHIN = timedelta(days=30)
REASON_CHARACTERS = 500

NOT_YOURS = "Only the author or a coach of its community can withdraw this."
CHANGED = "Someone has just added to this, or withdrawn it. See what would happen now."

_BEGIN: dict[TextKind, LiteralString] = {
    "comment": removal.COMMENT,
    "answer": removal.ANSWER,
    "question": removal.POST,
    "tip": removal.POST,
    "link": removal.POST,
    "video": removal.POST,
}

# A coach's withdrawal is in the audit log, without the author and the text.
_AUDIT: LiteralString = """
    MATCH (act:Withdrawal {id: $withdrawal})<-[:WITHDREW]-(me:Person)
    MATCH (post:Post {id: $post})
    SET act.is_audited = true
    WITH me, [(post)-[:IN]->(community:Community) | community] AS places
    CREATE (me)-[:DID]->(entry:AuditEntry {id: $entry, act: 'took_down', reason: $reason, at_key: $key})
    SET entry.at = datetime($now)
    FOREACH (place IN places | CREATE (entry)-[:RECORDS]->(place))
"""

# Its authors can read what became of it, and why. Of what others wrote, it keeps nothing but where it was.
_EXPLAIN: LiteralString = (
    FIND
    + """
    MATCH (thing)<-[:ASKED|POSTED|GAVE|MADE]-(author:Person)
    MERGE (notice:Takedown {id: $withdrawal})
    ON CREATE SET notice.of = kind, notice.post = post.id, notice.reason = $reason, notice.state = 'taken_down',
                  notice.title = CASE WHEN thing.id = post.id THEN post.title END,
                  notice.about = thing.id, notice.taken_key = $key,
                  notice.at = datetime($now), notice.changed_key = $key
    MERGE (notice)-[told:TAKEN_FROM]->(author)
    SET told.is_private = {{author is the anonymous asker}}
    WITH DISTINCT notice, post
    MATCH (post)-[:IN]->(community:Community)
    MERGE (notice)-[:TAKEN_IN]->(community)
    """
)


# It is hidden until a coach has looked at it, and kept until then.
_HIDE: LiteralString = (
    FIND
    + """
    MATCH (act:Withdrawal {id: $withdrawal})
    SET act.is_hidden = true, act.is_audited = true
    CREATE (notice:Takedown {id: $withdrawal, of: kind, post: post.id, reason: '', state: 'hidden'})
    SET notice.title = CASE WHEN thing.id = post.id THEN post.title END,
        notice.about = thing.id, notice.taken_key = $key,
        notice.at = datetime($now), notice.changed_key = $key, notice.hidden_key = $key
    WITH notice, post
    MATCH (post)-[:IN]->(community:Community)
    CREATE (notice)-[:TAKEN_IN]->(community)
    """
)


_AS_IT_WAS: LiteralString = """
    RETURN act.id AS id, act.of AS of, act.kind AS kind, act.outcome AS outcome, act.post AS post,
           act.post_kind AS post_kind, act.title AS title, act.at_key AS at_key,
           coalesce([(act)-[:KEEPS_COPY]->(copy:Withdrawn)
               WHERE copy.id = act.of AND copy.was <> 'Revision' | copy.body][0], '') AS words
    """


@dataclass(frozen=True, kw_only=True)
class Withdrawal:
    """A text that was withdrawn, and how. `post` is the post on whose page it was, which may be itself."""

    id: WithdrawalId
    of: PostId | AnswerId | CommentId
    kind: TextKind
    outcome: Outcome
    post: PostId
    post_kind: PostKind
    title: str
    words: str
    at_key: int

    @property
    def minutes_left(self) -> int:
        """How many minutes are left to undo it, rounded up."""
        until = clock.EPOCH + timedelta(microseconds=self.at_key) + UNDO_WITHIN
        return max(1, ceil((until - clock.now()).total_seconds() / 60))

    @property
    def leaves_page(self) -> bool:
        """Whether the page on which it was is still there."""
        return self.outcome == "nameless" or self.of != self.post


def withdraw(outlook: Outlook, *, reason: str = "", by: Viewer) -> WithdrawalId:
    """Withdraw a text as its outlook says.

    Raises `Forbidden` for everyone but its author, coaches and admins; `Invalid` for a coach who gives no reason of at
    most 500 characters; `Conflict` if others have added something since the outlook was read.
    """
    if not outlook.may_withdraw:
        raise Forbidden(NOT_YOURS)
    if outlook.needs_reason and not 0 < len(reason.strip()) <= REASON_CHARACTERS:
        raise Invalid(reason=f"Give a reason of at most {REASON_CHARACTERS} characters. It is kept in the audit log.")
    id = WithdrawalId(new_id())
    explained = (_AUDIT, _EXPLAIN) if outlook.needs_reason else ()
    lost = write_together(
        _steps(outlook, explained), withdrawal=id, reason=reason.strip(), by=by.id, **_parameters(outlook)
    )
    evidence.see_again(lost)
    if not any(one.id == id for one in mine(viewer=by)):
        raise Conflict(CHANGED)
    return id


def hide(outlook: Outlook) -> Withdrawal | None:
    """Hide a text until a coach has looked at it, as if a coach had withdrawn it. Nobody withdraws it, nobody says why.

    `None` if others have added something since the outlook was read. graph/reporting/hidden_texts.py decides when.
    """
    id = WithdrawalId(new_id())
    steps = _steps(outlook, (_HIDE, _EXPLAIN))
    evidence.see_again(write_together(steps, withdrawal=id, reason="", by="", **_parameters(outlook)))
    return get(id)


def mine(*, viewer: Viewer) -> tuple[Withdrawal, ...]:
    """Return what this viewer has withdrawn and can still restore, newest first."""
    return read_as(
        Withdrawal,
        "MATCH (:Person {id: $viewer})-[:WITHDREW]->(act:Withdrawal) WHERE act.at_key >= $since"
        + _AS_IT_WAS
        + "ORDER BY at_key DESC",
        viewer=viewer.id,
        since=clock.key(clock.now() - UNDO_WITHIN),
    )


def get(id: WithdrawalId) -> Withdrawal | None:
    """Return a withdrawal that can still be restored. For those who say who may; no page shows it."""
    return next(iter(read_as(Withdrawal, "MATCH (act:Withdrawal {id: $id})" + _AS_IT_WAS, id=id)), None)


def _parameters(outlook: Outlook) -> dict[str, object]:
    now = clock.now()
    return {
        "id": outlook.id,
        "post": outlook.post,
        "kind": outlook.kind,
        "outcome": outlook.outcome,
        "counts": list(outlook.counts),
        "is_authors": outlook.is_authors,
        "entry": new_id(),
        "everyone": EVERYONE,
        "start": decay.START.timestamp() * 1000,
        "half_life": decay.HALF_LIFE.total_seconds() * 1000,
        "now": now.isoformat(),
        "key": clock.key(now),
    }


def _steps(outlook: Outlook, explained: tuple[LiteralString, ...]) -> list[LiteralString]:
    if outlook.outcome == "nameless":
        begun: list[LiteralString] = [removal.NAMELESS, removal.NOTIFICATIONS, *explained, removal.COPY, removal.HOLD]
        unnamed = (removal.UNNAME, removal.FORGET_MARKS, removal.DELETE, removal.UNSHOW, removal.UNCOUNT_UNNAMED)
        return [*begun, *unnamed]
    wishes: list[LiteralString] = [removal.WISHES] if outlook.id == outlook.post else []
    begun = [_BEGIN[outlook.kind], *wishes, removal.NOTIFICATIONS, *explained, removal.COPY, removal.HOLD]
    return [*begun, removal.DELETE, removal.LEAVE_LINE, removal.UNSHOW, removal.UNCOUNT]
