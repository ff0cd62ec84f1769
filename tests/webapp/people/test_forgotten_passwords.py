"""Forgotten passwords: asking tells nothing, and a link lets one person choose a new one."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask

from graph import driver
from graph.people import accounts, password_resets
from graph.viewers import Viewer
from tests.company import Company
from tests.engines import free_port
from tests.webapp.client import Browser, Page
from webapp.people import passwords

NEW = "a long sentence that is new"


@pytest.fixture
def mailed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The site sends mail, though no worker is there to do it."""
    for name, value in (("MAIL_URL", "smtp://127.0.0.1:9"), ("MAIL_FROM", "g@example.com")):
        monkeypatch.setenv(f"GUILDHALL_{name}", value)
    monkeypatch.setenv("GUILDHALL_ADDRESS", "http://localhost")


def ask(browser: Browser, email: str):
    form = {"csrf_token": browser.token(), "email": email}
    return browser.post("/forgotten-password", data=form, follow_redirects=True)


def link(email: str = "ada@example.com") -> str:
    issued = password_resets.issue(password_resets.want(email))
    assert issued
    return f"/new-password/{issued[1]}"


def choose(browser: Browser, path: str, password: str):
    token = browser.token("/sign-in")
    return browser.post(path, data={"csrf_token": token, "password": password})


def test_the_sign_in_page_leads_there(stranger: Browser) -> None:
    assert 'href="/forgotten-password"' in stranger.get("/sign-in").text


@pytest.mark.usefixtures("mailed")
def test_known_and_unknown_addresses_are_answered_alike_and_leave_the_same_trace(stranger: Browser) -> None:
    pages = [ask(stranger, email) for email in ("ada@example.com", "nobody@example.com")]
    texts = {re.sub(r'value="[^"]+"', "", page.text) for page in pages}
    assert len(texts) == 1
    assert "If there is an account with this address" in texts.pop()
    assert "nobody@example.com" not in pages[1].text
    found = driver.read("MATCH (reset:PasswordReset) RETURN keys(reset) AS keys")
    assert [sorted(row["keys"]) for row in found] == [["address", "id", "wanted_key"]] * 2


@pytest.mark.usefixtures("mailed")
def test_what_is_no_address_comes_back(stranger: Browser) -> None:
    page = ask(stranger, "not an address")
    assert (page.status_code, 'id="email-error"' in page.text, "not an address" in page.text) == (422, True, True)


@pytest.mark.usefixtures("mailed")
@pytest.mark.parametrize("email", ["ada@example.com", "nobody@example.com"])
def test_one_address_gets_three_letters_an_hour(site: Flask, email: str) -> None:
    answers = list[int]()
    for number in range(4):
        browser = site.test_client()
        browser.environ_base["REMOTE_ADDR"] = f"198.51.100.{number}"
        answers.append(ask(browser, email).status_code)
    assert answers == [200, 200, 200, 429]


@pytest.mark.usefixtures("mailed")
def test_one_place_asks_for_thirty_addresses_an_hour(stranger: Browser) -> None:
    assert [ask(stranger, f"p{number}@example.com").status_code for number in range(31)] == [200] * 30 + [429]


def test_without_mail_the_page_says_to_ask_an_admin(stranger: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GUILDHALL_MAIL_URL", raising=False)
    assert "Ask one of its admins for a link" in stranger.get("/forgotten-password").text
    assert "Ask one of its admins for a link" in ask(stranger, "ada@example.com").text
    assert password_resets.waiting() == ()


def test_a_link_opens_a_form_and_the_form_signs_in(
    stranger: Browser, as_: Callable[[Viewer], Browser], company: Company
) -> None:
    elsewhere, path = as_(company.ada), link()
    assert Page(stranger.get(path).text).heading == "Choose a new password"
    assert "Choose a password of 10" in choose(stranger, path, "short").text
    response = choose(stranger, path, NEW)
    assert (response.status_code, response.location) == (303, "/")
    assert "Ada" in stranger.get("/").text
    assert elsewhere.get("/").status_code == 303
    assert passwords.matches(NEW, accounts.get(company.ada.id).password_hash)


def test_opening_a_link_uses_nothing_up_and_using_it_does(stranger: Browser, company: Company) -> None:
    path = link()
    assert [stranger.get(path).status_code for _ in range(2)] == [200, 200]
    assert choose(stranger, path, NEW).status_code == 303
    assert (stranger.get(path).status_code, choose(stranger, path, NEW).status_code) == (404, 409)


def test_a_made_up_link_says_to_ask_for_a_new_one(stranger: Browser) -> None:
    page = stranger.get("/new-password/made-up")
    assert (page.status_code, "Ask for a new one" in page.text) == (404, True)
    assert choose(stranger, "/new-password/made-up", "short").status_code == 404


@pytest.mark.usefixtures("mailed")
def test_while_the_graph_is_away_the_page_says_so(stranger: Browser) -> None:
    token, here = stranger.token(), driver.settings()
    driver.connect(replace(here, url=f"bolt://127.0.0.1:{free_port()}"))
    answer = stranger.post("/forgotten-password", data={"csrf_token": token, "email": "ada@example.com"})
    driver.connect(here)
    assert (answer.status_code, "ada@example.com" in answer.text) == (503, True)
