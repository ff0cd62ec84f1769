"""The audit log of names and roles, and who can read it."""

from datetime import timedelta

import pytest

from graph import clock, viewers
from graph.communities import communities, memberships
from graph.communities.communities import CommunityDraft
from graph.driver import write
from graph.ids import QuestionId
from graph.moderation import account_entries, audit, unmaskings
from graph.moderation.audit import Wanted
from graph.people import employment, invitations
from graph.people.invitations import Registration
from graph.posts import answers, questions
from graph.viewers import Viewer
from graph.withdrawal import rules, withdrawals
from tests import company as stories
from tests.company import NO_PASSWORD, Company, question


@pytest.fixture
def admin(company: Company) -> Viewer:
    return viewers.get(stories.join("Katherine", is_admin=True))


def ask_without_a_name(company: Company, *, by: Viewer, here: bool = True) -> QuestionId:
    community = communities.show(company.platform, viewer=company.margaret).id if here else None
    draft = question("Who broke it?", "kafka", community=community, is_anonymous=True)
    return questions.ask(draft, by=by.id)


def acts(viewer: Viewer) -> list[tuple[str, str | None, str | None]]:
    """Return what the viewer reads: the act, who did it, and the person or question it concerns."""
    return [
        (one.act, one.by and one.by.name, one.person.name if one.person else one.question and one.question.title)
        for one in audit.listed(viewer=viewer).entries
    ]


def found(viewer: Viewer, wanted: Wanted) -> list[str]:
    """Return the acts that the viewer finds, which are those in the table to download."""
    listed = audit.listed(wanted, viewer=viewer).entries
    assert tuple(audit.everything(wanted, viewer=viewer)) == listed
    return [one.act for one in listed]


def test_a_coach_reads_what_happened_in_the_community_and_nobody_else_does(company: Company, admin: Viewer) -> None:
    memberships.make_coach(company.platform, company.ada.id, by=company.margaret.id)
    asked = ask_without_a_name(company, by=company.linus)
    unmaskings.request(asked, "The log holds a password.", by=company.ada)
    unmaskings.confirm(unmaskings.of(asked, viewer=company.margaret).cases[0].id, asked, by=company.margaret)
    assert acts(company.margaret) == [
        ("confirmed", "Margaret", "Who broke it?"),
        ("requested", "Ada", "Who broke it?"),
        ("made_coach", "Margaret", "Ada"),
    ]
    assert [act for act, _, _ in acts(admin)] == ["made_coach", "became_admin"]
    assert acts(company.linus) == acts(company.tim) == []


def test_who_asked_reads_nothing_of_it_here_coach_or_not(company: Company) -> None:
    memberships.make_coach(company.platform, company.ada.id, by=company.margaret.id)
    unmaskings.request(ask_without_a_name(company, by=company.ada), "I wonder.", by=company.margaret)
    assert "requested" in [act for act, _, _ in acts(company.margaret)]
    assert [act for act, _, _ in acts(company.ada)] == ["made_coach"]


def test_admins_read_of_questions_that_they_can_open(company: Company, admin: Viewer) -> None:
    asked = ask_without_a_name(company, by=company.linus, here=False)
    unmaskings.request(asked, "A threat.", by=admin)
    unmaskings.withdraw(unmaskings.of(asked, viewer=admin).cases[0].id, asked, by=admin)
    assert [act for act, _, _ in acts(admin)][:2] == ["withdrawn", "requested"]
    assert audit.listed(viewer=admin).entries[0].reason == "A threat."


def test_reasons_in_a_private_community_are_for_its_members(company: Company, admin: Viewer) -> None:
    answer = answers.give(company.platform_question, stories.text("Ask Contoso."), by=company.linus)
    outlook = rules.outlook(answer, viewer=company.margaret)
    withdrawals.withdraw(outlook, reason="It names Contoso.", by=company.margaret)

    def newest(viewer: Viewer) -> tuple[str, str]:
        entry = audit.listed(viewer=viewer).entries[0]
        return entry.act, entry.reason

    assert newest(company.margaret) == ("took_down", "It names Contoso.")
    assert newest(admin) == ("took_down", "")
    memberships.admit(company.platform, admin.id, by=company.margaret.id)
    assert newest(viewers.get(admin.id)) == ("took_down", "It names Contoso.")


