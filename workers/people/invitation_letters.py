"""Mails invitations, hundreds over one connection. Each link is made here, so its secret is in the letter only."""

import smtplib

from graph.ids import InvitationId, PersonId, new_id
from graph.people import invitations, open_invitations
from graph.people.open_invitations import Invited
from workers import logs, translations
from workers.app import task
from workers.feed import letters, mail
from workers.translations import marked as _

log = logs.named(__name__)

KIND = "invitation letters"

SUBJECT = _("You are invited to {site}")
# Where the operator invites by a command, this stands for the name.
OPERATOR = _("Someone who runs it")

# `{name}` begins with a space, or is empty.
LETTER = _(
    """\
Hello{name},

{by} invites you to {site}, where colleagues ask, answer and find out who knows what. Open this link to join:

  {link}

The link is for your address. It works once, within {days} days.
"""
)


@task
def send(by: PersonId) -> None:
    """Mail the invitations that someone has made."""
    letters.send(KIND, letters.of(open_invitations.waiting(of=by)), _write)


@task
def sweep() -> None:
    """Mail the invitations whose task was lost or that couldn't be sent, and forget those that have expired."""
    letters.send(KIND, letters.of(open_invitations.waiting()), _write)


def _write(id: InvitationId, settings: mail.Settings, connection: smtplib.SMTP) -> None:
    issued = open_invitations.issue(id)
    if issued is None:
        return None
    invited, token = issued
    try:
        mail.send(_letter(invited, token, settings), connection)
    except mail.Refused as refused:
        log.warning("An invitation wasn't sent.", invitation=id, why=str(refused))
        return open_invitations.settle(id, is_refused=True) if refused.is_final else open_invitations.give_back(id)
    except mail.Away:
        open_invitations.give_back(id)
        raise
    return open_invitations.settle(id, is_refused=False)


def _letter(invited: Invited, token: str, settings: mail.Settings) -> mail.EmailMessage:
    # Whoever invites them knows best in which language to write to them.
    language = translations.to(invited.language)
    text = language.of(
        LETTER,
        name=f" {invited.name}" if invited.name else "",
        by=invited.by or language.of(OPERATOR),
        site=settings.site,
        link=f"{settings.address}/invitations/{token}",
        days=invitations.INVITATION_LASTS.days,
    )
    return mail.letter(
        settings,
        id=f"invitation.{new_id()}",
        to=invited.email,
        language=language,
        subject=language.of(SUBJECT, site=settings.site),
        text=text,
    )
