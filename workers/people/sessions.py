"""Deletes expired sessions."""

from graph.people import accounts
from workers.app import task


@task
def tidy() -> None:
    """Delete the sessions that have expired."""
    accounts.forget_expired_sessions()
