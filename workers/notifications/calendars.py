"""What a letter about mentoring brings into the reader's calendar: sessions that were agreed, moved or cancelled."""

from collections.abc import Iterable

from graph import viewers
from graph.ids import MentorshipId, PersonId
from graph.mentorships import sessions
from graph.notifications.inbox import Line
from workers.feed import calendar_files, mail
from workers.feed.mail import CalendarFile
from workers.translations import Language
from workers.translations import marked as _

# After these, a session may be in the calendar no longer, or at another time.
TELLING = {"agreed", "proposed", "cancelled", "ended"}


def of(
    lines: Iterable[Line], *, person: PersonId, language: Language, settings: mail.Settings
) -> tuple[CalendarFile, ...]:
    """Return a file for each session to come that these lines may be about, as it is now. None for other lines."""
    told = {MentorshipId(line.thing) for line in lines if line.kind == "mentoring" and line.what in TELLING}
    found = (one for id in sorted(told) for one in sessions.in_calendars(id, viewer=viewers.get(person)))
    return tuple(
        _file(
            calendar_files.of_session(
                one,
                title=language.of(_("Mentoring: {skill}"), skill=one.skill),
                page=f"{settings.address}/mentorships/{one.mentorship}",
            ),
            settings.sender,
        )
        for one in found
    )


def _file(appointment: calendar_files.Appointment, sender: str) -> CalendarFile:
    return CalendarFile(
        method=calendar_files.method(appointment, is_mailed=True),
        text=calendar_files.file(appointment, sender=sender).decode(),
    )
