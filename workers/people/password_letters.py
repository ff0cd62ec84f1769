"""Mails links for a new password. The link is made here, so its secret is in the letter and nowhere else."""

import smtplib

from graph.ids import PasswordResetId, new_id
from graph.people import password_resets
from workers import logs, translations
from workers.app import task
from workers.feed import letters, mail
from workers.translations import marked as _

log = logs.named(__name__)

KIND = "password letters"

SUBJECT = _("Choose a new password for {site}")

LETTER = _(
    """\
Hello {name},

someone asked for a new password for your account on {site}. Open this link to choose one:

  {link}

The link works once, for one hour. A newer link replaces it.

If it wasn't you, you don't need to do anything. Your password stays as it is.
"""
)


@task
def send(id: PasswordResetId) -> None:
    """Mail the link that someone wants, if the address that they typed is that of an account."""
    letters.send(KIND, letters.of((id,)), _write)


@task
def sweep() -> None:
    """Mail the links whose task was lost or that couldn't be sent, and forget what is too old."""
    letters.send(KIND, letters.of(password_resets.waiting()), _write)


def _write(id: PasswordResetId, settings: mail.Settings, connection: smtplib.SMTP) -> None:
    issued = password_resets.issue(id)
    if issued is None:
        return
    person, token = issued
    language = translations.to(person.language)
    link = f"{settings.address}/new-password/{token}"
    letter = mail.letter(
        settings,
        # Each has another link, so a mail program must not take it for one that it already has.
        id=f"password.{new_id()}",
        to=person.email,
        language=language,
        subject=language.of(SUBJECT, site=settings.site),
        text=language.of(LETTER, name=person.name, site=settings.site, link=link),
    )
    try:
        mail.send(letter, connection)
    except mail.Refused as refused:
        log.warning("A link for a new password wasn't sent.", person=person.id, why=str(refused))
        if not refused.is_final:
            return
    password_resets.settle(id, wanted_key=person.wanted_key)
