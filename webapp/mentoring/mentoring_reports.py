"""Reports of mentorships: telling coaches that something is wrong, and the page on which they look after them."""

from collections.abc import Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from graph.errors import Invalid
from graph.ids import MentoringReportId, MentorshipId
from graph.mentorships import report_coaching, reports
from webapp.mentoring import mentorships
from webapp.shell.session import viewer
from webapp.shell.translations import translated as _
from workers import company_events, mentoring_events

bp = Blueprint("mentoring_reports", __name__)


@bp.post("/mentorships/<id>/reports")
def send(id: MentorshipId) -> ResponseReturnValue:
    try:
        sent = reports.send(id, request.form.get("text", ""), by=viewer())
    except Invalid as invalid:
        return mentorships.page(id, typed=request.form, problems=invalid.problems), 422
    mentoring_events.mentorship_reported(sent)
    flash(_("Your report is sent. The other person isn't told."), "good")
    return redirect(url_for("mentorships.show", id=id, _anchor="report"), 303)


@bp.get("/mentoring/health/reports")
def index() -> ResponseReturnValue:
    return _page({}, {})


@bp.post("/mentoring/health/reports/<id>/sight")
def see(id: MentoringReportId) -> ResponseReturnValue:
    report_coaching.see(id, by=viewer())
    company_events.act_recorded()
    return redirect(url_for("mentoring_reports.index", _anchor=f"report-{id}"), 303)


@bp.post("/mentoring/health/reports/<id>/closure")
def close(id: MentoringReportId) -> ResponseReturnValue:
    try:
        report_coaching.close(id, request.form.get(f"note-{id}", ""), by=viewer())
    except Invalid as invalid:
        return _page(request.form, invalid.problems), 422
    mentoring_events.mentorship_reported(id)
    flash(_("The report is closed. Its reporter reads your note."), "good")
    return redirect(url_for("mentoring_reports.index"), 303)


def _page(typed: Mapping[str, str], problems: Mapping[str, str]) -> str:
    found = report_coaching.listed(viewer=viewer())
    return render_template("mentoring_reports/index.html", reports=found, typed=typed, problems=problems)
