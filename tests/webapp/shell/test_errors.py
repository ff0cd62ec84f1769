"""Every error has a page with a sentence for people."""

from collections.abc import Callable
from dataclasses import replace

from flask import Flask

from graph import driver
from graph.settings import Settings
from graph.viewers import Viewer
from tests.company import Company
from tests.webapp.client import Browser


def test_an_address_that_never_was(as_: Callable[[Viewer], Browser], company: Company) -> None:
    page = as_(company.ada).get("/nowhere")
    assert page.status_code == 404
    assert "This page doesn" in page.text


def test_a_page_that_only_takes_forms(as_: Callable[[Viewer], Browser], company: Company) -> None:
    assert as_(company.ada).get("/inbox/read").status_code == 405


def test_a_form_without_its_token(as_: Callable[[Viewer], Browser], company: Company) -> None:
    page = as_(company.ada).post("/questions", data={"title": "Hello?"})
    assert page.status_code == 400
    assert "Your form has expired" in page.text


def test_a_form_that_is_too_large(as_: Callable[[Viewer], Browser], company: Company) -> None:
    ada = as_(company.ada)
    page = ada.post("/questions", data={"csrf_token": ada.token(), "body": "x" * 10_000_000})
    assert page.status_code == 413
    assert "Send at most 2 MB at once." in page.text


def test_a_mistake_of_ours_says_so_and_shows_nothing_of_it(
    site: Flask, as_: Callable[[Viewer], Browser], company: Company
) -> None:
    site.add_url_rule("/mistake", view_func=lambda: {}["secret detail"], endpoint="mistake")
    page = as_(company.ada).get("/mistake")
    assert page.status_code == 500
    assert "The error has been logged" in page.text
    assert "secret detail" not in page.text


def test_a_graph_that_is_away_is_a_page_with_try_again_and_comes_back(
    as_: Callable[[Viewer], Browser], company: Company, graph: Settings
) -> None:
    ada = as_(company.ada)
    driver.connect(replace(graph, url="bolt://127.0.0.1:1"))
    page = ada.get("/questions?list=open")
    assert (page.status_code, page.headers["Retry-After"]) == (503, "5")
    assert 'href="/questions?list=open"' in page.text
    driver.connect(graph)
    assert ada.get("/questions?list=open").status_code == 200


def test_a_password_is_never_sent_back(stranger: Browser, company: Company, graph: Settings) -> None:
    token = stranger.token()
    driver.connect(replace(graph, url="bolt://127.0.0.1:1"))
    form = {"csrf_token": token, "email": "ada@example.com", "password": "my secret sentence"}
    page = stranger.post("/sign-in", data=form)
    assert page.status_code == 503
    assert "ada@example.com" in page.text
    assert "my secret sentence" not in page.text
    driver.connect(graph)
