"""Margaret decides on the page of the platform engineers who publishes directly there."""

from collections.abc import Callable

import pytest

from graph.approvals import approval_rules
from graph.viewers import Viewer
from tests.company import Company
from tests.webapp.client import Browser

As = Callable[[Viewer], Browser]


def test_a_coach_lets_first_posts_wait(as_: As, company: Company) -> None:
    margaret, path = as_(company.margaret), f"/communities/{company.platform}/approval"
    assert path in margaret.get(f"/communities/{company.platform}").text
    assert "Who publishes directly?" in margaret.get(path).text
    assert "Saved." in margaret.send(path, scope="first", first_posts="3").text
    rule = approval_rules.get(company.platform, viewer=company.margaret).rule
    assert (rule.scope, rule.first_posts) == ("first", 3)


@pytest.mark.parametrize(
    ("typed", "field"),
    [({"scope": "first", "first_posts": "9"}, "first_posts"), ({"scope": "some"}, "scope"), ({}, "scope")],
)
def test_what_cannot_be_taken_is_explained(as_: As, company: Company, typed: dict[str, str], field: str) -> None:
    page = as_(company.margaret).send(f"/communities/{company.platform}/approval", **typed)
    assert page.status_code == 422
    assert f'id="{field}-error"' in page.text
    assert approval_rules.get(company.platform, viewer=company.margaret).rule.scope == "nothing"


def test_members_do_not_decide(as_: As, company: Company) -> None:
    ada, path = as_(company.ada), f"/communities/{company.platform}/approval"
    assert ada.get(path).status_code == 403
    assert ada.send(path, scope="all").status_code == 403
    assert path not in ada.get(f"/communities/{company.platform}").text
