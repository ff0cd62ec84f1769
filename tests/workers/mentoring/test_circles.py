"""The sweep of circles: it ends them, frees places, hands groups over and reminds people, and everyone is told."""

from datetime import UTC, datetime, timedelta

import pytest

from graph import clock
from graph.circles import circles, meetings, members
from graph.notifications import inbox
from graph.people import employment
from graph.viewers import Viewer
from tests.company import Company, join
from tests.graph.circles.gathering import at, gather, learners, names
from workers.mentoring import circles as worker

pytestmark = pytest.mark.usefixtures("queue")


def told(viewer: Viewer) -> set[str | None]:
    return {line.what for line in inbox.page("all", viewer=viewer).lines}


def test_after_the_last_day_everyone_is_asked_what_came_of_it(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    id = gather(company.ada, company.linus)
    ends_on = circles.get(id, viewer=company.ada).ends_on
    at(monkeypatch, datetime.combine(ends_on + timedelta(days=1), clock.now().time(), UTC))
    worker.sweep()
    for person in (company.ada, company.linus):
        assert "circle_ended" in told(person)


def test_a_place_that_gets_free_goes_to_whoever_waits(company: Company) -> None:
    one, two, three = learners(3)
    id = gather(company.ada, one, two, places=2)
    members.wait(id, by=three)
    employment.leave(one.id, by=join("Root", is_admin=True))
    worker.sweep()
    assert names(id, company.ada) == ["Ada", "Learner1", "Learner2"]
    assert told(three) == {"circle_place"}


def test_a_group_whose_owner_left_the_company_goes_on(company: Company) -> None:
    id = gather(company.linus, company.tim, form="peer")
    employment.leave(company.linus.id, by=join("Root", is_admin=True))
    worker.sweep()
    assert circles.get(id, viewer=company.tim).is_mine
    assert told(company.tim) == {"circle_yours"}


def test_a_day_before_a_meeting_everyone_is_reminded_once(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    id = gather(company.ada, company.linus)
    at(monkeypatch, meetings.of(id, viewer=company.ada)[0].starts_at - timedelta(hours=20))
    for _ in range(2):
        worker.sweep()
    assert told(company.linus) == {"circle_soon"}
