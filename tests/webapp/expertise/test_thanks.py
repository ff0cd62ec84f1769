"""Thanking on the pages: two clicks, nothing lost, taken back, shown only if the person likes."""

from collections.abc import Callable

import pytest
from flask import Flask

from graph import driver
from graph.expertise import thanks
from graph.posts import answers, questions
from graph.viewers import Viewer
from tests.company import Company, question, text
from tests.webapp.client import Browser
from webapp.site import create_app

As = Callable[[Viewer], Browser]


def thank_link(company: Company, on: str = "") -> str:
    return f'href="/people/{company.ada.id}/thanks/new{f"?on={on}" if on else ""}"'


def test_ada_can_be_thanked_wherever_she_wrote(as_: As, company: Company) -> None:
    linus, ada = as_(company.linus), as_(company.ada)
    for path, on in (
        (f"/questions/{company.kafka_question}", company.kafka_answer),
        (f"/tips/{company.kafka_tip}", company.kafka_tip),
        (f"/questions/{company.platform_question}", company.platform_question),
        (f"/people/{company.ada.id}", ""),
    ):
        assert thank_link(company, on) in linus.get(path).text, path
        assert thank_link(company, on) not in ada.get(path).text, path


def test_thanking_leads_back_to_the_post(as_: As, company: Company) -> None:
    linus = as_(company.linus)
    form = linus.get(f"/people/{company.ada.id}/thanks/new?on={company.kafka_answer}").text
    assert "Why does my Kafka consumer lag?" in form
    page = linus.send(f"/people/{company.ada.id}/thanks", on=company.kafka_answer, words="You saved my day.")
    assert "Your thanks was sent." in page.text
    assert "Why does my Kafka consumer lag?" in page.text
    assert "You saved my day." in as_(company.ada).get("/thanks").text


def test_too_many_words_come_back(as_: As, company: Company) -> None:
    page = as_(company.linus).send(f"/people/{company.ada.id}/thanks", on=company.kafka_answer, words="So " * 150)
    assert page.status_code == 422
    assert "Use 300 characters or fewer." in page.text
    assert "So So So" in page.text
    assert f'name="on" value="{company.kafka_answer}"' in page.text


def test_the_form_says_why_somebody_cannot_be_thanked(as_: As, company: Company) -> None:
    thanks.show_to("off", by=company.ada.id)
    linus = as_(company.linus)
    assert "prefers not to be thanked" in linus.get(f"/people/{company.ada.id}/thanks/new").text
    assert linus.send(f"/people/{company.ada.id}/thanks").status_code == 403


def test_it_shows_on_her_page_only_if_she_likes(as_: As, company: Company) -> None:
    ada, grace = as_(company.ada), as_(company.grace)
    id = thanks.give(company.ada.id, "You saved my day.", on=company.kafka_answer, by=company.linus)
    assert "You saved my day." not in grace.get(f"/people/{company.ada.id}").text
    ada.send("/thanks", shown="everyone")
    assert "You saved my day." in grace.get(f"/people/{company.ada.id}").text
    ada.send(f"/thanks/{id}/visibility", hidden="1")
    assert "You saved my day." not in grace.get(f"/people/{company.ada.id}").text
    assert "Show on my page" in ada.get("/thanks").text


def test_linus_takes_it_back(as_: As, company: Company) -> None:
    id = thanks.give(company.ada.id, "You saved my day.", on=company.kafka_answer, by=company.linus)
    page = as_(company.linus).send(f"/thanks/{id}/withdrawal")
    assert "Your thanks was taken back." in page.text
    assert "You saved my day." not in as_(company.ada).get("/thanks").text


def test_a_choice_that_does_not_exist_is_refused(as_: As, company: Company) -> None:
    assert as_(company.ada).send("/thanks", shown="the press").status_code == 422


def test_an_anonymous_asker_is_not_offered_and_not_named(as_: As, company: Company) -> None:
    asked = questions.ask(question("Am I alone?", "kafka", is_anonymous=True), by=company.linus.id)
    answer = answers.give(asked, text("No."), by=company.ada)
    own = answers.give(asked, text("Yes."), by=company.linus)
    page = as_(company.grace).get(f"/questions/{asked}").text
    assert thank_link(company, answer) in page
    assert f"on={own}" not in page
    assert f"on={asked}" not in page
    as_(company.linus).send(f"/people/{company.ada.id}/thanks", on=answer, words="Thank you.")
    thanks.show_to("everyone", by=company.ada.id)
    shown = as_(company.grace).get(f"/people/{company.ada.id}").text
    assert "The asker" in shown
    assert "Linus" not in shown.partition('id="thanks"')[2].partition("</section>")[0]


@pytest.fixture
def plain_site(site: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """A site without thanks."""
    now = driver.settings()
    monkeypatch.setenv("GUILDHALL_THANKS", "no")
    monkeypatch.setattr(thanks, "is_on", lambda: False)
    assert now.thanks
    return create_app()


@pytest.mark.usefixtures("plain_site")
def test_a_site_without_thanks_does_not_show_it(as_: As, company: Company) -> None:
    linus = as_(company.linus)
    assert linus.get(f"/people/{company.ada.id}/thanks/new").status_code == 404
