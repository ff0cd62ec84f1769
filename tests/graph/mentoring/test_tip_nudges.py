"""After a goal is reached, its person is asked for a tip, until they write one, say no, or 60 days have passed."""

from datetime import timedelta

import pytest

from graph import clock
from graph.errors import NotFound
from graph.mentoring import goals, tip_nudges
from graph.posts import tips
from graph.posts.tips import TipDraft
from tests.company import Company, text
from tests.graph.mentoring.learning import aim


def nudged(company: Company) -> list[str]:
    return [one.skill.slug for one in tip_nudges.due(viewer=company.linus)]


def test_only_who_has_reached_a_goal_is_asked(company: Company) -> None:
    goal = aim(company.linus)
    assert nudged(company) == []
    goals.end(goal, "dropped", by=company.linus)
    assert nudged(company) == []
    goals.end(goal, "reached", by=company.linus)
    assert nudged(company) == ["kafka"]
    for other in (company.ada, company.grace, company.margaret):
        assert tip_nudges.due(viewer=other) == ()


def test_after_a_tip_on_the_skill_nobody_asks(company: Company) -> None:
    goals.end(aim(company.linus), "reached", by=company.linus)
    for skill, left in (("tls", ["kafka"]), ("kafka", [])):
        draft = TipDraft(title="The one trick", body=text("Look at the lag."), skills=(skill,), community=None)
        tips.post(draft, by=company.linus.id)
        assert nudged(company) == left


def test_a_dismissal_is_for_good_and_ones_own(company: Company) -> None:
    goal = aim(company.linus)
    goals.end(goal, "reached", by=company.linus)
    with pytest.raises(NotFound):
        tip_nudges.dismiss(goal, by=company.ada)
    assert nudged(company) == ["kafka"]
    for _ in range(2):
        tip_nudges.dismiss(goal, by=company.linus)
        assert nudged(company) == []
    goals.end(goal, "dropped", by=company.linus)
    goals.end(goal, "reached", by=company.linus)
    assert nudged(company) == []


def test_after_two_months_nobody_asks(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    goals.end(aim(company.linus), "reached", by=company.linus)
    later = clock.now() + timedelta(days=61)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert nudged(company) == []
