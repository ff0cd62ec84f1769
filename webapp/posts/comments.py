"""Comments on posts and answers."""

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from graph.errors import Invalid
from graph.ids import PostId
from graph.posts import comments
from webapp.markdown import rendering, typed_texts
from webapp.shell import addresses, pages
from webapp.shell.session import viewer
from workers import events

bp = Blueprint("comments", __name__)


@bp.get("/comments/<on>")
def index(on: PostId) -> ResponseReturnValue:
    number = pages.number()
    thread = comments.thread(on, page=number, viewer=viewer())
    has_more = thread.count > number * comments.ON_A_PAGE
    return render_template("comments/index.html", on=on, thread=thread, number=number, has_more=has_more)


@bp.post("/comments/<on>")
def make(on: PostId) -> ResponseReturnValue:
    try:
        comment = comments.make(on, rendering.prose(typed_texts.read(on=on, waits=False)), by=viewer())
    except Invalid as invalid:
        return render_template("comments/new.html", on=on, typed=request.form, problems=invalid.problems), 422
    typed_texts.keep(comment.id)
    events.comment_made(comment.id)
    return redirect(addresses.of_post(comment.kind, comment.post, f"comment-{comment.id}"), 303)
