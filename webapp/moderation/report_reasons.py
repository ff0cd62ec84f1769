"""The reasons from which readers choose when they report a text: the pages on which admins change them."""

from collections.abc import Mapping
from dataclasses import replace

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from graph.errors import Conflict, Invalid
from graph.reporting import report_reasons
from graph.reporting.report_reasons import OTHER, STANDARD, WORD, ReasonDraft, ReportReason
from webapp.shell import forms, session
from webapp.shell.session import viewer
from webapp.shell.translations import translated as _
from workers import company_events

NOTHING: Mapping[str, str] = {}

bp = Blueprint("report_reasons", __name__, url_prefix="/report-reasons")


@bp.before_request
def _admins_only() -> None:
    session.refuse_unless_admin(str(report_reasons.ADMINS_ONLY))


@bp.get("")
def index() -> ResponseReturnValue:
    return render_template("report_reasons/index.html", reasons=tuple(map(in_words, report_reasons.every())))


@bp.get("/new")
def new() -> ResponseReturnValue:
    return _page()


@bp.post("")
def add() -> ResponseReturnValue:
    try:
        report_reasons.add(_draft(), by=viewer())
    except (Invalid, Conflict) as refused:
        return _refused(refused)
    return _done()


@bp.get("/<id>")
def edit(id: str) -> ResponseReturnValue:
    return _page(in_words(report_reasons.get(id)))


@bp.post("/<id>")
def change(id: str) -> ResponseReturnValue:
    try:
        report_reasons.change(id, _draft(), by=viewer())
    except (Invalid, Conflict) as refused:
        return _refused(refused, in_words(report_reasons.get(id)))
    return _done()


def in_words(reason: ReportReason) -> ReportReason:
    """Return a reason in the reader's language, if it is as every site begins with it."""
    if reason not in STANDARD:
        return reason
    said, hint = (_(text) if text else "" for text in (reason.said, reason.hint))
    return replace(reason, name=_(reason.name), hint=hint, said=said)


def by_id() -> Mapping[str, ReportReason]:
    """Return all reasons in the reader's language."""
    return {one.id: in_words(one) for one in report_reasons.every()}


def _draft() -> ReasonDraft:
    return ReasonDraft(
        name=request.form.get("name", ""),
        hint=request.form.get("hint", ""),
        severity=forms.number("severity"),
        said=request.form.get("said", ""),
        is_offered="is_offered" in request.form,
    )


def _done() -> ResponseReturnValue:
    company_events.act_recorded()
    flash(_("Saved. Readers choose from these reasons from now on."), "good")
    return redirect(url_for("report_reasons.index"), 303)


def _refused(refused: Invalid | Conflict, reason: ReportReason | None = None) -> ResponseReturnValue:
    if isinstance(refused, Invalid):
        return _page(reason, refused.problems), 422
    return _page(reason, {"is_offered": str(refused)}), 409


def _page(reason: ReportReason | None = None, problems: Mapping[str, str] = NOTHING) -> str:
    """Render the form with what was typed, else with the reason as it is, else empty."""
    kept = vars(reason) if reason else {"severity": 2, "is_offered": True}
    typed = {**kept, **request.form, "is_offered": "is_offered" in request.form} if problems else kept
    return render_template(
        "report_reasons/edit.html", reason=reason, typed=typed, problems=problems, fixed=(OTHER, WORD)
    )
