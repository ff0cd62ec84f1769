"""Being told of a booking: the other of the two, and both when it is near. Nobody else hears of it."""

from datetime import timedelta

import pytest

from graph.notifications import inbox, notifications
from graph.office_hours import bookings, due, hours
from graph.viewers import Viewer
from tests.company import Company
from tests.graph.office_hours.desk import MONDAY, at, away, book, hold

# The first slot is on Tuesday at 14:00.
FIRST = MONDAY + timedelta(days=1, hours=2)


@pytest.fixture(autouse=True)
def _monday(monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, MONDAY)


def told(viewer: Viewer) -> list[tuple[str | None, str, str]]:
    """Return what someone was told about mentoring: what, by whom, and about what."""
    lines = inbox.page("all", viewer=viewer).lines
    return [(line.what, line.by[0].name if line.by else "", line.title) for line in lines if line.kind == "mentoring"]


def test_the_mentor_hears_once_who_comes_and_what_about(company: Company) -> None:
    hold(company.ada)
    id = book(company.ada, company.linus, words="Rebalances")
    assert notifications.note_booking(id) == (company.ada.id,)
    assert notifications.note_booking(id) == ()
    assert told(company.ada) == [("booked", "Linus", "Rebalances")]
    for other in (company.linus, company.grace, company.margaret, company.tim):
        assert told(other) == []


@pytest.mark.parametrize(("who", "other"), [("ada", "linus"), ("linus", "ada")])
def test_whoever_does_not_cancel_hears_of_it(
    company: Company, monkeypatch: pytest.MonkeyPatch, who: str, other: str
) -> None:
    hold(company.ada)
    id = book(company.ada, company.linus)
    notifications.note_booking(id)
    at(monkeypatch, MONDAY + timedelta(minutes=5))
    bookings.cancel(id, by=getattr(company, who))
    notifications.note_booking(id)
    assert told(getattr(company, who)) == []
    assert [what for what, _, _ in told(getattr(company, other))] == ["freed"]


def test_if_the_mentor_cannot_come_the_learner_hears_of_it(company: Company) -> None:
    id = hold(company.ada)
    first, second = book(company.ada, company.linus), book(company.ada, company.tim, place=6)
    away(company.ada, FIRST + timedelta(hours=3))
    assert due.release() == (first,)
    assert hours.end(id, by=company.ada) == (second,)
    for one, learner in ((first, company.linus), (second, company.tim)):
        assert notifications.note_booking(one) == (learner.id,)
        assert told(learner) == [("freed", "Ada", "")]
    assert told(company.ada) == []


def test_the_day_before_both_are_reminded_once(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    hold(company.ada)
    id = book(company.ada, company.linus)
    at(monkeypatch, FIRST - timedelta(hours=23))
    assert due.remind() == (id,)
    notifications.note_booking(id)
    for person in (company.ada, company.linus):
        assert "near" in {what for what, _, _ in told(person)}
    bookings.cancel(id, by=company.linus)
    assert told(company.linus) == []
