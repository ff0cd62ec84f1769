"""When posts are due for review."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from graph import cards, clock
from graph.communities import communities
from graph.errors import Forbidden, Invalid
from graph.freshness import freshness, reviews
from graph.ids import PostId
from graph.posts import answers
from graph.viewers import Viewer
from tests.company import Company, text


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Let days pass."""

    def pass_days(days: int) -> None:
        then = clock.now() + timedelta(days=days)
        monkeypatch.setattr(clock, "now", lambda: then)

    return pass_days


def state(id: PostId, viewer: Viewer) -> str:
    return cards.cards([id], viewer=viewer)[0].freshness


def test_what_was_not_looked_at_for_half_a_year_is_due(company: Company, later: Callable[[int], None]) -> None:
    reviews.schedule(since=clock.EPOCH)
    later(179)
    reviews.make_due()
    assert state(company.kafka_tip, company.tim) == "fresh"
    later(2)
    for _ in range(2):
        reviews.make_due()
    assert state(company.kafka_tip, company.tim) == "due"
    freshness.verify(company.kafka_tip, by=company.ada)
    reviews.make_due()
    assert state(company.kafka_tip, company.tim) == "fresh"


def test_a_question_is_due_only_once_an_answer_is_accepted(company: Company, later: Callable[[int], None]) -> None:
    reviews.schedule(since=clock.EPOCH)
    later(181)
    reviews.make_due()
    assert state(company.kafka_question, company.tim) == "fresh"
    answers.accept(company.kafka_answer, by=company.grace.id)
    later(181)
    reviews.make_due()
    assert state(company.kafka_question, company.tim) == "due"


def test_a_coach_sets_how_often(company: Company, later: Callable[[int], None]) -> None:
    reviews.schedule(since=clock.EPOCH)
    later(30)
    given = answers.give(company.platform_question, text("With a script."), by=company.linus)
    answers.accept(given, by=company.ada.id)
    reviews.set_interval(company.platform, 14, by=company.margaret.id)
    reviews.reschedule(company.platform)
    assert state(company.platform_question, company.ada) == "due"
    reviews.set_interval(company.platform, 365, by=company.margaret.id)
    reviews.reschedule(company.platform)
    assert state(company.platform_question, company.ada) == "fresh"
    assert communities.show(company.platform, viewer=company.ada).review_days == 365


@pytest.mark.parametrize("days", [-1, 0, 6, 1826])
def test_an_interval_has_its_bounds(company: Company, days: int) -> None:
    with pytest.raises(Invalid):
        reviews.set_interval(company.platform, days, by=company.margaret.id)


def test_members_do_not_set_it(company: Company) -> None:
    with pytest.raises(Forbidden):
        reviews.set_interval(company.platform, 30, by=company.ada.id)
