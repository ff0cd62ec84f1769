"""Tells people what happened on a post, and has what can't wait mailed to them."""

from graph import sweeps
from graph.ids import ExpertId, PostId, ThanksId
from graph.notifications import concerns, notifications, personal
from workers import records
from workers.app import task
from workers.notifications import letters


@task
def note(id: str) -> None:
    """Tell people what happened on the post of a text. Nobody is told twice."""
    for person in notifications.note(id):
        letters.mail_to.apply_async((person,), retry=False)


@task
def note_personal(id: ThanksId | ExpertId) -> None:
    """Tell someone what concerns them alone: thanks in words, or that they are to be an expert. Twice tells once."""
    for person in notifications.tell(personal.concern(id)):
        letters.mail_to.apply_async((person,), retry=False)


@task
def sweep() -> None:
    """Tell people what was missed because a message was lost."""
    with sweeps.since_last("notifications") as since:
        posts = concerns.changed_posts(since=max(since, notifications.horizon()))
        records.each("notifications", posts, notifications.note, kind=PostId)
        ids = personal.changed(since=since)
        records.each("personal notifications", ids, lambda id: notifications.tell(personal.concern(id)), kind=str)


@task
def tidy() -> None:
    """Remove what was read long ago."""
    notifications.tidy()
