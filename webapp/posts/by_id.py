"""Posts of any kind, for links that only have an id."""

from flask import Blueprint, redirect
from flask.typing import ResponseReturnValue

from graph import cards
from graph.ids import PostId
from webapp.shell import addresses
from webapp.shell.session import viewer

bp = Blueprint("by_id", __name__, url_prefix="/posts")


@bp.get("/<id>")
def show(id: PostId) -> ResponseReturnValue:
    return redirect(addresses.of_post(cards.kind_of(id, viewer=viewer()), id), 303)
