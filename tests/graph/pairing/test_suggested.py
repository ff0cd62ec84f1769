"""What a worker notes of the mentors for a goal: the new ones keep the date at which they were first suggested."""

from datetime import timedelta

import pytest

from graph import clock, driver
from graph.expertise import stated_levels
from graph.ids import GoalId
from graph.mentoring import goals, offers, replies, requests
from graph.mentoring.offers import Offer
from graph.mentoring.replies import Agreement
from graph.pairing import avoided, suggested
from graph.viewers import Viewer
from tests.company import Company
from tests.graph.mentoring.learning import KAFKA, aim, teach


def stored(goal: GoalId) -> list[tuple[str, int, str]]:
    rows = driver.read(
        """
        MATCH (goal:Goal {id: $goal})-[suggests:SUGGESTS]->(person:Person)
        WHERE suggests.rank > 0
        RETURN person.name AS name, suggests.rank AS rank, suggests.why AS why
        ORDER BY rank
        """,
        goal=goal,
    )
    return [(row["name"], row["rank"], row["why"]) for row in rows]


def first_keys(goal: GoalId) -> dict[str, int]:
    rows = driver.read(
        "MATCH (:Goal {id: $goal})-[suggests:SUGGESTS]->(p:Person) RETURN p.name AS name, suggests.key AS key",
        goal=goal,
    )
    return {row["name"]: row["key"] for row in rows}


def new(learner: Viewer) -> list[str]:
    return [one.person.name for one in suggested.new(viewer=learner)]


def test_twice_is_once_and_who_no_longer_fits_is_gone(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    teach(company.ada)
    goal = aim(company.linus)
    suggested.note(goal)
    before = first_keys(goal)
    later = clock.now() + timedelta(days=8)
    monkeypatch.setattr(clock, "now", lambda: later)
    teach(company.tim, level=5)
    suggested.note(goal)
    assert stored(goal) == [("Tim", 1, "says"), ("Ada", 2, "says")]
    assert first_keys(goal) == {"Ada": before["Ada"], "Tim": clock.key(later)}
    stated_levels.set_interest(KAFKA, wants=False, teaches=False, by=company.ada)
    suggested.note(goal)
    assert stored(goal) == [("Tim", 1, "says")]


def test_a_goal_is_due_once_a_week(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    goal = aim(company.linus)
    assert suggested.due() == (goal,)
    suggested.note(goal)
    assert suggested.due() == ()
    later = clock.now() + timedelta(days=7, hours=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert suggested.due() == (goal,)
    goals.end(goal, "dropped", by=company.linus)
    assert suggested.due() == ()


def test_while_a_request_is_open_nobody_is_suggested(company: Company) -> None:
    teach(company.ada, company.tim)
    goal = aim(company.linus)
    suggested.note(goal)
    requests.send(goal, (company.ada.id,), "Teach me.", by=company.linus)
    suggested.note(goal)
    assert stored(goal) == []


def test_who_is_new_is_new_once_and_only_for_a_week(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = clock.now()
    teach(company.ada)
    goal = aim(company.linus)
    suggested.note(goal)
    assert new(company.linus) == ["Ada"]
    for other in (company.ada, company.grace, company.margaret):
        assert suggested.new(goal, viewer=other) == suggested.new(viewer=other) == ()
    monkeypatch.setattr(clock, "now", lambda: begun + timedelta(days=8))
    teach(company.tim)
    suggested.note(goal)
    assert new(company.linus) == ["Tim"]
    # Ada stops teaching it, and begins again.
    for teaches in (False, True):
        stated_levels.set_interest(KAFKA, wants=False, teaches=teaches, by=company.ada)
        suggested.note(goal)
    assert [name for name, _, _ in stored(goal)] == ["Ada", "Tim"]
    assert new(company.linus) == ["Tim"]


def test_who_can_no_longer_be_asked_is_not_new(company: Company) -> None:
    teach(company.ada, company.tim, company.margaret, company.grace)
    goal = aim(company.linus)
    suggested.note(goal)
    # Grace manages Linus.
    assert sorted(new(company.linus)) == ["Ada", "Margaret", "Tim"]
    offers.set_terms(Offer(is_paused=True), by=company.ada)
    assert sorted(new(company.linus)) == ["Margaret", "Tim"]
    avoided.never(company.tim.id, by=company.linus)
    assert new(company.linus) == ["Margaret"]
    driver.write("MATCH (one:Person {id: $id}) SET one.state = 'left'", id=company.margaret.id)
    assert new(company.linus) == []


def test_nobody_is_new_for_someone_who_asks_or_has_a_mentor(company: Company) -> None:
    teach(company.ada, company.tim, places=2)
    goal = aim(company.linus)
    suggested.note(goal)
    requests.send(goal, (company.ada.id,), "Teach me.", by=company.linus)
    assert new(company.linus) == []
    replies.accept(replies.waiting(viewer=company.ada)[0].id, Agreement(), by=company.ada)
    assert new(company.linus) == []
    suggested.note(goal)
    assert stored(goal) == []


def test_a_goal_that_is_gone_is_nobodys(company: Company) -> None:
    suggested.note(GoalId("gone"))
    goal = aim(company.linus)
    driver.write("MATCH (linus:Person {id: $id}) SET linus.state = 'left'", id=company.linus.id)
    suggested.note(goal)
    assert stored(goal) == []
