"""Saying of a text that a machine helped to write it, or that none did, with a reason for its author."""

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from graph.editing import machine_marks
from graph.errors import Invalid
from graph.ids import PostId
from webapp.shell import addresses
from webapp.shell.session import viewer
from workers import coach_events

bp = Blueprint("machine_marks", __name__, url_prefix="/texts/<id>/machine-mark")


@bp.get("")
def new(id: PostId) -> ResponseReturnValue:
    return _page(id)


@bp.post("")
def change(id: PostId) -> ResponseReturnValue:
    try:
        wanted = request.form.get("marked") != "0"
        text = machine_marks.change(id, request.form.get("reason", ""), is_marked=wanted, by=viewer())
    except Invalid as invalid:
        return _page(id, invalid.problems["reason"]), 422
    coach_events.machine_mark_changed(id)
    return redirect(addresses.of_post(text.kind, text.post, text.anchor), 303)


def _page(id: PostId, problem: str = "") -> str:
    text = machine_marks.get(id, viewer=viewer())
    return render_template("machine_marks/new.html", text=text, typed=request.form.get("reason", ""), problem=problem)
