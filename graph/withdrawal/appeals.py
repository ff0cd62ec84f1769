"""Appeals: the author of what a coach withdrew asks once that another coach looks again, within thirty days.

Only the authors see the notice of what was withdrawn, with its text, so that they can mend it and post it again. The
coaches who decide see the text, why it was withdrawn and what its author says, but no name: it makes no difference.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from graph import clock
from graph.cards import CommunityTag, PostKind
from graph.driver import only, read, write
from graph.errors import Conflict, Invalid, NotFound
from graph.ids import PostId, WithdrawalId, new_id
from graph.rows import read_as
from graph.viewers import Viewer
from graph.withdrawal import restoration
from graph.withdrawal.rules import TextKind
from graph.withdrawal.withdrawals import Withdrawal

WORDS_CHARACTERS = 500
SHOWN = 100

AppealState = Literal["open", "granted", "refused"]

NOT_YOURS = NotFound("This doesn't exist, or you didn't write it.")
NOT_FOR_YOU = NotFound("Nobody asks to look at this again, it was decided already, or it isn't for you to decide.")
TOO_LATE = Conflict("This was withdrawn more than thirty days ago and is erased. You can post it again.")
NOBODY = Conflict("There is no other coach or admin here who could look at it again.")


@dataclass(frozen=True, kw_only=True)
class Takedown:
    """What a coach withdrew or took a passage out of, or what is hidden until one has looked, as its author sees it.

    `text` is `None` once it is erased.
    `appeal` is what the author says against it, and `answer` what the other coach replied; both are empty before.
    """

    id: WithdrawalId
    kind: TextKind
    post: PostId
    title: str
    reason: str
    at: datetime
    text: str | None
    state: Literal["hidden", "taken_down", "put_back", "stays", "redacted"]
    appeal: str
    appeal_state: AppealState | None
    answer: str

    @property
    def may_appeal(self) -> bool:
        return self.state == "taken_down" and self.appeal_state is None and self.text is not None


@dataclass(frozen=True, kw_only=True)
class Appeal:
    """An appeal as coaches see it: the text, why it was withdrawn, and what its author says."""

    id: WithdrawalId
    kind: TextKind
    title: str
    reason: str
    text: str
    words: str
    at: datetime
    post: PostId
    post_kind: PostKind
    community: CommunityTag | None


def get(id: WithdrawalId, *, viewer: Viewer) -> Takedown:
    """Return what a coach withdrew to one of its authors. Raises `NotFound` for everyone else."""
    found = read_as(
        Takedown,
        """
        MATCH (notice:Takedown {id: $id})-[:TAKEN_FROM]->(me:Person)
        WHERE me.id = $viewer
        OPTIONAL MATCH (act:Withdrawal {id: notice.id})
        RETURN notice.id AS id, notice.of AS kind, notice.post AS post, coalesce(notice.title, '') AS title,
               notice.reason AS reason, notice.at AS at, notice.state AS state, coalesce(notice.appeal, '') AS appeal,
               notice.appeal_state AS appeal_state, coalesce(notice.answer, '') AS answer,
               [(act)-[:KEEPS_COPY]->(copy:Withdrawn) WHERE copy.id = act.of AND copy.was <> 'Revision'
                   | coalesce(copy.body, '')][0] AS text
        """,
        id=id,
        viewer=viewer.id,
    )
    return only(found, otherwise=NOT_YOURS)


def appeal(id: WithdrawalId, words: str, *, by: Viewer) -> None:
    """Ask another coach to look again, once. Twice changes nothing.

    Raises `NotFound` for everyone but the authors, `Invalid` without words of at most 500 characters, and `Conflict` if
    it is erased, or if there is nobody else who could decide.
    """
    if not 0 < len(words.strip()) <= WORDS_CHARACTERS:
        raise Invalid(words=f"Say in at most {WORDS_CHARACTERS} characters why it should be back.")
    seen = get(id, viewer=by)
    if seen.text is None:
        raise TOO_LATE
    now = clock.now()
    rows = write(
        """
        MATCH (notice:Takedown {id: $id})-[:TAKEN_FROM]->(me:Person)
        WHERE me.id = $by AND EXISTS { MATCH (able:Person) WHERE {{able is able to look again}} }
        WITH notice, notice.state = 'taken_down' AND notice.appeal_state IS NULL AS is_first
        FOREACH (_ IN CASE WHEN is_first THEN [1] ELSE [] END |
            SET notice.appeal = $words, notice.appeal_state = 'open', notice.appealed_at = datetime($now),
                notice.appealed_key = $key)
        RETURN notice.id AS id
        """,
        id=id,
        by=by.id,
        words=words.strip(),
        now=now.isoformat(),
        key=clock.key(now),
    )
    only(rows, otherwise=NOBODY)


def waiting(*, viewer: Viewer) -> tuple[Appeal, ...]:
    """Return at most a hundred appeals that this coach or admin can decide about, longest waiting first."""
    return read_as(
        Appeal,
        """
        MATCH (notice:Takedown)
        WHERE notice.appealed_key > 0
        MATCH (me:Person {id: $viewer})
        WHERE {{me is able to look again}}
        MATCH (act:Withdrawal {id: notice.id})-[:KEEPS_COPY]->(copy:Withdrawn)
        WHERE copy.id = act.of AND copy.was <> 'Revision'
        RETURN notice.id AS id, notice.of AS kind, act.title AS title, notice.reason AS reason,
               coalesce(copy.body, '') AS text, notice.appeal AS words, notice.appealed_at AS at, act.post AS post,
               act.post_kind AS post_kind, [(notice)-[:TAKEN_IN]->(community:Community)
                   | {{community is tagged}}][0] AS community
        ORDER BY at
        LIMIT $limit
        """,
        viewer=viewer.id,
        limit=SHOWN,
    )


def grant(id: WithdrawalId, *, by: Viewer) -> Withdrawal | None:
    """Put a text back, and return how it had been withdrawn. Its authors are told, and the audit log records it.

    Raises `NotFound` for everyone who can't decide on it and after a decision, `Conflict` if what it was on is gone.
    """
    if not restoration.has_place(id):
        raise restoration.NO_PLACE
    _decide(id, "granted", "", by)
    return restoration.put_back(id)


def refuse(id: WithdrawalId, answer: str, *, by: Viewer) -> None:
    """Leave a text withdrawn, with an answer that its authors read. The audit log records it.

    Raises `Invalid` without an answer of at most 500 characters, and `NotFound` as above.
    """
    if not 0 < len(answer.strip()) <= WORDS_CHARACTERS:
        raise Invalid(words=f"Give a reason of at most {WORDS_CHARACTERS} characters. Its author will read it.")
    _decide(id, "refused", answer.strip(), by)


def unfinished() -> tuple[WithdrawalId, ...]:
    """Return what was to be put back and isn't yet, because a process died in between."""
    rows = read(
        """
        MATCH (notice:Takedown)
        WHERE notice.granted_key > 0
        RETURN notice.id AS id
        """
    )
    return tuple(WithdrawalId(row["id"]) for row in rows)


