"""Signing in and out."""

from collections.abc import Callable

import pytest

from graph import accounts
from graph.viewers import Viewer
from tests.company import Company
from tests.webapp.client import Browser
from webapp import passwords

PASSWORD = "a long sentence to sign in with"


@pytest.fixture
def ada_can_sign_in(company: Company) -> None:
    accounts.set_password(company.ada.id, passwords.hashed(PASSWORD))


def sign_in(browser: Browser, email: str, password: str, there: str = ""):
    form = {"csrf_token": browser.token(), "email": email, "password": password, "next": there}
    return browser.post("/sign-in", data=form)


@pytest.mark.usefixtures("ada_can_sign_in")
def test_the_right_password_leads_home(stranger: Browser) -> None:
    response = sign_in(stranger, "ADA@example.com", PASSWORD)
    assert (response.status_code, response.location) == (303, "/")
    assert "Ada" in stranger.get("/").text


@pytest.mark.usefixtures("ada_can_sign_in")
@pytest.mark.parametrize(("email", "password"), [("ada@example.com", "wrong"), ("nobody@example.com", PASSWORD)])
def test_a_wrong_password_and_an_unknown_address_look_the_same(stranger: Browser, email: str, password: str) -> None:
    response = sign_in(stranger, email, password)
    assert response.status_code == 422
    assert "This address and password do not go together." in response.text
    assert email in response.text


@pytest.mark.usefixtures("ada_can_sign_in")
def test_after_ten_attempts_a_minute_one_has_to_wait(stranger: Browser) -> None:
    answers = [sign_in(stranger, "ada@example.com", "wrong").status_code for _ in range(11)]
    assert answers == [422] * 10 + [429]


@pytest.mark.usefixtures("ada_can_sign_in")
@pytest.mark.parametrize("there", ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_signing_in_leads_nowhere_else(stranger: Browser, there: str) -> None:
    assert sign_in(stranger, "ada@example.com", PASSWORD, there).location == "/"


@pytest.mark.usefixtures("ada_can_sign_in")
def test_signing_in_leads_to_where_one_wanted_to_go(stranger: Browser) -> None:
    assert stranger.get("/questions?list=open").location == "/sign-in?next=/questions?list%3Dopen"
    assert sign_in(stranger, "ada@example.com", PASSWORD, "/questions?list=open").location == "/questions?list=open"


def test_signing_out_ends_the_session(as_: Callable[[Viewer], Browser], company: Company) -> None:
    ada = as_(company.ada)
    ada.send("/sign-out")
    assert ada.get("/").status_code == 303
    assert accounts.sessions(company.ada.id) == ()


def test_a_session_ended_elsewhere_opens_nothing(as_: Callable[[Viewer], Browser], company: Company) -> None:
    here, elsewhere = as_(company.ada), as_(company.ada)
    for session in accounts.sessions(company.ada.id)[1:]:
        here.send(f"/sessions/{session.key}/end")
    assert sorted([here.get("/").status_code, elsewhere.get("/").status_code]) == [200, 303]


@pytest.mark.usefixtures("ada_can_sign_in")
def test_the_password_is_changed_by_those_who_know_it(as_: Callable[[Viewer], Browser], company: Company) -> None:
    ada = as_(company.ada)
    assert ada.send("/password", present_password="wrong", password=PASSWORD + "!").status_code == 422
    assert ada.send("/password", present_password=PASSWORD, password="short").status_code == 422
    assert ada.send("/password", present_password=PASSWORD, password=PASSWORD + "!").status_code == 200
    assert passwords.matches(PASSWORD + "!", accounts.get(company.ada.id).password_hash)
