"""Referrals: suggesting a colleague for a question, who is then asked."""

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from graph.asking import referrals
from graph.errors import Conflict, Invalid
from graph.ids import QuestionId
from webapp.posts import questions
from webapp.shell.session import viewer
from workers import events

bp = Blueprint("referrals", __name__, url_prefix="/questions")


@bp.post("/<id>/invitations")
def invite(id: QuestionId) -> ResponseReturnValue:
    colleague = request.form.get("colleague", "")
    try:
        referrals.invite(id, colleague, by=viewer())
    except Invalid as invalid:
        return questions.page_of(id, colleague=colleague, problems=invalid.problems), 422
    except Conflict as conflict:
        return questions.page_of(id, colleague=colleague, problems={"colleague": str(conflict)}), 409
    events.colleague_asked(id)
    return redirect(url_for("questions.show", id=id, _anchor="who-was-asked"), 303)
