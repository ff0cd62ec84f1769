"""The page on which people change the address that they sign in with."""

from collections.abc import Callable

import pytest

from graph.people import accounts, address_changes
from graph.viewers import Viewer
from tests.company import Company
from tests.webapp.client import Browser
from webapp.people import passwords

PASSWORD = "a long sentence to sign in with"
NEW = "ada@new.example"

Open = Callable[[Viewer], Browser]


@pytest.fixture
def ada(as_: Open, company: Company, monkeypatch: pytest.MonkeyPatch) -> Browser:
    """Ada's browser, on a site that sends mail."""
    for name, value in (("MAIL_URL", "smtp://127.0.0.1:9"), ("MAIL_FROM", "g@example.com")):
        monkeypatch.setenv(f"GUILDHALL_{name}", value)
    monkeypatch.setenv("GUILDHALL_ADDRESS", "http://localhost")
    accounts.set_password(company.ada.id, passwords.hashed(PASSWORD))
    return as_(company.ada)


def want(browser: Browser, email: str, password: str = PASSWORD):
    return browser.send("/address-changes", email=email, present_password=password)


def test_it_needs_the_password_and_says_that_a_link_is_on_its_way(ada: Browser, company: Company) -> None:
    wrong = want(ada, NEW, "wrong")
    assert (wrong.status_code, 'id="present_password-error"' in wrong.text, NEW in wrong.text) == (422, True, True)
    assert f"A link is on its way to {NEW}" in want(ada, NEW).text
    assert len(address_changes.waiting()) == 1


def test_a_taken_address_is_answered_as_a_free_one(ada: Browser) -> None:
    free, taken = (want(ada, email).text.replace(email, "…") for email in ("tam@example.com", "tim@example.com"))
    without = [text.partition('<main id="main"')[2].partition("csrf_token")[0] for text in (free, taken)]
    assert without[0] == without[1] != ""


def test_the_link_asks_before_it_does_anything(ada: Browser, as_: Open, company: Company) -> None:
    want(ada, NEW)
    issued = address_changes.issue(address_changes.waiting()[0])
    assert issued
    path = f"/address-changes/{issued[1]}"
    assert as_(company.tim).get(path).status_code == 404
    assert NEW in ada.get(path).text
    assert accounts.find(NEW) is None
    assert "From now on you sign in with this address." in ada.send(path).text
    assert accounts.find(NEW)


def test_one_may_keep_the_present_address(ada: Browser) -> None:
    want(ada, NEW)
    assert "You keep your present address." in ada.send("/address-changes/withdrawal").text
    assert address_changes.waiting() == ()


def test_nobody_sends_letters_without_end(ada: Browser) -> None:
    assert [want(ada, f"ada{number}@new.example").status_code for number in range(4)] == [200, 200, 200, 429]


def test_without_mail_the_page_says_to_ask_an_admin(ada: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GUILDHALL_MAIL_URL")
    assert "Ask an admin to change your address" in ada.get("/address-changes").text
    assert want(ada, NEW).status_code == 422
    assert address_changes.waiting() == ()
