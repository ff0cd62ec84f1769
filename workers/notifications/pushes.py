"""Shows on people's devices what can't wait, while no page is open: Web Push, through the service of each browser."""

import hashlib
import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from graph import viewers
from graph.ids import PersonId
from graph.notifications import devices, inbox, pushes
from graph.notifications.devices import Device
from graph.notifications.inbox import Line
from graph.notifications.pushes import Owner
from workers import logs, records, translations
from workers.app import task
from workers.feed import mail
from workers.notifications import sealed, sentences
from workers.notifications.sealed import encoded
from workers.notifications.sender import Sender
from workers.posts import web

log = logs.named(__name__)

# The inbox and mail have what a device that is switched off for a day misses.
LIVES_SECONDS = 24 * 60 * 60
# The longest that a topic may be, in base64url (RFC 8030, 5.4).
TOPIC_BYTES = 24

GONE = (404, 410)
LATER = (408, 429)

Fate = Literal["shown", "gone", "later"]


@dataclass(frozen=True, kw_only=True)
class Push:
    """A message to all devices of a person. A later one with the same topic takes its place."""

    message: bytes
    topic: str
    is_urgent: bool


@task
def push_to(person: PersonId) -> None:
    """Show on a person's devices what is due for them now, in one message."""
    _send(pushes.due([person]))


@task
def sweep() -> None:
    """Show everyone what is due for them now: what had to wait, and what could not be sent."""
    _send(pushes.due())


def _send(people: Iterable[Owner]) -> None:
    sender = Sender.from_env(os.environ)
    if sender:
        apart = records.apart("pushes")
        for person in people:
            with apart(person.id):
                _tell(person, sender)


def _tell(person: Owner, sender: Sender) -> None:
    lines = inbox.to_push(viewer=viewers.get(person.id))
    told = [id for line in lines for id in line.ids]
    if not lines or not pushes.begin(told, to=person.id):
        return
    push = Push(
        message=_message(lines, person.language),
        topic=_topic(lines, person.id),
        is_urgent=any(line.kind == "asked" and line.what == "today" for line in lines),
    )
    fates = {_shown(push, device, sender) for device in devices.of(person.id, sender=sender.public_key)}
    if "shown" in fates:
        return
    if "later" in fates:
        pushes.give_back(told)
    else:
        # Every device is gone, so mail has nothing to wait for.
        pushes.mail_instead(told)


def _message(lines: tuple[Line, ...], tag: str) -> bytes:
    """Return what a device shows. It lies open on a locked screen, so it says as little as the subject of a letter."""
    language = translations.to(tag)
    title = sentences.subject(lines, site=mail.site_name(), language=language)
    first, *others = lines
    address = "/inbox" if others else sentences.of(first, address="", language=language).address
    return json.dumps({"title": title, "lang": language.tag, "address": address}).encode()


def _topic(lines: Sequence[Line], person: PersonId) -> str:
    """Return what makes a later message take the place of an earlier one. It tells a push service nothing."""
    first, *others = lines
    about = "several" if others else f"{first.kind} {first.post or first.thing}"
    return encoded(hashlib.sha256(f"{person} {about}".encode()).digest()[:TOPIC_BYTES])


def _shown(push: Push, device: Device, sender: Sender) -> Fate:
    """Send a message to a device and return what became of it."""
    headers = {
        "Authorization": sender.authorization(device.endpoint),
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(LIVES_SECONDS),
        "Topic": push.topic,
        "Urgency": "high" if push.is_urgent else "normal",
    }
    try:
        content = sealed.sealed(push.message, key=device.key, secret=device.secret)
        status = web.post(device.endpoint, content, headers=headers)
    except ValueError:
        # Its key is no point on the curve: no browser made it.
        status = GONE[0]
    except web.Unreachable as unreachable:
        status = GONE[0] if unreachable.is_final else 0
        log.warning(
            "A push service can't be reached.", service=urlsplit(device.endpoint).hostname, why=str(unreachable)
        )
    return _fate(device, status)


def _fate(device: Device, status: int) -> Fate:
    if status in GONE:
        devices.forget(device.endpoint)
        return "gone"
    if status == 0 or status in LATER or status >= 500:
        return "later"
    if status >= 300:
        # Only the name of the service: with the whole address others could send.
        log.warning("A push service refused a message.", service=urlsplit(device.endpoint).hostname, status=status)
        return "gone"
    return "shown"
