"""The daily digest: what is new for one person, each thing once, with the reason. workers/feed/digests.py mails it."""

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
from graph.rows import read_as
from graph.viewers import Viewer

# In the reader's own time zone. If the mail server is down until noon, there is no digest that day.
FIRST_HOUR, LAST_HOUR = 7, 12
# Newer things wait until tomorrow: saved searches and collections may not have found them yet.
SETTLES = timedelta(minutes=30)
# After a long absence, a digest covers this much and not a whole year.
LOOKS_BACK = timedelta(days=7)

DigestReason = Literal["asked", "named", "check", "answer", "search", "person", "skill", "community", "collection"]

# For an ask without a reason to show: an anonymous asker may have invited the reader by hand.
NAMED_BY_SOMEBODY: tuple[DigestReason, str] = ("named", "someone")

# Things that wait for the reader come first. Things that are only new keep their order.
RANKS: dict[DigestReason, int] = {
    "asked": 0,
    "named": 0,
    "check": 1,
    "answer": 2,
    "search": 3,
    "person": 4,
    "skill": 4,
    "community": 4,
    "collection": 4,
}


@dataclass(frozen=True, kw_only=True)
class Reader:
    """Someone whose digest is due. Earlier digests cover everything until `told_until`."""

    id: PersonId
    name: str
    email: str
    told_until: datetime


@dataclass(frozen=True, kw_only=True)
class DigestItem:
    """A post, and why it concerns the reader. `name` is the skill, colleague, search or other thing behind it."""

    why: DigestReason
    name: str
    post: PostId
    title: str

    @property
    def reason(self) -> tuple[DigestReason, str]:
        return self.why, self.name


@dataclass(frozen=True, kw_only=True)
class DigestChoice:
    """Whether someone wants a digest, and the address that it goes to."""

    is_wanted: bool
    email: str


@dataclass(frozen=True, kw_only=True)
class _Due:
    id: PersonId
    name: str
    email: str
    told: int | None
    joined_at: datetime
    time_zone: str


@dataclass(frozen=True, kw_only=True)
class _Found:
    own: tuple[DigestItem, ...]
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
               person.joined_at AS joined_at, coalesce(person.time_zone, '') AS time_zone
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

    The order is: asks, posts to check, answers, saved searches, then news about what the reader follows, knows and
    belongs to. Answers to the reader's own questions and to followed ones are sorted together, by title, so that their
    place doesn't reveal an anonymous asker. A digest covers at most the last seven days.
    """
    viewer = viewers.get(reader.id)
    since = max(reader.told_until, until - LOOKS_BACK)
    items = [*_asked(viewer, since, until), *_found(viewer, since, until), *_news(viewer, since, until)]
    first = {item.reason: number for number, item in reversed([*enumerate(items)])}
    found = dict[PostId, DigestItem]()
    for item in sorted(items, key=lambda one: (RANKS[one.why], first[one.reason], one.title * (one.why == "answer"))):
        found.setdefault(item.post, item)
    return tuple(found.values())


def choice(*, viewer: Viewer) -> DigestChoice:
    """Return whether this person wants a digest, which is the default, and the address that it goes to."""
    rows = read_as(
        DigestChoice,
        """
        MATCH (person:Person {id: $viewer})
        RETURN coalesce(person.wants_digest, true) AS is_wanted, person.email AS email
        """,
        viewer=viewer.id,
    )
    return only(rows, otherwise=NotFound("This person doesn't exist, or you don't have access to their profile."))


def want(is_wanted: bool, *, by: PersonId) -> None:
    """Turn the digest on or off. Turning it on, even if it is on already, leaves out everything until now."""
    write(
        """
        MATCH (person:Person {id: $by})
        SET person.wants_digest = $is_wanted,
            person.told_key = CASE WHEN $is_wanted THEN $key ELSE person.told_key END
        """,
        by=by,
        is_wanted=is_wanted,
        key=clock.key(clock.now()),
    )


def _is_due(row: _Due, now: datetime) -> bool:
    here = ZoneInfo(row.time_zone or "UTC")
    is_morning = FIRST_HOUR <= now.astimezone(here).hour < LAST_HOUR
    return is_morning and _told_until(row).astimezone(here).date() < now.astimezone(here).date()


def _reader(row: _Due) -> Reader:
    return Reader(id=row.id, name=row.name, email=row.email, told_until=_told_until(row))


def _told_until(row: _Due) -> datetime:
    """Return the moment until which earlier digests cover everything. Before the first, that is when someone joined."""
    return row.joined_at if row.told is None else clock.EPOCH + timedelta(microseconds=row.told)


def _asked(viewer: Viewer, since: datetime, until: datetime) -> Iterator[DigestItem]:
    """Yield asks without a promise yet, and posts to check."""
    for one in waiting.asked(viewer=viewer):
        if not since < one.since <= until or one.post is None:
            continue
        if one.act == "answer" and not one.is_promised:
            why, name = _because(one)
            yield DigestItem(why=why, name=name, post=one.post, title=one.title)
        if one.act == "verify":
            yield DigestItem(why="check", name="", post=one.post, title=one.title)


def _because(ask: Waiting) -> tuple[DigestReason, str]:
    if ask.named_by:
        return "named", ask.named_by
    return ("asked", ", ".join(ask.skills)) if ask.skills else NAMED_BY_SOMEBODY


def _found(viewer: Viewer, since: datetime, until: datetime) -> Iterable[DigestItem]:
    """Return the viewer's own questions with new answers by others, and the posts that their saved searches found."""
    rows = read_as(
        _Found,
        """
        MATCH (me:Person {id: $viewer})
        RETURN [(me)-[:ASKED]->(post:Post)<-[:ANSWERS]-(answer:Answer)
                   WHERE answer.given_at > datetime($after) AND answer.given_at <= datetime($before)
                     AND {{post is open}} AND post.retired_at IS NULL
                     AND NOT EXISTS { (answer)<-[:GAVE]-(giver:Person) WHERE giver.id = $viewer }
                   | {why: 'answer', name: '', post: post.id, title: post.title}] AS own,
               COLLECT {
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
        after=since.isoformat(),
        before=until.isoformat(),
    )
    return [item for row in rows for item in (*row.own, *row.searched)]


def _news(viewer: Viewer, since: datetime, until: datetime) -> Iterator[DigestItem]:
    for one in news.between(since, until, viewer=viewer):
        name = "" if one.why == "answer" else one.name
        yield DigestItem(why=one.why, name=name, post=one.card.id, title=one.card.title)
