"""Refusals become pages: which status, which words, and that nothing typed is lost."""

import logging

from flask import Flask, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from graph.errors import Conflict, Forbidden, Invalid, NotFound, Refusal, Unavailable
from search.engines import Away
from webapp.shell import session, sizes
from webapp.shell.translations import translated as _

logger = logging.getLogger(__name__)

STATUS: dict[type[Refusal], int] = {Invalid: 422, Forbidden: 403, NotFound: 404, Conflict: 409}

TITLES = {
    400: "This did not reach us whole",
    403: "This is not for you to do",
    404: "There is nothing here",
    405: "This page works differently",
    409: "Somebody was quicker",
    413: "This is too large",
    422: "Something needs another look",
    429: "That was a little too often",
    500: "We made a mistake",
    503: "The search does not answer",
}

SENTENCES = {
    400: "Your form came without its token. Go back, reload the page and send it again; what you typed is still there.",
    404: "The page has moved, was never there, or is not open to you.",
    405: "Follow a link or a button of the site to get here.",
    413: "Send at most {megabytes} MB at once. Go back to the form: what you typed is still there.",
    429: "Wait a minute, then try again.",
    500: "It has been written to the log. What you did before is safe; please try again.",
    503: "Everything else works: questions, tips, skills and people have their lists. Try again in a minute.",
}

# Never sent back to the browser, not even in a hidden field.
SECRET_FIELDS = ("csrf_token", "password", "present_password")


def register(app: Flask) -> None:
    """Give every refusal and every failure its page."""
    app.register_error_handler(Unavailable, _unavailable)
    app.register_error_handler(Away, _search_away)
    app.register_error_handler(Refusal, _refused)
    app.register_error_handler(HTTPException, _failed)


def _refused(refusal: Refusal) -> ResponseReturnValue:
    status = STATUS[type(refusal)]
    return _page(status, str(refusal)), status


def _failed(failure: HTTPException) -> ResponseReturnValue:
    status = failure.code or 500
    if status < 400:
        return failure.get_response()
    known = status if status in SENTENCES and not (status == 400 and not isinstance(failure, CSRFError)) else None
    if status == 413:
        return _page(status, _(SENTENCES[413]).format(megabytes=sizes.allowed_megabytes())), status
    return _page(status, SENTENCES[known] if known else failure.description or ""), status


def _unavailable(refusal: Unavailable) -> ResponseReturnValue:
    session.forget_visitor()
    typed = [(name, value) for name, value in request.form.items(multi=True) if name not in SECRET_FIELDS]
    page = render_template("errors/unavailable.html", sentence=_(str(refusal)), typed=typed)
    return page, 503, {"Retry-After": "5"}


def _search_away(away: Away) -> ResponseReturnValue:
    logger.warning("The search is away: %s", away)
    return _page(503, SENTENCES[503]), 503, {"Retry-After": "60"}


def _page(status: int, sentence: str) -> str:
    return render_template("errors/show.html", title=_(TITLES.get(status, "This did not work")), sentence=_(sentence))
