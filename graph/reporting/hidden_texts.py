"""Texts that are hidden until a coach has looked at them, because three people reported them who tend to be right.

How many people report a text makes no difference by itself: a group can agree to report somebody. Those who count have
been right before, and only coaches decide who was. What a coach has once left is never hidden like this again.

A hidden text is withdrawn, by nobody: docs/decisions/0042-hidden-until-looked-at.md.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import LiteralString

from graph import clock, viewers
from graph.cards import CommunityTag, PostKind
from graph.driver import only, read, write
from graph.errors import Invalid, NotFound
from graph.ids import PersonId, PostId, ReportId, WithdrawalId, new_id
from graph.reporting.reports import ReportState, Text, Told, gravest
from graph.rows import read_as
from graph.viewers import Viewer
from graph.withdrawal import restoration, rules, withdrawals
from graph.withdrawal.rules import TextKind
from graph.withdrawal.withdrawals import REASON_CHARACTERS, Withdrawal

# So many people hide a text, if each is so likely to be right: the mean of a Beta distribution, as in decision 35. Of
# people with one decided report, it is two thirds for those who were right.
PEOPLE = 3
LIKELY = 0.6

SHOWN = 1_000

# A viewer who has written nothing.
NOBODY = PersonId("")

NOT_FOR_YOU = NotFound("This isn't hidden any more, another coach decided already, or you can't decide about it.")

# The reported texts that are due to be hidden, by id: no coach has left them, and they are still there.
_DUE: LiteralString = """
    WITH report.about AS id, report.post AS post, reporter
    WHERE ({{reporter is upheld}} + 1.0) / ({{reporter is upheld}} + {{reporter is declined}} + 2) >= $likely
    WITH id, post, count(DISTINCT reporter) AS people
    WHERE people >= $people
      AND NOT EXISTS { MATCH (left:Report {about: id}) WHERE left.state = 'declined' }
      AND NOT EXISTS { MATCH (act:Withdrawal {of: id}) WHERE act.is_hidden }
    RETURN id, post
