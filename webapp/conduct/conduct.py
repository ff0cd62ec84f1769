"""Your own warnings and silences: reading them, answering, and asking for another look."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from graph.conduct import appeals, silences, suspensions, warnings
from graph.errors import Conflict, Invalid
from graph.ids import SilenceId, WarningId
from webapp.shell.session import viewer
from webapp.shell.translations import translated as _

bp = Blueprint("conduct", __name__, url_prefix="/conduct")


@bp.get("")
def show() -> ResponseReturnValue:
    return _page()


@bp.post("/warnings/<id>/reading")
def read(id: WarningId) -> ResponseReturnValue:
    warnings.read(id, by=viewer())
    return redirect(url_for("conduct.show"), 303)


@bp.post("/warnings/<id>/answer")
def answer(id: WarningId) -> ResponseReturnValue:
    try:
        warnings.answer(id, request.form.get("words", ""), by=viewer())
    except (Conflict, Invalid) as refusal:
        return _page(id, str(refusal)), 409 if isinstance(refusal, Conflict) else 422
    flash(_("Sent. The coaches who can see the warning can read your answer."), "good")
    return redirect(url_for("conduct.show"), 303)


@bp.post("/silences/<id>/appeal")
def appeal(id: SilenceId) -> ResponseReturnValue:
    try:
        appeals.appeal(id, request.form.get("words", ""), by=viewer())
    except (Conflict, Invalid) as refusal:
        return _page(id, str(refusal)), 409 if isinstance(refusal, Conflict) else 422
    flash(_("Sent. Someone else looks at it, and you hear what they decide."), "good")
    return redirect(url_for("conduct.show"), 303)


def _page(typed_in: str = "", problem: str = "") -> str:
    """Render the page. `problem` is what is wrong with the words that were typed below the one with this id."""
    return render_template(
        "conduct/show.html",
        warnings=warnings.mine(viewer=viewer()),
        silences=silences.mine(viewer=viewer()),
        suspensions=suspensions.mine(viewer=viewer()),
        typed_in=typed_in,
        words=request.form.get("words", ""),
        problem=problem,
    )
