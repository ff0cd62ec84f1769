"""The meetings of a circle: adding, moving and cancelling one, and the file for calendars."""

from flask import Blueprint, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from graph.circles import meetings
from graph.circles.meetings import Invitation
from graph.errors import Invalid
from graph.ids import CircleId, CircleMeetingId
from webapp.circles import circles
from webapp.shell import addresses, forms
from webapp.shell.session import viewer
from workers import mentoring_events
from workers.feed import calendar_files
from workers.feed.calendar_files import Appointment

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
    found = _appointment(meetings.invitation(id, viewer=viewer()))
    response = make_response(calendar_files.file(found))
    response.headers["Content-Type"] = "text/calendar; charset=utf-8"
    response.headers["Content-Disposition"] = "attachment; filename=meeting.ics"
    return response


def _appointment(invitation: Invitation) -> Appointment:
    """Return a meeting as an appointment that names nobody, because calendars may be open to others."""
    meeting = invitation.meeting
    return Appointment(
        id=meeting.id,
        sequence=meeting.sequence,
        state=meeting.state,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        title=invitation.title,
        page=addresses.of_site(url_for("circles.show", id=invitation.circle)),
        link=invitation.link,
    )


def _changed(circle: CircleId) -> ResponseReturnValue:
    mentoring_events.circle_changed(circle)
    return redirect(url_for("circles.show", id=circle, _anchor="meetings"), 303)
