"""Forgets which forms were sent: after two days nobody sends one twice."""

from graph.editing import submissions
from workers.app import task


@task
def tidy() -> None:
    """Forget what is old."""
    submissions.forget_old()
