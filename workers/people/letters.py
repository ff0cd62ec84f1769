"""Letters about people's accounts: one after another, over one connection to the mail server."""

import os
import smtplib
from collections.abc import Callable, Iterable
from typing import TypeVar

from workers import logs, records
from workers.feed import mail

log = logs.named(__name__)

Id = TypeVar("Id", bound=str)

Write = Callable[[Id, mail.Settings, smtplib.SMTP], None]


def send(kind: str, ids: Iterable[Id], write: Write[Id]) -> None:
    """Send the letters for these ids. While the mail server is away they wait for the next sweep.

    A bad record holds up no other. If the site sends no mail, nothing happens.
    """
    settings, waiting = mail.Settings.from_env(os.environ), tuple(ids)
    if settings is None or not waiting:
        return
    try:
        with mail.connected(settings) as connection:
            apart = records.apart(kind, ends_with=(mail.Away,))
            for id in waiting:
                with apart(id):
                    write(id, settings, connection)
    except mail.Away as away:
        log.warning("Letters are delayed because the mail server is unavailable.", kind=kind, why=str(away))
