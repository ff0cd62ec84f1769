"""Tells people what happened on a post, and has what can't wait mailed to them."""

from graph import sweeps
from graph.ids import PostId
from graph.notifications import concerns, notifications
from workers import records
from workers.app import task
from workers.notifications import letters


@task
def note(id: str) -> None:
    """Tell people what happened on the post of a text. Nobody is told twice."""
    for person in notifications.note(id):
        letters.mail_to.apply_async((person,), retry=False)


@task
def sweep() -> None:
    """Tell people what was missed because a message was lost."""
    with sweeps.since_last("notifications") as since:
        posts = concerns.changed_posts(since=max(since, notifications.horizon()))
        records.each("notifications", posts, notifications.note, kind=PostId)


@task
def tidy() -> None:
    """Remove what was read long ago."""
    notifications.tidy()
