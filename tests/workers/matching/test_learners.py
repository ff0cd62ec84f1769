"""Someone who learned a skill recently answers first, and experts a day later if no answer is accepted."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from graph import clock
from graph.asking import asks, inbox
from graph.expertise import evidence
from graph.ids import QuestionId
from graph.mentoring import goals
from graph.posts import answers, questions
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company
from tests.graph.mentoring.learning import aim
from workers.matching import matching

pytestmark = pytest.mark.usefixtures("data_folder")


@pytest.fixture
def question(company: Company) -> QuestionId:
    """Tim's question. Ada is the expert, and Linus has just learned it."""
    evidence.weigh(company.kafka_answer)
    answers.give(company.platform_question, stories.text("By hand."), by=company.margaret)
    goals.end(aim(company.linus), "reached", by=company.linus)
    return questions.ask(stories.question("Slow?", "kafka"), by=company.tim.id)


def asked(viewer: Viewer, question: QuestionId) -> bool:
    return question in [one.question for one in inbox.asks(viewer=viewer)]


def a_day_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    later = clock.now() + timedelta(days=1, minutes=1)
    monkeypatch.setattr(clock, "now", lambda: later)


@pytest.fixture(params=[lambda id: matching.match_question(id), lambda _: matching.sweep()])
def match(request: pytest.FixtureRequest) -> Callable[[QuestionId], None]:
    """Match by the message, or by the sweep because it was lost."""
    return request.param


def test_the_learner_is_asked_and_a_day_later_the_expert(
    company: Company, question: QuestionId, match: Callable[[QuestionId], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    match(question)
    matching.sweep()
    assert (asked(company.linus, question), asked(company.ada, question)) == (True, False)
    a_day_passes(monkeypatch)
    matching.sweep()
    assert (asked(company.linus, question), asked(company.ada, question)) == (True, True)


def test_after_a_refusal_the_expert_is_asked_at_once(company: Company, question: QuestionId) -> None:
    matching.match_question(question)
    asks.decline(inbox.asks(viewer=company.linus)[0].id, by=company.linus.id)
    matching.sweep()
    assert asked(company.ada, question)


@pytest.mark.parametrize("is_accepted", [True, False])
def test_an_answer_of_the_learner_is_enough_once_it_is_accepted(
    company: Company, question: QuestionId, monkeypatch: pytest.MonkeyPatch, is_accepted: bool
) -> None:
    matching.match_question(question)
    answer = answers.give(question, stories.text("Raise it."), by=company.linus)
    if is_accepted:
        answers.accept(answer, by=company.tim.id)
    a_day_passes(monkeypatch)
    matching.sweep()
    assert asked(company.ada, question) is not is_accepted


def test_once_an_expert_was_asked_beside_it_the_answer_counts_like_any(
    company: Company, question: QuestionId, monkeypatch: pytest.MonkeyPatch
) -> None:
    matching.match_question(question)
    answers.give(question, stories.text("Raise it."), by=company.linus)
    a_day_passes(monkeypatch)
    matching.sweep()
    [ask] = [one for one in inbox.asks(viewer=company.ada) if one.question == question]
    asks.decline(ask.id, by=company.ada.id)
    matching.sweep()
    assert not asked(company.margaret, question)
