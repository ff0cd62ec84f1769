"""Mails the link that confirms a new address, and a note about it to the present one.

If the new address has an account, its owner gets a letter in place of the link, and whoever asked sees no difference.
"""

import smtplib

from graph.ids import AddressChangeId, new_id
from graph.people import address_changes
from graph.people.address_changes import Change
from workers import logs, translations
from workers.app import task
from workers.feed import letters, mail
from workers.translations import marked as _

log = logs.named(__name__)

KIND = "address letters"

SUBJECT = _("Your email address on {site}")

LINK = _(
    """\
Hello {name},

you want to sign in to {site} with this address. Open this link and confirm it:

  {link}

The link works once, for a day. Until then you sign in with your present address.

If you have no account there, you don't need to do anything.
"""
)

TAKEN = _(
    """\
Hello {owner},

someone wanted to use this address for another account on {site}. You already sign in with it, so nothing has changed.

If it was you, sign in with this address: {address}/sign-in
"""
)

NOTE = _(
    """\
Hello {name},

someone who knows your password wants to change the address of your account on {site}. You sign in with this address
until the new one is confirmed.

If it wasn't you, choose a new password now: {address}/sessions
"""
)


@task
def send(id: AddressChangeId) -> None:
    """Mail what a wanted change of address needs."""
    letters.send(KIND, letters.of((id,)), _write)


@task
def sweep() -> None:
    """Mail the letters whose task was lost or that couldn't be sent, and forget what is too old."""
    letters.send(KIND, letters.of(address_changes.waiting()), _write)


def _write(id: AddressChangeId, settings: mail.Settings, connection: smtplib.SMTP) -> None:
    issued = address_changes.issue(id)
    if issued is None:
        return
    change, token = issued
    # The note comes first: nobody should confirm an address of which the present owner of the account knows nothing.
    for to, text in ((change.old, NOTE), (change.new, _to_new(change))):
        if text:
            # A note that is sent again keeps its id; a link that is made again is another letter.
            name = f"address.{id}.{change.wanted_key if text == NOTE else new_id()}"
            link = f"{settings.address}/address-changes/{token}"
            _send(_letter(name, text, change, settings, to=to, link=link), change, connection)
    address_changes.settle(id, wanted_key=change.wanted_key)


def _to_new(change: Change) -> str:
    """Return what the new address gets: a link, a letter to its owner, or nothing if its owner has left."""
    if not change.is_taken:
        return LINK
    return TAKEN if change.owner else ""


def _letter(id: str, text: str, change: Change, settings: mail.Settings, *, to: str, link: str) -> mail.EmailMessage:
    language = translations.to(change.owner_language if text == TAKEN else change.language)
    values = {"name": change.name, "owner": change.owner, "site": settings.site, "address": settings.address}
    return mail.letter(
        settings,
        id=id,
        to=to,
        language=language,
        subject=language.of(SUBJECT, site=settings.site),
        text=language.of(text, link=link, **values),
    )


def _send(letter: mail.EmailMessage, change: Change, connection: smtplib.SMTP) -> None:
    try:
        mail.send(letter, connection)
    except mail.Refused as refused:
        log.warning("A letter about an address wasn't sent.", person=change.person, why=str(refused))
