"""Meetings of a circle: its owner plans them, moves them or cancels them, and everyone in it has them in a calendar."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from graph import clock
from graph.driver import only, write
from graph.errors import Invalid, NotFound, refuse_if_any
from graph.ids import CircleId, CircleMeetingId, new_id
from graph.mentorships.reminders import SESSION_HOURS
from graph.mentorships.sessions import LATEST, LONGEST_MINUTES, SHORTEST_MINUTES
from graph.rows import read_as
from graph.viewers import Viewer

MOST_MEETINGS = 60
# Letters bring into calendars what changed so lately.
LOOKS_BACK = timedelta(days=7)

MeetingState = Literal["agreed", "cancelled"]

NOT_OPEN = NotFound("This meeting doesn't exist, was cancelled, or you aren't part of it.")
NOT_LED = NotFound("This meeting doesn't exist, is over or was cancelled, or you don't lead the circle.")


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """A meeting of a circle. Calendars know it by `id`, and `sequence` grows with each change."""

    id: CircleMeetingId
    starts_at: datetime
    minutes: int
    state: MeetingState
    sequence: int

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def is_over(self) -> bool:
        return self.ends_at < clock.now()


@dataclass(frozen=True, kw_only=True)
class Invitation:
    """A meeting as it is in a calendar. It names nobody, because calendars may be open to others."""

    meeting: Meeting
    circle: CircleId
    title: str
    link: str


def of(id: CircleId, *, viewer: Viewer) -> tuple[Meeting, ...]:
    """Return the meetings of a circle of the viewer that weren't cancelled, in order of time. Empty for others."""
    return read_as(
        Meeting,
        """
        MATCH (me:Person {id: $viewer})-[:LEADS|TAKES_PART_IN]->(circle:Circle)
        WHERE circle.id = $id
        MATCH (circle)<-[:OF]-(meeting:CircleMeeting)
        WHERE meeting.state <> 'cancelled'
        RETURN DISTINCT meeting.id AS id, meeting.starts_at AS starts_at, meeting.minutes AS minutes,
               meeting.state AS state, meeting.sequence AS sequence
        ORDER BY starts_at
        """,
        viewer=viewer.id,
        id=id,
    )


def add(id: CircleId, starts_at: datetime | None, *, minutes: int, by: Viewer) -> CircleMeetingId:
    """Add a meeting. Only the owner may.

    Raises `NotFound` for others and after the end, and `Invalid` for a time or a length that is out of bounds.
    """
    at = _possible(starts_at, minutes)
    rows = write(
        """
        MATCH (circle:Circle {id: $id})<-[:LEADS]-(me:Person)
        WHERE me.id = $by AND circle.state = 'running'
          AND COUNT { (circle)<-[:OF]-(:CircleMeeting) } < $most
        CREATE (meeting:CircleMeeting {id: $new, minutes: $minutes, state: 'agreed', sequence: 0, what: 'added',
                                       changed_by: $by, changed_key: $key})
        SET meeting.starts_at = datetime($at), circle.changed_key = $key
        CREATE (meeting)-[:OF]->(circle)
        RETURN meeting.id AS id
        """,
        id=id,
        by=by.id,
        new=new_id(),
        at=at.isoformat(),
        minutes=minutes,
        most=MOST_MEETINGS,
        key=clock.key(clock.now()),
    )
    return CircleMeetingId(only(rows, otherwise=NOT_LED)["id"])


def move(id: CircleMeetingId, to: datetime | None, *, by: Viewer) -> CircleId:
    """Move a meeting that isn't over, and return its circle. Only the owner may. Raises as `add` does."""
    at, now = _possible(to, SHORTEST_MINUTES), clock.now()
    rows = write(
        """
        MATCH (meeting:CircleMeeting {id: $id})-[:OF]->(circle:Circle)<-[:LEADS]-(me:Person)
        WHERE me.id = $by AND circle.state = 'running'
          AND meeting.state = 'agreed' AND meeting.starts_at > datetime($now)
        SET meeting.starts_at = datetime($at), meeting.sequence = meeting.sequence + 1, meeting.what = 'moved',
            meeting.changed_by = $by, meeting.changed_key = $key, circle.changed_key = $key
        RETURN circle.id AS id
        """,
        id=id,
        by=by.id,
        at=at.isoformat(),
        now=now.isoformat(),
        key=clock.key(now),
    )
    return CircleId(only(rows, otherwise=NOT_LED)["id"])


