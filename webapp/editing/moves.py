"""Moving a post to another community, after a page that says who will see it."""

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from graph.editing import moves
from graph.ids import PostId
from webapp.shell import addresses, forms
from webapp.shell.session import viewer
from webapp.shell.translations import translated as _
from workers import events

bp = Blueprint("moves", __name__)


@bp.get("/posts/<id>/community")
def new(id: PostId) -> ResponseReturnValue:
    return _page(id, ""), 200


@bp.post("/posts/<id>/community")
def move(id: PostId) -> ResponseReturnValue:
    if "community" not in request.form:
        return _page(id, _("Choose where to move it.")), 422
    kind = moves.move(id, to=forms.community(), by=viewer())
    events.post_moved(id, kind)
    flash(_("Moved."), "good")
    return redirect(addresses.of_post(kind, id), 303)


def _page(id: PostId, problem: str) -> str:
    return render_template("moves/new.html", move=moves.options(id, viewer=viewer()), problem=problem)
