"""Reports by the site itself, of texts with a word that must not circulate.

The word is the reporter. Coaches see how often its reports were right, as they do of people, so that a word that is
mostly harmless sinks in their queue. It never hides a text: only people do, see hidden_texts.py.
"""

from collections.abc import Sequence

from graph import clock
from graph.driver import write
from graph.ids import WordId, new_id
from graph.reporting import report_reasons
from graph.reporting.reports import Text
from graph.withdrawal.rules import FIND


def report(id: Text, words: Sequence[WordId]) -> None:
    """Report a text because of these words. Twice changes nothing: a decision stands. Nothing happens if it is gone."""
    reason, now = report_reasons.get(report_reasons.WORD), clock.now()
    write(
        FIND
        + """
        WHERE thing IS NOT NULL
        WITH thing, post, kind
        UNWIND $words AS one
        MATCH (word:SensitiveWord {id: one.word})
        MERGE (report:Report {key: one.word + ' ' + $id})
        ON CREATE SET report.id = one.report, report.about = $id, report.of = kind, report.post = post.id,
                      report.reason = $reason, report.severity = $severity, report.words = word.text,
                      report.state = 'open', report.at = datetime($now), report.open_key = $key
        MERGE (word)-[:REPORTED]->(report)
        """,
        id=id,
        words=[{"word": one, "report": new_id()} for one in words],
        reason=reason.id,
        severity=reason.severity,
        now=now.isoformat(),
        key=clock.key(now),
    )
