"""Mails people what can't wait: what they were asked, answers to their questions, and texts that name them."""

import smtplib
from collections.abc import Iterable, Sequence
from email.message import EmailMessage
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, select_autoescape

from graph import viewers
from graph.ids import PersonId
from graph.notifications import deliveries, inbox
from graph.notifications.deliveries import Addressee
from graph.notifications.inbox import Line
from graph.notifications.kinds import ALL, StopKind
from workers import logs, translations
from workers.app import task
from workers.feed import letters, mail
from workers.feed.mail import CalendarFile
from workers.notifications import calendars, sentences
from workers.translations import marked as _

log = logs.named(__name__)

LATE = "Mail is delayed because the mail server is unavailable."

ANY = _("something happened that concerns you")

templates = Environment(
    loader=FileSystemLoader(Path(__file__).parent), autoescape=select_autoescape(), trim_blocks=True, lstrip_blocks=True
)


@task
def mail_to(person: PersonId) -> None:
    """Mail a person what is due for them now, in one letter."""
    _send(deliveries.due([person]))


@task
def sweep() -> None:
    """Mail everyone what is due for them now: what had to wait, and what could not be sent."""
    _send(deliveries.due())


def stop_link(person: PersonId, kind: StopKind, settings: mail.Settings) -> str:
    """Return the address with which a person stops mail of one kind or of all kinds, without signing in."""
    proof = mail.signature(person, secret=settings.secret, about=f"mail {kind}")
    return f"{settings.address}/notifications/{person}/{kind}/{proof}"


def _send(people: Iterable[Addressee]) -> None:
    letters.send("letters", {person.id: person for person in people}, _tell, late=LATE)


def _tell(person: Addressee, settings: mail.Settings, connection: smtplib.SMTP) -> None:
    lines = inbox.to_mail(viewer=viewers.get(person.id))
    told = [id for line in lines for id in line.ids]
    # Read before the letter counts as sent, because the graph may fail.
    files = calendars.of(lines, person=person.id, language=translations.to(person.language), settings=settings)
    if not lines or not deliveries.begin(told, to=person.id):
        return
    try:
        mail.send(letter(person, lines, settings, files), connection)
    except mail.Refused as refused:
        log.warning("A letter wasn't sent.", person=person.id, why=str(refused))
        if not refused.is_final:
            deliveries.give_back(told)
    except mail.Away:
        deliveries.give_back(told)
        raise


def letter(
    person: Addressee, lines: tuple[Line, ...], settings: mail.Settings, files: Sequence[CalendarFile] = ()
) -> EmailMessage:
    """Return a letter with these lines, each with its page, and these files for the reader's calendar."""
    kinds = _kinds(lines)
    language = translations.to(person.language)
    shown = {
        "_": language.of,
        "language": language.tag,
        "person": person,
        "site": settings.site,
        "items": [sentences.of(line, address=settings.address, language=language) for line in lines],
        "stops": [(language.of(reason), stop_link(person.id, kind, settings)) for kind, reason in kinds.items()],
        "choices": f"{settings.address}/notifications",
    }
    return mail.letter(
        settings,
        # A letter that is sent again after a failure keeps its id.
        id=f"notification.{lines[0].ids[0]}",
        to=person.email,
        language=language,
        subject=sentences.subject(lines, site=settings.site, language=language),
        text=templates.get_template("letter.txt").render(shown),
        html=templates.get_template("letter.html").render(shown),
        stop=stop_link(person.id, next(iter(kinds)), settings),
        calendars=files,
    )


def _kinds(lines: Iterable[Line]) -> dict[StopKind, str]:
    """Return the kinds of these lines, each with why someone gets letters of it. Private lines don't say theirs."""
    return {
        ALL if line.is_private else line.kind: ANY if line.is_private else sentences.REASONS[line.kind]
        for line in lines
    }
