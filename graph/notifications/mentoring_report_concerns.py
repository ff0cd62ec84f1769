"""What concerns people about a report of a mentorship: coaches who can read it, and the reporter once it is closed."""

from datetime import datetime

from graph import clock
from graph.driver import read
from graph.ids import MentoringReportId
from graph.mentorships.report_coaching import READERS
from graph.notifications.concerns import Concern
from graph.rows import read_as


def on_report(id: MentoringReportId, *, since: datetime) -> tuple[Concern, ...]:
    """Return whom a report concerns: those who can read it from when it was sent, the reporter from when it was closed.

    The other person of the mentorship is never among them.
    """
    return read_as(
        Concern,
        "MATCH (report:MentoringReport {id: $id})"
        + READERS
        + """
        MATCH (person:Person)
        WHERE person.id IN readers OR person.id = reporter.id
           OR (size(readers) = 0 AND {{person is an admin}} AND NOT person.id IN left_out)
        WITH report, mentorship, person, person.id = reporter.id AS is_reporter
        WHERE person.state = 'active' AND person.password_hash IS NOT NULL
          AND CASE WHEN is_reporter THEN report.state = 'closed' AND report.changed_key > $since
                   ELSE report.state <> 'closed' AND report.sent_key > $since END
        RETURN 'mentoring' AS kind,
               CASE WHEN is_reporter THEN mentorship.id ELSE report.id END AS thing,
               null AS post,
               person.id AS person,
               CASE WHEN is_reporter THEN report.changed_key ELSE report.sent_key END / 1000 AS at,
               CASE WHEN is_reporter THEN 'report_closed' ELSE 'reported' END AS what
        """,
        id=id,
        since=clock.key(since),
    )


def changed_reports(*, since: datetime) -> tuple[MentoringReportId, ...]:
    """Return the reports that were sent, seen or closed since then."""
    rows = read(
        "MATCH (report:MentoringReport) WHERE report.changed_key >= $since RETURN report.id AS id",
        since=clock.key(since),
    )
    return tuple(MentoringReportId(row["id"]) for row in rows)
