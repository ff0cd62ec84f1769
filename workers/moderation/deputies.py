"""Calls in deputies where no coach looks, and lets them go."""

from graph.reviewing import deputies
from workers import logs
from workers.app import task

log = logs.named(__name__)


@task
def sweep() -> None:
    """Look where something waits for a day, or all coaches are away. The sweep of notifications tells who is called."""
    logs.swept(log, called=deputies.call_in(deputies.overdue()))
