"""Asks: taking one on, or passing on it with a reason."""

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from graph import asks
from graph.ids import AskId
from webapp.session import me
from workers import events

bp = Blueprint("asks", __name__, url_prefix="/asks")


@bp.post("/<id>/acceptance")
def accept(id: AskId) -> ResponseReturnValue:
    question = asks.accept(id, by=me().id)
    return redirect(url_for("questions.show", id=question, _anchor="your-answer"), 303)


@bp.post("/<id>/refusal")
def decline(id: AskId) -> ResponseReturnValue:
    question = asks.decline(id, request.form.get("reason", ""), by=me().id)
    events.ask_declined(question)
    return redirect(url_for("inbox.show"), 303)
