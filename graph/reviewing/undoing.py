"""Taking back what a coach has just decided in the review queue, for ten minutes.

A text that was withdrawn has its own undo (graph/withdrawal/restoration.py), and so has a question that was closed as a
duplicate (graph/editing/duplicates.py).
"""

from graph import clock
from graph.driver import only, write
from graph.errors import NotFound
from graph.ids import PersonId, ReportId, new_id
from graph.reporting.reports import Text
from graph.viewers import Viewer
from graph.withdrawal.rules import FIND
from graph.withdrawal.withdrawals import UNDO_WITHIN

TOO_LATE = NotFound("This can't be undone any more. You can undo what you decided for ten minutes.")


def report_again(id: Text, *, by: Viewer) -> tuple[ReportId, ...]:
    """Open the reports of a text again that this coach has just left, and return them. The audit log records it.

    What their reporters were told disappears. Raises `NotFound` for everyone else, after ten minutes and twice.
    """
    now = clock.now()
    rows = write(
        FIND
        + """
        WHERE {{post is open}} AND {{post is overseen by the viewer}}
        WITH post
        MATCH (me:Person {id: $viewer})
        // Writing before looking takes the lock.
        SET post.reports_key = $key
        WITH post, me, [(post)-[:IN]->(community:Community) | community] AS places, COLLECT {
                 MATCH (report:Report {about: $id})
                 WHERE report.state = 'declined' AND report.decided_by = $viewer AND report.decided_key >= $since
                 RETURN report
             } AS reports
        WHERE size(reports) > 0
        FOREACH (report IN reports |
            SET report.state = 'open', report.open_key = $key
            REMOVE report.decided_key, report.decided_by)
        CREATE (me)-[:DID]->(entry:AuditEntry {id: $entry, act: 'reopened_report', at_key: $key})
        SET entry.at = datetime($now)
        FOREACH (place IN places | CREATE (entry)-[:RECORDS]->(place))
        RETURN [report IN reports | report.id] AS reports
        """,
        id=id,
        viewer=by.id,
        audiences=by.audiences,
        since=clock.key(now - UNDO_WITHIN),
        entry=new_id(),
        now=now.isoformat(),
        key=clock.key(now),
    )
    return tuple(ReportId(one) for one in only(rows, otherwise=TOO_LATE)["reports"])


def look_again(id: str, *, by: Viewer) -> None:
    """Let what was found in a text wait again that this coach left in the last ten minutes. The audit log records it.

    Raises `NotFound` for everyone else, after ten minutes and twice.
    """
    now = clock.now()
    rows = write(
        FIND
        + """
        WHERE {{post is open}} AND {{post is overseen by the viewer}}
        WITH post
        MATCH (me:Person {id: $viewer})
        MATCH (found:SecretFinding {about: $id})
        // Writing before looking takes the lock.
        SET found.lock = $entry
        WITH post, me, found, [(post)-[:IN]->(community:Community) | community] AS places
        WHERE found.allowed_by = $viewer AND found.allowed_key >= $since
        SET found.allowed = found.allowed_before, found.open_key = $key
        REMOVE found.allowed_before, found.allowed_by, found.allowed_key
        CREATE (me)-[:DID]->(entry:AuditEntry {id: $entry, act: 'reopened_secret', at_key: $key})
        SET entry.at = datetime($now)
        FOREACH (place IN places | CREATE (entry)-[:RECORDS]->(place))
        RETURN found.about AS id
        """,
        id=id,
        viewer=by.id,
        audiences=by.audiences,
        since=clock.key(now - UNDO_WITHIN),
        entry=new_id(),
        now=now.isoformat(),
        key=clock.key(now),
    )
    only(rows, otherwise=TOO_LATE)


def ask_again(slug: str, person: PersonId, *, by: Viewer) -> None:
    """Let a request to join wait again that was declined in the last ten minutes. What they were told disappears.

    Raises `NotFound` for everyone but the community's coaches, after ten minutes and twice.
    """
    now = clock.now()
    rows = write(
        """
        MATCH (me:Person {id: $by})-[coaching:MEMBER_OF]->(community:Community {slug: $slug})
        WHERE coaching.is_coach
        MATCH (community)-[refusal:REFUSED]->(person:Person)
        WHERE person.id = $person AND refusal.at > datetime($since)
          AND NOT EXISTS { (person)-[:MEMBER_OF]->(same:Community) WHERE same.id = community.id }
        MERGE (person)-[request:REQUESTED]->(community)
            ON CREATE SET request.at = refusal.at, request.words = coalesce(refusal.words, '')
        SET community.membership_key = $key
        DELETE refusal
        RETURN community.id AS id
        """,
        slug=slug,
        person=person,
        by=by.id,
        since=(now - UNDO_WITHIN).isoformat(),
        key=clock.key(now),
    )
    only(rows, otherwise=TOO_LATE)
