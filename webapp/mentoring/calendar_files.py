"""Sessions as files for calendars: iCalendar, RFC 5545. A later file with a higher number replaces an earlier one."""

# The icalendar package leaves the types of values open.
# pyright: reportUnknownMemberType=false

from datetime import timedelta

from icalendar import Alarm, Calendar, Event, vCalAddress, vText

from graph import clock
from graph.mentorships.sessions import Invitation, SessionState
from webapp.shell.translations import translated as _

ALARM = timedelta(minutes=-15)
STATUS: dict[SessionState, str] = {"proposed": "TENTATIVE", "agreed": "CONFIRMED", "cancelled": "CANCELLED"}


def of(invitation: Invitation, *, page: str) -> bytes:
    """Return the file of a session. `page` is the address of its mentorship.

    Times are in UTC, which every calendar shows in its owner's own time, also after clocks change.
    """
    session, calendar, event = invitation.session, Calendar(), Event()
    calendar.add("prodid", "-//Guildhall//Mentoring//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if session.state == "cancelled" else "PUBLISH")
    event.add("uid", f"{session.id}@guildhall")
    event.add("sequence", session.sequence)
    event.add("dtstamp", clock.now())
    event.add("dtstart", session.starts_at)
    event.add("dtend", session.ends_at)
    event.add("status", STATUS[session.state])
    event.add("summary", _("Mentoring: {skill}").format(skill=invitation.skill))
    event.add("description", page)
    event.add("url", page)
    if invitation.link:
        event.add("location", invitation.link)
    for one in invitation.people:
        event.add("attendee", _attendee(one.email, one.person.name), encode=False)
    if session.state == "agreed":
        event.add_component(_alarm(event))
    calendar.add_component(event)
    return calendar.to_ical()


def _attendee(email: str, name: str) -> vCalAddress:
    found = vCalAddress(f"mailto:{email}")
    found.params["CN"] = vText(name)
    return found


def _alarm(event: Event) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", str(event["summary"]))
    alarm.add("trigger", ALARM)
    return alarm
