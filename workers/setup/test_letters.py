"""Sends the letter with which an admin sees whether mail works, and notes that the server took it, or why not."""

from graph.ids import TestLetterId, new_id
from graph.setup import test_letters
from graph.setup.test_letters import Wanted
from workers import translations
from workers.app import task
from workers.feed import mail
from workers.translations import marked as _

SUBJECT = _("Test letter from {site}")

LETTER = _(
    """\
Hello {name},

you asked {site} for a test letter. Mail from this site reaches you.

  {address}/checklist
"""
)

NO_SERVER = "The worker has no mail server. Give all of the site's programs the same settings, and restart them."


@task
def send(id: TestLetterId) -> None:
    """Send the letter if it still waits. It isn't tried again: the admin sees what went wrong and decides."""
    letter = test_letters.wanted(id)
    if letter is None:
        test_letters.forget(id)
        return
    settings = mail.settings()
    server = f"{settings.host}:{settings.port}" if settings else ""
    problem = _problem(letter, settings) if settings else NO_SERVER
    test_letters.settle(id, wanted_key=letter.wanted_key, server=server, problem=problem)


@task
def sweep() -> None:
    """Send the letter whose task was lost."""
    for id in test_letters.waiting():
        send(id)


def _problem(wanted: Wanted, settings: mail.Settings) -> str:
    """Send the letter. Return why the server didn't take it, or nothing."""
    language = translations.to(wanted.language)
    letter = mail.letter(
        settings,
        id=f"test.{new_id()}",
        to=wanted.email,
        language=language,
        subject=language.of(SUBJECT, site=settings.site),
        text=language.of(LETTER, name=wanted.name, site=settings.site, address=settings.address),
    )
    try:
        with mail.connected(settings) as connection:
            mail.send(letter, connection)
    except mail.Away as away:
        return str(away)
    except mail.Refused as refused:
        return f"{settings.host}:{settings.port} didn't take the letter: {refused}."
    return ""
