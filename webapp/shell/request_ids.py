"""Gives every request an id. All log lines about the request include it, even those of the tasks that follow."""

from flask import Flask, Response, g, request

from graph.ids import new_id
from workers import logs

HEADER = "X-Request-ID"


def register(app: Flask) -> None:
    """Give each request an id before anything else happens, and send the id to the browser and proxies."""
    app.before_request(_begin)
    app.after_request(_tell)


def _begin() -> None:
    # The id is always our own, even if the request brings one, because a stranger could send another request's id.
    g.request_id = new_id()
    logs.begin(g.request_id)


def _tell(response: Response) -> Response:
    # Browsers and proxies keep assets for a year, so assets belong to no request.
    if request.endpoint != "static_files.show":
        response.headers[HEADER] = g.request_id
    return response
