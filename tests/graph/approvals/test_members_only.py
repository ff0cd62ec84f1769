"""A public community that everyone reads, and in which only members post."""

from dataclasses import replace

import pytest

from graph import viewers
from graph.approvals import approval_rules, pending_posts
from graph.approvals.approval_rules import ApprovalRule
from graph.communities import communities, memberships
from graph.communities.communities import CommunityDraft
from graph.editing import moves
from graph.errors import Forbidden, Invalid
from graph.ids import CommunityId
from graph.moderation import audit
from graph.posts import answers, comments, questions
from tests.company import Company, question, text

COOKS = "cooks"


@pytest.fixture
def cooks(company: Company) -> CommunityId:
    """Margaret's public community, in which only members post."""
    communities.found(CommunityDraft(name="Cooks", purpose="Eat well.", visibility="public"), by=company.margaret.id)
    only_members(company)
    return communities.show(COOKS, viewer=company.margaret).id


def only_members(company: Company, *, only: bool = True) -> None:
    approval_rules.change(COOKS, ApprovalRule(scope="nothing", only_members=only), by=company.margaret)


def test_members_post_and_others_are_told_to_join(company: Company, cooks: CommunityId) -> None:
    draft = question("Which knife?", community=cooks)
    with pytest.raises(Invalid) as refused:
        questions.ask(draft, by=company.tim.id)
    assert refused.value.problems == {"community": "Only members post in Cooks. Join it to post there."}
    memberships.join(COOKS, by=company.tim.id)
    id = questions.ask(draft, by=company.tim.id)
    assert questions.show(id, viewer=company.linus)


def test_everyone_answers_and_comments(company: Company, cooks: CommunityId) -> None:
    id = questions.ask(question("Which knife?", community=cooks), by=company.margaret.id)
    assert answers.give(id, text("A sharp one."), by=company.tim)
    assert comments.make(id, text("For bread?"), by=company.tim)


def test_who_asks_without_a_name_is_not_told_to_join_now(company: Company, cooks: CommunityId) -> None:
    draft = question("Which knife?", community=cooks, is_anonymous=True)
    for act in (lambda: questions.ask(draft, by=company.tim.id), lambda: hold(draft, company)):
        with pytest.raises(Invalid, match="others could guess who asked"):
            act()


def hold(draft: questions.QuestionDraft, company: Company) -> None:
    pending_posts.hold(draft, "word", by=company.tim)


def test_what_a_coach_would_look_at_is_for_members_too(company: Company, cooks: CommunityId) -> None:
    with pytest.raises(Invalid, match="Join it"):
        hold(question("Which knife?", community=cooks), company)
    memberships.join(COOKS, by=company.tim.id)
    hold(question("Which knife?", community=cooks), company)
    assert len(pending_posts.sent(viewer=company.tim)) == 1


def test_authors_do_not_move_posts_into_it_from_outside(company: Company, cooks: CommunityId) -> None:
    places = moves.options(company.kafka_question, viewer=company.grace).places
    assert cooks not in {one.id for one in places}
    memberships.join(COOKS, by=company.grace.id)
    assert moves.move(company.kafka_question, to=cooks, by=viewers.get(company.grace.id))


def test_the_forms_say_where_one_has_to_join(company: Company, cooks: CommunityId) -> None:
    assert [one.needs_joining for one in communities.to_post_in(company.tim)] == [True]
    assert [one.needs_joining for one in communities.to_post_in(viewers.get(company.margaret.id))] == [False, False]
    page = communities.show(COOKS, viewer=company.tim)
    assert (page.is_for_members_to_post, page.may_post) == (True, False)
    only_members(company, only=False)
    assert [one.needs_joining for one in communities.to_post_in(company.tim)] == [False]


def test_only_its_coaches_decide_and_the_same_twice_is_one_entry(company: Company, cooks: CommunityId) -> None:
    only_members(company)
    entries = audit.listed(viewer=company.margaret).entries
    assert [one.act for one in entries].count("changed_approval") == 1
    with pytest.raises(Forbidden):
        approval_rules.change(COOKS, ApprovalRule(scope="nothing"), by=company.tim)
    assert approval_rules.get(COOKS, viewer=company.margaret).rule == replace(
        ApprovalRule(scope="nothing"), only_members=True
    )
