"""Tells the program that restarts this process whether the process can do its work."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from graph.upkeep import health

bp = Blueprint("health", __name__)


@bp.get("/health")
def show() -> ResponseReturnValue:
    health.check()
    return "ok", 200, {"Content-Type": "text/plain"}
