"""A question is always in the lists for its state."""

from typing import get_args

import pytest

from graph.editing import duplicates
from graph.freshness import freshness
from graph.ids import QuestionId
from graph.matching import candidates
from graph.posts import answers, questions
from graph.posts.questions import ListName
from tests.company import Company, question, text


def test_a_question_moves_through_the_lists_with_its_state(company: Company) -> None:
    asked = questions.ask(question("Why does it lag at night?"), by=company.linus.id)
    assert lists(asked, company) == {"newest", "open", "unanswered"}
    answer = answers.give(asked, text("The batch job."), by=company.ada)
    assert lists(asked, company) == {"newest", "open"}
    answers.accept(answer, by=company.linus.id)
    assert lists(asked, company) == {"newest"}
    answers.take_back(answer, by=company.linus.id)
    assert lists(asked, company) == {"newest", "open"}


def test_a_closed_question_is_open_again_when_it_is_reopened(company: Company) -> None:
    asked = questions.ask(question("Why does it lag at night?"), by=company.linus.id)
    duplicates.propose(asked, company.kafka_question, by=company.linus)
    assert (lists(asked, company), is_to_be_matched(asked)) == ({"newest"}, False)
    duplicates.reopen(asked, by=company.linus)
    assert (lists(asked, company), is_to_be_matched(asked)) == ({"newest", "open", "unanswered"}, True)


@pytest.mark.parametrize("is_closed", [False, True])
def test_a_retired_question_comes_back_in_the_state_that_it_had(company: Company, is_closed: bool) -> None:
    asked = questions.ask(question("Why does it lag at night?"), by=company.linus.id)
    if is_closed:
        duplicates.propose(asked, company.kafka_question, by=company.linus)
    before = lists(asked, company)
    freshness.retire(asked, by=company.linus)
    assert (lists(asked, company), is_to_be_matched(asked)) == (set(), False)
    freshness.bring_back(asked, by=company.linus)
    assert (lists(asked, company), is_to_be_matched(asked)) == (before, not is_closed)


def lists(asked: QuestionId, company: Company) -> set[str]:
    """Return the lists in which Tim, who didn't ask it, finds the question."""
    names: tuple[ListName, ...] = get_args(ListName)
    found = {name: questions.listed(name, viewer=company.tim).cards for name in names if name != "mine"}
    return {name for name, cards in found.items() if asked in {card.id for card in cards}}


def is_to_be_matched(asked: QuestionId) -> bool:
    return asked in candidates.unmatched()
