"""The hours of a day in which two people both work, in the time of the first."""

from datetime import UTC, datetime

import pytest

from graph.mentorships import working_time
from graph.mentorships.working_time import Shared, WorkingTime

WINTER, SUMMER = datetime(2026, 1, 15, tzinfo=UTC), datetime(2026, 7, 15, tzinfo=UTC)
BERLIN = WorkingTime(zone="Europe/Berlin", begins="09:00", ends="17:00")


@pytest.mark.parametrize(
    ("other", "at", "both"),
    [
        (WorkingTime(zone="Europe/Berlin", begins="07:00", ends="12:30"), WINTER, ("09:00", "12:30")),
        (WorkingTime(zone="Asia/Kolkata", begins="10:00", ends="18:00"), WINTER, ("09:00", "13:30")),
        (WorkingTime(zone="Asia/Kolkata", begins="10:00", ends="18:00"), SUMMER, ("09:00", "14:30")),
        (WorkingTime(zone="America/New_York", begins="09:00", ends="17:00"), WINTER, ("15:00", "17:00")),
        (WorkingTime(zone="Europe/Berlin", begins="22:00", ends="10:00"), WINTER, ("09:00", "10:00")),
    ],
)
def test_hours_are_shared_across_zones_summer_and_midnight(
    other: WorkingTime, at: datetime, both: tuple[str, str]
) -> None:
    assert working_time.shared(BERLIN, other, at=at) == Shared(begins=both[0], ends=both[1])


@pytest.mark.parametrize(
    "other",
    [
        WorkingTime(),
        WorkingTime(zone="Europe/Berlin"),
        WorkingTime(begins="09:00", ends="17:00"),
        WorkingTime(zone="Europe/Berlin", begins="16:30", ends="23:00"),
        WorkingTime(zone="America/Los_Angeles", begins="09:00", ends="17:00"),
    ],
)
def test_less_than_an_hour_and_what_nobody_stated_is_nothing(other: WorkingTime) -> None:
    assert working_time.shared(BERLIN, other, at=WINTER) is None


def test_people_who_always_work_share_the_day() -> None:
    night = WorkingTime(zone="UTC", begins="12:00", ends="11:59")
    assert working_time.shared(night, night, at=WINTER) == Shared(begins="12:00", ends="11:59")
