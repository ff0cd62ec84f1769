"""Reporting a text to the coaches. They decide in the review queue: webapp/reviewing/review.py."""

from collections.abc import Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from graph.errors import Invalid
from graph.ids import PostId
from graph.reporting import hidden_texts, reports
from graph.reporting.report_reasons import offered
from graph.reporting.reports import ReportDraft
from graph.withdrawal import rules
from webapp.moderation import report_reasons
from webapp.shell.session import viewer
from webapp.shell.translations import translated as _
from webapp.withdrawal import withdrawals
from workers import events

NOTHING: Mapping[str, str] = {}

bp = Blueprint("reports", __name__)


@bp.get("/texts/<id>/report")
def new(id: PostId) -> ResponseReturnValue:
    return _page(id)


@bp.post("/texts/<id>/report")
def report(id: PostId) -> ResponseReturnValue:
    place = rules.outlook(id, viewer=viewer()).post
    typed = {name: request.form.get(name, "") for name in ("reason", "words")}
    try:
        reports.report(id, ReportDraft(**typed), by=viewer())
    except Invalid as invalid:
        return _page(id, typed, invalid.problems), 422
    thanks = _("Thank you. A coach will look at it, and you hear what they decide. Nobody sees that you reported it.")
    flash(thanks, "good")
    return redirect(_after(id, place), 303)


def _after(id: PostId, place: PostId) -> str:
    """Hide the text if enough people have reported it now, and return where its reader goes on."""
    hidden = hidden_texts.hide(id)
    if hidden is None:
        return url_for("by_id.show", id=place)
    events.text_withdrawn(hidden)
    return withdrawals.after(hidden)


def _page(id: PostId, typed: Mapping[str, str] = NOTHING, problems: Mapping[str, str] = NOTHING) -> str:
    outlook = rules.outlook(id, viewer=viewer())
    reasons = [(one.id, one.name, one.hint) for one in map(report_reasons.in_words, offered())]
    return render_template("reports/new.html", outlook=outlook, reasons=reasons, typed=typed, problems=problems)
