"""Looking after reports of mentorships: the coaches to whom one goes read it, and close it with a note.

graph/mentorships/reports.py says to whom a report goes. People who stop coaching can no longer read it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import LiteralString

from graph import clock
from graph.cards import Author
from graph.communities import coaches
from graph.driver import only
from graph.errors import Conflict, NotFound
from graph.ids import MentoringReportId, new_id
from graph.mentorships import reports
from graph.mentorships.mentorships import Role
from graph.mentorships.reports import ReportState
from graph.rows import read_as, write_as
from graph.viewers import Viewer

# Reports are listed until so long after they were closed.
LISTED = timedelta(days=180)

NOT_FOR_YOU = NotFound("This report doesn't exist, or it wasn't sent to you.")
CLOSED = Conflict("Another coach has closed this report already.")

# Of a `report`, the people who can read it: `readers`, unless there are none. Then the admins can who aren't in
# `left_out`.
READERS: LiteralString = """
    MATCH (report)<-[:REPORTED]-(reporter:Person)
    MATCH (report)-[:OF]->(mentorship:Mentorship)
    WITH report, reporter, mentorship,
         [(mentorship)<-[:MENTORS_IN|LEARNS_IN]-(inside:Person) | inside.id]
         + [(reporter)-[:REPORTS_TO*1..30]->(superior:Person) | superior.id] AS left_out
    WITH report, reporter, mentorship, left_out,
         [(report)-[:GOES_TO]->(:Community)<-[coaching:MEMBER_OF]-(coach:Person)
             WHERE coaching.is_coach AND coach.state = 'active' AND NOT coach.id IN left_out | coach.id] AS readers
"""


@dataclass(frozen=True, kw_only=True)
class Told:
    """A report that the viewer looks after. `role` is that of the reporter in the mentorship with `others`."""

    id: MentoringReportId
    reporter: Author
    role: Role
    others: tuple[Author, ...]
    text: str
    state: ReportState
    sent_at: datetime
    seen_at: datetime | None
    closed_at: datetime | None
    note: str


@dataclass(frozen=True, kw_only=True)
class _State:
    state: ReportState


def listed(*, viewer: Viewer) -> tuple[Told, ...]:
    """Return the reports that the viewer looks after: open ones first, the oldest of them in front.

    Raises `Forbidden` for people who neither coach a community nor run the site.
    """
    coaches.refuse_others(viewer)
    found = read_as(
        Told,
        "MATCH (report:MentoringReport) WHERE report.sent_key > 0"
        + READERS
        + """
        MATCH (me:Person {id: $viewer})
        WHERE me.id IN readers OR (size(readers) = 0 AND {{me is an active admin}} AND NOT me.id IN left_out)
        WITH report, reporter, mentorship
        WHERE report.state <> 'closed' OR report.closed_at > datetime($since)
        RETURN report.id AS id,
               {{reporter is named}} AS reporter,
               CASE WHEN EXISTS {
                   MATCH (reporter)-[:MENTORS_IN]->(same:Mentorship)
                   WHERE same.id = mentorship.id
               } THEN 'mentor' ELSE 'learner' END AS role,
               [(mentorship)<-[:MENTORS_IN|LEARNS_IN]-(other:Person) WHERE other.id <> reporter.id
                   | {{other is named}}] AS others,
               report.text AS text,
               report.state AS state,
               report.sent_at AS sent_at,
               report.seen_at AS seen_at,
               report.closed_at AS closed_at,
               coalesce(report.note, '') AS note
        ORDER BY sent_at
        """,
        viewer=viewer.id,
        since=(clock.now() - LISTED).isoformat(),
    )
    return tuple(sorted(found, key=lambda one: one.state == "closed"))


def see(id: MentoringReportId, *, by: Viewer) -> None:
    """Let the reporter know that a coach has read it. Twice changes nothing.

    Raises `NotFound` for everyone who doesn't look after this report. The audit log keeps that they saw one.
    """
    _handle(id, "seen", "", by)


def close(id: MentoringReportId, note: str, *, by: Viewer) -> None:
    """Close a report with a note to the reporter. The same note twice changes nothing.

    Raises `NotFound` as `see` does, `Invalid` for a note that is empty or too long, and `Conflict` if it was closed
    with another note.
    """
    reports.refuse_text(note, f"note-{id}")
    if _handle(id, "closed", note.strip(), by) == "closed":
        stored = {one.id: one.note for one in listed(viewer=by)}
        if stored[id] != note.strip():
            raise CLOSED


def _handle(id: MentoringReportId, state: ReportState, note: str, by: Viewer) -> ReportState:
    """Set the state of a report, and return the one before. A closed report stays as it is."""
    now = clock.now()
    rows = write_as(
        _State,
        "MATCH (report:MentoringReport {id: $id})"
        + READERS
        + """
        MATCH (me:Person {id: $by})
        WHERE me.id IN readers OR (size(readers) = 0 AND {{me is an active admin}} AND NOT me.id IN left_out)
        // Writing before looking takes the lock, so that of two coaches one closes it.
        SET report.handled_key = $key
        WITH me, report, report.state AS before
        FOREACH (_ IN CASE WHEN before = 'closed' OR before = $state THEN [] ELSE [1] END |
            SET report.state = $state, report.changed_key = $key,
                report.seen_at = coalesce(report.seen_at, datetime($now)),
                report.closed_at = CASE $state WHEN 'closed' THEN datetime($now) END,
                report.note = $note
            CREATE (me)-[:DID]->(entry:AuditEntry {id: $entry, act: $act, at_key: $key})
            SET entry.at = datetime($now)
            CREATE (entry)-[:RECORDS]->(report))
        RETURN before AS state
        """,
        id=id,
        by=by.id,
        state=state,
        note=note,
        entry=new_id(),
        act=f"{state}_report",
        now=now.isoformat(),
        key=clock.key(now),
    )
    return only(rows, otherwise=NOT_FOR_YOU).state
