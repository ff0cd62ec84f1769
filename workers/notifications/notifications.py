"""Tells people what happened on a post, and mails at once what can't wait."""

from graph import sweeps
from graph.ids import PostId
from graph.notifications import concerns, notifications
from workers import records
from workers.app import task
from workers.notifications import letters


@task
def note(id: str) -> None:
    """Tell people what happened on the post of a text. Twice tells nobody twice."""
    letters.send(notifications.note(id))


@task
def sweep() -> None:
    """Tell people what was missed because a message was lost, and send the letters that are due."""
    with sweeps.since_last("notifications") as since:
        posts = concerns.changed_posts(since=max(since, notifications.horizon()))
        records.each("notifications", posts, notifications.note, kind=PostId)
    letters.send_due()


@task
def tidy() -> None:
    """Remove what was read long ago."""
    notifications.tidy()
