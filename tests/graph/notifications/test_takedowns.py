"""What coaches withdraw: its author learns of it and why, and nobody else learns anything."""

from datetime import timedelta

import pytest

from graph import clock, driver, viewers
from graph.editing import moves
from graph.ids import AnswerId, CommentId, PostId, WithdrawalId
from graph.notifications import company_concerns, inbox, notifications
from graph.notifications.inbox import Line
from graph.people import accounts
from graph.posts import answers, comments, questions
from graph.viewers import Viewer
from graph.withdrawal import erasure, restoration, rules, withdrawals
from tests.company import Company, join, question, text

PEOPLE = ("ada", "grace", "linus", "margaret", "tim")


def lines(viewer: Viewer) -> tuple[Line, ...]:
    return inbox.page("all", viewer=viewers.get(viewer.id)).lines


def told(viewer: Viewer) -> list[tuple[str, str | None, str | None, str, str]]:
    return [(line.kind, line.what, line.outcome, line.title, line.words) for line in lines(viewer)]


def count(viewer: Viewer) -> int:
    found = accounts.signed_in(accounts.open_session(viewer.id, browser="Firefox"))
    assert found
    return found.inbox_count


def take_down(id: PostId | AnswerId | CommentId, name: str = "Barbara") -> tuple[WithdrawalId, Viewer]:
    barbara = viewers.get(join(name, is_admin=True))
    act = withdrawals.withdraw(rules.outlook(id, viewer=barbara), reason="It names a customer.", by=barbara)
    note(act)
    return act, barbara


def note(act: WithdrawalId) -> None:
    for _ in range(2):
        notifications.note_takedown(act)


def test_the_author_of_a_withdrawn_post_is_told_why_and_nobody_else_is(company: Company) -> None:
    title = "See consumer lag at a glance"
    act, barbara = take_down(company.kafka_tip)
    assert told(company.ada) == [("changed", "taken_down", "tip", title, "It names a customer.")]
    assert count(company.ada) == 1
    others = [company.grace, company.linus, company.margaret, company.tim, barbara]
    assert [told(one) for one in others] == [[]] * 5
    erasure.erase(act)
    assert told(company.ada) == [("changed", "taken_down", "tip", title, "It names a customer.")]


def test_a_withdrawn_answer_or_comment_is_told_with_the_post_on_which_it_was(company: Company) -> None:
    remark = comments.make(company.kafka_tip, text("Customer 4711 too."), by=company.linus).id
    take_down(company.kafka_answer, "Barbara")
    take_down(remark, "Katherine")
    assert [
        (line.what, line.outcome, line.title, line.post) for line in (*lines(company.ada), *lines(company.linus))
    ] == [
        ("taken_down", "answer", "Why does my Kafka consumer lag?", company.kafka_question),
        ("taken_down", "comment", "See consumer lag at a glance", company.kafka_tip),
    ]


def test_a_post_that_the_author_of_a_withdrawn_comment_no_longer_sees_isn_t_named(company: Company) -> None:
    remark = comments.make(company.kafka_tip, text("Customer 4711 too."), by=company.tim).id
    take_down(remark)
    platform = questions.show(company.platform_question, viewer=company.ada).post.community
    assert platform
    moves.move(company.kafka_tip, to=platform.id, by=company.ada)
    assert [(line.what, line.title, line.post) for line in lines(company.tim)] == [("taken_down", "", None)]


def test_what_is_back_is_told_instead(company: Company) -> None:
    act, barbara = take_down(company.kafka_answer)
    restoration.undo(act, by=barbara)
    note(act)
    [line] = lines(company.ada)
    assert (line.what, line.outcome, line.post) == ("put_back", "answer", company.kafka_question)
    assert count(company.ada) == 1


def test_what_people_withdraw_themselves_is_told_to_nobody(company: Company) -> None:
    note(withdrawals.withdraw(rules.outlook(company.kafka_tip, viewer=company.ada), by=company.ada))
    assert [told(getattr(company, name)) for name in PEOPLE] == [[]] * 5
    assert driver.read("MATCH (notice:Takedown) RETURN notice.id AS id") == []


def test_no_letter_says_that_an_anonymous_question_was_withdrawn(company: Company) -> None:
    take_down(questions.ask(question("Am I alone?", "kafka", is_anonymous=True), by=company.linus.id))
    assert [(line.what, line.is_private) for line in lines(company.linus)] == [("taken_down", True)]


def test_the_owner_of_a_text_that_loses_it_sees_no_more_of_what_others_wrote(company: Company) -> None:
    take_down(company.kafka_question)
    [row] = driver.read("MATCH (notice:Takedown) RETURN properties(notice) AS kept")
    assert "rebalances" not in str(row["kept"])
    assert [line.what for line in lines(company.grace)] == ["taken_down"]


def test_an_answer_on_a_withdrawn_question_is_in_no_inbox(company: Company) -> None:
    answers.give(company.kafka_question, text("Count the partitions."), by=company.linus)
    notifications.note(company.kafka_question)
    take_down(company.kafka_question)
    assert [line.what for line in lines(company.grace)] == ["taken_down"]
    assert lines(company.ada) == ()


def test_the_reason_goes_with_the_notification(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    take_down(company.kafka_tip)
    notifications.read_all(by=company.ada.id)
    later = clock.now() + timedelta(days=61)
    monkeypatch.setattr(clock, "now", lambda: later)
    notifications.tidy()
    assert driver.read("MATCH (notice:Takedown) RETURN notice.id AS id") == []


def test_the_sweep_finds_what_was_withdrawn(company: Company) -> None:
    begun = clock.now()
    act, _ = take_down(company.kafka_tip)
    assert company_concerns.changed_takedowns(since=begun) == (act,)
    assert company_concerns.changed_takedowns(since=clock.now()) == ()
