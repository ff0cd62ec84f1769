"""Reports: a reader tells the coaches of a community that a text shouldn't be there. Only they and the reporter know.

Coaches see what is reported and why, and how often its reporters were right before, but not who they are. For texts
outside communities, and in those without a coach, admins are the coaches. Nobody decides about their own text, except
where that would show who asked an anonymous question.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from math import prod
from typing import Literal

from graph import clock
from graph.cards import Author, CommunityTag, PostKind
from graph.communities import coaches
from graph.driver import only, write
from graph.errors import Conflict, Invalid, NotFound
from graph.ids import AnswerId, CommentId, PostId, ReportId, WithdrawalId, new_id
from graph.reporting import report_reasons
from graph.reporting.urgency import urgency
from graph.rows import read_as
from graph.viewers import Viewer
from graph.withdrawal.rules import FIND, WRITERS, TextKind

WORDS_CHARACTERS = 500
SHOWN = 1_000

ReportState = Literal["open", "upheld", "declined"]

NOT_HERE = NotFound("This text doesn't exist, or you don't have access to it.")
OWN = Conflict("This is your own text. You can edit or withdraw it.")
NOT_OPEN = NotFound("Nobody has reported this, it was decided already, or it isn't for you to decide.")

Text = PostId | AnswerId | CommentId


@dataclass(frozen=True, kw_only=True)
class ReportDraft:
    """What is wrong with a text, by the id of a reason, and a few words. Raises `Invalid` with a sentence per field."""

    reason: str
    words: str = ""

    def __post_init__(self) -> None:
        if self.reason == report_reasons.OTHER and not self.words.strip():
            raise Invalid(words="Say what is wrong.")
        if len(self.words) > WORDS_CHARACTERS:
            raise Invalid(words=f"Use {WORDS_CHARACTERS} characters or fewer.")


@dataclass(frozen=True, kw_only=True)
class Said:
    """What one reporter says. `upheld` and `declined` are how earlier reports of theirs were decided."""

    words: str
    at: datetime
    upheld: int
    declined: int

    @property
    def accuracy(self) -> float:
        """How likely this reporter is right: the mean of a Beta distribution that begins at a half."""
        return (self.upheld + 1) / (self.upheld + self.declined + 2)


@dataclass(frozen=True, kw_only=True)
class Told(Said):
    """What one reporter says about a text. `reason` is the id of a reason, and `severity` from 1 to 4."""

    reason: str
    severity: int


@dataclass(frozen=True, kw_only=True)
class Reported:
    """A text that was reported, as a coach sees it. `words` are its beginning, and `seen` how many have opened it.

    `author` is `None` for what an anonymous asker wrote on their question, for imported texts, and for people about
    whom this coach doesn't decide.
    """

    id: Text
    kind: TextKind
    post: PostId
    post_kind: PostKind
    title: str
    words: str
    community: CommunityTag | None
    author: Author | None
    seen: int
    told: tuple[Told, ...]

    @property
    def severity(self) -> float:
        """That of the gravest reason, from 0 to 4."""
        return gravest(self.told)

    @property
    def likely(self) -> float:
        """How likely at least one reporter is right."""
        return likely(self.told)

    @property
    def since(self) -> datetime:
        return min(one.at for one in self.told)

    def urgency(self, now: datetime) -> float:
        """How soon to look at it. See graph/reporting/urgency.py."""
        return urgency(severity=self.severity, likely=self.likely, since=self.since, seen=self.seen, now=now)


def likely(told: Sequence[Said]) -> float:
    """Return how likely at least one of these reporters is right."""
    return 1 - prod(1 - one.accuracy for one in told)


def gravest(told: tuple[Told, ...]) -> float:
    """Return the severity of the gravest reason, from 0 to 4."""
    return max(one.severity for one in told)


def report(id: Text, draft: ReportDraft, *, by: Viewer) -> ReportId:
    """Report a text. A second time changes nothing: a decision stands.

    Raises `Invalid` if the reason isn't offered, `NotFound` for what the viewer may not see, and `Conflict` for their
    own text.
    """
    reason, now = report_reasons.chosen(draft.reason), clock.now()
    rows = write(
        FIND
        + "WHERE {{post is open}} WITH thing, post, kind, "
        + WRITERS
        + """
        MATCH (me:Person {id: $by})
        WITH thing, post, kind, me, me.id IN writers AND NOT {{me is the anonymous asker}} AS is_own
        FOREACH (_ IN CASE WHEN is_own THEN [] ELSE [1] END |
            MERGE (report:Report {key: $by + ' ' + $id})
            ON CREATE SET report.id = $report, report.about = $id, report.of = kind, report.post = post.id,
                          report.reason = $reason, report.severity = $severity, report.words = $words,
                          report.state = 'open', report.at = datetime($now), report.open_key = $key
            MERGE (me)-[:REPORTED]->(report))
        WITH is_own, me
        OPTIONAL MATCH (me)-[:REPORTED]->(mine:Report {key: $by + ' ' + $id})
        RETURN is_own, mine.id AS id
        """,
        id=id,
        by=by.id,
        audiences=by.audiences,
        report=new_id(),
        reason=reason.id,
        severity=reason.severity,
        words=draft.words.strip(),
        now=now.isoformat(),
        key=clock.key(now),
    )
    row = only(rows, otherwise=NOT_HERE)
    if row["is_own"]:
        raise OWN
    return ReportId(row["id"])


def waiting(*, viewer: Viewer) -> tuple[Reported, ...]:
    """Return the reported texts that this coach or admin can decide about, the most urgent first, at most 1,000.

    Raises `Forbidden` for everyone else.
    """
    coaches.refuse_others(viewer)
    now = clock.now()
    found = read_as(
        Reported,
        """
        // People and, for words that must not circulate, the word: it is right or wrong like a person.
        MATCH (report:Report)<-[:REPORTED]-(reporter)
        WHERE report.open_key > 0
        // Once for each reporter, not for each report.
        WITH reporter, collect(report) AS reports
        WITH reports, {{reporter is upheld}} AS upheld, {{reporter is declined}} AS declined
        UNWIND reports AS report
        WITH report.about AS id, min(report.of) AS kind, collect({reason: report.reason, severity: report.severity,
             words: report.words, at: report.at.epochMillis, upheld: upheld, declined: declined}) AS told
        OPTIONAL MATCH (direct:Post {id: id})
        OPTIONAL MATCH (answer:Answer {id: id})-[:ANSWERS]->(answered:Post)
        OPTIONAL MATCH (comment:Comment {id: id})-[:ON]->(remarked)
        OPTIONAL MATCH (remarked)-[:ANSWERS|LEFT_IN]->(above:Post)
        WITH kind, told, coalesce(direct, answer, comment) AS thing, coalesce(direct, answered, above, remarked) AS post
        MATCH (me:Person {id: $viewer})
        WITH kind, told, thing, post, me, {{post is placed}} AS community, {{me is leading}} AS led
        // Nearly all are in communities that they coach: for those, the whole rule needn't be looked at.
        WHERE {{post is open}} AND (community.id IN led OR {{post is overseen by the viewer}})
          AND (NOT EXISTS { (thing)<-[:ASKED|POSTED|GAVE|MADE]-(writer:Person) WHERE writer.id = me.id }
               OR {{me is the anonymous asker}})
        RETURN thing.id AS id, kind AS kind, post.id AS post, post.kind AS post_kind, post.title AS title,
               substring(coalesce(thing.body, ''), 0, 300) AS words,
               community AS community, coalesce(post.views, 0) AS seen, told AS told,
               [(thing)<-[:ASKED|POSTED|GAVE|MADE]-(author:Person)
                   WHERE NOT {{author is the anonymous asker}} AND {{author is within reach}}
                   | {{author is named}}][0] AS author
        """,
        viewer=viewer.id,
        audiences=viewer.audiences,
        now=now.isoformat(),
    )
    return tuple(sorted(found, key=lambda one: (-one.urgency(now), one.id))[:SHOWN])


def decline(id: Text, *, by: Viewer) -> tuple[ReportId, ...]:
    """Leave a text that was reported, and return the reports. The audit log records it.

    If another coach was faster, nothing is returned. Raises `NotFound` for everyone who can't decide on it.
    """
    now = clock.now()
    rows = write(
        FIND
        + "WHERE {{post is open}} AND {{post is overseen by the viewer}} WITH thing, post, "
        + WRITERS
        + """
        MATCH (me:Person {id: $viewer})
        WHERE NOT me.id IN writers OR {{me is the anonymous asker}}
        // Writing before looking takes the lock: two coaches decide once.
        SET post.reports_key = $key
        WITH post, me, [(post)-[:IN]->(community:Community) | community] AS places,
             COLLECT { MATCH (report:Report {about: $id}) WHERE report.state = 'open' RETURN report } AS reports
        FOREACH (report IN reports |
            SET report.state = 'declined', report.decided_key = $key, report.decided_by = $viewer
            REMOVE report.open_key)
        FOREACH (_ IN CASE size(reports) WHEN 0 THEN [] ELSE [1] END |
            CREATE (me)-[:DID]->(entry:AuditEntry {id: $entry, act: 'declined_report', at_key: $key})
            SET entry.at = datetime($now)
            FOREACH (place IN places | CREATE (entry)-[:RECORDS]->(place)))
        RETURN [report IN reports | report.id] AS reports
        """,
        id=id,
        viewer=by.id,
        audiences=by.audiences,
        entry=new_id(),
        now=now.isoformat(),
        key=clock.key(now),
    )
    return tuple(ReportId(one) for one in only(rows, otherwise=NOT_OPEN)["reports"])


def uphold(act: WithdrawalId) -> tuple[ReportId, ...]:
    """Close the reports of a text that was withdrawn: its reporters were right. Return them; twice returns none."""
    rows = write(
        """
        MATCH (act:Withdrawal {id: $act})
        MATCH (report:Report {about: act.of})
        WHERE report.state = 'open'
        SET report.state = 'upheld', report.decided_key = $key
        REMOVE report.open_key
        RETURN report.id AS id
        """,
        act=act,
        key=clock.key(clock.now()),
    )
    return tuple(ReportId(row["id"]) for row in rows)


def overturn(id: Text) -> tuple[ReportId, ...]:
    """Decline the reports of a text that is back after an appeal, and return them. Twice returns none."""
    rows = write(
        """
        MATCH (report:Report {about: $id})
        WHERE report.state = 'upheld'
        SET report.state = 'declined', report.decided_key = $key
        RETURN report.id AS id
        """,
        id=id,
        key=clock.key(clock.now()),
    )
    return tuple(ReportId(row["id"]) for row in rows)


def uphold_all_gone() -> tuple[ReportId, ...]:
    """Close the reports of all texts that are gone, in case that was missed when they were withdrawn."""
    rows = write(
        """
        MATCH (report:Report)
        WHERE report.open_key > 0
          AND NOT EXISTS { MATCH (act:Withdrawal {of: report.about}) WHERE act.is_hidden }
          AND NOT EXISTS { (:Post {id: report.about}) }
          AND NOT EXISTS { (:Answer {id: report.about}) }
          AND NOT EXISTS { (:Comment {id: report.about}) }
        SET report.state = 'upheld', report.decided_key = $key
        REMOVE report.open_key
        RETURN report.id AS id
        """,
        key=clock.key(clock.now()),
    )
    return tuple(ReportId(row["id"]) for row in rows)
