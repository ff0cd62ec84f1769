"""What views share: answering with a part or a page, and reading where a list goes on."""

from flask import make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from graph import clock


def swap(part: str, *, otherwise: str, **context: object) -> ResponseReturnValue:
    """Answer with the part that changed if htmx asks, else send the browser to the page that shows it."""
    if "HX-Request" not in request.headers:
        return redirect(otherwise, 303)
    return make_response(render_template(part, **context))


def before() -> int:
    """Return the key from which a list goes on, out of the address; the beginning if there is none."""
    return request.args.get("before", clock.FAR_FUTURE, type=int)
