"""The page that draws diagrams: our other pages load it out of sight, and it has a policy of its own.

Mermaid adds styles to the page in which it draws, which our policy forbids. So it works in a frame with no origin, no
cookies and no network. The frame hands out its drawings, which are shown as pictures.
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
