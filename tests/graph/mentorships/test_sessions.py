"""Sessions: Ada and Linus find a time to meet, move it, and cancel it."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest

from graph import clock
from graph.errors import Conflict, Invalid, NotFound, Refusal
from graph.mentorships import mentorships, sessions
from tests.company import Company
from tests.graph.mentoring.learning import pair

NEXT_WEEK = timedelta(days=7)


def moment(hours: int = 0) -> datetime:
    return clock.now().replace(minute=0, second=0, microsecond=0) + NEXT_WEEK + timedelta(hours=hours)


def test_one_proposes_times_and_the_other_agrees_to_one(company: Company) -> None:
    id = pair(company.linus, company.ada)
    first, second = sessions.propose(id, (moment(1), moment(0)), by=company.ada)
    assert [one.state for one in sessions.of(id, viewer=company.linus)] == ["proposed", "proposed"]
    for _ in range(2):
        sessions.agree(second, by=company.linus)
    [agreed] = sessions.of(id, viewer=company.ada)
    assert (agreed.state, agreed.starts_at, agreed.minutes) == ("agreed", moment(1), 45)
    with pytest.raises(NotFound):
        sessions.agree(first, by=company.linus)


def test_nobody_agrees_to_their_own_time_or_to_that_of_others(company: Company) -> None:
    [one] = sessions.propose(pair(company.linus, company.ada), (moment(),), by=company.ada)
    for other in (company.ada, company.tim, company.grace):
        with pytest.raises(NotFound):
            sessions.agree(one, by=other)


def test_two_clicks_agree_to_one_time(company: Company) -> None:
    id = pair(company.linus, company.ada)
    proposed = sessions.propose(id, (moment(), moment(1), moment(2)), by=company.ada)

    def agree(one: str) -> None:
        with suppress(Refusal):
            sessions.agree(one, by=company.linus)

    with ThreadPoolExecutor(3) as threads:
        list(threads.map(agree, proposed))
    assert [one.state for one in sessions.of(id, viewer=company.ada)] == ["agreed"]


def test_moved_the_other_agrees_again_and_calendars_know_it_is_the_same(company: Company) -> None:
    id = pair(company.linus, company.ada)
    [one] = sessions.propose(id, (moment(),), by=company.ada)
    sessions.agree(one, by=company.linus)
    sessions.move(one, (moment(2),), by=company.linus)
    [moved] = sessions.of(id, viewer=company.ada)
    assert (moved.id, moved.state, moved.starts_at, moved.sequence) == (one, "proposed", moment(2), 1)
    sessions.agree(one, by=company.ada)
    assert sessions.of(id, viewer=company.ada)[0].state == "agreed"


def test_cancelled_it_is_gone_and_twice_is_fine(company: Company) -> None:
    id = pair(company.linus, company.ada)
    [one] = sessions.propose(id, (moment(),), by=company.ada)
    with pytest.raises(NotFound):
        sessions.cancel(one, by=company.tim)
    for person in (company.linus, company.ada):
        assert sessions.cancel(one, by=person) == id
    assert sessions.of(id, viewer=company.ada) == ()
    assert sessions.invitation(one, viewer=company.linus).session.sequence == 1


def test_a_time_that_is_over_is_not_agreed_to(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    [one] = sessions.propose(pair(company.linus, company.ada), (moment(),), by=company.ada)
    later = clock.now() + timedelta(days=8)
    monkeypatch.setattr(clock, "now", lambda: later)
    with pytest.raises(Conflict, match="is over"):
        sessions.agree(one, by=company.linus)


@pytest.mark.parametrize(
    ("times", "minutes"),
    [
        ((), 45),
        ((datetime(2020, 1, 1, tzinfo=UTC),), 45),
        ((datetime(2199, 1, 1, tzinfo=UTC),), 45),
        (tuple(moment(hours) for hours in range(4)), 45),
        ((moment(),), 5),
        ((moment(),), 1_000),
    ],
)
def test_what_cannot_be_proposed_comes_back(company: Company, times: tuple[datetime, ...], minutes: int) -> None:
    id = pair(company.linus, company.ada)
    with pytest.raises(Invalid):
        sessions.propose(id, times, minutes=minutes, by=company.ada)


def test_after_the_end_nobody_proposes(company: Company) -> None:
    id = pair(company.linus, company.ada)
    mentorships.end(id, by=company.ada)
    with pytest.raises(NotFound):
        sessions.propose(id, (moment(),), by=company.linus)


def test_the_end_cancels_what_is_still_to_come(company: Company) -> None:
    id = pair(company.linus, company.ada)
    [one] = sessions.propose(id, (moment(),), by=company.ada)
    sessions.agree(one, by=company.linus)
    for _ in range(2):
        mentorships.end(id, by=company.ada)
    assert sessions.of(id, viewer=company.linus) == ()
    found = sessions.invitation(one, viewer=company.linus).session
    assert (found.state, found.sequence) == ("cancelled", 1)


def test_a_calendar_shows_both_and_strangers_get_none(company: Company) -> None:
    [one] = sessions.propose(pair(company.linus, company.ada), (moment(),), by=company.ada)
    found = sessions.invitation(one, viewer=company.linus)
    assert {invited.email for invited in found.people} == {"ada@example.com", "linus@example.com"}
    assert found.skill == "kafka"
    with pytest.raises(NotFound):
        sessions.invitation(one, viewer=company.grace)
