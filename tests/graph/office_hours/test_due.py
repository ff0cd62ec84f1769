"""What becomes due in office hours, with a stopped clock: reminders, and bookings to which Ada can't come."""

from datetime import datetime, timedelta

import pytest

from graph import viewers
from graph.office_hours import bookings, due, hours
from graph.people import employment
from tests.company import Company, join
from tests.graph.office_hours.desk import MONDAY, at, away, book, hold

# The first slot is on Tuesday at 14:00.
FIRST = MONDAY + timedelta(days=1, hours=2)


@pytest.fixture(autouse=True)
def _monday(monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, MONDAY)


def test_a_day_before_people_are_reminded_once(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    hold(company.ada)
    id = book(company.ada, company.linus)
    assert due.remind() == ()
    at(monkeypatch, FIRST - timedelta(hours=24, minutes=1))
    assert due.remind() == ()
    at(monkeypatch, FIRST - timedelta(hours=24))
    assert due.remind() == (id,)
    assert due.remind() == ()


def test_nobody_is_reminded_of_what_they_have_just_booked_or_cancelled(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold(company.ada)
    at(monkeypatch, FIRST - timedelta(hours=10))
    book(company.ada, company.linus)
    bookings.cancel(book(company.ada, company.tim, place=5), by=company.tim)
    at(monkeypatch, FIRST + timedelta(days=20))
    assert due.remind() == ()


def test_ended_hours_cancel_what_is_ahead(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    id = hold(company.ada)
    booked = book(company.ada, company.linus)
    at(monkeypatch, FIRST + timedelta(minutes=40))
    other = book(company.ada, company.tim)
    assert hours.end(id, by=company.ada) == (other,)
    assert due.release() == ()
    states = [bookings.get(one, viewer=company.ada).state for one in (booked, other)]
    assert states == ["booked", "cancelled"]


def test_a_mentor_who_is_away_until_later_cannot_come(company: Company) -> None:
    hold(company.ada)
    first, second = book(company.ada, company.linus), book(company.ada, company.tim, place=6)
    assert due.release() == ()
    away(company.ada, datetime(2027, 3, 9, tzinfo=MONDAY.tzinfo))
    assert due.release() == (first,)
    assert due.release() == ()
    assert bookings.get(first, viewer=company.linus).sequence == 1
    assert bookings.get(second, viewer=company.tim).state == "booked"


@pytest.mark.parametrize("leaver", ["ada", "linus"])
def test_whoever_leaves_comes_to_nothing(company: Company, leaver: str) -> None:
    hold(company.ada)
    id = book(company.ada, company.linus)
    employment.leave(getattr(company, leaver).id, by=viewers.get(join("Barbara", is_admin=True)).id)
    assert due.release() == (id,)
    for other in (company.ada, company.linus):
        assert bookings.get(id, viewer=other).state == "cancelled"
