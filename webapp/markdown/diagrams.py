"""Where diagrams are drawn: a page that other pages of ours load unseen, with a policy of its own.

Mermaid styles what it draws within the page, which our policy forbids. So it works in a frame that has no origin, no
cookies and no network, and that hands out its drawings; they are shown as pictures.
"""

from flask import Blueprint, make_response, render_template
from flask.typing import ResponseReturnValue

bp = Blueprint("diagrams", __name__)

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'; sandbox allow-scripts"
)


@bp.get("/drawing-board")
def board() -> ResponseReturnValue:
    response = make_response(render_template("diagrams/board.html"))
    response.headers["Content-Security-Policy"] = POLICY
    return response
