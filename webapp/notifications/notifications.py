"""The page Notifications: by which channel I hear of what, the digest, quiet hours. Letters link to stop mail here."""

import hmac
import os
from collections.abc import Mapping

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from graph.errors import Invalid, NotFound
from graph.feed import digests
from graph.feed.digests import DigestDays
from graph.ids import PersonId
from graph.notifications import recipients
from graph.notifications.kinds import ALL, CHANNELS, KINDS, Channel, NotificationKind, StopKind
from graph.notifications.recipients import Choices
from webapp.notifications import devices
from webapp.people import browsers
from webapp.shell import security
from webapp.shell.session import me, viewer
from webapp.shell.translations import translated as _
from workers import translations
from workers.feed import mail

bp = Blueprint("notifications", __name__, url_prefix="/notifications")

STOPS: dict[str, StopKind] = {kind: kind for kind in (*KINDS, ALL)}
CHANNELS_BY_NAME: dict[str, Channel] = {channel: channel for channel in CHANNELS}
DAYS: dict[str, DigestDays] = {"daily": "daily", "weekly": "weekly", "never": "never"}


@bp.get("")
def show() -> ResponseReturnValue:
    return _page(recipients.chosen(viewer=viewer()), {})


@bp.post("")
def choose() -> ResponseReturnValue:
    try:
        choices = _typed()
    except Invalid as invalid:
        return _page(recipients.chosen(viewer=viewer()), invalid.problems), 422
    recipients.choose(choices, by=me().id)
    digests.want(DAYS.get(request.form.get("digest", ""), "daily"), by=me().id)
    flash(_("Your choices are saved."), "good")
    return redirect(url_for("notifications.show"), 303)


@bp.get("/<person>/<kind>/<signature>")
def ask(person: PersonId, kind: str, signature: str) -> ResponseReturnValue:
    """Ask before stopping mail, because programs that scan mail open its links."""
    _refuse_forged(person, kind, signature)
    return render_template("notifications/stop.html", is_stopped=False, person=person, kind=kind, signature=signature)


@bp.post("/<person>/<kind>/<signature>")
@security.without_token
def stop(person: PersonId, kind: str, signature: str) -> ResponseReturnValue:
    """Stop mail of one kind. A mail program's own unsubscribe button comes here too, without a form token."""
    recipients.stop_mail(_refuse_forged(person, kind, signature), by=person)
    return render_template("notifications/stop.html", is_stopped=True)


def _refuse_forged(person: PersonId, kind: str, signature: str) -> StopKind:
    proof = mail.signature(person, secret=str(current_app.secret_key), about=f"mail {kind}")
    known = STOPS.get(kind)
    if known is None or not hmac.compare_digest(proof.encode(), signature.encode()):
        raise NotFound(_("This link is incomplete. Open it from the email again, or sign in and change it there."))
    return known


def _typed() -> Choices:
    chosen: dict[NotificationKind, Channel | None] = {
        kind: CHANNELS_BY_NAME.get(request.form.get(kind, "")) for kind in KINDS
    }
    is_quiet = "is_quiet" in request.form
    return Choices(
        channels={kind: channel for kind, channel in chosen.items() if channel},
        quiet_from=request.form.get("quiet_from", "") if is_quiet else recipients.NEVER,
        quiet_until=request.form.get("quiet_until", "") if is_quiet else recipients.NEVER,
        # An unknown language is none, and then the browser's counts.
        language=request.form["language"] if request.form.get("language") in translations.names() else "",
    )


def _page(choices: Choices, problems: Mapping[str, str]) -> str:
    return render_template(
        "notifications/show.html",
        kinds=KINDS,
        channels=CHANNELS,
        choices=choices,
        digest=digests.choice(viewer=viewer()),
        hour=digests.FIRST_HOUR,
        languages=translations.names(),
        site_key=devices.site_key(),
        devices=devices.listed(),
        browser_name=browsers.name,
        is_sent=mail.Settings.from_env(os.environ) is not None,
        typed=request.form,
        problems=problems,
    )
