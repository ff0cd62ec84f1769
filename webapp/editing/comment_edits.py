"""Editing one's own comment."""

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from graph.editing import comment_edits
from graph.editing.comment_edits import CommentText
from graph.errors import Conflict, Invalid
from graph.ids import CommentId
from webapp.markdown import mention_limits, rendering
from webapp.shell import addresses, forms
from webapp.shell.session import viewer
from workers import events

bp = Blueprint("comment_edits", __name__)


@bp.get("/comments/<id>/edit")
def edit(id: CommentId) -> ResponseReturnValue:
    text = comment_edits.get(id, viewer=viewer())
    return _form(text, text.body), 200


@bp.post("/comments/<id>/edit")
def save(id: CommentId) -> ResponseReturnValue:
    text, typed = comment_edits.get(id, viewer=viewer()), request.form.get("body", "")
    try:
        comment_edits.make(
            text, rendering.prose(mention_limits.checked(typed)), version=forms.number("version"), by=viewer()
        )
    except Invalid as invalid:
        return _form(text, typed, invalid.problems["body"]), 422
    except Conflict as conflict:
        return _form(comment_edits.get(id, viewer=viewer()), typed, str(conflict)), 409
    events.comment_edited(id)
    return redirect(addresses.of_post(text.kind, text.post, f"comment-{id}"), 303)


def _form(text: CommentText, typed: str, problem: str = "") -> str:
    return render_template("comments/edit.html", text=text, typed=typed, problem=problem)
