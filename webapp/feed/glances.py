"""Counting that a post is seen: the page says so by itself, since opening it changes nothing."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from graph.feed import glances
from graph.ids import PostId
from webapp.shell.session import viewer

bp = Blueprint("glances", __name__)


@bp.post("/posts/<id>/glances")
def count(id: PostId) -> ResponseReturnValue:
    glances.count(id, by=viewer())
    return "", 204
