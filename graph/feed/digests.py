"""The digest: what is new for one person, each thing once, with the reason. workers/feed/digests.py mails it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from graph import clock, viewers
from graph.driver import only, write
from graph.errors import NotFound
from graph.feed import news, waiting
from graph.feed.waiting import Waiting
from graph.ids import PersonId, PostId
from graph.notifications import inbox, recipients
from graph.notifications.inbox import Line
from graph.notifications.kinds import KINDS, NotificationKind, includes
from graph.rows import read_as
from graph.viewers import Viewer

# In the reader's own time zone. If the mail server is down until noon, there is no digest that day.
FIRST_HOUR, LAST_HOUR = 7, 12
# Newer things wait until tomorrow: saved searches and collections may not have found them yet.
SETTLES = timedelta(minutes=30)
# After a long absence, a digest covers this much and not a whole year.
LOOKS_BACK = timedelta(days=7)

DigestDays = Literal["daily", "weekly", "never"]
MONDAY = 0

DigestReason = Literal[NotificationKind, "named", "learned", "search", "person", "skill", "community", "collection"]

# For an ask without a reason to show: an anonymous asker may have invited the reader by hand.
NAMED_BY_SOMEBODY: tuple[DigestReason, str] = ("named", "")

# Things that wait for the reader come first. Things that are only new keep their order.
RANKS: dict[DigestReason, int] = {
    **dict.fromkeys(KINDS, 2),
    "asked": 0,
    "named": 0,
    "learned": 0,
    "check": 1,
    # Answers to one's own questions and to followed ones stand together: their place tells no one who asked.
    **dict.fromkeys(("answered", "followed"), 3),
    "search": 4,
    **dict.fromkeys(("person", "skill", "community", "collection"), 5),
}


@dataclass(frozen=True, kw_only=True)
class Reader:
    """Someone whose digest is due. Earlier digests cover everything until `told_until`.

    `language` is the tag of the language of their letters, or empty.
    """

    id: PersonId
    name: str
    email: str
    language: str
    told_until: datetime


@dataclass(frozen=True, kw_only=True)
class DigestItem:
    """A post, and why it concerns the reader. `name` is the skill, colleague, search or other thing behind it, if any.

    `post` is `None` for what is about no post, such as thanks in words.
    """

    why: DigestReason
    name: str
    post: PostId | None
    title: str

    @property
    def reason(self) -> tuple[DigestReason, str]:
        return self.why, self.name


@dataclass(frozen=True, kw_only=True)
class DigestChoice:
    """How often someone wants a digest, and the address that it goes to."""

    days: DigestDays
    email: str | None


@dataclass(frozen=True, kw_only=True)
class _Due:
    id: PersonId
    name: str
    email: str
    language: str
    told: int | None
    joined_at: datetime
    time_zone: str
    is_weekly: bool


@dataclass(frozen=True, kw_only=True)
class _Found:
    searched: tuple[DigestItem, ...]


def due() -> tuple[Reader, ...]:
    """Return the people who want a digest, whose morning it is and who have had none today.

    People who have left, are away, or have no email address or password are left out.
    """
    now = clock.now()
    rows = read_as(
        _Due,
        """
        MATCH (person:Person)
        WHERE person.state = 'active' AND coalesce(person.wants_digest, true)
          AND person.email IS NOT NULL AND person.password_hash IS NOT NULL
          AND {{person is present}}
        RETURN person.id AS id, person.name AS name, person.email AS email, person.told_key AS told,
               {{person is written to}} AS language,
               person.joined_at AS joined_at, coalesce(person.time_zone, '') AS time_zone,
               coalesce(person.digest_days = 'weekly', false) AS is_weekly
        """,
        now=now.isoformat(),
    )
    return tuple(_reader(row) for row in rows if _is_due(row, now))


def window_end() -> datetime:
    """Return the moment until which a digest that is made now covers everything."""
    return clock.now() - SETTLES


def begin(reader: Reader, *, until: datetime) -> bool:
    """Note that a digest is about to be sent. Return whether to send it.

    Don't send it if another worker was faster, or if the reader has left or no longer wants it at this address. If this
    machine fails before the mail is sent, the reader's home page still shows what is new.
    """
    rows = write(
        """
        MATCH (person:Person {id: $id})
        // Writing before looking takes the lock: two workers must not both begin.
        SET person.told_key = coalesce(person.told_key, $told)
        WITH person
        WHERE person.told_key = $told AND person.state = 'active'
          AND coalesce(person.wants_digest, true) AND person.email = $email
        SET person.told_key = $until
        RETURN person.id AS id
        """,
        id=reader.id,
        email=reader.email,
        told=clock.key(reader.told_until),
        until=clock.key(until),
    )
    return bool(rows)


def give_back(reader: Reader, *, until: datetime) -> None:
    """Make a digest that could not be sent due again, unless the reader has changed their choice in the meantime."""
    write(
        "MATCH (person:Person {id: $id}) WHERE person.told_key = $until SET person.told_key = $told",
        id=reader.id,
        until=clock.key(until),
        told=clock.key(reader.told_until),
    )


def of(reader: Reader, *, until: datetime) -> tuple[DigestItem, ...]:
    """Return what is new since the last digest and the reader may see, each post once, with its first reason.

    What the reader has read already, or was mailed at once, is left out. The order is: asks, posts to check, other
    notifications, answers, saved searches, then news. Answers to the reader's own questions and to followed ones are
    sorted together, by title, so that their place doesn't reveal an anonymous asker. A digest covers at most the last
    seven days.
    """
    viewer = viewers.get(reader.id)
    since = max(reader.told_until, until - LOOKS_BACK)
    lines = _lines(viewer, since, until)
    items = [*_told(lines, viewer), *_found(viewer, since, until), *_news(viewer, since, until)]
    first = {item.reason: number for number, item in reversed([*enumerate(items)])}

    def place(item: DigestItem) -> tuple[int, int, str]:
        is_answer = RANKS[item.why] == RANKS["answered"]
        return (RANKS[item.why], 0, item.title) if is_answer else (RANKS[item.why], first[item.reason], "")

    found = dict[PostId | DigestItem, DigestItem]()
    for item in sorted(items, key=place):
        found.setdefault(item.post or item, item)
    return tuple(found.values())


def choice(*, viewer: Viewer) -> DigestChoice:
    """Return how often this person wants a digest, daily by default, and the address that it goes to."""
    rows = read_as(
        DigestChoice,
        """
        MATCH (person:Person {id: $viewer})
        RETURN CASE WHEN coalesce(person.wants_digest, true) THEN coalesce(person.digest_days, 'daily') ELSE 'never' END
                   AS days,
               person.email AS email
        """,
        viewer=viewer.id,
    )
    return only(rows, otherwise=NotFound("This person doesn't exist, or you don't have access to their profile."))


def want(days: DigestDays, *, by: PersonId) -> None:
    """Choose how often to get the digest. Turning it on again leaves out everything until now."""
    write(
        """
        MATCH (person:Person {id: $by})
        SET person.told_key =
            CASE WHEN $is_wanted AND person.wants_digest = false THEN $key ELSE person.told_key END
        SET person.wants_digest = $is_wanted,
            person.digest_days = CASE WHEN $is_wanted THEN $days ELSE person.digest_days END
        """,
        by=by,
        is_wanted=days != "never",
        days=days,
        key=clock.key(clock.now()),
    )


def _is_due(row: _Due, now: datetime) -> bool:
    here = ZoneInfo(row.time_zone or "UTC")
    local = now.astimezone(here)
    is_morning = FIRST_HOUR <= local.hour < LAST_HOUR and (not row.is_weekly or local.weekday() == MONDAY)
    return is_morning and _told_until(row).astimezone(here).date() < now.astimezone(here).date()


def _reader(row: _Due) -> Reader:
    return Reader(id=row.id, name=row.name, email=row.email, language=row.language, told_until=_told_until(row))


def _told_until(row: _Due) -> datetime:
    """Return the moment until which earlier digests cover everything. Before the first, that is when someone joined."""
    return row.joined_at if row.told is None else clock.EPOCH + timedelta(microseconds=row.told)


def _lines(viewer: Viewer, since: datetime, until: datetime) -> tuple[Line, ...]:
    """Return the notifications that this person wants in a digest."""
    choices = recipients.chosen(viewer=viewer)
    found = inbox.unread(since, until, viewer=viewer)
    wanted = (line for line in found if includes(choices.channel(line.kind), "digest"))
    # A mailbox may be read by others. Answers and comments concern many, but the rest would tell who asked.
    return tuple(line for line in wanted if not line.is_private or line.kind in ("answered", "commented"))


def _told(lines: tuple[Line, ...], viewer: Viewer) -> Iterator[DigestItem]:
    """Yield what these notifications tell: asks without a promise yet, with their reasons, and everything else."""
    asked = {line.post for line in lines if line.kind == "asked"}
    for one in waiting.asked(viewer=viewer):
        if one.act == "answer" and not one.is_promised and one.post and one.post in asked:
            why, name = _because(one)
            yield DigestItem(why=why, name=name, post=one.post, title=one.title)
    for line in lines:
        if line.kind != "asked":
            yield DigestItem(why=line.kind, name="", post=line.post, title=line.title)


def _because(ask: Waiting) -> tuple[DigestReason, str]:
    if ask.named_by:
        return "named", ask.named_by
    if ask.learned:
        return "learned", ask.learned
    return ("asked", ", ".join(ask.skills)) if ask.skills else NAMED_BY_SOMEBODY


def _found(viewer: Viewer, since: datetime, until: datetime) -> Iterable[DigestItem]:
    """Return the posts that the viewer's saved searches found."""
    rows = read_as(
        _Found,
        """
        MATCH (me:Person {id: $viewer})
        RETURN COLLECT {
                   MATCH (me)-[:SAVED]->(search:SavedSearch)
                   WHERE search.is_alert
                   UNWIND search.found AS id
                   MATCH (post:Post {id: id})
                   WHERE post.posted_key > $since AND post.posted_key <= $until
                     AND {{post is open}} AND post.retired_at IS NULL
                   RETURN {why: 'search', name: search.text, post: post.id, title: post.title} AS item
                   ORDER BY search.saved_key, post.posted_key DESC
               } AS searched
        """,
        viewer=viewer.id,
        audiences=viewer.audiences,
        since=clock.key(since),
        until=clock.key(until),
    )
    return [item for row in rows for item in row.searched]


def _news(viewer: Viewer, since: datetime, until: datetime) -> Iterator[DigestItem]:
    for one in news.between(since, until, viewer=viewer):
        if one.why != "answer":
            yield DigestItem(why=one.why, name=one.name, post=one.card.id, title=one.card.title)
