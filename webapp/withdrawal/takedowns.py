"""What a coach withdrew, for its author: why, the text to mend and post again, and the way to ask for another look."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from graph.errors import Conflict, Invalid
from graph.ids import WithdrawalId
from graph.withdrawal import appeals
from webapp.shell.session import viewer
from webapp.shell.translations import translated as _

bp = Blueprint("takedowns", __name__, url_prefix="/takedowns")


@bp.get("/<id>")
def show(id: WithdrawalId) -> ResponseReturnValue:
    return _page(id)


@bp.post("/<id>/appeal")
def appeal(id: WithdrawalId) -> ResponseReturnValue:
    words = request.form.get("words", "")
    try:
        appeals.appeal(id, words, by=viewer())
    except Invalid as invalid:
        return _page(id, words, invalid.problems["words"]), 422
    except Conflict as conflict:
        return _page(id, words, str(conflict)), 409
    flash(_("Sent. Another coach looks at it, and you hear what they decide."), "good")
    return redirect(url_for("takedowns.show", id=id), 303)


def _page(id: WithdrawalId, words: str = "", problem: str = "") -> str:
    takedown = appeals.get(id, viewer=viewer())
    return render_template("takedowns/show.html", takedown=takedown, words=words, problem=problem)
