"""Whoever learned a skill recently reads in the inbox why they are asked first. Readers see only that someone is."""

from collections.abc import Callable

import pytest

from graph.asking import learners
from graph.ids import QuestionId
from graph.mentoring import goals
from graph.posts import questions
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company
from tests.graph.mentoring.learning import aim
from tests.webapp.client import Browser

Sign = Callable[[Viewer], Browser]


@pytest.fixture
def question(company: Company) -> QuestionId:
    """Tim's question, about which Linus is asked first."""
    goals.end(aim(company.linus), "reached", by=company.linus)
    id = questions.ask(stories.question("Slow?", "kafka"), by=company.tim.id)
    learners.ask(id)
    return id


@pytest.mark.usefixtures("question")
def test_the_learner_reads_why_and_where_to_switch_it_off(as_: Sign, company: Company) -> None:
    page = as_(company.linus).get("/inbox").text
    assert "You learned kafka yourself recently. If you get stuck, someone experienced is asked tomorrow." in page
    assert "/profile#teaches_back" in page


def test_readers_see_that_someone_is_asked_first_but_not_who(as_: Sign, company: Company, question: QuestionId) -> None:
    for viewer in (company.tim, company.grace, company.margaret):
        page = as_(viewer).get(f"/questions/{question}").text
        assert "Someone who learned this recently is asked first." in page
        assert "Linus" not in page
