"""Mails the daily digest to people in the morning of their time zone."""

import os
import smtplib
from collections.abc import Iterable
from functools import partial
from itertools import groupby

from graph import clock
from graph.feed import digests
from graph.feed.digests import DigestItem, DigestReason, Reader
from workers import logs, translations
from workers.app import task
from workers.feed import letters, mail
from workers.translations import Language
from workers.translations import marked as _

log = logs.named(__name__)

LATE = "Digests are delayed because the mail server is unavailable."

# A digest should take a minute to read. The home page has the rest.
MOST = 15

REASONS: dict[DigestReason, str] = {
    "asked": _("You were asked because you know about {name}"),
    "named": _("You were asked because {name} suggested you"),
    "learned": _("You were asked first because you learned {name} recently"),
    "check": _("You were asked to check whether this is still right"),
    "answered": _("New answers"),
    "followed": _("New answers"),
    "mentioned": _("You are mentioned in"),
    "revealed": _("Two coaches have seen your name on"),
    "accepted": _("Your answer was accepted"),
    "commented": _("New comments"),
    "warned": _("Readers warn that this is outdated or dangerous"),
    "edited": _("Others edited what you wrote"),
    "changed": _("Others closed, retired, moved, withdrew or handed over"),
    "decided": _("Your suggestion was decided on"),
    "thanked": _("You were thanked"),
    "expert": _("You were asked to be an expert"),
    "ability": _("What others say about your skills, or ask you to confirm"),
    "membership": _("Who asks to join your communities, and what coaches decided"),
    "invited": _("You are invited to a community"),
    "account": _("Your account was changed"),
    "first_tip": _("You have been here for a week. Share one trick that helped you"),
    "mentoring": _("News about mentoring"),
    "matched": _("There are new mentors for your goal"),
    "introduction": _("News about an introduction"),
    "noticed": _("A text has a word of which coaches are told"),
    "search": _("New in your saved search “{name}”"),
    "person": _("You follow {name}"),
    "skill": _("New in your skill {name}"),
    "community": _("New in {name}"),
    "collection": _("Added to {name}, a collection that you follow"),
}

# Where the asker is anonymous, this stands for the name of the colleague who suggested the reader.
SOMEONE = _("someone")

# Mail programs collapse everything below a line of two dashes and a space.
LETTER = _(
    """\
Hello {name},

{items}{more}
-- \n{site} sends at most one email a day, and only if there is something for you.
Unsubscribe: {stop}
Choose what you follow and get by email: {choices}
"""
)


@task
def sweep() -> None:
    """Send the digests that are due, over one connection. If the server defers one, the next sweep tries again."""
    # Without a mail server, nobody needs to be looked for.
    if mail.Settings.from_env(os.environ):
        letters.send("digests", {reader.id: reader for reader in digests.due()}, _tell, late=LATE)


def letter_text(reader: Reader, items: tuple[DigestItem, ...], settings: mail.Settings) -> str:
    """Return the text of the mail: a line for each reason, and below it the posts with their addresses."""
    language = translations.to(reader.language)
    groups = groupby(items[:MOST], key=partial(_reason, language=language))
    left = len(items) - MOST
    more = language.ngettext(
        "And {number} more: {address}", "And {number} more: {address}", left, address=f"{settings.address}/"
    )
    return language.of(
        LETTER,
        name=reader.name,
        items="\n".join(_paragraph(reason, group, settings.address) for reason, group in groups),
        more=f"\n{more}\n" if left > 0 else "",
        site=settings.site,
        stop=_stop(reader, settings),
        choices=f"{settings.address}/digest",
    )


def _tell(reader: Reader, settings: mail.Settings, connection: smtplib.SMTP) -> None:
    until = digests.window_end()
    items = digests.of(reader, until=until)
    # Noted last, so that the next sweep retries a digest that failed before this line.
    if not digests.begin(reader, until=until) or not items:
        return
    try:
        mail.send(letter(reader, items, settings), connection)
    except mail.Refused as refused:
        log.warning("A digest wasn't sent.", person=reader.id, why=str(refused))
        if not refused.is_final:
            digests.give_back(reader, until=until)
    except mail.Away:
        digests.give_back(reader, until=until)
        raise


def letter(reader: Reader, items: tuple[DigestItem, ...], settings: mail.Settings) -> mail.EmailMessage:
    # Others may see the subject over a shoulder or on a locked screen, so it gives only the number of updates.
    language = translations.to(reader.language)
    subject = language.ngettext(
        "{site}: {number} update for you", "{site}: {number} updates for you", len(items), site=settings.site
    )
    text = letter_text(reader, items, settings)
    # A digest that is sent again after a failure keeps its id.
    id = f"digest.{reader.id}.{clock.key(reader.told_until)}"
    return mail.letter(
        settings, id=id, to=reader.email, language=language, subject=subject, text=text, stop=_stop(reader, settings)
    )


def _reason(item: DigestItem, *, language: Language) -> str:
    return language.of(REASONS[item.why], name=item.name or language.of(SOMEONE))


def _paragraph(reason: str, group: Iterable[DigestItem], address: str) -> str:
    # Some notifications, such as what was done to an account, are about nothing that has a title.
    items = [*group]
    titles = [f"  {item.title}\n" if item.title else "" for item in items]
    pages = [f"  {address}/{f'posts/{item.post}' if item.post else 'inbox'}\n" for item in items]
    return f"{reason}:\n\n" + "\n".join(f"{title}{page}" for title, page in zip(titles, pages, strict=True))


def _stop(reader: Reader, settings: mail.Settings) -> str:
    return f"{settings.address}/digest/{reader.id}/{mail.signature(reader.id, secret=settings.secret)}"
