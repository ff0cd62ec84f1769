"""Saved views: Margaret keeps parts of the review queue under names of her own."""

import pytest

from graph.errors import Conflict, Forbidden, Invalid, NotFound
from graph.reviewing import review_views
from graph.reviewing.review_views import ViewDraft
from tests.company import Company


def draft(name: str = "Joining", kind: str = "member", community: str = "") -> ViewDraft:
    return ViewDraft(name=name, kind=kind, community=community)


def test_a_coach_saves_a_view_and_removes_it(company: Company) -> None:
    review_views.save(draft(), by=company.margaret)
    [view] = review_views.listed(viewer=company.margaret)
    assert (view.name, view.kind, view.community) == ("Joining", "member", "")
    review_views.remove(view.id, by=company.margaret)
    assert review_views.listed(viewer=company.margaret) == ()
    with pytest.raises(NotFound):
        review_views.remove(view.id, by=company.margaret)


def test_the_same_name_again_replaces_what_it_shows(company: Company) -> None:
    review_views.save(draft(), by=company.margaret)
    review_views.save(draft(" joining ", "report", company.platform), by=company.margaret)
    [view] = review_views.listed(viewer=company.margaret)
    assert (view.kind, view.community) == ("report", company.platform)


def test_views_are_for_those_who_have_a_queue(company: Company) -> None:
    for other in (company.ada, company.grace, company.tim):
        with pytest.raises(Forbidden):
            review_views.save(draft(), by=other)


def test_nobody_sees_or_removes_the_views_of_others(company: Company) -> None:
    review_views.save(draft(), by=company.margaret)
    [view] = review_views.listed(viewer=company.margaret)
    assert review_views.listed(viewer=company.ada) == ()
    with pytest.raises(NotFound):
        review_views.remove(view.id, by=company.ada)


def test_there_is_room_for_eight(company: Company) -> None:
    for number in range(8):
        review_views.save(draft(f"View {number}"), by=company.margaret)
    with pytest.raises(Conflict, match="8"):
        review_views.save(draft("One more"), by=company.margaret)
    review_views.save(draft("View 0", "edit"), by=company.margaret)


@pytest.mark.parametrize("typed", [("", "member", ""), ("n" * 41, "member", ""), ("All", "", ""), ("Ugly", "ugly", "")])
def test_what_cannot_be_saved_is_refused(typed: tuple[str, str, str]) -> None:
    with pytest.raises(Invalid):
        draft(*typed)
