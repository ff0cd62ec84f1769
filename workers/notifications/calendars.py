"""What a letter about mentoring brings into the calendar: sessions, slots and meetings, and that they are cancelled."""

from collections.abc import Iterable

from graph import viewers
from graph.circles import meetings
from graph.circles.meetings import Invitation as CircleInvitation
from graph.ids import BookingId, CircleId, MentorshipId, PersonId
from graph.mentorships import sessions
from graph.mentorships.sessions import Invitation
from graph.notifications.inbox import Line
from graph.office_hours import bookings
from graph.viewers import Viewer
from workers.feed import calendar_files, mail
from workers.feed.calendar_files import Appointment
from workers.feed.mail import CalendarFile
from workers.translations import Language
from workers.translations import marked as _

# After these, a session may be in the calendar no longer, or at another time.
TELLING = {"agreed", "proposed", "cancelled", "ended"}
# After these, a slot in office hours is to be in the calendar, or no longer.
TELLING_OF_SLOTS = {"booked", "near", "freed"}
# After these, meetings of a circle are.
TELLING_OF_MEETINGS = {"circle_added", "circle_moved", "circle_cancelled"}


def of(
    lines: Iterable[Line], *, person: PersonId, language: Language, settings: mail.Settings
) -> tuple[CalendarFile, ...]:
    """Return a file for each session to come, and each slot, that these lines may be about, as it is now."""
    told = [line for line in lines if line.kind == "mentoring"]
    if not told:
        return ()
    viewer = viewers.get(person)
    pairs = sorted({MentorshipId(line.thing) for line in told if line.what in TELLING})
    slots = sorted({BookingId(line.thing) for line in told if line.what in TELLING_OF_SLOTS})
    circles = sorted({CircleId(line.thing) for line in told if line.what in TELLING_OF_MEETINGS})
    found = (
        *(_meeting(one, settings) for id in circles for one in meetings.changed(id, viewer=viewer)),
        *(_session(one, language, settings) for id in pairs for one in sessions.in_calendars(id, viewer=viewer)),
        *(_slot(id, viewer, language, settings) for id in slots),
    )
    return tuple(_file(one, settings.sender) for one in found)


def _meeting(one: CircleInvitation, settings: mail.Settings) -> Appointment:
    return calendar_files.of_meeting(one, page=f"{settings.address}/circles/{one.circle}")


def _session(one: Invitation, language: Language, settings: mail.Settings) -> Appointment:
    title = language.of(_("Mentoring: {skill}"), skill=one.skill)
    return calendar_files.of_session(one, title=title, page=f"{settings.address}/mentorships/{one.mentorship}")


def _slot(id: BookingId, viewer: Viewer, language: Language, settings: mail.Settings) -> Appointment:
    one, people = bookings.get(id, viewer=viewer), bookings.invited(id, viewer=viewer)
    title = language.of(_("Office hours with {name}"), name=one.other.name)
    return calendar_files.of_booking(one, people, title=title, page=f"{settings.address}/mentoring")


def _file(appointment: Appointment, sender: str) -> CalendarFile:
    return CalendarFile(
        method=calendar_files.method(appointment, is_mailed=True),
        text=calendar_files.file(appointment, sender=sender).decode(),
    )
