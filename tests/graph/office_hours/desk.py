"""What the stories of office hours have in common: Ada teaches Kafka, and is there each Tuesday from two to four."""

from datetime import UTC, datetime

import pytest

from graph import clock, driver
from graph.ids import BookingId, OfficeHoursId
from graph.office_hours import hours, open_hours, taking
from graph.office_hours.hours import HoursDraft
from graph.office_hours.slots import Slot
from graph.viewers import Viewer
from tests.graph.mentoring.learning import teach

TUESDAY = 1
TUESDAYS = HoursDraft(weekday=TUESDAY, begins="14:00", ends="16:00", link="https://meet.example.com/ada")


def hold(mentor: Viewer, draft: HoursDraft = TUESDAYS) -> OfficeHoursId:
    """Let someone teach Kafka and hold office hours."""
    teach(mentor)
    return hours.hold(draft, by=mentor)


def free(mentor: Viewer, viewer: Viewer) -> tuple[Slot, ...]:
    """Return the slots of a mentor that a viewer sees. Fails if there are no office hours for them."""
    found = open_hours.find(mentor.id, viewer=viewer)
    assert found is not None
    return found.free


def book(mentor: Viewer, learner: Viewer, *, place: int = 0, words: str = "") -> BookingId:
    """Let someone book a free slot, by default the next one."""
    return taking.book(mentor.id, free(mentor, learner)[place].starts_at, words=words, by=learner)


def at(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    """Stop the clock."""
    monkeypatch.setattr(clock, "now", lambda: moment)


def away(person: Viewer, until: datetime) -> None:
    driver.write(
        "MATCH (p:Person {id: $id}) SET p.away_until = datetime($until)", id=person.id, until=until.isoformat()
    )


# A Monday at noon.
MONDAY = datetime(2027, 3, 1, 12, tzinfo=UTC)


def whisper(mentor: Viewer, learner: Viewer, *, words: str) -> tuple[str, ...]:
    """Let someone book office hours with these words. Return the addresses."""
    id = hold(mentor)
    booked = book(mentor, learner, words=words)
    return f"/people/{mentor.id}/office-hours", f"/mentoring/office-hours/{id}", f"/mentoring/bookings/{booked}.ics"
