"""Free slots: when the working hours of two people overlap, each in their own time zone. Reads no graph."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

# For people who have said nothing about their working hours.
BEGINS, ENDS = time(9), time(17)
SATURDAY = 5
STEP = timedelta(minutes=30)


@dataclass(frozen=True, kw_only=True)
class Hours:
    """When someone works: a time zone such as `Europe/Warsaw`, or empty for UTC, and times there, or `None`."""

    time_zone: str = ""
    begins: time | None = None
    ends: time | None = None

    def covers(self, starts_at: datetime, ends_at: datetime) -> bool:
        """Return whether this is within their working hours on a weekday. Working hours may go past midnight."""
        zone = ZoneInfo(self.time_zone or "UTC")
        begins, ends = self.begins or BEGINS, self.ends or ENDS
        here, there = starts_at.astimezone(zone), ends_at.astimezone(zone)
        day = here.date() if begins < ends or here.time() >= begins else here.date() - timedelta(days=1)
        opens = datetime.combine(day, begins, zone)
        closes = datetime.combine(day if begins < ends else day + timedelta(days=1), ends, zone)
        return day.weekday() < SATURDAY and opens <= here and there <= closes


def free(one: Hours, other: Hours, *, after: datetime, minutes: int, days: int = 14, most: int = 5) -> list[datetime]:
    """Return the next moments, at most one a day, at which both work for so many minutes. All times are UTC.

    Begins the day after `after`, so that both have time to see it. Empty if their working hours never overlap.
    """
    found: dict[object, datetime] = {}
    for moment in _half_hours(after, days):
        if len(found) == most:
            break
        ends_at = moment + timedelta(minutes=minutes)
        if one.covers(moment, ends_at) and other.covers(moment, ends_at):
            found.setdefault(moment.date(), moment)
    return list(found.values())


def _half_hours(after: datetime, days: int) -> Iterator[datetime]:
    begins = after.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    for number in range(days * 48):
        yield begins + number * STEP
