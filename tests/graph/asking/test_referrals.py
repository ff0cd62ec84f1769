"""Referrals: a suggested colleague is asked, or a reason is given why not; on both engines."""

import pytest

from graph import driver
from graph.asking import asks, inbox, referrals, widening
from graph.communities import communities
from graph.errors import Conflict, Invalid, NotFound
from graph.ids import QuestionId
from graph.posts import answers, questions
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company
from tests.graph.asking.test_asks import asked, only_ask


@pytest.fixture
def question(company: Company) -> QuestionId:
    """Linus's question, about which Ada was asked."""
    return asked(company)


def refusal(company: Company, colleague: str, *, by: Viewer | None = None) -> str:
    """Return why the person with the only ask, Ada by default, can't pass it on to this colleague."""
    with pytest.raises(Invalid) as refused:
        referrals.pass_on(only_ask(company).id, colleague, by=by or company.ada)
    assert only_ask(company).state == "asked"
    return refused.value.problems["colleague"]


def test_tim_is_asked_because_ada_thinks_of_him(company: Company, question: QuestionId):
    assert referrals.pass_on(only_ask(company).id, "Tim", by=company.ada) == question
    assert inbox.asks(viewer=company.ada) == ()
    [ask] = inbox.asks(viewer=company.tim)
    assert (ask.question, ask.is_referred, ask.referrer.name) == (question, True, "Ada")


def test_readers_see_who_thought_of_him(company: Company, question: QuestionId):
    referrals.pass_on(only_ask(company).id, "tim@example.com", by=company.ada)
    [one] = widening.asked(question, viewer=company.grace)
    assert (one.person.name, one.referrer.name, one.reasons) == ("Tim", "Ada", ())


def test_passing_on_twice_asks_him_once(company: Company, question: QuestionId):
    ask = only_ask(company).id
    for _ in range(2):
        referrals.pass_on(ask, "Tim", by=company.ada)
    assert len(inbox.asks(viewer=company.tim)) == 1


def test_nobody_passes_on_for_somebody_else(company: Company, question: QuestionId):
    with pytest.raises(NotFound):
        referrals.pass_on(only_ask(company).id, "Margaret", by=company.tim)


def test_who_is_unknown_is_refused_with_a_sentence(company: Company, question: QuestionId):
    assert refusal(company, "Eva") == "Nobody here has this name or email address."
    assert refusal(company, "") == "Nobody here has this name or email address."


def test_two_of_one_name_need_an_address(company: Company, question: QuestionId):
    other = stories.join("Tim2")
    driver.write("MATCH (p:Person {id: $id}) SET p.name = 'Tim', p.name_lower = 'tim'", id=other)
    assert "Enter an email address" in refusal(company, "tim")


def test_who_may_not_see_it_is_refused(company: Company):
    asked(company, community=communities.show(company.platform, viewer=company.ada).id)
    assert "have access to this question" in refusal(company, "Tim")
    assert inbox.asks(viewer=company.tim) == ()


def test_an_ask_does_not_go_back_to_oneself_or_in_a_circle(company: Company, question: QuestionId):
    assert "ask yourself" in refusal(company, "Ada")
    referrals.pass_on(only_ask(company).id, "Tim", by=company.ada)
    [ask] = inbox.asks(viewer=company.tim)
    with pytest.raises(Invalid, match="already"):
        referrals.pass_on(ask.id, "Ada", by=company.tim)


def test_who_has_answered_is_not_asked_to(company: Company, question: QuestionId):
    answers.give(question, stories.text("More partitions."), by=company.tim)
    assert "has already answered" in refusal(company, "Tim")


def test_the_asker_is_not_asked(company: Company, question: QuestionId):
    assert "Linus asked this question" in refusal(company, "Linus")


@pytest.mark.parametrize("colleague", ["Linus", "Grace"])
def test_an_anonymous_asker_and_their_manager_are_asked_like_anybody(company: Company, colleague: str):
    question = asked(company, is_anonymous=True)
    referrals.pass_on(only_ask(company).id, colleague, by=company.ada)
    [now_asked] = widening.asked(question, viewer=company.tim)
    assert now_asked.person.name == colleague
    # An answer that bears no name must not close an ask that does.
    answer = answers.give(question, stories.text("I found it myself."), by=company.linus)
    assert [one.id for one in questions.show(question, viewer=company.tim).answers] == [answer]
    asks.close(answer)
    assert widening.asked(question, viewer=company.tim) == (now_asked,)


@pytest.mark.parametrize("change", [{"takes_asks": False}, {"ask_limit": 0}])
def test_the_own_limit_holds_for_referrals_too(company: Company, question: QuestionId, change: dict[str, object]):
    driver.write("MATCH (tim:Person {id: $id}) SET tim += $change", id=company.tim.id, change=change)
    assert "be asked about this right now" in refusal(company, "Tim")


def test_any_reader_may_invite_a_colleague(company: Company, question: QuestionId):
    for _ in range(2):
        referrals.invite(question, "Tim", by=company.grace)
    [ask] = inbox.asks(viewer=company.tim)
    assert ask.referrer.name == "Grace"
    assert {one.person.name for one in widening.asked(question, viewer=company.linus)} == {"Ada", "Tim"}


def test_who_may_not_see_it_invites_nobody(company: Company):
    with pytest.raises(NotFound):
        referrals.invite(company.platform_question, "Linus", by=company.tim)


@pytest.mark.parametrize("inviter", ["linus", "grace"])
def test_on_an_anonymous_question_nobody_who_invites_is_named(company: Company, inviter: str):
    question = asked(company, is_anonymous=True)
    referrals.invite(question, "Tim", by=getattr(company, inviter))
    [ask] = inbox.asks(viewer=company.tim)
    assert (ask.is_referred, ask.referrer, ask.asker) == (True, None, None)
    assert {one.referrer for one in widening.asked(question, viewer=company.tim)} == {None}


def test_five_are_enough(company: Company, question: QuestionId):
    for name in ("Ben", "Cleo", "Dan", "Eve"):
        stories.join(name)
        referrals.invite(question, name, by=company.grace)
    with pytest.raises(Conflict):
        referrals.invite(question, "Tim", by=company.grace)


def test_nobody_is_invited_to_what_has_its_answer(company: Company, question: QuestionId):
    answers.accept(answers.give(question, stories.text("So."), by=company.margaret), by=company.linus.id)
    with pytest.raises(Conflict):
        referrals.invite(question, "Tim", by=company.linus)


def test_what_is_gone_is_not_found(company: Company):
    with pytest.raises(NotFound):
        referrals.invite(questions.QuestionId("gone"), "Tim", by=company.linus)
