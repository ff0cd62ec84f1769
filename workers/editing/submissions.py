"""Deletes the records of forms that were sent. After two days, nobody sends the same form again."""

from graph.editing import submissions
from workers.app import task


@task
def tidy() -> None:
    """Delete the records of old submissions."""
    submissions.forget_old()
