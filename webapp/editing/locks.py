"""Locking a post, with a reason that everyone reads, and unlocking it."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from graph.editing import locks
from graph.errors import Invalid
from graph.ids import PostId
from graph.posts import sidebar
from webapp.shell.session import viewer
from workers import coach_events

bp = Blueprint("locks", __name__, url_prefix="/posts/<id>/lock")


@bp.get("")
def new(id: PostId) -> ResponseReturnValue:
    return _page(id)


@bp.post("")
def change(id: PostId) -> ResponseReturnValue:
    if request.form.get("locked") == "0":
        coach_events.post_unlocked(id, locks.unlock(id, by=viewer()))
        return redirect(url_for("by_id.show", id=id), 303)
    try:
        locks.lock(id, request.form.get("reason", ""), by=viewer())
    except Invalid as invalid:
        return _page(id, invalid.problems["reason"]), 422
    coach_events.post_locked(id)
    return redirect(url_for("by_id.show", id=id), 303)


def _page(id: PostId, problem: str = "") -> str:
    around = sidebar.of(id, viewer=viewer())
    if not around.moderates:
        raise locks.COACHES_ONLY
    return render_template("locks/new.html", post=id, typed=request.form.get("reason", ""), problem=problem)
