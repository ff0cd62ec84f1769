"""The page that says what Tim may do, and what admins decide about it."""

from collections.abc import Callable

import pytest

from graph import viewers
from graph.conduct import trust
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company
from tests.webapp.client import Browser

As = Callable[[Viewer], Browser]


@pytest.fixture
def barbara(company: Company) -> Viewer:
    """An admin."""
    return viewers.get(stories.join("Barbara", is_admin=True))


def test_it_says_where_i_am_and_what_comes_next(as_: As, company: Company) -> None:
    trust.weigh()
    page = as_(company.tim).get("/trust").text
    for words in (
        "You are here",
        "Another helpful act, and you are at Known.",
        "It takes 10 helpful acts",
        "30 days since",
    ):
        assert words in page
    assert "Switch this off" not in page


def test_nobody_else_sees_it(as_: As, company: Company, barbara: Viewer) -> None:
    trust.hold(company.tim.id, "3", by=barbara)
    for viewer in (company.ada, company.margaret, company.grace):
        assert "Steward" not in as_(viewer).get(f"/people/{company.tim.id}").text


def test_an_admin_decides_about_someone(as_: As, company: Company, barbara: Viewer) -> None:
    as_(barbara).send(f"/people/{company.tim.id}/trust", level="2")
    assert "An admin decided where you are" in as_(company.tim).get("/trust").text
    assert 'value="2" selected' in as_(barbara).get(f"/people/{company.tim.id}/moderation").text
    assert as_(company.margaret).send(f"/people/{company.tim.id}/trust", level="2").status_code == 404
    assert as_(barbara).send(f"/people/{company.tim.id}/trust", level="7").status_code == 422


def test_an_admin_switches_it_off(as_: As, company: Company, barbara: Viewer) -> None:
    assert "Switch this on" in as_(barbara).send("/trust/use", on="0").text
    assert "This site doesn't use it" in as_(company.tim).get("/trust").text
    assert as_(company.tim).send("/trust/use", on="1").status_code == 403


def test_what_trusted_people_may_do_is_offered(as_: As, company: Company, barbara: Viewer) -> None:
    there = f"/tips/{company.kafka_tip}"
    assert "Suggest an edit" in as_(company.tim).get(there).text
    trust.hold(company.tim.id, "2", by=barbara)
    assert "Suggest an edit" not in as_(company.tim).get(there).text
