"""Bookings: a slot in someone's office hours that a learner took. Only the two of them know of it.

A booking has a `key` (mentor and moment) and an `ahead_key` only while it is booked, so a slot is taken once, and is
free again when either of them cancels. graph/office_hours/taking.py books.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from graph import clock
from graph.cards import Author, SkillTag
from graph.driver import only, write
from graph.errors import Conflict, NotFound, refuse_if_any
from graph.ids import BookingId
from graph.mentorships.feedback import Helped, problem_of
from graph.mentorships.mentorships import Role
from graph.mentorships.sessions import Invited
from graph.rows import read_as
from graph.viewers import Viewer

# How long a booking stays on the page after it, so that the learner can say whether it helped.
SHOWN_AFTER = timedelta(days=14)

BookingState = Literal["booked", "cancelled"]

NOT_YOURS = NotFound("This booking doesn't exist, or you aren't part of it.")


@dataclass(frozen=True, kw_only=True)
class Booking:
    """A booking of the viewer, who has the `role` in it, and the other person. `helped` is the learner's to see.

    Calendars know it by `id`, and `sequence` grows with each change.
    """

    id: BookingId
    role: Role
    other: Author
    starts_at: datetime
    ends_at: datetime
    words: str
    skill: SkillTag | None
    link: str
    state: BookingState
    sequence: int
    helped: Helped | None

    @property
    def is_over(self) -> bool:
        return self.ends_at < clock.now()

    @property
    def has_begun(self) -> bool:
        return self.starts_at <= clock.now()

    @property
    def minutes(self) -> int:
        return (self.ends_at - self.starts_at) // timedelta(minutes=1)


def cancel(id: BookingId, *, by: Viewer) -> None:
    """Cancel a booking before it begins. Either of the two may, without a reason; the slot is free again.

    Twice changes nothing. Raises `NotFound` for others, and `Conflict` once it has begun.
    """
    now = clock.now()
    rows = write(
        """
        MATCH (me:Person {id: $by})-[:BOOKED|RECEIVES]->(booking:Booking)
        WHERE booking.id = $id
        // Writing before looking takes the lock, so that calendars learn of one change.
        SET booking.changed_key = $key
        WITH booking
        WHERE booking.state = 'booked' AND booking.starts_at > datetime($now)
        SET booking.state = 'cancelled', booking.sequence = booking.sequence + 1, booking.cancelled_by = $by,
            booking.cancelled_key = $key
        REMOVE booking.key, booking.ahead_key, booking.remind_key
        RETURN booking.id AS id
        """,
        id=id,
        by=by.id,
        now=now.isoformat(),
        key=clock.key(now),
    )
    if not rows and get(id, viewer=by).state == "booked":
        raise Conflict("This has begun already.")


def say(id: BookingId, helped: str, *, by: Viewer) -> None:
    """Say whether it helped, once it is over. Only the learner can, and only counts show it. Twice replaces it."""
    refuse_if_any({"helped": problem_of(helped)})
    now = clock.now()
    rows = write(
        """
        MATCH (me:Person {id: $by})-[:BOOKED]->(booking:Booking)
        WHERE booking.id = $id AND booking.state = 'booked' AND booking.ends_at <= datetime($now)
        SET booking.helped = $helped, booking.said_key = $key
        RETURN booking.id AS id
        """,
        id=id,
        by=by.id,
        helped=helped,
        now=now.isoformat(),
        key=clock.key(now),
    )
    only(rows, otherwise=NotFound("This booking doesn't exist, isn't yours, or isn't over."))


def mine(*, viewer: Viewer) -> tuple[Booking, ...]:
    """Return the viewer's bookings ahead, soonest first, and then those of two weeks ago at most, latest first."""
    now = clock.now()
    found = [one for one in _of(viewer) if one.state == "booked" and one.ends_at > now - SHOWN_AFTER]
    ahead = sorted((one for one in found if not one.is_over), key=lambda one: one.starts_at)
    over = sorted((one for one in found if one.is_over), key=lambda one: one.starts_at, reverse=True)
    return (*ahead, *over)


def get(id: BookingId, *, viewer: Viewer) -> Booking:
    """Return a booking, also one that was cancelled. Raises `NotFound` for everyone who isn't part of it."""
    return only(list(_of(viewer, id)), otherwise=NOT_YOURS)


def invited(id: BookingId, *, viewer: Viewer) -> tuple[Invited, ...]:
    """Return the two of a booking as a calendar shows them. Empty for everyone who isn't part of it."""
    return read_as(
        Invited,
        """
        MATCH (me:Person {id: $viewer})-[:BOOKED|RECEIVES]->(booking:Booking)
        WHERE booking.id = $id
        MATCH (booking)<-[:BOOKED|RECEIVES]-(person:Person)
        RETURN {{person is named}} AS person, person.email AS email, coalesce(person.time_zone, '') AS time_zone
        """,
        id=id,
        viewer=viewer.id,
    )


def _of(viewer: Viewer, id: BookingId | None = None) -> tuple[Booking, ...]:
    return read_as(
        Booking,
        """
        MATCH (me:Person {id: $viewer})-[mine:BOOKED|RECEIVES]->(booking:Booking)
        WHERE $id IS NULL OR booking.id = $id
        MATCH (booking)<-[:BOOKED|RECEIVES]-(person:Person)
        WHERE person.id <> $viewer
        MATCH (booking)-[:AT]->(hours:OfficeHours)
        RETURN booking.id AS id,
               CASE type(mine) WHEN 'RECEIVES' THEN 'mentor' ELSE 'learner' END AS role,
               {{person is named}} AS other,
               booking.starts_at AS starts_at,
               booking.ends_at AS ends_at,
               booking.words AS words,
               [(booking)-[:IN_SKILL]->(skill:Skill) | {slug: skill.slug, name: skill.name}][0] AS skill,
               hours.link AS link,
               booking.state AS state,
               booking.sequence AS sequence,
               CASE type(mine) WHEN 'BOOKED' THEN booking.helped END AS helped
        """,
        viewer=viewer.id,
        id=id,
    )
