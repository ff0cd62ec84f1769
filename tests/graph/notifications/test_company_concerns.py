"""What coaches and admins decide about someone: told once, to that person alone, and only as long as it holds."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from graph import clock, driver, viewers
from graph.communities import coaching, communities, memberships, rotas
from graph.conduct import appeals, silences, suspension_appeals, suspensions, warnings
from graph.conduct.silences import SilenceDraft
from graph.conduct.suspensions import SuspensionDraft
from graph.conduct.warnings import WarningDraft
from graph.ids import SilenceId, SuspensionId
from graph.moderation import audit
from graph.notifications import company_concerns, inbox, notifications
from graph.notifications.inbox import Line
from graph.people import accounts, address_changes, employment, password_resets, profiles, roles
from graph.reviewing import deputies
from graph.viewers import Viewer
from tests.company import Company, join


def told(viewer: Viewer) -> list[tuple[str | None, str, list[str]]]:
    """Return what someone was told: what happened, in which community, and who did it."""
    return [(line.what, line.title, [one.name for one in line.by]) for line in lines(viewer)]


def lines(viewer: Viewer) -> tuple[Line, ...]:
    return inbox.page("all", viewer=viewers.get(viewer.id)).lines


def count(viewer: Viewer) -> int:
    found = accounts.signed_in(accounts.open_session(viewer.id, browser="Firefox"))
    assert found
    return found.inbox_count


def put_away(*people: Viewer) -> None:
    for one in people:
        notifications.settle([id for line in lines(one) for id in line.ids], by=one.id)


def note(slug: str) -> None:
    for _ in range(2):
        notifications.note_community(slug)


def hidden(company: Company) -> str:
    draft = communities.CommunityDraft(name="Works council", purpose="Talk.", visibility="hidden")
    return communities.found(draft, by=company.margaret.id)


def test_coaches_are_told_who_asks_to_join_until_they_decide(company: Company) -> None:
    memberships.join(company.platform, by=company.tim.id)
    note(company.platform)
    assert told(company.margaret) == [("requested", "Platform engineers", ["Tim"])]
    assert count(company.margaret) == 1
    memberships.admit(company.platform, company.tim.id, by=company.margaret.id)
    assert (told(company.margaret), count(company.margaret)) == ([], 0)


def test_several_requests_are_one_line(company: Company) -> None:
    for who in (company.tim, company.grace):
        memberships.join(company.platform, by=who.id)
    note(company.platform)
    assert told(company.margaret) == [("requested", "Platform engineers", ["Grace", "Tim"])]


def test_a_request_that_was_withdrawn_is_not_told_of(company: Company) -> None:
    memberships.join(company.platform, by=company.tim.id)
    note(company.platform)
    memberships.leave(company.platform, by=company.tim.id)
    assert (told(company.margaret), count(company.margaret)) == ([], 0)


def test_a_former_coach_no_longer_sees_who_asks(company: Company) -> None:
    memberships.make_coach(company.platform, company.ada.id, by=company.margaret.id)
    memberships.join(company.platform, by=company.tim.id)
    note(company.platform)
    put_away(company.margaret)
    assert ("requested", "Platform engineers", ["Tim"]) in told(company.ada)
    driver.write("MATCH (:Person {id: $id})-[tie:MEMBER_OF]->(:Community) SET tie.is_coach = false", id=company.ada.id)
    assert "requested" not in {what for what, _, _ in told(company.ada)}


def test_who_asked_is_told_what_was_decided_and_nobody_else_is(company: Company) -> None:
    note(company.platform)
    put_away(company.ada, company.linus)
    memberships.join(company.platform, by=company.tim.id)
    for _ in range(2):
        memberships.decline(company.platform, company.tim.id, by=company.margaret.id)
    note(company.platform)
    assert told(company.tim) == [("declined", "Platform engineers", [])]
    memberships.admit(company.platform, company.tim.id, by=company.margaret.id)
    note(company.platform)
    assert ("admitted", "Platform engineers", []) in told(company.tim)
    assert [told(one) for one in (company.ada, company.linus, company.margaret)] == [[], [], []]


def test_a_second_request_is_told_again(company: Company) -> None:
    for _ in range(2):
        memberships.join(company.platform, by=company.tim.id)
        note(company.platform)
        memberships.decline(company.platform, company.tim.id, by=company.margaret.id)
    note(company.platform)
    assert [(line.what, line.times) for line in lines(company.tim)] == [("declined", 2)]
    memberships.join(company.platform, by=company.tim.id)
    note(company.platform)
    assert {line.what for line in lines(company.margaret)} == {"requested"}


def test_people_who_are_added_to_a_hidden_community_hear_of_it_only_as_long_as_they_belong(company: Company) -> None:
    council = hidden(company)
    memberships.admit(council, company.tim.id, by=company.margaret.id)
    note(council)
    assert told(company.tim) == [("admitted", "Works council", [])]
    memberships.leave(council, by=company.tim.id)
    assert (told(company.tim), count(company.tim)) == ([], 0)


def test_a_community_that_was_hidden_meanwhile_declines_nobody_by_name(company: Company) -> None:
    memberships.join(company.platform, by=company.tim.id)
    memberships.decline(company.platform, company.tim.id, by=company.margaret.id)
    note(company.platform)
    driver.write("MATCH (one:Community {slug: $slug}) SET one.visibility = 'hidden'", slug=company.platform)
    assert (told(company.tim), count(company.tim)) == ([], 0)
    memberships.make_coach(company.platform, company.ada.id, by=company.margaret.id)
    note(company.platform)
    assert told(company.tim) == []


def test_joining_a_public_community_tells_nobody(company: Company) -> None:
    draft = communities.CommunityDraft(name="Runners", purpose="Run.", visibility="public")
    runners = communities.found(draft, by=company.margaret.id)
    memberships.join(runners, by=company.tim.id)
    note(runners)
    assert (told(company.margaret), told(company.tim)) == ([], [])


Does = Callable[[Company, Viewer], object]


def made_coach(company: Company, _admin: Viewer) -> None:
    memberships.make_coach(company.platform, company.ada.id, by=company.margaret.id)


def no_longer_coach(company: Company, admin: Viewer) -> None:
    memberships.make_coach(company.platform, company.ada.id, by=company.margaret.id)
    driver.write("MATCH (entry:AuditEntry) DETACH DELETE entry")
    coaching.dismiss(company.platform, company.ada.id, by=admin)


def unmade_admin(company: Company, admin: Viewer) -> None:
    driver.write("MATCH (person:Person {id: $id}) SET person.is_admin = true", id=company.ada.id)
    roles.unmake_admin(company.ada.id, by=admin.id)


def signed_out(company: Company, admin: Viewer) -> None:
    accounts.open_session(company.ada.id, browser="Firefox")
    accounts.sign_out(company.ada.id, by=admin.id)


def came_back(company: Company, admin: Viewer) -> None:
    employment.leave(company.ada.id, by=admin.id)
    employment.come_back(company.ada.id, by=admin.id)


def warned(company: Company, admin: Viewer) -> None:
    warnings.warn(company.ada.id, WarningDraft(reason="rude", words="Mind your tone."), by=admin)


def silenced(company: Company, admin: Viewer) -> SilenceId:
    ends_at = clock.now() + timedelta(days=1)
    return silences.silence(company.ada.id, SilenceDraft(reason="rude", words="Stop.", ends_at=ends_at), by=admin)


def ended_silence(company: Company, admin: Viewer) -> None:
    id = silenced(company, admin)
    notifications.note_account(company.ada.id)
    put_away(company.ada)
    silences.end(id, by=admin)


def kept_silence(company: Company, admin: Viewer) -> None:
    id = silenced(company, admin)
    notifications.note_account(company.ada.id)
    put_away(company.ada)
    appeals.appeal(id, "I joked.", by=company.ada)
    appeals.refuse(id, "Nobody laughed.", by=viewers.get(join("Edsger", is_admin=True)))


def no_longer_site_coach(company: Company, admin: Viewer) -> None:
    roles.make_site_coach(company.ada.id, by=admin.id)
    notifications.note_account(company.ada.id)
    put_away(company.ada)
    roles.unmake_site_coach(company.ada.id, by=admin.id)


def suspended(company: Company, admin: Viewer) -> SuspensionId:
    ends_at = clock.now() + timedelta(days=1)
    return suspensions.suspend(company.ada.id, SuspensionDraft(reason="rude", words="Stop.", ends_at=ends_at), by=admin)


def lifted_suspension(company: Company, admin: Viewer) -> None:
    id = suspended(company, admin)
    notifications.note_account(company.ada.id)
    put_away(company.ada)
    suspensions.lift(id, by=admin)


def kept_suspension(company: Company, admin: Viewer) -> None:
    id = suspended(company, admin)
    notifications.note_account(company.ada.id)
    put_away(company.ada)
    edsger = viewers.get(join("Edsger", is_admin=True))
    suspension_appeals.appeal("I joked.", by=company.ada)
    suspension_appeals.refuse(id, "Nobody laughed.", by=edsger)


def called_in(company: Company, admin: Viewer) -> None:
    """Ada is the deputy of a coach who goes away."""
    rotas.name_deputy(company.platform, company.ada.id, by=company.margaret)
    until = (clock.now() + timedelta(days=7)).date()
    profiles.describe(company.margaret.id, replace(profiles.get(company.margaret.id), away_until=until))
    deputies.call_in(())


PLATFORM = "Platform engineers"
ACTS: dict[Does, tuple[str, str, list[str]]] = {
    lambda company, admin: roles.make_admin(company.ada.id, by=admin.id): ("made_admin", "", ["Barbara"]),
    unmade_admin: ("unmade_admin", "", ["Barbara"]),
    lambda company, admin: roles.make_site_coach(company.ada.id, by=admin.id): ("made_site_coach", "", ["Barbara"]),
    no_longer_site_coach: ("unmade_site_coach", "", ["Barbara"]),
    called_in: ("called_in", PLATFORM, []),
    made_coach: ("made_coach", PLATFORM, ["Margaret"]),
    no_longer_coach: ("dismissed_coach", PLATFORM, ["Barbara"]),
    lambda company, admin: address_changes.set_for(company.ada.id, "a@example.com", by=admin.id): (
        "changed_address",
        "",
        ["Barbara"],
    ),
    lambda company, admin: password_resets.make(company.ada.id, by=admin.id): ("made_password_link", "", ["Barbara"]),
    lambda company, _: password_resets.make(company.ada.id, by=None): ("made_password_link", "", []),
    signed_out: ("ended_sessions", "", ["Barbara"]),
    lambda company, _: memberships.remove(company.platform, company.ada.id, by=company.margaret.id): (
        "removed_member",
        PLATFORM,
        ["Margaret"],
    ),
    came_back: ("came_back", "", ["Barbara"]),
    # People learn by which role they are warned and silenced, not by whom.
    warned: ("warned", "", []),
    silenced: ("silenced", "", []),
    ended_silence: ("ended_silence", "", []),
    kept_silence: ("kept_silence", "", []),
    suspended: ("suspended", "", []),
    lifted_suspension: ("lifted_suspension", "", []),
    kept_suspension: ("kept_suspension", "", []),
    lambda company, admin: employment.place(company.ada.id, unit="", manager=company.tim.id, by=admin.id): (
        "changed_manager",
        "Tim",
        ["Barbara"],
    ),
}


@pytest.mark.parametrize("act", ACTS)
def test_people_are_told_once_what_others_do_to_their_account(company: Company, act: Does) -> None:
    admin = viewers.get(join("Barbara", is_admin=True))
    act(company, admin)
    for _ in range(2):
        notifications.note_account(company.ada.id)
    assert told(company.ada) == [ACTS[act]]
    assert count(company.ada) == 1
    assert [told(one) for one in (company.grace, company.linus, company.tim, admin)] == [[], [], [], []]


def test_every_act_on_an_account_has_a_story() -> None:
    assert {what for what, _, _ in ACTS.values()} == set(company_concerns.ACTS)


def test_the_same_manager_again_is_no_change(company: Company) -> None:
    admin = viewers.get(join("Barbara", is_admin=True))
    employment.place(company.ada.id, unit="Payments", manager=company.grace.id, by=admin.id)
    notifications.note_account(company.ada.id)
    assert told(company.ada) == []
    assert "changed_manager" not in {entry.act for entry in audit.listed(viewer=admin).entries}


def test_what_people_do_to_their_own_account_is_not_told(company: Company) -> None:
    barbara = viewers.get(join("Barbara", is_admin=True))
    accounts.open_session(barbara.id, browser="Firefox")
    accounts.sign_out(barbara.id, by=barbara.id)
    notifications.note_account(barbara.id)
    assert told(barbara) == []


def test_the_sweep_finds_what_was_missed(company: Company) -> None:
    begun = clock.now()
    assert company_concerns.changed_communities(since=begun) == ()
    memberships.join(company.platform, by=company.tim.id)
    roles.make_admin(company.ada.id, by=join("Barbara", is_admin=True))
    assert company_concerns.changed_communities(since=begun) == (company.platform,)
    assert company.ada.id in company_concerns.changed_accounts(since=begun)
    assert company_concerns.changed_accounts(since=clock.now()) == ()
