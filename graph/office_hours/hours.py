"""Office hours: on which weekday, from when to when, a mentor is there for whoever books a slot.

Times are those on the clocks of the mentor's own time zone, so they stay the same when the clocks change.
graph/office_hours/slots.py has the slots in them, and graph/office_hours/bookings.py what people booked.
"""

import re
from dataclasses import dataclass

from graph import clock
from graph.driver import only, write
from graph.errors import Conflict, Invalid, NotFound, refuse_if_any
from graph.ids import BookingId, OfficeHoursId, new_id
from graph.mentorships.mentorships import problem_of_link
from graph.rows import read_as
from graph.viewers import Viewer

DAYS_OF_A_WEEK = 7
LENGTHS = (15, 20, 30, 45, 60)
MINUTES, WEEKS, MOST_WEEKS = 30, 4, 8
# Two for each day from Monday to Friday.
MOST_A_WEEK = 10

TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
NOT_YOURS = NotFound("These office hours don't exist, have ended, or aren't yours.")
NOT_TEACHING = Conflict("Say first that you are happy to teach a skill, so that people know what to come for.")


@dataclass(frozen=True, kw_only=True)
class HoursDraft:
    """Office hours as they were typed: a weekday from 0 for Monday, times such as 14:00, and minutes of a slot.

    They can be booked so many `weeks` ahead. Raises `Invalid` with a sentence per field.
    """

    weekday: int
    begins: str
    ends: str
    minutes: int = MINUTES
    link: str = ""
    weeks: int = WEEKS

    def __post_init__(self) -> None:
        refuse_if_any(
            {
                "weekday": None if 0 <= self.weekday < DAYS_OF_A_WEEK else "Choose a day of the week.",
                "begins": None if TIME.fullmatch(self.begins) else "Enter a time, such as 14:00.",
                "ends": self._problem_of_the_end(),
                "minutes": None if self.minutes in LENGTHS else "Choose how long a slot is.",
                "link": problem_of_link(self.link),
                "weeks": None if 1 <= self.weeks <= MOST_WEEKS else f"Enter a number from 1 to {MOST_WEEKS}.",
            }
        )

    def _problem_of_the_end(self) -> str | None:
        if not TIME.fullmatch(self.ends):
            return "Enter a time, such as 15:30."
        if not TIME.fullmatch(self.begins) or minute(self.ends) - minute(self.begins) >= self.minutes:
            return None
        return "Enter a time that leaves room for at least one slot, on the same day."


@dataclass(frozen=True, kw_only=True)
class OfficeHours:
    """Office hours of the viewer, or of someone whose slots they may see."""

    id: OfficeHoursId
    weekday: int
    begins: str
    ends: str
    minutes: int
    link: str
    weeks: int
    is_paused: bool


def mine(*, viewer: Viewer) -> tuple[OfficeHours, ...]:
    """Return the viewer's own office hours that haven't ended, in the order of the week."""
    found = read_as(
        OfficeHours,
        """
        MATCH (:Person {id: $viewer})-[:OPENS]->(hours:OfficeHours)
        WHERE hours.state = 'running'
        RETURN hours.id AS id, hours.weekday AS weekday, hours.begins AS begins, hours.ends AS ends,
               hours.minutes AS minutes, hours.link AS link, hours.weeks AS weeks, hours.is_paused AS is_paused
        """,
        viewer=viewer.id,
    )
    return tuple(sorted(found, key=lambda one: (one.weekday, one.begins)))


def get(id: OfficeHoursId, *, viewer: Viewer) -> OfficeHours:
    """Return office hours of the viewer. Raises `NotFound` for those of others, and once they have ended."""
    return only([one for one in mine(viewer=viewer) if one.id == id], otherwise=NOT_YOURS)


