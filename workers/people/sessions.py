"""Forgets the sessions that have run out."""

from graph.people import accounts
from workers.app import task


@task
def tidy() -> None:
    """Remove expired sessions."""
    accounts.forget_expired_sessions()
