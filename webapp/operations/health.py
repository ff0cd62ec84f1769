"""Whether this process can do its work, for the one who restarts it."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from graph.upkeep import health

bp = Blueprint("health", __name__)


@bp.get("/health")
def show() -> ResponseReturnValue:
    health.check()
    return "ok", 200, {"Content-Type": "text/plain"}
