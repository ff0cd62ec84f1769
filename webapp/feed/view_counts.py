"""A post was opened: it counts as a view, and what the viewer was told of it is read.

The page reports it with a request of its own, because a GET changes nothing.
"""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from graph.feed import view_counts
from graph.ids import PostId
from graph.notifications import notifications
from webapp.shell.session import viewer

bp = Blueprint("view_counts", __name__)


@bp.post("/posts/<id>/views")
def count(id: PostId) -> ResponseReturnValue:
    view_counts.count(id, by=viewer())
    notifications.read_on(id, by=viewer())
    return "", 204
