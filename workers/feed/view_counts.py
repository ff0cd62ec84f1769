"""Forgets who has seen what."""

from graph.feed import view_counts
from workers.app import task


@task
def sweep() -> None:
    """Forget what former days needed in order to count everybody once."""
    view_counts.forget()
