"""Commissions: leaving it to somebody else to write about what people look for."""

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from graph.demand import commissions
from graph.ids import CommissionId
from webapp.shell.session import me
from workers import events

bp = Blueprint("commissions", __name__, url_prefix="/commissions")


@bp.post("/<id>/refusal")
def decline(id: CommissionId) -> ResponseReturnValue:
    events.commission_declined(commissions.decline(id, by=me().id))
    return redirect(url_for("inbox.show"), 303)
