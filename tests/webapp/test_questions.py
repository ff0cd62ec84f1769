"""Asking on the page: what works, what is sent back, and what happens when a part is down."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from graph import driver, questions
from graph.settings import Settings
from graph.viewers import Viewer
from tests.company import Company, question
from tests.webapp.client import Browser


def test_asking_leads_to_the_question(as_: Callable[[Viewer], Browser], company: Company) -> None:
    page = as_(company.linus).send("/questions", title="What is a topic?", body="In **Kafka**.", skills="Kafka, New")
    assert page.status_code == 200
    assert "<strong>Kafka</strong>" in page.text
    assert "/skills/new" in page.text


def test_what_cannot_be_taken_comes_back_with_a_sentence_and_everything_typed(
    as_: Callable[[Viewer], Browser], company: Company
) -> None:
    typed = {"title": "", "body": "I typed for an hour.", "skills": "Kafka", "anonymous": "on"}
    page = as_(company.linus).send("/questions", **typed)
    assert page.status_code == 422
    assert "Give it a title" in page.text
    assert "I typed for an hour." in page.text
    assert 'name="anonymous" value="on" checked' in page.text


def test_a_graph_that_is_away_is_said_and_nothing_typed_is_lost(
    as_: Callable[[Viewer], Browser], company: Company, graph: Settings
) -> None:
    linus = as_(company.linus)
    token = linus.token("/")
    driver.connect(replace(graph, url="bolt://127.0.0.1:1"))
    form = {"csrf_token": token, "title": "Still here?", "body": "I typed for an hour."}
    page = linus.post("/questions", data=form)
    assert page.status_code == 503
    assert "I typed for an hour." in page.text
    assert "Try again" in page.text
    driver.connect(graph)
    assert linus.post("/questions", data=form).status_code == 303


@pytest.mark.parametrize("path", ["/questions/{}", "/questions/{}/asks"])
def test_a_private_question_is_not_there_for_strangers(
    as_: Callable[[Viewer], Browser], company: Company, path: str
) -> None:
    response = as_(company.tim).get(path.format(company.platform_question))
    assert response.status_code == 404
    assert "certificates" not in response.text


def test_an_anonymous_asker_has_no_name_on_any_page(as_: Callable[[Viewer], Browser], company: Company) -> None:
    asked = questions.ask(question("Am I alone?", "kafka", is_anonymous=True), by=company.linus.id)
    ada = as_(company.ada)
    for path in (f"/questions/{asked}", "/questions", "/", "/skills/kafka", "/search?q=alone"):
        assert company.linus.id not in ada.get(path).text, path
    assert "Am I alone?" not in ada.get(f"/people/{company.linus.id}").text


def test_a_vote_alone_comes_back_to_htmx(as_: Callable[[Viewer], Browser], company: Company) -> None:
    linus = as_(company.linus)
    form = {"csrf_token": linus.token("/"), "vote": "up"}
    part = linus.post(f"/votes/{company.kafka_answer}", data=form, headers={"HX-Request": "true"})
    assert part.status_code == 200
    assert "<html" not in part.text
    assert 'aria-pressed="true"' in part.text
