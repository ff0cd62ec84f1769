"""Weighs how far people are trusted."""

from graph.conduct import trust
from workers.app import task


@task
def tidy() -> None:
    """Weigh what others did because someone helped. Once a day is enough: nothing waits for it."""
    trust.weigh()
