"""What concerns people about a booking in office hours: it was made or cancelled, or it is near."""

from datetime import datetime

from graph import clock
from graph.driver import read
from graph.ids import BookingId
from graph.notifications.concerns import Concern
from graph.rows import read_as


def on_booking(id: BookingId, *, since: datetime) -> tuple[Concern, ...]:
    """Return what happened to a booking since then, for the two of them but the one who did it."""
    return read_as(
        Concern,
        """
        MATCH (booking:Booking {id: $id})<-[:BOOKED]-(learner:Person)
        WITH booking, [
            {what: 'booked', by: learner.id, at: CASE booking.state WHEN 'booked' THEN booking.booked_key END},
            {what: 'near', by: '', at: CASE booking.state WHEN 'booked' THEN booking.soon_key END},
            {what: 'freed', by: booking.cancelled_by, at: booking.cancelled_key}
        ] AS found
        UNWIND found AS one
        MATCH (booking)<-[:BOOKED|RECEIVES]-(person:Person)
        WHERE one.at > $since AND person.id <> one.by
          AND person.state = 'active' AND person.password_hash IS NOT NULL
        RETURN 'mentoring' AS kind, booking.id AS thing, null AS post, person.id AS person,
               one.at / 1000 AS at, one.what AS what
        """,
        id=id,
        since=clock.key(since),
    )


def changed_bookings(*, since: datetime) -> tuple[BookingId, ...]:
    """Return the bookings that were made, cancelled or reminded of since then."""
    rows = read(
        "MATCH (booking:Booking) WHERE booking.changed_key >= $since RETURN booking.id AS id", since=clock.key(since)
    )
    return tuple(BookingId(row["id"]) for row in rows)
