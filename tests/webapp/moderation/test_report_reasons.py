"""The pages on which admins change what readers can report."""

from collections.abc import Callable

import pytest

from graph import viewers
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company
from tests.webapp.client import Browser

As = Callable[[Viewer], Browser]


@pytest.fixture
def barbara(as_: As, company: Company) -> Browser:
    """An admin's browser."""
    return as_(viewers.get(stories.join("Barbara", is_admin=True)))


def test_an_admin_adds_a_reason_and_readers_choose_it(as_: As, company: Company, barbara: Browser) -> None:
    assert "/report-reasons" in barbara.get("/review").text
    page = barbara.send("/report-reasons", name="It names a <price>", severity="4", said="No prices.", is_offered="1")
    assert "It names a &lt;price&gt;" in page.text
    form = as_(company.linus).get(f"/texts/{company.platform_question}/report").text
    assert "It names a &lt;price&gt;" in form


def test_its_words_are_proposed_to_the_coach_who_withdraws(as_: As, company: Company, barbara: Browser) -> None:
    barbara.send("/report-reasons/spam", name="Advertising", severity="2", said="No shoes here.", is_offered="1")
    as_(company.linus).send(f"/texts/{company.platform_question}/report", reason="spam")
    page = as_(company.margaret).get("/review").text
    assert 'value="No shoes here."' in page
    assert "Advertising" in page


def test_what_is_wrong_stands_beside_its_field_and_nothing_is_lost(barbara: Browser) -> None:
    page = barbara.send("/report-reasons", name="", hint="Only here", severity="9", said="Keep me.")
    assert page.status_code == 422
    assert 'id="name-error"' in page.text
    assert 'id="severity-error"' in page.text
    assert "Keep me." in page.text
    assert 'value="Only here"' in page.text


def test_a_reason_is_switched_off_and_one_that_does_not_exist_is_not_found(barbara: Browser) -> None:
    page = barbara.send("/report-reasons/wrong", name="It is wrong", severity="1")
    assert "Switched off" in page.text
    assert barbara.get("/report-reasons/shoes").status_code == 404


def test_nobody_else_gets_there(as_: As, company: Company) -> None:
    for one in (company.margaret, company.grace, company.tim):
        assert as_(one).get("/report-reasons").status_code == 403
        assert as_(one).send("/report-reasons", name="Shoes", severity="1").status_code == 403
