"""People who learned a skill recently are asked first, alone and for a day; nobody but they know why."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from graph import clock, driver
from graph.asking import asks, inbox, learners, widening
from graph.expertise import stated_levels
from graph.feed import waiting
from graph.ids import QuestionId
from graph.mentoring import goals
from graph.mentorships import feedback, mentorships
from graph.mentorships.feedback import Feedback
from graph.people import profiles
from graph.posts import answers, questions
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company, text
from tests.graph.mentoring.learning import KAFKA, aim, pair


def ask(by: Viewer, *, is_anonymous: bool = False, needed_by: str = "") -> QuestionId:
    draft = stories.question("Slow?", "kafka", is_anonymous=is_anonymous)
    return questions.ask(replace(draft, needed_by=needed_by), by=by.id)


def reach(learner: Viewer) -> None:
    goals.end(aim(learner), "reached", by=learner)


def helped(learner: Viewer, mentor: Viewer) -> None:
    id = pair(learner, mentor)
    mentorships.end(id, by=learner)
    feedback.give(id, Feedback(helped="partly"), by=learner)


def accepted(learner: Viewer, helper: Viewer, *, is_anonymous: bool = False) -> None:
    """Let someone accept an answer on Kafka, of which they say that they know a little."""
    stated_levels.state(KAFKA, 2, by=learner)
    answers.accept(answers.give(ask(learner, is_anonymous=is_anonymous), text("Like this."), by=helper), by=learner.id)


def first(viewer: Viewer) -> list[str | None]:
    return [one.learned for one in inbox.asks(viewer=viewer)]


@pytest.mark.parametrize(
    "learn",
    [
        lambda company: reach(company.linus),
        lambda company: helped(company.linus, company.ada),
        lambda company: accepted(company.linus, company.ada),
    ],
)
def test_who_learned_it_is_asked_first_and_once(company: Company, learn: Callable[[Company], None]) -> None:
    learn(company)
    question = ask(company.tim)
    assert learners.ask(question)
    assert learners.ask(question)
    assert first(company.linus) == ["kafka"]
    assert [one.learned for one in waiting.asked(viewer=company.linus) if one.act == "answer"] == ["kafka"]
    for other in (company.ada, company.grace, company.margaret):
        assert first(other) == []


def test_nobody_else_sees_who_is_asked_first(company: Company) -> None:
    reach(company.linus)
    question = ask(company.tim)
    learners.ask(question)
    for viewer in (company.tim, company.grace, company.linus):
        ring = widening.of_question(question, viewer=viewer)
        assert (ring.asked, ring.is_begun_by_learner) == ((), True)


def test_without_a_learner_everything_is_as_before(company: Company) -> None:
    assert not learners.ask(ask(company.tim))
    reach(company.linus)
    assert not learners.ask(ask(company.linus))
    assert not learners.ask(QuestionId("gone"))


@pytest.mark.parametrize("needed_by", ["today", "week"])
def test_what_is_urgent_goes_to_everyone_at_once(company: Company, needed_by: str) -> None:
    reach(company.linus)
    assert not learners.ask(ask(company.tim, needed_by=needed_by))


def test_what_was_learned_long_ago_or_without_a_name_does_not_count(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    accepted(company.linus, company.ada, is_anonymous=True)
    assert not learners.ask(ask(company.tim))
    reach(company.linus)
    later = clock.now() + timedelta(days=61)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert not learners.ask(ask(company.tim))


def test_someone_is_asked_first_once_a_week(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    reach(company.linus)
    assert learners.ask(ask(company.tim))
    assert not learners.ask(ask(company.tim))
    later = clock.now() + timedelta(days=8)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert learners.ask(ask(company.tim))


def test_someone_can_switch_it_off(company: Company) -> None:
    reach(company.linus)
    driver.write("MATCH (person:Person {id: $id}) SET person.teaches_back = false", id=company.linus.id)
    assert not profiles.get(company.linus.id).teaches_back
    assert not learners.ask(ask(company.tim))


def test_after_a_refusal_nobody_waits(company: Company) -> None:
    reach(company.linus)
    question = ask(company.tim)
    learners.ask(question)
    asks.decline(inbox.asks(viewer=company.linus)[0].id, by=company.linus.id)
    assert not learners.ask(question)


def test_after_a_day_nobody_waits(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    reach(company.linus)
    question = ask(company.tim)
    learners.ask(question)
    assert learners.over() == ()
    later = clock.now() + timedelta(days=1, minutes=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert learners.over() == (question,)
    assert learners.over() == ()
    assert not learners.ask(question)
    assert first(company.linus) == ["kafka"]


def is_unsure(question: QuestionId) -> bool:
    rows = driver.read("MATCH (q:Post {id: $id}) RETURN coalesce(q.is_unsure, false) AS is_unsure", id=question)
    return bool(rows[0]["is_unsure"])


@pytest.mark.parametrize(
    ("helper", "is_accepted", "expected"),
    [
        ("linus", False, True),
        ("linus", True, False),
        ("ada", False, False),
    ],
)
def test_only_an_answer_of_the_learner_that_nobody_accepted_is_unsure(
    company: Company, monkeypatch: pytest.MonkeyPatch, helper: str, is_accepted: bool, expected: bool
) -> None:
    reach(company.linus)
    question = ask(company.tim)
    learners.ask(question)
    answer = answers.give(question, text("Perhaps so."), by=getattr(company, helper))
    if is_accepted:
        answers.accept(answer, by=company.tim.id)
    later = clock.now() + timedelta(days=1, minutes=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    learners.over()
    assert is_unsure(question) is expected
