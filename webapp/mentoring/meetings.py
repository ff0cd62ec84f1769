"""The sessions of a mentorship: proposing times, agreeing, cancelling, and the file for calendars."""

from flask import Blueprint, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from graph.errors import Invalid
from graph.ids import MentoringSessionId, MentorshipId
from graph.mentorships import session_feedback, sessions
from webapp.mentoring import calendar_files, mentorships, times
from webapp.shell import addresses, forms
from webapp.shell.session import viewer
from workers import mentoring_events

bp = Blueprint("meetings", __name__, url_prefix="/mentorships")


@bp.post("/<id>/sessions")
def propose(id: MentorshipId) -> ResponseReturnValue:
    try:
        chosen = times.chosen(request.form.getlist("times"), request.form.get("own_time", ""))
        sessions.propose(id, chosen, minutes=forms.number("minutes"), by=viewer())
    except Invalid as invalid:
        return mentorships.page(id, typed=request.form, problems=invalid.problems), 422
    return _changed(id)


@bp.post("/sessions/<id>/agreement")
def agree(id: MentoringSessionId) -> ResponseReturnValue:
    return _changed(sessions.agree(id, by=viewer()))


@bp.post("/sessions/<id>/time")
def move(id: MentoringSessionId) -> ResponseReturnValue:
    """Propose another time for a session. The page has a form for each, so its field is named after the session."""
    field = f"to-{id}"
    try:
        chosen = times.chosen((), request.form.get(field, ""))
        return _changed(sessions.move(id, chosen, by=viewer()))
    except Invalid as invalid:
        mentorship = sessions.invitation(id, viewer=viewer()).mentorship
        problems = {field: next(iter(invalid.problems.values()))}
        return mentorships.page(mentorship, typed=request.form, problems=problems), 422


@bp.post("/sessions/<id>/feedback")
def say(id: MentoringSessionId) -> ResponseReturnValue:
    """Say with one click whether a session helped."""
    mentorship = session_feedback.give(id, request.form.get("helped", ""), by=viewer())
    return redirect(url_for("mentorships.show", id=mentorship, _anchor="sessions"), 303)


@bp.post("/sessions/<id>/cancellation")
def cancel(id: MentoringSessionId) -> ResponseReturnValue:
    return _changed(sessions.cancel(id, by=viewer()))


@bp.get("/sessions/<id>.ics")
def calendar(id: MentoringSessionId) -> ResponseReturnValue:
    found = sessions.invitation(id, viewer=viewer())
    page = addresses.of_site(url_for("mentorships.show", id=found.mentorship))
    response = make_response(calendar_files.of(found, page=page))
    response.headers["Content-Type"] = "text/calendar; charset=utf-8"
    response.headers["Content-Disposition"] = "attachment; filename=session.ics"
    return response


def _changed(mentorship: MentorshipId) -> ResponseReturnValue:
    mentoring_events.mentorship_changed(mentorship)
    return redirect(url_for("mentorships.show", id=mentorship, _anchor="sessions"), 303)