def hold(draft: HoursDraft, *, by: Viewer) -> OfficeHoursId:
    """Open office hours each week.

    Raises `Conflict` for people who teach no skill, and `Invalid` if they have office hours then, or ten a week.
    """
    _refuse_unless_free(draft, None, by)
    now = clock.now()
    rows = write(
        """
        MATCH (me:Person {id: $by})
        // Writing before counting takes the lock, so that two forms at once don't open the same hours.
        SET me.office_lock = $id
        WITH me, [(me)-[:OPENS]->(other:OfficeHours) WHERE other.state = 'running'
                  | {weekday: other.weekday, begins: other.begins, ends: other.ends}] AS held
        WHERE size(held) < $most
          AND NONE(one IN held WHERE one.weekday = $weekday AND one.begins < $ends AND one.ends > $begins)
          AND EXISTS { MATCH (me)-[standing:STANDS_IN]->(:Skill) WHERE standing.teaches }
        CREATE (hours:OfficeHours {id: $id, state: 'running', is_paused: false})
        SET hours += $terms, hours.changed_key = $key
        CREATE (me)-[:OPENS]->(hours)
        RETURN hours.id AS id
        """,
        by=by.id,
        id=new_id(),
        most=MOST_A_WEEK,
        weekday=draft.weekday,
        begins=draft.begins,
        ends=draft.ends,
        terms=_terms(draft),
        key=clock.key(now),
    )
    return OfficeHoursId(only(rows, otherwise=NOT_TEACHING)["id"])


def change(id: OfficeHoursId, draft: HoursDraft, *, by: Viewer) -> None:
    """Change office hours. Slots that people have booked stay as they are.

    Raises `NotFound` for those of others, and `Invalid` if others of the same person are at this time.
    """
    get(id, viewer=by)
    _refuse_unless_free(draft, id, by)
    rows = write(
        """
        MATCH (me:Person {id: $by})-[:OPENS]->(hours:OfficeHours)
        WHERE hours.id = $id AND hours.state = 'running'
        SET hours += $terms, hours.changed_key = $key
        RETURN hours.id AS id
        """,
        by=by.id,
        id=id,
        terms=_terms(draft),
        key=clock.key(clock.now()),
    )
    only(rows, otherwise=NOT_YOURS)


def pause(id: OfficeHoursId, *, is_paused: bool, by: Viewer) -> None:
    """Offer no more slots for now, or offer them again. What is booked stays. Raises `NotFound` for those of others."""
    rows = write(
        """
        MATCH (me:Person {id: $by})-[:OPENS]->(hours:OfficeHours)
        WHERE hours.id = $id AND hours.state = 'running'
        SET hours.is_paused = $is_paused, hours.changed_key = $key
        RETURN hours.id AS id
        """,
        by=by.id,
        id=id,
        is_paused=is_paused,
        key=clock.key(clock.now()),
    )
    only(rows, otherwise=NOT_YOURS)


def end(id: OfficeHoursId, *, by: Viewer) -> tuple[BookingId, ...]:
    """End office hours, and return the bookings in them that were still to come. They are cancelled.

    Twice changes nothing. Raises `NotFound` for those of others.
    """
    now = clock.now()
    rows = write(
        """
        MATCH (me:Person {id: $by})-[:OPENS]->(hours:OfficeHours)
        WHERE hours.id = $id
        SET hours.state = 'ended', hours.changed_key = $key
        WITH hours
        OPTIONAL MATCH (hours)<-[:AT]-(booking:Booking)
            WHERE booking.state = 'booked' AND booking.starts_at > datetime($now)
        SET booking.state = 'cancelled', booking.sequence = booking.sequence + 1, booking.cancelled_by = $by,
            booking.cancelled_key = $key, booking.changed_key = $key
        REMOVE booking.key, booking.ahead_key, booking.remind_key
        RETURN hours.id AS id, booking.id AS booking
        """,
        by=by.id,
        id=id,
        now=now.isoformat(),
        key=clock.key(now),
    )
    only(rows, otherwise=NOT_YOURS)
    return tuple(BookingId(row["booking"]) for row in rows if row["booking"])


def minute(time: str) -> int:
    """Return the minute of the day of a time such as 14:00."""
    hours, minutes = time.split(":")
    return int(hours) * 60 + int(minutes)


def _refuse_unless_free(draft: HoursDraft, besides: OfficeHoursId | None, by: Viewer) -> None:
    others = [one for one in mine(viewer=by) if one.id != besides]
    if len(others) >= MOST_A_WEEK:
        raise Invalid(weekday=f"You have office hours {MOST_A_WEEK} times a week already. End some first.")
    if any(one.weekday == draft.weekday and one.begins < draft.ends and one.ends > draft.begins for one in others):
        raise Invalid(begins="You have office hours at this time already. Change those, or choose another time.")


def _terms(draft: HoursDraft) -> dict[str, int | str]:
    return {
        "weekday": draft.weekday,
        "begins": draft.begins,
        "ends": draft.ends,
        "minutes": draft.minutes,
        "link": draft.link.strip(),
        "weeks": draft.weeks,
    }
