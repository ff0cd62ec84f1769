"""Slots: the pieces of office hours that people book, from the clocks on the mentor's wall to moments in UTC."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from graph.ids import OfficeHoursId
from graph.office_hours.hours import OfficeHours

# So that the mentor sees a booking in time.
NOTICE = timedelta(hours=2)
A_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Slot:
    """A piece of office hours."""

    hours: OfficeHoursId
    starts_at: datetime
    minutes: int

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)


def of(hours: OfficeHours, *, zone: str, now: datetime) -> tuple[Slot, ...]:
    """Return the slots of office hours that may be booked now, in order. `zone` is the mentor's, or empty for UTC.

    On a day on which the clocks change, a slot that they skip is left out. One that they repeat is there twice.
    """
    here, until = ZoneInfo(zone or "UTC"), now + timedelta(weeks=hours.weeks)
    return tuple(
        slot
        for day in _days(now.astimezone(here).date(), until.astimezone(here).date(), hours.weekday)
        for slot in _on(day, hours, here)
        if now + NOTICE <= slot.starts_at <= until
    )


def _days(first: date, last: date, weekday: int) -> Iterator[date]:
    day = first + A_DAY * ((weekday - first.weekday()) % 7)
    while day <= last:
        yield day
        day += 7 * A_DAY


def _on(day: date, hours: OfficeHours, here: ZoneInfo) -> Iterator[Slot]:
    begins, ends = time.fromisoformat(hours.begins), time.fromisoformat(hours.ends)
    starts_at = datetime.combine(day, begins, here).astimezone(UTC)
    # The later of the two, if the clocks show it twice.
    closes_at = datetime.combine(day, ends.replace(fold=1), here).astimezone(UTC)
    while starts_at + timedelta(minutes=hours.minutes) <= closes_at:
        slot = Slot(hours=hours.id, starts_at=starts_at, minutes=hours.minutes)
        if begins <= slot.starts_at.astimezone(here).time() and slot.ends_at.astimezone(here).time() <= ends:
            yield slot
        starts_at = slot.ends_at
