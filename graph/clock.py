"""What time it is, and the whole numbers that order lists."""

from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

_put_back: ContextVar[datetime | None] = ContextVar("_put_back", default=None)


def now() -> datetime:
    """Return the current time in UTC. Tests replace this clock."""
    return _put_back.get() or datetime.now(UTC)


@contextmanager
def put_back(to: datetime) -> Generator[None]:
    """Stop the clock at an earlier moment for what happens inside. Only the demo does this, to have a past."""
    before = _put_back.set(to)
    try:
        yield
    finally:
        _put_back.reset(before)


def key(moment: datetime) -> int:
    """Return microseconds since 1970. Lists are ordered by such a key because the engine can walk its index."""
    return (moment - EPOCH) // timedelta(microseconds=1)


def moment(milliseconds: int) -> datetime:
    """Return the moment this many milliseconds after the beginning of 1970."""
    return EPOCH + timedelta(milliseconds=milliseconds)


def midnight(day: date) -> str:
    """Return the first moment of a day, in UTC, as statements take it. The graph has moments only."""
    return f"{day.isoformat()}T00:00:00+00:00"


# Higher than the key of any real moment. A list with the newest first begins here.
FAR_FUTURE = key(datetime(9999, 1, 1, tzinfo=UTC))
