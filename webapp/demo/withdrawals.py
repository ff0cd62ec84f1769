"""What the demo's people withdrew: their own, and an answer that a coach took down."""

from datetime import datetime, timedelta

from graph import clock
from graph.ids import AnswerId, QuestionId
from graph.posts import answers, comments, questions
from graph.withdrawal import rules, withdrawals
from webapp.demo import names
from webapp.demo.content import Company
from webapp.demo.events import Withdrawal


def withdraw(company: Company, *, now: datetime) -> None:
    """Withdraw what is not withdrawn yet. Someone gives an answer first, and others comment on it."""
    for one in company.withdrawals:
        post, by = names.post(one.of), names.viewer(one.by)
        with clock.put_back(now - timedelta(days=one.days, hours=2)):
            text = _answer(one, QuestionId(post)) if one.answer else post
        with clock.put_back(now - timedelta(days=one.days)):
            if text and (outlook := rules.outlook(text, viewer=by)).may_withdraw:
                withdrawals.withdraw(outlook, reason=one.reason, by=by)


def _answer(entry: Withdrawal, question: QuestionId) -> AnswerId | None:
    """Give the answer, unless it was withdrawn already."""
    assert entry.answer
    by = names.viewer(entry.answer.by)
    if questions.show(question, viewer=by).withdrawn:
        return None
    given = answers.give(question, names.prose(entry.answer.body), by=by)
    for comment in entry.comments:
        comments.make(given, names.prose(comment.body), by=names.viewer(comment.by))
    return given
