"""Admins enter where people work, and that they have left."""

from collections.abc import Callable

import pytest

from graph import viewers
from graph.people import people
from graph.viewers import Viewer
from tests.company import Company, join
from tests.webapp.client import Browser

SignIn = Callable[[Viewer], Browser]


@pytest.fixture
def admin(company: Company, as_: SignIn) -> Browser:
    return as_(viewers.get(join("Root", is_admin=True)))


def test_somebody_leaves_and_comes_back(admin: Browser, company: Company):
    page = f"/people/{company.ada.id}/departure"
    assert "Ada has left. Their posts are still here." in admin.send(page).text
    assert "has left" not in admin.send(page, left="0").text


def test_a_manager_is_named_by_an_address(admin: Browser, company: Company):
    page = admin.send(f"/people/{company.tim.id}/employment", unit="Sales", manager="grace@example.com").text
    assert f"/people/{company.grace.id}" in page
    assert "Sales" in page
    admin.send(f"/people/{company.tim.id}/employment", unit="Sales", manager="")
    assert people.show(company.tim.id, viewer=company.ada).manager
    admin.send(f"/people/{company.tim.id}/employment", unit="Sales", manager="-")
    assert people.show(company.tim.id, viewer=company.ada).manager is None


def test_an_unknown_address_is_said_beside_the_field_and_nothing_is_lost(admin: Browser, company: Company):
    answer = admin.send(f"/people/{company.tim.id}/employment", unit="Sales", manager="nobody@example.com")
    assert answer.status_code == 422
    for kept in ("Nobody here has this address.", 'value="Sales"', 'value="nobody@example.com"'):
        assert kept in answer.text


def test_others_neither_see_nor_do_it(as_: SignIn, company: Company):
    grace = as_(company.grace)
    assert "Edit unit and manager" not in grace.get(f"/people/{company.ada.id}").text
    assert grace.get(f"/people/{company.ada.id}/employment").status_code == 403
    assert grace.send(f"/people/{company.ada.id}/departure").status_code == 403
