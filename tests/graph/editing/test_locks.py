"""Margaret locks a question of the platform engineers: everyone reads why, and only coaches add to it."""

from collections.abc import Callable

import pytest

from graph import viewers
from graph.approvals import pending_posts
from graph.approvals.sent_drafts import AnswerDraft
from graph.asking import asks, inbox, referrals
from graph.editing import comment_edits, conversions, edits, locks, suggested_edits
from graph.editing.edits import Edit
from graph.errors import Conflict, Forbidden, Invalid, NotFound
from graph.freshness import freshness, reactions
from graph.ids import CommentId
from graph.matching import experts
from graph.moderation import audit
from graph.notifications import inbox as told
from graph.notifications import notifications
from graph.posts import answers, comments, sidebar, texts, votes
from graph.viewers import Viewer
from graph.withdrawal import rules, withdrawals
from tests import company as stories
from tests.company import Company, text

REASON = "It goes in circles."


@pytest.fixture
def remark(company: Company) -> CommentId:
    return comments.make(company.platform_question, text("Hm."), by=company.linus).id


def lock(company: Company) -> None:
    locks.lock(company.platform_question, REASON, by=company.margaret)


def edit(company: Company, *, by: Viewer) -> Edit:
    now = texts.get(company.platform_question, viewer=by)
    return Edit(of=now, title=now.title, body=text("More."), skills=now.skills, is_cheat_sheet=False, summary="More")


def edit_comment(id: CommentId, *, by: Viewer) -> None:
    comment_edits.make(comment_edits.get(id, viewer=by), text("Hm!"), version=1, by=by)


ADDITIONS: dict[str, Callable[[Company, CommentId], object]] = {
    "an answer": lambda c, _: answers.give(c.platform_question, text("With make."), by=c.linus),
    "an answer that waits": lambda c, _: pending_posts.hold(
        AnswerDraft(question=c.platform_question, body=text("With make.")), "all_posts", by=c.linus
    ),
    "a comment": lambda c, _: comments.make(c.platform_question, text("Oh."), by=c.linus),
    "an edit by its author": lambda c, _: edits.make(edit(c, by=c.ada), by=c.ada),
    "an edit of one's comment": lambda c, remark: edit_comment(remark, by=c.linus),
    "a suggested edit": lambda c, _: suggested_edits.suggest(edit(c, by=c.linus), by=c.linus),
    "a doubt": lambda c, _: freshness.doubt(c.platform_question, "We have no clusters.", by=c.linus),
}


@pytest.mark.parametrize("addition", ADDITIONS)
def test_nobody_else_adds_to_it_or_edits_it(company: Company, remark: CommentId, addition: str) -> None:
    lock(company)
    with pytest.raises(Invalid, match=REASON):
        ADDITIONS[addition](company, remark)


def test_its_coaches_do(company: Company) -> None:
    lock(company)
    answers.give(company.platform_question, text("With make."), by=company.margaret)
    comments.make(company.platform_question, text("That is all."), by=company.margaret)
    edits.make(edit(company, by=company.margaret), by=company.margaret)


def test_reactions_to_an_answer_need_words_no_more_and_votes_go_on(company: Company) -> None:
    answer = answers.give(company.platform_question, text("With make."), by=company.margaret)
    lock(company)
    votes.cast(answer, 1, by=company.linus)
    with pytest.raises(Invalid, match=REASON):
        reactions.react(answer, "dangerous", "No!", by=company.linus)


def test_everyone_can_withdraw_what_they_wrote_but_not_convert_it(company: Company, remark: CommentId) -> None:
    lock(company)
    with pytest.raises(Forbidden):
        conversions.to_answer(remark, by=company.linus)
    withdrawals.withdraw(rules.outlook(remark, viewer=company.linus), by=company.linus)  # pyright: ignore[reportArgumentType]


def test_everyone_reads_why(company: Company) -> None:
    lock(company)
    for viewer, is_shut in ((company.ada, True), (company.margaret, False)):
        around = sidebar.of(company.platform_question, viewer=viewer)
        assert (around.locked_for, around.is_shut, around.statuses[0].is_shut) == (REASON, is_shut, is_shut)


def test_an_unlocked_post_is_as_it_was(company: Company) -> None:
    lock(company)
    locks.unlock(company.platform_question, by=company.margaret)
    answers.give(company.platform_question, text("With make."), by=company.linus)
    assert sidebar.of(company.platform_question, viewer=company.ada).locked_for == ""


def test_only_coaches_and_admins_may(company: Company) -> None:
    for other, refusal in ((company.ada, Forbidden), (company.linus, Forbidden), (company.tim, NotFound)):
        for act in (lambda by: locks.lock(company.platform_question, REASON, by=by),
                    lambda by: locks.unlock(company.platform_question, by=by)):  # fmt: skip
            with pytest.raises(refusal):
                act(other)
    locks.lock(company.kafka_tip, REASON, by=viewers.get(stories.join("Barbara", is_admin=True)))


@pytest.mark.parametrize("reason", ["", " ", "x" * 201])
def test_it_needs_a_reason(company: Company, reason: str) -> None:
    with pytest.raises(Invalid):
        locks.lock(company.platform_question, reason, by=company.margaret)


def test_twice_changes_nothing(company: Company) -> None:
    for _ in range(2):
        lock(company)
    for _ in range(2):
        locks.unlock(company.platform_question, by=company.margaret)
    acts = [(one.act, one.reason) for one in audit.listed(viewer=company.margaret).entries if "lock" in one.act]
    assert acts == [("unlocked_post", ""), ("locked_post", REASON)]


def test_its_author_is_told(company: Company) -> None:
    lock(company)
    notifications.note(company.platform_question)
    assert [line.what for line in told.page("all", viewer=company.ada).lines] == ["locked"]


def test_nobody_is_asked_about_it(company: Company) -> None:
    asks.send(experts.suggest(company.kafka_question, [], limit=1), about=company.kafka_question)
    locks.lock(company.kafka_question, REASON, by=viewers.get(stories.join("Barbara", is_admin=True)))
    assert inbox.asks(viewer=company.ada) == ()
    with pytest.raises(Conflict):
        referrals.invite(company.kafka_question, "Tim", by=company.linus)
