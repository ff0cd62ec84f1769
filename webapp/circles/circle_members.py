"""The people in a circle: joining, waiting for a place, leaving, and removing someone."""

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from graph.circles import members
from graph.errors import Conflict
from graph.ids import CircleId, PersonId
from webapp.shell.session import viewer
from webapp.shell.translations import translated as _
from workers import mentoring_events

bp = Blueprint("circle_members", __name__, url_prefix="/circles/<id>")


@bp.post("/members")
def join(id: CircleId) -> ResponseReturnValue:
    """Join. If someone was faster, the page says so and offers to wait."""
    try:
        members.join(id, by=viewer())
    except Conflict as conflict:
        flash(_(str(conflict)), "warn")
        return redirect(url_for("circles.show", id=id), 303)
    mentoring_events.circle_changed(id)
    flash(_("You are in. The others in the circle see you now."), "good")
    return redirect(url_for("circles.show", id=id), 303)


@bp.post("/waiting")
def wait(id: CircleId) -> ResponseReturnValue:
    if members.wait(id, by=viewer()) == "member":
        flash(_("You are in. The others in the circle see you now."), "good")
    else:
        flash(_("You are told as soon as you have a place. Nobody sees that you wait."), "good")
    mentoring_events.circle_changed(id)
    return redirect(url_for("circles.show", id=id), 303)


@bp.post("/departure")
def leave(id: CircleId) -> ResponseReturnValue:
    """Leave, or stop waiting."""
    members.leave(id, by=viewer())
    mentoring_events.circle_changed(id)
    flash(_("You are neither in the circle nor waiting for a place now."), "good")
    return redirect(url_for("desk.show", _anchor="circles"), 303)


@bp.post("/members/<person>/removal")
def remove(id: CircleId, person: PersonId) -> ResponseReturnValue:
    members.remove(person, id, by=viewer())
    mentoring_events.circle_changed(id)
    flash(_("They are no longer in the circle, and are told so."), "good")
    return redirect(url_for("circles.show", id=id, _anchor="members"), 303)
