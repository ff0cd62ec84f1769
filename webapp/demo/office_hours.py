"""Office hours of the demo's people, and who has booked a slot in them."""

from datetime import datetime

from graph.office_hours import bookings, hours, open_hours, taking
from graph.office_hours.hours import HoursDraft
from webapp.demo import names
from webapp.demo.content import Company
from webapp.demo.events import OfficeHours


def hold(company: Company, *, now: datetime) -> None:
    """Let people hold office hours, and others book the next slot from now on. What is there already stays."""
    for one in company.office_hours:
        mentor = names.viewer(one.by)
        if not hours.mine(viewer=mentor):
            draft = HoursDraft(weekday=one.weekday, begins=one.begins, ends=one.ends, minutes=one.minutes)
            hours.hold(draft, by=mentor)
        if one.booked_by and not bookings.mine(viewer=mentor):
            _book(one)


def _book(entry: OfficeHours) -> None:
    learner = names.viewer(entry.booked_by)
    found = open_hours.find(names.person(entry.by), viewer=learner)
    if found and found.next:
        taking.book(found.person.id, found.next.starts_at, words=entry.words, by=learner)
