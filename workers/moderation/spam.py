"""Learns from what coaches withdrew as spam and from what stayed, and looks at answers and comments afterwards.

It does so only where the site uses it. Posts are looked at before they are published: webapp/approvals/holding.py.
"""

from graph import clock, sweeps
from graph.driver import settings
from graph.ids import PostId
from graph.reporting import spam_reports
from graph.sensitive import found
from graph.spam import learning, published, suspicions
from workers import records
from workers.app import task


@task
def sweep() -> None:
    """Look at the answers and comments on posts that changed."""
    if suspicions.current() is None:
        return
    with sweeps.since_last("spam") as since:
        for ids, _until in found.changed(since=max(since, clock.now() - published.LOOKED_AT_FOR)):
            records.each("texts that may be spam", ids, look, kind=str)


def look(id: str) -> None:
    """Report an answer or a comment that looks like spam. Twice changes nothing."""
    if suspicion := published.suspicion(id):
        spam_reports.report(PostId(id), suspicion)


@task
def tidy() -> None:
    """Learn anew, once a day."""
    if settings().spam_check:
        learning.learn()
