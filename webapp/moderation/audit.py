"""The audit log, for coaches and admins: who revealed an asker, changed a role or recorded a departure, and why."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from graph.moderation import audit
from webapp.shell import pages
from webapp.shell.session import viewer

bp = Blueprint("audit", __name__, url_prefix="/audit")


@bp.get("")
def index() -> ResponseReturnValue:
    return render_template("audit/index.html", page=audit.listed(viewer=viewer(), before=pages.before()))
