"""Days that a coach chooses, as keys of their moments in UTC."""

from datetime import UTC, date, datetime, timedelta

from graph import clock


def first_moment(day: date) -> int:
    """Return the key of the first moment of a day."""
    return clock.key(datetime.fromisoformat(clock.midnight(day)))


def end(day: date | None) -> int:
    """Return the key of the end of a day. Without a day, the future has no end."""
    return first_moment(day + timedelta(days=1)) if day else clock.FAR_FUTURE


def last_day(ends_key: int) -> date | None:
    """Return the last day before this key, `None` if there is no end."""
    return day_of(ends_key - 1) if ends_key < clock.FAR_FUTURE else None


def day_of(key: int) -> date:
    """Return the day of a key."""
    return (clock.EPOCH + timedelta(microseconds=key)).astimezone(UTC).date()
