"""Serves our stylesheets, scripts and pictures. Their addresses change whenever a file changes."""

import gzip
import hashlib
import mimetypes
from functools import cache
from pathlib import Path

from flask import Blueprint, Response, abort, request, url_for

bp = Blueprint("static_files", __name__)

STATIC = Path(__file__).parents[1] / "static"
SERVED = (".css", ".js", ".mjs", ".svg", ".woff2")
SHEET = "site.css"
LAYERS = b"@layer reset, base, components, pages, utilities;\n"
YEAR_SECONDS = 365 * 24 * 60 * 60


def address(name: str) -> str:
    """Return a file's address. It includes the version of all files, so browsers may keep a file for a year."""
    return url_for("static_files.show", in_version=version(), name=name)


@bp.get("/assets/<in_version>/<path:name>")
def show(in_version: str, name: str) -> Response:
    """Serve one file. Files refer to each other by relative addresses, so a page never mixes two versions."""
    if name != SHEET and name not in names():
        abort(404)
    response = Response(content(name), mimetype=mimetypes.guess_type(name)[0])
    response.vary.add("Accept-Encoding")
    if "gzip" in request.accept_encodings:
        response.data, response.content_encoding = _compressed(name), "gzip"
    if in_version == version():
        response.cache_control.public, response.cache_control.max_age = True, YEAR_SECONDS
    return response


@cache
def names() -> dict[str, Path]:
    """Return every file that may be served, by name."""
    return {path.relative_to(STATIC).as_posix(): path for path in sorted(STATIC.rglob("*")) if path.suffix in SERVED}


@cache
def content(name: str) -> bytes:
    """Return a file's content, kept after the first request. `site.css` is all of our stylesheets in one."""
    if name != SHEET:
        return names()[name].read_bytes()
    return LAYERS + b"".join(path.read_bytes() for name, path in names().items() if name.startswith("css/"))


@cache
def version() -> str:
    digest = hashlib.sha256()
    for path in names().values():
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


@cache
def _compressed(name: str) -> bytes:
    return gzip.compress(content(name), mtime=0)
