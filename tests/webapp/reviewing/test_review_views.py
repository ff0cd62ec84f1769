"""Saved views above the review queue."""

from collections.abc import Callable

from graph.reviewing import review_views
from graph.viewers import Viewer
from tests.company import Company
from tests.webapp.client import Browser

As = Callable[[Viewer], Browser]


def test_a_coach_saves_what_she_looks_at_and_finds_it_above_the_queue(as_: As, company: Company) -> None:
    margaret = as_(company.margaret)
    assert "Save this view" in margaret.get("/review?kind=member").text
    page = margaret.send("/review/views", name="Who asks to join", kind="member").text
    assert '<a href="/review?kind=member" aria-current="page">Who asks to join</a>' in page
    [view] = review_views.listed(viewer=company.margaret)
    assert "Who asks to join" not in margaret.send(f"/review/views/{view.id}/removal").text


def test_without_a_name_it_is_refused_beside_the_field(as_: As, company: Company) -> None:
    page = as_(company.margaret).send("/review/views", name="", kind="member")
    assert page.status_code == 422
    assert 'id="name-error"' in page.text


def test_nobody_else_can(as_: As, company: Company) -> None:
    assert as_(company.tim).send("/review/views", name="Mine", kind="member").status_code == 403
