"""Forgets the sessions that have run out."""

from graph.people import accounts
from workers.app import task


@task
def tidy() -> None:
    """Remove what nobody can use any more."""
    accounts.forget_expired_sessions()
