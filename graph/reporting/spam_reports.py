"""Reports by the site itself, of answers and comments that look like what coaches withdrew as spam.

What the site has learnt is the reporter, and right or wrong like a person. It never hides a text.
"""

from graph import clock
from graph.driver import write
from graph.ids import new_id
from graph.reporting import report_reasons
from graph.reporting.reports import Text
from graph.spam.suspicions import Suspicion
from graph.withdrawal.rules import FIND

SPAM = "spam"


def report(id: Text, suspicion: Suspicion) -> None:
    """Report a text. Twice changes nothing: a decision stands. Nothing happens if it is gone."""
    reason, now = report_reasons.get(SPAM), clock.now()
    write(
        FIND
        + """
        WHERE thing IS NOT NULL
        MATCH (model:SpamModel {key: 'model'})
        MERGE (report:Report {key: 'spam ' + $id})
        ON CREATE SET report.id = $report, report.about = $id, report.of = kind, report.post = post.id,
                      report.reason = $reason, report.severity = $severity, report.words = $words,
                      report.state = 'open', report.at = datetime($now), report.open_key = $key
        MERGE (model)-[:REPORTED]->(report)
        """,
        id=id,
        report=new_id(),
        reason=reason.id,
        severity=reason.severity,
        words=", ".join(suspicion.words),
        now=now.isoformat(),
        key=clock.key(now),
    )
