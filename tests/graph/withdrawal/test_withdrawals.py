"""Stories about taking back what one wrote."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from graph import driver, viewers
from graph.communities import memberships
from graph.errors import Conflict, Forbidden, Invalid, NotFound
from graph.ids import PostId, WithdrawalId
from graph.moderation import audit
from graph.posts import answers, comments, questions
from graph.viewers import Viewer
from graph.withdrawal import restoration, rules, withdrawals
from graph.withdrawal.rules import Outlook
from tests import company as stories
from tests.company import Company


def withdraw(id: str, by: Viewer, reason: str = "") -> WithdrawalId:
    return withdrawals.withdraw(rules.outlook(PostId(id), viewer=by), reason=reason, by=by)


def everything() -> list[str]:
    """Return the whole graph but what every change touches, to compare it with an earlier one."""
    nodes = driver.read(
        "MATCH (n) WHERE NOT n:Sweep AND NOT n:Salt RETURN labels(n) AS labels, properties(n) AS properties"
    )
    ties = driver.read(
        "MATCH (a)-[tie]->(b) RETURN coalesce(a.id, a.slug, a.key) AS begins, type(tie) AS type,"
        " coalesce(b.id, b.slug, b.key) AS ends, properties(tie) AS properties"
    )
    changing = {"changed_key", "activity", "last_at", "weighed_at", "unmatched_key"}
    for row in (*nodes, *ties):
        row["properties"] = {
            name: value
            for name, value in row["properties"].items()
            if name not in changing and value not in (None, [], 0)
        }
    return sorted(repr({**row, "properties": sorted(row["properties"].items())}) for row in (*nodes, *ties))


def test_a_comment_goes_and_comes_back(company: Company):
    comment = comments.make(company.kafka_answer, stories.text("Did it help?"), by=company.tim)
    before = everything()
    act = withdraw(comment.id, company.tim)
    assert questions.show(company.kafka_question, viewer=company.tim).answers[0].comments.count == 0
    restoration.undo(act, by=company.tim)
    assert everything() == before


def test_an_answer_that_nobody_built_on_goes_and_comes_back(company: Company):
    before = everything()
    act = withdraw(company.kafka_answer, company.ada)
    page = questions.show(company.kafka_question, viewer=company.tim)
    assert page.answers == ()
    assert page.count == 0
    restoration.undo(act, by=company.ada)
    assert everything() == before


def test_an_unanswered_question_goes_and_comes_back(company: Company):
    before = everything()
    act = withdraw(company.platform_question, company.ada)
    with pytest.raises(NotFound):
        questions.show(company.platform_question, viewer=company.ada)
    restoration.undo(act, by=company.ada)
    assert everything() == before


def test_an_answered_question_stays_without_a_name_and_gets_it_back(company: Company):
    comments.make(company.kafka_question, stories.text("Nobody?"), by=company.grace)
    before = everything()
    act = withdraw(company.kafka_question, company.grace)
    page = questions.show(company.kafka_question, viewer=company.tim)
    assert page.post.author is None
    assert page.post.comments.newest[0].author is None
    assert page.answers[0].author is not None
    restoration.undo(act, by=company.grace)
    assert everything() == before


def test_an_accepted_answer_leaves_a_line_with_what_others_said(company: Company):
    answers.accept(company.kafka_answer, by=company.grace.id)
    comments.make(company.kafka_answer, stories.text("Thank you."), by=company.grace)
    comments.make(company.kafka_answer, stories.text("You're welcome."), by=company.ada)
    before = everything()
    act = withdraw(company.kafka_answer, company.ada)
    page = questions.show(company.kafka_question, viewer=company.tim)
    assert page.answers == ()
    assert not page.is_solved
    [line] = page.withdrawn
    assert line.is_authors
    assert [one.html for one in line.comments.newest] == ["<p>Thank you.</p>"]
    assert comments.thread(company.kafka_answer, page=1, viewer=company.tim).count == 1
    restoration.undo(act, by=company.ada)
    assert everything() == before


def test_only_its_author_and_those_who_look_after_it_may_withdraw_a_text(company: Company):
    with pytest.raises(Forbidden):
        withdraw(company.kafka_answer, company.tim)
    with pytest.raises(Invalid):
        withdraw(company.platform_question, company.margaret)


def test_a_text_that_others_have_just_added_to_is_not_withdrawn_as_it_was_shown(company: Company):
    outlook = rules.outlook(company.kafka_answer, viewer=company.ada)
    answers.accept(company.kafka_answer, by=company.grace.id)
    with pytest.raises(Conflict):
        withdrawals.withdraw(outlook, by=company.ada)
    assert questions.show(company.kafka_question, viewer=company.tim).count == 1


def test_of_two_coaches_at_once_one_takes_it_down_and_the_other_hears_that_it_has_changed(company: Company):
    memberships.make_coach(company.platform, company.ada.id, by=company.margaret.id)
    both = (company.margaret, viewers.get(company.ada.id))
    for number in range(5):
        spam = comments.make(company.platform_question, stories.text(f"Shoes {number}"), by=company.linus).id
        seen = [rules.outlook(spam, viewer=one) for one in both]

        def take_down(outlook: Outlook, coach: Viewer) -> int:
            try:
                withdrawals.withdraw(outlook, reason="Spam", by=coach)
            except Conflict:
                return 0
            return 1

        with ThreadPoolExecutor(2) as pool:
            assert sum(pool.map(take_down, seen, both)) == 1
    acts = [one.act for one in audit.listed(viewer=company.margaret).entries]
    assert acts.count("took_down") == 5


def test_a_coach_takes_everything_down_with_a_reason(company: Company):
    answers.give(company.platform_question, stories.text("With cert-manager."), by=company.linus)
    before = everything()
    act = withdraw(company.platform_question, company.margaret, "It names a customer.")
    with pytest.raises(NotFound):
        questions.show(company.platform_question, viewer=company.linus)
    restoration.undo(act, by=company.margaret)
    traces = ("AuditEntry", "'DID'", "'RECORDS'", "Takedown", "'TAKEN_FROM'", "'TAKEN_IN'")
    assert [one for one in everything() if not any(trace in one for trace in traces)] == before


def test_a_withdrawal_is_undone_only_by_who_withdrew_it(company: Company):
    act = withdraw(company.kafka_answer, company.ada)
    with pytest.raises(NotFound):
        restoration.undo(act, by=company.tim)
