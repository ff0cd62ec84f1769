"""The daily digest: what came that concerns one person, told once, with why. workers/feed/digests.py mails it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from graph import clock, viewers
from graph.asking import inbox
from graph.driver import Row, only, read, write
from graph.errors import NotFound
from graph.feed import news
from graph.ids import PersonId, PostId
from graph.viewers import Viewer

# It comes in the reader's own morning. A mail server that is away until noon has missed the day.
FIRST_HOUR, LAST_HOUR = 7, 12
# What is younger is told tomorrow: saved searches and collections may not have found it yet.
SETTLES = timedelta(minutes=30)
# After a holiday a week is told of, and not a year.
LOOKS_BACK = timedelta(days=7)

Why = Literal["asked", "named", "check", "answer", "search", "person", "skill", "community", "collection"]

# Of an ask without a reason to show: who asks without a name may bring somebody in by hand.
NAMED_BY_SOMEBODY: tuple[Why, str] = ("named", "someone")

# What waits for the reader comes first; what is only new comes as it came.
RANKS: dict[Why, int] = {
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
    """Somebody whose digest is due. All that came until `told_until` was told before."""

    id: PersonId
    name: str
    email: str
    told_until: datetime


@dataclass(frozen=True, kw_only=True)
class Item:
    """A post, and why it concerns the reader: `name` is the skill, colleague, search or collection behind it."""

    why: Why
    name: str
    post: PostId
    title: str

    @property
    def reason(self) -> tuple[Why, str]:
        return self.why, self.name


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Whether somebody wants a digest, and where it goes."""

    is_wanted: bool
    email: str


def due() -> tuple[Reader, ...]:
    """Return whose morning it is and who was told nothing today, of all who are here and want a digest."""
    now = clock.now()
    rows = read(
        """
        MATCH (person:Person)
        WHERE person.state = 'active' AND coalesce(person.wants_digest, true)
          AND person.email IS NOT NULL AND person.password_hash IS NOT NULL
          AND (person.away_until IS NULL OR person.away_until <= datetime($now))
        RETURN person.id AS id, person.name AS name, person.email AS email, person.told_key AS told,
               person.joined_at AS joined_at, coalesce(person.time_zone, '') AS time_zone
        """,
        now=now.isoformat(),
    )
    return tuple(_reader(row) for row in rows if _is_due(row, now))


def window_end() -> datetime:
    """Return until when a digest of now tells."""
    return clock.now() - SETTLES


def begin(reader: Reader, *, until: datetime) -> bool:
    """Note that a digest is on its way; False if another worker was quicker, or it is not wanted there any more.

    Should this machine fail before the mail is sent, what it would have told still stands on the reader's home page.
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
    """Note that the digest could not be sent, so that it is due again; unless the reader has chosen anew meanwhile."""
    write(
        "MATCH (person:Person {id: $id}) WHERE person.told_key = $until SET person.told_key = $told",
        id=reader.id,
        until=clock.key(until),
        told=clock.key(reader.told_until),
    )


def of(reader: Reader, *, until: datetime) -> tuple[Item, ...]:
    """Return what came since the last digest, as far as the reader may see it: each post once, for its first reason.

    In this order: asks, posts to check, answers, saved searches, then what is new by what they follow and know.
    Answers to one's own questions and to followed ones stand among each other, by title: where one stands must not
    tell who asked without a name.
    """
    viewer = viewers.get(reader.id)
    since = max(reader.told_until, until - LOOKS_BACK)
    items = [*_asks(viewer, since, until), *_waiting(viewer, since, until), *_news(viewer, since, until)]
    first = {item.reason: number for number, item in reversed([*enumerate(items)])}
    found = dict[PostId, Item]()
    for item in sorted(items, key=lambda one: (RANKS[one.why], first[one.reason], one.title * (one.why == "answer"))):
        found.setdefault(item.post, item)
    return tuple(found.values())


def choice(*, viewer: Viewer) -> Choice:
    """Return whether this person wants a digest, which everybody does until they say otherwise."""
    rows = read(
        """
        MATCH (person:Person {id: $viewer})
        RETURN coalesce(person.wants_digest, true) AS is_wanted, person.email AS email
        """,
        viewer=viewer.id,
    )
    return Choice(
        **only(rows, otherwise=NotFound("This person doesn't exist, or you don't have access to their profile."))
    )


def want(is_wanted: bool, *, by: PersonId) -> None:
    """Want a digest or not; twice changes nothing. What came while it was not wanted is not told later."""
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


def _is_due(row: Row, now: datetime) -> bool:
    here = ZoneInfo(row["time_zone"] or "UTC")
    is_morning = FIRST_HOUR <= now.astimezone(here).hour < LAST_HOUR
    return is_morning and _told_until(row).astimezone(here).date() < now.astimezone(here).date()


def _reader(row: Row) -> Reader:
    return Reader(id=row["id"], name=row["name"], email=row["email"], told_until=_told_until(row))


def _told_until(row: Row) -> datetime:
    """Whoever has had no digest yet was told all when they joined."""
    if row["told"] is None:
        return row["joined_at"]
    return clock.EPOCH + timedelta(microseconds=row["told"])


def _asks(viewer: Viewer, since: datetime, until: datetime) -> Iterator[Item]:
    for ask in inbox.asks(viewer=viewer):
        if since < ask.made_at <= until and ask.state == "asked":
            known = ", ".join(skill.name for skill in ask.mine)
            why, name = (
                ("named", ask.referrer.name) if ask.referrer else ("asked", known) if known else NAMED_BY_SOMEBODY
            )
            yield Item(why=why, name=name, post=ask.question, title=ask.title)


def _waiting(viewer: Viewer, since: datetime, until: datetime) -> Iterable[Item]:
    """Return posts to check, own questions with new answers of others, and what saved searches found."""
    rows = read(
        """
        MATCH (me:Person {id: $viewer})
        RETURN [(me)<-[:ASKS]-(check:Check)-[:CONCERNS]->(post:Post)
                   WHERE check.open_key > $since AND check.open_key <= $until AND post.audience IN $audiences
                   | {why: 'check', name: '', post: post.id, title: post.title}]
               + [(me)-[:ASKED]->(post:Post)<-[:ANSWERS]-(answer:Answer)
                   WHERE answer.given_at > datetime($after) AND answer.given_at <= datetime($before)
                     AND post.audience IN $audiences AND post.retired_at IS NULL
                     AND NOT EXISTS { (answer)<-[:GAVE]-(giver:Person) WHERE giver.id = $viewer }
                   | {why: 'answer', name: '', post: post.id, title: post.title}] AS own,
               COLLECT {
                   MATCH (me)-[:SAVED]->(search:SavedSearch)
                   WHERE search.is_alert
                   UNWIND search.found AS id
                   MATCH (post:Post {id: id})
                   WHERE post.posted_key > $since AND post.posted_key <= $until
                     AND post.audience IN $audiences AND post.retired_at IS NULL
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
    return [Item(**item) for row in rows for item in (*row["own"], *row["searched"])]


def _news(viewer: Viewer, since: datetime, until: datetime) -> Iterator[Item]:
    for one in news.between(since, until, viewer=viewer):
        name = "" if one.why == "answer" else one.name
        yield Item(why=one.why, name=name, post=one.card.id, title=one.card.title)
