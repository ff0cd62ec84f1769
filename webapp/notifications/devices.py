"""The browsers that show my notifications while no page is open: switching them on and off, and what they run."""

import os

from flask import Blueprint, Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from graph.notifications import devices
from graph.notifications.devices import Device, Subscription
from webapp.assets import static_files
from webapp.shell.session import me
from webapp.shell.translations import translated as _
from workers.notifications.sender import Sender

bp = Blueprint("devices", __name__)

SCRIPT = "js/service-worker.js"


def site_key() -> str:
    """Return the key by which browsers let only this site send; empty if it has no address of its own."""
    sender = Sender.from_env(os.environ)
    return sender.public_key if sender else ""


def listed() -> tuple[Device, ...]:
    """Return the browsers that show my notifications."""
    return devices.of(me().id, sender=site_key())


@bp.get("/service-worker.js")
def script() -> Response:
    """Serve what browsers run while no page is open, from an address at the top that never changes."""
    return Response(static_files.content(SCRIPT), mimetype="text/javascript")


@bp.post("/devices")
def add() -> ResponseReturnValue:
    typed = {name: request.form.get(name, "") for name in ("endpoint", "key", "secret")}
    devices.add(Subscription(**typed, sender=site_key()), session=me().session, by=me().id)
    flash(_("This device shows your notifications from now on."), "good")
    return redirect(url_for("notifications.show", _anchor="devices"), 303)


@bp.post("/devices/<session>/removal")
def remove(session: str) -> ResponseReturnValue:
    devices.remove(session, by=me().id)
    flash(_("Notifications are no longer shown there."), "good")
    return redirect(url_for("notifications.show"), 303)
