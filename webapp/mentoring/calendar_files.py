"""Sessions and bookings as files for calendars, to download. workers/feed/calendar_files.py writes them."""

from collections.abc import Sequence

from graph.mentorships.sessions import Invitation, Invited
from graph.office_hours.bookings import Booking
from webapp.shell.translations import translated as _
from workers.feed import calendar_files


def of(invitation: Invitation, *, page: str) -> bytes:
    """Return the file of a session. `page` is the address of its mentorship."""
    title = _("Mentoring: {skill}").format(skill=invitation.skill)
    return calendar_files.file(calendar_files.of_session(invitation, title=title, page=page))


def of_booking(booking: Booking, people: Sequence[Invited], *, page: str) -> bytes:
    """Return the file of a booking in office hours. `page` is the address at which either of the two can cancel it."""
    title = _("Office hours with {name}").format(name=booking.other.name)
    return calendar_files.file(calendar_files.of_booking(booking, people, title=title, page=page))
