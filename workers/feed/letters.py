"""Letters to several people: one after another, over one connection to the mail server."""

import smtplib
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from workers import logs, records
from workers.feed import mail

log = logs.named(__name__)

LATE = "Letters are delayed because the mail server is unavailable."

Matter = TypeVar("Matter")
Id = TypeVar("Id", bound=str)

Write = Callable[[Matter, mail.Settings, smtplib.SMTP], None]


def send(kind: str, matters: Mapping[str, Matter], write: Write[Matter], *, late: str = LATE) -> None:
    """Write and send a letter for each of these, named by ids.

    While the mail server is away they wait for the sweep. A bad record holds up no other. If the site sends no mail,
    nothing happens. `late` is what the log says then.
    """
    settings = mail.settings() if matters else None
    if settings is None:
        return
    try:
        with mail.connected(settings) as connection:
            apart = records.apart(kind, ends_with=(mail.Away,))
            for id, matter in matters.items():
                with apart(id):
                    write(matter, settings, connection)
    except mail.Away as away:
        log.warning(late, kind=kind, why=str(away))


def of(ids: Iterable[Id]) -> dict[str, Id]:
    """Return letters that need nothing but the ids that name them."""
    return {id: id for id in ids}
