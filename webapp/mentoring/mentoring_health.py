"""How mentoring goes, in numbers, for coaches and admins."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from graph.mentorships import health
from graph.office_hours import outcomes
from webapp.shell.session import viewer

bp = Blueprint("mentoring_health", __name__, url_prefix="/mentoring/health")


@bp.get("")
def show() -> ResponseReturnValue:
    return render_template(
        "mentoring_health/show.html",
        health=health.of(viewer=viewer()),
        office_hours=outcomes.of(viewer=viewer()),
        fewest=health.FEWEST,
    )
