"""Who publishes directly: everyone, members whose first posts were published, or only coaches."""

import pytest

from graph import viewers
from graph.approvals import approval_rules
from graph.approvals.approval_rules import ApprovalRule
from graph.approvals.sent_drafts import AnswerDraft
from graph.communities import memberships
from graph.errors import Forbidden, Invalid
from graph.moderation import audit
from graph.posts import answers, questions, tips
from tests.company import Company, join, text
from tests.graph.approvals.waiting import ask, look_at, tip


def test_everyone_publishes_directly_unless_a_coach_decides_otherwise(company: Company) -> None:
    assert approval_rules.get(company.platform, viewer=company.margaret).rule == ApprovalRule(scope="nothing")
    assert approval_rules.why(tip(company), by=company.linus) is None
    assert approval_rules.why(ask(company, is_anonymous=True), by=company.linus) is None


def test_first_posts_wait_until_enough_are_published(company: Company) -> None:
    look_at(company, "first", 2)
    answers.give(company.platform_question, text("By hand."), by=company.linus)
    assert approval_rules.why(tip(company), by=company.linus) == "first_posts"
    tips.post(tip(company), by=company.linus.id)
    assert approval_rules.why(tip(company), by=company.linus) is None


def test_posts_elsewhere_do_not_count(company: Company) -> None:
    look_at(company, "first", 2)
    assert approval_rules.why(tip(company), by=company.ada) == "first_posts"


def test_answers_wait_where_their_question_is(company: Company) -> None:
    look_at(company)
    here, elsewhere = (
        AnswerDraft(question=one, body=text("By hand.")) for one in (company.platform_question, company.kafka_question)
    )
    assert approval_rules.why(here, by=company.linus) == "first_posts"
    assert approval_rules.why(elsewhere, by=company.linus) is None


def test_where_all_posts_wait_only_coaches_and_admins_publish_directly(company: Company) -> None:
    look_at(company, "all")
    barbara = join("Barbara", is_admin=True)
    memberships.admit(company.platform, barbara, by=company.margaret.id)
    assert approval_rules.why(tip(company), by=company.ada) == "all_posts"
    assert approval_rules.why(tip(company), by=company.margaret) is None
    assert approval_rules.why(tip(company), by=viewers.get(barbara)) is None


@pytest.mark.parametrize("name", ["ada", "linus", "margaret"])
def test_what_bears_no_name_waits_whoever_wrote_it(company: Company, name: str) -> None:
    look_at(company)
    asker = getattr(company, name)
    assert approval_rules.why(ask(company, is_anonymous=True), by=asker) == "anonymous"
    question = questions.ask(ask(company, is_anonymous=True), by=asker.id)
    assert approval_rules.why(AnswerDraft(question=question, body=text("Found it.")), by=asker) == "anonymous"


def test_what_was_asked_anonymously_does_not_count(company: Company) -> None:
    look_at(company)
    question = questions.ask(ask(company, is_anonymous=True), by=company.linus.id)
    answers.give(question, text("Found it."), by=company.linus)
    assert approval_rules.why(tip(company), by=company.linus) == "first_posts"


def test_only_a_coach_may_change_it(company: Company) -> None:
    for someone in (company.linus, company.tim, viewers.get(join("Barbara", is_admin=True))):
        with pytest.raises(Forbidden):
            approval_rules.change(company.platform, ApprovalRule(scope="all"), by=someone)
        with pytest.raises(Forbidden):
            approval_rules.get(company.platform, viewer=someone)


def test_the_audit_log_records_a_change_once(company: Company) -> None:
    for _ in range(2):
        look_at(company)
    assert [one.act for one in audit.listed(viewer=company.margaret).entries].count("changed_approval") == 1
    assert approval_rules.get(company.platform, viewer=company.margaret).rule.scope == "first"


@pytest.mark.parametrize("number", [0, 6, -1])
def test_one_to_five_first_posts_wait(number: int) -> None:
    with pytest.raises(Invalid):
        ApprovalRule(scope="first", first_posts=number)
