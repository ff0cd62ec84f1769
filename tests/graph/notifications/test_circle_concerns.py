"""Being told about circles: the owner whom someone joins, people who got a place or were removed, and everyone."""

from datetime import timedelta

import pytest

from graph import clock
from graph.circles import circles, meetings, members
from graph.ids import CircleId
from graph.notifications import circle_concerns, inbox, notifications
from graph.viewers import Viewer
from tests.company import Company
from tests.graph.circles.gathering import at, gather, learners

TITLE = "Kafka on Tuesdays"


def told(viewer: Viewer) -> list[str]:
    """Return what someone was told about circles. Each line has the title, and names nobody."""
    lines = [line for line in inbox.page("all", viewer=viewer).lines if line.kind == "mentoring"]
    assert {(line.title, line.by) for line in lines} <= {(TITLE, ())}
    return sorted(line.what or "" for line in lines)


def note(id: CircleId) -> None:
    for _ in range(2):
        notifications.note_circle(id)


@pytest.mark.usefixtures("by_day")
def test_the_owner_hears_that_someone_joined_and_nobody_else_does(company: Company) -> None:
    id = gather(company.ada, company.linus)
    assert notifications.note_circle(id) == (company.ada.id,)
    assert notifications.note_circle(id) == ()
    assert told(company.ada) == ["circle_joined"]
    for other in (company.linus, company.grace, company.margaret, company.tim):
        assert told(other) == []


def test_whoever_moves_up_hears_that_they_have_a_place(company: Company) -> None:
    one, two, three = learners(3)
    id = gather(company.ada, one, two, places=2)
    members.wait(id, by=three)
    note(id)
    assert told(three) == []
    members.leave(id, by=one)
    note(id)
    assert told(three) == ["circle_place"]
    assert told(two) == []


def test_whoever_is_removed_hears_it_and_nothing_afterwards(company: Company) -> None:
    id = gather(company.ada, company.linus, company.tim)
    members.remove(company.linus.id, id, by=company.ada)
    circles.end(id, by=company.ada)
    note(id)
    assert told(company.linus) == ["circle_removed"]
    assert told(company.tim) == ["circle_ended"]


def test_everyone_but_the_owner_hears_of_the_end_and_of_meetings(company: Company) -> None:
    id = gather(company.ada, company.linus)
    first, second, *_ = meetings.of(id, viewer=company.ada)
    meetings.move(first.id, first.starts_at + timedelta(hours=1), by=company.ada)
    meetings.cancel(second.id, by=company.ada)
    meetings.add(id, clock.now() + timedelta(days=2), minutes=30, by=company.ada)
    note(id)
    assert told(company.linus) == ["circle_added", "circle_cancelled", "circle_moved"]
    circles.end(id, by=company.ada)
    note(id)
    assert "circle_ended" in told(company.linus)
    assert told(company.ada) == ["circle_joined"]


def test_a_group_that_goes_to_someone_tells_them(company: Company) -> None:
    id = gather(company.linus, company.tim, company.ada, form="peer")
    members.leave(id, by=company.linus)
    note(id)
    assert told(company.tim) == ["circle_yours"]
    assert told(company.ada) == told(company.linus) == []


def test_everyone_is_reminded_a_day_before(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    id = gather(company.ada, company.linus)
    note(id)
    at(monkeypatch, meetings.of(id, viewer=company.ada)[0].starts_at - timedelta(hours=20))
    assert meetings.remind() == (id,)
    note(id)
    assert "circle_soon" in told(company.linus)
    assert "circle_soon" in told(company.ada)


def test_circles_in_which_something_happened_are_found(company: Company) -> None:
    since = clock.now()
    id = gather(company.ada)
    assert circle_concerns.changed_circles(since=since) == (id,)
    assert circle_concerns.changed_circles(since=clock.now() + timedelta(minutes=1)) == ()
