"""Asks: taking one on, or passing on it with a reason."""

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from graph import asks
from graph.errors import Invalid
from graph.ids import AskId
from webapp import inbox
from webapp.inbox import Refused
from webapp.session import me
from workers import events

bp = Blueprint("asks", __name__, url_prefix="/asks")


@bp.post("/<id>/acceptance")
def accept(id: AskId) -> ResponseReturnValue:
    question = asks.accept(id, by=me().id)
    return redirect(url_for("questions.show", id=question, _anchor="your-answer"), 303)


@bp.post("/<id>/refusal")
def decline(id: AskId) -> ResponseReturnValue:
    reason = request.form.get("reason", "")
    try:
        question = asks.decline(id, reason, by=me().id)
    except Invalid as invalid:
        return inbox.page(refused=Refused(ask=id, reason=reason, problem=invalid.problems["reason"])), 422
    events.ask_declined(question)
    return redirect(url_for("inbox.show"), 303)
