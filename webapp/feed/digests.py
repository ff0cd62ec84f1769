"""The digest: how to stop it from an email without signing in. Choices are on the page Notifications."""

import hmac

from flask import Blueprint, current_app, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from graph.errors import NotFound
from graph.feed import digests
from graph.ids import PersonId
from webapp.shell import security
from webapp.shell.translations import translated as _
from workers.feed import mail

bp = Blueprint("digests", __name__, url_prefix="/digest")


@bp.get("")
def show() -> ResponseReturnValue:
    return redirect(url_for("notifications.show"), 301)


@bp.get("/<person>/<signature>")
def ask(person: PersonId, signature: str) -> ResponseReturnValue:
    """Ask before stopping the digest, because programs that scan mail open its links."""
    _refuse_forged(person, signature)
    return render_template("digests/stop.html", is_stopped=False, person=person, signature=signature)


@bp.post("/<person>/<signature>")
@security.without_token
def stop(person: PersonId, signature: str) -> ResponseReturnValue:
    """Stop the digest. A mail program's own unsubscribe button comes here too, without a form token."""
    _refuse_forged(person, signature)
    digests.want("never", by=person)
    return render_template("digests/stop.html", is_stopped=True)


def _refuse_forged(person: PersonId, signature: str) -> None:
    proof = mail.signature(person, secret=str(current_app.secret_key))
    if not hmac.compare_digest(proof.encode(), signature.encode()):
        raise NotFound(_("This link is incomplete. Open it from the email again, or sign in and change it there."))
