"""Asking on the page: valid questions, rejected ones, and what happens when a part of the site is down."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from graph import driver
from graph.posts import questions
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
    token = linus.token()
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
    form = {"csrf_token": linus.token(), "vote": "up"}
    part = linus.post(f"/votes/{company.kafka_answer}", data=form, headers={"HX-Request": "true"})
    assert part.status_code == 200
    assert "<html" not in part.text
    assert 'aria-pressed="true"' in part.text


def test_question_and_own_answer_are_posted_in_one_act(as_: Callable[[Viewer], Browser], company: Company) -> None:
    typed = {"title": "How do I read a flame graph?", "body": "They look hot.", "own_answer": "Wide is **slow**."}
    page = as_(company.linus).send("/questions", **typed)
    assert "1 answer" in page.text
    assert "Wide is <strong>slow</strong>." in page.text
    assert "Nobody was asked about this question." in page.text


def test_an_own_answer_comes_back_with_what_must_be_mended(as_: Callable[[Viewer], Browser], company: Company) -> None:
    page = as_(company.linus).send("/questions", title="", body="They look hot.", own_answer="Wide is slow.")
    assert page.status_code == 422
    assert "Wide is slow." in page.text
    long = as_(company.linus).send("/questions", title="Flame graphs?", body="Hot.", own_answer="w" * 50_001)
    assert (long.status_code, 'id="own_answer-error"' in long.text) == (422, True)


def test_an_anonymous_own_answer_names_nobody(as_: Callable[[Viewer], Browser], company: Company) -> None:
    typed = {"title": "A silly one, again?", "body": "Hm.", "own_answer": "It was the cache.", "anonymous": "on"}
    path = as_(company.linus).send("/questions", **typed).request.path
    for reader in (company.tim, company.grace, company.ada):
        page = as_(reader).get(path).text
        assert ("It was the cache." in page, company.linus.id in page) == (True, False)


def test_a_draft_keeps_the_own_answer_too(as_: Callable[[Viewer], Browser], company: Company) -> None:
    linus = as_(company.linus)
    linus.send("/drafts/question", title="Flame graphs?", own_answer="Wide is slow.", draft_seen="0")
    page = linus.get("/questions/new").text
    assert "Wide is slow." in page
    assert '<details class="unfold" open>' in page
