"""Shows how a text will look while someone writes it."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from markupsafe import escape

from graph.posts.questions import body_problem
from webapp.markdown import rendering

bp = Blueprint("previews", __name__)


@bp.post("/preview")
def show() -> ResponseReturnValue:
    seen = rendering.prose(request.form.get("text", ""))
    return seen.html or escape(body_problem(seen.markdown) or "" if seen.markdown.strip() else "")
