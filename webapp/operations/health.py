"""Tells other programs whether this process is alive, and whether the site is ready for people."""

import os

from flask import Blueprint
from flask.typing import ResponseReturnValue

from webapp.operations import readiness, serving

bp = Blueprint("health", __name__)

TEXT = {"Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store"}


@bp.get("/health")
def show() -> ResponseReturnValue:
    """Say whether this process can do its part: it responds, and its disk has room."""
    headers = {**TEXT, serving.LAUNCH_HEADER: os.environ.get(serving.LAUNCH, "")}
    if readiness.disk() != readiness.OK:
        return "The disk is full. Nothing can be saved.", 503, headers
    return "ok", 200, headers


@bp.get("/ready")
def ready() -> ResponseReturnValue:
    """Say for each part of the site whether it works."""
    parts = readiness.parts()
    is_ready = all(part.state == readiness.OK for part in parts)
    return "".join(f"{part.name}: {part.state}\n" for part in parts), 200 if is_ready else 503, TEXT
