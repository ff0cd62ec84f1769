"""Deletes what counting views needed on past days."""

from graph.feed import view_counts
from workers.app import task


@task
def sweep() -> None:
    """Delete the hashes of past days, by which each person was counted once a day."""
    view_counts.forget()
