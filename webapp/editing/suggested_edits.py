"""Suggested edits: those that wait for my decision, the state of my own, and deciding."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from graph.editing import suggested_edits
from graph.editing.suggested_edits import SuggestedEdit
from graph.errors import Conflict, Invalid
from graph.ids import SuggestedEditId
from graph.posts import texts
from webapp.editing import differences
from webapp.shell import addresses, forms
from webapp.shell.session import viewer
from webapp.shell.translations import translated as _
from workers import events

bp = Blueprint("suggested_edits", __name__, url_prefix="/suggested-edits")


@bp.get("")
def index() -> ResponseReturnValue:
    return render_template(
        "suggested_edits/index.html",
        waiting=suggested_edits.waiting(viewer=viewer()),
        mine=suggested_edits.mine(viewer=viewer()),
    )


@bp.get("/<id>")
def show(id: SuggestedEditId) -> ResponseReturnValue:
    return _page(suggested_edits.show(id, viewer=viewer()))


@bp.post("/<id>/acceptance")
def accept(id: SuggestedEditId) -> ResponseReturnValue:
    suggestion = suggested_edits.show(id, viewer=viewer())
    text = texts.get(suggestion.text, viewer=viewer())
    try:
        accepted = suggested_edits.accept(suggestion, texts.at(text, version=forms.number("version")), by=viewer())
    except (Conflict, Invalid) as problem:
        return _page(suggestion, problem=str(problem)), 409
    events.text_edited(accepted.edit, by=accepted.suggested_by)
    flash(_("Edit accepted. The history shows who suggested it."), "good")
    return redirect(addresses.of_post(text.kind, text.post, text.anchor), 303)


@bp.post("/<id>/refusal")
def decline(id: SuggestedEditId) -> ResponseReturnValue:
    suggestion, reason = suggested_edits.show(id, viewer=viewer()), request.form.get("reason", "")
    try:
        suggested_edits.decline(suggestion, texts.get(suggestion.text, viewer=viewer()), reason, by=viewer())
    except Invalid as invalid:
        return _page(suggestion, typed=reason, reason_problem=invalid.problems["reason"]), 422
    events.suggestion_declined(suggestion.text)
    return redirect(url_for("suggested_edits.index"), 303)


def _page(suggestion: SuggestedEdit, *, problem: str = "", typed: str = "", reason_problem: str = "") -> str:
    text = texts.get(suggestion.text, viewer=viewer())
    return render_template(
        "suggested_edits/show.html",
        suggestion=suggestion,
        text=text,
        changes=differences.between(text.body, suggestion.body.markdown),
        problem=problem,
        typed=typed,
        reason_problem=reason_problem,
    )