"""


@dataclass(frozen=True, kw_only=True)
class Hidden:
    """A hidden text as a coach sees it: the whole text, without its author, and what was reported about it."""

    id: WithdrawalId
    kind: TextKind
    post: PostId
    post_kind: PostKind
    title: str
    text: str
    since: datetime
    community: CommunityTag | None
    told: tuple[Told, ...]

    @property
    def severity(self) -> float:
        """That of the gravest reason, from 0 to 4."""
        return gravest(self.told)


@dataclass(frozen=True, kw_only=True)
class Decided:
    """How a hidden text was withdrawn, and the reports that were decided with it."""

    act: Withdrawal
    reports: tuple[ReportId, ...]


def hide(id: Text) -> Withdrawal | None:
    """Hide a text if enough people reported it who tend to be right. Otherwise, and twice, nothing happens: `None`."""
    rows = read(
        "MATCH (report:Report {about: $id})<-[:REPORTED]-(reporter:Person) WHERE report.state = 'open'" + _DUE,
        id=id,
        likely=LIKELY,
        people=PEOPLE,
    )
    if not rows:
        return None
    anyone = Viewer(id=NOBODY, audiences=viewers.readers(rows[0]["post"]))
    try:
        return withdrawals.hide(rules.outlook(id, viewer=anyone))
    except NotFound:
        return None


def due() -> tuple[PostId, ...]:
    """Return the texts that are due to be hidden, in case that was missed when they were reported."""
    rows = read(
        "MATCH (report:Report)<-[:REPORTED]-(reporter:Person) WHERE report.open_key > 0" + _DUE,
        likely=LIKELY,
        people=PEOPLE,
    )
    return tuple(PostId(row["id"]) for row in rows)


def waiting(*, viewer: Viewer) -> tuple[Hidden, ...]:
    """Return the hidden texts that this coach or admin can decide about, at most 1,000."""
    return read_as(
        Hidden,
        """
        MATCH (notice:Takedown)
        WHERE notice.hidden_key > 0
        MATCH (me:Person {id: $viewer})
        WHERE {{me is able to look again}}
        MATCH (act:Withdrawal {id: notice.id})-[:KEEPS_COPY]->(copy:Withdrawn)
        WHERE copy.id = act.of AND copy.was <> 'Revision'
        MATCH (report:Report {about: act.of})<-[:REPORTED]-(reporter:Person)
        WHERE report.state = 'open'
        WITH notice, act, copy, report, {{reporter is upheld}} AS upheld, {{reporter is declined}} AS declined
        WITH notice, act, copy, collect({reason: report.reason, severity: report.severity, words: report.words,
             at: report.at.epochMillis, upheld: upheld, declined: declined}) AS told
        RETURN notice.id AS id, notice.of AS kind, act.post AS post, act.post_kind AS post_kind, act.title AS title,
               coalesce(copy.body, '') AS text, notice.at AS since, told AS told,
               [(notice)-[:TAKEN_IN]->(community:Community)
                   | {{community is tagged}}][0] AS community
        LIMIT $shown
        """,
        viewer=viewer.id,
        shown=SHOWN,
    )


def put_back(id: WithdrawalId, *, by: Viewer) -> Decided | None:
    """Put a hidden text back, and decline its reports. Its authors are told, and the audit log records it.

    `None` if it is back already. Raises `NotFound` for everyone who can't decide on it and after a decision, `Conflict`
    if what it was on is gone. If a process dies in between, a sweep puts it back: graph/withdrawal/appeals.py.
    """
    if not restoration.has_place(id):
        raise restoration.NO_PLACE
    decided = _decide("SET notice.granted_key = $key", id, reason="", state="declined", did="put_back", by=by)
    back = restoration.put_back(id)
    return Decided(act=back, reports=decided) if back else None


def withdraw(id: WithdrawalId, reason: str, *, by: Viewer) -> Decided:
    """Withdraw a hidden text, and uphold its reports. Its authors read the reason, and can appeal to someone else.

    Raises `Invalid` without a reason of at most 500 characters, and `NotFound` as above.
    """
    if not 0 < len(reason.strip()) <= REASON_CHARACTERS:
        raise Invalid(words=f"Give a reason of at most {REASON_CHARACTERS} characters. Its author will read it.")
    decided = _decide(
        """
        SET notice.state = 'taken_down', notice.reason = $reason, act.at_key = $key
        REMOVE act.is_hidden
        CREATE (me)-[:WITHDREW]->(act)
        """,
        id,
        reason=reason.strip(),
        state="upheld",
        did="took_down",
        by=by,
    )
    [done] = (one for one in withdrawals.mine(viewer=by) if one.id == id)
    return Decided(act=done, reports=decided)


def _decide(
    outcome: LiteralString, id: WithdrawalId, *, reason: str, state: ReportState, did: str, by: Viewer
) -> tuple[ReportId, ...]:
    """Decide about a hidden text and its reports in one statement, and return the reports."""
    now = clock.now()
    rows = write(
        """
        MATCH (notice:Takedown {id: $id})
        MATCH (me:Person {id: $by})
        WHERE {{me is able to look again}}
        MATCH (act:Withdrawal {id: $id})
        // Writing before looking takes the lock: of two coaches, one decides.
        SET notice.appeal_lock = $entry
        WITH notice, me, act
        WHERE notice.hidden_key > 0
        """
        + outcome
        + """
        SET notice.at = datetime($now), notice.changed_key = $key
        REMOVE notice.hidden_key
        CREATE (me)-[:DID]->(entry:AuditEntry {id: $entry, act: $did, reason: $reason, at_key: $key})
        SET entry.at = datetime($now)
        WITH act, entry, [(notice)-[:TAKEN_IN]->(community:Community) | community] AS places
        FOREACH (place IN places | CREATE (entry)-[:RECORDS]->(place))
        WITH COLLECT { MATCH (report:Report {about: act.of}) WHERE report.state = 'open' RETURN report } AS reports
        FOREACH (report IN reports |
            SET report.state = $state, report.decided_key = $key
            REMOVE report.open_key)
        RETURN [report IN reports | report.id] AS reports
        """,
        id=id,
        by=by.id,
        reason=reason,
        state=state,
        did=did,
        entry=new_id(),
        now=now.isoformat(),
        key=clock.key(now),
    )
    return tuple(ReportId(one) for one in only(rows, otherwise=NOT_FOR_YOU)["reports"])
