"""What each person chose to hear, by which channel, and when."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from graph import clock
from graph.driver import only, write
from graph.errors import NotFound, refuse_if_any
from graph.ids import PersonId
from graph.notifications.kinds import ALL, CHANNELS, KINDS, Channel, NotificationKind, StopKind, includes
from graph.rows import read_as
from graph.viewers import Viewer

# Someone who opened a page this recently sees their inbox. They get mail only about what they haven't read by then.
ONLINE = timedelta(minutes=5)
NEXT_CHANNEL_AFTER = timedelta(hours=2)
# The rest of a busy day waits for the digest, except asks, which run out.
MAILS_A_DAY = 4
PUSHES_A_DAY = 10
# What is older was missed while something was away. The inbox and the digest have it.
TOO_OLD_TO_MAIL = timedelta(days=1)

DIGEST: Channel = "digest"

QUIET_FROM, QUIET_UNTIL = "20:00", "07:00"
# Quiet hours that begin and end at the same time are none.
NEVER = "00:00"


@dataclass(frozen=True, kw_only=True)
class Choices:
    """By which channel someone hears of each kind, and the hours without mail in their time zone.

    `language` is the tag of the language of their letters; empty for the one that their browser asks for.
    Raises `Invalid` for what can't be chosen.
    """

    channels: Mapping[NotificationKind, Channel] = field(default_factory=dict[NotificationKind, Channel])
    quiet_from: str = QUIET_FROM
    quiet_until: str = QUIET_UNTIL
    language: str = ""

    def __post_init__(self) -> None:
        refuse_if_any(
            {
                "quiet_from": _time_problem(self.quiet_from),
                "quiet_until": _time_problem(self.quiet_until),
                **{kind: _channel_problem(kind, channel) for kind, channel in self.channels.items()},
            }
        )

    @property
    def is_quiet(self) -> bool:
        return self.quiet_from != self.quiet_until

    def channel(self, kind: NotificationKind) -> Channel:
        return self.channels.get(kind, KINDS[kind].channel)


@dataclass(frozen=True, kw_only=True)
class Recipient:
    """Someone to tell: what they chose, whether they are on the site now, and how much they had in a day.

    `has_device` if a browser shows them notifications while no page is open; `pushed` is how many it showed.
    """

    id: PersonId
    choices: Choices
    time_zone: str
    has_email: bool
    has_device: bool
    is_online: bool
    mailed: int
    pushed: int

    def push_at(self, kind: NotificationKind, *, at: datetime, now: datetime) -> datetime | None:
        """Return when to show something that happened `at` on their devices, or `None` if it isn't to be shown.

        The inbox comes first: people who are online are shown it two hours later, if they still haven't read it.
        """
        is_enough = self.pushed >= PUSHES_A_DAY and kind != "asked"
        if not self.has_device or is_enough or not self._wants_now(kind, at, now):
            return None
        return self._after_quiet_hours(now + NEXT_CHANNEL_AFTER if self.is_online else now)

    def mail_at(self, kind: NotificationKind, *, at: datetime, now: datetime) -> datetime | None:
        """Return when to mail them about something that happened `at`, or `None` if no mail is due.

        The inbox and their devices come first: people who are online, or whose device shows it, get mail two hours
        later, if they still haven't read it.
        """
        too_many = self.mailed >= MAILS_A_DAY and kind != "asked"
        if not self.has_email or too_many or not self._wants_now(kind, at, now):
            return None
        shown = self.push_at(kind, at=at, now=now)
        first = shown or now
        return self._after_quiet_hours(first + NEXT_CHANNEL_AFTER if shown or self.is_online else first)

    def _wants_now(self, kind: NotificationKind, at: datetime, now: datetime) -> bool:
        return self.choices.channel(kind) == "mail" and at >= now - TOO_OLD_TO_MAIL

    def _after_quiet_hours(self, at: datetime) -> datetime:
        begin, end = time.fromisoformat(self.choices.quiet_from), time.fromisoformat(self.choices.quiet_until)
        here = at.astimezone(ZoneInfo(self.time_zone or "UTC"))
        over_midnight = begin > end
        late, early = here.time() >= begin, here.time() < end
        if not ((late or early) if over_midnight else (late and early)):
            return at
        morning = here.replace(hour=end.hour, minute=end.minute, second=0, microsecond=0)
        return (morning + timedelta(days=1) if over_midnight and late else morning).astimezone(at.tzinfo)


@dataclass(frozen=True, kw_only=True)
class _Row:
    id: PersonId
    channels: tuple[str, ...]
    quiet_from: str
    quiet_until: str
    language: str
    time_zone: str
    has_email: bool
    has_device: bool
    is_online: bool
    mailed: int
    pushed: int


def of(ids: Collection[PersonId]) -> dict[PersonId, Recipient]:
    """Return these people with what they chose."""
    now = clock.now()
    rows = read_as(
        _Row,
        """
        UNWIND $ids AS id
        MATCH (person:Person {id: id})
        RETURN person.id AS id,
               coalesce(person.channels, []) AS channels,
               coalesce(person.quiet_from, $quiet_from) AS quiet_from,
               coalesce(person.quiet_until, $quiet_until) AS quiet_until,
               coalesce(person.letter_language, '') AS language,
               coalesce(person.time_zone, '') AS time_zone,
               person.email IS NOT NULL AS has_email,
               EXISTS {
                   MATCH (person)<-[:OF]-(session:Session)
                   WHERE session.push_endpoint IS NOT NULL AND session.expires_at > datetime($now)
               } AS has_device,
               EXISTS { (person)<-[:OF]-(session:Session) WHERE session.used_at > datetime($online) } AS is_online,
               COUNT { (person)<-[:TELLS|TOLD]-(one:Notification) WHERE one.mailed_at > datetime($day) } AS mailed,
               COUNT { (person)<-[:TELLS|TOLD]-(one:Notification) WHERE one.pushed_at > datetime($day) } AS pushed
        """,
        ids=list(ids),
        quiet_from=QUIET_FROM,
        quiet_until=QUIET_UNTIL,
        now=now.isoformat(),
        online=(now - ONLINE).isoformat(),
        day=(now - timedelta(days=1)).isoformat(),
    )
    return {
        row.id: Recipient(
            id=row.id,
            choices=_choices(row),
            time_zone=row.time_zone,
            has_email=row.has_email,
            has_device=row.has_device,
            is_online=row.is_online,
            mailed=row.mailed,
            pushed=row.pushed,
        )
        for row in rows
    }


def chosen(*, viewer: Viewer) -> Choices:
    """Return what this person chose."""
    found = of([viewer.id])
    return only(list(found.values()), otherwise=NotFound("This person doesn't exist.")).choices


def choose(choices: Choices, *, by: PersonId) -> None:
    """Store what this person wants to hear."""
    write(
        """
        MATCH (person:Person {id: $by})
        SET person.channels = $channels, person.quiet_from = $quiet_from, person.quiet_until = $quiet_until,
            person.letter_language = $language
        """,
        by=by,
        channels=[f"{kind} {channel}" for kind, channel in choices.channels.items()],
        quiet_from=choices.quiet_from,
        quiet_until=choices.quiet_until,
        language=choices.language or None,
    )


def stop_mail(kind: StopKind, *, by: PersonId) -> None:
    """Leave what this person is told of one kind, or of all, in their inbox and digest. Twice changes nothing."""
    person = of([by]).get(by)
    if person:
        kinds = KINDS if kind == ALL else (kind,)
        stopped = [one for one in kinds if includes(person.choices.channel(one), "mail")]
        channels: dict[NotificationKind, Channel] = dict(person.choices.channels)
        choose(replace(person.choices, channels=channels | dict.fromkeys(stopped, DIGEST)), by=by)


def _choices(row: _Row) -> Choices:
    stored = dict(one.split(" ") for one in row.channels)
    return Choices(
        # A kind that a later version no longer has is left out.
        channels={kind: channel for kind in KINDS for channel in CHANNELS if stored.get(kind) == channel},
        quiet_from=row.quiet_from,
        quiet_until=row.quiet_until,
        language=row.language,
    )


def _time_problem(typed: str) -> str | None:
    try:
        time.fromisoformat(typed)
    except ValueError:
        return "Enter a time, such as 20:00."
    return None


def _channel_problem(kind: NotificationKind, channel: Channel) -> str | None:
    is_enough = CHANNELS.index(channel) >= CHANNELS.index(KINDS[kind].least)
    return None if is_enough else "This stays in your inbox, because others wait for you."
