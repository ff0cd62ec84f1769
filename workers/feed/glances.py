"""Forgets who has seen what."""

from graph.feed import glances
from workers.app import task


@task
def sweep() -> None:
    """Forget what former days needed in order to count everybody once."""
    glances.forget()
