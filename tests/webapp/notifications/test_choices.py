"""The page Notifications: choosing by kind, quiet hours, the digest, and stopping mail from a letter."""

import re
from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from graph import driver
from graph.feed import digests
from graph.notifications import recipients
from graph.notifications.kinds import KINDS
from graph.notifications.recipients import Choices
from graph.people import accounts
from graph.viewers import Viewer
from tests.company import Company
from tests.engines import mail as server
from tests.engines.mail import Letterbox
from tests.webapp.client import Browser
from webapp.people import passwords
from workers.feed import mail

SignIn = Callable[[Viewer], Browser]

SECRET = "a secret that only the tests know"


@pytest.fixture
def box(site: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Letterbox]:
    """A mail server that the site knows."""
    with server.running() as box:
        for name, value in box.environment.items():
            monkeypatch.setenv(name, value)
        yield box


def stop_link(viewer: Viewer, kind: str) -> str:
    return f"/notifications/{viewer.id}/{kind}/{mail.signature(viewer.id, secret=SECRET, about=f'mail {kind}')}"


def chosen(page: str, kind: str) -> str:
    """Return the channel that is chosen for a kind on the page."""
    [found] = re.findall(rf'name="{kind}" value="(\w+)" checked', page)
    return found


@pytest.mark.usefixtures("box")
def test_ada_chooses_and_the_page_remembers(company: Company, as_: SignIn) -> None:
    ada = as_(company.ada)
    page = ada.get("/notifications").text
    assert (chosen(page, "asked"), chosen(page, "commented")) == ("mail", "digest")
    assert "ada@example.com" in page
    form = {"asked": "inbox", "commented": "mail", "digest": "weekly", "is_quiet": "1"}
    for _ in range(2):
        page = ada.send("/notifications", **form, quiet_from="21:30", quiet_until="08:00").text
    assert (chosen(page, "asked"), chosen(page, "commented")) == ("inbox", "mail")
    assert 'value="21:30"' in page
    assert digests.choice(viewer=company.ada).days == "weekly"


def test_no_quiet_hours_and_no_digest(company: Company, as_: SignIn) -> None:
    as_(company.ada).send("/notifications", digest="never")
    assert not recipients.chosen(viewer=company.ada).is_quiet
    assert digests.choice(viewer=company.ada).days == "never"


def test_a_time_that_is_none_comes_back_with_everything_else_as_chosen(company: Company, as_: SignIn) -> None:
    page = as_(company.ada).send(
        "/notifications", commented="nothing", is_quiet="1", quiet_from="noon", quiet_until="7"
    )
    assert page.status_code == 422
    assert "Enter a time, such as 20:00." in page.text
    assert chosen(page.text, "commented") == "nothing"
    assert recipients.chosen(viewer=company.ada) == Choices()


def test_what_others_wait_for_stays_in_the_inbox(company: Company, as_: SignIn) -> None:
    page = as_(company.ada).send("/notifications", asked="nothing")
    assert (page.status_code, "This stays in your inbox, because others wait for you." in page.text) == (422, True)
    assert recipients.chosen(viewer=company.ada).channel("asked") == "mail"


def test_the_language_of_mail_is_chosen_and_remembered(company: Company, as_: SignIn) -> None:
    ada = as_(company.ada)
    assert '<option value="sv" lang="sv">Svenska</option>' in ada.get("/notifications").text
    assert '<option value="sv" lang="sv" selected>' in ada.send("/notifications", language="sv").text
    recipients.stop_mail("answered", by=company.ada.id)
    assert recipients.chosen(viewer=company.ada).language == "sv"
    ada.send("/notifications", language="tlh")
    assert recipients.chosen(viewer=company.ada).language == ""


@pytest.mark.parametrize(
    ("asked_for", "remembered"), [("sv-FI,sv;q=0.9,en;q=0.8", "sv"), ("tlh,de;q=0.5", "de"), ("tlh", None)]
)
def test_signing_in_remembers_the_language_of_the_browser(
    company: Company, site: Flask, asked_for: str, remembered: str | None
) -> None:
    accounts.set_password(company.ada.id, passwords.hashed("sticky assignor"))
    form = {"email": "ada@example.com", "password": "sticky assignor"}
    browser = site.test_client()
    token = browser.token()
    browser.post("/sign-in", data={"csrf_token": token, **form}, headers={"Accept-Language": asked_for})
    [row] = driver.read("MATCH (ada:Person {id: $id}) RETURN ada.browser_language AS tag", id=company.ada.id)
    assert row["tag"] == remembered


def test_a_site_without_mail_says_so(company: Company, as_: SignIn) -> None:
    assert "This site doesn't send email." in as_(company.tim).get("/notifications").text


def test_the_former_address_of_the_digest_leads_here(company: Company, as_: SignIn) -> None:
    assert as_(company.tim).get("/digest").location == "/notifications"


@pytest.mark.parametrize("kind", [*KINDS, "all"])
def test_a_look_at_the_link_stops_nothing_and_its_button_does(company: Company, site: Flask, kind: str) -> None:
    stranger = site.test_client()
    asked = stranger.get(stop_link(company.tim, kind))
    assert "Stop these emails?" in asked.text
    assert "tim@example.com" not in asked.text
    assert recipients.chosen(viewer=company.tim) == Choices()
    assert "You won't get these emails any more" in stranger.send(stop_link(company.tim, kind)).text
    stopped = KINDS if kind == "all" else (kind,)
    assert not [one for one in stopped if recipients.chosen(viewer=company.tim).channel(one) == "mail"]


def test_a_mail_program_stops_it_without_a_page(company: Company, site: Flask) -> None:
    for _ in range(2):
        answer = site.test_client().post(stop_link(company.tim, "answered"), data={"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
    assert recipients.chosen(viewer=company.tim).channel("answered") == "digest"


def test_nobody_stops_it_for_others(company: Company, site: Flask) -> None:
    proof = stop_link(company.tim, "answered").rsplit("/", 1)[1]
    for forged in (
        f"/notifications/{company.ada.id}/answered/{proof}",
        f"/notifications/{company.tim.id}/mentioned/{proof}",
        f"/notifications/{company.tim.id}/answered/{proof[:-1]}",
        f"/notifications/{company.tim.id}/nothing/{proof}",
    ):
        assert site.test_client().get(forged).status_code == 404
        assert site.test_client().post(forged).status_code == 404
    assert recipients.chosen(viewer=company.tim) == Choices()
