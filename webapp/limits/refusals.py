"""Who ran into a limit, for the people who run the site. It is kept in the queue's store for a week."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol, cast

from limits.errors import StorageError
from limits.storage import Storage, storage_from_string

from graph import clock

DAYS = 7
DAY_SECONDS = 24 * 60 * 60
KEY = "guildhall:refusals:{day}"
PATIENCE_SECONDS = 0.3
# Instead of a person who did it without their name.
NAMELESS = "nameless"


class Client(Protocol):
    """What we use of the store beyond counting."""

    def hincrby(self, name: str, key: str, amount: int) -> int: ...
    def hgetall(self, name: str) -> dict[bytes, bytes]: ...
    def expire(self, name: str, time: int) -> object: ...


class _Stored(Protocol):
    """A way to count that is in a store with more abilities."""

    storage: Client


@dataclass(frozen=True, kw_only=True)
class Refusals:
    """How often a person was refused one kind of thing in the past week. `person` is their id, or `NAMELESS`."""

    kind: str
    person: str
    times: int


def opened(queue_url: str) -> Storage:
    """Return the store in which everything is counted. It is not asked yet."""
    address = queue_url.replace("redis+socket://", "redis+unix://")
    patience = {"socket_timeout": PATIENCE_SECONDS, "socket_connect_timeout": PATIENCE_SECONDS}
    return cast(Storage, storage_from_string(address, wrap_exceptions=True, **patience))  # pyright: ignore[reportArgumentType]


def note(kind: str, person: str, *, store: Storage) -> int:
    """Count a refusal, and return how many there were today. Raises `StorageError`."""
    client, today = cast(_Stored, store).storage, KEY.format(day=clock.now().date())
    try:
        times = client.hincrby(today, f"{kind} {person}", 1)
        client.expire(today, (DAYS + 1) * DAY_SECONDS)
    except store.base_exceptions as away:
        raise StorageError(away) from away
    return times


def of_the_week(store: Storage) -> tuple[Refusals, ...]:
    """Return the refusals of the past week, most first. Raises `StorageError`."""
    client, today = cast(_Stored, store).storage, clock.now().date()
    total = Counter[str]()
    try:
        for ago in range(DAYS):
            found = client.hgetall(KEY.format(day=today - timedelta(days=ago)))
            total.update({name.decode(): int(times) for name, times in found.items()})
    except store.base_exceptions as away:
        raise StorageError(away) from away
    parts = ((name.partition(" "), times) for name, times in total.most_common())
    return tuple(Refusals(kind=kind, person=person, times=times) for (kind, _, person), times in parts)
