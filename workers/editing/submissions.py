"""Forgets which forms were sent. After two days, nobody sends the same form again."""

from graph.editing import submissions
from workers.app import task


@task
def tidy() -> None:
    """Forget old submissions."""
    submissions.forget_old()
