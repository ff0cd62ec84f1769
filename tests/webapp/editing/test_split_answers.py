"""Barbara, an admin, splits Tim's answer off on its page, after seeing what goes along."""

from collections.abc import Callable

import pytest

from graph import viewers
from graph.ids import AnswerId, QuestionId
from graph.posts import answers, questions
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company, text
from tests.webapp.client import Browser

As = Callable[[Viewer], Browser]


@pytest.fixture
def barbara(company: Company) -> Viewer:
    return viewers.get(stories.join("Barbara", is_admin=True))


@pytest.fixture
def question(company: Company) -> QuestionId:
    return questions.ask(stories.question("Consumer lag, why?", "kafka"), by=company.linus.id)


@pytest.fixture
def answer(company: Company, question: QuestionId) -> AnswerId:
    return answers.give(question, text("We have that too, but with TLS."), by=company.tim)


def test_the_form_has_its_words_and_the_skills(
    as_: As, barbara: Viewer, question: QuestionId, answer: AnswerId
) -> None:
    admin = as_(barbara)
    assert f"/answers/{answer}/split" in admin.get(f"/questions/{question}").text
    page = admin.get(f"/answers/{answer}/split").text
    assert "We have that too, but with TLS." in page
    assert 'value="kafka"' in page


def test_it_leads_to_the_new_question_and_a_line_stays(
    as_: As, company: Company, barbara: Viewer, question: QuestionId, answer: AnswerId
) -> None:
    page = as_(barbara).send(f"/answers/{answer}/split", title="Lag with TLS?", skills="kafka, tls").text
    for words in ("<h1>Lag with TLS?", "This began as an answer to", "Tim"):
        assert words in page
    page = as_(company.tim).get(f"/questions/{question}").text
    for words in ("Split off to", "Lag with TLS?", f'id="answer-{answer}"'):
        assert words in page


def test_without_a_title_the_form_comes_back(as_: As, barbara: Viewer, answer: AnswerId) -> None:
    page = as_(barbara).send(f"/answers/{answer}/split", title="", skills="tls")
    assert (page.status_code, 'value="tls"' in page.text) == (422, True)


def test_others_are_refused(as_: As, company: Company, question: QuestionId, answer: AnswerId) -> None:
    for other in (company.linus, company.margaret):
        assert as_(other).get(f"/answers/{answer}/split").status_code == 403
        assert as_(other).send(f"/answers/{answer}/split", title="Lag?").status_code == 403
    assert "Split off" not in as_(company.linus).get(f"/questions/{question}").text


def test_an_accepted_answer_is_refused_with_a_reason(
    as_: As, company: Company, barbara: Viewer, question: QuestionId, answer: AnswerId
) -> None:
    answers.accept(answer, by=company.linus.id)
    page = as_(barbara).get(f"/answers/{answer}/split")
    assert (page.status_code, "is accepted" in page.text) == (409, True)
    assert "Split off" not in as_(barbara).get(f"/questions/{question}").text
