"""Posts to check: those that I was asked to check, that I own, or that are in a community that I coach."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from graph.freshness import checks
from graph.ids import CheckId
from webapp.shell.session import me, viewer
from workers import events

bp = Blueprint("checks", __name__, url_prefix="/checks")


@bp.get("")
def index() -> ResponseReturnValue:
    return render_template("checks/index.html", waiting=checks.waiting(viewer=viewer()))


@bp.post("/<id>/refusal")
def decline(id: CheckId) -> ResponseReturnValue:
    events.check_declined(checks.decline(id, by=me().id))
    return redirect(url_for("checks.index"), 303)
