"""My office hours: opening, changing, pausing and ending them."""

from collections.abc import Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from graph.errors import Invalid
from graph.ids import OfficeHoursId
from graph.mentoring import offers
from graph.office_hours import hours
from graph.office_hours.hours import HoursDraft, OfficeHours
from webapp.people import wall_clocks
from webapp.shell import forms
from webapp.shell.session import me, viewer
from webapp.shell.translations import translated as _
from workers import mentoring_events

bp = Blueprint("office_hours", __name__, url_prefix="/mentoring/office-hours")

BEGUN: Mapping[str, object] = {
    "weekday": "",
    "begins": "14:00",
    "ends": "15:00",
    "minutes": hours.MINUTES,
    "weeks": hours.WEEKS,
}


@bp.get("")
def index() -> ResponseReturnValue:
    return _page(BEGUN, {})


@bp.post("")
def hold() -> ResponseReturnValue:
    try:
        hours.hold(_draft(), by=viewer())
    except Invalid as invalid:
        return _page(request.form, invalid.problems), 422
    return _done(_("Your office hours are open. People can book the slots."))


@bp.get("/<id>")
def edit(id: OfficeHoursId) -> ResponseReturnValue:
    one = hours.get(id, viewer=viewer())
    typed = {"weekday": one.weekday, "begins": one.begins, "ends": one.ends, "minutes": one.minutes}
    return _page(typed | {"link": one.link, "weeks": one.weeks}, {}, one)


@bp.post("/<id>")
def change(id: OfficeHoursId) -> ResponseReturnValue:
    one = hours.get(id, viewer=viewer())
    try:
        hours.change(id, _draft(), by=viewer())
    except Invalid as invalid:
        return _page(request.form, invalid.problems, one), 422
    return _done(_("Your office hours are changed."))


@bp.post("/<id>/pause")
def pause(id: OfficeHoursId) -> ResponseReturnValue:
    """Pause office hours, or go on with them."""
    is_paused = request.form.get("is_paused") == "yes"
    hours.pause(id, is_paused=is_paused, by=viewer())
    return _done(_("They are paused. What is booked stays.") if is_paused else _("Your office hours are open again."))


@bp.post("/<id>/end")
def end(id: OfficeHoursId) -> ResponseReturnValue:
    cancelled = hours.end(id, by=viewer())
    for one in cancelled:
        mentoring_events.booking_changed(one)
    return _done(_("These office hours have ended. People who had booked a slot are told."))


def _page(typed: Mapping[str, object], problems: Mapping[str, str], changed: OfficeHours | None = None) -> str:
    return render_template(
        "office_hours/show.html",
        held=hours.mine(viewer=viewer()),
        changed=changed,
        typed=typed,
        problems=problems,
        here=wall_clocks.here(),
        teaching=offers.find(me().id, viewer=viewer()),
        lengths=hours.LENGTHS,
        most_weeks=hours.MOST_WEEKS,
    )


def _draft() -> HoursDraft:
    return HoursDraft(
        weekday=forms.number("weekday"),
        begins=request.form.get("begins", ""),
        ends=request.form.get("ends", ""),
        minutes=forms.number("minutes"),
        link=request.form.get("link", "").strip(),
        weeks=forms.number("weeks"),
    )


def _done(said: str) -> ResponseReturnValue:
    flash(said, "good")
    return redirect(url_for("office_hours.index"), 303)
