"""Closing a question with a reason that everyone reads, and reopening it."""

from collections.abc import Mapping

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from graph.editing import closings
from graph.editing.closings import ClosingDraft
from graph.errors import Invalid
from graph.ids import QuestionId
from graph.posts import sidebar
from webapp.shell.session import viewer
from workers import coach_events

NOTHING: Mapping[str, str] = {}

bp = Blueprint("closings", __name__, url_prefix="/questions/<id>/closing")


@bp.get("")
def new(id: QuestionId) -> ResponseReturnValue:
    return _page(id)


@bp.post("")
def change(id: QuestionId) -> ResponseReturnValue:
    if request.form.get("closed") == "0":
        closings.reopen(id, by=viewer())
        coach_events.question_opened_again(id)
        return redirect(url_for("questions.show", id=id), 303)
    try:
        closings.close(id, ClosingDraft(reason=_typed("reason"), words=_typed("words")), by=viewer())
    except Invalid as invalid:
        return _page(id, invalid.problems), 422
    coach_events.question_closed_for(id)
    return redirect(url_for("questions.show", id=id), 303)


def _typed(name: str) -> str:
    return request.form.get(name, "")


def _page(id: QuestionId, problems: Mapping[str, str] = NOTHING) -> str:
    around = sidebar.of(id, viewer=viewer())
    if not around.moderates:
        raise closings.COACHES_ONLY
    return render_template("closings/new.html", question=id, typed=request.form, problems=problems)
