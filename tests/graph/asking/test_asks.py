"""Asks: what people who are asked see and say, on both engines."""

from datetime import timedelta

import pytest

from graph import clock, driver, viewers
from graph.asking import asks, deadlines, inbox, widening
from graph.communities import communities, memberships
from graph.editing import conversions
from graph.errors import Invalid, NotFound
from graph.expertise import evidence
from graph.ids import QuestionId
from graph.matching import candidates, experts
from graph.notifications import notifications
from graph.posts import answers, questions
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company


@pytest.fixture
def question(company: Company) -> QuestionId:
    """Linus's question, about which Ada was asked."""
    return asked(company)


def asked(company: Company, **details) -> QuestionId:
    """Let Linus ask something, and send the asks."""
    for proof in (company.kafka_answer, company.kafka_tip):
        evidence.weigh(proof)
    question = questions.ask(stories.question("My consumer is slow?", "kafka", **details), by=company.linus.id)
    asks.send(experts.suggest(question, []), about=question)
    notifications.note(question)
    return question


def new_asks(viewer: Viewer) -> int:
    return sum(ask.is_new for ask in inbox.asks(viewer=viewer))


def only_ask(company: Company) -> inbox.Ask:
    [ask] = inbox.asks(viewer=company.ada)
    return ask


def test_the_inbox_says_what_is_asked_by_whom_and_why(company: Company, question: QuestionId):
    ask = only_ask(company)
    assert (ask.question, ask.state, ask.is_new) == (question, "asked", True)
    assert ask.asker.name == "Linus"
    assert {reason.title for reason in ask.reasons} == {
        "Why does my Kafka consumer lag?",
        "See consumer lag at a glance",
    }


def test_an_anonymous_asker_has_no_name_in_the_inbox(company: Company):
    asked(company, is_anonymous=True)
    assert only_ask(company).asker is None


def test_a_retry_asks_nobody_twice(company: Company):
    evidence.weigh(company.kafka_answer)
    question = questions.ask(stories.question("My consumer is slow?", "kafka"), by=company.linus.id)
    chosen = experts.suggest(question, [])
    assert [sent.person for sent in asks.send(chosen, about=question)] == [company.ada.id]
    first = only_asks(company)
    assert asks.send(chosen, about=question) == ()
    assert only_asks(company) == first


def only_asks(company: Company) -> set[str]:
    return {ask.id for ask in inbox.asks(viewer=company.ada)}


def test_a_question_without_experts_counts_as_matched(company: Company):
    question = questions.ask(stories.question("Where is the coffee?", "coffee"), by=company.linus.id)
    asks.send([], about=question)
    [row] = driver.read("MATCH (q:Post {id: $id}) RETURN q.matched_at AS at, q.unmatched_key AS key", id=question)
    assert row["at"]
    assert row["key"] is None


def test_readers_see_who_was_asked_and_why(company: Company, question: QuestionId):
    [one] = widening.asked(question, viewer=company.tim)
    assert one.person.name == "Ada"
    assert len(one.reasons) == 2


def test_strangers_to_a_community_see_neither_asks_nor_reasons(company: Company):
    community = communities.show(company.platform, viewer=company.linus).id
    evidence.weigh(answers.give(company.platform_question, stories.text("Like this."), by=company.margaret))
    question = asked(company, community=community)
    assert {one.person.name for one in widening.asked(question, viewer=company.linus)} == {"Ada", "Margaret"}
    assert widening.asked(question, viewer=company.tim) == ()


def test_who_left_the_community_is_not_shown_its_asks_any_more(company: Company):
    asked(company, community=communities.show(company.platform, viewer=company.ada).id)
    assert new_asks(company.ada) == 1
    memberships.leave(company.platform, by=company.ada.id)
    left = viewers.get(company.ada.id)
    assert inbox.asks(viewer=left) == ()
    assert new_asks(left) == 0


def test_opening_the_question_or_reading_everything_makes_it_old(company: Company, question: QuestionId):
    other = asked(company)
    notifications.read_on(other, by=company.ada)
    assert new_asks(company.ada) == 1
    notifications.read_all(by=company.ada.id)
    assert new_asks(company.ada) == 0


def test_a_promise_stays_in_the_inbox(company: Company, question: QuestionId):
    assert asks.accept(only_ask(company).id, by=company.ada.id) == question
    assert asks.accept(only_ask(company).id, by=company.ada.id) == question
    assert only_ask(company).state == "accepted"


def test_who_declines_is_not_shown_and_not_asked_again(company: Company, question: QuestionId):
    ask = only_ask(company)
    assert asks.decline(ask.id, "On holiday.", by=company.ada.id) == question
    assert asks.decline(ask.id, "On holiday.", by=company.ada.id) == question
    assert inbox.asks(viewer=company.ada) == ()
    assert widening.asked(question, viewer=company.linus) == ()
    assert experts.suggest(question, []) == ()


