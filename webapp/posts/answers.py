"""Answers: giving one, and accepting the one that helped."""

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from graph.approvals.sent_drafts import AnswerDraft
from graph.errors import Invalid
from graph.ids import AnswerId, QuestionId
from graph.posts import answers
from webapp.approvals import holding
from webapp.editing import drafts
from webapp.markdown import rendering, typed_texts
from webapp.posts import questions
from webapp.shell import forms
from webapp.shell.session import me, viewer
from workers import events

bp = Blueprint("answers", __name__)


@bp.post("/questions/<id>/answers")
def give(id: QuestionId) -> ResponseReturnValue:
    form = f"answer-{id}"
    try:
        draft = _draft(id)
        if waits := holding.hold(draft):
            return waits
        answer = answers.give(id, draft.body, by=viewer(), is_machine_written=draft.is_machine_written)
    except Invalid as invalid:
        return questions.page_of(id, begun=drafts.sent(form), problems=invalid.problems), 422
    typed_texts.keep(answer)
    drafts.forget(form)
    events.answer_given(answer)
    return redirect(url_for("questions.show", id=id, _anchor=f"answer-{answer}"), 303)


@bp.post("/answers/<id>/acceptance")
def accept(id: AnswerId) -> ResponseReturnValue:
    change = answers.take_back if request.form.get("accepted") == "0" else answers.accept
    acceptance = change(id, by=me().id)
    for answer in acceptance.answers:
        events.answer_accepted(answer)
    return redirect(url_for("questions.show", id=acceptance.question, _anchor=f"answer-{id}"), 303)


def _draft(question: QuestionId) -> AnswerDraft:
    body = rendering.prose(typed_texts.read(on=question))
    return AnswerDraft(question=question, body=body, is_machine_written=forms.machine_written())
