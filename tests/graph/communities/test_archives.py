"""An archived community is read as before, and nobody adds to it until a coach reopens it."""

from collections.abc import Callable

import pytest

from graph import driver, viewers
from graph.asking import asks, inbox, referrals, widening
from graph.communities import archives, communities, memberships
from graph.communities.communities import CommunityDraft
from graph.editing import moves
from graph.errors import Conflict, Forbidden, Invalid, NotFound, Refusal
from graph.ids import CommunityId
from graph.matching import candidates
from graph.moderation import audit
from graph.posts import answers, comments, questions, tips
from graph.withdrawal import restoration, rules, withdrawals
from tests import company as stories
from tests.company import Company


def id_of(company: Company) -> CommunityId:
    return communities.show(company.platform, viewer=company.margaret).id


@pytest.fixture
def archived(company: Company) -> Company:
    """The company after Margaret archived the platform engineers. Linus was asked about their question."""
    referrals.invite(company.platform_question, "Linus", by=company.ada)
    memberships.join(company.platform, by=company.tim.id)
    archives.archive(company.platform, by=company.margaret)
    return company


def ask(company: Company) -> object:
    return questions.ask(stories.question("Now?", community=id_of(company)), by=company.ada.id)


def post(company: Company) -> object:
    draft = tips.TipDraft(title="So", body=stories.text("So."), skills=(), community=id_of(company))
    return tips.post(draft, by=company.ada.id)


ADDS: dict[str, tuple[Callable[[Company], object], type[Refusal]]] = {
    "asking": (ask, Forbidden),
    "posting": (post, Forbidden),
    "answering": (lambda one: answers.give(one.platform_question, stories.text("So."), by=one.linus), Invalid),
    "commenting": (lambda one: comments.make(one.platform_question, stories.text("So."), by=one.linus), Invalid),
    "inviting": (lambda one: referrals.invite(one.platform_question, "Margaret", by=one.ada), Conflict),
    "joining": (lambda one: memberships.join(one.platform, by=one.tim.id), Conflict),
    "adding a member": (lambda one: memberships.admit(one.platform, one.tim.id, by=one.margaret.id), Forbidden),
    "moving a post": (lambda one: moves.move(one.kafka_tip, to=id_of(one), by=one.ada), Forbidden),
}


@pytest.mark.parametrize("name", ADDS)
def test_nobody_adds_to_it_until_it_is_reopened(archived: Company, name: str) -> None:
    add, refusal = ADDS[name]
    with pytest.raises(refusal):
        add(archived)
    archives.reopen(archived.platform, by=archived.margaret)
    add(archived)


def test_it_is_read_as_before(archived: Company) -> None:
    shown = questions.show(archived.platform_question, viewer=archived.ada)
    assert shown.post.title == "How do we rotate the cluster's certificates?"
    with pytest.raises(NotFound):
        questions.show(archived.platform_question, viewer=archived.tim)
    assert communities.show(archived.platform, viewer=archived.ada).is_archived


def test_whether_someone_may_see_it_is_not_told_by_a_refusal(archived: Company) -> None:
    with pytest.raises(NotFound):
        comments.make(archived.platform_question, stories.text("So."), by=archived.tim)
    with pytest.raises(NotFound):
        answers.give(archived.platform_question, stories.text("So."), by=archived.tim)


def test_nobody_is_asked_about_its_questions(archived: Company) -> None:
    assert inbox.asks(viewer=archived.linus) == ()
    assert candidates.case(archived.platform_question) is None
    assert archived.platform_question not in candidates.unmatched()
    assert not widening.pass_empty(archived.platform_question)
    assert asks.send((), about=archived.platform_question) == ()
    archives.reopen(archived.platform, by=archived.margaret)
    assert candidates.case(archived.platform_question)
    assert archived.platform_question in candidates.unmatched()


def test_a_post_that_leaves_it_can_be_answered_again(archived: Company) -> None:
    moves.move(archived.platform_question, to=None, by=archived.ada)
    assert answers.give(archived.platform_question, stories.text("So."), by=archived.tim)


def test_what_was_withdrawn_before_comes_back_archived(company: Company) -> None:
    kept = withdrawals.withdraw(rules.outlook(company.platform_question, viewer=company.ada), by=company.ada)
    archives.archive(company.platform, by=company.margaret)
    restoration.undo(kept, by=company.ada)
    with pytest.raises(Invalid):
        comments.make(company.platform_question, stories.text("So."), by=company.linus)


def test_it_is_the_last_in_the_directory_and_not_among_those_to_post_in(archived: Company) -> None:
    communities.found(CommunityDraft(name="Zymurgists", purpose="Brew.", visibility="public"), by=archived.tim.id)
    found = communities.directory(viewer=archived.ada)
    assert [(one.name, one.is_archived) for one in found] == [("Zymurgists", False), ("Platform engineers", True)]
    assert [one.name for one in communities.to_post_in(archived.ada)] == ["Zymurgists"]
    assert [one.name for one in communities.open_to(archived.ada)] == ["Platform engineers", "Zymurgists"]


def test_requests_to_join_are_dropped(archived: Company) -> None:
    page = communities.show(archived.platform, viewer=archived.tim)
    assert page.membership == "none"


def test_twice_changes_nothing_and_the_audit_log_has_both(archived: Company) -> None:
    for act in (archives.archive, archives.reopen, archives.reopen):
        act(archived.platform, by=archived.margaret)
    acts = [one.act for one in audit.listed(viewer=archived.margaret).entries]
    assert (acts.count("archived"), acts.count("reopened")) == (1, 1)


def test_members_strangers_admins_and_other_coaches_cannot(company: Company) -> None:
    admin = viewers.get(stories.join("Barbara", is_admin=True))
    communities.found(CommunityDraft(name="Cooks", purpose="Eat.", visibility="public"), by=company.tim.id)
    for other in (company.ada, company.tim, admin):
        for act in (archives.archive, archives.reopen):
            with pytest.raises(Forbidden):
                act(company.platform, by=other)
    assert not driver.read("MATCH (one:Community) WHERE one.archived_at IS NOT NULL RETURN 1 AS one")
