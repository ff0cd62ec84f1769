"""Reporting a person: from the profile to the review queue of an admin."""

from collections.abc import Callable

from graph import viewers
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company
from tests.webapp.client import Browser

As = Callable[[Viewer], Browser]


def test_a_colleague_reports_and_an_admin_finds_it_right(as_: As, company: Company) -> None:
    barbara = viewers.get(stories.join("Barbara", is_admin=True))
    tim, there = as_(company.tim), f"/people/{company.linus.id}/report"
    assert there in tim.get(f"/people/{company.linus.id}").text
    assert "An admin will look at it" in tim.send(there, reason="photo", words="It shows his cat.").text
    page = as_(barbara).get("/review").text
    assert "It shows his cat." in page
    assert f"/people/{company.linus.id}/moderation" in page
    assert "Tim" not in page
    assert "Nothing waits for you" in as_(barbara).send("/review/refusal", item=f"person:{company.linus.id}").text


def test_an_admin_leaves_it(as_: As, company: Company) -> None:
    barbara = viewers.get(stories.join("Barbara", is_admin=True))
    as_(company.tim).send(f"/people/{company.linus.id}/report", reason="conduct", words="He shouts.")
    assert "Nothing waits for you" in as_(company.margaret).get("/review").text
    assert "Nothing waits for you" in as_(barbara).send("/review/approval", item=f"person:{company.linus.id}").text
    assert "looked at a report of Linus, and left it" in as_(barbara).get("/audit").text


def test_what_is_missing_comes_back_beside_its_field(as_: As, company: Company) -> None:
    page = as_(company.tim).send(f"/people/{company.linus.id}/report", words="He shouts.")
    assert (page.status_code, "He shouts." in page.text) == (422, True)
    assert 'id="reason-error"' in page.text


def test_nobody_reports_themselves(as_: As, company: Company) -> None:
    there = f"/people/{company.tim.id}/report"
    assert there not in as_(company.tim).get(f"/people/{company.tim.id}").text
    assert as_(company.tim).get(there).status_code == 409
    assert as_(company.tim).send(there, reason="photo", words="Old.").status_code == 409
