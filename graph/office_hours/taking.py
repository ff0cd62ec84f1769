"""Taking a slot: who may book which, how many at once, and that of two who want it only one gets it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from graph import clock
from graph.driver import only, read, write
from graph.errors import Invalid, NotFound, refuse_if_any
from graph.ids import BookingId, PersonId, SkillSlug, new_id
from graph.office_hours import open_hours
from graph.office_hours.open_hours import Open
from graph.office_hours.slots import Slot
from graph.rows import read_as
from graph.viewers import Viewer

WORDS_CHARACTERS = 300
# More would fill the hours of several mentors before the first has helped.
MOST_AHEAD = 3
REMINDED_BEFORE = timedelta(hours=24)

NO_HOURS = NotFound("This person holds no office hours that you can book.")
TAKEN = "This time is no longer free. Choose another one."
TOO_MANY = f"You have {MOST_AHEAD} bookings ahead. Cancel one, or come back after the first."
ONE_A_WEEK = "You have booked {name} in this week already. Choose a time in another week."


@dataclass(frozen=True, kw_only=True)
class _Counted:
    mentor: PersonId
    week: str
    starts_at: datetime


def book(
    mentor: PersonId, starts_at: datetime, *, words: str = "", skill: SkillSlug | None = None, by: Viewer
) -> BookingId:
    """Book the slot of a mentor that begins at this moment. Twice is the same booking.

    Raises `NotFound` if they hold no office hours for the viewer, and `Invalid` for a slot that isn't free, for a
    fourth booking ahead, for a second one with them in a week, and for a line that is too long.
    """
    found = only([one for one in (open_hours.find(mentor, viewer=by),) if one], otherwise=NO_HOURS)
    key = f"{mentor} {starts_at.astimezone(UTC).isoformat()}"
    if already := _at(key, by):
        return already
    slot = next((one for one in found.free if one.starts_at == starts_at), None)
    if slot is None:
        raise Invalid(slot=TAKEN)
    week = _week(slot, found)
    _refuse_unless_possible(found, week, key, words, by)
    return _take(slot, found, key, words.strip(), week, skill, by)


def _take(slot: Slot, found: Open, key: str, words: str, week: str, skill: SkillSlug | None, by: Viewer) -> BookingId:
    now, reminds_at = clock.now(), slot.starts_at - REMINDED_BEFORE
    rows = write(
        """
        MATCH (hours:OfficeHours {id: $hours})<-[:OPENS]-(mentor:Person)
        MATCH (learner:Person {id: $by})
        OPTIONAL MATCH (skill:Skill {slug: $skill})
        // Writing before looking takes the locks of both, so that a slot is taken once and limits hold. The value is
        // new each time: one engine takes no lock for a value that is there already.
        SET mentor.booking_lock = $id, learner.booking_lock = $id
        WITH hours, mentor, learner, skill
        WHERE hours.state = 'running' AND NOT hours.is_paused
          AND NOT EXISTS {
              MATCH (mentor)-[:RECEIVES]->(taken:Booking)<-[:BOOKED]-(who:Person)
              WHERE taken.state = 'booked' AND (taken.key <> $key OR who.id <> $by)
                AND ((taken.starts_at < datetime($ends_at) AND taken.ends_at > datetime($starts_at))
                     OR (who.id = $by AND taken.week = $week))
          }
          AND size([(learner)-[:BOOKED]->(ahead:Booking) WHERE ahead.ahead_key > $now_key AND ahead.key <> $key
                    | ahead.id]) < $most
        MERGE (booking:Booking {key: $key})
        ON CREATE SET booking.id = $id, booking.state = 'booked', booking.sequence = 0, booking.minutes = $minutes,
                      booking.booked_key = $now_key, booking.changed_key = $now_key,
                      booking.starts_at = datetime($starts_at), booking.ends_at = datetime($ends_at),
                      booking.ahead_key = $ahead_key, booking.remind_key = $remind_key,
                      booking.words = $words, booking.week = $week
        MERGE (mentor)-[:RECEIVES]->(booking)
        MERGE (learner)-[:BOOKED]->(booking)
        MERGE (booking)-[:AT]->(hours)
        FOREACH (_ IN CASE WHEN skill IS NULL THEN [] ELSE [1] END | MERGE (booking)-[:IN_SKILL]->(skill))
        RETURN booking.id AS id
        """,
        hours=slot.hours,
        by=by.id,
        skill=skill if skill in {one.slug for one in found.skills} else None,
        key=key,
        id=new_id(),
        words=words,
        week=week,
        minutes=slot.minutes,
        starts_at=slot.starts_at.isoformat(),
        ends_at=slot.ends_at.isoformat(),
        ahead_key=clock.key(slot.starts_at),
        # Someone who books later than that needs no reminder.
        remind_key=clock.key(reminds_at) if reminds_at > now else None,
        now_key=clock.key(now),
        most=MOST_AHEAD,
    )
    return BookingId(only(rows, otherwise=Invalid(slot=TAKEN))["id"])


def _at(key: str, by: Viewer) -> BookingId | None:
    rows = read(
        """
        MATCH (booking:Booking {key: $key})<-[:BOOKED]-(learner:Person)
        WHERE learner.id = $by
        RETURN booking.id AS id
        """,
        key=key,
        by=by.id,
    )
    return BookingId(rows[0]["id"]) if rows else None


def _refuse_unless_possible(found: Open, week: str, key: str, words: str, by: Viewer) -> None:
    counted, now = _counted(week, key, by), clock.now()
    is_twice = any(one.mentor == found.person.id and one.week == week for one in counted)
    are_enough = len([one for one in counted if one.starts_at > now]) >= MOST_AHEAD
    refuse_if_any(
        {
            "words": None if len(words.strip()) <= WORDS_CHARACTERS else f"Use {WORDS_CHARACTERS} characters or fewer.",
            "slot": ONE_A_WEEK.format(name=found.person.name) if is_twice else TOO_MANY if are_enough else None,
        }
    )


def _counted(week: str, key: str, viewer: Viewer) -> tuple[_Counted, ...]:
    """Return what limits a booking. The slot itself doesn't: a second click may have booked it meanwhile."""
    return read_as(
        _Counted,
        """
        MATCH (me:Person {id: $viewer})-[:BOOKED]->(booking:Booking)
        WHERE booking.state = 'booked' AND booking.key <> $key
          AND (booking.week = $week OR booking.starts_at > datetime($now))
        MATCH (booking)<-[:RECEIVES]-(mentor:Person)
        RETURN mentor.id AS mentor, booking.week AS week, booking.starts_at AS starts_at
        """,
        viewer=viewer.id,
        week=week,
        key=key,
        now=clock.now().isoformat(),
    )


def _week(slot: Slot, found: Open) -> str:
    """Return the calendar week of a slot where the mentor is, such as `2027-3`."""
    year, week, _ = slot.starts_at.astimezone(ZoneInfo(found.zone or "UTC")).isocalendar()
    return f"{year}-{week}"
