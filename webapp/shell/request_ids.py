"""Every request has an id. Log lines about it include the id, also in the tasks that follow from it."""

from flask import Flask, Response, g, request

from graph.ids import new_id
from workers import logs

HEADER = "X-Request-ID"


def register(app: Flask) -> None:
    """Give each request an id before anything else happens, and send the id to the browser and proxies."""
    app.before_request(_begin)
    app.after_request(_tell)


def _begin() -> None:
    # Always our own, even if the request brings one: strangers could choose the id of another request.
    g.request_id = new_id()
    logs.begin(g.request_id)


def _tell(response: Response) -> Response:
    # Assets are kept for a year, by browsers and by proxies: they belong to no request.
    if request.endpoint != "static_files.show":
        response.headers[HEADER] = g.request_id
    return response
