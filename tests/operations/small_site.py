"""A site of a few lines, to see how the worker that serves pages treats slow connections."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

# No buffer of a connection holds so much.
LARGE = b"x" * 30_000_000
PIECE_BYTES = 65_536


def site(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
    """Answer with much, with the length of what was sent, or with a word."""
    answer = LARGE if environ["PATH_INFO"] == "/large" else b"ok"
    if environ["PATH_INFO"] == "/length":
        answer = str(_length(environ)).encode()
    start_response("200 OK", [("Content-Length", str(len(answer)))])
    return [answer]


def _length(environ: "WSGIEnvironment") -> int:
    length = 0
    while piece := environ["wsgi.input"].read(PIECE_BYTES):
        length += len(piece)
    return length
