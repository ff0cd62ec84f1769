"""Letters about sessions carry files that calendars take by themselves: invited, moved, cancelled."""

from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage

import pytest
from icalendar import Calendar

from graph import clock
from graph.circles import meetings
from graph.ids import MentorshipId
from graph.mentorships import mentorships, sessions
from graph.notifications import notifications
from graph.office_hours import bookings
from tests.company import Company
from tests.engines import mail as server
from tests.engines.mail import Letterbox
from tests.graph.circles.gathering import gather
from tests.graph.mentoring.learning import pair
from tests.graph.office_hours import desk
from tests.workers.notifications.conftest import Clock
from tests.workers.notifications.test_letters import letters_to, use
from workers.notifications import letters

pytestmark = pytest.mark.usefixtures("time")


@pytest.fixture
def box(monkeypatch: pytest.MonkeyPatch) -> Iterator[Letterbox]:
    """A mail server that accepts everything, for a site that knows it."""
    with server.running() as box:
        use(box.port, monkeypatch)
        yield box


def tell(id: MentorshipId) -> None:
    for person in notifications.note_mentorship(id):
        letters.mail_to(person)


def attached(letter: EmailMessage) -> list[tuple[str, str, int]]:
    """Return the method, status and sequence of each file for calendars in a letter."""
    parts = [part for part in letter.walk() if part.get_content_type() == "text/calendar"]
    files = [(part, Calendar.from_ical(part.get_content())) for part in parts]
    events = [(part, file, event) for part, file in files for event in file.walk("VEVENT")]
    assert all(part.get_param("method") == str(file["METHOD"]) for part, file, _ in events)
    return [(str(file["METHOD"]), str(event["STATUS"]), event["SEQUENCE"]) for _, file, event in events]


def test_a_session_comes_into_the_calendar_moves_and_goes(company: Company, box: Letterbox, time: Clock) -> None:
    id = pair(company.linus, company.ada)
    [one] = sessions.propose(id, (clock.now() + timedelta(days=5),), by=company.ada)
    tell(id)
    assert [attached(letter) for letter in letters_to(box, "linus")][-1:] == [[]]
    time.now += timedelta(hours=3)
    sessions.agree(one, by=company.linus)
    tell(id)
    assert attached(letters_to(box, "ada")[-1]) == [("REQUEST", "CONFIRMED", 0)]
    time.now += timedelta(hours=3)
    sessions.move(one, (clock.now() + timedelta(days=6),), by=company.linus)
    tell(id)
    assert attached(letters_to(box, "ada")[-1]) == [("REQUEST", "TENTATIVE", 1)]
    time.now += timedelta(days=1)
    mentorships.end(id, by=company.linus)
    tell(id)
    assert attached(letters_to(box, "ada")[-1]) == [("CANCEL", "CANCELLED", 2)]


def test_the_file_says_who_meets_when_and_where(company: Company, box: Letterbox) -> None:
    id = pair(company.linus, company.ada)
    [one] = sessions.propose(id, (clock.now() + timedelta(days=5),), by=company.ada)
    sessions.agree(one, by=company.linus)
    tell(id)
    [part] = [part for part in letters_to(box, "ada")[-1].walk() if part.get_content_type() == "text/calendar"]
    [event] = Calendar.from_ical(part.get_content()).walk("VEVENT")
    assert str(event["SUMMARY"]) == "Mentoring: kafka"
    assert str(event["ORGANIZER"]) == "mailto:guildhall@example.com"
    assert {str(one) for one in event["ATTENDEE"]} == {"mailto:ada@example.com", "mailto:linus@example.com"}
    assert str(event["URL"]) == f"https://guildhall.example.com/mentorships/{id}"


def test_a_slot_in_office_hours_comes_into_the_mentors_calendar_and_goes(
    company: Company, box: Letterbox, time: Clock
) -> None:
    desk.hold(company.ada)
    id = desk.book(company.ada, company.linus)
    for person in notifications.note_booking(id):
        letters.mail_to(person)
    assert attached(letters_to(box, "ada")[-1]) == [("REQUEST", "CONFIRMED", 0)]
    time.now += timedelta(hours=3)
    bookings.cancel(id, by=company.linus)
    for person in notifications.note_booking(id):
        letters.mail_to(person)
    assert attached(letters_to(box, "ada")[-1]) == [("CANCEL", "CANCELLED", 1)]


def test_meetings_of_a_circle_come_into_calendars_and_move_in_them(
    company: Company, box: Letterbox, time: Clock
) -> None:
    id = gather(company.ada, company.linus)
    time.now += timedelta(days=1)
    [first, *_others] = meetings.of(id, viewer=company.ada)
    meetings.move(first.id, time.now + timedelta(days=10), by=company.ada)
    for person in notifications.note_circle(id):
        letters.mail_to(person)
    [(method, status, sequence)] = attached(letters_to(box, "linus")[-1])
    assert (method, status, sequence) == ("REQUEST", "CONFIRMED", 1)
    time.now += timedelta(hours=5)
    meetings.cancel(first.id, by=company.ada)
    for person in notifications.note_circle(id):
        letters.mail_to(person)
    assert attached(letters_to(box, "linus")[-1]) == [("CANCEL", "CANCELLED", 2)]
    assert meetings.changed(id, viewer=company.tim) == ()
