"""A real mail server on this machine that keeps the mail it receives."""

import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tests import engines

USER, PASSWORD = "guildhall", "s3cret@work"

ACCEPTED = "250 OK"


@dataclass(kw_only=True)
class Letterbox:
    """The mail that arrived, and what the server answers for each address."""

    answers: dict[str, str] = field(default_factory=dict)
    letters: list[EmailMessage] = field(default_factory=list)
    was_encrypted: list[bool] = field(default_factory=list)
    port: int = 0

    @property
    def environment(self) -> dict[str, str]:
        """The settings with which a site sends its mail here."""
        return {
            "GUILDHALL_MAIL_URL": f"smtp://127.0.0.1:{self.port}",
            "GUILDHALL_MAIL_FROM": "guildhall@example.com",
            "GUILDHALL_ADDRESS": "http://localhost",
        }

    async def handle_RCPT(  # noqa: N802 - the server looks for this name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        answer = self.answers.get(address, ACCEPTED)
        if answer == ACCEPTED:
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.letters.append(message_from_bytes(envelope.content, policy=policy.default))
        self.was_encrypted.append(session.ssl is not None)
        return ACCEPTED

    def to(self, name: str) -> list[str]:
        """Return the plain texts of the mails to this person."""
        bodies = [letter.get_body(("plain",)) for letter in self.letters if letter["To"] == f"{name}@example.com"]
        return [body.get_content().replace("\r\n", "\n") for body in bodies if body]


@contextmanager
def running(*, certificate: trustme.CA | None = None) -> Iterator[Letterbox]:
    """Run a server. With a certificate authority, it requires encryption and a password."""
    box = Letterbox(port=engines.free_port())
    # Like many servers, it accepts only addresses in ASCII.
    options: dict[str, object] = {"enable_SMTPUTF8": False}
    if certificate:
        options |= {
            "tls_context": context(certificate),
            "require_starttls": True,
            "auth_required": True,
            "authenticator": _knows(USER, PASSWORD),
        }
    controller = Controller(box, hostname="127.0.0.1", port=box.port, **options)
    controller.start()
    try:
        yield box
    finally:
        controller.stop()


def context(certificate: trustme.CA) -> ssl.SSLContext:
    """Return the TLS context with which a server on this machine proves its name."""
    proves = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    certificate.issue_cert("localhost", "127.0.0.1").configure_cert(proves)
    return proves


def _knows(user: str, password: str) -> Callable[..., AuthResult]:
    def check(_server: SMTP, _session: Session, _envelope: Envelope, _how: str, given: object) -> AuthResult:
        known = LoginPassword(user.encode(), password.encode())
        return AuthResult(success=given == known)

    return check
