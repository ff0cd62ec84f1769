"""The list of accounts: who is found, in which roles, page by page, and by whom."""

from datetime import timedelta

import pytest

from graph import clock, driver
from graph.communities import coaching, communities, memberships
from graph.communities.communities import CommunityDraft
from graph.errors import Conflict, Forbidden, NotFound
from graph.people import account_list, employment
from graph.people.account_list import AccountFilter
from graph.posts import questions
from graph.viewers import Viewer, get
from tests import company as stories
from tests.company import Company, join, signed_in


@pytest.fixture
def barbara(company: Company) -> Viewer:
    return get(join("Barbara", is_admin=True))


def names(viewer: Viewer, **chosen: str) -> list[str]:
    return [one.name for one in account_list.listed(AccountFilter(**chosen), viewer=viewer)[0]]


def test_admins_find_people_by_name_address_role_and_state(company: Company, barbara: Viewer) -> None:
    employment.leave(company.tim.id, by=barbara.id)
    assert names(barbara) == ["Ada", "Barbara", "Grace", "Linus", "Margaret", "Tim"]
    assert names(barbara, words="AR") == ["Barbara", "Margaret"]
    assert names(barbara, words="ada@EXAMPLE") == ["Ada"]
    assert names(barbara, role="admin") == ["Barbara"]
    assert names(barbara, role="coach") == ["Margaret"]
    assert names(barbara, role="manager") == ["Grace"]
    assert names(barbara, state="left") == ["Tim"]
    assert "Tim" not in names(barbara, state="active")


def test_nobody_else_sees_any_account(company: Company) -> None:
    for viewer in (company.grace, company.margaret):
        assert names(viewer) == []
        with pytest.raises(NotFound):
            account_list.show(company.ada.id, viewer=viewer)


def test_people_without_a_password_are_no_accounts(company: Company, barbara: Viewer) -> None:
    driver.write("MATCH (tim:Person {id: $id}) REMOVE tim.password_hash", id=company.tim.id)
    assert "Tim" not in names(barbara)
    with pytest.raises(NotFound):
        account_list.show(company.tim.id, viewer=barbara)


def test_the_list_is_walked_by_its_key_even_if_people_have_the_same_name(
    company: Company, barbara: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver.write("MATCH (p:Person) WHERE p.name IN ['Ada', 'Grace', 'Linus'] SET p.name = 'Eve', p.name_lower = 'eve'")
    monkeypatch.setattr(account_list, "SHOWN", 2)
    after, after_id, seen, has_more = "", "", list[str](), True
    while has_more:
        found, has_more = account_list.listed(AccountFilter(), after=after, after_id=after_id, viewer=barbara)
        seen += [one.id for one in found]
        after, after_id = found[-1].name_lower, found[-1].id
    assert len(seen) == len(set(seen)) == 6


def test_what_is_done_without_a_name_makes_nobody_active(
    company: Company, barbara: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed_in(company.linus)
    before = account_list.show(company.linus.id, viewer=barbara).last_active
    later = clock.now() + timedelta(days=3)
    monkeypatch.setattr(clock, "now", lambda: later)
    questions.ask(stories.question("Quietly?", "kafka", is_anonymous=True), by=company.linus.id)
    assert account_list.show(company.linus.id, viewer=barbara).last_active == before
    questions.ask(stories.question("Loudly?", "kafka"), by=company.linus.id)
    assert account_list.show(company.linus.id, viewer=barbara).last_active == later.date()


def test_signing_in_makes_active(company: Company, barbara: Viewer, monkeypatch: pytest.MonkeyPatch) -> None:
    later = clock.now() + timedelta(days=3)
    monkeypatch.setattr(clock, "now", lambda: later)
    signed_in(company.tim)
    assert account_list.show(company.tim.id, viewer=barbara).last_active == later.date()
    assert account_list.show(company.tim.id, viewer=barbara).sessions == 1


def test_hidden_communities_show_in_no_role(company: Company, barbara: Viewer) -> None:
    communities.found(CommunityDraft(name="Merger", purpose="Hush.", visibility="hidden"), by=company.tim.id)
    assert "Tim" not in names(barbara, role="coach")
    assert account_list.show(company.tim.id, viewer=barbara).coached == ()


def test_an_admin_appoints_and_dismisses_a_coach_of_a_public_community(company: Company, barbara: Viewer) -> None:
    slug = communities.found(CommunityDraft(name="Cooks", purpose="Eat.", visibility="public"), by=company.ada.id)
    for _ in range(2):
        coaching.appoint(slug, company.tim.id, by=barbara)
    assert [one.slug for one in account_list.show(company.tim.id, viewer=barbara).coached] == [slug]
    for _ in range(2):
        coaching.dismiss(slug, company.ada.id, by=barbara)
    assert account_list.show(company.ada.id, viewer=barbara).coached == ()
    assert communities.show(slug, viewer=company.ada).membership == "member"
    with pytest.raises(Conflict):
        coaching.dismiss(slug, company.tim.id, by=barbara)


def test_an_admin_opens_no_closed_community_that_way_and_learns_of_no_member(company: Company, barbara: Viewer) -> None:
    hidden = communities.found(CommunityDraft(name="M", purpose="Hush.", visibility="hidden"), by=company.tim.id)
    assert account_list.show(company.ada.id, viewer=barbara).may_coach == ()
    for slug, person in ((company.platform, barbara.id), (company.platform, company.ada.id), (hidden, company.tim.id)):
        with pytest.raises(Forbidden):
            coaching.appoint(slug, person, by=barbara)
    memberships.admit(company.platform, barbara.id, by=company.margaret.id)
    member = get(barbara.id)
    assert [one.slug for one in account_list.show(company.ada.id, viewer=member).may_coach] == [company.platform]
    coaching.appoint(company.platform, company.ada.id, by=member)


def test_nobody_else_appoints(company: Company) -> None:
    with pytest.raises(Forbidden):
        coaching.appoint(company.platform, company.ada.id, by=company.margaret)
    with pytest.raises(Conflict):
        coaching.dismiss(company.platform, company.margaret.id, by=company.ada)
