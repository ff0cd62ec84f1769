"""Introductions on pages: offered beside a person, asked for, made or declined, and kept from the third until made."""

from collections.abc import Callable

import pytest
from werkzeug.test import TestResponse

from graph.introductions import introductions
from graph.posts import answers, questions
from graph.viewers import Viewer
from tests.company import Company, question, text
from tests.webapp.client import Browser
from tests.webapp.worlds import plain

Sign = Callable[[Viewer], Browser]

WHY = "We both move topics this quarter."


@pytest.fixture
def met(company: Company) -> Company:
    """A company in which Ada has answered Linus and Tim."""
    for asker in (company.linus, company.tim):
        answers.give(questions.ask(question("Slow?", "kafka"), by=asker.id), text("Like this."), by=company.ada)
    return company


def post(browser: Browser, path: str, **fields: str) -> TestResponse:
    return browser.post(path, data={"csrf_token": browser.token(), **fields})


def test_who_can_introduce_them_stands_on_the_page_of_a_stranger(as_: Sign, met: Company) -> None:
    browser = as_(met.linus)
    page = browser.get(f"/people/{met.tim.id}").text
    assert "Ada has worked with both of you on kafka." in page
    assert f"/introductions/new?person={met.tim.id}&amp;through={met.ada.id}" in page
    for other in (met.ada, met.linus, met.grace):
        assert "has worked with both of you" not in browser.get(f"/people/{other.id}").text


def test_it_is_asked_for_and_made(as_: Sign, met: Company) -> None:
    linus, ada, tim = as_(met.linus), as_(met.ada), as_(met.tim)
    sent = post(linus, "/introductions", person=met.tim.id, through=met.ada.id, why=WHY)
    assert sent.headers["Location"] == f"/people/{met.tim.id}"
    assert "You have asked a colleague to introduce you." in linus.get(f"/people/{met.tim.id}").text
    [one] = introductions.waiting(viewer=met.ada)
    assert WHY in ada.get("/introductions").text
    assert WHY not in tim.get("/introductions").text
    assert post(tim, f"/introductions/{one.id}/acceptance").status_code == 404
    assert post(ada, f"/introductions/{one.id}/acceptance").status_code == 303
    for browser in (linus, ada, tim):
        assert WHY in browser.get("/introductions").text


def test_after_a_refusal_the_asker_sees_what_they_saw_before(as_: Sign, met: Company) -> None:
    linus, ada = as_(met.linus), as_(met.ada)
    post(linus, "/introductions", person=met.tim.id, through=met.ada.id, why=WHY)
    linus.get(f"/people/{met.tim.id}")
    before = plain(linus.get("/introductions").text)
    [one] = introductions.waiting(viewer=met.ada)
    assert post(ada, f"/introductions/{one.id}/refusal").status_code == 303
    assert plain(linus.get("/introductions").text) == before
    assert "No introductions" in as_(met.tim).get("/introductions").text


def test_a_form_without_a_reason_comes_back(as_: Sign, met: Company) -> None:
    sent = post(as_(met.linus), "/introductions", person=met.tim.id, through=met.ada.id, why=" ")
    assert sent.status_code == 422
    assert "Say in one line why" in sent.text
    assert introductions.waiting(viewer=met.ada) == ()


def test_nobody_is_introduced_by_someone_who_has_not_met_both(as_: Sign, met: Company) -> None:
    assert post(as_(met.linus), "/introductions", person=met.tim.id, through=met.grace.id, why=WHY).status_code == 409
    assert "Nobody can introduce you" in as_(met.linus).get(f"/introductions/new?person={met.ada.id}").text
    assert as_(met.linus).get("/introductions/new").status_code == 404
