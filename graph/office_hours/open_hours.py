"""Office hours as others see them: the slots that are free. Slots that are taken are missing, without a word by whom.

Who may know that someone teaches a skill, and fits the terms on which they mentor, may book. The meeting link is for
those who have.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from graph import clock
from graph.cards import Author, SkillTag, by_name
from graph.ids import PersonId
from graph.office_hours import slots
from graph.office_hours.hours import OfficeHours
from graph.office_hours.slots import Slot
from graph.rows import read_as
from graph.viewers import Viewer


@dataclass(frozen=True, kw_only=True)
class Open:
    """The free slots of someone who holds office hours, in order, and the skills that they teach.

    `zone` is their time zone, empty if they have chosen none.
    """

    person: Author
    skills: tuple[SkillTag, ...]
    zone: str
    free: tuple[Slot, ...]

    @property
    def next(self) -> Slot | None:
        return self.free[0] if self.free else None


@dataclass(frozen=True, kw_only=True)
class _Taken:
    starts_at: datetime
    minutes: int


@dataclass(frozen=True, kw_only=True)
class _Row:
    person: Author
    skills: tuple[SkillTag, ...]
    zone: str
    away_until: datetime | None
    hours: OfficeHours
    taken: tuple[_Taken, ...]


def find(person: PersonId, *, viewer: Viewer) -> Open | None:
    """Return the free slots of someone. `None` if they hold no office hours that the viewer may come to."""
    return of((person,), viewer=viewer).get(person)


def of(people: Sequence[PersonId], *, viewer: Viewer) -> Mapping[PersonId, Open]:
    """Return the free slots of those of these people who hold office hours that the viewer may come to."""
    now = clock.now()
    rows = read_as(
        _Row,
        """
        UNWIND $people AS id
        MATCH (mentor:Person {id: id})-[:OPENS]->(hours:OfficeHours)
        WHERE mentor.state = 'active' AND mentor.id <> $viewer AND hours.state = 'running' AND NOT hours.is_paused
          AND NOT {{mentor is suspended}}
        MATCH (learner:Person {id: $viewer})
        WITH mentor, learner, hours, [(mentor)-[standing:STANDS_IN]->(skill:Skill)
            WHERE standing.teaches AND {{standing is not hidden}} AND {{skill is known}}
            | {slug: skill.slug, name: skill.name}] AS skills
        WHERE size(skills) > 0 AND {{mentor is ready for the learner}}
        RETURN {{mentor is named}} AS person,
               skills,
               coalesce(mentor.time_zone, '') AS zone,
               mentor.away_until AS away_until,
               {id: hours.id, weekday: hours.weekday, begins: hours.begins, ends: hours.ends, minutes: hours.minutes,
                link: '', weeks: hours.weeks, is_paused: false} AS hours,
               [(mentor)-[:RECEIVES]->(taken:Booking) WHERE taken.ahead_key > $key
                   | {starts_at: taken.starts_at, minutes: taken.minutes}] AS taken
        """,
        people=list(people),
        viewer=viewer.id,
        audiences=viewer.audiences,
        now=now.isoformat(),
        key=clock.key(now),
    )
    return {id: _open([row for row in rows if row.person.id == id]) for id in {row.person.id for row in rows}}


def _open(rows: Sequence[_Row]) -> Open:
    now = clock.now()
    found = [slot for row in rows for slot in slots.of(row.hours, zone=row.zone, now=now) if _is_free(slot, row)]
    first = rows[0]
    return Open(
        person=first.person,
        skills=by_name(first.skills),
        zone=first.zone,
        free=tuple(sorted(found, key=lambda slot: slot.starts_at)),
    )


def _is_free(slot: Slot, row: _Row) -> bool:
    if row.away_until is not None and slot.starts_at < row.away_until:
        return False
    return not any(
        one.starts_at < slot.ends_at and slot.starts_at < one.starts_at + timedelta(minutes=one.minutes)
        for one in row.taken
    )
