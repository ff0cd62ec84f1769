"""Forgets who has seen what."""

from graph.feed import view_counts
from workers.app import task


@task
def sweep() -> None:
    """Forget the records that past days needed to count each person once."""
    view_counts.forget()
