"""A suspension as Linus meets it: every page leads to the one that says why, and what others see stays the same."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from graph import clock, viewers
from graph.conduct import suspensions
from graph.conduct.suspensions import SuspensionDraft
from graph.ids import SuspensionId
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company
from tests.webapp.client import Browser

As = Callable[[Viewer], Browser]

TOMORROW = (clock.now() + timedelta(days=1)).date().isoformat()


@pytest.fixture
def barbara(company: Company) -> Viewer:
    """An admin."""
    return viewers.get(stories.join("Barbara", is_admin=True))


@pytest.fixture
def suspension(company: Company, barbara: Viewer) -> SuspensionId:
    ends_at = clock.now() + timedelta(days=1)
    draft = SuspensionDraft(reason="rude", words="You threatened someone.", ends_at=ends_at)
    return suspensions.suspend(company.linus.id, draft, by=barbara)


@pytest.mark.usefixtures("suspension")
def test_every_page_leads_to_the_one_that_says_why(as_: As, company: Company) -> None:
    linus = as_(company.linus)
    for path in ("/", "/search?q=kafka", f"/questions/{company.kafka_question}", "/conduct", "/nowhere", "/profile"):
        there = linus.get(path)
        assert (there.status_code, there.location) == (303, "/suspension")
    page = linus.get("/suspension").text
    assert "You threatened someone." in page
    assert "Barbara" not in page
    # No other way leads from there into the site.
    assert {one for one in re.findall(r'(?:href|action)="(/[^"]*)"', page) if "/assets/" not in one} == {
        "/",
        "/sign-out",
        "/suspension/appeal",
    }


@pytest.mark.usefixtures("suspension")
def test_nothing_that_is_sent_takes_effect(as_: As, company: Company) -> None:
    linus = as_(company.linus)
    for path in (f"/comments/{company.kafka_question}", "/questions", f"/votes/{company.kafka_tip}"):
        page = linus.send(path, body="I will come back.", title="Who told on me?", vote="up")
        assert "You are suspended" in page.text
    assert "I will come back." not in as_(company.ada).get(f"/questions/{company.kafka_question}").text


@pytest.mark.usefixtures("suspension")
def test_others_see_what_they_saw(as_: As, company: Company) -> None:
    page = as_(company.ada).get(f"/people/{company.linus.id}")
    assert page.status_code == 200
    assert "suspend" not in page.text.lower()


@pytest.mark.usefixtures("suspension")
def test_another_admin_is_asked_once_and_decides(as_: As, company: Company, suspension: SuspensionId) -> None:
    edsger, linus = viewers.get(stories.join("Edsger", is_admin=True)), as_(company.linus)
    assert linus.send("/suspension/appeal", words="").status_code == 422
    assert "Another admin is going to look" in linus.send("/suspension/appeal", words="I joked.").text
    assert linus.send("/suspension/appeal", words="Really.").status_code == 409
    assert "I joked." in as_(edsger).get("/review?kind=suspension").text
    as_(edsger).send("/review/refusal", item=f"suspension:{suspension}", words="Nobody laughed.")
    assert "Nobody laughed." in linus.get("/suspension").text


def test_an_appeal_can_end_it(as_: As, company: Company, suspension: SuspensionId) -> None:
    edsger, linus = viewers.get(stories.join("Edsger", is_admin=True)), as_(company.linus)
    linus.send("/suspension/appeal", words="I joked.")
    as_(edsger).send("/review/approval", item=f"suspension:{suspension}")
    assert linus.get("/").status_code == 200
    assert "You threatened someone." in linus.get("/conduct").text
    assert linus.get("/suspension").location == "/conduct"


def test_an_admin_suspends_and_ends_it_early(as_: As, company: Company, barbara: Viewer) -> None:
    there = f"/people/{company.linus.id}"
    refused = as_(barbara).send(f"{there}/suspensions", reason="", words="You insult.", until="")
    assert (refused.status_code, "You insult." in refused.text) == (422, True)
    assert 'href="#suspension-until"' in refused.text
    done = as_(barbara).send(f"{there}/suspensions", reason="rude", words="You insult.", until=TOMORROW)
    assert "They are signed out" in done.text
    [present] = suspensions.of(company.linus.id, viewer=barbara)
    assert "can use the site again" in as_(barbara).send(f"{there}/suspensions/{present.id}/end").text
    assert "End it now" not in as_(barbara).get(f"{there}/moderation").text


def test_coaches_can_not(as_: As, company: Company) -> None:
    there = f"/people/{company.linus.id}"
    assert "Suspend" not in as_(company.margaret).get(f"{there}/moderation").text
    sent = as_(company.margaret).send(f"{there}/suspensions", reason="rude", words="You insult.", until=TOMORROW)
    assert sent.status_code == 404
