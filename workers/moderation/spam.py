"""Learns once a day from what coaches withdrew as spam and from what stayed, where the site uses that."""

from graph.driver import settings
from graph.spam import learning
from workers.app import task


@task
def tidy() -> None:
    """Make the model anew."""
    if settings().spam_check:
        learning.learn()
