"""Switching notifications on and off for a browser."""

import re
from collections.abc import Callable

import pytest
from flask import Flask

from graph.notifications import devices
from graph.viewers import Viewer
from tests.company import Company
from tests.engines.push import Receiver
from tests.webapp.client import Browser
from workers.notifications.sender import Sender

SignIn = Callable[[Viewer], Browser]

SITE = Sender(secret="a secret that only the tests know", address="https://guildhall.example.com")
ENDPOINT = "https://push.example/send/1"


@pytest.fixture(autouse=True)
def address(site: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """The site has an address of its own, by which push services can find it."""
    monkeypatch.setenv("GUILDHALL_SECRET_KEY", SITE.secret)
    monkeypatch.setenv("GUILDHALL_ADDRESS", SITE.address)


def form(endpoint: str = ENDPOINT) -> dict[str, str]:
    sent = Receiver().subscription(endpoint, sender=SITE.public_key)
    return {"endpoint": sent.endpoint, "key": sent.key, "secret": sent.secret}


def test_the_page_has_the_key_of_the_site_and_offers_nothing_without_a_script(company: Company, as_: SignIn) -> None:
    page = as_(company.ada).get("/notifications").text
    assert f'data-key="{SITE.public_key}"' in page
    assert "<device-switch hidden" in page


def test_a_site_without_an_address_offers_nothing(
    company: Company, as_: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GUILDHALL_ADDRESS")
    assert "device-switch" not in as_(company.ada).get("/notifications").text


def test_ada_switches_it_on_sees_it_and_removes_it(company: Company, as_: SignIn) -> None:
    ada = as_(company.ada)
    for _ in range(2):
        page = ada.send("/devices", **form()).text
    assert "This device shows your notifications from now on." in page
    assert "data-is-on" in page
    [path] = re.findall(r'action="(/devices/\w+/removal)"', page)
    for _ in range(2):
        page = ada.send(path).text
    assert devices.of(company.ada.id, sender=SITE.public_key) == ()
    assert "data-is-on" not in page


def test_in_another_browser_it_is_listed_but_not_as_this_one(company: Company, as_: SignIn) -> None:
    as_(company.ada).send("/devices", **form())
    page = as_(company.ada).get("/notifications").text
    assert len(re.findall(r"/devices/\w+/removal", page)) == 1
    assert "data-is-on" not in page


def test_nobody_removes_it_for_others(company: Company, as_: SignIn) -> None:
    as_(company.ada).send("/devices", **form())
    [device] = devices.of(company.ada.id, sender=SITE.public_key)
    as_(company.tim).send(f"/devices/{device.session}/removal")
    assert devices.of(company.ada.id, sender=SITE.public_key) == (device,)


@pytest.mark.parametrize("wrong", [{"endpoint": "http://push.example/1"}, {"key": "B"}, {"secret": ""}])
def test_what_no_browser_sends_is_refused(company: Company, as_: SignIn, wrong: dict[str, str]) -> None:
    answer = as_(company.ada).send("/devices", **{**form(), **wrong})
    assert (answer.status_code, "This isn&#39;t what a browser sends." in answer.text) == (422, True)


def test_what_browsers_run_is_at_the_top_and_open_to_them_when_signed_out(site: Flask) -> None:
    script = site.test_client().get("/service-worker.js")
    assert (script.status_code, script.mimetype) == (200, "text/javascript")
    assert "showNotification" in script.text
    assert "immutable" not in script.headers["Cache-Control"]


def test_it_ends_when_ada_signs_out(company: Company, as_: SignIn) -> None:
    ada = as_(company.ada)
    ada.send("/devices", **form())
    ada.send("/sign-out")
    assert devices.of(company.ada.id, sender=SITE.public_key) == ()