def test_becoming_a_coach_twice_is_kept_once_and_leaving_is_too(company: Company) -> None:
    for _ in range(2):
        memberships.make_coach(company.platform, company.ada.id, by=company.margaret.id)
    memberships.leave(company.platform, by=company.margaret.id)
    assert acts(company.ada) == [("stopped_coaching", "Margaret", None), ("made_coach", "Margaret", "Ada")]
    memberships.leave(company.platform, by=company.linus.id)
    assert len(acts(company.ada)) == 2


def test_admins_read_who_became_one_who_left_and_who_came_back(company: Company, admin: Viewer) -> None:
    token = invitations.invite(is_admin=True, by=admin.id)
    invitations.accept(token, Registration(name="Dorothy", email="d@example.com", password_hash=NO_PASSWORD))
    for act in (employment.leave, employment.leave, employment.come_back, employment.come_back):
        act(company.tim.id, by=admin.id)
    assert acts(admin) == [
        ("came_back", "Katherine", "Tim"),
        ("left", "Katherine", "Tim"),
        ("became_admin", "Katherine", "Dorothy"),
        ("became_admin", None, "Katherine"),
    ]


def test_no_admin_reads_of_a_hidden_community(company: Company, admin: Viewer) -> None:
    draft = CommunityDraft(name="Merger", purpose="Hush.", visibility="hidden")
    hidden = communities.found(draft, by=company.grace.id)
    memberships.admit(hidden, company.ada.id, by=company.grace.id)
    memberships.make_coach(hidden, company.ada.id, by=company.grace.id)
    assert acts(company.grace) == [("made_coach", "Grace", "Ada")]
    assert [act for act, _, _ in acts(admin)] == ["became_admin"]


