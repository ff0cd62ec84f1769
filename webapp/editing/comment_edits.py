"""Editing one's own comment."""

from collections.abc import Mapping

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from graph.editing import comment_edits
from graph.editing.comment_edits import CommentText
from graph.errors import Conflict, Invalid
from graph.ids import CommentId
from webapp.markdown import rendering, typed_texts
from webapp.shell import addresses, forms
from webapp.shell.session import viewer
from workers import events

bp = Blueprint("comment_edits", __name__)

NO_PROBLEMS: Mapping[str, str] = {}


@bp.get("/comments/<id>/edit")
def edit(id: CommentId) -> ResponseReturnValue:
    text = comment_edits.get(id, viewer=viewer())
    return _form(text, {"body": text.body}), 200


@bp.post("/comments/<id>/edit")
def save(id: CommentId) -> ResponseReturnValue:
    text = comment_edits.get(id, viewer=viewer())
    try:
        body = rendering.prose(typed_texts.read(before=text.body, on=id, waits=False))
        comment_edits.make(text, body, version=forms.number("version"), by=viewer())
    except Invalid as invalid:
        return _form(text, request.form, invalid.problems), 422
    except Conflict as conflict:
        return _form(comment_edits.get(id, viewer=viewer()), request.form, {"body": str(conflict)}), 409
    typed_texts.keep(id)
    events.comment_edited(id)
    return redirect(addresses.of_post(text.kind, text.post, f"comment-{id}"), 303)


def _form(text: CommentText, typed: Mapping[str, str], problems: Mapping[str, str] = NO_PROBLEMS) -> str:
    return render_template("comments/edit.html", text=text, typed=typed, problems=problems)
