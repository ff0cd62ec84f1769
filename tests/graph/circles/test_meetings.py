"""Meetings of a circle: the rhythm makes them, the owner changes them, and all are reminded a day before."""

from datetime import timedelta
from itertools import pairwise

import pytest

from graph import clock
from graph.circles import circles, meetings
from graph.circles.meetings import Meeting
from graph.errors import Invalid, NotFound
from graph.ids import CircleId
from graph.viewers import Viewer
from tests.company import Company
from tests.graph.circles.gathering import at, gather


def first_of(id: CircleId, viewer: Viewer) -> Meeting:
    return meetings.of(id, viewer=viewer)[0]


def test_everyone_in_it_sees_them_in_order_and_nobody_else(company: Company) -> None:
    id = gather(company.ada, company.linus)
    found = meetings.of(id, viewer=company.linus)
    assert [after.starts_at - before.starts_at for before, after in pairwise(found)] == [timedelta(days=7)] * 3
    assert meetings.of(id, viewer=company.ada) == found
    for other in (company.grace, company.margaret, company.tim):
        assert meetings.of(id, viewer=other) == ()
        with pytest.raises(NotFound):
            meetings.invitation(found[0].id, viewer=other)


def test_the_owner_adds_moves_and_cancels(company: Company) -> None:
    id = gather(company.ada, company.linus)
    moment = (clock.now() + timedelta(days=3)).replace(microsecond=0)
    added = meetings.add(id, moment, minutes=30, by=company.ada)
    assert first_of(id, company.linus).id == added
    assert meetings.move(added, moment + timedelta(hours=1), by=company.ada) == id
    moved = first_of(id, company.linus)
    assert (moved.starts_at, moved.minutes, moved.sequence) == (moment + timedelta(hours=1), 30, 1)
    for _ in range(2):
        meetings.cancel(added, by=company.ada)
    cancelled = meetings.invitation(added, viewer=company.linus)
    assert (cancelled.meeting.state, cancelled.meeting.sequence, cancelled.title) == (
        "cancelled",
        2,
        "Kafka on Tuesdays",
    )
    assert len(meetings.of(id, viewer=company.linus)) == 4


def test_members_do_not(company: Company) -> None:
    id = gather(company.ada, company.linus)
    meeting, moment = first_of(id, company.linus).id, clock.now() + timedelta(days=3)
    for refused in (
        lambda: meetings.add(id, moment, minutes=30, by=company.linus),
        lambda: meetings.move(meeting, moment, by=company.linus),
        lambda: meetings.cancel(meeting, by=company.linus),
    ):
        with pytest.raises(NotFound):
            refused()


def test_what_is_no_time_comes_back(company: Company) -> None:
    id = gather(company.ada)
    meeting, now = first_of(id, company.ada).id, clock.now()
    for moment in (None, now, now + timedelta(days=400)):
        with pytest.raises(Invalid):
            meetings.add(id, moment, minutes=30, by=company.ada)
        with pytest.raises(Invalid):
            meetings.move(meeting, moment, by=company.ada)
    with pytest.raises(Invalid, match="length"):
        meetings.add(id, now + timedelta(days=1), minutes=5, by=company.ada)


def test_what_is_over_stays_as_it_was(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    id = gather(company.ada)
    past = first_of(id, company.ada)
    at(monkeypatch, past.ends_at + timedelta(minutes=1))
    assert first_of(id, company.ada).is_over
    for refused in (
        lambda: meetings.move(past.id, clock.now() + timedelta(days=1), by=company.ada),
        lambda: meetings.cancel(past.id, by=company.ada),
    ):
        with pytest.raises(NotFound):
            refused()


def test_after_the_end_none_is_added(company: Company) -> None:
    id = gather(company.ada)
    circles.end(id, by=company.ada)
    with pytest.raises(NotFound):
        meetings.add(id, clock.now() + timedelta(days=1), minutes=30, by=company.ada)


def test_a_day_before_they_are_reminded_of_once_and_again_if_it_moves(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    id = gather(company.ada)
    one = first_of(id, company.ada)
    assert meetings.remind() == ()
    at(monkeypatch, one.starts_at - timedelta(hours=23))
    assert meetings.remind() == (id,)
    assert meetings.remind() == ()
    meetings.move(one.id, one.starts_at + timedelta(minutes=30), by=company.ada)
    assert meetings.remind() == (id,)
