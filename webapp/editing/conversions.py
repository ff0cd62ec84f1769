"""Turning an answer into a comment, and a comment into an answer."""

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from graph.editing import conversions
from graph.ids import AnswerId, CommentId
from webapp.shell.session import viewer
from workers import events

bp = Blueprint("conversions", __name__)


@bp.post("/answers/<id>/conversion")
def to_comment(id: AnswerId) -> ResponseReturnValue:
    converted = conversions.to_comment(id, by=viewer())
    if converted.is_new:
        events.answer_became_comment(id, of=converted.question)
    return redirect(url_for("questions.show", id=converted.question, _anchor=f"comment-{id}"), 303)


@bp.post("/comments/<id>/conversion")
def to_answer(id: CommentId) -> ResponseReturnValue:
    converted = conversions.to_answer(id, by=viewer())
    if converted.is_new:
        events.answer_given(AnswerId(id))
    return redirect(url_for("questions.show", id=converted.question, _anchor=f"answer-{id}"), 303)
