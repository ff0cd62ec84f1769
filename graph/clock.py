"""What time it is, and the whole numbers that order lists."""

from datetime import UTC, datetime, timedelta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def now() -> datetime:
    """Return the current time in UTC. Tests replace this clock."""
    return datetime.now(UTC)


def key(moment: datetime) -> int:
    """Return microseconds since 1970. Lists are ordered by such a key because the engine can walk its index."""
    return (moment - EPOCH) // timedelta(microseconds=1)


def moment(milliseconds: int) -> datetime:
    """Return the moment this many milliseconds after the beginning of 1970."""
    return EPOCH + timedelta(milliseconds=milliseconds)


# Higher than the key of any real moment. A list with the newest first begins here.
FAR_FUTURE = key(datetime(9999, 1, 1, tzinfo=UTC))
