"""The daily digest on pages: turned on or off, stopped from a mail without signing in, and with working links."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from flask import Flask

from graph import clock
from graph.feed import digests, follows
from graph.viewers import Viewer
from tests.company import Company
from tests.engines import mail as server
from tests.engines.mail import Letterbox
from tests.webapp.client import Browser
from workers.feed import digests as worker
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


def is_wanted(viewer: Viewer) -> bool:
    return digests.choice(viewer=viewer).days != "never"


def stop_link(viewer: Viewer) -> str:
    return f"/digest/{viewer.id}/{mail.signature(viewer.id, secret=SECRET)}"


def test_every_link_of_a_mail_leads_to_what_it_says(
    box: Letterbox, company: Company, as_: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    follows.follow("person", company.ada.id, by=company.tim)
    tomorrow = (clock.now() + timedelta(days=1)).replace(hour=8)
    with monkeypatch.context() as later:
        later.setattr(clock, "now", lambda: tomorrow)
        worker.sweep()
    [said] = box.to("tim")
    links = re.findall(r"http://localhost(/\S*)", said)
    assert len(links) == 3
    tim = as_(company.tim)
    assert "See consumer lag at a glance" in tim.get(links[0], follow_redirects=True).text
    assert "Stop the daily digest?" in tim.get(links[1]).text
    assert "Quiet hours" in tim.get(links[2], follow_redirects=True).text


@pytest.mark.usefixtures("box")
def test_a_look_at_the_link_stops_nothing_and_its_button_does(company: Company, site: Flask) -> None:
    stranger = site.test_client()
    asked = stranger.get(stop_link(company.tim))
    assert "Stop the daily digest?" in asked.text
    assert "tim@example.com" not in asked.text
    assert is_wanted(company.tim)
    stopped = stranger.send(stop_link(company.tim))
    assert "You won't get the daily digest any more" in stopped.text
    assert not is_wanted(company.tim)


@pytest.mark.usefixtures("box")
def test_a_mail_program_stops_it_without_a_page(company: Company, site: Flask) -> None:
    for _ in range(2):
        answer = site.test_client().post(stop_link(company.tim), data={"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
    assert not is_wanted(company.tim)


@pytest.mark.usefixtures("box")
def test_nobody_stops_it_for_others(company: Company, site: Flask) -> None:
    proof = stop_link(company.tim).rsplit("/", 1)[1]
    for forged in (f"/digest/{company.ada.id}/{proof}", f"/digest/{company.tim.id}/{proof[:-1]}", "/digest/x/é"):
        assert site.test_client().get(forged).status_code == 404
        assert site.test_client().post(forged).status_code == 404
    assert is_wanted(company.ada)
    assert is_wanted(company.tim)
