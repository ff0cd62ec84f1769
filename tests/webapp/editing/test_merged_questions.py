"""Barbara, an admin, merges a question on its page, after seeing what moves."""

from collections.abc import Callable

import pytest

from graph import viewers
from graph.ids import QuestionId
from graph.posts import answers, questions
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company, text
from tests.webapp.client import Browser
from workers.finding import indexing

As = Callable[[Viewer], Browser]


@pytest.fixture
def barbara(company: Company) -> Viewer:
    return viewers.get(stories.join("Barbara", is_admin=True))


@pytest.fixture
def lost(company: Company) -> QuestionId:
    id = questions.ask(stories.question("Consumer lag, why?", "kafka"), by=company.linus.id)
    answers.give(id, text("Look at the network."), by=company.tim)
    return id


@pytest.mark.usefixtures("data_folder")
def test_a_page_says_what_moves_and_then_the_address_leads_on(
    as_: As, company: Company, barbara: Viewer, lost: QuestionId
) -> None:
    indexing.rebuild(lambda _things: None)
    admin = as_(barbara)
    assert f"into={company.kafka_question}" in admin.get(f"/questions/{lost}/merge?q=kafka+consumer").text
    page = admin.get(f"/questions/{lost}/merge?into={company.kafka_question}").text
    assert "1 answer" in page
    page = admin.send(f"/questions/{lost}/merge", into=company.kafka_question).text
    for words in ("Look at the network.", "Also asked as: Consumer lag, why?", "2 answers"):
        assert words in page


def test_its_address_redirects_for_good(as_: As, company: Company, barbara: Viewer, lost: QuestionId) -> None:
    as_(barbara).send(f"/questions/{lost}/merge", into=company.kafka_question)
    answer = as_(company.tim).get(f"/questions/{lost}")
    assert (answer.status_code, answer.headers["Location"]) == (301, f"/questions/{company.kafka_question}")


def test_others_are_refused(as_: As, company: Company, lost: QuestionId) -> None:
    for other in (company.linus, company.margaret):
        assert as_(other).get(f"/questions/{lost}/merge").status_code == 403
        assert as_(other).send(f"/questions/{lost}/merge", into=company.kafka_question).status_code == 403
    assert as_(company.tim).get(f"/questions/{company.platform_question}/merge").status_code == 404


def test_an_anonymous_question_is_refused_with_a_reason(as_: As, company: Company, barbara: Viewer) -> None:
    nameless = questions.ask(stories.question("Lag?", "kafka", is_anonymous=True), by=company.linus.id)
    page = as_(barbara).get(f"/questions/{nameless}/merge")
    assert (page.status_code, "anonymous question" in page.text) == (409, True)
    assert "Merge" not in as_(barbara).get(f"/questions/{nameless}").text
