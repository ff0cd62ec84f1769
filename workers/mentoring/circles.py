"""Ends circles whose time is over, frees places, and reminds people of meetings."""

from graph.circles import circles, meetings, members
from graph.ids import CircleId
from workers import logs, records
from workers.app import task
from workers.notifications import notifications

log = logs.named(__name__)


@task
def settle(id: CircleId) -> None:
    """Give an ownerless learning group an owner and free places to those who wait, and tell them."""
    members.settle(id)
    notifications.note_circle(id)


@task
def sweep() -> None:
    """Catch up on circles that are over, on places that got free, and on reminders."""
    closed, unsettled, reminded = circles.close(), members.unsettled(), meetings.remind()
    records.each("places in circles", unsettled, settle, kind=CircleId)
    records.each("circles", (*closed, *reminded), notifications.note_circle, kind=CircleId)
    logs.swept(log, closed=len(closed), settled=len(unsettled), reminded=len(reminded))
