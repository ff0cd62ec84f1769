"""Joining communities, being admitted, and leaving."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from graph import driver, viewers
from graph.communities import communities, memberships
from graph.communities.communities import CommunityDraft
from graph.errors import Forbidden, Invalid, NotFound
from graph.moderation import audit
from graph.notifications import inbox, notifications
from graph.posts import questions
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company


def test_a_public_community_is_joined_at_once_and_joining_twice_changes_nothing(company: Company) -> None:
    slug = communities.found(CommunityDraft(name="Cooks", purpose="Eat.", visibility="public"), by=company.ada.id)
    for _ in range(2):
        memberships.join(slug, by=company.tim.id)
    shown = communities.show(slug, viewer=company.tim)
    assert (shown.membership, shown.size) == ("member", 2)


def test_a_private_community_is_joined_when_a_coach_lets_one_in(company: Company) -> None:
    memberships.join(company.platform, by=company.tim.id)
    assert membership(company) == "requested"
    memberships.admit(company.platform, company.tim.id, by=company.margaret.id)
    assert membership(company) == "member"
    assert questions.show(company.platform_question, viewer=viewers.get(company.tim.id))


def test_a_coach_may_decline_a_request(company: Company) -> None:
    memberships.join(company.platform, by=company.tim.id)
    assert membership(company) == "requested"
    memberships.decline(company.platform, company.tim.id, by=company.margaret.id)
    assert membership(company) == "none"


def test_only_coaches_decide_who_comes_in(company: Company) -> None:
    for act in (memberships.admit, memberships.decline, memberships.make_coach):
        with pytest.raises(Forbidden):
            act(company.platform, company.tim.id, by=company.ada.id)


def test_nobody_joins_a_hidden_community_uninvited(company: Company) -> None:
    slug = communities.found(CommunityDraft(name="Merger", purpose="Hush.", visibility="hidden"), by=company.grace.id)
    assert communities.show(slug, viewer=viewers.get(company.grace.id)).name == "Merger"
    with pytest.raises(NotFound):
        memberships.join(slug, by=company.tim.id)


def test_who_leaves_no_longer_sees_what_was_posted(company: Company) -> None:
    memberships.leave(company.platform, by=company.linus.id)
    with pytest.raises(NotFound):
        questions.show(company.platform_question, viewer=viewers.get(company.linus.id))


def test_the_last_coach_cannot_leave(company: Company) -> None:
    with pytest.raises(Forbidden):
        memberships.leave(company.platform, by=company.margaret.id)
    memberships.make_coach(company.platform, company.ada.id, by=company.margaret.id)
    memberships.leave(company.platform, by=company.margaret.id)
    assert [coach.name for coach in communities.show(company.platform, viewer=company.ada).coaches] == ["Ada"]


def membership(company: Company) -> str:
    return communities.show(company.platform, viewer=company.tim).membership


def test_members_stand_on_pages_by_name_and_coaches_see_who_is_not_listed(company: Company) -> None:
    for number in range(100):
        memberships.admit(company.platform, stories.join(f"Member{number:03}"), by=company.margaret.id)
    driver.write("MATCH (person:Person {name: 'Member007'}) SET person.is_listed = false")
    shown = communities.show(company.platform, viewer=company.ada)
    assert (shown.size, len(shown.members)) == (103, 40)
    margaret = viewers.get(company.margaret.id)
    pages = [memberships.listed(company.platform, page=page, viewer=margaret) for page in (1, 2)]
    assert [len(page.members) for page in pages] == [100, 3]
    names = [one.person.name for page in pages for one in page.members]
    assert names == sorted(names)
    seen = memberships.listed(company.platform, page=1, viewer=company.ada).members
    assert {name for name in names[:101] if name not in {one.person.name for one in seen}} == {"Member007"}
    with pytest.raises(NotFound):
        memberships.listed(company.platform, page=1, viewer=company.tim)


def test_a_coach_removes_a_member_who_is_told_and_may_come_back(company: Company) -> None:
    memberships.remove(company.platform, company.linus.id, by=company.margaret.id)
    memberships.remove(company.platform, company.linus.id, by=company.margaret.id)
    assert communities.show(company.platform, viewer=company.linus).membership == "none"
    notifications.note_account(company.linus.id)
    [line] = inbox.page("all", viewer=viewers.get(company.linus.id)).lines
    assert (line.kind, line.what, line.title) == ("account", "removed_member", "Platform engineers")
    [entry] = [one for one in audit.listed(viewer=company.margaret).entries if one.act == "removed_member"]
    assert entry.person
    assert entry.person.id == company.linus.id
    memberships.admit(company.platform, company.linus.id, by=company.margaret.id)
    assert communities.show(company.platform, viewer=company.linus).membership == "member"


def test_nobody_else_removes_members_and_nobody_removes_a_coach(company: Company) -> None:
    memberships.make_coach(company.platform, company.ada.id, by=company.margaret.id)
    for other, person in (
        (company.linus, company.ada),
        (company.tim, company.linus),
        (company.grace, company.linus),
        (company.margaret, company.ada),
    ):
        with pytest.raises(Forbidden):
            memberships.remove(company.platform, person.id, by=other.id)
    assert communities.show(company.platform, viewer=company.linus).membership == "member"


def test_a_coach_steps_back_unless_they_are_the_last(company: Company) -> None:
    with pytest.raises(Forbidden):
        memberships.step_back(company.platform, by=company.margaret.id)
    memberships.make_coach(company.platform, company.ada.id, by=company.margaret.id)
    memberships.step_back(company.platform, by=company.margaret.id)
    memberships.step_back(company.platform, by=company.margaret.id)
    assert communities.show(company.platform, viewer=company.margaret).membership == "member"
    assert [one.act for one in audit.listed(viewer=company.ada).entries].count("stepped_back") == 1
    with pytest.raises(Forbidden):
        memberships.step_back(company.platform, by=company.tim.id)


def test_the_last_two_coaches_do_not_step_back_at_once(company: Company) -> None:
    memberships.make_coach(company.platform, company.ada.id, by=company.margaret.id)

    def steps_back(one: Viewer) -> bool:
        try:
            memberships.step_back(company.platform, by=one.id)
        except Forbidden:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(steps_back, (company.margaret, company.ada))) == [False, True]


def test_a_request_carries_a_word_that_only_coaches_see_and_that_goes_with_it(company: Company) -> None:
    for words in ("I run the brokers. ", "Again."):
        memberships.join(company.platform, words, by=company.tim.id)
    [request] = communities.show(company.platform, viewer=company.margaret).requests
    assert (request.person.name, request.words) == ("Tim", "I run the brokers.")
    assert communities.show(company.platform, viewer=company.ada).requests == ()
    memberships.decline(company.platform, company.tim.id, by=company.margaret.id)
    memberships.join(company.platform, by=company.tim.id)
    assert [one.words for one in communities.show(company.platform, viewer=company.margaret).requests] == [""]


def test_a_word_has_at_most_three_hundred_characters(company: Company) -> None:
    with pytest.raises(Invalid):
        memberships.join(company.platform, "w" * 301, by=company.tim.id)
