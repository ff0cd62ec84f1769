"""The plan of a mentorship: adding, rewording, ticking, moving and removing its steps."""

from collections.abc import Callable

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from graph.errors import Conflict, Invalid
from graph.ids import MentorshipId, PlanStepId
from graph.mentorships import plans
from webapp.mentoring import mentorships
from webapp.shell import forms
from webapp.shell.session import viewer

bp = Blueprint("plans", __name__, url_prefix="/mentorships/<id>/plan")


@bp.post("")
def add(id: MentorshipId) -> ResponseReturnValue:
    text = request.form.get("step", "")
    return _changed(id, lambda version: plans.add(id, text, version=version, by=viewer()), field="step")


@bp.post("/<step>")
def reword(id: MentorshipId, step: PlanStepId) -> ResponseReturnValue:
    """Give a step another text, which becomes that of a new step if the other person has removed this one."""
    text, field = request.form.get(f"text-{step}", ""), f"text-{step}"
    if step not in {one.id for one in plans.of(id, viewer=viewer()).steps}:
        return mentorships.page(id, typed=MultiDict({"step": text}), problems={"step": str(plans.GONE)}), 409
    return _changed(id, lambda version: plans.reword(id, step, text, version=version, by=viewer()), field=field)


@bp.post("/<step>/state")
def tick(id: MentorshipId, step: PlanStepId) -> ResponseReturnValue:
    is_done = request.form.get("state") != "open"
    return _changed(id, lambda version: plans.tick(id, step, is_done=is_done, version=version, by=viewer()))


@bp.post("/<step>/place")
def move(id: MentorshipId, step: PlanStepId) -> ResponseReturnValue:
    places = -1 if request.form.get("move") == "up" else 1
    return _changed(id, lambda version: plans.move(id, step, by_places=places, version=version, by=viewer()))


@bp.post("/<step>/removal")
def remove(id: MentorshipId, step: PlanStepId) -> ResponseReturnValue:
    return _changed(id, lambda version: plans.remove(id, step, version=version, by=viewer()))


def _changed(id: MentorshipId, change: Callable[[int], None], *, field: str = "plan") -> ResponseReturnValue:
    """Change the plan and show it. `field` is where a problem stands."""
    try:
        change(forms.number("version"))
    except Invalid as invalid:
        return mentorships.page(id, typed=request.form, problems=invalid.problems), 422
    except Conflict as conflict:
        return mentorships.page(id, typed=request.form, problems={field: str(conflict)}), 409
    return redirect(url_for("mentorships.show", id=id, _anchor="plan"), 303)
