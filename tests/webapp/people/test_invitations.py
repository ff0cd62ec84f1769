"""Invitations: who can make them, and joining with one."""

import re
from collections.abc import Callable

import pytest
from flask import Flask

from graph import viewers
from graph.people import accounts, invitations
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company
from tests.webapp.client import Browser, Page

KATHERINE = {"name": "Katherine", "email": "katherine@example.com", "password": "orbits are ellipses"}


@pytest.fixture
def admin(company: Company) -> Viewer:
    return viewers.get(stories.join("Barbara", is_admin=True))


def join(stranger: Browser, token: str, **fields: str):
    path = f"/invitations/{token}"
    form = {"csrf_token": Page(stranger.get(path).text).token, **KATHERINE, **fields}
    return stranger.post(path, data=form, follow_redirects=True)


def test_an_admin_makes_a_link_with_which_somebody_joins_once(
    as_: Callable[[Viewer], Browser], admin: Viewer, stranger: Browser
) -> None:
    page = as_(admin).send("/invitations", email="katherine@example.com")
    [token] = set(re.findall(r"/invitations/([\w-]{20,})", page.text))
    assert "This invitation is for katherine@example.com" in stranger.get(f"/invitations/{token}").text
    assert "Katherine" in join(stranger, token).text
    assert stranger.get(f"/invitations/{token}").status_code == 404


def test_nobody_else_invites(as_: Callable[[Viewer], Browser], company: Company) -> None:
    ada = as_(company.ada)
    assert ada.get("/invitations").status_code == 403
    assert ada.send("/invitations").status_code == 403
    assert 'href="/invitations"' not in ada.get("/people").text


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("name", ""),
        ("email", "katherine"),
        ("email", "ADA@example.com"),
        ("password", "short"),
        ("password", "x" * 10_000),
    ],
)
def test_what_cannot_be_taken_comes_back_and_the_link_stays_good(
    company: Company, stranger: Browser, field: str, typed: str
) -> None:
    token = invitations.invite()
    page = join(stranger, token, **{field: typed})
    assert page.status_code == 422
    assert f'id="{field}-error"' in page.text
    assert field == "name" or "Katherine" in page.text
    assert KATHERINE["password"] not in page.text
    assert join(stranger, token).status_code == 200


def test_a_made_up_link_is_not_there(company: Company, stranger: Browser) -> None:
    assert stranger.get("/invitations/made-up").status_code == 404


def test_without_a_link_nobody_learns_who_has_an_account(company: Company, stranger: Browser) -> None:
    token = stranger.token()
    answers = [
        stranger.post("/invitations/made-up", data={"csrf_token": token, **KATHERINE, "email": email})
        for email in ("ada@example.com", "katherine@example.com")
    ]
    assert [it.status_code for it in answers] == [409, 409]
    assert answers[0].text == answers[1].text


def test_a_link_does_not_tell_the_accounts_of_a_whole_company(company: Company, stranger: Browser) -> None:
    token = invitations.invite()
    answers = [join(stranger, token, email="ada@example.com").status_code for _ in range(11)]
    assert answers == [422] * 10 + [429]


def test_a_link_is_for_its_address_and_tells_nothing_of_others(stranger: Browser, company: Company) -> None:
    token = invitations.invite(email="katherine@example.com")
    assert join(stranger, token, email="ada@example.com").status_code == 200
    assert accounts.find("katherine@example.com")


def test_what_is_no_address_or_has_an_account_is_told_beside_the_field(
    as_: Callable[[Viewer], Browser], admin: Viewer
) -> None:
    barbara = as_(admin)
    for typed in ("", "no address", "ada@example.com"):
        page = barbara.send("/invitations", email=typed, admin="on")
        assert (page.status_code, 'id="email-error"' in page.text, "checked" in page.text) == (422, True, True), typed


def test_open_invitations_are_listed_renewed_and_taken_back(
    as_: Callable[[Viewer], Browser], admin: Viewer, stranger: Browser
) -> None:
    barbara = as_(admin)
    made = barbara.send("/invitations", email="katherine@example.com").text
    [older] = set(re.findall(r"/invitations/([\w-]{20,})", made))
    [path] = re.findall(r'"(/invitations/\w+)/renewal"', made)
    assert "Invited by Barbara" in made
    [newer] = set(re.findall(r"/invitations/([\w-]{20,})", barbara.send(f"{path}/renewal").text))
    assert [stranger.get(f"/invitations/{token}").status_code for token in (older, newer)] == [404, 200]
    assert "The invitation of katherine@example.com" in barbara.send(f"{path}/withdrawal").text
    assert stranger.get(f"/invitations/{newer}").status_code == 404
    assert [barbara.send(f"{path}/{act}").status_code for act in ("withdrawal", "renewal")] == [404, 404]


def test_where_mail_is_sent_no_link_is_shown(
    as_: Callable[[Viewer], Browser], admin: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (("MAIL_URL", "smtp://127.0.0.1:9"), ("MAIL_FROM", "g@example.com")):
        monkeypatch.setenv(f"GUILDHALL_{name}", value)
    monkeypatch.setenv("GUILDHALL_ADDRESS", "http://localhost")
    page = as_(admin).send("/invitations", email="katherine@example.com").text
    assert "The invitation is on its way." in page
    assert "Waiting to be sent" in page
    assert not re.findall(r"/invitations/([\w-]{20,})", page)


def test_a_link_leads_to_the_site_and_not_where_a_request_says(
    site: Flask, as_: Callable[[Viewer], Browser], admin: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GUILDHALL_ADDRESS", "https://guildhall.example.com")
    barbara = as_(admin)
    form = {"csrf_token": barbara.token(), "email": "katherine@example.com"}
    cookie = barbara.get_cookie("guildhall")
    headers = {"Host": "evil.example", "Cookie": f"guildhall={cookie.value if cookie else ''}"}
    page = site.test_client(use_cookies=False).post("/invitations", data=form, headers=headers).text
    assert "https://guildhall.example.com/invitations/" in page
    assert "evil.example" not in page
