"""How long asks wait, who sets that, and what happens to the asks of people who left; on both engines."""

from datetime import timedelta

import pytest

from graph import clock, driver
from graph.asking import asks, deadlines
from graph.asking.deadlines import Deadlines
from graph.communities import communities, memberships
from graph.errors import Forbidden, Invalid
from graph.ids import QuestionId
from graph.matching import candidates
from graph.posts import answers, questions
from tests import company as stories
from tests.company import Company
from tests.graph.asking.test_asks import asked, new_asks, only_ask

TWO_DAYS = Deadlines(silence_days=2, ring_days=5)


@pytest.fixture
def question(company: Company) -> QuestionId:
    """Linus's question to all, about which Ada was asked."""
    return asked(company)


def closed(company: Company) -> QuestionId:
    """Return Linus's question to the platform engineers, about which Ada was asked."""
    return asked(company, community=communities.show(company.platform, viewer=company.ada).id)


def pass_days(days: float, monkeypatch: pytest.MonkeyPatch) -> None:
    later = clock.now() + timedelta(days=days)
    monkeypatch.setattr(clock, "now", lambda: later)


def test_its_community_decides_how_long_an_ask_may_lie(company: Company, monkeypatch: pytest.MonkeyPatch):
    question = closed(company)
    deadlines.set_days(company.platform, TWO_DAYS, by=company.margaret.id)
    pass_days(1.9, monkeypatch)
    assert deadlines.expire() == ()
    pass_days(0.2, monkeypatch)
    assert deadlines.expire() == (question,)


def test_only_its_coaches_set_it(company: Company):
    for somebody in (company.ada, company.grace, company.tim):
        with pytest.raises(Forbidden):
            deadlines.set_days(company.platform, TWO_DAYS, by=somebody.id)


def test_the_page_shows_what_holds(company: Company):
    before = communities.show(company.platform, viewer=company.margaret)
    assert (before.silence_days, before.ring_days) == (3, 3)
    for _ in range(2):
        deadlines.set_days(company.platform, TWO_DAYS, by=company.margaret.id)
    after = communities.show(company.platform, viewer=company.margaret)
    assert (after.silence_days, after.ring_days) == (2, 5)


@pytest.mark.parametrize("days", [-1, 0, 31])
def test_days_are_between_one_and_thirty(days: int):
    with pytest.raises(Invalid) as refused:
        Deadlines(silence_days=days, ring_days=days)
    assert set(refused.value.problems) == {"silence_days", "ring_days"}


def test_who_has_left_is_asked_nothing_and_what_they_wrote_stays(company: Company, question: QuestionId):
    asks.accept(only_ask(company).id, by=company.ada.id)
    driver.write("MATCH (ada:Person {id: $id}) SET ada.state = 'left'", id=company.ada.id)
    assert deadlines.release() == (question,)
    assert deadlines.release() == ()
    assert [one.author.name for one in questions.show(company.kafka_question, viewer=company.tim).answers] == ["Ada"]


def test_of_one_who_is_still_here_nothing_is_released(company: Company, question: QuestionId):
    assert deadlines.release(company.ada.id) == ()
    assert only_ask(company).state == "asked"
    driver.write("MATCH (ada:Person {id: $id}) SET ada.state = 'left'", id=company.ada.id)
    assert deadlines.release(company.ada.id) == (question,)


def test_who_left_the_community_is_released_from_its_asks(company: Company):
    question = closed(company)
    memberships.leave(company.platform, by=company.ada.id)
    assert deadlines.release() == (question,)


def test_an_answer_of_somebody_who_left_still_counts(company: Company, question: QuestionId):
    answer = answers.give(question, stories.text("More partitions."), by=company.ada)
    driver.write("MATCH (ada:Person {id: $id}) SET ada.state = 'left'", id=company.ada.id)
    asks.close(answer)
    assert deadlines.release() == ()
    assert new_asks(company.ada) == 0


def test_after_silence_and_a_departure_the_next_are_looked_for_even_if_the_worker_dies(
    company: Company, question: QuestionId, monkeypatch: pytest.MonkeyPatch
):
    asks.send([], about=company.kafka_question)
    asks.send([], about=company.platform_question)
    assert candidates.unmatched() == ()
    pass_days(4, monkeypatch)
    assert deadlines.expire() == (question,)
    assert candidates.unmatched() == (question,)
    asks.send([], about=question)
    again = asked(company)
    driver.write("MATCH (person:Person {id: $id}) SET person.state = 'left'", id=company.ada.id)
    assert deadlines.release(company.ada.id) == (again,)
    assert candidates.unmatched() == (again,)
