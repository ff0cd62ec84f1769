"""Counting views of a post. The page reports them with a request of its own, because a GET changes nothing."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from graph.feed import view_counts
from graph.ids import PostId
from webapp.shell.session import viewer

bp = Blueprint("view_counts", __name__)


@bp.post("/posts/<id>/views")
def count(id: PostId) -> ResponseReturnValue:
    view_counts.count(id, by=viewer())
    return "", 204
