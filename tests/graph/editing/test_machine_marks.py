"""What a machine helped to write bears a mark, and shows nothing of its author until somebody else finds it good."""

import pytest

from graph import driver, viewers
from graph.approvals import decisions, pending_posts
from graph.approvals.sent_drafts import AnswerDraft
from graph.editing import machine_marks
from graph.errors import Forbidden, Invalid, NotFound
from graph.expertise import evidence
from graph.freshness import reactions
from graph.ids import AnswerId, PostId, QuestionId
from graph.moderation import audit
from graph.notifications import inbox, notifications
from graph.posts import answers, questions, tips
from graph.posts.questions import QuestionDraft
from graph.posts.tips import TipDraft
from graph.viewers import Viewer
from tests import company as stories
from tests.company import Company, text
from tests.graph.approvals.waiting import look_at

REASON = "It has its tone."


@pytest.fixture
def barbara(company: Company) -> Viewer:
    return viewers.get(stories.join("Barbara", is_admin=True))


@pytest.fixture
def question(company: Company) -> QuestionId:
    return questions.ask(stories.question("Consumer lag, why?", "kafka"), by=company.linus.id)


def given(question: QuestionId, *, by: Viewer) -> AnswerId:
    return answers.give(question, text("Look at the network."), by=by, is_machine_written=True)


def mark(id: PostId | AnswerId, *, by: Viewer, is_marked: bool = True) -> None:
    machine_marks.change(id, REASON, is_marked=is_marked, by=by)


def known(viewer: Viewer) -> list[int]:
    rows = driver.read(
        "MATCH (:Person {id: $id})-[knows:KNOWS]->(skill:Skill {slug: 'kafka'}) RETURN knows.evidence AS evidence",
        id=viewer.id,
    )
    return [row["evidence"] for row in rows]


def test_readers_see_what_the_author_says(company: Company, question: QuestionId) -> None:
    draft = TipDraft(title="Lag", body=text("Look."), skills=("kafka",), community=None, is_machine_written=True)
    tip = tips.post(draft, by=company.tim.id)
    given(question, by=company.tim)
    assert tips.show(tip, viewer=company.ada).post.is_machine_written
    [answer] = questions.show(question, viewer=company.ada).answers
    assert (answer.is_machine_written, answer.mark_reason) == (True, "")


def test_an_own_answer_bears_the_mark_of_its_question(company: Company) -> None:
    draft = QuestionDraft(
        title="Lag?",
        body=text("Why?"),
        skills=("kafka",),
        community=None,
        is_anonymous=False,
        own_answer=text("The network."),
        is_machine_written=True,
    )
    shown = questions.show(questions.ask(draft, by=company.linus.id), viewer=company.ada)
    assert (shown.post.is_machine_written, shown.answers[0].is_machine_written) == (True, True)


def test_it_goes_along_when_a_coach_looks_first(company: Company) -> None:
    look_at(company)
    draft = AnswerDraft(question=company.platform_question, body=text("With make."), is_machine_written=True)
    id = pending_posts.hold(draft, "all_posts", by=company.linus)
    sent = pending_posts.find(id, viewer=company.linus)
    assert sent
    assert sent.typed["machine_written"] == "on"
    decisions.publish(id, version=1, by=company.margaret)
    shown = questions.show(company.platform_question, viewer=company.ada)
    assert next(one for one in shown.answers if one.id == id).is_machine_written


def test_it_is_no_evidence_until_somebody_else_accepts_it(company: Company, question: QuestionId) -> None:
    answer = given(question, by=company.tim)
    evidence.weigh(answer)
    assert known(company.tim) == []
    answers.accept(answer, by=company.linus.id)
    evidence.weigh(answer)
    assert known(company.tim) == [1]


def test_accepting_ones_own_is_not_enough_and_a_recount_agrees(company: Company, question: QuestionId) -> None:
    answer = given(question, by=company.linus)
    answers.accept(answer, by=company.linus.id)
    evidence.weigh(answer)
    assert known(company.linus) == []
    evidence.recount([company.linus.id])
    assert known(company.linus) == []


def test_it_is_evidence_once_it_works_for_somebody(company: Company, question: QuestionId) -> None:
    answer = given(question, by=company.tim)
    reactions.react(answer, "works", by=company.ada)
    evidence.weigh(answer)
    assert known(company.tim) == [1]


def test_a_coach_marks_a_text_and_its_author_is_told_why(company: Company, barbara: Viewer) -> None:
    evidence.weigh(company.kafka_tip)
    before = known(company.ada)
    mark(company.kafka_tip, by=barbara)
    evidence.weigh(company.kafka_tip)
    notifications.note(company.kafka_tip)
    assert known(company.ada) != before
    assert "marked_machine" in [one.what for one in inbox.page("all", viewer=company.ada).lines]
    reasons = [tips.show(company.kafka_tip, viewer=one).post.mark_reason for one in (company.ada, company.tim)]
    assert reasons == [REASON, ""]


def test_a_coach_removes_the_mark(company: Company, barbara: Viewer, question: QuestionId) -> None:
    answer = given(question, by=company.tim)
    mark(answer, by=barbara, is_marked=False)
    notifications.note(answer)
    assert not questions.show(question, viewer=company.ada).answers[0].is_machine_written
    assert "unmarked_machine" in [one.what for one in inbox.page("all", viewer=company.tim).lines]


def test_twice_changes_nothing(company: Company, barbara: Viewer) -> None:
    for _ in range(2):
        mark(company.kafka_tip, by=barbara)
    entries = [one for one in audit.listed(viewer=barbara).entries if one.act == "marked_machine"]
    assert [one.reason for one in entries] == [REASON]


def test_others_set_no_mark(company: Company) -> None:
    for other in (company.ada, company.tim, company.margaret):
        with pytest.raises(Forbidden):
            mark(company.kafka_tip, by=other)
    with pytest.raises(NotFound):
        mark(company.platform_question, by=company.tim)


def test_it_needs_a_reason(company: Company, barbara: Viewer) -> None:
    with pytest.raises(Invalid):
        machine_marks.change(company.kafka_tip, " ", is_marked=True, by=barbara)
