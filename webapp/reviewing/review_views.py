"""Saved views of the review queue, above it."""

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from graph.errors import Invalid
from graph.reviewing import review_views
from graph.reviewing.review_views import ViewDraft
from webapp.reviewing import review
from webapp.shell.session import viewer
from webapp.shell.translations import translated as _

bp = Blueprint("review_views", __name__, url_prefix="/review/views")


@bp.post("")
def save() -> ResponseReturnValue:
    shown = {name: request.form.get(name, "") for name in ("kind", "community")}
    try:
        review_views.save(ViewDraft(name=request.form.get("name", ""), **shown), by=viewer())
    except Invalid as invalid:
        return review.page(view_problem=" ".join(invalid.problems.values())), 422
    flash(_("View saved. It stands above the queue."), "good")
    return redirect(url_for("review.index", kind=shown["kind"] or None, community=shown["community"] or None), 303)


@bp.post("/<id>/removal")
def remove(id: str) -> ResponseReturnValue:
    review_views.remove(id, by=viewer())
    flash(_("View removed."), "good")
    return redirect(url_for("review.index"), 303)
