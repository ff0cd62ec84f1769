"""How far the admins of a site are: the items of the list, and for each what was found."""

import os
from dataclasses import dataclass

from graph.setup import checklist, test_letters
from graph.setup.checklist import COMMUNITIES, PEOPLE, QUESTIONS, SKILLS, Counted, Item
from graph.setup.test_letters import Outcome
from graph.viewers import Viewer
from settings import Misconfigured
from webapp.setup import backups, branding
from webapp.setup.backups import Backups
from workers.feed import mail


@dataclass(frozen=True, kw_only=True)
class Mail:
    """The mail server as `host:port`, empty if there is none; what is wrong with its settings; and the last letter."""

    server: str
    problems: tuple[str, ...]
    letter: Outcome | None

    @property
    def works(self) -> bool:
        """Whether the server that is set now took a letter."""
        return bool(self.server and self.letter and self.letter.is_taken and self.letter.server == self.server)


@dataclass(frozen=True, kw_only=True)
class Line:
    """An item of the list. It is needed unless an admin decided against it."""

    item: Item
    is_done: bool
    is_needed: bool


@dataclass(frozen=True, kw_only=True)
class Progress:
    """The whole list with what was found. Items that aren't needed don't count. `name` is empty if nobody chose one."""

    name: str
    lines: tuple[Line, ...]
    counted: Counted
    mail: Mail
    backups: Backups

    @property
    def done(self) -> int:
        """How many of the needed items are done."""
        return sum(line.is_done for line in self.lines if line.is_needed)

    @property
    def total(self) -> int:
        """How many items are needed."""
        return sum(line.is_needed for line in self.lines)

    @property
    def next(self) -> Item | None:
        """The first item that is still to do, or `None` if all are done."""
        return next((line.item for line in self.lines if line.is_needed and not line.is_done), None)


def of(viewer: Viewer) -> Progress:
    """Return how far an admin is. Raises `Forbidden` for everyone else."""
    return _progress(checklist.counted(viewer=viewer))


def on_home(viewer: Viewer) -> Progress | None:
    """Return how far an admin is, or `None` if everything is done or they hid the list."""
    counted = checklist.counted(viewer=viewer)
    # An admin who hid the list doesn't wait for the mail settings and the folder of backups at each visit.
    found = None if counted.is_hidden else _progress(counted)
    return found if found and found.next else None


def _progress(counted: Counted) -> Progress:
    mail, found = _mail(), backups.found()
    name = branding.of_site().set_by_operator or counted.name
    is_done: dict[Item, bool] = {
        "identity": bool(name) and counted.has_logo,
        "communities": counted.communities >= COMMUNITIES,
        "people": counted.people + counted.invitations >= PEOPLE,
        "skills": counted.has_taxonomy or counted.skills >= SKILLS,
        "mail": mail.works,
        "backup": found.is_fresh,
        "questions": counted.questions >= QUESTIONS,
    }
    lines = (Line(item=it, is_done=done, is_needed=it not in counted.unneeded) for it, done in is_done.items())
    return Progress(name=name, lines=tuple(lines), counted=counted, mail=mail, backups=found)


def _mail() -> Mail:
    letter = test_letters.latest()
    try:
        settings = mail.Settings.from_env(os.environ)
    except Misconfigured as wrong:
        return Mail(server="", problems=tuple(str(wrong).splitlines()), letter=letter)
    return Mail(server=f"{settings.host}:{settings.port}" if settings else "", problems=(), letter=letter)
