"""What becomes due in office hours: bookings whose mentor can't come are cancelled, and people are reminded.

graph/notifications/office_hours_concerns.py tells people what is noted here.
"""

from graph import clock
from graph.driver import write
from graph.ids import BookingId


def release() -> tuple[BookingId, ...]:
    """Cancel bookings ahead whose mentor has left, is away or suspended then or ended the hours, and return them.

    The same if the learner has left.
    """
    now = clock.now()
    rows = write(
        """
        MATCH (booking:Booking)
        WHERE booking.ahead_key > $key
        MATCH (booking)-[:AT]->(hours:OfficeHours)
        MATCH (booking)<-[:RECEIVES]-(mentor:Person)
        MATCH (booking)<-[:BOOKED]-(learner:Person)
        WITH booking, hours, mentor, learner
        WHERE booking.state = 'booked'
          AND (hours.state = 'ended' OR mentor.state <> 'active' OR learner.state <> 'active'
               OR (mentor.away_until IS NOT NULL AND booking.starts_at < mentor.away_until)
               OR (mentor.suspended_until IS NOT NULL AND booking.starts_at < mentor.suspended_until))
        SET booking.state = 'cancelled', booking.sequence = booking.sequence + 1,
            booking.cancelled_by = CASE learner.state WHEN 'active' THEN mentor.id ELSE learner.id END,
            booking.cancelled_key = $key, booking.changed_key = $key
        REMOVE booking.key, booking.ahead_key, booking.remind_key
        RETURN booking.id AS id
        """,
        key=clock.key(now),
    )
    return tuple(BookingId(row["id"]) for row in rows)


def remind() -> tuple[BookingId, ...]:
    """Note the bookings that begin within a day, each once, and return them."""
    now = clock.now()
    rows = write(
        """
        MATCH (booking:Booking)
        WHERE booking.remind_key <= $key
        SET booking.soon_key = CASE WHEN booking.ahead_key > $key THEN $key END, booking.changed_key = $key
        REMOVE booking.remind_key
        RETURN booking.id AS id
        """,
        key=clock.key(now),
    )
    return tuple(BookingId(row["id"]) for row in rows)