def _decide(id: WithdrawalId, state: AppealState, answer: str, by: Viewer) -> None:
    now = clock.now()
    rows = write(
        """
        MATCH (notice:Takedown {id: $id})
        MATCH (me:Person {id: $by})
        WHERE {{me is able to look again}}
        // Writing before looking takes the lock: of two coaches, one decides.
        SET notice.appeal_lock = $entry
        WITH notice, me
        WHERE notice.appeal_state = 'open'
        SET notice.appeal_state = $state, notice.answer = $answer,
            notice.granted_key = CASE $state WHEN 'granted' THEN $key END,
            notice.state = CASE $state WHEN 'granted' THEN notice.state ELSE 'stays' END,
            notice.at = datetime($now), notice.changed_key = $key
        REMOVE notice.appealed_key
        CREATE (me)-[:DID]->(entry:AuditEntry {id: $entry, act: $act, reason: $answer, at_key: $key})
        SET entry.at = datetime($now)
        WITH notice, entry, [(notice)-[:TAKEN_IN]->(community:Community) | community] AS places
        FOREACH (place IN places | CREATE (entry)-[:RECORDS]->(place))
        RETURN notice.id AS id
        """,
        id=id,
        by=by.id,
        state=state,
        answer=answer,
        act="put_back" if state == "granted" else "refused_appeal",
        entry=new_id(),
        now=now.isoformat(),
        key=clock.key(now),
    )
    only(rows, otherwise=NOT_FOR_YOU)
