"""The frame around every page is cached, but still personal."""

import re
from collections.abc import Callable

import pytest

from graph.asking import asks
from graph.expertise import evidence
from graph.matching import experts
from graph.notifications import notifications
from graph.posts import questions
from graph.viewers import Viewer
from tests.company import Company, question
from tests.webapp.client import Browser, Page


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_menu_shows_the_theme_that_was_chosen(
    as_: Callable[[Viewer], Browser], company: Company, theme: str
) -> None:
    ada = as_(company.ada)
    ada.get("/questions")
    ada.send("/preferences/theme", theme=theme)
    assert f'value="{theme}" aria-pressed="true"' in " ".join(ada.get("/questions").text.split())


def test_everybody_sees_their_own_menu(as_: Callable[[Viewer], Browser], company: Company) -> None:
    ada, tim = as_(company.ada).get("/questions").text, as_(company.tim).get("/questions").text
    assert f"/people/{company.ada.id}" in ada
    assert f"/people/{company.ada.id}" not in tim.split("<main")[0]


def test_the_place_where_one_is_is_marked(as_: Callable[[Viewer], Browser], company: Company) -> None:
    ada = as_(company.ada)
    for path in ("/questions", "/people", "/questions"):
        places = ada.get(path).text.split('<nav class="column"')[1].split("</nav>")[0]
        assert re.findall(r'href="([^"]*)"[^>]*aria-current="page"', places) == [path]


def test_forms_of_a_remembered_menu_can_be_sent(as_: Callable[[Viewer], Browser], company: Company) -> None:
    ada, grace = as_(company.ada), as_(company.grace)
    for browser in (ada, grace, ada):
        page = Page(browser.get("/questions").text)
        sent = browser.post("/preferences/theme", data={"csrf_token": page.token, "theme": "dark"})
        assert sent.status_code == 303


def test_a_new_ask_is_counted_at_once(as_: Callable[[Viewer], Browser], company: Company) -> None:
    ada = as_(company.ada)
    assert "1 unread" not in ada.get("/questions").text
    evidence.weigh(company.kafka_answer)
    asked = questions.ask(question("Kafka rebalances for minutes", "kafka"), by=company.linus.id)
    asks.send(experts.suggest(asked, []), about=asked)
    notifications.note(asked)
    assert "1 unread" in ada.get("/questions").text
