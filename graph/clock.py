"""What time it is, and the whole numbers by which ordered lists are kept."""

from datetime import UTC, datetime, timedelta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def now() -> datetime:
    """Return the present moment, in UTC. Tests put another clock here."""
    return datetime.now(UTC)


def key(moment: datetime) -> int:
    """Return microseconds since 1970. Lists are ordered by such a key because an index can be walked along it."""
    return (moment - EPOCH) // timedelta(microseconds=1)


def moment(milliseconds: int) -> datetime:
    """Return the moment that lies so many milliseconds after the beginning of 1970."""
    return EPOCH + timedelta(milliseconds=milliseconds)


# Above every key of a real moment: where a list begins, newest first.
FAR_FUTURE = key(datetime(9999, 1, 1, tzinfo=UTC))
