"""Pinning a post in its community, and unpinning it."""

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from graph.communities import pins
from graph.ids import PostId
from webapp.shell.session import viewer
from workers import company_events

bp = Blueprint("pins", __name__, url_prefix="/posts/<id>/pin")


@bp.post("")
def change(id: PostId) -> ResponseReturnValue:
    if request.form.get("pinned") == "0":
        pins.unpin(id, by=viewer())
    else:
        pins.pin(id, by=viewer())
    company_events.act_recorded()
    return redirect(url_for("by_id.show", id=id), 303)
