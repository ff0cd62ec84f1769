"""Every request has an id. Log lines about it bear the id, also those of the tasks that follow from it."""

from flask import Flask, Response, g, request

from graph.ids import new_id
from workers import logs

HEADER = "X-Request-ID"


def register(app: Flask) -> None:
    """Name each request before anything else happens, and tell the browser, and the proxies between, its name."""
    app.before_request(_begin)
    app.after_request(_tell)


def _begin() -> None:
    # Our own, whatever the request says: a name that strangers choose could pose as that of another request.
    g.request_id = new_id()
    logs.begin(g.request_id)


def _tell(response: Response) -> Response:
    # Assets are kept for a year, by browsers and by proxies: they belong to no request.
    if request.endpoint != "static_files.show":
        response.headers[HEADER] = g.request_id
    return response
