"""The one page of people who are suspended: why, until when, and how to ask that another admin looks again."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from graph.conduct import suspension_appeals, suspensions
from graph.errors import Conflict, Invalid
from webapp.shell.session import me, viewer
from webapp.shell.translations import translated as _

bp = Blueprint("suspensions", __name__, url_prefix="/suspension")


@bp.get("")
def show() -> ResponseReturnValue:
    return _page() if me().is_suspended else redirect(url_for("conduct.show"), 303)


@bp.post("/appeal")
def appeal() -> ResponseReturnValue:
    try:
        suspension_appeals.appeal(request.form.get("words", ""), by=viewer())
    except (Conflict, Invalid) as refusal:
        if not me().is_suspended:
            raise
        return _page(str(refusal)), 409 if isinstance(refusal, Conflict) else 422
    flash(_("Sent. Another admin looks at it, and you hear what they decide."), "good")
    return redirect(url_for("suspensions.show"), 303)


def _page(problem: str = "") -> str:
    return render_template(
        "suspensions/show.html",
        suspension=suspensions.mine(viewer=viewer())[0],
        words=request.form.get("words", ""),
        problem=problem,
    )
