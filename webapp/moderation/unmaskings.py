"""Revealing the asker of an anonymous question: requesting it, confirming a request, and withdrawing it."""

from collections.abc import Mapping

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from graph.errors import Forbidden, Invalid
from graph.ids import QuestionId, UnmaskingId
from graph.moderation import unmaskings
from graph.posts import questions
from webapp.shell.session import viewer
from workers import company_events, events

bp = Blueprint("unmaskings", __name__, url_prefix="/questions/<id>/unmaskings")


@bp.get("/new")
def new(id: QuestionId) -> ResponseReturnValue:
    return _form(id, {}), 200


@bp.post("")
def ask_for(id: QuestionId) -> ResponseReturnValue:
    try:
        unmaskings.request(id, request.form.get("reason", ""), by=viewer())
    except Invalid as invalid:
        return _form(id, invalid.problems), 422
    company_events.act_recorded()
    return _back(id)


@bp.post("/<case>/confirmation")
def confirm(id: QuestionId, case: UnmaskingId) -> ResponseReturnValue:
    unmaskings.confirm(case, id, by=viewer())
    events.asker_revealed(id)
    return _back(id)


@bp.post("/<case>/withdrawal")
def withdraw(id: QuestionId, case: UnmaskingId) -> ResponseReturnValue:
    unmaskings.withdraw(case, id, by=viewer())
    company_events.act_recorded()
    return _back(id)


def _form(id: QuestionId, problems: Mapping[str, str]) -> str:
    question = questions.show(id, viewer=viewer())
    if not unmaskings.of(id, viewer=viewer()).may_request:
        raise Forbidden(unmaskings.NOT_YOURS)
    return render_template(
        "unmaskings/new.html", question=question, typed=request.form.get("reason", ""), problems=problems
    )


def _back(id: QuestionId) -> ResponseReturnValue:
    return redirect(url_for("questions.show", id=id), 303)
