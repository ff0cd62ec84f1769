"""Sends mail: one letter at a time, over one connection to the server in the settings."""

import hashlib
import hmac
import os
import smtplib
from collections.abc import Collection, Generator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from email.message import EmailMessage
from email.utils import formataddr
from ssl import SSLContext, create_default_context
from urllib.parse import urlsplit

from graph import clock
from graph.ids import PersonId
from graph.setup import identity
from workers.feed.mail_settings import Settings
from workers.translations import Language

PATIENCE_SECONDS = 10
# A server may take long to confirm that it has a letter (RFC 5321, 4.5.3.2.6). If we hang up too soon, the letter is
# sent twice.
LONGEST_LOOK_SECONDS = 600

# A mail server's replies from 500 up are permanent failures; lower ones are temporary (RFC 5321, 4.2.1).
FINAL = 500


class Away(Exception):
    """The server cannot be reached or accepts no mail from us; nothing was sent, and another try may work."""


class Refused(Exception):
    """The server rejected this letter. `is_final` unless it says that another try may work."""

    def __init__(self, codes: Collection[int] = (), *, why: str = "") -> None:
        self.is_final = all(code >= FINAL for code in codes)
        super().__init__(why or f"refused with {', '.join(map(str, codes))}")


def settings() -> Settings | None:
    """Return the settings of this process, with the name that admins chose unless the operator set one.

    Raises `Misconfigured` as above, and `Unavailable`.
    """
    found = Settings.from_env(os.environ)
    return found and replace(found, site=site_name())


def site_name() -> str:
    """Return the name of the site, as the operator set it or else as admins chose it. Raises `Unavailable`."""
    return identity.name(os.environ.get("GUILDHALL_SITE_NAME", ""))


@contextmanager
def connected(settings: Settings) -> Generator[smtplib.SMTP]:
    """Open a connection to the server for the length of the block. Raises `Away`."""
    try:
        connection = _connection(settings)
    except (OSError, smtplib.SMTPException) as error:
        raise Away(f"{settings.host}:{settings.port} doesn't accept mail: {_reason(error)}.") from error
    try:
        yield connection
    finally:
        # The server's reply to QUIT no longer matters.
        with suppress(OSError, smtplib.SMTPException):
            connection.quit()


def send(letter: EmailMessage, connection: smtplib.SMTP) -> None:
    """Send one letter. Raises `Away`, or `Refused` if the server rejects this letter or its recipient."""
    try:
        connection.send_message(letter)
    # Raised without their causes, because those name the recipient and a log must not.
    except smtplib.SMTPRecipientsRefused as error:
        raise Refused([code for code, _ in error.recipients.values()]) from None
    except smtplib.SMTPDataError as error:
        raise Refused([error.smtp_code]) from None
    except (smtplib.SMTPNotSupportedError, UnicodeError):
        raise Refused(why="refused because this server doesn't accept such an address") from None
    except (OSError, smtplib.SMTPException) as error:
        raise Away(_reason(error)) from None


@dataclass(frozen=True, kw_only=True)
class CalendarFile:
    """A file for the reader's calendar, and what it is to do with it, such as `REQUEST` (RFC 6047)."""

    method: str
    text: str


def letter(
    settings: Settings,
    *,
    id: str,
    to: str,
    language: Language,
    subject: str,
    text: str,
    html: str = "",
    stop: str = "",
    calendars: Sequence[CalendarFile] = (),
) -> EmailMessage:
    """Return a letter. With `stop` it has one-click unsubscribe, for which mail programs show a button (RFC 8058).

    Letters about someone's account have none, because people can't do without them. `id` makes its message id, by
    which mail programs recognise a letter that they already have.
    """
    message = EmailMessage()
    message["Message-ID"] = f"<{id}@{urlsplit(settings.address).hostname}>"
    message["Date"] = clock.now()
    message["From"] = formataddr((settings.site, settings.sender))
    message["To"] = to
    message["Subject"] = subject
    message["Auto-Submitted"] = "auto-generated"
    if stop:
        message["List-Unsubscribe"] = f"<{stop}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(text, cte="quoted-printable")
    if html:
        message.add_alternative(html, subtype="html", cte="quoted-printable")
    for number, one in enumerate(calendars, 1):
        message.add_attachment(
            one.text, subtype="calendar", params={"method": one.method}, filename=f"session-{number}.ics"
        )
    # Setting the content would remove it.
    message["Content-Language"] = language.tag
    return message


def signature(person: PersonId, *, secret: str, about: str = "digest") -> str:
    """Return a signature for the link that stops mail. It proves that the link is from our mail to this person."""
    return hmac.new(secret.encode(), f"{about}:{person}".encode(), hashlib.sha256).hexdigest()[:32]


def _connection(settings: Settings) -> smtplib.SMTP:
    trusted, host, port = create_default_context(), settings.host, settings.port
    if settings.is_tls:
        connection = smtplib.SMTP_SSL(host, port, timeout=PATIENCE_SECONDS, context=trusted)
    else:
        connection = smtplib.SMTP(host, port, timeout=PATIENCE_SECONDS)
        _encrypt(connection, trusted, is_needed=bool(settings.user))
    if settings.user:
        connection.login(settings.user, settings.password)
    if connection.sock:
        connection.sock.settimeout(LONGEST_LOOK_SECONDS)
    return connection


def _encrypt(connection: smtplib.SMTP, trusted: SSLContext, *, is_needed: bool) -> None:
    connection.ehlo()
    if connection.has_extn("starttls"):
        connection.starttls(context=trusted)
    elif is_needed:
        raise smtplib.SMTPNotSupportedError("it doesn't support encryption, and passwords are never sent unencrypted")


def _reason(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{type(error).__name__} {error.smtp_code}"
    return str(error) or type(error).__name__
