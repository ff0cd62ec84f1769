"""Meetings as files for calendars: iCalendar, RFC 5545. A later file with a higher number replaces an earlier one.

Pages let people download them, and letters carry them, as RFC 6047 says.
"""

# The icalendar package leaves the types of values open.
# pyright: reportUnknownMemberType=false

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from icalendar import Alarm, Calendar, Event, vCalAddress, vText

from graph import clock
from graph.circles.meetings import Invitation as CircleInvitation
from graph.mentorships.sessions import Invitation, Invited
from graph.office_hours.bookings import Booking

ALARM = timedelta(minutes=-15)
STATUS = {"proposed": "TENTATIVE", "agreed": "CONFIRMED", "cancelled": "CANCELLED"}


@dataclass(frozen=True, kw_only=True)
class Attendee:
    """Someone who meets."""

    email: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Appointment:
    """What a calendar shows. It knows an appointment by `id`, and `state` is proposed, agreed or cancelled.

    `page` is the address at which people can change it.
    """

    id: str
    sequence: int
    state: str
    starts_at: datetime
    ends_at: datetime
    title: str
    page: str
    link: str = ""
    attendees: tuple[Attendee, ...] = ()


def of_session(invitation: Invitation, *, title: str, page: str) -> Appointment:
    """Return a session of a mentorship as an appointment."""
    session = invitation.session
    return Appointment(
        id=session.id,
        sequence=session.sequence,
        state=session.state,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        title=title,
        page=page,
        link=invitation.link,
        attendees=tuple(Attendee(email=one.email, name=one.person.name) for one in invitation.people),
    )


def of_booking(booking: Booking, people: Sequence[Invited], *, title: str, page: str) -> Appointment:
    """Return a slot in office hours as an appointment."""
    return Appointment(
        id=booking.id,
        sequence=booking.sequence,
        state="agreed" if booking.state == "booked" else "cancelled",
        starts_at=booking.starts_at,
        ends_at=booking.ends_at,
        title=title,
        page=page,
        link=booking.link,
        attendees=tuple(Attendee(email=one.email, name=one.person.name) for one in people),
    )


def of_meeting(invitation: CircleInvitation, *, page: str) -> Appointment:
    """Return a meeting of a circle as an appointment that names nobody, because calendars may be open to others."""
    meeting = invitation.meeting
    return Appointment(
        id=meeting.id,
        sequence=meeting.sequence,
        state=meeting.state,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        title=invitation.title,
        page=page,
        link=invitation.link,
    )


def file(appointment: Appointment, *, sender: str = "") -> bytes:
    """Return the file of an appointment. With `sender`, the address of the site, mail programs take it by themselves.

    Times are in UTC, which every calendar shows in its owner's own time, also after clocks change.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Guildhall//Mentoring//EN")
    calendar.add("version", "2.0")
    calendar.add("method", method(appointment, is_mailed=bool(sender)))
    event = _event(appointment)
    if sender:
        event.add("organizer", f"mailto:{sender}")
    if appointment.state == "agreed":
        event.add_component(_alarm(appointment))
    calendar.add_component(event)
    return calendar.to_ical()


def method(appointment: Appointment, *, is_mailed: bool) -> str:
    """Return what a calendar is to do: take the file that someone opened, take what was mailed, or cancel."""
    if appointment.state == "cancelled":
        return "CANCEL"
    return "REQUEST" if is_mailed else "PUBLISH"


def _event(appointment: Appointment) -> Event:
    event = Event()
    event.add("uid", f"{appointment.id}@guildhall")
    event.add("sequence", appointment.sequence)
    event.add("dtstamp", clock.now())
    event.add("dtstart", appointment.starts_at)
    event.add("dtend", appointment.ends_at)
    event.add("status", STATUS[appointment.state])
    event.add("summary", appointment.title)
    event.add("description", appointment.page)
    event.add("url", appointment.page)
    if appointment.link:
        event.add("location", appointment.link)
    for one in appointment.attendees:
        event.add("attendee", _attendee(one), encode=False)
    return event


def _attendee(one: Attendee) -> vCalAddress:
    found = vCalAddress(f"mailto:{one.email}")
    found.params["CN"] = vText(one.name)
    # Both have agreed on the page already, so calendars needn't ask them again.
    found.params["PARTSTAT"] = vText("ACCEPTED")
    found.params["RSVP"] = vText("FALSE")
    return found


def _alarm(appointment: Appointment) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", appointment.title)
    alarm.add("trigger", ALARM)
    return alarm
