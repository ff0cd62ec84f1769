"""The page of the rota, and what *Review* says of it."""

from collections.abc import Callable

import pytest

from graph.communities import memberships, rotas
from graph.viewers import Viewer
from tests.company import Company
from tests.webapp.client import Browser

As = Callable[[Viewer], Browser]


@pytest.fixture
def page(company: Company) -> str:
    memberships.make_coach(company.platform, company.ada.id, by=company.margaret.id)
    return f"/communities/{company.platform}/rota"


def test_coaches_find_it_and_say_who_looks_when(as_: As, company: Company, page: str) -> None:
    margaret = as_(company.margaret)
    assert page in margaret.get(f"/communities/{company.platform}").text
    assert "Nobody has a turn this week" in margaret.get(page).text
    assert "This week:" in margaret.send(page, **{company.margaret.id: "1", company.ada.id: ""}).text
    assert "This week:" in as_(company.ada).get("/review").text
    [margarets, adas] = rotas.show(company.platform, viewer=company.ada).turns
    assert (margarets.place, adas.place) == (1, None)


def test_others_do_not(as_: As, company: Company, page: str) -> None:
    for other in (company.linus, company.tim):
        assert as_(other).get(page).status_code == 403
        assert as_(other).send(page).status_code == 403


def test_a_deputy_is_added_and_removed(as_: As, company: Company, page: str) -> None:
    margaret = as_(company.margaret)
    refused = margaret.send(f"{page}/deputies", email="tim@example.com")
    assert (refused.status_code, "tim@example.com" in refused.text) == (422, True)
    assert "Linus" in margaret.send(f"{page}/deputies", email="linus@example.com").text.partition("Deputies")[2]
    margaret.send(f"{page}/deputies/removal", deputy=company.linus.id)
    assert not rotas.show(company.platform, viewer=company.margaret).deputies