def cancel(id: CircleMeetingId, *, by: Viewer) -> CircleId:
    """Cancel a meeting, and return its circle. Only the owner may. Twice changes nothing. Raises `NotFound`."""
    rows = write(
        """
        MATCH (meeting:CircleMeeting {id: $id})-[:OF]->(circle:Circle)<-[:LEADS]-(me:Person)
        WHERE me.id = $by AND (meeting.state = 'cancelled' OR meeting.starts_at > datetime($now))
        SET meeting.sequence = CASE meeting.state WHEN 'cancelled' THEN meeting.sequence ELSE meeting.sequence + 1 END,
            meeting.changed_key = CASE meeting.state WHEN 'cancelled' THEN meeting.changed_key ELSE $key END,
            meeting.state = 'cancelled', meeting.what = 'cancelled', meeting.changed_by = $by,
            circle.changed_key = $key
        RETURN circle.id AS id
        """,
        id=id,
        by=by.id,
        now=clock.now().isoformat(),
        key=clock.key(clock.now()),
    )
    return CircleId(only(rows, otherwise=NOT_LED)["id"])


def changed(id: CircleId, *, viewer: Viewer) -> tuple[Invitation, ...]:
    """Return the meetings to come of a circle of the viewer that were added, moved or cancelled in the last week.

    At most ten, in order of time. None for others.
    """
    now = clock.now()
    return read_as(
        Invitation,
        """
        MATCH (me:Person {id: $viewer})-[:LEADS|TAKES_PART_IN]->(circle:Circle)
        WHERE circle.id = $id
        MATCH (circle)<-[:OF]-(meeting:CircleMeeting)
        WHERE meeting.what IS NOT NULL AND meeting.changed_key > $since AND meeting.starts_at > datetime($now)
        WITH DISTINCT circle, meeting
        ORDER BY meeting.starts_at
        LIMIT 10
        RETURN {id: meeting.id, starts_at: meeting.starts_at, minutes: meeting.minutes, state: meeting.state,
                sequence: meeting.sequence} AS meeting,
               circle.id AS circle,
               circle.title AS title,
               circle.link AS link
        """,
        viewer=viewer.id,
        id=id,
        since=clock.key(now - LOOKS_BACK),
        now=now.isoformat(),
    )


def invitation(id: CircleMeetingId, *, viewer: Viewer) -> Invitation:
    """Return a meeting as a calendar shows it. Raises `NotFound` for everyone who isn't in the circle."""
    found = read_as(
        Invitation,
        """
        MATCH (meeting:CircleMeeting {id: $id})-[:OF]->(circle:Circle)
        WHERE EXISTS { (circle)<-[:LEADS|TAKES_PART_IN]-(me:Person) WHERE me.id = $viewer }
        RETURN {id: meeting.id, starts_at: meeting.starts_at, minutes: meeting.minutes, state: meeting.state,
                sequence: meeting.sequence} AS meeting,
               circle.id AS circle,
               circle.title AS title,
               circle.link AS link
        """,
        id=id,
        viewer=viewer.id,
    )
    return only(found, otherwise=NOT_OPEN)


def remind() -> tuple[CircleId, ...]:
    """Note which meetings are within a day, each once for each time, and return their circles."""
    now = clock.now()
    rows = write(
        """
        MATCH (meeting:CircleMeeting {state: 'agreed'})-[:OF]->(circle:Circle)
        WHERE circle.state = 'running'
          AND meeting.starts_at > datetime($now) AND meeting.starts_at <= datetime($soon)
          // Moved, it is told again.
          AND (meeting.soon_for IS NULL OR meeting.soon_for <> meeting.starts_at)
        SET meeting.soon_key = $key, meeting.soon_for = meeting.starts_at, circle.changed_key = $key
        RETURN DISTINCT circle.id AS id
        """,
        now=now.isoformat(),
        soon=(now + timedelta(hours=SESSION_HOURS)).isoformat(),
        key=clock.key(now),
    )
    return tuple(CircleId(row["id"]) for row in rows)


def _possible(at: datetime | None, minutes: int) -> datetime:
    """Return the time. Raises `Invalid` for none, one that is over or a year away, and a length out of bounds."""
    now = clock.now()
    has_length = SHORTEST_MINUTES <= minutes <= LONGEST_MINUTES
    refuse_if_any(
        {"minutes": None if has_length else f"Enter a length from {SHORTEST_MINUTES} to {LONGEST_MINUTES} minutes."}
    )
    if at is None or not now < at < now + LATEST:
        raise Invalid(starts_at="Enter a date and a time that are still to come, within a year.")
    return at
