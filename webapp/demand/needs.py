"""Needs: what people look for and can't find, for coaches and managers, and what they do about it."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from graph.demand import needs, writing_requests
from graph.errors import Conflict
from graph.ids import NeedId, PostId
from webapp.shell.session import viewer
from webapp.shell.translations import translated as _

bp = Blueprint("needs", __name__, url_prefix="/needs")


@bp.get("")
def index() -> ResponseReturnValue:
    return render_template("needs/index.html", found=needs.listed(viewer=viewer()), least=needs.LEAST_PEOPLE)


@bp.post("/<id>/writing-requests")
def commission(id: NeedId) -> ResponseReturnValue:
    needs.get(id, viewer=viewer())
    try:
        flash(_("%(name)s has been asked to write about this.") % {"name": writing_requests.ask(id).name}, "good")
    except Conflict as conflict:
        flash(_(str(conflict)), "warn")
    return redirect(url_for("needs.index"), 303)


@bp.post("/<id>/remedy")
def close(id: NeedId) -> ResponseReturnValue:
    if needs.close(id, PostId(request.form.get("post", "")), by=viewer()):
        flash(_("People who looked for this will see it on their home page."), "good")
    else:
        flash(
            _("Members who looked for this will see it on their home page. It stays an unmet need for everyone else."),
            "good",
        )
    return redirect(url_for("needs.index"), 303)


@bp.post("/<id>/dismissal")
def dismiss(id: NeedId) -> ResponseReturnValue:
    needs.dismiss(id, by=viewer())
    flash(_("Dismissed. It comes back if people keep looking for it."), "good")
    return redirect(url_for("needs.index"), 303)


@bp.post("/<id>/seen")
def see(id: NeedId) -> ResponseReturnValue:
    """Mark as seen that what I looked for is here now."""
    needs.see(id, by=viewer())
    return redirect(url_for("home.show"), 303)