def test_nobody_answers_for_somebody_else(company: Company, question: QuestionId):
    ask = only_ask(company)
    with pytest.raises(NotFound):
        asks.accept(ask.id, by=company.tim.id)
    with pytest.raises(NotFound):
        asks.decline(ask.id, by=company.tim.id)


def test_a_reason_for_declining_is_short(company: Company, question: QuestionId):
    with pytest.raises(Invalid):
        asks.decline(only_ask(company).id, "x" * 201, by=company.ada.id)


def test_an_answer_closes_the_ask_of_its_author(company: Company, question: QuestionId):
    asks.close(answers.give(question, stories.text("More partitions."), by=company.ada))
    assert inbox.asks(viewer=company.ada) == ()
    assert [one.state for one in widening.asked(question, viewer=company.linus)] == ["accepted"]


def test_somebody_elses_answer_closes_it_once_it_is_accepted(company: Company, question: QuestionId):
    answer = answers.give(question, stories.text("More partitions."), by=company.tim)
    asks.close(answer)
    assert new_asks(company.ada) == 1
    answers.accept(answer, by=company.linus.id)
    asks.close(answer)
    assert widening.asked(question, viewer=company.linus) == ()


def test_silence_for_three_days_lets_an_ask_run_out(company: Company, question: QuestionId, monkeypatch):
    assert deadlines.expire() == ()
    later = clock.now() + timedelta(days=3, minutes=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert deadlines.expire() == (question,)
    assert deadlines.expire() == ()
    assert inbox.asks(viewer=company.ada) == ()


def test_a_promise_does_not_run_out(company: Company, question: QuestionId, monkeypatch):
    asks.accept(only_ask(company).id, by=company.ada.id)
    unpromised = asked(company)
    later = clock.now() + timedelta(days=30)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert deadlines.expire() == (unpromised,)


def test_nobody_else_is_asked_once_there_is_an_answer(company: Company, question: QuestionId):
    evidence.weigh(answers.give(company.kafka_question, stories.text("Look at the lag."), by=company.margaret))
    fitting = experts.suggest(question, [])
    assert [one.person for one in fitting] == [company.margaret.id]
    answers.give(question, stories.text("More partitions."), by=company.tim)
    asks.decline(only_ask(company).id, by=company.ada.id)
    assert experts.suggest(question, []) == ()
    asks.send(fitting, about=question)
    assert inbox.asks(viewer=company.margaret) == ()
    assert question not in candidates.unmatched()


def test_silence_beside_an_answer_asks_nobody_else(company: Company, question: QuestionId, monkeypatch):
    unanswered = asked(company)
    evidence.weigh(answers.give(company.kafka_question, stories.text("Look at the lag."), by=company.margaret))
    assert [one.person for one in experts.suggest(question, [])] == [company.margaret.id]
    answers.give(question, stories.text("More partitions."), by=company.tim)
    later = clock.now() + timedelta(days=4)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert set(deadlines.expire()) == {question, unanswered}
    assert widening.widen() == (unanswered,)
    assert experts.suggest(question, []) == ()
    assert widening.of_question(question, viewer=company.linus).has_answer


def test_an_answer_that_becomes_a_comment_lets_the_next_be_asked(company: Company, question: QuestionId):
    answer = answers.give(question, stories.text("More partitions?"), by=company.tim)
    evidence.weigh(answers.give(company.kafka_question, stories.text("Look at the lag."), by=company.margaret))
    asks.decline(only_ask(company).id, by=company.ada.id)
    conversions.to_comment(answer, by=company.tim)
    assert question in candidates.unmatched()
    assert [one.person for one in experts.suggest(question, [])] == [company.margaret.id]


def test_an_acceptance_taken_back_leaves_the_answer_and_asks_nobody(company: Company, question: QuestionId):
    evidence.weigh(answers.give(company.kafka_question, stories.text("Look at the lag."), by=company.margaret))
    assert [one.person for one in experts.suggest(question, [])] == [company.margaret.id]
    answer = answers.give(question, stories.text("More partitions."), by=company.tim)
    for act, is_accepted in ((answers.accept, True), (answers.take_back, False)):
        act(answer, by=company.linus.id)
        [shown] = questions.show(question, viewer=company.linus).answers
        assert shown.is_accepted is is_accepted
        assert experts.suggest(question, []) == ()


def test_after_a_decline_the_question_waits_for_the_next_one_to_be_asked(company: Company, question: QuestionId):
    assert question not in candidates.unmatched()
    ask = only_ask(company)
    for _ in range(2):
        asks.decline(ask.id, by=company.ada.id)
    assert question in candidates.unmatched()
