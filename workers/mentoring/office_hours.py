"""Cancels bookings in office hours to which one of the two can't come, and reminds people of those that are near."""

from graph.ids import BookingId
from graph.office_hours import due
from workers import logs, records
from workers.app import task
from workers.notifications import notifications

log = logs.named(__name__)


@task
def sweep() -> None:
    """Cancel bookings whose mentor left, is away then or ended the hours, remind people, and tell them."""
    cancelled, reminded = due.release(), due.remind()
    records.each("bookings", (*cancelled, *reminded), notifications.note_booking, kind=BookingId)
    logs.swept(log, cancelled=len(cancelled), reminded=len(reminded))
