"""Signing in and out."""

import re
from collections.abc import Callable
from datetime import timedelta
from email.utils import parsedate_to_datetime

import pytest
from flask import Flask

from graph import clock, driver
from graph.errors import Unavailable
from graph.people import accounts
from graph.viewers import Viewer
from tests.company import Company
from tests.webapp.client import Browser
from webapp.people import browsers, passwords

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
    assert "Wrong email address or password." in response.text
    assert email in response.text


@pytest.mark.usefixtures("ada_can_sign_in")
def test_after_ten_attempts_a_minute_one_has_to_wait(stranger: Browser) -> None:
    answers = [sign_in(stranger, "ada@example.com", "wrong").status_code for _ in range(11)]
    assert answers == [422] * 10 + [429]


@pytest.mark.usefixtures("ada_can_sign_in")
def test_a_whole_office_comes_in_by_one_address(site: Flask) -> None:
    assert [sign_in(site.test_client(), "ada@example.com", PASSWORD).status_code for _ in range(12)] == [303] * 12


@pytest.mark.usefixtures("ada_can_sign_in")
def test_one_account_is_not_tried_without_end_from_many_addresses(site: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def tried(number: int) -> int:
        browser = site.test_client()
        browser.environ_base["REMOTE_ADDR"] = f"198.51.100.{number}"
        return sign_in(browser, "Ada@example.com ", "wrong").status_code

    assert [tried(number) for number in range(61)] == [422] * 60 + [429]


@pytest.mark.usefixtures("ada_can_sign_in")
def test_a_session_outlives_its_browser_for_as_long_as_it_is_listed(stranger: Browser) -> None:
    cookie = sign_in(stranger, "ada@example.com", PASSWORD).headers["Set-Cookie"]
    expires = parsedate_to_datetime(re.findall("Expires=([^;]+)", cookie)[0])
    assert expires - clock.now() == pytest.approx(timedelta(days=30), abs=timedelta(minutes=1))


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


@pytest.mark.usefixtures("ada_can_sign_in")
def test_one_person_who_mistypes_keeps_nobody_else_in_the_office_out(site: Flask) -> None:
    assert [sign_in(site.test_client(), "tim@example.com", "wrong").status_code for _ in range(12)][-1] == 429
    assert sign_in(site.test_client(), "ada@example.com", PASSWORD).status_code == 303


@pytest.mark.usefixtures("ada_can_sign_in")
def test_a_failed_sign_in_is_logged_without_what_was_typed(
    stranger: Browser, company: Company, caplog: pytest.LogCaptureFixture
) -> None:
    sign_in(stranger, "ada@example.com", "not the password")
    [line] = [it for it in caplog.records if it.message == "A sign-in failed."]
    assert (line.__dict__["address"], line.__dict__["account"]) == ("127.0.0.1", company.ada.id)
    assert "not the password" not in repr(line.__dict__)


@pytest.mark.usefixtures("ada_can_sign_in")
def test_a_form_token_from_before_is_worth_nothing_after_signing_in(stranger: Browser) -> None:
    planted = stranger.token()
    form = {"csrf_token": planted, "email": "ada@example.com", "password": PASSWORD}
    assert stranger.post("/sign-in", data=form).status_code == 303
    assert stranger.post("/preferences/theme", data={"csrf_token": planted, "theme": "dark"}).status_code == 400


@pytest.mark.usefixtures("ada_can_sign_in")
def test_the_present_password_is_not_guessed_without_end(as_: Callable[[Viewer], Browser], company: Company) -> None:
    ada = as_(company.ada)
    form = {"csrf_token": ada.token(), "present_password": "wrong", "password": "another long sentence"}
    answers = [ada.post("/password", data=form, environ_base={"REMOTE_ADDR": f"10.0.0.{n}"}) for n in range(11)]
    assert [it.status_code for it in answers] == [422] * 10 + [429]


FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0"
NAMES = {
    FIREFOX: "Firefox on Windows",
    "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/120.0 Safari/537.36 Edg/120.0": "Edge on Windows",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Safari/605.1.15": "Safari on Mac",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_1 like Mac OS X) CriOS/119.0 Mobile Safari/604.1": "Chrome on iPhone",
    "Mozilla/5.0 (Linux; Android 14) SamsungBrowser/23.0 Chrome/115.0 Safari/537.36": "Samsung Internet on Android",
    "Mozilla/5.0 (X11; CrOS x86_64) AppleWebKit/537.36 Chrome/119.0 Safari/537.36": "Chrome on ChromeOS",
    "curl/8.0": "Unknown browser",
    "": "Unknown browser",
}


@pytest.mark.parametrize(("introduction", "name"), NAMES.items(), ids=NAMES.values())
def test_browsers_have_names_that_people_know(site: Flask, introduction: str, name: str) -> None:
    with site.test_request_context():
        assert browsers.name(introduction) == name


def test_all_other_sessions_end_at_once_and_this_one_stays(as_: Callable[[Viewer], Browser], company: Company) -> None:
    here, elsewhere, tim = as_(company.ada), as_(company.ada), as_(company.tim)
    for _ in range(2):
        assert "You are signed out everywhere else." in here.send("/sessions/others/end").text
    assert [browser.get("/").status_code for browser in (here, elsewhere, tim)] == [200, 303, 200]
    assert "End all other sessions" not in here.get("/sessions").text


def test_a_session_shows_its_browser_and_when_it_was_last_used(
    as_: Callable[[Viewer], Browser], company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = as_(company.ada)
    driver.write("MATCH (session:Session) SET session.browser = $browser", browser=FIREFOX)
    later = clock.now() + timedelta(hours=2)
    monkeypatch.setattr(clock, "now", lambda: later)
    page = as_(company.ada).get("/sessions").text
    assert (page.count("Firefox on Windows"), page.count("This session")) == (2, 1)
    assert [one.used_at == later for one in accounts.sessions(company.ada.id)] == [True, False]
    elsewhere.get("/")
    assert all(one.used_at == later for one in accounts.sessions(company.ada.id))


def test_a_page_is_read_even_if_the_use_of_the_session_cannot_be_noted(
    as_: Callable[[Viewer], Browser], company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_session: str) -> None:
        raise Unavailable("away")

    ada, later = as_(company.ada), clock.now() + timedelta(hours=2)
    monkeypatch.setattr(clock, "now", lambda: later)
    monkeypatch.setattr(accounts, "note_use", fail)
    assert ada.get("/sessions").status_code == 200
