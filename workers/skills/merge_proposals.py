"""Finds skills that may mean the same, for the review queue."""

from graph.merging import merge_proposals
from workers import logs
from workers.app import task

log = logs.named(__name__)


@task
def sweep() -> None:
    """Find them anew. What was proposed before and is found again has waited since then."""
    logs.swept(log, proposed=merge_proposals.gather())
