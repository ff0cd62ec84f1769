"""How much a request may carry: little, except where files come in."""

from flask import Flask, request

from store import blobs

# What a form needs beside its file.
FORM_BYTES = 256 * 1024


def register(app: Flask) -> None:
    """Raise the limit for uploads, before anything reads the request."""
    app.before_request(_allow_more_for_files)
    app.add_template_global(most_megabytes, "most_megabytes")


def most_megabytes() -> int:
    """Return how large a file may be, in whole megabytes."""
    return blobs.settings().file_bytes // 1_000_000


def allowed_megabytes() -> int:
    """Return how much this request may carry, in whole megabytes."""
    return (request.max_content_length or 0) // 1_000_000


def _allow_more_for_files() -> None:
    if request.method != "GET" and request.endpoint == "files.upload":
        request.max_content_length = blobs.settings().file_bytes + FORM_BYTES
