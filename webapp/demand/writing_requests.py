"""Writing requests: declining to write about what people look for."""

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from graph.demand import writing_requests
from graph.ids import WritingRequestId
from webapp.shell.session import me
from workers import events

bp = Blueprint("writing_requests", __name__, url_prefix="/writing-requests")


@bp.post("/<id>/refusal")
def decline(id: WritingRequestId) -> ResponseReturnValue:
    events.commission_declined(writing_requests.decline(id, by=me().id))
    return redirect(url_for("inbox.show"), 303)
