"""Giving answers, and accepting the one that helped."""

import pytest

from graph.errors import Forbidden, Invalid, NotFound
from graph.posts import answers, questions
from tests.company import Company, text


def test_only_the_asker_may_accept_an_answer(company: Company) -> None:
    for other in (company.ada, company.linus, company.tim):
        with pytest.raises(Forbidden):
            answers.accept(company.kafka_answer, by=other.id)


def test_accepting_twice_changes_nothing(company: Company) -> None:
    answers.accept(company.kafka_answer, by=company.grace.id)
    assert accepted(company) == [company.kafka_answer]
    once = questions.show(company.kafka_question, viewer=company.grace)
    answers.accept(company.kafka_answer, by=company.grace.id)
    assert questions.show(company.kafka_question, viewer=company.grace) == once


def test_accepting_another_answer_takes_the_place_of_the_first(company: Company) -> None:
    second = answers.give(company.kafka_question, text("Restart it."), by=company.linus)
    answers.accept(company.kafka_answer, by=company.grace.id)
    changed = answers.accept(second, by=company.grace.id)
    assert set(changed.answers) == {second, company.kafka_answer}
    assert accepted(company) == [second]


def test_an_acceptance_can_be_taken_back_and_the_question_is_open_again(company: Company) -> None:
    answers.accept(company.kafka_answer, by=company.grace.id)
    assert accepted(company) == [company.kafka_answer]
    for _ in range(2):
        answers.take_back(company.kafka_answer, by=company.grace.id)
    assert accepted(company) == []
    assert company.kafka_question in [card.id for card in questions.listed("open", viewer=company.tim).cards]


def test_only_the_asker_may_take_an_acceptance_back(company: Company) -> None:
    answers.accept(company.kafka_answer, by=company.grace.id)
    with pytest.raises(Forbidden):
        answers.take_back(company.kafka_answer, by=company.ada.id)
    assert accepted(company) == [company.kafka_answer]


def test_an_empty_answer_is_sent_back(company: Company) -> None:
    with pytest.raises(Invalid, match="between 1 and 50,000"):
        answers.give(company.kafka_question, text("  "), by=company.ada)


def test_a_stranger_cannot_answer_what_is_not_open_to_them(company: Company) -> None:
    with pytest.raises(NotFound):
        answers.give(company.platform_question, text("Let me in."), by=company.tim)


def accepted(company: Company) -> list[str]:
    shown = questions.show(company.kafka_question, viewer=company.grace)
    return [answer.id for answer in shown.answers if answer.is_accepted]


def test_fifty_answers_stand_on_a_page_the_accepted_one_first(company: Company) -> None:
    given = [answers.give(company.kafka_question, text(f"Number {number}."), by=company.tim) for number in range(52)]
    answers.accept(given[-1], by=company.grace.id)
    first, second = (questions.show(company.kafka_question, viewer=company.linus, page=page) for page in (1, 2))
    assert (first.count, len(first.answers), len(second.answers)) == (53, 50, 3)
    assert (first.answers[0].id, first.is_solved, second.is_solved) == (given[-1], True, True)
    assert not {one.id for one in first.answers} & {one.id for one in second.answers}
