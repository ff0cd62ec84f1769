"""Makes a form that is sent twice take effect once. The second request is redirected to the page that the first got.

Forms that make something have a unique word, `once`. The same word with different content is a new submission:
someone went back, changed the text and sent it again.
"""

import hashlib
import secrets
import time

from flask import Flask, Response, g, redirect, request
from flask.typing import ResponseReturnValue
from flask_login import current_user  # pyright: ignore[reportUnknownVariableType]

from graph.editing import submissions
from graph.errors import Conflict
from webapp.shell.session import me
from webapp.shell.translations import translated as _

PATIENCE_SECONDS = 3.0
PAUSE_SECONDS = 0.05


def register(app: Flask) -> None:
    """Check every form that has such a word."""
    app.add_template_global(_new_word, "new_word")
    app.before_request(_claim)
    app.after_request(_settle)


def _new_word() -> str:
    return secrets.token_urlsafe(12)


def _claim() -> ResponseReturnValue | None:
    # Drafts don't count: a draft is saved again and again, and has its own way to tell that it changed elsewhere.
    is_asked = request.method == "POST" and request.blueprint != "drafts" and request.form.get("once")
    if not is_asked or not current_user.is_authenticated:
        return None
    key, claim = _key(), secrets.token_urlsafe(12)
    found = _begun(key, claim)
    if found.startswith("/"):
        return redirect(found, 303)
    g.submission = (key, claim)
    return None


def _begun(key: str, claim: str) -> str:
    """Begin a submission, or wait for the first one to end, which usually takes milliseconds. Raises `Conflict`."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while (found := submissions.begin(key, claim=claim)) is None:
        if time.monotonic() > deadline:
            raise Conflict(_("This is already being saved. Wait a moment, then check whether it is there."))
        time.sleep(PAUSE_SECONDS)
    return found


def _settle(response: Response) -> Response:
    key, claim = g.pop("submission", (None, ""))
    if key and response.status_code == 303:
        submissions.finish(key, response.location)
    elif key and response.status_code != 503:
        submissions.release(key, claim=claim)
    return response


def _key() -> str:
    typed = request.form.items(multi=True)
    fields = sorted((name, value) for name, value in typed if name not in ("csrf_token", "draft_seen"))
    return hashlib.sha256(repr((me().id, request.path, fields)).encode()).hexdigest()
