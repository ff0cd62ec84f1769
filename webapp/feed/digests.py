"""The daily digest: whether I want it, and how to stop it from an e-mail without signing in."""

import hmac
import os

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from graph.errors import NotFound
from graph.feed import digests
from graph.ids import PersonId
from webapp.shell import security
from webapp.shell.session import me, viewer
from webapp.shell.translations import translated as _
from workers.feed import mail

bp = Blueprint("digests", __name__, url_prefix="/digest")


@bp.get("")
def show() -> ResponseReturnValue:
    return render_template(
        "digests/show.html",
        is_sent=mail.Settings.from_env(os.environ) is not None,
        choice=digests.choice(viewer=viewer()),
        hour=digests.FIRST_HOUR,
    )


@bp.post("")
def choose() -> ResponseReturnValue:
    is_wanted = request.form.get("wanted") == "1"
    digests.want(is_wanted, by=me().id)
    flash(_("You will get the daily digest.") if is_wanted else _("You won't get the daily digest any more."), "good")
    return redirect(url_for("digests.show"), 303)


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
    digests.want(False, by=person)
    return render_template("digests/stop.html", is_stopped=True)


def _refuse_forged(person: PersonId, signature: str) -> None:
    proof = mail.signature(person, secret=str(current_app.secret_key))
    if not hmac.compare_digest(proof.encode(), signature.encode()):
        raise NotFound(_("This link is incomplete. Open it from the email again, or sign in and change it there."))
