"""Matching: who the worker asks next, by the clock, and two workers at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from graph import clock, driver, viewers
from graph.asking import asks, inbox, not_my_skill, widening
from graph.expertise import evidence
from graph.ids import PostId, QuestionId
from graph.posts import answers, questions
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company
from workers.matching import matching

pytestmark = pytest.mark.usefixtures("data_folder")


@pytest.fixture
def knowers(company: Company) -> list[Viewer]:
    """Seven people who have shown that they know Kafka."""
    found = [viewers.get(stories.join(name)) for name in ("Ben", "Cleo", "Dan", "Eve", "Finn", "Gil", "Hal")]
    for knower in found:
        evidence.weigh(answers.give(company.kafka_question, stories.text("Look at the lag."), by=knower))
    return found


@pytest.fixture
def question(company: Company, knowers: list[Viewer]) -> QuestionId:
    """Linus's question, about which nobody has been asked yet."""
    return questions.ask(stories.question("Slow?", "kafka"), by=company.linus.id)


def asked(knowers: list[Viewer]) -> list[Viewer]:
    return [knower for knower in knowers if inbox.asks(viewer=knower)]


def test_two_workers_at_once_ask_five_and_nobody_twice(knowers: list[Viewer], question: QuestionId):
    # The first task sets up the queue and the index. That isn't the race that is tested here.
    matching.match_question(QuestionId(PostId("gone")))
    with ThreadPoolExecutor(4) as workers:
        list(workers.map(matching.match_question, [question] * 8))
    assert len(asked(knowers)) == 5
    assert all(len(inbox.asks(viewer=knower)) <= 1 for knower in knowers)


def test_two_workers_at_once_after_two_declines_fill_two_places(knowers: list[Viewer], question: QuestionId):
    matching.match_question(question)
    for knower in asked(knowers)[:2]:
        [ask] = inbox.asks(viewer=knower)
        asks.decline(ask.id, by=knower.id)
    with ThreadPoolExecutor(4) as workers:
        list(workers.map(matching.match_question, [question] * 8))
    assert len(asked(knowers)) == 5


def test_what_was_declined_while_the_queue_was_away_goes_to_the_next_by_the_sweep(
    knowers: list[Viewer], question: QuestionId
):
    matching.match_question(question)
    passing, wronged = asked(knowers)[:2]
    [ask], [other] = inbox.asks(viewer=passing), inbox.asks(viewer=wronged)
    asks.decline(ask.id, by=passing.id)
    not_my_skill.disclaim(other.id, other.mine[0].slug, by=wronged.id)
    for _ in range(2):
        matching.sweep()
        assert set(asked(knowers)) == set(knowers) - {passing, wronged}


def test_the_asks_of_somebody_who_left_go_to_the_next_at_once(knowers: list[Viewer], question: QuestionId):
    matching.match_question(question)
    first, rest = asked(knowers)[0], set(asked(knowers)[1:])
    driver.write("MATCH (p:Person {id: $id}) SET p.state = 'left'", id=first.id)
    matching.release(first.id)
    assert rest < set(asked(knowers))
    assert len(set(asked(knowers)) - {first}) == 5


def test_silence_goes_to_the_next_by_the_sweep_alone(
    knowers: list[Viewer], question: QuestionId, company: Company, monkeypatch: pytest.MonkeyPatch
):
    matching.sweep()
    silent = asked(knowers)
    later = clock.now() + timedelta(days=3, minutes=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    for _ in range(2):
        matching.sweep()
        assert set(asked(knowers)) == set(knowers) - set(silent)
    assert widening.of_question(question, viewer=company.linus).number == 2
