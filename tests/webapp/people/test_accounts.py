"""The accounts page: admins find people, give and take roles, and let them in or out."""

import re
from collections.abc import Callable

import pytest

from graph.people import accounts, password_resets
from graph.viewers import Viewer, get
from tests.company import Company, join, signed_in
from tests.webapp.client import Browser

Open = Callable[[Viewer], Browser]


@pytest.fixture
def admin(company: Company, as_: Open, monkeypatch: pytest.MonkeyPatch) -> Browser:
    """Barbara's browser, on a site that sends no mail."""
    monkeypatch.delenv("GUILDHALL_MAIL_URL", raising=False)
    return as_(get(join("Barbara", is_admin=True)))


@pytest.fixture
def _mailed(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("MAIL_URL", "smtp://127.0.0.1:9"), ("MAIL_FROM", "g@example.com")):
        monkeypatch.setenv(f"GUILDHALL_{name}", value)
    monkeypatch.setenv("GUILDHALL_ADDRESS", "http://localhost")


def rows(page: str) -> list[str]:
    return re.findall(r'<th scope="row"><a [^>]+>([^<]+)<', page)


def test_the_list_is_found_in_the_menu_and_narrowed(admin: Browser) -> None:
    assert 'href="/accounts"' in admin.get("/").text
    assert rows(admin.get("/accounts").text) == ["Ada", "Barbara", "Grace", "Linus", "Margaret", "Tim"]
    assert rows(admin.get("/accounts?q=ada").text) == ["Ada"]
    assert rows(admin.get("/accounts?role=coach&state=active").text) == ["Margaret"]
    assert "No accounts found" in admin.get("/accounts?q=nobody").text
    assert len(rows(admin.get("/accounts?role=king&state=odd").text)) == 6


def test_nobody_else_sees_it(as_: Open, company: Company) -> None:
    grace = as_(company.grace)
    assert 'href="/accounts"' not in grace.get("/").text
    assert [grace.get(path).status_code for path in ("/accounts", f"/accounts/{company.ada.id}")] == [403, 403]
    for act in ("admin", "coaching", "site-coaching", "sign-out", "password-link", "address"):
        assert grace.send(f"/accounts/{company.ada.id}/{act}", email="a@example.com").status_code == 403, act


def test_the_role_of_admin_is_given_and_taken_back(admin: Browser, company: Company) -> None:
    path = f"/accounts/{company.ada.id}/admin"
    assert "They are an admin now." in admin.send(path, admin="1").text
    assert rows(admin.get("/accounts?role=admin").text) == ["Ada", "Barbara"]
    assert "They are no longer an admin." in admin.send(path, admin="0").text


def test_the_role_of_site_wide_coach_is_given_and_taken_back(admin: Browser, as_: Open, company: Company) -> None:
    path = f"/accounts/{company.tim.id}/site-coaching"
    assert "They are a site-wide coach now." in admin.send(path, coach="1").text
    assert rows(admin.get("/accounts?role=coach").text) == ["Margaret", "Tim"]
    assert as_(company.tim).get("/review").status_code == 200
    assert "They are no longer a site-wide coach." in admin.send(path, coach="0").text
    assert as_(company.tim).get("/review").status_code == 403


def test_a_coach_is_made_of_a_public_community(admin: Browser, as_: Open, company: Company) -> None:
    as_(company.ada).send("/communities", name="Cooks", purpose="Eat.", visibility="public")
    path = f"/accounts/{company.tim.id}/coaching"
    assert "Coach of Cooks" in admin.send(path, community="cooks", coach="1").text
    assert "They no longer coach this community." in admin.send(path, community="cooks", coach="0").text
    assert admin.send(path, community=company.platform, coach="1").status_code == 403
    assert company.platform not in admin.get(f"/accounts/{company.ada.id}").text


def test_a_disabled_account_is_signed_out_and_enabled_again(admin: Browser, as_: Open, company: Company) -> None:
    ada, path = as_(company.ada), f"/people/{company.ada.id}/departure"
    page = admin.send(path, left="1", back="account")
    assert (page.request.path, "Enable this account" in page.text) == (f"/accounts/{company.ada.id}", True)
    assert ada.get("/").status_code == 303
    assert rows(admin.get("/accounts?state=left").text) == ["Ada"]
    assert "Disable this account" in admin.send(path, left="0", back="account").text


def test_sessions_are_ended(admin: Browser, as_: Open, company: Company) -> None:
    ada = as_(company.ada)
    assert "They are signed out everywhere." in admin.send(f"/accounts/{company.ada.id}/sign-out").text
    assert ada.get("/").status_code == 303


def test_without_mail_an_admin_makes_a_link_and_the_person_sees_it(admin: Browser, as_: Open, company: Company) -> None:
    page = admin.send(f"/accounts/{company.ada.id}/password-link")
    [token] = set(re.findall(r"/new-password/([\w-]{20,})", page.text))
    assert password_resets.get(token).email == "ada@example.com"
    assert "Barbara made a link with which you can choose a new password" in as_(company.ada).get("/sessions").text
    assert token not in admin.get(f"/accounts/{company.ada.id}").text


def test_no_link_is_made_for_another_admin(admin: Browser) -> None:
    other = join("Katherine", is_admin=True)
    assert "Make a link for a new password" not in admin.get(f"/accounts/{other}").text
    assert admin.send(f"/accounts/{other}/password-link").status_code == 403


def test_without_mail_an_admin_changes_an_address(admin: Browser, company: Company) -> None:
    path = f"/accounts/{company.ada.id}/address"
    taken = admin.send(path, email="tim@example.com")
    assert (taken.status_code, 'value="tim@example.com"' in taken.text) == (422, True)
    assert "They sign in with the new address" in admin.send(path, email="ada@new.example").text
    assert accounts.find("ada@new.example")


@pytest.mark.usefixtures("_mailed")
def test_where_mail_is_sent_no_admin_gets_into_an_account(as_: Open, company: Company) -> None:
    admin = as_(get(join("Barbara", is_admin=True)))
    page = admin.get(f"/accounts/{company.ada.id}").text
    assert "Make a link" not in page
    for act in ("password-link", "address"):
        assert admin.send(f"/accounts/{company.ada.id}/{act}", email="a@new.example").status_code == 409


def test_an_admin_can_do_nothing_to_their_own_role(admin: Browser) -> None:
    me = accounts.find("barbara@example.com")
    assert me
    page = admin.get(f"/accounts/{me.id}").text
    assert "Only another admin can take this role from you." in page
    assert "Disable" not in page
    assert admin.send(f"/accounts/{me.id}/admin", admin="0").status_code == 409


def test_somebody_who_signs_in_meanwhile_is_counted(admin: Browser, company: Company) -> None:
    signed_in(company.ada)
    assert "Signed in in 1 browser." in admin.get(f"/accounts/{company.ada.id}").text
