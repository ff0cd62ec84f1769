"""When people work: their time zone and hours, and the hours that two of them share."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from graph.ids import PersonId
from graph.rows import read_as

MINUTES = 24 * 60
# A shorter overlap is no time to meet.
LEAST_MINUTES = 60


@dataclass(frozen=True, kw_only=True)
class WorkingTime:
    """A time zone, and working hours such as 09:00 in it. Each is empty if it isn't known."""

    zone: str = ""
    begins: str = ""
    ends: str = ""

    def clock(self, at: datetime) -> float | None:
        """Return how many hours this zone is ahead of UTC at this moment, or `None` if it isn't known."""
        if not self.zone:
            return None
        return (at.astimezone(ZoneInfo(self.zone)).utcoffset() or timedelta(0)) / timedelta(hours=1)

    def minutes(self, at: datetime) -> frozenset[int]:
        """Return the working minutes of a day in UTC, also those across midnight. Empty if they aren't known."""
        ahead = self.clock(at)
        if ahead is None or not self.begins:
            return frozenset()
        begins, ends = _minute(self.begins), _minute(self.ends)
        length = (ends - begins) % MINUTES
        first = begins - round(ahead * 60)
        return frozenset((first + one) % MINUTES for one in range(length))


@dataclass(frozen=True, kw_only=True)
class Shared:
    """Hours of a working day that two people share, such as 09:00 to 12:00 in the time zone of the first."""

    begins: str
    ends: str


@dataclass(frozen=True, kw_only=True)
class _Row:
    id: PersonId
    time: WorkingTime


def of(*people: PersonId) -> tuple[WorkingTime, ...]:
    """Return when these people work, from their profiles and in this order. Nothing is known of unknown people."""
    rows = read_as(
        _Row,
        """
        UNWIND $people AS id
        MATCH (person:Person {id: id})
        RETURN id, {{person is working}} AS time
        """,
        people=list(people),
    )
    found = {row.id: row.time for row in rows}
    return tuple(found.get(person, WorkingTime()) for person in people)


def shared(one: WorkingTime, other: WorkingTime, *, at: datetime) -> Shared | None:
    """Return the longest stretch in which both work, in the time of the first. `None` if it is under an hour."""
    both = one.minutes(at) & other.minutes(at)
    if len(both) < LEAST_MINUTES:
        return None
    starts = [minute for minute in both if (minute - 1) % MINUTES not in both] or [min(both)]
    first, length = max(((start, _length(start, both)) for start in sorted(starts)), key=lambda found: found[1])
    if length < LEAST_MINUTES:
        return None
    local = first + round((one.clock(at) or 0) * 60)
    return Shared(begins=_time(local), ends=_time(local + length))


def _length(start: int, both: frozenset[int]) -> int:
    return next((length for length in range(1, MINUTES) if (start + length) % MINUTES not in both), MINUTES)


def _minute(time: str) -> int:
    hours, minutes = time.split(":")
    return int(hours) * 60 + int(minutes)


def _time(minute: int) -> str:
    return f"{minute // 60 % 24:02}:{minute % 60:02}"