def test_a_long_audit_is_walked_by_its_keys(company: Company, admin: Viewer) -> None:
    for _ in range(audit.SHOWN // 2 + 1):
        employment.leave(company.tim.id, by=admin.id)
        employment.come_back(company.tim.id, by=admin.id)
    first = audit.listed(viewer=admin)
    assert first.older
    rest = audit.listed(viewer=admin, before=first.older)
    assert (len(first.entries), len(rest.entries), rest.older) == (audit.SHOWN, 3, None)


def test_entries_of_former_versions_are_put_in_order(company: Company, admin: Viewer) -> None:
    write("MATCH (entry:AuditEntry) REMOVE entry.at_key")
    assert acts(admin) == []
    for _ in range(2):
        audit.put_in_order()
    assert [act for act, _, _ in acts(admin)] == ["became_admin"]


def test_entries_are_found_by_act_person_and_community(company: Company, admin: Viewer) -> None:
    memberships.make_coach(company.platform, company.ada.id, by=company.margaret.id)
    employment.leave(company.tim.id, by=admin.id)
    assert found(admin, Wanted()) == ["left", "made_coach", "became_admin"]
    assert found(admin, Wanted(act="left")) == ["left"]
    assert found(admin, Wanted(person=" tIm")) == ["left"]
    assert found(admin, Wanted(person="kath")) == ["left", "became_admin"]
    assert found(admin, Wanted(person="margaret", act="made_coach", community=company.platform)) == ["made_coach"]
    assert found(admin, Wanted(community=company.platform)) == ["made_coach"]
    assert found(admin, Wanted(person="Ada", act="left")) == []


def test_both_days_are_included(company: Company, admin: Viewer) -> None:
    today, day = clock.now().date(), timedelta(days=1)
    assert found(admin, Wanted(first_day=today, last_day=today)) == ["became_admin"]
    assert found(admin, Wanted(first_day=today + day)) == []
    assert found(admin, Wanted(last_day=today - day)) == []
    assert found(admin, Wanted(first_day=today.min, last_day=today.max)) == ["became_admin"]


def test_no_filter_shows_what_the_viewer_may_not_read(company: Company, admin: Viewer) -> None:
    draft = CommunityDraft(name="Merger", purpose="Hush.", visibility="hidden")
    hidden = communities.found(draft, by=company.grace.id)
    memberships.admit(hidden, company.ada.id, by=company.grace.id)
    memberships.make_coach(hidden, company.ada.id, by=company.grace.id)
    filters = [Wanted(community=hidden), Wanted(act="made_coach"), Wanted(person="Ada"), Wanted(person="Grace")]
    for wanted in filters:
        assert found(company.grace, wanted) == ["made_coach"]
        for viewer in (company.margaret, company.linus, company.tim, admin):
            assert found(viewer, wanted) == []


def test_who_asked_finds_nothing_of_it_by_any_filter(company: Company) -> None:
    memberships.make_coach(company.platform, company.ada.id, by=company.margaret.id)
    asked = ask_without_a_name(company, by=company.ada)
    unmaskings.request(asked, "I wonder.", by=company.margaret)
    for wanted in (Wanted(act="requested"), Wanted(person="Margaret", act="requested")):
        assert found(company.margaret, wanted) == ["requested"]
        assert found(company.ada, wanted) == []
    assert found(company.margaret, Wanted(person="Ada", act="requested")) == []


def test_the_communities_to_choose_from_are_those_whose_entries_one_may_read(company: Company, admin: Viewer) -> None:
    draft = CommunityDraft(name="Merger", purpose="Hush.", visibility="hidden")
    hidden = communities.found(draft, by=company.grace.id)
    chosen = {one: [place.slug for place in audit.places(viewer=one)] for one in (company.margaret, company.grace)}
    assert chosen == {company.margaret: [company.platform], company.grace: [hidden]}
    assert audit.places(viewer=company.linus) == ()
    assert hidden not in {place.slug for place in audit.places(viewer=admin)}
    assert company.platform in {place.slug for place in audit.places(viewer=admin)}


def test_everything_is_more_than_a_page(company: Company, admin: Viewer, monkeypatch: pytest.MonkeyPatch) -> None:
    memberships.make_coach(company.platform, company.ada.id, by=company.margaret.id)
    for _ in range(2):
        employment.leave(company.tim.id, by=admin.id)
        employment.come_back(company.tim.id, by=admin.id)
    whole = [one for one, _, _ in acts(admin)]
    for at_once, looked_at in ((2, 250), (4, 1), (3, 2)):
        monkeypatch.setattr(audit, "READ_AT_ONCE", at_once)
        monkeypatch.setattr(audit, "LOOKED_AT", looked_at)
        assert [one.act for one in audit.everything(Wanted(), viewer=admin)] == whole
        # What they may read is far down, below what others may.
        assert [one for one, _, _ in acts(company.margaret)] == ["made_coach"]


def test_of_a_question_that_is_gone_nobody_reads_who_asked_for_a_name(company: Company, admin: Viewer) -> None:
    asked = ask_without_a_name(company, by=company.linus)
    unmaskings.request(asked, "The log holds a password.", by=company.margaret)
    write("MATCH (post:Post {id: $id}) DETACH DELETE post", id=asked)
    for viewer in (admin, company.margaret, company.linus):
        assert "requested" not in [act for act, _, _ in acts(viewer)]


def test_people_read_what_became_of_their_roles_and_memberships(company: Company, admin: Viewer) -> None:
    memberships.make_coach(company.platform, company.ada.id, by=company.margaret.id)
    memberships.remove(company.platform, company.linus.id, by=company.margaret.id)
    [made], [removed] = account_entries.listed(viewer=company.ada), account_entries.listed(viewer=company.linus)
    assert (made.act, made.by and made.by.name) == ("made_coach", "Margaret")
    assert removed.act == "removed_member"
    assert removed.community
    assert removed.community.slug == company.platform
    assert [one.act for one in account_entries.listed(viewer=admin)] == ["became_admin"]
    assert account_entries.listed(viewer=company.margaret) == ()


def test_who_was_removed_from_a_hidden_community_no_longer_reads_its_name(company: Company) -> None:
    draft = CommunityDraft(name="Merger", purpose="Hush.", visibility="hidden")
    hidden = communities.found(draft, by=company.grace.id)
    memberships.admit(hidden, company.ada.id, by=company.grace.id)
    memberships.remove(hidden, company.ada.id, by=company.grace.id)
    [removed] = account_entries.listed(viewer=viewers.get(company.ada.id))
    assert (removed.act, removed.community) == ("removed_member", None)


def test_who_asked_reads_on_their_account_nothing_of_a_request_for_their_name(company: Company) -> None:
    unmaskings.request(ask_without_a_name(company, by=company.linus), "I wonder.", by=company.margaret)
    assert account_entries.listed(viewer=company.linus) == ()
