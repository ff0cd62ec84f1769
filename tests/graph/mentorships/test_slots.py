"""Free slots: when Ada in Warsaw and Linus elsewhere both work."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from graph.mentorships.slots import free, is_working
from graph.mentorships.working_time import WorkingTime

WARSAW = WorkingTime(zone="Europe/Warsaw", begins="09:00", ends="17:00")
# A Monday.
MONDAY = datetime(2026, 3, 2, 10, tzinfo=UTC)


def test_both_in_one_office_meet_in_the_morning_of_the_next_days() -> None:
    found = free(WARSAW, WARSAW, after=MONDAY, minutes=45)
    assert found[0] == datetime(2026, 3, 3, 8, tzinfo=UTC)
    assert [moment.date().day for moment in found] == [3, 4, 5, 6, 9]


def test_far_apart_they_meet_when_both_work() -> None:
    new_york = WorkingTime(zone="America/New_York", begins="09:00", ends="17:00")
    assert free(WARSAW, new_york, after=MONDAY, minutes=45)[0] == datetime(2026, 3, 3, 14, tzinfo=UTC)


def test_too_far_apart_there_is_no_slot() -> None:
    assert (
        free(WARSAW, WorkingTime(zone="Pacific/Auckland", begins="09:00", ends="15:00"), after=MONDAY, minutes=45) == ()
    )


def test_summer_time_moves_the_slot_and_not_the_clock_on_the_wall() -> None:
    friday = datetime(2026, 3, 26, 10, tzinfo=UTC)
    before, after = free(WARSAW, WARSAW, after=friday, minutes=45, most=2)
    assert (before.hour, after.hour) == (8, 7)
    zone = ZoneInfo("Europe/Warsaw")
    assert (before.astimezone(zone).hour, after.astimezone(zone).hour) == (9, 9)


def test_in_the_weeks_when_only_one_has_changed_the_clock_both_still_work() -> None:
    new_york = WorkingTime(zone="America/New_York", begins="09:00", ends="17:00")
    # New York changes on the 8th, Warsaw on the 29th.
    [found] = free(WARSAW, new_york, after=datetime(2026, 3, 9, 1, tzinfo=UTC), minutes=60, most=1)
    assert found.astimezone(ZoneInfo("America/New_York")).time() == time(9)
    assert found.astimezone(ZoneInfo("Europe/Warsaw")).time() == time(14)


def test_night_shifts_go_past_midnight() -> None:
    night = WorkingTime(zone="Europe/Warsaw", begins="22:00", ends="06:00")
    found = free(night, night, after=MONDAY, minutes=60)
    assert all(is_working(night, moment, moment + timedelta(minutes=60)) for moment in found)
    assert {moment.astimezone(ZoneInfo("Europe/Warsaw")).hour for moment in found} <= {22, 23, 0, 1, 2, 3, 4}


ZONES = some.sampled_from(["", "Europe/Warsaw", "America/Los_Angeles", "Asia/Kolkata", "Australia/Lord_Howe"])
TIMES = some.integers(0, 23).map("{:02}:00".format)
HOURS = some.builds(WorkingTime, zone=ZONES, begins=TIMES, ends=TIMES)


@given(one=HOURS, other=HOURS, days=some.integers(0, 365), minutes=some.sampled_from([15, 45, 120]))
def test_a_slot_is_always_within_the_hours_of_both(
    one: WorkingTime, other: WorkingTime, days: int, minutes: int
) -> None:
    after = MONDAY + timedelta(days=days)
    found = free(one, other, after=after, minutes=minutes)
    assert found == free(other, one, after=after, minutes=minutes)
    for moment in found:
        assert moment > after
        for hours in (one, other):
            there = moment.astimezone(ZoneInfo(hours.zone or "UTC"))
            if hours.begins < hours.ends:
                assert hours.begins <= there.strftime("%H:%M")
                assert there.weekday() < 5


@pytest.mark.parametrize("zone", ["", "Europe/Warsaw"])
def test_without_stated_hours_it_is_nine_to_five_on_weekdays(zone: str) -> None:
    hours = WorkingTime(zone=zone)
    noon = datetime(2026, 3, 3, 12, tzinfo=ZoneInfo(zone or "UTC"))
    assert is_working(hours, noon, noon + timedelta(minutes=45))
    assert not is_working(hours, noon + timedelta(days=4), noon + timedelta(days=4, minutes=45))
    assert not is_working(hours, noon + timedelta(hours=4.5), noon + timedelta(hours=5.25))
