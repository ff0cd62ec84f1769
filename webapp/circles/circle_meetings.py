"""The meetings of a circle: adding, moving and cancelling one, and the file for calendars."""

from flask import Blueprint, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from graph.circles import meetings
from graph.errors import Invalid
from graph.ids import CircleId, CircleMeetingId
from webapp.circles import circles
from webapp.shell import addresses, forms
from webapp.shell.session import viewer
from workers import mentoring_events
from workers.feed import calendar_files

bp = Blueprint("circle_meetings", __name__, url_prefix="/circles")


@bp.post("/<id>/meetings")
def add(id: CircleId) -> ResponseReturnValue:
    try:
        meetings.add(id, circles.moment("starts_at"), minutes=forms.number("minutes"), by=viewer())
    except Invalid as invalid:
        return circles.page(id, typed=request.form, problems=invalid.problems), 422
    return _changed(id)


@bp.post("/meetings/<id>/time")
def move(id: CircleMeetingId) -> ResponseReturnValue:
    """Move a meeting. The page has a form for each, so its field is named after the meeting."""
    field = f"to-{id}"
    try:
        return _changed(meetings.move(id, circles.moment(field), by=viewer()))
    except Invalid as invalid:
        circle = meetings.invitation(id, viewer=viewer()).circle
        problems = {field: next(iter(invalid.problems.values()))}
        return circles.page(circle, typed=request.form, problems=problems), 422


@bp.post("/meetings/<id>/cancellation")
def cancel(id: CircleMeetingId) -> ResponseReturnValue:
    return _changed(meetings.cancel(id, by=viewer()))


@bp.get("/meetings/<id>.ics")
def calendar(id: CircleMeetingId) -> ResponseReturnValue:
    found = meetings.invitation(id, viewer=viewer())
    page = addresses.of_site(url_for("circles.show", id=found.circle))
    response = make_response(calendar_files.file(calendar_files.of_meeting(found, page=page)))
    response.headers["Content-Type"] = "text/calendar; charset=utf-8"
    response.headers["Content-Disposition"] = "attachment; filename=meeting.ics"
    return response


def _changed(circle: CircleId) -> ResponseReturnValue:
    mentoring_events.circle_changed(circle)
    return redirect(url_for("circles.show", id=circle, _anchor="meetings"), 303)
