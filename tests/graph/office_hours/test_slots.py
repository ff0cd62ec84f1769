"""Slots: what the clock on Ada's wall says, also in the weeks in which it changes."""

from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as some

from graph.ids import OfficeHoursId
from graph.office_hours import slots
from graph.office_hours.hours import LENGTHS, OfficeHours, minute

MONDAY = datetime(2027, 3, 1, 12, tzinfo=UTC)
TUESDAY, SUNDAY = 1, 6


def held(weekday: int = TUESDAY, begins: str = "14:00", ends: str = "15:00", minutes: int = 30) -> OfficeHours:
    return OfficeHours(
        id=OfficeHoursId("hours"),
        weekday=weekday,
        begins=begins,
        ends=ends,
        minutes=minutes,
        link="",
        weeks=8,
        is_paused=False,
    )


def test_an_hour_has_two_slots_of_thirty_minutes_each_week() -> None:
    found = slots.of(held(), zone="", now=MONDAY)
    assert len(found) == 16
    assert [slot.starts_at for slot in found[:3]] == [
        datetime(2027, 3, 2, 14, tzinfo=UTC),
        datetime(2027, 3, 2, 14, 30, tzinfo=UTC),
        datetime(2027, 3, 9, 14, tzinfo=UTC),
    ]


def test_what_is_left_of_the_time_is_no_slot() -> None:
    assert len(slots.of(held(ends="15:10", minutes=45), zone="", now=MONDAY)) == 8


def test_the_mentor_has_two_hours_to_see_a_booking() -> None:
    at_noon = datetime(2027, 3, 2, 12, 1, tzinfo=UTC)
    assert slots.of(held(), zone="", now=at_noon)[0].starts_at == datetime(2027, 3, 2, 14, 30, tzinfo=UTC)


def test_summer_time_moves_the_moment_and_not_the_clock_on_the_wall() -> None:
    # Warsaw changes on the 28th.
    *_, before, after = slots.of(held(ends="14:30"), zone="Europe/Warsaw", now=MONDAY)[:5]
    assert (before.starts_at.day, before.starts_at.hour) == (23, 13)
    assert (after.starts_at.day, after.starts_at.hour) == (30, 12)


def test_in_autumn_it_moves_back() -> None:
    october = datetime(2027, 10, 25, 12, tzinfo=UTC)
    before, after = slots.of(held(ends="14:30"), zone="Europe/Warsaw", now=october)[:2]
    assert (before.starts_at.hour, after.starts_at.hour) == (12, 13)


def test_the_hour_that_a_clock_skips_has_no_slots_and_the_one_that_it_repeats_has_them_twice() -> None:
    night = held(weekday=SUNDAY, begins="02:00", ends="03:00", minutes=60)
    spring, autumn = datetime(2027, 3, 27, tzinfo=UTC), datetime(2027, 10, 30, tzinfo=UTC)
    assert slots.of(night, zone="Europe/Warsaw", now=spring)[0].starts_at == datetime(2027, 4, 4, 0, tzinfo=UTC)
    twice = slots.of(night, zone="Europe/Warsaw", now=autumn)[:2]
    assert [slot.starts_at.hour for slot in twice] == [0, 1]


ZONES = some.sampled_from(["", "Europe/Warsaw", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe"])
QUARTERS = some.integers(0, 95).map(lambda quarter: f"{quarter // 4:02}:{quarter % 4 * 15:02}")


@given(
    weekday=some.integers(0, 6),
    begins=QUARTERS,
    ends=QUARTERS,
    minutes=some.sampled_from(LENGTHS),
    zone=ZONES,
    day=some.integers(0, 365),
)
def test_every_slot_is_within_the_hours_on_the_wall_and_none_overlap(
    weekday: int, begins: str, ends: str, minutes: int, zone: str, day: int
) -> None:
    now, here = MONDAY + timedelta(days=day), ZoneInfo(zone or "UTC")
    found = slots.of(held(weekday, begins, ends, minutes), zone=zone, now=now)
    for slot in found:
        starts, stops = slot.starts_at.astimezone(here), slot.ends_at.astimezone(here)
        assert starts.weekday() == weekday
        assert time.fromisoformat(begins) <= starts.time()
        assert stops.time() <= time.fromisoformat(ends)
        assert now + slots.NOTICE <= slot.starts_at <= now + timedelta(weeks=8)
    assert all(one.ends_at <= other.starts_at for one, other in pairwise(found))
    # Each whole week has all of them, but for a day on which the clock changes.
    assert len(found) >= 6 * ((minute(ends) - minute(begins)) // minutes)
