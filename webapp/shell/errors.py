"""Turns refusals into pages with the right status and words, and keeps what people typed."""

from flask import Flask, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from graph.errors import Conflict, Forbidden, Invalid, NotFound, Refusal, Unavailable
from search import progress
from search.engines import Away, Damaged, TookTooLong
from webapp.shell import free_space, session, sizes
from webapp.shell.free_space import NoRoom
from webapp.shell.translations import translated as _
from workers import company_events, logs

log = logs.named(__name__)

STATUS: dict[type[Refusal], int] = {Invalid: 422, Forbidden: 403, NotFound: 404, Conflict: 409}

TITLES = {
    400: "This request didn't go through",
    403: "You can't do this",
    404: "Page not found",
    405: "You can't open this page directly",
    408: "Your connection was too slow",
    409: "Something has changed",
    413: "Too large",
    422: "Check what you entered",
    429: "Too many attempts",
    500: "Something went wrong",
    503: "Search is unavailable",
    507: "The disk is full",
}

GRAPH_AWAY = "Temporarily unavailable"

SENTENCES = {
    400: "Your form has expired. Go back, reload the page and send it again. What you typed is still there.",
    404: "This page doesn't exist, or you don't have access to it.",
    405: "Use a link or a button on the site to get here.",
    413: "Send at most {megabytes} MB at once. Go back to the form. What you typed is still there.",
    429: "Try again in a minute.",
    500: "The error has been logged. Your earlier changes are safe. Try again.",
    503: "Everything else works. You can still browse questions, tips, skills and people. Try again in a minute.",
    507: "Nothing can be saved until the people who run this site make room. You can still read and search.",
}

REBUILT = "Search will be back soon: {percent}% is done. Everything else works, and nothing is lost."
TOO_LONG = "Use fewer words, quotes and operators. Then search again."

# Fields that are never sent back to the browser, not even hidden.
SECRET_FIELDS = ("csrf_token", "password", "present_password")


def register(app: Flask) -> None:
    """Give every refusal and every failure its page."""
    app.register_error_handler(Unavailable, _unavailable)
    app.register_error_handler(Away, _search_away)
    app.register_error_handler(Damaged, _search_damaged)
    app.register_error_handler(TookTooLong, _search_took_too_long)
    app.register_error_handler(Refusal, _refused)
    app.register_error_handler(NoRoom, _no_room)
    app.register_error_handler(OSError, _broken)
    app.register_error_handler(HTTPException, _failed)


def page_to_repeat(title: str, sentence: str) -> str:
    """Return a page with a button that sends the same form again, with everything that was typed."""
    return render_template("errors/unavailable.html", title=_(title), sentence=_(sentence), typed=_typed())


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
    if status == 429:
        log.warning("There were too many attempts.", address=request.remote_addr, endpoint=request.endpoint)
    if status == 500:
        session.load_no_visitor()
        return page_to_repeat(TITLES[500], SENTENCES[500]), status
    return _page(status, SENTENCES[known] if known else failure.description or ""), status


def _unavailable(refusal: Unavailable) -> ResponseReturnValue:
    session.forget_visitor()
    return page_to_repeat(GRAPH_AWAY, str(refusal)), 503, {"Retry-After": "5"}


def _no_room(_full: NoRoom | None = None) -> ResponseReturnValue:
    log.warning("The disk is full.", free_bytes=free_space.free_bytes())
    return page_to_repeat(TITLES[507], SENTENCES[507]), 507, {"Retry-After": "300"}


def _broken(error: OSError) -> ResponseReturnValue:
    if free_space.means_full(error):
        return _no_room()
    raise error


def _search_away(away: Away) -> ResponseReturnValue:
    log.warning("The search is unavailable.", why=str(away))
    return _page(503, SENTENCES[503]), 503, {"Retry-After": "60"}


def _search_damaged(damaged: Damaged) -> ResponseReturnValue:
    log.warning("The search index can't be read.", why=str(damaged))
    company_events.index_damaged()
    sentence = _(REBUILT).format(percent=progress.percent() or 0)
    return _page(503, sentence, title="Search is being rebuilt"), 503, {"Retry-After": "60"}


def _search_took_too_long(_late: TookTooLong) -> ResponseReturnValue:
    return _page(422, TOO_LONG, title="This search took too long"), 422


def _typed() -> list[tuple[str, str]]:
    """Return what was typed, without secrets. A file, or a body that can't be read, has to be chosen again."""
    if request.content_length is None or request.content_length > free_space.FORM_BYTES:
        return []
    try:
        return [(name, value) for name, value in request.form.items(multi=True) if name not in SECRET_FIELDS]
    except HTTPException:
        return []


def _page(status: int, sentence: str, *, title: str = "") -> str:
    title = title or TITLES.get(status, "Something went wrong")
    return render_template("errors/show.html", title=_(title), sentence=_(sentence))
