"""Confirmations in a ring: Barbara reads why they wait, decides with a key, and the people are told without blame."""

from collections.abc import Callable

import pytest

from graph import viewers
from graph.expertise import endorsements
from graph.ids import SkillSlug
from graph.moderation import audit
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company
from tests.graph.expertise.test_endorsements import befriend
from tests.webapp.client import Browser
from workers.moderation import endorsement_rings
from workers.notifications import notifications

KAFKA = SkillSlug("kafka")
As = Callable[[Viewer], Browser]


@pytest.fixture
def barbara(company: Company, as_: As) -> Browser:
    """An admin, for whom confirmations between Linus and Tim wait."""
    befriend(company, company.linus, company.tim)
    for giver, person in ((company.linus, company.tim), (company.tim, company.linus)):
        endorsements.endorse(person.id, KAFKA, 4, by=giver)
    endorsement_rings.sweep()
    return as_(viewers.get(stories.join("Barbara", is_admin=True)))


def waiting(browser: Browser) -> str:
    """Return the key of the ring that waits, which its forms hold."""
    page = browser.get("/review?kind=ring").text
    return page.partition('value="ring:')[2].partition('"')[0]


def test_it_says_who_confirmed_whom_and_why_it_waits(barbara: Browser, company: Company, as_: As) -> None:
    page = barbara.get("/review").text
    for words in ("They confirm only each other", "Linus", "Tim", "None of them has an accepted answer"):
        assert words in page
    assert as_(company.tim).get("/review").status_code == 403


def test_left_it_is_gone_and_undone_it_waits_again(barbara: Browser, company: Company) -> None:
    key = waiting(barbara)
    assert "You can undo this" in barbara.send("/review/approval", item=f"ring:{key}").text
    assert waiting(barbara) == ""
    barbara.send("/review/undoing", item=f"ring:{key}", decision="approve")
    assert waiting(barbara) == key


def test_they_are_told_and_read_why_and_it_is_taken_back_later(barbara: Browser, company: Company, as_: As) -> None:
    linus, path = as_(company.linus), f"/people/{company.linus.id}/skills/kafka"
    barbara.send("/review/refusal", item=f"ring:{waiting(barbara)}")
    notifications.sweep()
    told = "Confirmations between you and colleagues"
    assert told in linus.get("/inbox").text
    assert "ask a coach to look again" in linus.get(path).text
    assert "Nobody has confirmed this skill yet." in as_(company.ada).get(path).text
    assert "Let them count again" in barbara.get(path).text
    key = barbara.get(path).text.partition('value="ring:')[2].partition('"')[0]
    barbara.send("/review/undoing", item=f"ring:{key}", decision="refuse")
    assert "Tim" in as_(company.ada).get(path).text
    assert told not in linus.get("/inbox").text


def test_what_was_decided_is_in_the_audit_log(barbara: Browser, company: Company, as_: As) -> None:
    key = waiting(barbara)
    barbara.send("/review/approval", item=f"ring:{key}")
    barbara.send("/review/undoing", item=f"ring:{key}", decision="approve")
    barbara.send("/review/refusal", item=f"ring:{key}")
    dorothy = viewers.get(stories.join("Dorothy", is_admin=True))
    acts = [one.act for one in audit.listed(viewer=dorothy).entries if "confirmations" in one.act]
    assert acts == ["discounted_confirmations", "counted_confirmations", "left_confirmations"]
    assert "let confirmations between" in as_(dorothy).get("/audit").text
