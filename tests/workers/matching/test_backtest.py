"""Replaying the past with a real index of everything written until then."""

from datetime import timedelta

import pytest

from graph import clock
from graph.posts import answers, questions
from tests import company as stories
from tests.company import Company
from workers.matching import backtest, replay


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch):
    """Return a function that moves the clock on by a day with each call."""
    days = [0]
    begun = clock.now()

    def advance() -> None:
        days[0] += 1
        monkeypatch.setattr(clock, "now", lambda: begun + timedelta(days=days[0]))

    return advance


def ask_and_answer(company: Company, later, title: str) -> None:
    later()
    question = questions.ask(stories.question(title, "kafka"), by=company.linus.id)
    later()
    answers.give(question, stories.text("Look at the consumer's lag."), by=company.ada)


def replayed(last: float):
    story = replay.read()
    tested = backtest.replay(story, last=last, known_by=backtest.begin(story, last=last), progress=lambda *_: None)
    return story, tested.formula


def test_who_had_answered_before_is_found_for_the_next_question(data_folder, company: Company, later):
    for title in ("Why is the consumer slow?", "Which consumer is slow?"):
        ask_and_answer(company, later, title)
    _, rankings = replayed(last=0.25)
    assert [(ranking.ranked[0], ranking.at <= clock.now()) for ranking in rankings] == [(company.ada.id, True)]


def test_nothing_that_came_later_is_known(data_folder, company: Company, later):
    """Tim answers only after the question about tea was asked, so he couldn't have been suggested then."""
    later()
    question = questions.ask(stories.question("Who makes tea?", "tea"), by=company.linus.id)
    later()
    answers.give(question, stories.text("I make tea."), by=company.tim)
    _, rankings = replayed(last=0.3)
    assert company.tim.id not in rankings[-1].ranked


def test_the_asker_is_never_named(data_folder, company: Company, later):
    ask_and_answer(company, later, "Why is the consumer slow?")
    later()
    questions.ask(stories.question("Consumer lag again?", "kafka"), by=company.ada.id)
    _, rankings = replayed(last=0.2)
    assert company.ada.id not in rankings[-1].ranked


def test_who_may_not_see_the_question_is_never_named(data_folder, company: Company, later):
    ask_and_answer(company, later, "Why is the consumer slow?")
    later()
    kafka = questions.ask(stories.question("Consumer and tea?", "tea"), by=company.linus.id)
    later()
    answers.give(kafka, stories.text("Consumer, tea."), by=company.tim)
    later()
    community = next(one for one in company.ada.audiences if one != "everyone")
    questions.ask(stories.question("Tea for the consumer?", "tea", community=community), by=company.linus.id)
    _, rankings = replayed(last=0.2)
    assert company.tim.id not in rankings[-1].ranked


def test_naming_whoever_answered_most_is_what_it_is_compared_with(data_folder, company: Company, later):
    for title in ("Why is the consumer slow?", "Which consumer is slow?"):
        ask_and_answer(company, later, title)
    story, rankings = replayed(last=0.25)
    [plain] = backtest.plain(story, rankings)
    assert plain.ranked[0] == company.ada.id


def test_without_questions_there_is_nothing_to_replay(data_folder, graph):
    assert replayed(last=0.2)[1] == ()


def test_how_far_it_is_can_be_told(data_folder, company: Company, later):
    ask_and_answer(company, later, "Why is the consumer slow?")
    heard = list[tuple[int, int]]()
    backtest.replay(replay.read(), last=1, progress=lambda done, of: heard.append((done, of)))
    assert heard == [(1, 3), (2, 3), (3, 3)]
