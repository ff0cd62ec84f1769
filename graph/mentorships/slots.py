"""Free slots: when the working hours of two people overlap, each in their own time zone."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from graph.mentorships.working_time import WorkingTime

# For people who have said nothing about their working hours.
BEGINS, ENDS = "09:00", "17:00"
SATURDAY = 5
STEP = timedelta(minutes=30)
STEPS_OF_A_DAY = 48


def free(
    one: WorkingTime, other: WorkingTime, *, after: datetime, minutes: int, days: int = 14, most: int = 5
) -> tuple[datetime, ...]:
    """Return the next moments, at most one a day, at which both work for so many minutes. All times are UTC.

    Begins the day after `after`, so that both have time to see it. Empty if their working hours never overlap.
    """
    found = dict[date, datetime]()
    for moment in _half_hours(after, days):
        ends_at = moment + timedelta(minutes=minutes)
        if is_working(one, moment, ends_at) and is_working(other, moment, ends_at):
            found.setdefault(moment.date(), moment)
    return tuple(found.values())[:most]


def is_working(who: WorkingTime, starts_at: datetime, ends_at: datetime) -> bool:
    """Return whether this is within their working hours, on a day that begins on a weekday.

    Working hours may go past midnight.
    """
    zone = ZoneInfo(who.zone or "UTC")
    begins, ends = time.fromisoformat(who.begins or BEGINS), time.fromisoformat(who.ends or ENDS)
    here, there = starts_at.astimezone(zone), ends_at.astimezone(zone)
    goes_past_midnight = ends <= begins
    day = here.date() - timedelta(days=1) if goes_past_midnight and here.time() < begins else here.date()
    opens = datetime.combine(day, begins, zone)
    closes = datetime.combine(day + timedelta(days=goes_past_midnight), ends, zone)
    return day.weekday() < SATURDAY and opens <= here and there <= closes


def _half_hours(after: datetime, days: int) -> Iterator[datetime]:
    begins = after.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    for number in range(days * STEPS_OF_A_DAY):
        yield begins + number * STEP
