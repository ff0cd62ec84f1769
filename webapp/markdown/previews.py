"""How a text will look, while it is written."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from webapp.markdown import rendering

bp = Blueprint("previews", __name__)


@bp.post("/preview")
def show() -> ResponseReturnValue:
    return rendering.prose(request.form.get("text", "")).html
