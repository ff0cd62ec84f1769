"""Inviting colleagues to a community, and what they and others see of it."""

from datetime import timedelta

import pytest

from graph import clock, driver, viewers
from graph.communities import archives, communities, community_invitations, memberships, visibility
from graph.communities.communities import CommunityDraft
from graph.conduct import suspensions
from graph.conduct.suspensions import SuspensionDraft
from graph.errors import Forbidden, Invalid, NotFound
from graph.notifications import inbox, notifications
from graph.notifications.inbox import Line
from graph.viewers import Viewer
from tests.company import Company, join


def found(company: Company, shown: communities.Visibility) -> str:
    """Found a community that Margaret coaches, with Ada as a member."""
    slug = communities.found(CommunityDraft(name="Merger", purpose="Hush.", visibility=shown), by=company.margaret.id)
    memberships.admit(slug, company.ada.id, by=company.margaret.id)
    return slug


def invite(company: Company, slug: str, *names: str, by: Viewer | None = None) -> None:
    community_invitations.invite(slug, names or ("Tim",), by=by or company.margaret)
    notifications.note_community(slug)


def told(viewer: Viewer) -> list[Line]:
    lines = inbox.page("all", viewer=viewers.get(viewer.id)).lines
    return [one for one in lines if one.kind == "invited"]


@pytest.mark.parametrize("shown", ["private", "hidden"])
def test_whom_a_coach_invites_joins_without_approval(company: Company, shown: communities.Visibility) -> None:
    slug = found(company, shown)
    invite(company, slug)
    [line] = told(company.tim)
    assert (line.title, line.thing, [one.name for one in line.by]) == ("Merger", slug, ["Margaret"])
    for _ in range(2):
        community_invitations.accept(slug, by=company.tim)
    assert communities.show(slug, viewer=viewers.get(company.tim.id)).membership == "member"
    assert told(company.tim) == []
    assert community_invitations.sent(slug, viewer=company.margaret) == ()


def test_an_invitation_shows_name_and_purpose_of_a_hidden_community_and_nothing_else(company: Company) -> None:
    slug = found(company, "hidden")
    invite(company, slug)
    seen = community_invitations.find(slug, viewer=company.tim)
    assert seen
    assert (seen.name, seen.purpose) == ("Merger", "Hush.")
    with pytest.raises(NotFound):
        communities.show(slug, viewer=viewers.get(company.tim.id))
    assert slug not in {one.slug for one in communities.directory(viewer=company.tim)}
    assert community_invitations.find(slug, viewer=company.linus) is None


def test_members_invite_to_public_communities_only(company: Company) -> None:
    for shown in ("private", "hidden"):
        with pytest.raises(Forbidden):
            invite(company, found(company, shown), by=company.ada)
    slug = communities.found(CommunityDraft(name="Cooks", purpose="Eat.", visibility="public"), by=company.ada.id)
    with pytest.raises(Forbidden):
        invite(company, slug, by=company.linus)
    memberships.join(slug, by=company.linus.id)
    invite(company, slug, by=company.linus)
    assert [one.name for one in told(company.tim)[0].by] == ["Linus"]


def test_what_a_member_sent_no_longer_holds_once_it_is_private(company: Company) -> None:
    slug = found(company, "public")
    invite(company, slug, by=company.ada)
    visibility.change(slug, "private", since="public", by=company.margaret)
    assert (told(company.tim), community_invitations.find(slug, viewer=company.tim)) == ([], None)
    with pytest.raises(NotFound):
        community_invitations.accept(slug, by=company.tim)
    invite(company, slug)
    community_invitations.accept(slug, by=company.tim)


def test_declining_is_silent_and_nobody_is_invited_again_for_ninety_days(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    slug = found(company, "private")
    invite(company, slug)
    before = community_invitations.sent(slug, viewer=company.margaret)
    community_invitations.decline(slug, by=company.tim)
    community_invitations.decline(slug, by=company.tim)
    assert community_invitations.sent(slug, viewer=company.margaret) == before
    community_invitations.take_back(slug, company.tim.id, by=company.margaret)
    invite(company, slug)
    assert (told(company.tim), community_invitations.find(slug, viewer=company.tim)) == ([], None)
    later = clock.now() + timedelta(days=91)
    monkeypatch.setattr(clock, "now", lambda: later)
    invite(company, slug)
    assert len(told(company.tim)) == 1


def test_a_second_invitation_does_nothing(company: Company) -> None:
    slug = found(company, "private")
    memberships.make_coach(slug, company.ada.id, by=company.margaret.id)
    for coach in (company.margaret, company.ada):
        invite(company, slug, by=coach)
    assert [one.name for line in told(company.tim) for one in line.by] == ["Margaret"]
    assert len(community_invitations.sent(slug, viewer=company.ada) or ()) == 1


def test_an_invitation_is_taken_back_by_whoever_sent_it_or_a_coach(company: Company) -> None:
    slug = found(company, "public")
    invite(company, slug, "Tim", "Linus", by=company.ada)
    with pytest.raises(Forbidden):
        community_invitations.take_back(slug, company.tim.id, by=company.grace)
    for person, by in ((company.tim, company.ada), (company.linus, company.margaret)):
        community_invitations.take_back(slug, person.id, by=by)
        community_invitations.take_back(slug, person.id, by=by)
        assert told(person) == []
    assert community_invitations.sent(slug, viewer=company.margaret) == ()
    assert community_invitations.sent(slug, viewer=company.linus) is None


def test_nobody_is_invited_who_is_away_suspended_or_has_no_account(company: Company) -> None:
    slug = found(company, "private")
    draft = SuspensionDraft(reason="spam", words="Stop.", ends_at=clock.now() + timedelta(days=9))
    suspensions.suspend(company.tim.id, draft, by=viewers.get(join("Barbara", is_admin=True)))
    driver.write("MATCH (one:Person {name: 'Grace'}) SET one.password_hash = null")
    later = (clock.now() + timedelta(days=3)).isoformat()
    driver.write("MATCH (one:Person {name: 'Linus'}) SET one.away_until = datetime($later)", later=later)
    for name in ("Tim", "Grace", "Linus", "Margaret"):
        with pytest.raises(Invalid, match=f"{name} can't be invited right now"):
            invite(company, slug, name)
    assert community_invitations.sent(slug, viewer=company.margaret) == ()


@pytest.mark.parametrize("names", [("Nobody", "Tim"), ("x",) * 21])
def test_names_that_are_not_clear_are_refused_and_nobody_is_invited(company: Company, names: tuple[str, ...]) -> None:
    slug = found(company, "private")
    with pytest.raises(Invalid):
        invite(company, slug, *names)
    assert told(company.tim) == []


def test_members_hear_nothing_and_whoever_is_removed_does_not_come_back_by_it(company: Company) -> None:
    slug = found(company, "private")
    invite(company, slug, "Ada")
    assert told(company.ada) == []
    memberships.remove(slug, company.ada.id, by=company.margaret.id)
    with pytest.raises(NotFound):
        community_invitations.accept(slug, by=company.ada)


def test_nobody_joins_an_archived_community(company: Company) -> None:
    slug = found(company, "private")
    invite(company, slug)
    archives.archive(slug, by=company.margaret)
    assert community_invitations.find(slug, viewer=company.tim) is None
    with pytest.raises(NotFound):
        community_invitations.accept(slug, by=company.tim)
    with pytest.raises(Forbidden):
        invite(company, slug)
